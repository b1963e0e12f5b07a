// The desk by keyboard: j and k go down and up, Enter opens, x chooses, ? shows the keys; a button with data-key has its own.
// A row names the moves that can be made on it, data-moves="a=accept t=transfer": the key opens the move's page.
export function deskKeys(): void {
  // The list may be fetched again while the page is open.
  const all = () => [...document.querySelectorAll<HTMLElement>("[data-rows] tr[data-href], [data-rows] tr:has(a)")];
  let rows = all();
  const dialog = document.querySelector<HTMLDialogElement>("dialog.keys");
  const moves = [...document.querySelectorAll<HTMLElement>("[data-key]")];
  if (rows.length === 0 && moves.length === 0 && !document.querySelector("[data-live-part]")) return;

  for (const opener of document.querySelectorAll("[data-keys-open]"))
    opener.addEventListener("click", (event) => {
      event.preventDefault();
      dialog?.showModal();
    });

  let at = -1;
  const go = (to: number) => {
    rows[at]?.classList.remove("here");
    at = Math.max(0, Math.min(rows.length - 1, to));
    const row = rows[at];
    row?.classList.add("here");
    row?.querySelector<HTMLElement>("a")?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "nearest" });
    // The address keeps the row, so that a refresh and the way back find it again.
    if (row?.id) history.replaceState(history.state, "", `#${row.id}`);
  };
  const kept = rows.findIndex((row) => row.id !== "" && `#${row.id}` === location.hash);
  if (kept >= 0) go(kept);

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    if (dialog?.open) return;
    if (rows[0] && !rows[0].isConnected) {
      const here = rows[at]?.id;
      rows = all();
      at = here ? rows.findIndex((row) => row.id === here) : -1;
    }
    switch (event.key) {
      case "j":
        return rows.length > 0 ? go(at + 1) : undefined;
      case "k":
        return rows.length > 0 ? go(at - 1) : undefined;
      case "x": {
        const box = rows[at]?.querySelector<HTMLInputElement>("input[type=checkbox]");
        if (box) return box.click();
        break;
      }
      case "?":
        return dialog?.showModal();
    }
    const row = rows[at];
    const named = row?.dataset.moves?.split(" ").find((pair) => pair.startsWith(`${event.key}=`));
    if (row?.dataset.href && named) return location.assign(`${row.dataset.href}/${named.slice(named.indexOf("=") + 1)}`);
    const move = moves.find((candidate) => candidate.dataset.key === event.key);
    if (move) {
      event.preventDefault();
      move.click();
    }
  });
}

function typing(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]") !== null;
}
