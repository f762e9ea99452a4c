// The screens of the recorder, one for each phase.
import { type TemplateResult, html, nothing } from "lit";
import { icon } from "../../lib/icon.ts";
import type { Texts } from "../../lib/texts.ts";
import type { Film } from "../../lib/things.ts";
import { short } from "../../lib/timebase.ts";
import { type HeldActions, heldView } from "../device/view.ts";
import type { AboardView } from "./aboard.ts";
import type { Trouble, Wish } from "./devices.ts";
import { dialogs } from "./dialogs.ts";
import { filmingBottom, filmingTop, meter, turnButton } from "./filming.ts";
import type { Health } from "../health/judge.ts";
import type { Line } from "./live.ts";
import type { Stretch } from "./missing.ts";
import { type Span, capMs } from "./preset.ts";
import { type Watchers, watched } from "./watched.ts";
import { stretchWords } from "./words.ts";

export type Phase = "asking" | "trouble" | "ready" | "recording" | "stopping" | "done" | "thrown_away";

export interface View {
  readonly phase: Phase;
  readonly trouble: Trouble;
  readonly film: Film;
  readonly wish: Wish;
  readonly cameras: readonly MediaDeviceInfo[];
  readonly microphones: readonly MediaDeviceInfo[];
  readonly cameraId: string | null;
  /** There is another camera to turn to. */
  readonly turnable: boolean;
  readonly mirrored: boolean;
  readonly agreed: boolean;
  readonly minutes: number;
  readonly elapsedMs: number;
  readonly safeMs: number;
  readonly line: Line;
  /** The device keeps its screen on by itself. */
  readonly awake: boolean;
  readonly missing: readonly Stretch[];
  /** What is missing now. */
  readonly standing: Stretch | null;
  readonly problem: string;
  /** For a screen reader: the last thing that happened. */
  readonly said: string;
  readonly shared: boolean;
  /** What she says yes to. */
  readonly yesWords: string;
  /** Why it cannot begin, beside her yes; "" for nothing. */
  readonly obstacle: string;
  readonly health: Health | null;
  /** Where the length that she chose stands. */
  readonly span: Span;
  /** What the server said last of its room. */
  readonly room: string | null;
  /** What this device keeps by itself. */
  readonly aboard: AboardView;
  readonly watchers: Watchers;
}

export interface ViewActions {
  readonly aboard: HeldActions;
  readonly retry: () => void;
  readonly withoutSound: () => void;
  readonly choose: (wish: Partial<Wish>) => void;
  readonly turn: () => void;
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
  insecure: "recorder.trouble_insecure", unsupported: "recorder.trouble_unsupported", denied: "recorder.trouble_denied",
  denied_microphone: "recorder.trouble_denied_microphone", no_camera: "recorder.trouble_no_camera", no_microphone: "recorder.trouble_no_microphone",
  busy: "recorder.trouble_busy", busy_microphone: "recorder.trouble_busy_microphone", unknown: "recorder.trouble_unknown",
};
/** Trying again on this page cannot help. */
const hopeless: readonly Trouble[] = ["insecure", "unsupported"];
/** The camera would open by itself. */
const soundOnly: readonly Trouble[] = ["no_microphone", "busy_microphone", "denied_microphone"];

export function view(now: View, texts: Texts, act: ViewActions): TemplateResult {
  const filming = now.phase === "recording" || now.phase === "stopping";
  const over = now.phase === "done" || now.phase === "thrown_away";
  return html`<p class="visually-hidden" role="status">${now.said}</p>
    ${over ? after(now, texts, act) : html`<section class="recorder" data-phase=${now.phase}>
      <div class="recorder-picture"><video autoplay muted playsinline ?data-mirrored=${now.mirrored} aria-label=${texts.t("recorder.preview")}></video>
        ${now.phase === "ready" ? turnButton(now, texts, act) : nothing}</div>
      ${filming ? filmingTop(now, texts) : waitingTop(now, texts)}
      ${filming ? filmingBottom(now, texts, act) : now.phase === "ready" ? setUp(now, texts, act) : now.phase === "trouble" ? trouble(now, texts, act) : asking(texts)}
    </section>`}
    ${dialogs(texts, act)}`;
}

function waitingTop({ film }: View, texts: Texts): TemplateResult {
  return html`<div class="recorder-top">
    <div class="recorder-line"><a class="recorder-back" href="/cycles/${film.cycle_id}">${icon("chevronLeft")}${texts.t("common.back")}</a><span class="recorder-title truncate">${film.recording.title}</span></div>
    <p class="recorder-question">${film.question}</p></div>`;
}

function asking(texts: Texts): TemplateResult {
  return html`<div class="recorder-sheet recorder-word" role="status">${icon("camera")}<p>${texts.t("recorder.asking")}</p></div>`;
}

function trouble({ trouble: what }: View, texts: Texts, act: ViewActions): TemplateResult {
  const sound = soundOnly.includes(what);
  return html`<div class="recorder-sheet recorder-word" role="alert">
    ${icon(sound ? "mic" : "cameraOff")}<p>${texts.t(troubles[what])}</p>
    <div class="row">
      ${sound ? html`<button type="button" class="button" @click=${act.withoutSound}>${texts.t("recorder.without_sound")}</button>` : nothing}
      ${hopeless.includes(what) ? nothing : html`<button type="button" class="button button-primary" data-focus @click=${act.retry}>${icon("refresh")}${texts.t("common.retry")}</button>`}
    </div></div>`;
}

function setUp(now: View, texts: Texts, act: ViewActions): TemplateResult {
  const { film } = now;
  return html`<form class="recorder-sheet" @submit=${(event: Event) => { event.preventDefault(); act.start(); }}>
    <div class="recorder-choices">
      ${now.problem ? html`<p class="notice notice-danger" role="alert">${icon("triangleAlert")}<span>${now.problem}</span></p>` : nothing}
      ${now.obstacle ? html`<p class="notice notice-danger" role="alert">${icon("server")}<span>${now.obstacle}</span></p>` : nothing}
      ${heldView(now.aboard.held, now.aboard.complete, texts, act.aboard)}
      ${now.wish.sound ? meter(texts) : html`<p class="small">${texts.t("recorder.no_sound")}</p>`}
      <fieldset class="segmented" aria-label=${texts.t("recorder.how_long")}>${presets.map((minutes) => html`<label><input type="radio" name="minutes" .checked=${minutes === now.minutes} @change=${() => act.minutes(minutes)}>${texts.n("recorder.minutes", minutes)}</label>`)}</fieldset>
      ${film.kept_out ? html`<p class="notice notice-warm recorder-out">${icon("eyeOff")}<span>${film.kept_out} <a href="/recordings/${film.recording.id}/roster?to=record">${texts.t("recorder.who_is_there")}</a></span></p>` : nothing}
      <label class="check"><input type="checkbox" data-focus .checked=${now.agreed} @change=${(event: Event) => act.agree((event.target as HTMLInputElement).checked)}><span>${now.yesWords}</span></label>
      <p class="small recorder-promise">${texts.t("recorder.promise", { Name: film.coach })}</p>
      <details class="recorder-devices"><summary>${icon("chevronRight")}${texts.t("recorder.devices")}</summary>
        ${picker("camera", texts.t("recorder.camera"), now.cameras, now.cameraId, (camera) => act.choose({ camera }))}
        ${picker("microphone", texts.t("recorder.microphone"), now.microphones, now.wish.microphone, (microphone) => act.choose({ microphone }))}
      </details>
      ${watched(now, texts)}
      <tb-cameras .data=${{ recording_id: film.recording.id, filming: false }} .texts=${texts}></tb-cameras>
    </div>
    <div class="recorder-go">
      <button class="button button-record" ?disabled=${!now.agreed || now.obstacle !== ""} aria-label=${texts.t("recorder.start")} title=${texts.t("recorder.start")}><span class="record-mark"></span></button>
      <p class="small recorder-start-word" aria-hidden="true">${texts.t(now.obstacle ? "recorder.not_now" : now.agreed ? "recorder.start" : "recorder.agree_first")}</p>
    </div>
  </form>`;
}

function picker(id: string, label: string, devices: readonly MediaDeviceInfo[], chosen: string | null, choose: (id: string) => void): TemplateResult {
  return html`<div class="field"><label for=${id}>${label}</label>
    <select id=${id} @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
      ${devices.map((device, i) => html`<option value=${device.deviceId} .selected=${device.deviceId === chosen}>${device.label || `${label} ${i + 1}`}</option>`)}</select></div>`;
}

function after(now: View, texts: Texts, act: ViewActions): TemplateResult {
  const back = `/cycles/${now.film.cycle_id}`;
  if (now.phase === "thrown_away")
    return html`<section class="page-narrow stack">${icon("trash")}<h2 tabindex="-1" data-focus>${texts.t("recorder.thrown_away")}</h2><p>${texts.t("recorder.thrown_away_why")}</p><p><a class="button button-primary" href=${back}>${texts.t("recorder.to_cycle")}</a></p></section>`;
  const name = now.film.coach;
  return html`<section class="page-narrow stack">
    <h2 tabindex="-1" data-focus>${texts.t("recorder.done")}</h2>
    <p class="notice notice-ok">${icon("circleCheck")}<span>${texts.t(doneWords(now), { Time: short(now.elapsedMs) })}</span></p>
    ${heldView(now.aboard.held, now.aboard.complete, texts, act.aboard)}
    ${now.problem ? html`<p class="notice notice-danger" role="alert">${icon("triangleAlert")}<span>${now.problem}</span></p>` : nothing}
    ${now.span === "capped" ? html`<p class="notice">${icon("info")}<span>${texts.t("recorder.capped", { Time: short(capMs(now.minutes)) })}</span></p>` : nothing}
    ${missingList(now.missing, now.aboard, texts)}
    ${now.shared ? html`<p class="notice" role="status">${icon("check")}<span>${texts.t("recorder.shared", { Name: name })}</span></p>`
      : html`<p>${texts.t("recorder.only_you", { Name: name })}</p><button type="button" class="button button-primary" @click=${act.share}>${icon("send")}${texts.t("recorder.share", { Name: name })}</button>`}
    <a class="button" href=${back}>${texts.t("recorder.to_cycle")}</a>
    <a class="button" href="/recordings/${now.film.recording.id}">${icon("play")}${texts.t("recorder.look")}</a>
    <button type="button" class="button button-danger" @click=${act.askThrowAway}>${icon("trash")}${texts.t("recorder.throw_away")}</button>
  </section>`;
}

/** Where the film is now. What this device has as well goes without saying. */
function doneWords({ safeMs, aboard }: View): string {
  if (aboard.complete || aboard.held.length === 0) return "recorder.done_safe";
  if (safeMs === 0) return "recorder.done_device";
  return aboard.onlyHereMs > 0 ? "recorder.done_partly" : "recorder.done_safe";
}

/** The most that is worth reading one by one. */
const most = 5;

/** What the line missed and this device kept is told by what is still here. */
function missingList(stretches: readonly Stretch[], { keeping }: AboardView, texts: Texts): TemplateResult | typeof nothing {
  const all = stretches.filter(({ what }) => what !== "line" || keeping !== "on");
  if (all.length === 0) return nothing;
  return html`<div class="notice notice-warm recorder-missing">${icon("info")}<ul>${all.slice(0, most).map((one) => html`<li>${stretchWords(one, texts)}</li>`)}
    ${all.length > most ? html`<li>${texts.n("recorder.more_missing", all.length - most)}</li>` : nothing}</ul></div>`;
}
