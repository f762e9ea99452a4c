// The playlist of a cycle: which marks the coach wants to look at together, in order.
import { call } from "../../lib/api.ts";
import type { Annotation } from "../../lib/things.ts";

export interface Warning {
  readonly code: string;
  readonly detail: string;
}

interface Given {
  readonly items: readonly Annotation[] | null;
  readonly warnings?: readonly Warning[] | null;
}

/** ids with one taken out, or put in at the end. */
export function toggledIn(ids: readonly string[], id: string): string[] {
  return ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id];
}

/** ids with one moved a place up (-1) or down (1); the same at an end. */
export function moved(ids: readonly string[], id: string, by: 1 | -1): string[] {
  const from = ids.indexOf(id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= ids.length) return [...ids];
  const next = [...ids];
  next.splice(from, 1);
  next.splice(to, 0, id);
  return next;
}

export class Choice {
  items: readonly Annotation[] = [];
  warnings: readonly Warning[] = [];
  readonly #path: string;
  readonly #signal: AbortSignal;
  #last: Promise<void> = Promise.resolve();

  constructor(cycleId: string, signal: AbortSignal) {
    this.#path = `/cycles/${cycleId}/choice`;
    this.#signal = signal;
  }

  get ids(): string[] {
    return this.items.map((mark) => mark.id);
  }

  async load(): Promise<void> {
    this.#take(await call<Given>("GET", this.#path, { signal: this.#signal }));
  }

  /** Changes the playlist. Changes wait for each other, so that each goes on what the one before it left. */
  change(by: (ids: readonly string[]) => readonly string[]): Promise<void> {
    const done = this.#last.then(() => this.#set(by(this.ids)));
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #set(ids: readonly string[]): Promise<void> {
    this.#take(await call<Given>("PUT", this.#path, { body: { annotation_ids: ids }, signal: this.#signal }));
  }

  #take(given: Given): void {
    this.items = given.items ?? [];
    this.warnings = given.warnings ?? [];
  }
}
