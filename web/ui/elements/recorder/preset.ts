// The length that she chose: it ends softly, and what was forgotten ends by itself.

const minuteMs = 60_000;
/** What was forgotten runs no longer than this, or three times what she chose, minutes. */
const leastCap = 60;

/** When a recording of so many minutes ends by itself, ms. */
export function capMs(minutes: number): number {
  return Math.max(leastCap, 3 * minutes) * minuteMs;
}

/** lastMinute: counts down gently. over: goes on until she stops. ending: will soon end by itself. capped: ends now. */
export type Span = "running" | "lastMinute" | "over" | "ending" | "capped";

/** Where a recording stands after so long. */
export function spanOf(elapsedMs: number, minutes: number): Span {
  const cap = capMs(minutes);
  if (elapsedMs >= cap) return "capped";
  if (elapsedMs >= cap - minuteMs) return "ending";
  const leftMs = minutes * minuteMs - elapsedMs;
  return leftMs <= 0 ? "over" : leftMs <= minuteMs ? "lastMinute" : "running";
}

/** Two short touches where the device can: she looks at the children, not at the screen. */
export function touch(): void {
  navigator.vibrate?.([150, 120, 150]);
}
