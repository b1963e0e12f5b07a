/** Several files at once, each by its own request; without a script they go one by one through the same form. */
export function upload(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-upload]")) {
    const input = form.querySelector<HTMLInputElement>("input[type=file]");
    if (!input) continue;
    input.multiple = true;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (input.files?.length) void sendAll(form, input);
      else input.focus();
    });
    // What is too large has been taken out and told by then.
    input.addEventListener("change", () => {
      if (input.files?.length) form.requestSubmit();
    });
  }
}

async function sendAll(form: HTMLFormElement, input: HTMLInputElement): Promise<void> {
  const button = form.querySelector<HTMLButtonElement>("button[type=submit]");
  const told = document.createElement("p");
  told.setAttribute("role", "status");
  told.textContent = form.dataset.sending ?? "";
  form.append(told);
  if (button) button.disabled = true;

  const token = form.querySelector<HTMLInputElement>("input[name=__RequestVerificationToken]")?.value ?? "";
  let next = location.pathname;
  for (const file of input.files ?? []) {
    const body = new FormData();
    body.append("__RequestVerificationToken", token);
    body.append(input.name, file);
    const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
    const came = answer && new URL(answer.url);
    if (!answer?.ok || !came) {
      next = answer?.status === 413 ? `${location.pathname}?refused=attachment.size` : `${location.pathname}?refused=attachment.broken`;
      continue;
    }
    if (came.search || came.pathname !== location.pathname) next = came.pathname + came.search;
  }
  location.assign(next);
}
