// <tb-join>: a device without a log-in films along as a further camera of somebody's recording. data: {}.
import { type TemplateResult, html, nothing } from "lit";
import { Problem, call } from "../../lib/api.ts";
import { TbElement, place } from "../../lib/element.ts";
import { icon } from "../../lib/icon.ts";
import { short } from "../../lib/timebase.ts";
import { stayAwake } from "../recorder/awake.ts";
import { Capture } from "../recorder/capture.ts";
import { type Trouble, type Wish, list, otherCamera, remembered, troubleOf } from "../recorder/devices.ts";
import { JoinLine, type Joined, type LineState, stateOf } from "./line.ts";

type Phase = "code" | "ready" | "filming" | "over" | "out";

/** The token outlives a reload, and goes with the tab. */
const shelf = "terugblik.join";
const askMs = 2000;
/** The owner's own device may lose its line for so long: her recording is not over then. */
const overAfterMs = 6000;

export class TbJoin extends TbElement<object> {
  #phase: Phase = "code";
  #joined: Joined | null = null;
  #capture: Capture | null = null;
  #line: JoinLine | null = null;
  #state: LineState = "connecting";
  #wish: Wish = remembered();
  #cameras: readonly MediaDeviceInfo[] = [];
  #trouble: Trouble | null = null;
  #agreed = false;
  #problem = "";
  #beganAt = 0;
  #overSince = 0;
  #filming = new AbortController();

  protected begin(): void {
    this.life.addEventListener("abort", () => this.#leave(), { once: true });
    window.addEventListener("pagehide", () => void this.#line?.stop(), { signal: this.life });
    const timer = window.setInterval(() => void this.#look(), askMs);
    this.life.addEventListener("abort", () => window.clearInterval(timer), { once: true });
    const kept = sessionStorage.getItem(shelf);
    const code = /^#(\d{6})$/.exec(location.hash)?.[1];
    if (code) {
      history.replaceState(null, "", location.pathname);
      void this.#join(code);
    } else if (kept) void this.#enter(JSON.parse(kept) as Joined);
  }

  protected override render(): TemplateResult {
    const { texts } = this;
    switch (this.#phase) {
      case "code":
        return html`<form class="stack" @submit=${(event: Event) => this.#typed(event)}>
          <p class="lead">${texts.t("join.lead")}</p>${this.#notice()}
          <div class="field"><label for="code">${texts.t("join.code")}</label>
            <input id="code" name="code" class="join-code" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9 ]{6,7}" maxlength="7" required></div>
          <button class="button button-primary">${texts.t("join.enter")}</button></form>`;
      case "ready":
      case "filming":
        return this.#camera();
      default:
        return html`<section class="stack" role="status">${icon(this.#phase === "over" ? "circleCheck" : "lock")}
          <h2 tabindex="-1">${texts.t(this.#phase === "over" ? "join.over" : "join.out")}</h2>
          <p>${texts.t(this.#phase === "over" ? "join.over_why" : "join.out_why", { Name: this.#joined?.owner ?? "" })}</p></section>`;
    }
  }

  #camera(): TemplateResult {
    const { texts } = this;
    const filming = this.#phase === "filming";
    const settings = this.#capture?.settings ?? {};
    const turnable = this.#capture !== null && otherCamera(settings, this.#cameras) !== null;
    return html`<div class="stack">
      <p class="lead">${texts.t("join.whose", { Name: this.#joined?.owner ?? "" })}</p>
      <div class="join-picture" ?data-filming=${filming}><video autoplay muted playsinline ?data-mirrored=${settings.facingMode === "user"} aria-label=${texts.t("join.preview")}></video>
        ${filming ? html`<span class="join-sign"><span class="dot dot-red"></span>${texts.t(lines[this.#state])} <span class="timecode" role="timer">${short(this.#beganAt ? Date.now() - this.#beganAt : 0)}</span></span>` : nothing}</div>
      ${this.#notice()}
      ${this.#trouble ? html`<p class="notice notice-danger" role="alert">${icon("cameraOff")}<span>${texts.t(`recorder.trouble_${this.#trouble}`)}</span></p>
        <button type="button" class="button" @click=${() => void this.#open()}>${icon("refresh")}${texts.t("common.retry")}</button>` : nothing}
      ${filming ? html`<button type="button" class="button button-danger" @click=${() => void this.#stop()}>${texts.t("join.stop")}</button>`
        : html`<label class="check"><input type="checkbox" .checked=${this.#agreed} @change=${(event: Event) => this.#set(() => (this.#agreed = (event.target as HTMLInputElement).checked))}><span>${texts.t("join.yes", { Name: this.#joined?.owner ?? "" })}</span></label>
        <button type="button" class="button button-primary join-go" ?disabled=${!this.#agreed || !this.#capture} @click=${() => this.#start()}><span class="dot dot-red"></span>${texts.t("join.start")}</button>`}
      ${turnable ? html`<button type="button" class="button" @click=${() => void this.#turn()}>${icon("switchCamera")}${texts.t("join.turn")}</button>` : nothing}
    </div>`;
  }

  #notice(): TemplateResult | typeof nothing {
    return this.#problem ? html`<p class="notice notice-danger" role="alert">${icon("triangleAlert")}<span>${this.#problem}</span></p>` : nothing;
  }

  protected override updated(): void {
    const video = this.querySelector("video");
    const stream = this.#capture?.stream ?? null;
    if (video && video.srcObject !== stream) video.srcObject = stream;
  }

  #typed(event: Event): void {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget as HTMLFormElement).get("code") ?? "").replace(/\D/g, "");
    void this.#join(code);
  }

  async #join(code: string): Promise<void> {
    try {
      const joined = await call<Joined>("POST", "/join", { body: { code }, signal: this.life });
      sessionStorage.setItem(shelf, JSON.stringify(joined));
      await this.#enter(joined);
    } catch (error) {
      if (this.life.aborted) return;
      this.#set(() => (this.#problem = error instanceof Problem && error.message ? error.message : this.texts.t("join.failed")));
    }
  }

  async #enter(joined: Joined): Promise<void> {
    this.#joined = joined;
    this.#set(() => ((this.#phase = "ready"), (this.#problem = "")));
    await this.#open();
    await this.#look();
  }

  async #open(): Promise<void> {
    this.#trouble = null;
    this.#capture?.close();
    this.#capture = null;
    try {
      this.#capture = await Capture.open(this.#wish, {
        heard: (level) => place(this, { "--level": String(level) }),
        replaced: (track) => void this.#line?.replace(track),
        changed: () => this.requestUpdate(),
      });
    } catch (error) {
      const trouble = await troubleOf(error, this.#wish);
      return this.#set(() => (this.#trouble = trouble));
    }
    if (this.life.aborted) return this.#leave();
    this.#cameras = await list("videoinput");
    this.requestUpdate();
  }

  async #turn(): Promise<void> {
    const to = this.#capture && otherCamera(this.#capture.settings, this.#cameras);
    if (this.#capture && to && (await this.#capture.turn(to))) this.#wish = { ...this.#wish, ...to };
    this.requestUpdate();
  }

  #start(): void {
    if (!this.#joined || !this.#capture || !this.#agreed || this.#phase !== "ready") return;
    this.#filming = new AbortController();
    stayAwake(() => undefined, this.#filming.signal);
    const timer = window.setInterval(() => this.requestUpdate(), 500);
    this.#filming.signal.addEventListener("abort", () => window.clearInterval(timer), { once: true });
    this.#set(() => ((this.#phase = "filming"), (this.#beganAt = 0)));
    this.#line = new JoinLine(this.#joined, () => this.#capture?.stream ?? new MediaStream(), (state) => this.#told(state));
  }

  #told(state: LineState): void {
    this.#state = state;
    if (state === "live") this.#beganAt ||= Date.now();
    if (state === "over" || state === "out") void this.#end(state);
    this.requestUpdate();
  }

  async #stop(): Promise<void> {
    this.#filming.abort();
    await this.#line?.stop();
    this.#line = null;
    this.#set(() => (this.#phase = "ready"));
  }

  /** Asks how the recording stands: it may be over, or this device may have been put out. */
  async #look(): Promise<void> {
    if (!this.#joined || (this.#phase !== "ready" && this.#phase !== "filming")) return;
    const state = await stateOf(this.#joined, this.life);
    if (state === "out") return this.#end("out");
    this.#overSince = state === "over" ? this.#overSince || Date.now() : state === null ? this.#overSince : 0;
    if (this.#overSince && Date.now() - this.#overSince >= overAfterMs) await this.#end("over");
  }

  async #end(phase: "over" | "out"): Promise<void> {
    await this.#stop();
    this.#leave();
    sessionStorage.removeItem(shelf);
    this.#set(() => (this.#phase = phase));
  }

  #leave(): void {
    this.#filming.abort();
    void this.#line?.stop();
    this.#line = null;
    this.#capture?.close();
    this.#capture = null;
  }

  #set(change: () => void): void {
    change();
    this.requestUpdate();
  }
}

const lines: Readonly<Record<LineState, string>> = {
  connecting: "join.line_connecting", live: "join.line_live", lost: "join.line_lost", out: "join.line_lost", over: "join.line_lost",
};
