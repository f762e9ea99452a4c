// The two dialogs of the desk: two versions of one mark side by side, and the choice of codes for the pad.
import { type TemplateResult, html, nothing } from "lit";
import type { Fields } from "../../lib/queue.ts";
import type { Texts } from "../../lib/texts.ts";
import type { Annotation } from "../../lib/things.ts";
import { stretch } from "../../lib/timebase.ts";
import type { Conflict } from "./board.ts";
import { type Code, type Codes, found, padSize } from "./codes.ts";
import { kindNames } from "./editor.ts";

type Labels = (code: string) => string;

export function conflictDialog(conflict: Conflict, labelOf: Labels, texts: Texts, settle: (fields: Fields | null) => void): TemplateResult {
  const { change, current } = conflict;
  const mine = { ...current, ...change.fields };
  const removal = change.what === "remove";
  const together = [...new Set([current.text, mine.text].map((text) => text.trim()).filter(Boolean))].join("\n");
  const merge = (event: Event): void => {
    const text = ((event.currentTarget as HTMLElement).closest("dialog") as HTMLDialogElement).querySelector("textarea")?.value ?? together;
    settle({ ...change.fields, text, codes: [...new Set([...current.codes, ...mine.codes])] });
  };
  return html`<dialog class="dialog conflict" aria-labelledby="conflict-title" @cancel=${(event: Event) => event.preventDefault()}>
    <form method="dialog">
      <h2 id="conflict-title">${texts.t("desk.conflict_title")}</h2>
      <p>${texts.t("desk.conflict_why")}</p>
      <div class="conflict-sides">
        ${side(texts.t("desk.conflict_theirs"), current, labelOf, texts)}
        ${removal ? html`<div class="card"><h3>${texts.t("desk.conflict_mine")}</h3><p>${texts.t("desk.conflict_removed")}</p></div>` : side(texts.t("desk.conflict_mine"), mine, labelOf, texts)}
      </div>
      ${removal ? nothing : html`<div class="field"><label for="conflict-merge">${texts.t("desk.conflict_together")}</label>
        <textarea id="conflict-merge" rows="3" .value=${together}></textarea><span class="hint">${texts.t("common.no_names")}</span></div>`}
      <div class="dialog-actions">
        <button type="button" class="button" @click=${() => settle(null)}>${texts.t("desk.conflict_take")}</button>
        <button type="button" class="button" @click=${() => settle(change.fields)}>${texts.t("desk.conflict_keep")}</button>
        ${removal ? nothing : html`<button type="button" class="button button-primary" @click=${merge}>${texts.t("desk.conflict_merge")}</button>`}
      </div>
    </form>
  </dialog>`;
}

function side(title: string, mark: Annotation, labelOf: Labels, texts: Texts): TemplateResult {
  return html`<div class="card stack-tight">
    <h3>${title}</h3>
    <p class="small muted"><span class="timecode">${stretch(mark.start_ms, mark.end_ms)}</span>${mark.kind ? ` · ${texts.t(kindNames[mark.kind])}` : nothing}</p>
    <p class="conflict-text">${mark.text || texts.t("desk.conflict_no_text")}</p>
    ${mark.codes.length ? html`<p class="small">${mark.codes.map(labelOf).join(", ")}</p>` : nothing}
  </div>`;
}

export interface SchemesActions {
  readonly search: (text: string) => void;
  readonly toggle: (code: string) => void;
}

export function schemesDialog(codes: Codes, search: string, problem: string, texts: Texts, act: SchemesActions): TemplateResult {
  const hits = found(codes.list, search);
  const groups = grouped(hits);
  return html`<dialog class="dialog schemes" aria-labelledby="schemes-title">
    <form method="dialog">
      <h2 id="schemes-title">${texts.t("desk.choose_codes")}</h2>
      <p>${texts.t("desk.schemes_why", { Count: padSize })} <b>${texts.t("desk.schemes_now", { Count: codes.pad.length, Most: padSize })}</b></p>
      <div class="field"><label for="scheme-search">${texts.t("desk.search")}</label>
        <input id="scheme-search" type="search" .value=${search} @input=${(event: Event) => act.search((event.target as HTMLInputElement).value)}></div>
      ${problem ? html`<p class="error" role="alert">${problem}</p>` : nothing}
      <div class="schemes-list" tabindex="-1">
        ${hits.length === 0 ? html`<p class="muted">${texts.t("desk.search_none")}</p>` : nothing}
        ${[...groups].map(([scheme, list]) => html`<h3>${scheme}</h3>${list.map((one) => codeRow(one, codes.pad, act.toggle))}`)}
      </div>
      <div class="dialog-actions"><button class="button button-primary">${texts.t("common.done")}</button></div>
    </form>
  </dialog>`;
}

function grouped(hits: readonly Code[]): Map<string, Code[]> {
  const groups = new Map<string, Code[]>();
  for (const one of hits) groups.set(one.scheme, [...(groups.get(one.scheme) ?? []), one]);
  return groups;
}

function codeRow(one: Code, pad: readonly string[], toggle: (code: string) => void): TemplateResult {
  const at = pad.indexOf(one.code);
  return html`<label class="check code-row"><input type="checkbox" .checked=${at >= 0} ?disabled=${at < 0 && pad.length >= padSize} @change=${() => toggle(one.code)}>
    <span>${one.path.length ? html`<span class="small muted">${one.path.join(" › ")} ›</span> ` : nothing}<b>${one.label}</b> ${at >= 0 ? html`<kbd class="key">${at + 1}</kbd>` : nothing}
      <span class="small muted code-why">${one.description}</span></span></label>`;
}
