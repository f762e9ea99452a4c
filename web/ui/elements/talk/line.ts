// The line to the server: the talk as it is there, who is present, what to look at. Touches go up one at a time.
import { Problem, all, call } from "../../lib/api.ts";
import { listen } from "../../lib/events.ts";
import type { Person, Recording } from "../../lib/things.ts";
import { type Moment, type Release, momentsOf } from "../review/steps.ts";
import type { ServerClock } from "./clock.ts";
import type { Playhead } from "./playhead.ts";

export interface Talk {
  readonly id: string;
  readonly cycle_id: string;
  readonly ended_at: string | null;
  readonly setting: "together" | "apart";
  readonly step: string;
  readonly moment_id: string | null;
  readonly playhead: Playhead;
  readonly opened: readonly { readonly moment_id: string; readonly skipped: boolean }[];
  readonly server_ms: number;
}

/** What a touch changes. */
export interface Touch {
  readonly step?: string;
  readonly setting?: "together" | "apart";
  readonly moment_id?: string | null;
  readonly playhead?: Playhead;
}

export interface LineNeeds {
  readonly clock: ServerClock;
  readonly life: AbortSignal;
  readonly changed: () => void;
  /** The playhead as the server has it now; mine says that it answers this person's own touch. */
  readonly moved: (head: Playhead, mine: boolean) => void;
  /** The line is back after a cut: the player comes to where both are now. */
  readonly back: (head: Playhead) => void;
  readonly notes: () => void;
  readonly bye: () => void;
}

/** Touches are not sent closer together than this. */
const restMs = 120;
/** How often the server's time is measured again. */
const measureMs = 20_000;

export class Line {
  readonly #needs: LineNeeds;
  talk: Talk;
  people: readonly Person[] = [];
  moments: readonly Moment[] = [];
  films: readonly Recording[] = [];
  up = true;
  loaded = false;
  #waiting: Touch | null = null;
  #sending = false;
  /** What came in while a touch was under way. */
  #meanwhile: Talk | null = null;

  constructor(talk: Talk, needs: LineNeeds) {
    this.talk = talk;
    this.#needs = needs;
    needs.clock.heard(talk.server_ms);
  }

  open(): void {
    const { life } = this.#needs;
    void this.#measure(3);
    const again = window.setInterval(() => void this.#measure(1), measureMs);
    life.addEventListener("abort", () => window.clearInterval(again), { once: true });
    window.addEventListener("offline", () => this.#line(false), { signal: life });
    window.addEventListener("online", () => void this.#measure(1), { signal: life });
    listen({
      url: `/api/v1${this.#path}/events`,
      signal: life,
      bye: this.#needs.bye,
      line: (up) => this.#line(up),
      on: {
        talk: (data) => this.#heard(data as Talk),
        notes: this.#needs.notes,
        moments: () => void this.#readMoments(),
        films: () => void this.#readFilms(),
        presence: (data) => {
          this.people = (data as { people: Person[] }).people;
          this.#needs.changed();
        },
      },
    });
  }

  film(id: string | null): Recording | null {
    return this.films.find((film) => film.id === id) ?? null;
  }

  /** Sends what was touched; while one touch is under way the newest of each kind waits. */
  touch(touch: Touch): void {
    if (!this.up) return; // alone for a while: what is looked at meanwhile moves nobody else
    this.#waiting = { ...this.#waiting, ...touch };
    void this.#send();
  }

  /** Opens the coach's mark without words. */
  async skip(momentId: string): Promise<void> {
    this.#take(await call<Talk>("POST", `${this.#path}/openings`, { body: { moment_id: momentId }, signal: this.#needs.life }), false);
    await this.#readMoments();
  }

  async end(): Promise<void> {
    this.#take(await call<Talk>("PATCH", this.#path, { body: { ended: true }, signal: this.#needs.life }), true);
  }

  async reload(): Promise<void> {
    await Promise.all([this.#readFilms(), this.#readMoments()]);
    this.loaded = true;
    this.#needs.changed();
  }

  get #path(): string {
    return `/talks/${this.talk.id}`;
  }

  #line(up: boolean): void {
    if (up) {
      void this.reload().catch(() => undefined);
      this.#needs.notes();
      if (!this.up) this.#needs.back(this.talk.playhead);
    }
    this.up = up;
    this.#needs.changed();
  }

  #heard(talk: Talk | null): void {
    if (!talk) return;
    this.#needs.clock.heard(talk.server_ms);
    // While this person's own touch is on its way an older word must not undo it.
    if (this.#sending || this.#waiting) this.#meanwhile = talk;
    else this.#take(talk, false);
  }

  #take(talk: Talk, mine: boolean): void {
    if (talk.playhead.number < this.talk.playhead.number) talk = { ...talk, playhead: this.talk.playhead };
    this.talk = talk;
    if (!(mine && this.#waiting?.playhead)) this.#needs.moved(talk.playhead, mine); // else this person has gone on since
    this.#needs.changed();
  }

  async #send(): Promise<void> {
    if (this.#sending || !this.#waiting || !this.up) return;
    const { playhead, ...rest } = this.#waiting;
    this.#waiting = null;
    this.#sending = true;
    try {
      const body = playhead?.recording_id ? { ...rest, playhead: bare(playhead) } : rest;
      const ended = this.#needs.clock.trip();
      const talk = await call<Talk>("PATCH", this.#path, { body, signal: this.#needs.life });
      ended(talk.server_ms);
      const later = this.#meanwhile;
      this.#sending = false;
      this.#take(talk, true);
      if (later && later.playhead.number > talk.playhead.number) this.#take(later, false);
    } catch (error) {
      this.#sending = false;
      if (this.#needs.life.aborted) return;
      if (error instanceof Problem && error.gone) return this.#needs.bye();
      await this.#again();
    }
    this.#meanwhile = null;
    window.setTimeout(() => void this.#send(), restMs);
  }

  /** A touch was refused: what the server has is true. */
  async #again(): Promise<void> {
    const talk = await call<Talk>("GET", this.#path, { signal: this.#needs.life }).catch(() => null);
    if (!talk) return this.#line(false);
    this.#take(talk, false);
    this.#needs.back(talk.playhead);
  }

  async #measure(times: number): Promise<void> {
    for (let i = 0; i < times; i++) {
      const ended = this.#needs.clock.trip();
      const talk = await call<Talk>("GET", this.#path, { signal: this.#needs.life }).catch(() => null);
      if (this.#needs.life.aborted) return;
      if (!talk) return this.#line(false);
      ended(talk.server_ms);
      this.#heard(talk); // also when the stream died without a word
      if (!this.up) this.#line(true);
    }
  }

  async #readMoments(): Promise<void> {
    const { items } = await all<Release>(`/cycles/${this.talk.cycle_id}/releases`, this.#needs.life);
    this.moments = momentsOf(items);
    this.#needs.changed();
  }

  async #readFilms(): Promise<void> {
    const { items } = await all<Recording>(`/recordings?cycle_id=${this.talk.cycle_id}`, this.#needs.life);
    this.films = items.filter((film) => film.state === "ready" && film.shared_at !== null);
    this.#needs.changed();
  }
}

/** A playhead as it is sent: number, by and time are the server's. */
function bare(head: Playhead): unknown {
  const { recording_id, position_ms, loop_start_ms, loop_end_ms, playing, rate_percent } = head;
  return { recording_id, position_ms, playing, rate_percent, ...(loop_start_ms !== null && loop_end_ms !== null ? { loop_start_ms, loop_end_ms } : {}) };
}
