// What is true of the player now: frozen snapshots, changed only by facts that the video reported.
import { type FrameRate, assumedRate, firstMs, frameAt } from "../../lib/timebase.ts";

export interface Selection {
  readonly inMs: number;
  /** null while only the beginning is set. */
  readonly outMs: number | null;
}

/** What playback does when it comes to the end of the selection. */
export type AtEnd = "on" | "repeat" | "stop";

export interface PlayerState {
  readonly phase: "loading" | "ready" | "failed" | "gone";
  readonly rateOfFrames: FrameRate;
  readonly durationMs: number;
  readonly paused: boolean;
  readonly waiting: boolean;
  /** The browser refused to play without a gesture. */
  readonly blocked: boolean;
  /** The frame on the screen and its first whole millisecond. */
  readonly frame: number;
  readonly ms: number;
  readonly speed: number;
  readonly volume: number;
  readonly muted: boolean;
  readonly fullscreen: boolean;
  readonly selection: Selection | null;
  readonly atEnd: AtEnd;
}

export type Fact =
  | { readonly is: "opened"; readonly rateOfFrames: FrameRate; readonly durationMs: number }
  | { readonly is: "ready" }
  | { readonly is: "failed" }
  | { readonly is: "gone" }
  | { readonly is: "paused"; readonly paused: boolean }
  | { readonly is: "waiting"; readonly waiting: boolean }
  | { readonly is: "blocked"; readonly blocked: boolean }
  | { readonly is: "shown"; readonly frame: number }
  | { readonly is: "speed"; readonly speed: number }
  | { readonly is: "sound"; readonly volume: number; readonly muted: boolean }
  | { readonly is: "fullscreen"; readonly fullscreen: boolean }
  | { readonly is: "selected"; readonly selection: Selection | null; readonly atEnd: AtEnd };

export const initial: PlayerState = Object.freeze({
  phase: "loading",
  rateOfFrames: assumedRate,
  durationMs: 0,
  paused: true,
  waiting: false,
  blocked: false,
  frame: 0,
  ms: 0,
  speed: 1,
  volume: 1,
  muted: false,
  fullscreen: false,
  selection: null,
  atEnd: "on",
});

/** The state after a fact. Once access is gone nothing else counts. */
export function after(state: PlayerState, fact: Fact): PlayerState {
  if (state.phase === "gone") return state;
  switch (fact.is) {
    case "opened":
      return { ...initial, rateOfFrames: fact.rateOfFrames, durationMs: fact.durationMs, speed: state.speed, volume: state.volume, muted: state.muted };
    case "ready":
      return { ...state, phase: "ready" };
    case "failed":
      return { ...state, phase: "failed", paused: true, waiting: false };
    case "gone":
      return { ...state, phase: "gone", paused: true, waiting: false, selection: null, atEnd: "on" };
    case "shown":
      return fact.frame === state.frame ? state : { ...state, frame: fact.frame, ms: firstMs(state.rateOfFrames, fact.frame) };
    case "selected":
      return { ...state, selection: fact.selection, atEnd: whole(fact.selection) ? fact.atEnd : "on" };
    default: {
      const { is: _, ...rest } = fact;
      return { ...state, ...rest };
    }
  }
}

function whole(selection: Selection | null): boolean {
  return selection !== null && selection.outMs !== null;
}

/** The last frame of the selection, when playback must not go beyond it. */
export function lastFrame(state: PlayerState): number | null {
  const end = state.selection?.outMs;
  if (state.atEnd === "on" || end === null || end === undefined) return null;
  return frameAt(state.rateOfFrames, end);
}

/** Moves one end of a selection to ms and keeps begin before end. */
export function withEnd(selection: Selection | null, side: "in" | "out", ms: number): Selection {
  if (side === "in") {
    const end = selection?.outMs ?? null;
    return { inMs: ms, outMs: end !== null && end > ms ? end : null };
  }
  const begin = selection?.inMs ?? 0;
  return ms > begin ? { inMs: begin, outMs: ms } : { inMs: ms, outMs: null };
}

type Watcher = (state: PlayerState) => void;

export class Store {
  #state: PlayerState = initial;
  readonly #watchers = new Set<Watcher>();

  get state(): PlayerState {
    return this.#state;
  }

  /** Takes in a fact; watchers hear of it only when something changed. */
  tell(fact: Fact): void {
    const next = after(this.#state, fact);
    if (next === this.#state) return;
    this.#state = Object.freeze(next);
    for (const watcher of this.#watchers) watcher(this.#state);
  }

  watch(watcher: Watcher, signal: AbortSignal): void {
    this.#watchers.add(watcher);
    signal.addEventListener("abort", () => this.#watchers.delete(watcher), { once: true });
  }
}
