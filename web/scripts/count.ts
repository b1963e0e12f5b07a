/** Says how many characters are left, from three quarters of the most on. The words stand in the markup. */
export function countCharacters(): void {
  for (const area of document.querySelectorAll<HTMLTextAreaElement | HTMLInputElement>("[data-max]")) {
    const told = document.getElementById(`${area.id}-count`);
    const most = Number(area.dataset.max);
    if (!told || !most) continue;
    const resting = told.textContent ?? "";
    // A reader hears the count when typing rests, not at each letter.
    let wait: ReturnType<typeof setTimeout> | undefined;
    const heard = document.createElement("div");
    heard.className = "govuk-visually-hidden";
    heard.setAttribute("aria-live", "polite");
    told.after(heard);

    const say = () => {
      const left = most - area.value.length;
      const words = left < 0 ? told.dataset.over : told.dataset.left;
      const near = area.value.length >= most * 0.75;
      told.textContent = near && words ? words.replace("{0}", String(Math.abs(left))) : resting;
      told.classList.toggle("count--over", left < 0);
      clearTimeout(wait);
      if (near) wait = setTimeout(() => (heard.textContent = told.textContent), 1000);
    };
    area.addEventListener("input", say);
    say();
  }
}
