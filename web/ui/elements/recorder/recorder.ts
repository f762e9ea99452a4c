// <tb-recorder>: from choosing a camera to sharing what was filmed. data: Film.
import { type PropertyValues, type TemplateResult, html } from "lit";
import { Problem, call } from "../../lib/api.ts";
import { TbElement, place } from "../../lib/element.ts";
import { listen } from "../../lib/events.ts";
import type { Film, Recording } from "../../lib/things.ts";
import { type Trouble, type Wish, close, list, open, remember, remembered, troubleOf } from "./devices.ts";
import { guard } from "./guard.ts";
import { measure } from "./level.ts";
import { type Line, Live } from "./live.ts";
import { type View, type ViewActions, view } from "./views.ts";

export type Phase = "asking" | "trouble" | "ready" | "recording" | "stopping" | "done" | "thrown_away";

export class TbRecorder extends TbElement<Film> {
  #phase: Phase = "asking";
  #trouble: Trouble = "unknown";
  #wish: Wish = remembered();
  #stream: MediaStream | null = null;
  #live: Live | null = null;
  #line: Line = "connecting";
  #cameras: readonly MediaDeviceInfo[] = [];
  #microphones: readonly MediaDeviceInfo[] = [];
  #agreed = false;
  #minutes = 10;
  #beganAt = 0;
  #elapsedMs = 0;
  #safeMs = 0;
  #problem = "";
  #shared = false;
  #guard = new AbortController();
  #meter = new AbortController();

  protected begin(): void {
    this.#minutes = this.data.recording.planned_minutes || 10;
    this.#shared = this.data.recording.shared_at !== null;
    this.life.addEventListener("abort", () => this.#leave(), { once: true });
    window.addEventListener("pagehide", () => void this.#live?.stop(), { signal: this.life });
    listen({
      url: `/api/v1/recordings/${this.data.recording.id}/events`,
      signal: this.life,
      bye: () => this.#phase === "recording" && void this.#stop(),
      line: (up) => up && void this.#live?.check(),
      on: {
        safe: (data) => this.#heardSafe(data as { until_ms: number } | null),
        connection: (data) => (data as { state: string } | null)?.state === "stopped" && void this.#stop(),
        recording: (data) => this.#heardRecording(data as Recording | null),
      },
    });
    navigator.mediaDevices?.addEventListener("devicechange", () => void this.#listDevices(), { signal: this.life });
    void this.#open();
  }

  protected override render(): TemplateResult {
    const shown: View = {
      phase: this.#phase, trouble: this.#trouble, film: this.data, wish: this.#wish, cameras: this.#cameras, microphones: this.#microphones, agreed: this.#agreed,
      minutes: this.#minutes, elapsedMs: this.#elapsedMs, safeMs: this.#safeMs, line: this.#line, problem: this.#problem, shared: this.#shared, mirrored: this.#front(),
    };
    return html`${view(shown, this.texts, this.#actions)}`;
  }

  protected override updated(_: PropertyValues): void {
    const video = this.querySelector("video");
    if (video && video.srcObject !== this.#stream) video.srcObject = this.#stream;
  }

  readonly #actions: ViewActions = {
    retry: () => void this.#open(),
    withoutSound: () => this.#want({ ...this.#wish, sound: false }),
    choose: (wish) => this.#want({ ...this.#wish, ...wish, sound: true }),
    agree: (agreed) => this.#set(() => (this.#agreed = agreed)),
    minutes: (minutes) => this.#set(() => (this.#minutes = minutes)),
    start: () => void this.#start(),
    stop: () => void this.#stop(),
    askThrowAway: () => this.querySelector<HTMLDialogElement>("dialog")?.showModal(),
    throwAway: () => void this.#throwAway(),
    share: () => void this.#share(),
  };

  async #open(): Promise<void> {
    this.#set(() => (this.#phase = "asking"));
    this.#silence();
    close(this.#stream);
    try {
      this.#stream = await open(this.#wish);
    } catch (error) {
      this.#trouble = await troubleOf(error);
      return this.#set(() => (this.#phase = "trouble"));
    }
    if (this.life.aborted) return close(this.#stream);
    this.#meter = new AbortController();
    measure(this.#stream, (level) => place(this, { "--level": String(level) }), this.#meter.signal);
    for (const track of this.#stream.getTracks()) track.addEventListener("ended", () => this.#trackEnded(), { signal: this.#meter.signal });
    this.#set(() => (this.#phase = "ready"));
    await this.#listDevices();
  }

  /** A camera that is pulled out before the start is asked for again; during a recording the words say so. */
  #trackEnded(): void {
    if (this.#phase === "ready") return void this.#open();
    this.#set(() => (this.#problem = this.texts.t("recorder.device_lost")));
  }

  async #listDevices(): Promise<void> {
    [this.#cameras, this.#microphones] = await Promise.all([list("videoinput"), list("audioinput")]);
    this.requestUpdate();
  }

  #want(wish: Wish): void {
    this.#wish = wish;
    remember(wish);
    void this.#open();
  }

  async #start(): Promise<void> {
    const { recording } = this.data;
    if (!this.#stream || !this.#agreed || this.#phase !== "ready") return;
    this.#set(() => ((this.#phase = "recording"), (this.#problem = ""), (this.#line = "connecting")));
    this.#guard = new AbortController();
    guard(this.texts.t("recorder.recording"), this.#guard.signal);
    this.#live = new Live({ stream: this.#stream, recordingId: recording.id, line: (line, problem) => this.#lineIs(line, problem) });
    this.#live.start();
    const timer = window.setInterval(() => this.#tick(), 250);
    this.#guard.signal.addEventListener("abort", () => window.clearInterval(timer), { once: true });
  }

  #lineIs(line: Line, problem?: Problem): void {
    if (this.#phase !== "recording") return;
    this.#line = line;
    if (line === "live" && !this.#beganAt) this.#beganAt = Date.now();
    this.#problem = line === "refused" || line === "gave_up" ? problem?.message || this.texts.t("recorder.no_server") : "";
    if (line === "refused") {
      this.#guard.abort();
      this.#phase = "ready";
    }
    this.requestUpdate();
  }

  #tick(): void {
    if (this.#beganAt) this.#elapsedMs = Date.now() - this.#beganAt;
    this.requestUpdate();
  }

  async #stop(): Promise<void> {
    if (this.#phase !== "recording") return;
    this.#set(() => (this.#phase = "stopping"));
    await this.#live?.stop();
    this.#leave();
    this.#set(() => (this.#phase = this.#beganAt ? "done" : "asking"));
    if (!this.#beganAt) await this.#open();
  }

  async #throwAway(): Promise<void> {
    this.#leave();
    this.#set(() => (this.#phase = "stopping"));
    try {
      await call("DELETE", `/recordings/${this.data.recording.id}`);
      this.#set(() => ((this.#phase = "thrown_away"), (this.#problem = "")));
    } catch (error) {
      this.#set(() => ((this.#phase = "done"), (this.#problem = this.#sentence(error, "recorder.not_thrown_away"))));
    }
  }

  async #share(): Promise<void> {
    try {
      await call("PUT", `/recordings/${this.data.recording.id}/share`);
      this.#set(() => ((this.#shared = true), (this.#problem = "")));
    } catch (error) {
      this.#set(() => (this.#problem = this.#sentence(error, "recorder.not_shared")));
    }
  }

  #sentence(error: unknown, otherwise: string): string {
    return error instanceof Problem && !error.passing && error.message ? error.message : this.texts.t(otherwise);
  }

  #heardSafe(safe: { until_ms: number } | null): void {
    if (safe) this.#set(() => (this.#safeMs = Math.max(this.#safeMs, safe.until_ms)));
  }

  /** Thrown away from another tab. Any other state ends nothing here: a server that comes back makes what it has of it, while this page goes on. */
  #heardRecording(now: Recording | null): void {
    if (now?.deleted_at) this.#set(() => (this.#phase = "thrown_away"));
  }

  /** Lets go of camera, microphone, connection and guard. */
  #leave(): void {
    void this.#live?.stop();
    this.#live = null;
    this.#guard.abort();
    this.#silence();
    close(this.#stream);
    this.#stream = null;
  }

  #silence(): void {
    this.#meter.abort();
    place(this, { "--level": "0" });
  }

  #front(): boolean {
    return this.#stream?.getVideoTracks()[0]?.getSettings().facingMode === "user";
  }

  #set(change: () => void): void {
    change();
    this.requestUpdate();
  }
}
