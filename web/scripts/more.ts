// A menu behind "more" opens and closes by itself; Escape and a press elsewhere close it too.
export function more(): void {
  const menu = document.querySelector<HTMLDetailsElement>("details[data-more]");
  if (!menu) {
    return;
  }
  document.addEventListener("click", (event) => {
    if (menu.open && event.target instanceof Node && !menu.contains(event.target)) {
      menu.open = false;
    }
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
}
