// The screens of the review: the coach's word, a moment before and after her look, and the work point.
import { type TemplateResult, html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { icon } from "../../lib/icon.ts";
import type { Texts } from "../../lib/texts.ts";
import { speedName } from "../player/transport.ts";
import type { Look, Moment, Release } from "./steps.ts";
import type { WorkPoint } from "./story.ts";

export function messageStep(releases: readonly Release[], question: string, texts: Texts, begin: () => void): TemplateResult {
  return html`<div class="review-body stack">
    <div class="card card-question"><p class="small">${texts.t("review.your_question")}</p><p class="lead">${question}</p></div>
    ${releases.map((release) => html`<div class="card"><p class="small muted">${release.coach.given}</p><p class="review-message">${release.message}</p></div>`)}
    <p>${texts.t("review.look_first")}</p>
    <button type="button" class="button button-primary button-wide" @click=${begin}>${texts.t("review.begin")}</button>
  </div>`;
}

interface Controls {
  readonly again: () => void;
  readonly slow: () => void;
  readonly toggle: () => void;
}

export function momentControls(texts: Texts, act: Controls, state: { readonly paused: boolean; readonly slow: boolean }): TemplateResult {
  return html`<div class="review-controls">
    <div class="review-bar" aria-hidden="true"></div>
    <div class="row-between">
      <button type="button" class="button" @click=${act.toggle}>${icon(state.paused ? "play" : "pause")}${texts.t(state.paused ? "player.play" : "player.pause")}</button>
      <div class="row"><button type="button" class="button" @click=${act.again}>${icon("rotateCcw")}${texts.t("review.again")}</button>
      <button type="button" class="button" aria-pressed=${state.slow} @click=${act.slow}>${speedName(0.5, texts.language)}</button></div>
    </div>
  </div>`;
}

interface LookActions {
  readonly typed: (text: string) => void;
  readonly focus: () => void;
  readonly look: (seen: Look["seen"]) => void;
}

export function beforeLook(draft: string, busy: boolean, texts: Texts, act: LookActions): TemplateResult {
  return html`<form class="stack" @submit=${(event: Event) => { event.preventDefault(); act.look("something"); }}>
    <div class="field">
      <p class="small muted">${texts.t("review.first_yourself")}</p>
      <label for="look" class="subtitle">${texts.t("review.what_do_you_see")}</label>
      <textarea id="look" rows="3" maxlength="4000" .value=${live(draft)} @focus=${act.focus} @input=${(event: Event) => act.typed((event.target as HTMLTextAreaElement).value)}></textarea>
      <span class="hint">${texts.t("common.no_names")}</span>
    </div>
    <button class="button button-primary button-wide" ?disabled=${busy}>${texts.t("review.save_look")}</button>
    <div class="row review-others">
      <button type="button" class="button" ?disabled=${busy} @click=${() => act.look("nothing")}>${texts.t("review.nothing")}</button>
      <button type="button" class="button button-quiet" ?disabled=${busy} @click=${() => act.look("skipped")}>${texts.t("review.skip")}</button>
    </div>
  </form>`;
}

interface AfterActions {
  readonly proud: () => void;
  readonly next: () => void;
}

const kinds: Readonly<Record<string, string>> = { top: "common.kind_top", tip: "common.kind_tip", question: "common.kind_question", observation: "common.kind_observation", proud: "common.kind_proud" };

export function afterLook(moment: Moment, proud: boolean, who: { readonly coach: string; readonly me: string }, texts: Texts, act: AfterActions): TemplateResult {
  const { look, mark } = moment;
  const strength = mark?.kind !== "tip" && mark?.kind !== "question";
  return html`${look?.seen === "something" ? html`<div class="card card-sunken"><p class="small muted">${texts.t("review.you_saw")}</p><p class="review-message">${look.text}</p></div>` : nothing}
    ${mark ? html`<div class="card ${strength ? "card-strength" : "card-ask"} review-mark review-opened" tabindex="-1">
        <span class="dot ${strength ? "dot-warm" : "dot-slate"}"></span>
        <div><p class="small muted">${mark.author?.given || who.coach}${mark.kind ? ` · ${texts.t(kinds[mark.kind] ?? "common.kind_observation")}` : nothing}</p>
        <p class="review-message">${mark.text || texts.t("review.no_words")}</p></div></div>
      <tb-thread .annotation=${mark.id} .me=${who.me} .texts=${texts}></tb-thread>` : html`<p class="notice review-opened" tabindex="-1">${texts.t("review.mark_gone")}</p>`}
    <div class="review-next">
      <button type="button" class="button button-warm" aria-pressed=${proud} @click=${act.proud}>${icon("heart")}${texts.t(proud ? "review.proud_kept" : "review.proud")}</button>
      <button type="button" class="button button-primary" @click=${act.next}>${texts.t("review.next")}</button>
    </div>`;
}

interface WorkPointActions {
  readonly typed: (fields: Partial<WorkPoint>) => void;
  readonly save: () => void;
  readonly close: (openNext: boolean) => void;
}

export function workPointStep(now: WorkPoint, saved: boolean, busy: boolean, question: string, texts: Texts, act: WorkPointActions): TemplateResult {
  const field = (id: string, name: keyof WorkPoint, label: string, hint: string, most: number): TemplateResult => html`<div class="field"><label for=${id}>${label}</label>
    <textarea id=${id} rows="2" maxlength=${most} .value=${live(String(now[name] ?? ""))} @input=${(event: Event) => act.typed({ [name]: (event.target as HTMLTextAreaElement).value })}></textarea><span class="hint">${hint}</span></div>`;
  return html`<div class="review-body stack">
    <p class="small muted">${question}</p>
    <form class="stack" @submit=${(event: Event) => { event.preventDefault(); act.save(); }}>
      <h3>${texts.t("review.work_point_lead")}</h3>
      ${field("work-point", "text", texts.t("review.work_point_text"), texts.t("common.no_names"), 500)}
      ${field("try-when", "try_when", texts.t("review.work_point_when"), texts.t("review.work_point_when_hint"), 500)}
      ${field("noticed-by", "noticed_by", texts.t("review.work_point_noticed"), texts.t("review.work_point_noticed_hint"), 500)}
      <button class="button button-primary button-wide" ?disabled=${busy}>${texts.t("common.save")}</button>
    </form>
    ${saved ? html`<p class="notice notice-ok" role="status">${icon("check")}<span>${texts.t("review.work_point_saved")}</span></p>` : nothing}
    <div class="stack review-close">
      <h3>${texts.t("review.close_title")}</h3><p>${texts.t("review.close_why")}</p>
      <button type="button" class="button" ?disabled=${busy} @click=${() => act.close(true)}>${texts.t("review.close_next")}</button>
      <button type="button" class="button button-quiet" ?disabled=${busy} @click=${() => act.close(false)}>${texts.t("review.close_only")}</button>
    </div>
  </div>`;
}
