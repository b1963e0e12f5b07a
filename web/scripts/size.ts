/** Turns the large text on and off in place; the link does the same by way of the server. */
export function textSize(): void {
  const link = document.querySelector<HTMLAnchorElement>("a[data-text-size]");
  link?.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const large = !document.documentElement.classList.contains("large-text");
    const answer = await fetch(`/text-size?to=${large ? "large" : "normal"}`, { redirect: "manual" }).catch(() => null);
    if (answer === null) return location.assign(link.href);
    document.documentElement.classList.toggle("large-text", large);
    link.textContent = (large ? link.dataset.normal : link.dataset.large) ?? "";
    link.href = link.href.replace(/to=\w+/, `to=${large ? "normal" : "large"}`);
  });
}
