// What the connection of the browser says of itself (https://www.w3.org/TR/webrtc-stats/).

/** Counts are since the session began. null: the browser does not say. */
export interface Vitals {
  readonly atMs: number;
  readonly bytes: number;
  readonly frames: number;
  readonly targetBitrate: number | null;
  readonly roundTripMs: number | null;
  readonly lost: number | null;
}

/** The parts of a report that are read. */
export interface Report {
  readonly type: string;
  readonly kind?: string;
  readonly bytesSent?: number;
  readonly framesEncoded?: number;
  readonly targetBitrate?: number;
  readonly roundTripTime?: number;
  readonly fractionLost?: number;
}

export function vitalsOf(reports: Iterable<Report>, atMs: number): Vitals {
  let vitals: Vitals = { atMs, bytes: 0, frames: 0, targetBitrate: null, roundTripMs: null, lost: null };
  for (const report of reports) {
    if (report.kind !== "video") continue;
    if (report.type === "outbound-rtp") {
      vitals = { ...vitals, bytes: report.bytesSent ?? 0, frames: report.framesEncoded ?? 0, targetBitrate: report.targetBitrate ?? null };
    }
    if (report.type === "remote-inbound-rtp") {
      vitals = { ...vitals, roundTripMs: report.roundTripTime === undefined ? null : report.roundTripTime * 1000, lost: report.fractionLost ?? null };
    }
  }
  return vitals;
}

/** Between two readings: of the pictures that were wanted (a second), how many were coded. null where it cannot be said. */
export function codedShare(before: Vitals, now: Vitals, wanted: number | null): number | null {
  const seconds = (now.atMs - before.atMs) / 1000;
  if (!wanted || seconds < 0.5 || now.frames < before.frames) return null;
  return (now.frames - before.frames) / seconds / wanted;
}

/** Of the rate (bits a second) that a film of this size wants at least, how much the browser dares to send. */
export function lineShare(now: Vitals, wanted: number): number | null {
  return now.targetBitrate === null ? null : now.targetBitrate / wanted;
}
