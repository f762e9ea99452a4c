// The screens of the recorder, one for each phase.
import { type TemplateResult, html, nothing } from "lit";
import { type IconName, icon } from "../../lib/icon.ts";
import type { Texts } from "../../lib/texts.ts";
import type { Film } from "../../lib/things.ts";
import { short } from "../../lib/timebase.ts";
import type { Trouble, Wish } from "./devices.ts";
import type { Line } from "./live.ts";
import type { Phase } from "./recorder.ts";

export interface View {
  readonly phase: Phase;
  readonly trouble: Trouble;
  readonly film: Film;
  readonly wish: Wish;
  readonly cameras: readonly MediaDeviceInfo[];
  readonly microphones: readonly MediaDeviceInfo[];
  readonly agreed: boolean;
  readonly minutes: number;
  readonly elapsedMs: number;
  readonly safeMs: number;
  readonly line: Line;
  readonly problem: string;
  readonly shared: boolean;
  readonly mirrored: boolean;
}

export interface ViewActions {
  readonly retry: () => void;
  readonly withoutSound: () => void;
  readonly choose: (wish: Partial<Wish>) => void;
  readonly agree: (agreed: boolean) => void;
  readonly minutes: (minutes: number) => void;
  readonly start: () => void;
  readonly stop: () => void;
  readonly askThrowAway: () => void;
  readonly throwAway: () => void;
  readonly share: () => void;
}

/** The lengths she can choose from, in minutes. */
const presets: readonly number[] = [5, 10, 15];

const troubles: Readonly<Record<Trouble, string>> = {
  insecure: "recorder.trouble_insecure", denied: "recorder.trouble_denied", no_camera: "recorder.trouble_no_camera",
  busy: "recorder.trouble_busy", no_microphone: "recorder.trouble_no_microphone", unknown: "recorder.trouble_unknown",
};
const lines: Readonly<Record<Line, string>> = {
  connecting: "recorder.line_connecting", live: "recorder.line_live", lost: "recorder.line_lost", gave_up: "recorder.line_gave_up", refused: "recorder.line_gave_up",
};

export function view(now: View, texts: Texts, act: ViewActions): TemplateResult {
  const filming = now.phase === "recording" || now.phase === "stopping";
  if (now.phase === "done" || now.phase === "thrown_away") return after(now, texts, act);
  return html`<section class="recorder" data-phase=${now.phase}>
    <video autoplay muted playsinline ?data-mirrored=${now.mirrored} aria-label=${texts.t("recorder.preview")}></video>
    <div class="recorder-top">${filming ? recordingTop(now, texts) : waitingTop(now, texts)}
      <p class="recorder-question">${now.film.question}</p></div>
    ${filming ? recordingBottom(now, texts, act) : now.phase === "ready" ? setUp(now, texts, act) : now.phase === "trouble" ? trouble(now, texts, act) : asking(texts)}
  </section>${throwAwayDialog(texts, act)}`;
}

function waitingTop({ film }: View, texts: Texts): TemplateResult {
  return html`<div class="recorder-line"><a class="recorder-back" href="/cycles/${film.cycle_id}">${icon("chevronLeft")}${texts.t("common.back")}</a><span class="recorder-title truncate">${film.recording.title}</span></div>`;
}

function recordingTop({ elapsedMs, minutes }: View, texts: Texts): TemplateResult {
  return html`<div class="recorder-line">
    <span class="recorder-sign"><span class="dot dot-red"></span>${texts.t("recorder.recording")}</span>
    <span class="recorder-clock timecode" role="timer">${short(elapsedMs)}</span>
    <span class="recorder-until timecode">${texts.t("recorder.until", { Time: short(minutes * 60_000) })}</span></div>`;
}

function asking(texts: Texts): TemplateResult {
  return html`<div class="recorder-sheet" role="status">${icon("camera")}<p>${texts.t("recorder.asking")}</p></div>`;
}

function trouble({ trouble: what }: View, texts: Texts, act: ViewActions): TemplateResult {
  return html`<div class="recorder-sheet" role="alert">
    ${icon(what === "no_microphone" ? "mic" : "cameraOff")}<p>${texts.t(troubles[what])}</p>
    <div class="row">
      ${what === "no_microphone" ? html`<button type="button" class="button" @click=${act.withoutSound}>${texts.t("recorder.without_sound")}</button>` : nothing}
      ${what === "insecure" ? nothing : html`<button type="button" class="button button-primary" @click=${act.retry}>${icon("refresh")}${texts.t("common.retry")}</button>`}
    </div></div>`;
}

function setUp(now: View, texts: Texts, act: ViewActions): TemplateResult {
  const { film } = now;
  return html`<form class="recorder-sheet" @submit=${(event: Event) => { event.preventDefault(); act.start(); }}>
    ${now.problem ? html`<p class="notice notice-danger" role="alert">${icon("triangleAlert")}<span>${now.problem}</span></p>` : nothing}
    ${now.wish.sound ? meter(texts) : html`<p class="small">${texts.t("recorder.no_sound")}</p>`}
    <fieldset class="segmented" aria-label=${texts.t("recorder.how_long")}>${presets.map((minutes) => html`<label><input type="radio" name="minutes" .checked=${minutes === now.minutes} @change=${() => act.minutes(minutes)}>${texts.n("recorder.minutes", minutes)}</label>`)}</fieldset>
    <details class="recorder-devices"><summary>${icon("chevronRight")}${texts.t("recorder.devices")}</summary>
      ${picker("camera", texts.t("recorder.camera"), now.cameras, now.wish.camera, (camera) => act.choose({ camera }))}
      ${picker("microphone", texts.t("recorder.microphone"), now.microphones, now.wish.microphone, (microphone) => act.choose({ microphone }))}
    </details>
    <label class="check"><input type="checkbox" .checked=${now.agreed} @change=${(event: Event) => act.agree((event.target as HTMLInputElement).checked)}><span>${texts.t("recorder.agree")}</span></label>
    <p class="small recorder-promise">${texts.t("recorder.promise", { Name: film.coach })}</p>
    <button class="button button-record" ?disabled=${!now.agreed} aria-label=${texts.t("recorder.start")} title=${texts.t("recorder.start")}><span class="record-mark"></span></button>
    <p class="small recorder-start-word" aria-hidden="true">${now.agreed ? texts.t("recorder.start") : texts.t("recorder.agree_first")}</p>
  </form>`;
}

function picker(id: string, label: string, devices: readonly MediaDeviceInfo[], chosen: string | null, choose: (id: string) => void): TemplateResult {
  return html`<div class="field"><label for=${id}>${label}</label>
    <select id=${id} @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
      ${devices.map((device, i) => html`<option value=${device.deviceId} ?selected=${device.deviceId === chosen}>${device.label || `${label} ${i + 1}`}</option>`)}</select></div>`;
}

function meter(texts: Texts): TemplateResult {
  return html`<div class="recorder-level">${icon("mic")}<span class="level" role="img" aria-label=${texts.t("recorder.level")}><span></span></span></div>`;
}

function recordingBottom(now: View, texts: Texts, act: ViewActions): TemplateResult {
  const stopping = now.phase === "stopping";
  const over = now.elapsedMs >= now.minutes * 60_000;
  return html`<div class="recorder-bottom">
    <ul class="recorder-facts" aria-live="polite">
      ${fact(now.line === "live" ? "wifi" : "wifiOff", texts.t(lines[now.line]), now.line === "live")}
      ${fact("server", now.safeMs ? texts.t("recorder.safe_until", { Time: short(now.safeMs) }) : texts.t("recorder.nothing_safe"), now.safeMs > 0)}
    </ul>
    ${now.problem ? html`<p class="recorder-problem" role="alert">${now.problem}</p>` : nothing}
    ${over ? html`<p class="recorder-over" role="status">${texts.n("recorder.over", now.minutes)}</p>` : nothing}
    ${now.wish.sound ? meter(texts) : nothing}
    <div class="recorder-buttons">
      <button type="button" class="recorder-side" ?disabled=${stopping} @click=${act.askThrowAway}>${icon("trash")}${texts.t("recorder.throw_away")}</button>
      <button type="button" class="recorder-stop" ?disabled=${stopping} @click=${act.stop}><span class="stop-mark"></span><span class="recorder-stop-word">${texts.t(stopping ? "recorder.stopping" : "recorder.stop")}</span></button>
      <span class="recorder-side"></span>
    </div>
  </div>`;
}

function fact(drawing: IconName, text: string, good: boolean): TemplateResult {
  return html`<li ?data-good=${good}>${icon(drawing)}${text}</li>`;
}

function after(now: View, texts: Texts, act: ViewActions): TemplateResult {
  const back = `/cycles/${now.film.cycle_id}`;
  if (now.phase === "thrown_away")
    return html`<section class="page-narrow stack">${icon("trash")}<h2>${texts.t("recorder.thrown_away")}</h2><p>${texts.t("recorder.thrown_away_why")}</p><p><a class="button button-primary" href=${back}>${texts.t("recorder.to_cycle")}</a></p></section>`;
  const name = now.film.coach;
  return html`<section class="page-narrow stack">
    <h2>${texts.t("recorder.done")}</h2>
    <p class="notice notice-ok">${icon("circleCheck")}<span>${texts.t("recorder.done_safe", { Time: short(now.elapsedMs) })}</span></p>
    ${now.problem ? html`<p class="notice notice-danger" role="alert">${icon("triangleAlert")}<span>${now.problem}</span></p>` : nothing}
    ${now.shared ? html`<p class="notice" role="status">${icon("check")}<span>${texts.t("recorder.shared", { Name: name })}</span></p>`
      : html`<p>${texts.t("recorder.only_you", { Name: name })}</p><button type="button" class="button button-primary" @click=${act.share}>${icon("send")}${texts.t("recorder.share", { Name: name })}</button>`}
    <a class="button" href=${back}>${texts.t("recorder.to_cycle")}</a>
    <a class="button" href="/recordings/${now.film.recording.id}">${icon("play")}${texts.t("recorder.look")}</a>
    <button type="button" class="button button-danger" @click=${act.askThrowAway}>${icon("trash")}${texts.t("recorder.throw_away")}</button>
  </section>${throwAwayDialog(texts, act)}`;
}

function throwAwayDialog(texts: Texts, act: ViewActions): TemplateResult {
  return html`<dialog class="dialog" aria-labelledby="throw-title"><form method="dialog">
    <h2 id="throw-title">${texts.t("recorder.throw_away_ask")}</h2><p>${texts.t("recorder.throw_away_why")}</p>
    <div class="dialog-actions"><button class="button">${texts.t("recorder.keep")}</button>
      <button type="button" class="button button-danger" @click=${(event: Event) => { (event.currentTarget as HTMLElement).closest("dialog")?.close(); act.throwAway(); }}>${icon("trash")}${texts.t("recorder.throw_away")}</button></div>
  </form></dialog>`;
}
