/** Above a long select: a line in which to type a part of the name. */
export function filterOptions(): void {
  for (const select of document.querySelectorAll<HTMLSelectElement>("select[data-filter]")) {
    const all = [...select.children].map((node) => node.cloneNode(true) as HTMLElement);
    const line = document.createElement("input");
    line.type = "search";
    line.className = "govuk-input filter";
    line.autocomplete = "off";
    line.placeholder = select.dataset.filter ?? "";
    line.setAttribute("aria-label", select.dataset.filter ?? "");
    line.setAttribute("aria-controls", select.id);
    line.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    line.addEventListener("input", () => {
      const wanted = line.value.trim().toLowerCase();
      const chosen = select.value;
      select.replaceChildren(...all.map((node) => keep(node, wanted)).filter((node) => node !== null));
      // Nothing is chosen for a person unless it is the only one left.
      const left = [...select.options].filter((option) => option.value !== "");
      select.value = left.length === 1 ? left[0]!.value : left.some((option) => option.value === chosen) ? chosen : "";
    });
    select.before(line);
  }
}

function keep(node: HTMLElement, wanted: string): HTMLElement | null {
  if (node instanceof HTMLOptionElement)
    return node.value === "" || fits(node, wanted) ? (node.cloneNode(true) as HTMLElement) : null;
  const group = node.cloneNode(false) as HTMLElement;
  for (const option of node.children)
    if (fits(option as HTMLOptionElement, wanted)) group.append(option.cloneNode(true));
  return group.children.length > 0 ? group : null;
}

const fits = (option: HTMLOptionElement, wanted: string): boolean => option.text.toLowerCase().includes(wanted);
