// The moments of the release, and what opens at one: first what she sees, then what her coach wrote.
import { type TemplateResult, html, nothing } from "lit";
import { icon } from "../../lib/icon.ts";
import type { Texts } from "../../lib/texts.ts";
import { stretch } from "../../lib/timebase.ts";
import type { Moment } from "../review/steps.ts";
import type { TalkData } from "./talk.ts";

export function momentList(moments: readonly Moment[], current: string | null, recordingId: string, texts: Texts, show: (moment: Moment) => void): TemplateResult {
  if (moments.length === 0) return html`<p class="small muted talk-none">${texts.t("talk.no_moments")}</p>`;
  return html`<div class="talk-moments" role="group" aria-label=${texts.t("talk.moments")}>
    ${moments.map((moment, index) => html`<button type="button" class="button talk-moment" aria-pressed=${moment.id === current} ?disabled=${moment.recording_id !== recordingId} @click=${() => show(moment)}>
      ${moment.opened ? icon("check") : nothing}<span>${texts.t("talk.moment", { Number: index + 1 })}</span><span class="timecode small">${stretch(moment.start_ms, moment.end_ms)}</span></button>`)}
  </div>`;
}

/** Before her words nothing of the coach's mark is on the screen, also not on the coach's own. */
export function momentPanel(moment: Moment, data: TalkData, maySkip: boolean, texts: Texts, skip: () => void): TemplateResult {
  if (!moment.opened)
    return html`<section class="talk-prompt" aria-live="polite">
      <h2>${data.hers ? texts.t("talk.first_see_you") : texts.t("talk.first_see", { Name: data.employee })}</h2>
      ${maySkip ? html`<button type="button" class="button button-quiet button-small talk-skip" @click=${skip}>${texts.t("talk.skip")}</button>` : nothing}
    </section>`;
  if (!moment.mark) return html`<p class="notice small">${texts.t("review.mark_gone")}</p>`;
  const strength = moment.mark.kind !== "tip" && moment.mark.kind !== "question";
  return html`<section class="card ${strength ? "card-strength" : "card-ask"} talk-mark">
    <p class="small">${texts.t("talk.mark_of", { Name: moment.mark.author.given || data.coach })}</p>
    <p class="talk-words">${moment.mark.text || texts.t("review.no_words")}</p>
  </section>`;
}
