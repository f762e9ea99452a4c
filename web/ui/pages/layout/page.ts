// What every page does: keeps what is typed in its forms, and lets the browser keep the page for when there is no network.
import { type FormDraft, FormDrafts, type Typed } from "../../lib/formdraft.ts";
import { shareTablet } from "../../lib/tablet.ts";

const meShelf = "terugblik.me";
const { me, page } = document.body.dataset;

if (page !== "offline") remember();
if (me) keepForms(new FormDrafts(localStorage, me, Date.now), page ?? "");
// Who logs out leaves nothing to the next on this device, even when the next page does not come.
document.querySelector("form[action='/logout']")?.addEventListener("submit", () => {
  localStorage.removeItem(meShelf);
  indexedDB.deleteDatabase("terugblik-voice"); // what she said and did not send
});
if ("tablet" in document.body.dataset) shareTablet();
void registerWorker();

/** The page without network shows what this person typed. Where nobody is in, what was sent has not arrived. */
function remember(): void {
  const before = localStorage.getItem(meShelf);
  if (me) return localStorage.setItem(meShelf, me);
  if (before) new FormDrafts(localStorage, before, Date.now).answered(false);
  localStorage.removeItem(meShelf);
}

function keepForms(drafts: FormDrafts, page: string): void {
  drafts.answered(page !== "error");
  for (const form of document.querySelectorAll<HTMLFormElement>("form[method=post]")) {
    if (fieldsOf(form).length === 0 || form.querySelector("input[type=password]")) continue;
    const to = new URL(form.action).pathname;
    restore(form, drafts.find(location.pathname, to));
    form.addEventListener("input", () => drafts.keep({ page: location.pathname, title: document.title, to, version: versionOf(form), fields: typed(form) }));
    form.addEventListener("submit", () => drafts.sending(location.pathname, to));
  }
}

type Field = HTMLTextAreaElement | HTMLInputElement;

/** The fields that hold words of hers; not those of an element of ours, which keeps its own. */
function fieldsOf(form: HTMLFormElement): Field[] {
  return [...form.querySelectorAll<Field>("textarea[name], input[name]:is([type=text], :not([type]))")];
}

function typed(form: HTMLFormElement): Typed[] {
  return fieldsOf(form).map((field) => ({ name: field.name, label: field.labels?.[0]?.textContent?.trim() ?? "", value: field.value }));
}

/** Puts the words back; when the thing has changed since, they stand beside it, so that nobody's change is lost. */
function restore(form: HTMLFormElement, draft: FormDraft | null): void {
  if (!draft) return;
  const lost = fieldsOf(form).flatMap((field) => {
    const before = draft.fields.find((one) => one.name === field.name);
    return before && before.value !== field.value && before.value.trim() !== "" ? [{ field, before }] : [];
  });
  if (lost.length === 0) return;
  const same = draft.version === versionOf(form);
  const { restored, earlier } = document.body.dataset;
  form.prepend(said((same ? restored : earlier) ?? "", same ? [] : lost.map((one) => one.before.value)));
  if (same) for (const { field, before } of lost) field.value = before.value;
  form.dispatchEvent(new Event("restored", { bubbles: true }));
}

function versionOf(form: HTMLFormElement): string {
  return form.querySelector<HTMLInputElement>("input[type=hidden][name=version]")?.value ?? "";
}

function said(words: string, texts: readonly string[]): HTMLElement {
  const box = document.createElement("div");
  box.className = "draft-restored";
  box.setAttribute("role", "status");
  for (const [i, text] of [words, ...texts].entries()) {
    const line = document.createElement("p");
    line.className = i === 0 ? "hint" : "draft-text";
    line.textContent = text;
    box.append(line);
  }
  return box;
}

async function registerWorker(): Promise<void> {
  // The page of the certificate is also shown without TLS, where no worker is.
  if (!("serviceWorker" in navigator) || document.body.dataset["page"] === "certificate") return;
  await navigator.serviceWorker.register("/worker.js").catch(() => undefined);
  (await navigator.serviceWorker.ready).active?.postMessage("language");
}
