// The two lists of the desk: all marks, and the playlist.
import { type TemplateResult, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { icon } from "../../lib/icon.ts";
import type { Texts } from "../../lib/texts.ts";
import type { Annotation, Gap } from "../../lib/things.ts";
import { stretch } from "../../lib/timebase.ts";
import type { Choice } from "./choice.ts";
import { kindNames } from "./editor.ts";
import { isCut, labelled, toneOf } from "./marks.ts";

export function markList(marks: readonly Annotation[], gaps: readonly Gap[], selected: string | null, me: string, labelOf: (code: string) => string, texts: Texts, open: (mark: Annotation) => void): TemplateResult {
  if (marks.length === 0) return html`<p class="empty">${texts.t("desk.no_marks")}</p>`;
  return html`<ol class="marks">${repeat(marks, (mark) => mark.id, (mark) => html`<li>
    <button type="button" class="mark" data-mark=${mark.id} aria-current=${mark.id === selected} @click=${() => open(mark)}>
      <span class="dot tone-dot-${toneOf(mark)}"></span><span class="timecode mark-time">${stretch(mark.start_ms, mark.end_ms)}</span>
      <span class="mark-text">${labelled(mark, labelOf) || (mark.kind ? texts.t(kindNames[mark.kind]) : nothing)}
        ${isCut(mark, gaps) ? html`<span class="badge badge-slate">${texts.t("player.gap_trimmed")}</span>` : nothing}
        ${mark.author.id !== me ? html`<span class="small muted">${mark.author.given}</span>` : nothing}
        ${mark.replies ? html`<span class="small muted">${icon("messageCircle")}${mark.replies}</span>` : nothing}</span>
    </button></li>`)}</ol>`;
}

export interface PlaylistActions {
  readonly open: (mark: Annotation) => void;
  readonly move: (mark: Annotation, by: 1 | -1) => void;
  readonly drop: (mark: Annotation) => void;
}

export function playlist(choice: Choice, recordingId: string, releaseUrl: string, labelOf: (code: string) => string, texts: Texts, act: PlaylistActions): TemplateResult {
  const { items, warnings } = choice;
  return html`<section class="stack" aria-label=${texts.t("desk.playlist")}>
    ${items.length === 0 ? html`<p class="empty">${texts.t("desk.playlist_empty")}</p>` : html`<p class="small muted">${counted(items, texts)}</p>
      <ol class="marks">${repeat(items, (mark) => mark.id, (mark, i) => playlistRow(mark, i, items.length, recordingId, labelOf, texts, act))}</ol>`}
    ${warnings.map((warning) => html`<p class="notice notice-warm" role="status">${icon("info")}<span>${warning.detail}</span></p>`)}
    ${items.length ? html`<a class="button button-primary" href=${releaseUrl}>${icon("send")}${texts.t("desk.to_release")}</a>` : nothing}
  </section>`;
}

/** "3 krachtmomenten, 1 groeimoment" */
export function counted(items: readonly Annotation[], texts: Texts): string {
  const growth = items.filter((mark) => mark.kind === "tip").length;
  return `${texts.n("desk.strengths", items.length - growth)}, ${texts.n("desk.growths", growth)}`;
}

function playlistRow(mark: Annotation, i: number, count: number, recordingId: string, labelOf: (code: string) => string, texts: Texts, act: PlaylistActions): TemplateResult {
  const elsewhere = mark.recording_id !== recordingId;
  const name = labelled(mark, labelOf) || (mark.kind ? texts.t(kindNames[mark.kind]) : "");
  const inside = html`<span class="dot tone-dot-${toneOf(mark)}"></span><span class="timecode mark-time">${stretch(mark.start_ms, mark.end_ms)}</span><span class="mark-text">${name}</span>`;
  return html`<li class="playlist-row">
    ${elsewhere ? html`<a class="mark" href="/recordings/${mark.recording_id}#mark-${mark.id}">${inside}</a>` : html`<button type="button" class="mark" @click=${() => act.open(mark)}>${inside}</button>`}
    <button type="button" class="button button-quiet button-icon" ?disabled=${i === 0} aria-label="${texts.t("desk.earlier")}: ${name}" title=${texts.t("desk.earlier")} @click=${() => act.move(mark, -1)}>${icon("arrowUp")}</button>
    <button type="button" class="button button-quiet button-icon" ?disabled=${i === count - 1} aria-label="${texts.t("desk.later")}: ${name}" title=${texts.t("desk.later")} @click=${() => act.move(mark, 1)}>${icon("arrowDown")}</button>
    <button type="button" class="button button-quiet button-icon" aria-label="${texts.t("desk.unchoose")}: ${name}" title=${texts.t("desk.unchoose")} @click=${() => act.drop(mark)}>${icon("x")}</button>
  </li>`;
}
