// What of a film is on this device and nowhere else.
import type { Stretch } from "./missing.ts";

/** A part of the clock of the recording, ms. */
export interface Range {
  readonly fromMs: number;
  readonly toMs: number;
}

/** How much of what the line missed has not reached the server on the other way, as a file, ms. */
export function onlyHereMs(missed: readonly Stretch[], sent: readonly Range[], nowMs: number): number {
  const holes = missed.filter(({ what }) => what === "line").map(({ fromMs, toMs }) => ({ fromMs, toMs: toMs ?? nowMs }));
  return sent.reduce((left, one) => left.flatMap((hole) => without(hole, one)), holes).reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
}

function without(hole: Range, other: Range): Range[] {
  const parts = [{ fromMs: hole.fromMs, toMs: Math.min(hole.toMs, other.fromMs) }, { fromMs: Math.max(hole.fromMs, other.toMs), toMs: hole.toMs }];
  return parts.filter(({ fromMs, toMs }) => toMs > fromMs);
}
