// What can be asked of a player. Controls send these up as events; only media.ts and the player act on them.
import type { AtEnd, Selection } from "./store.ts";

export type Request =
  | { readonly ask: "play" | "pause" | "toggle" | "mute" | "fullscreen" | "retry" }
  | { readonly ask: "seek"; readonly ms: number }
  | { readonly ask: "step"; readonly frames: number }
  | { readonly ask: "skip"; readonly ms: number }
  | { readonly ask: "speed"; readonly speed: number }
  | { readonly ask: "volume"; readonly volume: number }
  | { readonly ask: "select"; readonly selection: Selection | null; readonly atEnd?: AtEnd };

export const requestEvent = "tb-request";

/** Sends a request up from a control inside a player. */
export function ask(from: EventTarget, request: Request): void {
  from.dispatchEvent(new CustomEvent<Request>(requestEvent, { bubbles: true, composed: true, detail: request }));
}

/** The speeds a player offers. */
export const speeds: readonly number[] = [0.25, 0.5, 1, 1.5, 2];

/** The next slower or faster speed than now, or now at the ends. */
export function nextSpeed(now: number, direction: 1 | -1): number {
  const index = speeds.indexOf(now);
  return speeds[Math.min(speeds.length - 1, Math.max(0, (index < 0 ? speeds.indexOf(1) : index) + direction))] ?? 1;
}
