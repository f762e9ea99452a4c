// What stands over the picture while it is recorded.
import { type TemplateResult, html, nothing } from "lit";
import { type IconName, icon } from "../../lib/icon.ts";
import type { Texts } from "../../lib/texts.ts";
import { short } from "../../lib/timebase.ts";
import type { Line } from "./live.ts";
import { capMs } from "./preset.ts";
import type { View, ViewActions } from "./views.ts";
import { watched } from "./watched.ts";
import { stretchWords } from "./words.ts";

const lines: Readonly<Record<Line, string>> = {
  connecting: "recorder.line_connecting", live: "recorder.line_live", lost: "recorder.line_lost", gave_up: "recorder.line_gave_up", refused: "recorder.line_gave_up",
};

/** How long after it a sentence about a stretch that is over stays. */
const lingerMs = 10_000;

export function filmingTop({ elapsedMs, minutes, film, span }: View, texts: Texts): TemplateResult {
  return html`<div class="recorder-top">
    <div class="recorder-line">
      <span class="recorder-sign"><span class="dot dot-red"></span>${texts.t("recorder.recording")}</span>
      <span class="recorder-clock timecode" role="timer">${short(elapsedMs)}</span>
      <span class="recorder-until timecode" data-span=${span}>${span === "lastMinute" ? texts.t("recorder.left", { Time: short(minutes * 60_000 - elapsedMs) }) : texts.t("recorder.until", { Time: short(minutes * 60_000) })}</span></div>
    <p class="recorder-question">${film.question}</p></div>`;
}

export function filmingBottom(now: View, texts: Texts, act: ViewActions): TemplateResult {
  const stopping = now.phase === "stopping";
  return html`<div class="recorder-about">
      ${now.problem ? html`<p class="recorder-problem" role="alert">${now.problem}</p>` : nothing}
      ${missing(now, texts)}
      ${now.room ? html`<p class="recorder-problem" role="alert">${now.room}</p>` : nothing}
      ${now.span === "over" ? html`<p class="recorder-over">${texts.n("recorder.over", now.minutes)}</p>` : nothing}
      ${now.span === "ending" ? html`<p class="recorder-over">${texts.t("recorder.ending", { Time: short(capMs(now.minutes)) })}</p>` : nothing}
      ${watched(now, texts)}
      <ul class="recorder-facts">
        ${now.line === "live" && now.health ? html`<li><tb-health .health=${now.health} .texts=${texts}></tb-health></li>` : fact("wifiOff", texts.t(lineWords(now)), false)}
        ${fact("server", now.safeMs ? texts.t("recorder.safe_until", { Time: short(now.safeMs) }) : texts.t("recorder.nothing_safe"), now.safeMs > 0)}
        ${aboardFacts(now, texts)}
        ${now.awake ? nothing : fact("smartphone", texts.t("recorder.keep_screen_on"), false)}
      </ul>
      <tb-cameras .data=${{ recording_id: now.film.recording.id, filming: true }} .texts=${texts}></tb-cameras>
      ${now.wish.sound ? meter(texts) : nothing}
    </div>
    <div class="recorder-buttons">
      <button type="button" class="recorder-side recorder-throw" ?disabled=${stopping} @click=${act.askThrowAway}>${icon("trash")}${texts.t("recorder.throw_away")}</button>
      <button type="button" class="recorder-stop" data-focus aria-disabled=${stopping} @click=${act.stop}><span class="stop-mark"></span><span class="recorder-stop-word">${texts.t(stopping ? "recorder.stopping" : "recorder.stop")}</span></button>
      ${turnButton(now, texts, act)}
    </div>`;
}

/** With a film of its own this device loses nothing of what does not arrive. */
function lineWords({ line, aboard }: View): string {
  return line === "lost" && aboard.keeping === "on" ? "recorder.line_device" : lines[line];
}

/** Too little room is worth a word, minutes. */
const fewMinutes = 10;

function aboardFacts({ aboard: { keeping, safeMs, onlyHereMs, minutesLeft } }: View, texts: Texts): TemplateResult | typeof nothing {
  if (keeping === "off") return nothing;
  if (keeping === "full") return fact("smartphone", texts.t("recorder.device_full"), false);
  return html`${safeMs ? fact("smartphone", texts.t("recorder.on_device", { Time: short(safeMs) }), true) : nothing}
    ${onlyHereMs >= 1000 ? fact("smartphone", texts.t("recorder.only_here", { Time: short(onlyHereMs) }), false) : nothing}
    ${minutesLeft !== null && minutesLeft < fewMinutes ? fact("triangleAlert", texts.n("recorder.room_left", minutesLeft), false) : nothing}`;
}

/** Where there is no other camera there is nothing to press. */
export function turnButton({ turnable, phase }: View, texts: Texts, act: ViewActions): TemplateResult | typeof nothing {
  if (!turnable) return nothing;
  return html`<button type="button" class="recorder-side recorder-turn" ?disabled=${phase === "stopping"} @click=${act.turn}>${icon("switchCamera")}${texts.t("recorder.turn")}</button>`;
}

/** What is missing now, or was until a moment ago. */
function missing({ standing, missing: all, elapsedMs, aboard }: View, texts: Texts): TemplateResult | typeof nothing {
  const last = all.at(-1);
  const shown = standing ?? (last?.toMs != null && elapsedMs - last.toMs < lingerMs ? last : null);
  // The facts about connection and device say it already while it lasts.
  if (!shown || (shown.what === "line" && (shown.toMs === null || aboard.keeping === "on"))) return nothing;
  return html`<p class="recorder-missed">${stretchWords(shown, texts)}</p>`;
}

function fact(drawing: IconName, text: string, good: boolean): TemplateResult {
  return html`<li ?data-good=${good}>${icon(drawing)}${text}</li>`;
}

export function meter(texts: Texts): TemplateResult {
  return html`<div class="recorder-level">${icon("mic")}<span class="level" role="img" aria-label=${texts.t("recorder.level")}><span></span></span></div>`;
}
