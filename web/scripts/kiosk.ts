/** At a kiosk: who walked away without a word is cleared after a while, and is asked first. */
export function kiosk(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-kiosk]");
  const asked = document.querySelector<HTMLElement>("[data-kiosk-idle]");
  if (!form || !asked) return;
  // A page that the browser kept is another person's.
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
  const after = Number(form.dataset.after);
  const last = Number(form.dataset.last);
  const left = asked.querySelector<HTMLElement>("[data-left]");
  const stay = asked.querySelector<HTMLButtonElement>("[data-stay]");
  // By the clock and not by counting: a sleeping page counts nothing.
  let touched = Date.now();
  const touch = (): void => {
    touched = Date.now();
  };
  for (const sign of ["pointerdown", "keydown", "scroll", "input"])
    addEventListener(sign, () => asked.hidden && touch(), { passive: true, capture: true });
  stay?.addEventListener("click", () => {
    touch();
    asked.hidden = true;
  });
  const clock = setInterval(() => {
    const idle = (Date.now() - touched) / 1000;
    if (idle >= after + last) {
      clearInterval(clock);
      location.replace(form.dataset.kiosk ?? "/");
    } else if (idle >= after) {
      if (left) left.textContent = String(Math.ceil(after + last - idle));
      if (asked.hidden) {
        asked.hidden = false;
        stay?.focus();
      }
    }
  }, 500);
}
