// What is missing of a recording, in stretches of its clock: what the page tells her. The server finds its own gaps in what arrived.

/** picture: stood still. sound: silent. line: neither arrived. */
export type What = "picture" | "sound" | "line";

export interface Stretch {
  readonly what: What;
  readonly fromMs: number;
  /** null while it lasts. */
  readonly toMs: number | null;
}

/** Shorter is not worth a word: turning to another camera takes as long. */
const shortMs = 1500;

export class Missing {
  #list: Stretch[] = [];

  /** In order of their beginning. */
  get list(): readonly Stretch[] {
    return this.#list;
  }

  /** The one that lasts, of the worst kind there is. */
  get now(): Stretch | null {
    const open = this.#list.filter(({ toMs }) => toMs === null);
    return (["line", "picture", "sound"] as const).map((what) => open.find((one) => one.what === what)).find(Boolean) ?? null;
  }

  /** Says how it is at a moment. Gives the stretch that began or ended with it, else null. */
  tell(what: What, missing: boolean, atMs: number): Stretch | null {
    const i = this.#list.findIndex((one) => one.what === what && one.toMs === null);
    const open = this.#list[i];
    if (missing === Boolean(open)) return null;
    if (!open) return this.#begin(what, Math.max(0, atMs));
    const ended = { ...open, toMs: Math.max(open.fromMs, atMs) };
    if (ended.toMs - ended.fromMs < shortMs) {
      this.#list.splice(i, 1);
      return null;
    }
    this.#list[i] = ended;
    return ended;
  }

  /** The recording is over: what lasts ends with it. */
  close(atMs: number): void {
    for (const { what, toMs } of [...this.#list]) if (toMs === null) this.tell(what, false, atMs);
  }

  #begin(what: What, fromMs: number): Stretch {
    const stretch = { what, fromMs, toMs: null };
    this.#list.push(stretch);
    this.#list.sort((a, b) => a.fromMs - b.fromMs);
    return stretch;
  }
}

/** A count of pictures that were sent, and when (ms) it was read. */
export interface Reading {
  readonly atMs: number;
  readonly pictures: number;
}

/** Pictures a second between two readings, at least one. */
export function rateOf(before: Reading, now: Reading): number {
  return Math.max(1, ((now.pictures - before.pictures) * 1000) / Math.max(1, now.atMs - before.atMs));
}

/** Until when pictures went out between two readings, at so many a second: the page may have slept between them, and those that came, came before that. */
export function flowedUntil(before: Reading, now: Reading, rate: number): number {
  return Math.min(now.atMs, before.atMs + lasted(before, now, rate));
}

/** Since when they go out again after they had stopped. */
export function flowsSince(before: Reading, now: Reading, rate: number): number {
  return Math.max(before.atMs, now.atMs - lasted(before, now, rate));
}

function lasted(before: Reading, now: Reading, rate: number): number {
  return ((now.pictures - before.pictures) * 1000) / rate;
}
