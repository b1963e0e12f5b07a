/** After an error the summary is what is read first, and its links land in their fields. */
export function summary(): void {
  const box = document.querySelector<HTMLElement>(".govuk-error-summary");
  if (!box) return;
  box.focus();
  box.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    (field.closest("fieldset, .govuk-form-group") ?? field).scrollIntoView({ block: "start" });
    field.focus({ preventScroll: true });
  });
}
