// Writing down what is said, and what has been said: whose words, and whether she said that it was said so.
import { type TemplateResult, html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { icon } from "../../lib/icon.ts";
import type { OutboxState } from "../../lib/outbox.ts";
import type { Texts } from "../../lib/texts.ts";
import { short } from "../../lib/timebase.ts";
import type { Clash, Note, NoteKind, Voice } from "./notes.ts";
import type { TalkData, Typed } from "./talk.ts";

const kinds: readonly NoteKind[] = ["word", "insight", "agreement"];

export interface Form {
  readonly typed: Typed;
  readonly data: TalkData;
  readonly texts: Texts;
  readonly stopped: () => void;
  readonly type: (part: Partial<Typed>) => void;
  readonly keep: () => void;
}

export function noteForm({ typed, data, texts, stopped, type, keep }: Form): TemplateResult {
  const voice = (value: Voice): TemplateResult => html`<label><input type="radio" name="talk-voice" .value=${value} .checked=${live(typed.voice === value)} @change=${() => type({ voice: value })}>${said(value, data, texts)}</label>`;
  return html`<form class="talk-form" @submit=${(event: Event) => { event.preventDefault(); keep(); }}>
    <div class="segmented" role="radiogroup" aria-label=${texts.t("talk.who_says")}>${voice("employee")}${voice("coach")}</div>
    <div class="field">
      <label for="talk-text" class="visually-hidden">${texts.t("talk.write")}</label>
      <textarea id="talk-text" rows="2" maxlength="4000" placeholder=${texts.t("talk.write")} .value=${live(typed.text)} @focus=${stopped}
        @input=${(event: Event) => type({ text: (event.target as HTMLTextAreaElement).value })}
        @keydown=${(event: KeyboardEvent) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) keep(); }}></textarea>
      <span class="hint">${texts.t("common.no_names")}</span>
    </div>
    <div class="talk-keep">
      <label for="talk-kind" class="visually-hidden">${texts.t("talk.what_kind")}</label>
      <select id="talk-kind" .value=${live(typed.kind ?? "word")} @change=${(event: Event) => type({ kind: (event.target as HTMLSelectElement).value as NoteKind })}>
        ${kinds.map((kind) => html`<option value=${kind} .selected=${kind === typed.kind}>${texts.t(`talk.kind_${kind}`)}</option>`)}</select>
      <button class="button button-primary">${icon("pencil")}${texts.t("talk.keep")}</button>
    </div>
  </form>`;
}

function said(voice: Voice, data: TalkData, texts: Texts): string {
  if ((voice === "employee") === data.hers) return texts.t("talk.you_say");
  return texts.t("talk.says", { Name: voice === "employee" ? data.employee : data.coach });
}

export function noteState(state: OutboxState, texts: Texts): TemplateResult | typeof nothing {
  if (state !== "waiting" && state !== "login") return nothing;
  return html`<p class="small muted" role="status">${texts.t("common.not_sent")}</p>`;
}

export interface List {
  readonly notes: readonly Note[];
  readonly clash: Clash | null;
  readonly rewording: Note | null;
  readonly data: TalkData;
  readonly texts: Texts;
  readonly approve: (note: Note) => void;
  readonly remove: (note: Note) => void;
  readonly reword: (note: Note | null) => void;
  readonly reworded: (text: string) => void;
  readonly settle: (text: string | null) => void;
  readonly go: (note: Note) => void;
}

export function noteList(list: List): TemplateResult {
  const { notes, texts } = list;
  return html`<section class="talk-notes" aria-labelledby="talk-notes"><h2 id="talk-notes">${texts.t("talk.notes")}</h2>
    ${notes.length === 0 ? html`<p class="small muted">${texts.t("talk.notes_none")}</p>` : html`<ol class="talk-said">${[...notes].reverse().map((note) => line(note, list))}</ol>`}
  </section>`;
}

function line(note: Note, list: List): TemplateResult {
  const { data, texts } = list;
  const hers = note.voice === "employee" || note.kind === "agreement";
  const mine = note.version === 0 || note.author.id === data.me || (data.hers && hers);
  const whose = note.voice === "employee" ? data.employee : data.coach;
  return html`<li class="talk-line" data-waits=${note.waits} data-note=${note.id}>
    <p class="small muted">${whose} · ${texts.t(`talk.kind_${note.kind}`)}${note.position_ms === null ? nothing : html` · <button type="button" class="link-button talk-jump timecode" @click=${() => list.go(note)}>${short(note.position_ms)}</button>`}</p>
    ${list.clash?.change.id === note.id ? clashed(list.clash, list) : list.rewording?.id === note.id ? rewording(list.rewording, list) : html`<p class="talk-words">${note.text}</p>${acts(note, mine, hers, list)}`}
  </li>`;
}

function acts(note: Note, mine: boolean, hers: boolean, list: List): TemplateResult {
  const { data, texts } = list;
  const ask = note.waits && data.hers;
  return html`${state(note, hers, data, texts)}
    ${mine && note.version > 0 ? html`<div class="talk-acts">
      ${ask ? html`<button type="button" class="button button-primary button-small" @click=${() => list.approve(note)}>${icon("check")}${texts.t("talk.approve")}</button>` : nothing}
      <button type="button" class="button button-quiet button-small" @click=${() => list.reword(note)}>${texts.t("talk.reword")}</button>
      <button type="button" class="button button-quiet button-small" @click=${() => list.remove(note)}>${texts.t(ask ? "talk.not_so" : "talk.take_away")}</button>
    </div>` : nothing}`;
}

function state(note: Note, hers: boolean, data: TalkData, texts: Texts): TemplateResult | typeof nothing {
  if (!hers || note.version === 0) return nothing;
  if (!note.waits) return html`<p class="small talk-state">${icon("circleCheck")}${texts.t(data.hers ? "talk.approved_mine" : "talk.approved")}</p>`;
  return html`<p class="small talk-state">${data.hers ? texts.t("talk.is_it_so") : texts.t("talk.waits", { Name: data.employee })}</p>`;
}

function rewording(note: Note, list: List): TemplateResult {
  const { texts } = list;
  const id = `note-${note.id}`;
  return html`<form class="stack" @submit=${(event: Event) => { event.preventDefault(); list.reworded((event.target as HTMLFormElement).querySelector("textarea")?.value ?? ""); }}>
    <div class="field"><label for=${id}>${texts.t("talk.own_words")}</label><textarea id=${id} rows="2" maxlength="4000">${note.text}</textarea></div>
    <div class="talk-acts"><button class="button button-primary button-small">${texts.t("common.save")}</button><button type="button" class="button button-quiet button-small" @click=${() => list.reword(null)}>${texts.t("common.cancel")}</button></div>
  </form>`;
}

function clashed({ change, current }: Clash, { texts, settle }: List): TemplateResult {
  const mine = String(change.fields["text"] ?? "");
  return html`<div class="notice notice-warm talk-clash" role="alert"><div class="stack-tight">
    <p>${texts.t("talk.conflict")}</p>
    <p class="small">${texts.t("talk.conflict_theirs")}</p><p class="talk-words">${current.text}</p>
    ${mine ? html`<p class="small">${texts.t("talk.conflict_mine")}</p><p class="talk-words">${mine}</p>` : nothing}
    <div class="talk-acts"><button type="button" class="button button-small" @click=${() => settle(null)}>${texts.t("talk.conflict_theirs")}</button>
    ${mine ? html`<button type="button" class="button button-small" @click=${() => settle(mine)}>${texts.t("talk.conflict_mine")}</button>` : nothing}</div>
  </div></div>`;
}
