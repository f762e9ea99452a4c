// How hls.js's errors read: access that ended, what it can heal itself, and what a person must retry.
import type Hls from "hls.js";
import type { ErrorData } from "hls.js";

interface Ends {
  readonly gone: () => void;
  readonly failed: () => void;
  /** Sound is being chosen, or has been: until then the end cannot be gone to, as hls.js never says there that all has come. */
  readonly settling: (settling: boolean) => void;
}

/** Statuses by which the server says that the film is not (or no longer) there for this person. */
export const refusals: ReadonlySet<number> = new Set([401, 404, 410]);

export function watchHls(hls: Hls, library: typeof Hls, ends: Ends): void {
  let healed = false;
  hls.on(library.Events.AUDIO_TRACK_SWITCHING, () => ends.settling(true));
  hls.on(library.Events.AUDIO_TRACK_SWITCHED, () => ends.settling(false));
  hls.on(library.Events.ERROR, (_: unknown, error: ErrorData) => {
    if (refusals.has(error.response?.code ?? 0)) return ends.gone();
    if (!error.fatal) return;
    if (error.type === library.ErrorTypes.MEDIA_ERROR && !healed) {
      healed = true;
      return hls.recoverMediaError();
    }
    ends.failed();
  });
}
