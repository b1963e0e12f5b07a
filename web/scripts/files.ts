/** Says before the upload that a file is too large or that there are too many; the server checks again. */
export function checkFiles(): void {
  for (const input of document.querySelectorAll<HTMLInputElement>("input[type=file][data-max-bytes]")) {
    input.addEventListener("change", () => {
      const files = [...(input.files ?? [])];
      const large = files.find((file) => file.size > Number(input.dataset.maxBytes));
      const many = files.length > Number(input.dataset.maxFiles || Infinity);
      const words = large ? input.dataset.tooLarge?.replace("{0}", large.name) : many ? input.dataset.tooMany : undefined;
      show(input, words);
      if (words) input.value = "";
    });
  }
}

function show(input: HTMLInputElement, words: string | undefined): void {
  const group = input.closest(".govuk-form-group");
  const id = `${input.id}-error`;
  document.getElementById(id)?.remove();
  group?.classList.toggle("govuk-form-group--error", words !== undefined);
  if (words === undefined) return;
  const told = document.createElement("p");
  told.id = id;
  told.className = "govuk-error-message";
  told.setAttribute("role", "alert");
  told.textContent = words;
  input.before(told);
}
