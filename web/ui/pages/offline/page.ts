// Without network: shows what this person typed and did not deliver, and goes back to her page as soon as it can.
import { type FormDraft, FormDrafts } from "../../lib/formdraft.ts";
import { ownAddress } from "../../lib/path.ts";

const lookEveryMs = 5000;
const again = document.getElementById("again") as HTMLButtonElement;
again.hidden = false;
again.addEventListener("click", back);
window.addEventListener("online", () => void look());
setInterval(() => void look(), lookEveryMs);

const me = localStorage.getItem("terugblik.me");
const shelf = new FormDrafts(localStorage, me ?? "", Date.now);
shelf.answered(false);
const drafts = me ? shelf.all() : [];
document.getElementById("typed")!.hidden = drafts.length === 0;
document.getElementById("drafts")!.append(...drafts.map(row));

function back(): void {
  const from = new URLSearchParams(location.search).get("from");
  location.replace(ownAddress(from, location.origin) ?? location.href);
}

async function look(): Promise<void> {
  if (document.hidden) return;
  const answer = await fetch("/offline", { method: "HEAD", cache: "no-store" }).catch(() => null);
  if (answer?.ok) back();
}

function row(draft: FormDraft): HTMLLIElement {
  const line = document.createElement("li");
  line.className = "list-row";
  const words = document.createElement("div");
  const title = document.createElement("a");
  title.href = draft.page;
  title.textContent = draft.title;
  words.append(title);
  for (const field of draft.fields) {
    if (field.value.trim() === "") continue;
    const label = document.createElement("p");
    label.className = "hint";
    label.textContent = field.label;
    const text = document.createElement("p");
    text.className = "draft-text";
    text.textContent = field.value;
    words.append(label, text);
  }
  line.append(words);
  return line;
}
