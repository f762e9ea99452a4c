// The screen of watching live: the question, the picture, four buttons, and what was marked.
import { type TemplateResult, html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import { icon } from "../../lib/icon.ts";
import type { Texts } from "../../lib/texts.ts";
import type { Annotation, Film, Kind } from "../../lib/things.ts";
import { short } from "../../lib/timebase.ts";
import type { Line } from "./line.ts";

export interface View {
  readonly film: Film;
  readonly line: Line;
  /** She may not watch any more. */
  readonly over: boolean;
  readonly why: string; // the key of the sentence that says why it is over
  readonly muted: boolean;
  readonly problem: string;
  /** For a screen reader. */
  readonly said: string;
  /** The mark that was just made. */
  readonly fresh: string;
  /** The place of the picture in the recording; null while it is not known. */
  readonly placeMs: number | null;
  readonly marks: readonly Annotation[];
  readonly unsent: boolean;
}

export interface ViewActions {
  readonly mark: (kind: Kind) => void;
  readonly type: (mark: Annotation, text: string) => void;
  readonly remove: (mark: Annotation) => void;
  readonly sound: () => void;
  readonly retry: () => void;
}

const kinds: readonly Kind[] = ["top", "tip", "question", "observation"];
const words: Readonly<Record<Line, string>> = { waiting: "watch.waiting", connecting: "watch.connecting", live: "watch.live", lost: "watch.lost", refused: "watch.lost" };

export function view(now: View, texts: Texts, act: ViewActions): TemplateResult {
  const { film } = now;
  return html`<p class="visually-hidden" role="status">${now.said}</p>
    <div class="watch">
      <header class="watch-head"><a class="button button-quiet" href="/cycles/${film.cycle_id}">${icon("chevronLeft")}${texts.t("common.back")}</a>
        <p class="watch-question">${film.question}</p></header>
      ${now.over ? over(film, now.why, texts) : picture(now, texts, act)}
      ${now.over ? nothing : quick(now, texts, act)}
      ${list(now, texts, act)}
    </div>`;
}

function picture(now: View, texts: Texts, act: ViewActions): TemplateResult {
  const running = now.line === "live";
  return html`<section class="watch-picture" data-line=${now.line} aria-label=${texts.t("watch.picture", { Name: now.film.employee })}>
      <video autoplay muted playsinline></video>
      ${running ? nothing : html`<p class="watch-word" role="status">${icon(now.line === "waiting" ? "video" : "wifiOff")}<span>${texts.t(words[now.line], { Name: now.film.employee })}</span></p>`}
      <div class="watch-line">
        <span class="watch-sign" ?data-live=${running}><span class="dot ${running ? "dot-red" : ""}"></span>${texts.t(running ? "watch.live" : "watch.not_live")}</span>
        <span class="timecode watch-clock">${now.placeMs === null ? "" : short(now.placeMs)}</span>
        <button type="button" class="watch-sound" aria-pressed=${!now.muted} @click=${act.sound}>${icon(now.muted ? "volumeOff" : "volume")}<span>${texts.t(now.muted ? "watch.sound_on" : "watch.sound_off")}</span></button>
      </div></section>
    ${now.problem ? html`<p class="notice notice-danger" role="alert">${icon("triangleAlert")}<span>${now.problem}</span></p>` : nothing}
    <p class="small muted watch-seen">${icon("eye")}<span>${texts.t("watch.she_sees", { Name: now.film.employee })}</span></p>`;
}

function over(film: Film, why: string, texts: Texts): TemplateResult {
  return html`<div class="notice" role="status">${icon("lock")}<div><p><strong>${texts.t("watch.over")}</strong></p><p>${texts.t(why, { Name: film.employee })}</p>
    <p><a class="button" href="/cycles/${film.cycle_id}">${texts.t("watch.to_cycle")}</a></p></div></div>`;
}

function quick(now: View, texts: Texts, act: ViewActions): TemplateResult {
  return html`<div class="watch-quick" role="group" aria-label=${texts.t("watch.mark")}>
    ${kinds.map((kind) => html`<button type="button" class="button watch-kind" data-kind=${kind} ?disabled=${now.placeMs === null} @click=${() => act.mark(kind)}>${texts.t(`common.kind_${kind}`)}</button>`)}</div>`;
}

function list(now: View, texts: Texts, act: ViewActions): TemplateResult {
  const newest = [...now.marks].sort((a, b) => b.start_ms - a.start_ms || b.id.localeCompare(a.id));
  return html`<section class="watch-marks" aria-labelledby="watch-marks"><h2 id="watch-marks">${texts.t("watch.marks")}</h2>
    ${now.unsent ? html`<p class="small muted" role="status">${texts.t("common.not_sent")}</p>` : nothing}
    ${newest.length === 0 ? html`<p class="small muted">${texts.t("watch.marks_none", { Name: now.film.employee })}</p>`
      : html`<ol class="watch-list">${repeat(newest, (mark) => mark.id, (mark) => line(mark, now, texts, act))}</ol>`}
  </section>`;
}

function line(mark: Annotation, now: View, texts: Texts, act: ViewActions): TemplateResult {
  const kind = mark.kind ?? "observation";
  const about = `${texts.t(`common.kind_${kind}`)}, ${short(mark.start_ms)}`;
  return html`<li class="watch-mark" data-mark=${mark.id} data-kind=${kind} data-ms=${mark.start_ms}>
    <span class="watch-at"><span class="timecode">${short(mark.start_ms)}</span> <span class="watch-name">${texts.t(`common.kind_${kind}`)}</span></span>
    ${now.over ? html`<span class="watch-text">${mark.text}</span>` : html`<input type="text" maxlength="4000" aria-label=${texts.t("watch.words", { What: about })} placeholder=${texts.t("watch.type")} .value=${live(mark.text)}
        @input=${(event: Event) => act.type(mark, (event.target as HTMLInputElement).value)}>
      <button type="button" class="button button-quiet button-icon" aria-label=${texts.t("watch.remove", { What: about })} title=${texts.t("common.remove")} @click=${() => act.remove(mark)}>${icon("trash")}</button>`}
  </li>`;
}
