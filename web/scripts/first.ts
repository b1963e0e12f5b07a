/** In a form for work the first field is ready to type in, and Ctrl+Enter sends it. After an error its summary comes first. */
export function firstField(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-first]");
  if (!form) return;
  // On a phone the keyboard would cover what is asked.
  if (matchMedia("(hover: hover)").matches && !document.querySelector(".govuk-error-summary, [role=alert]"))
    form.querySelector<HTMLElement>("input:not([type=hidden]):not([type=file]), select, textarea")?.focus({ preventScroll: true });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector<HTMLButtonElement>(".row button[type=submit]"));
  });
}
