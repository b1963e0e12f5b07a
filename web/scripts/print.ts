/** Shows the buttons that print: without a script the browser's own menu does. */
export function print(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
    // A file that was asked for at one press is printed once its pictures are there.
    if (button.dataset.printNow) {
      if (document.readyState === "complete") window.print();
      else window.addEventListener("load", () => window.print(), { once: true });
    }
  }
}
