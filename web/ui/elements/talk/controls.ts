// Under the picture: stop, a second, slowly, again; where it is; and whether this person looks along.
import { type TemplateResult, html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { type IconName, icon } from "../../lib/icon.ts";
import { placed } from "../../lib/placed.ts";
import type { Texts } from "../../lib/texts.ts";
import { short } from "../../lib/timebase.ts";
import type { Request } from "../player/requests.ts";
import type { PlayerState } from "../player/store.ts";
import { speedName } from "../player/transport.ts";
import type { Moment } from "../review/steps.ts";
import { type Playhead, loopOf } from "./playhead.ts";

export interface Controls {
  readonly state: PlayerState | undefined;
  readonly head: Playhead;
  readonly following: boolean;
  readonly me: string;
  readonly moments: readonly Moment[];
  readonly texts: Texts;
  readonly ask: (request: Request) => void;
  readonly follow: (on: boolean) => void;
}

export function controls(c: Controls): TemplateResult {
  const { state, texts, head, ask } = c;
  const paused = state?.paused ?? true;
  const slow = head.rate_percent === 50;
  const loop = loopOf(head);
  return html`<div class="talk-controls" ?inert=${state?.phase !== "ready"}>
    ${seek(c)}
    <div class="talk-buttons">
      <button type="button" class="button button-primary talk-stop" @click=${() => ask({ ask: "toggle" })}>${icon(paused ? "play" : "pause")}${texts.t(paused ? "player.play" : "talk.stop")}</button>
      ${small("skipBack", "talk.back_second", texts, () => ask({ ask: "skip", ms: -1000 }))}
      ${small("skipForward", "talk.forward_second", texts, () => ask({ ask: "skip", ms: 1000 }))}
      <button type="button" class="button talk-small" aria-pressed=${slow} aria-label="${texts.t("talk.slow")} ${speedName(0.5, texts.language)}" @click=${() => ask({ ask: "speed", speed: slow ? 1 : 0.5 })}>${speedName(0.5, texts.language)}</button>
      ${loop ? html`<button type="button" class="button talk-small" aria-pressed="true" @click=${() => ask({ ask: "select", selection: null })}>${icon("repeat")}${texts.t("talk.loop")}</button>` : nothing}
      <button type="button" class="button button-quiet talk-small talk-follow" aria-pressed=${c.following} @click=${() => c.follow(!c.following)}>${icon("eye")}${texts.t(c.following ? "talk.unfollow" : "talk.follow_again")}</button>
    </div>
    <p class="small muted talk-touched" role="status">${touched(c)}</p>
  </div>`;
}

function touched({ head, me, following, texts }: Controls): string {
  if (!following) return texts.t("talk.not_following");
  return head.by && head.by.id !== me ? texts.t("talk.touched", { Name: head.by.given }) : "";
}

function small(drawing: IconName, label: string, texts: Texts, act: () => void): TemplateResult {
  return html`<button type="button" class="button button-icon" aria-label=${texts.t(label)} title=${texts.t(label)} @click=${act}>${icon(drawing)}</button>`;
}

function seek({ state, texts, ask, moments, head }: Controls): TemplateResult {
  const ms = state?.ms ?? 0;
  const end = state?.durationMs ?? 0;
  const part = (at: number): string => `${end ? (100 * at) / end : 0}%`;
  return html`<div class="talk-place"><span class="timecode small">${short(ms)}</span>
    <div class="talk-track">
      ${moments.filter((one) => one.recording_id === head.recording_id).map((one) => html`<span class="talk-spot" ${placed({ left: part(one.start_ms), width: part(Math.max(one.end_ms - one.start_ms, 1)) })}></span>`)}
      <input type="range" min="0" max=${end} step="100" .value=${live(String(ms))} aria-label=${texts.t("talk.position")} aria-valuetext=${short(ms)}
        @input=${(event: Event) => ask({ ask: "seek", ms: Number((event.target as HTMLInputElement).value) })}>
    </div>
    <span class="timecode small muted">${short(end)}</span></div>`;
}
