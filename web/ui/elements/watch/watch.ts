// <tb-watch>: what is filmed now, for the coach whom she lets watch, and her marks on it. data: Film.
import type { PropertyValues, TemplateResult } from "lit";
import type { Problem } from "../../lib/api.ts";
import { TbElement } from "../../lib/element.ts";
import { whyEnded } from "../../lib/ended.ts";
import { newId } from "../../lib/id.ts";
import type { Film, Kind, Recording } from "../../lib/things.ts";
import { Board } from "../desk/board.ts";
import { type FrameAt, WatchClock } from "./clock.ts";
import { type Line, LiveLine } from "./line.ts";
import { type View, type ViewActions, view } from "./views.ts";

interface Shown {
  readonly rtp: number | undefined;
  readonly at: number;
}

export class TbWatch extends TbElement<Film> {
  #board!: Board;
  #live!: LiveLine;
  #line: Line = "waiting";
  #over = false;
  #why = "watch.over_why";
  #muted = true;
  #problem = "";
  #said = "";
  #fresh = "";
  #delayMs = 0;
  #shown: Shown | null = null;
  readonly #clock = new WatchClock();

  protected begin(): void {
    const { recording, me } = this.data;
    this.#live = new LiveLine({ recordingId: recording.id, life: this.life, changed: (line, problem) => this.#lineIs(line, problem) });
    this.#board = new Board({
      setting: { me, recordingId: recording.id, visibility: "draft" }, life: this.life, changed: () => this.requestUpdate(), bye: () => this.#end(),
      refused: (problem) => this.#set(() => (this.#problem = problem.message)), choiceChanged: () => undefined,
      recording: (now) => (now as Recording | null)?.state !== "planned" && void this.#live.open(),
      heard: { safe: (data) => this.#heard((data as { frame?: FrameAt } | null)?.frame) },
    });
    void this.#board.open();
    void this.#live.open();
    const timer = window.setInterval(() => void this.#tick(), 500);
    this.life.addEventListener("abort", () => window.clearInterval(timer), { once: true });
  }

  protected override render(): TemplateResult {
    const shown: View = {
      film: this.data, line: this.#line, over: this.#over, why: this.#why, muted: this.#muted, problem: this.#problem, said: this.#said, fresh: this.#fresh,
      placeMs: this.#place(), marks: this.#board.marks.filter((mark) => mark.author_id === this.data.me), unsent: this.#board.state === "waiting" || this.#board.state === "login",
    };
    return view(shown, this.texts, this.#actions);
  }

  protected override updated(_: PropertyValues): void {
    const video = this.querySelector("video");
    if (!video) return;
    const stream = this.#line === "live" || this.#line === "connecting" ? this.#live.session?.stream ?? null : null;
    if (video.srcObject !== stream) {
      video.srcObject = stream;
      this.#shown = null;
      if (stream) this.#watchFrames(video, stream);
    }
    video.muted = this.#muted;
    if (!this.#fresh) return;
    const field = this.querySelector<HTMLInputElement>(`[data-mark="${this.#fresh}"] input`);
    if (field && matchMedia("(hover: hover)").matches) field.focus(); // on a phone the keyboard would cover the picture
    if (field) this.#fresh = "";
  }

  readonly #actions: ViewActions = {
    mark: (kind) => this.#mark(kind),
    type: (mark, text) => this.#board.change(mark, { text }),
    remove: (mark) => this.#board.remove(mark),
    sound: () => this.#set(() => (this.#muted = !this.#muted)),
    retry: () => void this.#live.open(),
  };

  /** Notes of each picture when it is shown and, where the browser tells, its RTP time. */
  #watchFrames(video: HTMLVideoElement, stream: MediaStream): void {
    if (!("requestVideoFrameCallback" in video)) return;
    const look = (now: number, frame: VideoFrameCallbackMetadata): void => {
      if (video.srcObject !== stream) return;
      this.#shown = { rtp: frame.rtpTimestamp, at: now };
      video.requestVideoFrameCallback(look);
    };
    video.requestVideoFrameCallback(look);
  }

  #place(): number | null {
    return this.#line === "live" ? this.#clock.place(performance.now(), this.#shown?.rtp, this.#delayMs) : null;
  }

  #mark(kind: Kind): void {
    const at = this.#place();
    if (at === null) return;
    this.#fresh = newId();
    this.#board.create(this.#fresh, { start_ms: at, kind, text: "" });
    this.#set(() => (this.#said = this.texts.t("watch.marked", { Kind: this.texts.t(`common.kind_${kind}`) })));
  }

  #heard(frame: FrameAt | undefined): void {
    if (frame) this.#clock.heard(frame, performance.now());
  }

  async #tick(): Promise<void> {
    this.#delayMs = (await this.#live.session?.delay().catch(() => this.#delayMs)) ?? this.#delayMs;
    this.requestUpdate();
  }

  #lineIs(line: Line, problem?: Problem): void {
    if (this.#over) return;
    if (line !== "live") this.#clock.forget();
    this.#set(() => ((this.#line = line), (this.#problem = line === "refused" ? problem?.message ?? "" : "")));
  }

  /** She may not watch any more: the picture goes at once. */
  #end(): void {
    this.#live.close();
    this.#set(() => ((this.#over = true), (this.#line = "waiting")));
    void whyEnded("watch.over_why", this.life).then((why) => this.#set(() => (this.#why = why)));
  }

  #set(change: () => void): void {
    change();
    this.requestUpdate();
  }
}
