/** A second press within two seconds is the same press: a form is sent once. The server would answer the same anyway. */
export function once(): void {
  const sent = new WeakMap<HTMLFormElement, number>();
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (form.method === "dialog") return;
    const now = performance.now();
    if (now - (sent.get(form) ?? -Infinity) < 2000) event.preventDefault();
    else sent.set(form, now);
  });
}
