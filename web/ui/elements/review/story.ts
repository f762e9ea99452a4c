// What the review knows and does at the server: releases, looks, her proud marks, her work point.
import { Problem, all, call } from "../../lib/api.ts";
import { newId } from "../../lib/id.ts";
import type { Annotation, Recording } from "../../lib/things.ts";
import { type Look, type Moment, type Release, momentsOf } from "./steps.ts";

export interface WorkPoint {
  readonly text: string;
  readonly try_when: string;
  readonly noticed_by: string;
  readonly version?: number;
}

export class Story {
  releases: readonly Release[] = [];
  moments: readonly Moment[] = [];
  workPoint: WorkPoint | null = null;
  readonly recordings = new Map<string, Recording>();
  #proud = new Map<string, Annotation>();
  readonly #cycle: string;
  readonly #me: string;
  readonly #signal: AbortSignal;

  constructor(cycleId: string, me: string, signal: AbortSignal) {
    this.#cycle = `/cycles/${cycleId}`;
    this.#me = me;
    this.#signal = signal;
  }

  async load(): Promise<void> {
    const signal = this.#signal;
    const [{ items }, { facts }] = await Promise.all([
      all<Release>(`${this.#cycle}/releases`, signal),
      call<{ facts: { work_points: number } }>("GET", this.#cycle, { signal }),
    ]);
    this.releases = items;
    this.moments = momentsOf(items);
    this.workPoint = facts.work_points > 0 ? await call<WorkPoint>("GET", `${this.#cycle}/work-point`, { signal }) : null;
    await Promise.all([...new Set(this.moments.map((moment) => moment.recording_id))].map((id) => this.#loadRecording(id)));
  }

  /** A recording that is gone leaves its moments without film, not the review without moments. */
  async #loadRecording(id: string): Promise<void> {
    try {
      const [recording, marks] = await Promise.all([
        call<Recording>("GET", `/recordings/${id}`, { signal: this.#signal }),
        all<Annotation>(`/recordings/${id}/annotations`, this.#signal),
      ]);
      this.recordings.set(id, recording);
      for (const mark of marks.items) if (mark.kind === "proud" && mark.author.id === this.#me) this.#proud.set(spot(mark), mark);
    } catch (error) {
      if (!(error instanceof Problem && error.gone)) throw error;
    }
  }

  /** Stores her own look; the answer brings the coach's mark. */
  async look(moment: Moment, seen: Look["seen"], text: string): Promise<void> {
    const seenNow = await call<Moment>("POST", `${this.#cycle}/looks`, { body: { moment_id: moment.id, seen, text }, signal: this.#signal });
    this.moments = this.moments.map((one) => (one.id === moment.id ? { ...one, look: seenNow.look, mark: seenNow.mark } : one));
  }

  isProud(moment: Moment): boolean {
    return this.#proud.has(spot(moment));
  }

  /** Keeps the stretch as something she is proud of, or lets go of it. */
  async turnProud(moment: Moment): Promise<void> {
    const at = spot(moment);
    const before = this.#proud.get(at);
    if (before) {
      await call("DELETE", `/annotations/${before.id}`, { version: before.version, signal: this.#signal });
      this.#proud.delete(at);
      return;
    }
    const body = { id: newId(), start_ms: moment.start_ms, end_ms: moment.end_ms, kind: "proud", text: "", codes: [], subject: null, answers_id: null };
    this.#proud.set(at, await call<Annotation>("POST", `/recordings/${moment.recording_id}/annotations`, { body, signal: this.#signal }));
  }

  async saveWorkPoint(point: WorkPoint): Promise<void> {
    const { text, try_when, noticed_by } = point;
    this.workPoint = await call<WorkPoint>("PUT", `${this.#cycle}/work-point`, { body: { text, try_when, noticed_by }, version: this.workPoint?.version, signal: this.#signal });
  }

  /** Closes the cycle; the id of the next one when that was asked for. */
  async close(openNext: boolean): Promise<string | null> {
    const closed = await call<{ next: { id: string } | null }>("POST", `${this.#cycle}/close`, { body: { next: openNext }, signal: this.#signal });
    return closed.next?.id ?? null;
  }
}

function spot(stretch: { readonly recording_id: string; readonly start_ms: number; readonly end_ms: number }): string {
  return `${stretch.recording_id} ${stretch.start_ms} ${stretch.end_ms}`;
}
