// The helper: examples without a reload, a tap that takes one over, and on a phone one step at a time.

const steps = [...document.querySelectorAll<HTMLElement>("[data-step]")];
const nav = document.querySelector<HTMLElement>(".helper-steps");
const text = document.querySelector<HTMLTextAreaElement>("#text");
const situation = document.querySelector<HTMLInputElement>("#situation");
const small = matchMedia("(max-width: 40rem)");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const where = document.querySelector<HTMLElement>(".helper-at");
const wrong = document.querySelector("[aria-invalid=true], .error");
let at = wrong ? steps.findIndex((step) => step.contains(wrong)) : document.querySelector(".notice-warm, .draft-restored") ? 1 : 0;

for (const chip of document.querySelectorAll<HTMLAnchorElement>("[data-moment]")) {
  chip.addEventListener("click", (event) => {
    event.preventDefault();
    choose(chip.dataset["moment"] ?? "");
  });
}
for (const item of document.querySelectorAll<HTMLLIElement>("[data-examples] > li")) takeOver(item);
for (const button of nav?.querySelectorAll<HTMLButtonElement>("[data-go]") ?? []) {
  button.addEventListener("click", () => show(at + (button.dataset["go"] === "back" ? -1 : 1), true));
}
small.addEventListener("change", () => show(at, false));
// Her own words are brought into view where they came back, and where they are missing.
document.addEventListener("restored", () => show(1, false));
text?.addEventListener("invalid", () => show(1, false));
show(at, false);

function choose(name: string): void {
  for (const chip of document.querySelectorAll<HTMLAnchorElement>("[data-moment]")) {
    const chosen = chip.dataset["moment"] === name;
    chip.classList.toggle("chip-chosen", chosen);
    if (chosen) chip.setAttribute("aria-current", "true");
    else chip.removeAttribute("aria-current");
  }
  for (const list of document.querySelectorAll<HTMLElement>("[data-examples]")) {
    list.hidden = list.dataset["examples"] !== name;
    if (!list.hidden && situation) fill(situation, list.dataset["label"] ?? "");
  }
  const title = document.querySelector("#examples-title");
  title?.removeAttribute("hidden");
  // On a phone the examples are below all moments: what a tap did comes into view.
  if (small.matches) title?.scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });
}

/** An example is a beginning: she takes it over and changes it. */
function takeOver(item: HTMLLIElement): void {
  const words = item.textContent ?? "";
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words;
  button.addEventListener("click", () => {
    if (text) fill(text, words);
    if (small.matches) show(1, true);
    else text?.focus();
  });
  item.replaceChildren(button);
}

/** The draft of the page listens to what is typed. */
function fill(field: HTMLInputElement | HTMLTextAreaElement, words: string): void {
  field.value = words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function show(step: number, move: boolean): void {
  at = Math.max(0, Math.min(steps.length - 1, step));
  for (const [i, part] of steps.entries()) part.hidden = small.matches && i !== at;
  document.querySelector(".helper")?.classList.toggle("helper-later", small.matches && at > 0);
  if (!nav) return;
  nav.hidden = !small.matches;
  if (where) where.textContent = (where.dataset["words"] ?? "").replace("{}", String(at + 1)).replace("{}", String(steps.length));
  for (const button of nav.querySelectorAll<HTMLButtonElement>("[data-go]")) {
    const go = button.dataset["go"];
    button.hidden = go === "back" ? at === 0 : at === steps.length - 1;
  }
  if (!move) return;
  const heading = steps[at]?.querySelector<HTMLElement>("h2");
  heading?.setAttribute("tabindex", "-1");
  heading?.focus();
  scrollTo({ top: 0 });
}
