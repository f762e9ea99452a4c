// The card of the selected mark: what it is, whom it shows, what it answers, and the talk under it.
import { type TemplateResult, html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { icon } from "../../lib/icon.ts";
import type { Fields } from "../../lib/queue.ts";
import type { Texts } from "../../lib/texts.ts";
import type { Annotation, Kind, Subject } from "../../lib/things.ts";
import { exact, stretch } from "../../lib/timebase.ts";
import { labelled } from "./marks.ts";

export interface EditorActions {
  readonly change: (fields: Fields) => void;
  readonly typing: () => void;
  readonly remove: () => void;
  readonly choose: (() => void) | null;
  readonly close: () => void;
  readonly endHere: (side: "start" | "end") => void;
}

export interface EditorData {
  readonly mark: Annotation;
  readonly marks: readonly Annotation[];
  readonly me: string;
  readonly mayChange: boolean;
  readonly chosen: boolean;
  readonly kinds: readonly Kind[];
  readonly labelOf: (code: string) => string;
}

/** Written out, so that each sentence can be found in the locales. */
export const kindNames: Readonly<Record<Kind, string>> = {
  top: "common.kind_top", tip: "common.kind_tip", question: "common.kind_question", observation: "common.kind_observation", proud: "common.kind_proud",
};
const subjectNames: Readonly<Record<Subject, string>> = { employee: "desk.subject_employee", child: "desk.subject_child", other: "desk.subject_other" };

export function editor(data: EditorData, texts: Texts, act: EditorActions): TemplateResult {
  const { mark, mayChange } = data;
  return html`<section class="card editor stack" aria-label=${texts.t("desk.selected_mark")}>
    <div class="row-between">
      <h3 class="timecode">${mark.end_ms > mark.start_ms ? `${exact(mark.start_ms)} – ${exact(mark.end_ms)}` : exact(mark.start_ms)}</h3>
      <button type="button" class="button button-quiet button-icon" aria-label=${texts.t("common.close")} @click=${act.close}>${icon("x")}</button>
    </div>
    ${mayChange ? fields(data, texts, act) : reading(data, texts)}
    ${talk(data, texts)}
  </section>`;
}

function reading({ mark, labelOf }: EditorData, texts: Texts): TemplateResult {
  return html`<p class="small muted">${mark.author.given}${mark.kind ? ` · ${texts.t(kindNames[mark.kind])}` : nothing}</p>
    <p>${labelled(mark, labelOf)}</p>`;
}

function talk({ mark, me }: EditorData, texts: Texts): TemplateResult | typeof nothing {
  if (mark.version === 0 || (mark.visibility !== "released" && mark.replies === 0)) return nothing;
  return html`<tb-thread .annotation=${mark.id} .me=${me} .texts=${texts}></tb-thread>`;
}

function fields(data: EditorData, texts: Texts, act: EditorActions): TemplateResult {
  const { mark, labelOf } = data;
  return html`${chips(texts.t("desk.kind"), data.kinds, mark.kind, (kind) => texts.t(kindNames[kind]), (kind) => act.change({ kind: mark.kind === kind && mark.codes.length ? null : kind }))}
    <div class="field">
      <label for="mark-text">${texts.t("desk.text")}</label>
      <textarea id="mark-text" rows="3" maxlength="4000" .value=${live(mark.text)} @focus=${act.typing}
        @input=${(event: Event) => { act.typing(); act.change({ text: (event.target as HTMLTextAreaElement).value }); }}></textarea>
      <span class="hint">${texts.t("common.no_names")}</span>
    </div>
    ${mark.codes.length === 0 ? nothing : html`<ul class="row chips" aria-label=${texts.t("desk.codes")}>${mark.codes.map((code) => html`<li class="badge badge-teal">${labelOf(code)}
      <button type="button" class="chip-off" aria-label="${texts.t("desk.take_off")} ${labelOf(code)}" @click=${() => act.change(takenOff(mark, code))}>${icon("x")}</button></li>`)}</ul>`}
    ${chips(texts.t("desk.subject"), ["employee", "child", "other"] as const, mark.subject, (subject) => texts.t(subjectNames[subject]), (subject) => act.change({ subject: mark.subject === subject ? null : subject }))}
    ${answers(data, texts, act)}
    <div class="row">
      <button type="button" class="button button-small" @click=${() => act.endHere("start")}>${texts.t("desk.start_here")}</button>
      <button type="button" class="button button-small" @click=${() => act.endHere("end")}>${texts.t("desk.end_here")}</button>
      ${act.choose ? html`<button type="button" class="button button-small" aria-pressed=${data.chosen} @click=${act.choose}>${icon(data.chosen ? "check" : "listVideo")}${texts.t(data.chosen ? "desk.chosen" : "desk.choose")}</button>` : nothing}
      <button type="button" class="button button-small button-danger" @click=${act.remove}>${icon("trash")}${texts.t("common.remove")}</button>
    </div>`;
}

/** A mark without codes needs a kind: the last code that goes leaves an observation behind. */
function takenOff(mark: Annotation, code: string): Fields {
  const codes = mark.codes.filter((one) => one !== code);
  return codes.length || mark.kind ? { codes } : { codes, kind: "observation" };
}

function chips<T extends string>(label: string, values: readonly T[], now: T | null, name: (value: T) => string, choose: (value: T) => void): TemplateResult {
  return html`<div class="field" role="group" aria-label=${label}>
    <span class="chips-label">${label}</span>
    <div class="row chips">${values.map((value) => html`<button type="button" class="chip" data-value=${value} aria-pressed=${value === now} @click=${() => choose(value)}>${name(value)}</button>`)}</div>
  </div>`;
}

/** How far back a mark may lie that this one answers. */
const answerBackMs = 60_000;

function answers({ mark, marks, labelOf }: EditorData, texts: Texts, act: EditorActions): TemplateResult {
  const before = marks.filter((one) => one.id !== mark.id && one.answers_id !== mark.id && (one.id === mark.answers_id || (one.start_ms <= mark.start_ms && one.start_ms > mark.start_ms - answerBackMs)));
  return html`<div class="field">
    <label for="mark-answers">${texts.t("desk.answers")}</label>
    <select id="mark-answers" .value=${live(mark.answers_id ?? "")} @change=${(event: Event) => act.change({ answers_id: (event.target as HTMLSelectElement).value || null })}>
      <option value="" ?selected=${!mark.answers_id}>${texts.t("desk.answers_nothing")}</option>
      ${before.map((one) => html`<option value=${one.id} ?selected=${one.id === mark.answers_id}>${stretch(one.start_ms, one.end_ms)} ${labelled(one, labelOf)}</option>`)}
    </select>
  </div>`;
}
