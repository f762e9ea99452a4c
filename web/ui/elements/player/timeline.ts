// The geometry of the timeline: pure functions on positions (ms) and shares (0 to 1) of its width.

/** The stretch that the timeline shows. */
export interface View {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The narrowest view. */
export const narrowest = 4000;

/** Where a position lies in the view: 0 at its left edge, 1 at its right; outside of it below 0 or above 1. */
export function shareOf(view: View, ms: number): number {
  return (ms - view.fromMs) / Math.max(1, view.toMs - view.fromMs);
}

/** The position at a share of the width, kept inside the recording. */
export function msAt(view: View, share: number, durationMs: number): number {
  const ms = view.fromMs + share * (view.toMs - view.fromMs);
  return Math.round(Math.min(Math.max(0, ms), Math.max(0, durationMs - 1)));
}

/** Left edge and width in percent of a stretch, cut to the view; null when it lies outside. */
export function box(view: View, startMs: number, endMs: number): { left: number; width: number } | null {
  const left = Math.max(0, shareOf(view, startMs));
  const right = Math.min(1, shareOf(view, endMs));
  if (right < 0 || left > 1 || right < left) return null;
  return { left: left * 100, width: (right - left) * 100 };
}

/** Zooms by a factor (below 1: closer) so that aroundMs stays where it is on the screen. */
export function zoomed(view: View, factor: number, aroundMs: number, durationMs: number): View {
  const length = view.toMs - view.fromMs;
  const next = Math.min(Math.max(length * factor, Math.min(narrowest, durationMs)), durationMs);
  const share = Math.min(1, Math.max(0, shareOf(view, aroundMs)));
  return kept({ fromMs: aroundMs - share * next, toMs: aroundMs + (1 - share) * next }, durationMs);
}

/** Turns the page when ms has left the view: it then lies at a tenth. The view itself when ms is inside. */
export function following(view: View, ms: number, durationMs: number): View {
  if (ms >= view.fromMs && ms <= view.toMs) return view;
  const length = view.toMs - view.fromMs;
  return kept({ fromMs: ms - length / 10, toMs: ms + (length * 9) / 10 }, durationMs);
}

/** Moves a view into the recording without changing its length. */
export function kept(view: View, durationMs: number): View {
  const length = Math.min(view.toMs - view.fromMs, durationMs);
  const from = Math.round(Math.min(Math.max(0, view.fromMs), durationMs - length));
  return { fromMs: from, toMs: Math.round(from + length) };
}

const steps = [100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000];

/** The positions to write on the ruler: round ones, at most `most` of them. */
export function ticks(view: View, most: number): number[] {
  const length = view.toMs - view.fromMs;
  const step = steps.find((size) => length / size <= most) ?? 1_800_000;
  const list: number[] = [];
  for (let at = Math.ceil(view.fromMs / step) * step; at <= view.toMs; at += step) list.push(at);
  return list;
}

interface Spanned {
  readonly startMs: number;
  readonly endMs: number;
}

/** Gives each mark a lane so that none covers another; a mark takes at least leastMs. Lanes beyond `most` share the last. */
export function lanes<T extends Spanned>(marks: readonly T[], leastMs: number, most: number): { lane: number; mark: T }[] {
  const ends: number[] = [];
  return [...marks]
    .sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs)
    .map((mark) => {
      const free = ends.findIndex((end) => end <= mark.startMs);
      const lane = Math.min(free < 0 ? ends.length : free, most - 1);
      ends[lane] = Math.max(ends[lane] ?? 0, mark.endMs, mark.startMs + leastMs);
      return { lane, mark };
    });
}

/** The loudest peak in each of `bars` equal parts of the view, 0 to 1 of the recording's loudest. */
export function waveBars(peaks: readonly number[], intervalMs: number, loudest: number, view: View, bars: number): number[] {
  const part = (view.toMs - view.fromMs) / bars;
  return Array.from({ length: bars }, (_, i) => {
    const from = Math.floor((view.fromMs + i * part) / intervalMs);
    const to = Math.max(from + 1, Math.ceil((view.fromMs + (i + 1) * part) / intervalMs));
    let most = 0;
    for (let at = from; at < to && at < peaks.length; at++) most = Math.max(most, peaks[at] ?? 0);
    return loudest > 0 ? most / loudest : 0;
  });
}
