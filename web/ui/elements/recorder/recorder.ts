// <tb-recorder>: from choosing a camera to sharing what was filmed. data: Film.
import { type PropertyValues, type TemplateResult, html } from "lit";
import { Problem, call } from "../../lib/api.ts";
import { TbElement, place } from "../../lib/element.ts";
import { listen } from "../../lib/events.ts";
import type { Film, Person, Recording, Room } from "../../lib/things.ts";
import { Pulse } from "../health/pulse.ts";
import { Aboard } from "./aboard.ts";
import { Begin } from "./begin.ts";
import { Capture } from "./capture.ts";
import { type Trouble, type Wish, list, otherCamera, remember, remembered, troubleOf } from "./devices.ts";
import { Focus } from "./focus.ts";
import { guard } from "./guard.ts";
import { type Line, Live } from "./live.ts";
import { type Phase, type View, type ViewActions, view } from "./views.ts";
import { type Span, spanOf, touch } from "./preset.ts";
import type { Stretch } from "./missing.ts";
import { Watch } from "./watch.ts";
import type { Watchers } from "./watched.ts";
import { roomWords, stretchWords } from "./words.ts";

/** How long the end of a film is waited for, ms. */
const tellEndMs = 5000;

export class TbRecorder extends TbElement<Film> {
  #phase: Phase = "asking";
  #trouble: Trouble = "unknown";
  #wish: Wish = remembered();
  #capture: Capture | null = null;
  #live: Live | null = null;
  #watch: Watch | null = null;
  #pulse: Pulse | null = null;
  #before: Begin | null = null;
  #span: Span = "running";
  #room: Room | null = null;
  #aboard!: Aboard;
  #line: Line = "connecting";
  #cameras: readonly MediaDeviceInfo[] = [];
  #microphones: readonly MediaDeviceInfo[] = [];
  #agreed = false;
  #awake = true;
  #turning = false;
  #minutes = 10;
  #beganAt = 0;
  #elapsedMs = 0;
  /** When on our clock the first picture reached the server. */
  #liveAtMs: number | null = null;
  /** When on our clock the server's began: with that picture, or with what this device filmed long before. */
  #zeroAtMs: number | null = null;
  #safeMs = 0;
  #problem = "";
  #said = "";
  #shared = false;
  #watchers: Watchers = { letIn: [], people: [] };
  #guard = new AbortController();
  readonly #focus = new Focus(this);

  protected begin(): void {
    this.#minutes = this.data.recording.planned_minutes || 10;
    this.#shared = this.data.recording.shared_at !== null;
    const { readiness } = this.data;
    this.#before = readiness ? new Begin(this.data.recording.id, readiness, () => this.requestUpdate(), this.life) : null;
    this.#agreed = readiness?.consent.given_at != null;
    this.#watchers = { letIn: this.data.recording.live_invitations, people: [] };
    this.life.addEventListener("abort", () => this.#leave(), { once: true });
    this.#aboard = new Aboard({
      film: this.data, stream: () => this.#capture?.stream ?? new MediaStream(), clock: () => this.#clock(), weak: () => this.#weak(),
      began: () => this.#began(), changed: () => this.requestUpdate(), life: this.life,
    });
    window.addEventListener("pagehide", () => this.#live?.leave(), { signal: this.life });
    // A page that the browser kept aside shows a recording that is over.
    window.addEventListener("pageshow", (event) => event.persisted && location.reload(), { signal: this.life });
    listen({
      url: `/api/v1/recordings/${this.data.recording.id}/events`,
      signal: this.life,
      bye: (login) => this.#bye(login),
      line: (up) => up && ((this.#watchers = { ...this.#watchers, people: [] }), void this.#live?.check()),
      on: {
        safe: (data) => this.#heardSafe(data as { until_ms: number; begin_ms?: number } | null),
        connection: (data) => (data as { state: string } | null)?.state === "stopped" && void this.#stop(),
        room: (data) => this.#heardRoom(data as Room | null),
        device: () => this.#aboard.wake(),
        recording: (data) => this.#heardRecording(data as Recording | null),
        watching: (data) => data && this.#set(() => (this.#watchers = { ...this.#watchers, people: (data as { people: Person[] }).people })),
      },
    });
    navigator.mediaDevices?.addEventListener("devicechange", () => void this.#listDevices(), { signal: this.life });
    void this.#open();
  }

  protected override render(): TemplateResult {
    const settings = this.#capture?.settings ?? {};
    const shown: View = {
      phase: this.#phase, trouble: this.#trouble, film: this.data, wish: this.#wish, cameras: this.#cameras, microphones: this.#microphones, agreed: this.#agreed,
      minutes: this.#minutes, elapsedMs: this.#elapsedMs, safeMs: this.#safeMs, line: this.#line, problem: this.#problem, said: this.#said, shared: this.#shared, watchers: this.#watchers,
      yesWords: this.#before?.words ?? "", obstacle: this.#before?.obstacle ?? "", health: this.#pulse?.health ?? null, span: this.#span, room: this.#room && roomWords(this.#room, this.#aboard.keeping, this.texts),
      aboard: this.#aboard.view(this.#watch?.missing.list ?? [], this.#clock()), missing: this.#watch?.missing.list ?? [], standing: this.#watch?.missing.now ?? null, awake: this.#awake,
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
    askThrowAway: () => this.#ask(".throw-dialog"),
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
    this.#watch?.devices();
    if (this.#phase === "ready" && !this.#turning && this.#capture?.stream.getTracks().some((track) => track.readyState === "ended")) return void this.#open();
    this.requestUpdate();
  }

  async #listDevices(): Promise<void> {
    [this.#cameras, this.#microphones] = await Promise.all([list("videoinput"), list("audioinput")]);
    this.requestUpdate();
  }

  #replaced(track: MediaStreamTrack): void {
    void this.#live?.replace(track);
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
    this.#set(() => ((this.#phase = "recording"), (this.#problem = ""), (this.#line = "connecting")));
    this.#guard = new AbortController();
    const { signal } = this.#guard;
    guard({ title: this.texts.t("recorder.recording"), awake: (awake) => this.#set(() => (this.#awake = awake)), askToLeave: () => this.#ask(".leave-dialog") }, signal);
    this.#live = new Live({
      stream: () => this.#capture?.stream ?? new MediaStream(), recordingId: this.data.recording.id, patient: () => this.#aboard.keeping, before: () => this.#aboard.told(), line: (line, since, problem) => this.#lineIs(line, since, problem),
    });
    this.#watch = new Watch({
      gives: (sense) => this.#capture?.gives(sense) ?? true, pictures: async () => (this.#line === "live" ? (await this.#live?.pictures()) ?? null : null),
      clock: () => this.#clock(), noticed: (stretch) => this.#noticed(stretch),
    }, signal);
    this.#pulse = new Pulse({
      reports: async () => (await this.#live?.reports()) ?? null, frameRate: () => this.#capture?.settings.frameRate ?? null, changed: () => this.requestUpdate(),
      facts: () => ({ line: this.#line, behindMs: this.#beganAt ? this.#clock() - this.#safeMs : null, full: this.#room?.reason !== undefined, onDevice: this.#aboard.keeping }),
    }, signal);
    this.#live.start();
    void this.#aboard.start();
    const timer = window.setInterval(() => this.#tick(), 250);
    signal.addEventListener("abort", () => window.clearInterval(timer), { once: true });
  }

  #lineIs(line: Line, since: number, problem?: Problem): void {
    if (this.#phase !== "recording") return;
    const before = this.#line;
    this.#line = line;
    if (line === "live") {
      this.#began();
      this.#liveAtMs ??= this.#clock();
      if (line !== before) this.#room = null; // a session that begins has room
    }
    // A server that fell over is noticed late: what it never said to have did not arrive.
    if (this.#beganAt && line !== before) this.#watch?.line(line !== "live", line === "live" ? this.#clock() : Math.min(since - this.#beganAt, this.#safeMs));
    this.#problem = line === "refused" || line === "gave_up" ? problem?.message || this.texts.t("recorder.no_server") : "";
    if (line === "refused") {
      this.#guard.abort();
      this.#watch = null;
      this.#beganAt = this.#elapsedMs = 0;
      void this.#aboard.discard();
      this.#phase = "ready";
    }
    this.#pulse?.line();
    this.requestUpdate();
  }

  /** Live or on this device: with the first of them the clock begins. */
  #began(): void {
    if (this.#beganAt || this.#phase !== "recording") return;
    this.#beganAt = Date.now();
    if (this.#line === "lost") this.#watch?.line(true, 0);
    this.#say(this.texts.t("recorder.running"));
  }

  /** The live film has not all the line it needs. */
  #weak(): boolean {
    const { state, cause } = this.#pulse?.health ?? { state: "connecting", cause: null };
    return state !== "good" && cause !== "busy";
  }

  /** Access has ended. Who is only logged out goes on filming on this device. */
  #bye(login: boolean): void {
    if (this.#phase !== "recording") return;
    if (login && this.#aboard.keeping) this.#set(() => (this.#problem = this.texts.t("recorder.logged_out")));
    else void this.#stop();
  }

  #clock(): number {
    return this.#beganAt ? Date.now() - this.#beganAt : 0;
  }

  #tick(): void {
    if (this.#beganAt) this.#elapsedMs = this.#clock();
    const span = spanOf(this.#elapsedMs, this.#minutes);
    if (span !== this.#span) this.#reached(span);
    this.requestUpdate();
  }

  /** The chosen length came near, was reached, or was forgotten. */
  #reached(span: Span): void {
    this.#span = span;
    if (span === "lastMinute") this.#said = this.texts.t("recorder.last_minute");
    if (span === "over") this.#said = this.texts.n("recorder.over", this.#minutes);
    if (span === "over" || span === "ending") touch();
    if (span === "capped") void this.#stop();
  }

  #noticed(stretch: Stretch): void {
    if (stretch.what === "picture" && stretch.toMs === null && this.#capture?.gives("video")) this.#capture.renew();
    const kept = stretch.what === "line" && this.#aboard.keeping;
    this.#say(kept ? this.texts.t(stretch.toMs === null ? "recorder.line_device" : "recorder.line_live") : stretchWords(stretch, this.texts));
  }

  async #stop(): Promise<void> {
    if (this.#phase !== "recording") return;
    this.#set(() => (this.#phase = "stopping"));
    this.querySelector<HTMLDialogElement>("dialog[open]")?.close();
    this.#watch?.missing.close(this.#clock());
    // Without network the end of the session cannot be told; the server finds it by itself. A device that hangs has what it wrote.
    const enough = new Promise((resolve) => window.setTimeout(resolve, tellEndMs));
    await Promise.race([Promise.all([this.#aboard.stop(), this.#live?.stop()]), enough]);
    this.#leave();
    this.#set(() => ((this.#phase = this.#beganAt ? "done" : "asking"), (this.#problem = "")));
    if (!this.#beganAt) await this.#open();
  }

  async #throwAway(): Promise<void> {
    this.#leave();
    this.#set(() => (this.#phase = "stopping"));
    await this.#aboard.discard();
    try {
      await call("DELETE", `/recordings/${this.data.recording.id}`);
      this.#set(() => ((this.#phase = "thrown_away"), (this.#problem = "")));
    } catch (error) {
      this.#set(() => ((this.#phase = "done"), (this.#problem = this.#sentence(error, "recorder.not_thrown_away"))));
    }
  }

  async #share(): Promise<void> {
    try {
      await this.#aboard.announce();
      await call("PUT", `/recordings/${this.data.recording.id}/share`);
      this.#set(() => ((this.#shared = true), (this.#problem = "")));
    } catch (error) {
      this.#set(() => (this.#problem = this.#sentence(error, "recorder.not_shared")));
    }
  }

  #sentence(error: unknown, otherwise: string): string {
    return error instanceof Problem && !error.passing && error.message ? error.message : this.texts.t(otherwise);
  }

  #heardSafe(safe: { until_ms: number; begin_ms?: number } | null): void {
    if (!safe) return;
    if (safe.begin_ms !== undefined) this.#zeroAtMs ??= (this.#liveAtMs ?? 0) - safe.begin_ms;
    this.#set(() => (this.#safeMs = Math.max(this.#safeMs, safe.until_ms + (this.#zeroAtMs ?? this.#liveAtMs ?? 0))));
  }

  #heardRoom(room: Room | null): void {
    if (this.#phase !== "recording") return;
    this.#room = room;
    this.#pulse?.line();
    this.requestUpdate();
  }

  /** Thrown away from another tab. Any other state ends nothing here: a server that comes back makes what it has of it, while this page goes on. */
  #heardRecording(now: Recording | null): void {
    if (now) this.#set(() => (this.#watchers = { ...this.#watchers, letIn: now.live_invitations }));
    if (!now?.deleted_at) return;
    void this.#aboard.discard();
    this.#set(() => (this.#phase = "thrown_away"));
  }

  /** Lets go of camera, microphone, connection and guard. */
  #leave(): void {
    void this.#live?.stop();
    this.#live = null;
    this.#guard.abort();
    this.#letGo();
  }

  #letGo(): void {
    this.#capture?.close();
    this.#capture = null;
    place(this, { "--level": "0" });
  }

  #ask(dialog: string): void {
    const asked = this.querySelector<HTMLDialogElement>(dialog);
    if (asked && !asked.open) asked.showModal();
  }

  /** To a screen reader; what is seen says so by itself. */
  #say(words: string): void {
    this.#set(() => (this.#said = words));
  }

  #set(change: () => void): void {
    change();
    this.requestUpdate();
  }
}
