// What holds while she films: the live line, the clock, the watch over picture and sound, the health, the chosen length.
import type { Problem } from "../../lib/api.ts";
import type { Texts } from "../../lib/texts.ts";
import type { Room } from "../../lib/things.ts";
import { Pulse } from "../health/pulse.ts";
import type { Aboard } from "./aboard.ts";
import type { Capture } from "./capture.ts";
import { guard } from "./guard.ts";
import { type Safe, safeUntil } from "./hearing.ts";
import { type Line, Live } from "./live.ts";
import type { Stretch } from "./missing.ts";
import { type Span, spanOf, touch } from "./preset.ts";
import type { View } from "./views.ts";
import { Watch } from "./watch.ts";
import { roomWords, stretchWords } from "./words.ts";

export interface RunningNeeds {
  readonly recordingId: string;
  readonly texts: Texts;
  readonly capture: () => Capture | null;
  readonly aboard: () => Aboard;
  /** She films now: what comes later is not heard any more. */
  readonly filming: () => boolean;
  /** The length that she chose. */
  readonly minutes: () => number;
  /** To a screen reader. */
  readonly say: (words: string) => void;
  /** What is wrong, in a sentence; "" for nothing. */
  readonly problem: (words: string) => void;
  /** The server said no: nothing was filmed. */
  readonly refused: () => void;
  /** The recording has to end by itself. */
  readonly stop: () => void;
  readonly askToLeave: () => void;
  readonly changed: () => void;
}

const tickMs = 250;

export class Running {
  readonly #needs: RunningNeeds;
  #live: Live | null = null;
  #watch: Watch | null = null;
  #pulse: Pulse | null = null;
  #guard = new AbortController();
  #span: Span = "running";
  #room: Room | null = null;
  #line: Line = "connecting";
  #awake = true;
  #beganAt = 0;
  #elapsedMs = 0;
  /** When on our clock the first picture reached the server. */
  #liveAtMs: number | null = null;
  /** When on our clock the server's began: with that picture, or with what this device filmed long before. */
  #zeroAtMs: number | null = null;
  #safeMs = 0;

  constructor(needs: RunningNeeds) {
    this.#needs = needs;
  }

  view(): Pick<View, "elapsedMs" | "safeMs" | "line" | "health" | "span" | "room" | "missing" | "standing" | "awake"> {
    const { aboard, texts } = this.#needs;
    return {
      elapsedMs: this.#elapsedMs, safeMs: this.#safeMs, line: this.#line, health: this.#pulse?.health ?? null, span: this.#span, awake: this.#awake,
      room: this.#room && roomWords(this.#room, aboard().keeping, texts), missing: this.#watch?.missing.list ?? [], standing: this.#watch?.missing.now ?? null,
    };
  }

  /** There is film, here or on the server. */
  get hasBegun(): boolean {
    return this.#beganAt > 0;
  }

  /** How long she films, ms. */
  clock(): number {
    return this.#beganAt ? Date.now() - this.#beganAt : 0;
  }

  start(): void {
    const { recordingId, texts, capture, aboard, changed } = this.#needs;
    this.#line = "connecting";
    this.#guard = new AbortController();
    const { signal } = this.#guard;
    guard({ title: texts.t("recorder.recording"), awake: (awake) => ((this.#awake = awake), changed()), askToLeave: this.#needs.askToLeave }, signal);
    this.#live = new Live({
      stream: () => capture()?.stream ?? new MediaStream(), recordingId, patient: () => aboard().keeping, before: () => aboard().told(), line: (line, since, problem) => this.#lineIs(line, since, problem),
    });
    this.#watch = new Watch({
      gives: (sense) => capture()?.gives(sense) ?? true, pictures: async () => (this.#line === "live" ? (await this.#live?.pictures()) ?? null : null),
      clock: () => this.clock(), noticed: (stretch) => this.#noticed(stretch),
    }, signal);
    this.#pulse = new Pulse({
      reports: async () => (await this.#live?.reports()) ?? null, frameRate: () => capture()?.settings.frameRate ?? null, changed,
      facts: () => ({ line: this.#line, behindMs: this.#beganAt ? this.clock() - this.#safeMs : null, full: this.#room?.reason !== undefined, onDevice: aboard().keeping }),
    }, signal);
    this.#live.start();
    void aboard().start();
    const timer = window.setInterval(() => this.#tick(), tickMs);
    signal.addEventListener("abort", () => window.clearInterval(timer), { once: true });
  }

  /** Live or on this device: with the first of them the clock begins. */
  began(): void {
    if (this.#beganAt || !this.#needs.filming()) return;
    this.#beganAt = Date.now();
    if (this.#line === "lost") this.#watch?.line(true, 0);
    this.#needs.say(this.#needs.texts.t("recorder.running"));
  }

  /** The live film has not all the line it needs. */
  weak(): boolean {
    const { state, cause } = this.#pulse?.health ?? { state: "connecting", cause: null };
    return state !== "good" && cause !== "busy";
  }

  replaced(track: MediaStreamTrack): void {
    void this.#live?.replace(track);
  }

  devices(): void {
    this.#watch?.devices();
  }

  /** Looks whether the server still knows of the live film. */
  check(): void {
    void this.#live?.check();
  }

  safe(now: Safe): void {
    if (now.begin_ms !== undefined) this.#zeroAtMs ??= (this.#liveAtMs ?? 0) - now.begin_ms;
    this.#safeMs = safeUntil(this.#safeMs, now, this.#zeroAtMs ?? this.#liveAtMs ?? 0);
    this.#needs.changed();
  }

  room(room: Room | null): void {
    if (!this.#needs.filming()) return;
    this.#room = room;
    this.#pulse?.line();
    this.#needs.changed();
  }

  /** Nothing is missing any more, and the server is told that the live film ends. */
  async end(): Promise<void> {
    this.#watch?.missing.close(this.clock());
    await this.#live?.stop();
  }

  /** The page goes: the server is told what can still be told. */
  hide(): void {
    this.#live?.leave();
  }

  /** Lets go of connection and guard. */
  leave(): void {
    void this.#live?.stop();
    this.#live = null;
    this.#guard.abort();
  }

  #lineIs(line: Line, since: number, problem?: Problem): void {
    if (!this.#needs.filming()) return;
    const before = this.#line;
    this.#line = line;
    if (line === "live") {
      this.began();
      this.#liveAtMs ??= this.clock();
      if (line !== before) this.#room = null; // a session that begins has room
    }
    // A server that fell over is noticed late: what it never said to have did not arrive.
    if (this.#beganAt && line !== before) this.#watch?.line(line !== "live", line === "live" ? this.clock() : Math.min(since - this.#beganAt, this.#safeMs));
    this.#needs.problem(line === "refused" || line === "gave_up" ? problem?.message || this.#needs.texts.t("recorder.no_server") : "");
    if (line === "refused") {
      this.#guard.abort();
      this.#watch = null;
      this.#beganAt = this.#elapsedMs = 0;
      this.#needs.refused();
    }
    this.#pulse?.line();
    this.#needs.changed();
  }

  #tick(): void {
    if (this.#beganAt) this.#elapsedMs = this.clock();
    const span = spanOf(this.#elapsedMs, this.#needs.minutes());
    if (span !== this.#span) this.#reached(span);
    this.#needs.changed();
  }

  /** The chosen length came near, was reached, or was forgotten. */
  #reached(span: Span): void {
    const { texts, say, minutes, stop } = this.#needs;
    this.#span = span;
    if (span === "lastMinute") say(texts.t("recorder.last_minute"));
    if (span === "over") say(texts.n("recorder.over", minutes()));
    if (span === "over" || span === "ending") touch();
    if (span === "capped") stop();
  }

  #noticed(stretch: Stretch): void {
    const { capture, aboard, texts, say } = this.#needs;
    if (stretch.what === "picture" && stretch.toMs === null && capture()?.gives("video")) capture()?.renew();
    const kept = stretch.what === "line" && aboard().keeping;
    say(kept ? texts.t(stretch.toMs === null ? "recorder.line_device" : "recorder.line_live") : stretchWords(stretch, texts));
  }
}
