// How a further camera is kept in step with the first one: pure, so that it can be tested.
import { type FrameRate, frameOfTime, middleSeconds } from "../../lib/timebase.ts";

export interface Angle {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly source: "live" | "file";
  readonly state: string;
  readonly joined: boolean;
  readonly duration_ms: number | null;
  readonly frame_rate: FrameRate | null;
  /** Where its zero lies on the clock of the recording. */
  readonly offset_ms: number;
  readonly placed: "clock" | "sound" | "none" | null;
  readonly confidence: number;
  readonly by_hand: boolean;
}

/** Beyond this many seconds it is quicker to jump than to run. */
const jumpFrom = 0.25;
/** Within this many seconds it is in step: a fraction of a frame. */
const close = 0.004;
const mostNudge = 0.1;

/** What to do about a follower that is so many seconds ahead: a playback rate, or to jump. */
export function nudge(ahead: number, speed: number): number | "jump" {
  if (Math.abs(ahead) > jumpFrom) return "jump";
  if (Math.abs(ahead) < close) return speed;
  return speed * (1 - Math.max(-mostNudge, Math.min(mostNudge, ahead * 3)));
}

/** Seconds on the angle's own clock at a second of the recording; null where the angle did not film. */
export function ownTime(angle: Pick<Angle, "offset_ms" | "duration_ms">, seconds: number): number | null {
  const own = seconds - angle.offset_ms / 1000;
  return own < 0 || own * 1000 >= (angle.duration_ms ?? 0) ? null : own;
}

/** The middle of the angle's frame that was filmed in the middle of frame n of the recording, in the angle's seconds. */
export function stillTime(angle: Angle, rate: FrameRate, frame: number): number | null {
  const own = ownTime(angle, middleSeconds(rate, frame));
  if (own === null) return null;
  const theirs = angle.frame_rate ?? rate;
  return middleSeconds(theirs, frameOfTime(theirs, own));
}

/** Which cameras are shown after another press of the key: each alone, then the first with each other one. */
export function nextView(numbers: readonly number[], shown: readonly number[]): readonly number[] {
  const views = [...numbers.map((n) => [n]), ...numbers.slice(1).map((n) => [1, n])];
  const now = views.findIndex((view) => view.join() === shown.join());
  return views[(now + 1) % views.length] ?? [1];
}

/** Which cameras are shown after one is pressed: at most two, the newest last; never none. */
export function pressed(shown: readonly number[], number: number): readonly number[] {
  if (shown.includes(number)) return shown.length > 1 ? shown.filter((n) => n !== number) : shown;
  return [...shown.slice(-1), number].sort((a, b) => a - b);
}
