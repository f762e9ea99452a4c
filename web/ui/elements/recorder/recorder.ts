// <tb-recorder>: from choosing a camera to sharing what was filmed. data: Film.
import { type PropertyValues, type TemplateResult, html } from "lit";
import { call } from "../../lib/api.ts";
import { TbElement, place } from "../../lib/element.ts";
import type { Film, Recording } from "../../lib/things.ts";
import { Aboard } from "./aboard.ts";
import { Begin } from "./begin.ts";
import { Capture } from "./capture.ts";
import { type Trouble, type Wish, list, otherCamera, remember, remembered, troubleOf } from "./devices.ts";
import { ask } from "./dialogs.ts";
import { Focus } from "./focus.ts";
import { hear } from "./hearing.ts";
import { Running } from "./running.ts";
import { type Phase, type View, type ViewActions, view } from "./views.ts";
import type { Watchers } from "./watched.ts";
import { problemWords } from "./words.ts";

/** How long the end of a film is waited for, ms. */
const tellEndMs = 5000;

export class TbRecorder extends TbElement<Film> {
  #phase: Phase = "asking";
  #trouble: Trouble = "unknown";
  #wish: Wish = remembered();
  #capture: Capture | null = null;
  #before: Begin | null = null;
  #aboard!: Aboard;
  #running!: Running;
  #cameras: readonly MediaDeviceInfo[] = [];
  #microphones: readonly MediaDeviceInfo[] = [];
  #agreed = false;
  #turning = false;
  #minutes = 10;
  #problem = "";
  #said = "";
  #shared = false;
  #watchers: Watchers = { letIn: [], people: [] };
  readonly #focus = new Focus(this);

  protected begin(): void {
    this.#minutes = this.data.recording.planned_minutes || 10;
    this.#shared = this.data.recording.shared_at !== null;
    const { readiness } = this.data;
    this.#before = readiness ? new Begin(this.data.recording.id, readiness, () => this.requestUpdate(), this.life) : null;
    this.#agreed = readiness?.consent.given_at != null;
    this.#watchers = { letIn: this.data.recording.live_invitations, people: [] };
    this.life.addEventListener("abort", () => this.#leave(), { once: true });
    this.#running = new Running({
      recordingId: this.data.recording.id, texts: this.texts, capture: () => this.#capture, aboard: () => this.#aboard, filming: () => this.#phase === "recording",
      minutes: () => this.#minutes, say: (words) => this.#say(words), problem: (words) => (this.#problem = words), refused: () => (void this.#aboard.discard(), (this.#phase = "ready")),
      stop: () => void this.#stop(), askToLeave: () => ask(this, ".leave-dialog"), changed: () => this.requestUpdate(),
    });
    this.#aboard = new Aboard({
      film: this.data, stream: () => this.#capture?.stream ?? new MediaStream(), clock: () => this.#running.clock(), weak: () => this.#running.weak(),
      began: () => this.#running.began(), changed: () => this.requestUpdate(), life: this.life,
    });
    window.addEventListener("pagehide", () => this.#running.hide(), { signal: this.life });
    // A page that the browser kept aside shows a recording that is over.
    window.addEventListener("pageshow", (event) => event.persisted && location.reload(), { signal: this.life });
    this.#hear();
    navigator.mediaDevices?.addEventListener("devicechange", () => void this.#listDevices(), { signal: this.life });
    void this.#open();
  }

  #hear(): void {
    hear(this.data.recording.id, {
      bye: (login) => this.#bye(login),
      up: () => ((this.#watchers = { ...this.#watchers, people: [] }), this.#running.check()),
      safe: (safe) => this.#running.safe(safe),
      stopped: () => void this.#stop(),
      room: (room) => this.#running.room(room),
      device: () => this.#aboard.wake(),
      recording: (now) => this.#heardRecording(now),
      watching: (people) => this.#set(() => (this.#watchers = { ...this.#watchers, people })),
    }, this.life);
  }

  protected override render(): TemplateResult {
    const running = this.#running.view();
    const settings = this.#capture?.settings ?? {};
    const shown: View = {
      phase: this.#phase, trouble: this.#trouble, film: this.data, wish: this.#wish, cameras: this.#cameras, microphones: this.#microphones, agreed: this.#agreed,
      minutes: this.#minutes, problem: this.#problem, said: this.#said, shared: this.#shared, watchers: this.#watchers,
      yesWords: this.#before?.words ?? "", obstacle: this.#before?.obstacle ?? "", ...running, aboard: this.#aboard.view(running.missing, this.#running.clock()),
      mirrored: settings.facingMode === "user", cameraId: settings.deviceId ?? null, turnable: this.#capture !== null && otherCamera(settings, this.#cameras) !== null,
    };
    return html`${view(shown, this.texts, this.#actions)}`;
  }

  protected override willUpdate(): void {
    this.#focus.before();
  }

  protected override updated(_: PropertyValues): void {
    const video = this.querySelector("video");
    const stream = this.#capture?.stream ?? null;
    if (video && video.srcObject !== stream) video.srcObject = stream;
    this.#focus.after(this.#phase);
  }

  readonly #actions: ViewActions = {
    retry: () => void this.#open(),
    withoutSound: () => this.#want({ ...this.#wish, sound: false }),
    choose: (wish) => this.#want({ ...this.#wish, ...wish, sound: true }),
    turn: () => void this.#turn(),
    agree: (agreed) => this.#set(() => ((this.#agreed = agreed), this.#before?.say(agreed))),
    minutes: (minutes) => this.#set(() => (this.#minutes = minutes)),
    start: () => this.#start(),
    stop: () => void this.#stop(),
    askThrowAway: () => ask(this, ".throw-dialog"),
    throwAway: () => void this.#throwAway(),
    share: () => void this.#share(),
    aboard: { send: () => this.#aboard.wake(), wipe: (held) => this.#aboard.wipe(held) },
  };

  async #open(): Promise<void> {
    this.#set(() => (this.#phase = "asking"));
    this.#letGo();
    try {
      this.#capture = await Capture.open(this.#wish, {
        heard: (level) => place(this, { "--level": String(level) }),
        replaced: (track) => this.#replaced(track),
        changed: () => this.#devicesChanged(),
      });
    } catch (error) {
      this.#trouble = await troubleOf(error, this.#wish);
      return this.#set(() => (this.#phase = "trouble"));
    }
    if (this.life.aborted) return this.#letGo();
    this.#set(() => (this.#phase = "ready"));
    await this.#listDevices();
  }

  /** Before the start a camera that is gone is asked for anew, with words where it stays away; during a recording it is waited for. */
  #devicesChanged(): void {
    this.#running.devices();
    if (this.#phase === "ready" && !this.#turning && this.#capture?.stream.getTracks().some((track) => track.readyState === "ended")) return void this.#open();
    this.requestUpdate();
  }

  async #listDevices(): Promise<void> {
    [this.#cameras, this.#microphones] = await Promise.all([list("videoinput"), list("audioinput")]);
    this.requestUpdate();
  }

  #replaced(track: MediaStreamTrack): void {
    this.#running.replaced(track);
    this.#aboard.renew();
  }

  #want(wish: Wish): void {
    this.#wish = wish;
    remember(wish);
    void this.#open();
  }

  /** To the other camera, also while recording: the sender goes on with another track. */
  async #turn(): Promise<void> {
    const to = this.#capture && otherCamera(this.#capture.settings, this.#cameras);
    if (!this.#capture || !to || this.#turning) return;
    this.#turning = true;
    const turned = await this.#capture.turn(to);
    this.#turning = false;
    if (turned) {
      this.#wish = { ...this.#wish, ...to };
      remember(this.#wish);
    }
    this.#problem = turned ? "" : this.texts.t("recorder.turn_failed");
    this.#say(turned ? this.texts.t("recorder.turned") : "");
  }

  #start(): void {
    if (!this.#capture || !this.#agreed || this.#before?.obstacle || this.#phase !== "ready") return;
    this.#set(() => ((this.#phase = "recording"), (this.#problem = "")));
    this.#running.start();
  }

  /** Access has ended. Who is only logged out goes on filming on this device. */
  #bye(login: boolean): void {
    if (this.#phase !== "recording") return;
    if (login && this.#aboard.keeping) this.#set(() => (this.#problem = this.texts.t("recorder.logged_out")));
    else void this.#stop();
  }

  async #stop(): Promise<void> {
    if (this.#phase !== "recording") return;
    this.#set(() => (this.#phase = "stopping"));
    this.querySelector<HTMLDialogElement>("dialog[open]")?.close();
    // Without network the end of the session cannot be told; the server finds it by itself. A device that hangs has what it wrote.
    const enough = new Promise((resolve) => window.setTimeout(resolve, tellEndMs));
    await Promise.race([Promise.all([this.#aboard.stop(), this.#running.end()]), enough]);
    this.#leave();
    this.#set(() => ((this.#phase = this.#running.hasBegun ? "done" : "asking"), (this.#problem = "")));
    if (!this.#running.hasBegun) await this.#open();
  }

  async #throwAway(): Promise<void> {
    this.#leave();
    this.#set(() => (this.#phase = "stopping"));
    await this.#aboard.discard();
    try {
      await call("DELETE", `/recordings/${this.data.recording.id}`);
      this.#set(() => ((this.#phase = "thrown_away"), (this.#problem = "")));
    } catch (error) {
      this.#set(() => ((this.#phase = "done"), (this.#problem = problemWords(error, "recorder.not_thrown_away", this.texts))));
    }
  }

  async #share(): Promise<void> {
    try {
      await this.#aboard.announce();
      await call("PUT", `/recordings/${this.data.recording.id}/share`);
      this.#set(() => ((this.#shared = true), (this.#problem = "")));
    } catch (error) {
      this.#set(() => (this.#problem = problemWords(error, "recorder.not_shared", this.texts)));
    }
  }

  /** Thrown away from another tab. Any other state ends nothing here: a server that comes back makes what it has of it, while this page goes on. */
  #heardRecording(now: Recording): void {
    this.#set(() => (this.#watchers = { ...this.#watchers, letIn: now.live_invitations }));
    if (!now.deleted_at) return;
    void this.#aboard.discard();
    this.#set(() => (this.#phase = "thrown_away"));
  }

  /** Lets go of camera, microphone, connection and guard. */
  #leave(): void {
    this.#running.leave();
    this.#letGo();
  }

  #letGo(): void {
    this.#capture?.close();
    this.#capture = null;
    place(this, { "--level": "0" });
  }

  /** To a screen reader; what is seen says so by itself. */
  #say(words: string): void {
    this.#set(() => (this.#said = words));
  }

  #set(change: () => void): void {
    change();
    this.toggleAttribute("data-filming", this.#phase === "recording" || this.#phase === "stopping"); // see lib/tablet.ts
    this.requestUpdate();
  }
}
