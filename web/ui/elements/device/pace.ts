// How fast a file goes out behind the live film while that is being made.

/** How long a line that was too slow is left alone at most, ms. */
const longestMs = 60_000;
/** Between two looks whether there is something to send, ms. */
const lookMs = 1000;

/**
 * How long to wait after a piece, ms: on a good line the file goes out as fast as it grows; a piece that took longer than
 * the film in it lasts was in the way of the live film, which then has the line to itself for a while.
 */
export function restMs(sentBytes: number, tookMs: number, bytesPerSecond: number): number {
  if (sentBytes <= 0) return lookMs;
  const lastsMs = (sentBytes / Math.max(1, bytesPerSecond)) * 1000;
  if (tookMs > lastsMs) return Math.min(longestMs, 4 * tookMs);
  return Math.min(longestMs, lastsMs - tookMs);
}

/** How long to wait after the nth failure in a row (from 1), ms. */
export function againMs(failures: number): number {
  return Math.min(30_000, 1000 * 2 ** Math.min(10, failures - 1));
}

/** Resolves after so long, or when the signal fires. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      window.clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = window.setTimeout(end, ms);
    signal.addEventListener("abort", end);
    if (signal.aborted) end();
  });
}
