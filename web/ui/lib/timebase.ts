// Positions are whole milliseconds since zero; a frame rate is num frames in den seconds.
// The same rules stand in media/timebase.go, checked by the same vectors (media/testdata/timebase.json).

export interface FrameRate {
  readonly num: number;
  readonly den: number;
}

/** The rate that is assumed while a recording has none yet. */
export const assumedRate: FrameRate = { num: 30, den: 1 };

/** The number, from 0, of the frame shown at ms (not negative). */
export function frameAt(rate: FrameRate, ms: number): number {
  return Math.floor((ms * rate.num) / (1000 * rate.den));
}

/** The first whole millisecond inside frame n: what a mark on that frame stores. */
export function firstMs(rate: FrameRate, n: number): number {
  return Math.floor((n * 1000 * rate.den + rate.num - 1) / rate.num);
}

/** The middle of frame n in seconds, where a player seeks to in order to show exactly that frame. */
export function middleSeconds(rate: FrameRate, n: number): number {
  return ((2 * n + 1) * rate.den) / (2 * rate.num);
}

/** The frame whose start the browser reports as mediaTime (seconds, with rounding noise). */
export function frameOfMediaTime(rate: FrameRate, seconds: number): number {
  return Math.max(0, Math.round((seconds * rate.num) / rate.den));
}

/** The frame that a currentTime (seconds) lies in; the tolerance is a thousandth of a frame. */
export function frameOfTime(rate: FrameRate, seconds: number): number {
  return Math.max(0, Math.floor((seconds * rate.num) / rate.den + 0.001));
}

/** How many frames lie in a length of ms. */
export function frameCount(rate: FrameRate, ms: number): number {
  return Math.ceil((ms * rate.num) / (1000 * rate.den));
}

/** mm:ss.mmm; hours stay in the minutes, as in 75:03.120. */
export function exact(ms: number): string {
  return `${short(ms)}.${String(Math.floor(Math.max(0, ms)) % 1000).padStart(3, "0")}`;
}

/** mm:ss */
export function short(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1000);
  return `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
}

/** mm:ss for a moment, mm:ss–mm:ss for a stretch. */
export function stretch(startMs: number, endMs: number): string {
  return endMs > startMs ? `${short(startMs)}–${short(endMs)}` : short(startMs);
}
