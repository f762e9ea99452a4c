// Which stretches of a film have been on the screen and were not told yet.

export type Stretch = readonly [from: number, to: number];

/** Milliseconds of what a video played, in order. */
export function playedMs(played: TimeRanges): Stretch[] {
  return Array.from({ length: played.length }, (_, i): Stretch => [Math.floor(played.start(i) * 1000), Math.ceil(played.end(i) * 1000)]).filter(([from, to]) => to > from);
}

/** What of the stretches was not told before. */
export function untold(now: readonly Stretch[], told: readonly Stretch[]): Stretch[] {
  return now.flatMap((stretch) => without(stretch, told));
}

function without([from, to]: Stretch, told: readonly Stretch[]): Stretch[] {
  const rest: Stretch[] = [];
  let at = from;
  for (const [a, b] of told) {
    if (b <= at || a >= to) continue;
    if (a > at) rest.push([at, a]);
    at = Math.max(at, b);
  }
  if (at < to) rest.push([at, to]);
  return rest;
}
