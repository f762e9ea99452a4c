// The row of controls: it reads the state and asks; it never touches the video.
import { type TemplateResult, html, nothing } from "lit";
import { type IconName, icon } from "../../lib/icon.ts";
import type { Texts } from "../../lib/texts.ts";
import { short } from "../../lib/timebase.ts";
import { type Request, ask, speeds } from "./requests.ts";
import type { PlayerState } from "./store.ts";

type Ask = (event: Event) => void;

function asks(request: Request): Ask {
  return (event) => ask(event.currentTarget as HTMLElement, request);
}

function control(texts: Texts, drawing: IconName, word: string, long: string, act: Ask, extra = ""): TemplateResult {
  return html`<button type="button" class="control ${extra}" aria-label=${named(texts.t(word), texts.t(long))} title=${texts.t(long)} @click=${act}>
    ${icon(drawing)}<span class="control-word" aria-hidden="true">${texts.t(word)}</span>
  </button>`;
}

/** The name of a control holds the word that is seen on it, so that it can be said to a machine that listens (WCAG 2.5.3). */
function named(word: string, long: string): string {
  return long.toLowerCase().includes(word.toLowerCase()) ? long : `${word}: ${long}`;
}

export interface TransportActions {
  readonly help: () => void;
  readonly zoom: ((factor: number) => void) | null;
}

export function transport(state: PlayerState, texts: Texts, actions: TransportActions): TemplateResult {
  const still = state.phase !== "ready";
  return html`<div class="transport" ?inert=${still} role="group" aria-label=${texts.t("player.controls")}>
    <div class="transport-main">
      ${control(texts, "skipBack", "player.word_second_back", "player.second_back", asks({ ask: "skip", ms: -1000 }))}
      ${control(texts, "chevronLeft", "player.word_frame", "player.frame_back", asks({ ask: "step", frames: -1 }))}
      ${control(texts, state.paused ? "play" : "pause", state.paused ? "player.play" : "player.pause", state.paused ? "player.play" : "player.pause", asks({ ask: "toggle" }), "control-play")}
      ${control(texts, "chevronRight", "player.word_frame", "player.frame_on", asks({ ask: "step", frames: 1 }))}
      ${control(texts, "skipForward", "player.word_second_on", "player.second_on", asks({ ask: "skip", ms: 1000 }))}
    </div>
    ${speedGroup(state, texts)} ${loop(state, texts)}
    <div class="transport-end">
      ${actions.zoom ? html`${control(texts, "zoomOut", "player.word_zoom_out", "player.zoom_out", () => actions.zoom?.(2))}
      ${control(texts, "zoomIn", "player.word_zoom_in", "player.zoom_in", () => actions.zoom?.(0.5))}` : nothing}
      ${control(texts, state.muted ? "volumeOff" : "volume", "player.word_sound", state.muted ? "player.unmute" : "player.mute", asks({ ask: "mute" }))}
      <input class="volume" type="range" min="0" max="1" step="0.05" .value=${String(state.muted ? 0 : state.volume)} aria-label=${texts.t("player.volume")}
        @input=${(event: Event) => ask(event.target as HTMLElement, { ask: "volume", volume: Number((event.target as HTMLInputElement).value) })}>
      ${control(texts, state.fullscreen ? "minimize" : "maximize", "player.word_fullscreen", state.fullscreen ? "player.leave_fullscreen" : "player.fullscreen", asks({ ask: "fullscreen" }))}
      ${control(texts, "keyboard", "player.keys", "player.keys", actions.help, "control-keys")}
    </div>
  </div>`;
}

function speedGroup(state: PlayerState, texts: Texts): TemplateResult {
  return html`<div class="speeds" role="group" aria-label=${texts.t("player.speed")}>
    ${speeds.map((speed) => html`<button type="button" class="speed" aria-pressed=${speed === state.speed} @click=${asks({ ask: "speed", speed })}>${speedName(speed, texts.language)}</button>`)}
  </div>`;
}

/** "0,5×" in Dutch. */
export function speedName(speed: number, language: string): string {
  return `${speed.toLocaleString(language)}×`;
}

function loop(state: PlayerState, texts: Texts): TemplateResult | typeof nothing {
  const { selection, atEnd } = state;
  if (!selection) return nothing;
  const { inMs, outMs } = selection;
  if (outMs === null) return html`<span class="loop loop-open timecode">${texts.t("player.from", { Time: short(inMs) })}</span>`;
  const on = atEnd === "repeat";
  return html`<button type="button" class="loop timecode" aria-pressed=${on} title=${texts.t("player.repeat")} aria-label="${texts.t("player.repeat")} ${short(inMs)}–${short(outMs)}"
    @click=${asks({ ask: "select", selection, atEnd: on ? "on" : "repeat" })}>${icon("repeat")}${short(inMs)}–${short(outMs)}</button>`;
}
