// What is new, told in the page at once. The stream names only what changed; the page is then fetched again as its reader
// may see it, and its live parts take the place of the old ones. Where somebody is at work in one, a line offers it instead.
const ownHeader = "Hejie-By-Itself";

export function live(): void {
  const line = document.querySelector<HTMLElement>("[data-live]");
  if (!line || !("EventSource" in window)) return;
  const watch = line.dataset.liveWatch ?? "";
  let from = line.dataset.live ?? "";
  let source: EventSource | null = null;
  let waiting = 0;
  let asked = 0;
  let pause = 0;

  const soon = () => {
    // Many pages hear at once: they do not all ask at once.
    if (waiting === 0) waiting = window.setTimeout(() => void renew(), 200 + Math.random() * 1300);
  };
  const renew = async () => {
    waiting = 0;
    const parts = [...document.querySelectorAll<HTMLElement>("[data-live-part]")];
    if (parts.some(busy)) return show();
    const mine = ++asked;
    try {
      const answer = await fetch(location.href, { headers: { [ownHeader]: "1" } });
      if (!answer.ok || answer.redirected) return show();
      const text = await answer.text();
      // A later question was asked meanwhile: its answer is the newer one.
      if (mine !== asked) return;
      const fresh = new DOMParser().parseFromString(text, "text/html");
      // What a person just did themselves stands in their page already.
      const version = fresh.querySelector<HTMLElement>("[data-live]")?.dataset.liveVersion;
      if (parts.length === 0 && version !== line.dataset.liveVersion) return show();
      for (const part of parts) replace(part, fresh.getElementById(part.id));
      if (parts.length > 0) line.hidden = true;
    } catch {
      show();
    }
  };
  const show = () => {
    line.hidden = false;
  };
  const open = () => {
    if (source || document.hidden) return;
    const query = new URLSearchParams({ from });
    if (watch) query.set("matter", watch);
    const opened = (source = new EventSource(`/live?${query.toString()}`));
    opened.addEventListener("open", () => {
      pause = 0;
    });
    // After any answer but a stream a browser gives up for good: a node that goes down, too many streams. It comes back by itself.
    opened.addEventListener("error", () => {
      if (source !== opened || opened.readyState !== EventSource.CLOSED) return;
      source = null;
      pause = Math.min(60_000, Math.max(2_000, pause * 2));
      window.setTimeout(open, pause * (0.5 + Math.random()));
    });
    for (const kind of ["desk", "order", "matter", "all"])
      source.addEventListener(kind, (event) => {
        from = (event as MessageEvent).lastEventId || from;
        soon();
      });
  };
  // A page that nobody looks at holds no connection: a browser has six to one host.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) return open();
    source?.close();
    source = null;
  });
  window.addEventListener("pagehide", () => source?.close());
  open();
}

/** Whether somebody has typed or chosen something there. */
function busy(part: HTMLElement): boolean {
  const active = document.activeElement;
  return (
    part.querySelector("input[type=checkbox]:checked, input[type=radio]:checked") !== null ||
    (active instanceof HTMLElement && part.contains(active) && active.matches("input:not([type=checkbox]), textarea, select"))
  );
}

/** Puts the new part in the place of the old one; what had the focus has it again. */
function replace(part: HTMLElement, fresh: HTMLElement | null): void {
  if (!fresh || fresh.innerHTML === part.innerHTML) return;
  const active = document.activeElement;
  const href = active instanceof HTMLAnchorElement && part.contains(active) ? active.getAttribute("href") : null;
  part.replaceChildren(...fresh.childNodes);
  if (href !== null) part.querySelector<HTMLElement>(`a[href="${CSS.escape(href)}"]`)?.focus({ preventScroll: true });
}
