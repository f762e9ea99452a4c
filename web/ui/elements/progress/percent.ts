import type { Recording } from "../../lib/things.ts";

/** Whole percents of a film that have been made watchable; null while its length is unknown. */
export function percentOf(recording: Pick<Recording, "progress_ms" | "duration_ms">): number | null {
  if (!recording.duration_ms) return null;
  return Math.min(100, Math.floor(((recording.progress_ms ?? 0) / recording.duration_ms) * 100));
}
