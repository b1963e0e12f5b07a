// Forms that come in by a passkey, or add one: shown where the browser knows passkeys, and nowhere else.
export function passkeys(): void {
  if (!("PublicKeyCredential" in window) || !("parseCreationOptionsFromJSON" in PublicKeyCredential)) return;
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void send(form);
    });
  }
}

async function send(form: HTMLFormElement): Promise<void> {
  const failed = form.querySelector<HTMLElement>("[data-failed]");
  if (failed) failed.hidden = true;
  const answer = await fetch(form.dataset.options!, { method: "POST", body: new FormData(form) });
  // What is wrong with the form the server tells on its page.
  if (answer.ok) {
    try {
      const credential = await ask(form.dataset.passkey!, await answer.json());
      (form.elements.namedItem("credential") as HTMLInputElement).value = JSON.stringify(credential);
    } catch {
      // Given up, or the device could not: nothing is sent.
      if (failed) failed.hidden = false;
      return;
    }
  }
  form.submit();
}

const ask = (what: string, options: unknown): Promise<Credential | null> =>
  what === "create"
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options as PublicKeyCredentialCreationOptionsJSON) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options as PublicKeyCredentialRequestOptionsJSON) });
