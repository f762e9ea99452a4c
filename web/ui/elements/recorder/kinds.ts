// As what a browser can record by itself.

/**
 * The best first. Matroska gives a piece each second, reads to its last block when it is cut off, and bears a turned
 * telephone; MP4 (Safari has no other) waits for each key frame. VP8 is for Firefox: it takes several times the work.
 */
const kinds: readonly string[] = [
  "video/webm;codecs=h264,opus", "video/mp4;codecs=avc3.42E01F,mp4a.40.2", "video/mp4;codecs=avc1.42E01F,mp4a.40.2", "video/mp4", "video/webm;codecs=vp8,opus", "video/webm",
];

/** What fits of these browser's kinds; null where it cannot record. */
export function kindOf(supported: (mime: string) => boolean): string | null {
  return kinds.find(supported) ?? null;
}

/** Bits a second. */
export const bits = { video: 3_500_000, audio: 96_000 };

/** Whole minutes of film that fit in so many bytes. */
export function minutesIn(bytes: number): number {
  return Math.floor(bytes / ((bits.video + bits.audio) / 8) / 60);
}
