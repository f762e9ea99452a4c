// What is missing of a recording, in a sentence.
import { Problem } from "../../lib/api.ts";
import type { Texts } from "../../lib/texts.ts";
import type { Room } from "../../lib/things.ts";
import { short } from "../../lib/timebase.ts";
import type { Stretch, What } from "./missing.ts";

const lasting: Readonly<Record<What, string>> = { picture: "recorder.picture_stands", sound: "recorder.sound_gone", line: "recorder.line_gone" };
const over: Readonly<Record<What, string>> = { picture: "recorder.picture_stood", sound: "recorder.sound_was_gone", line: "recorder.line_was_gone" };

export function stretchWords({ what, fromMs, toMs }: Stretch, texts: Texts): string {
  if (toMs === null) return texts.t(lasting[what], { From: short(fromMs) });
  return texts.t(over[what], { From: short(fromMs), To: short(toMs) });
}

/** What the server says of its room while it records; onDevice: nothing is lost by it. */
export function roomWords({ reason, minutes_left }: Room, onDevice: boolean, texts: Texts): string {
  if (reason && onDevice) return texts.t("recorder.room_device");
  if (reason) return texts.t(reason === "disk_read_only" ? "recorder.room_read_only" : "recorder.room_full");
  return texts.n("recorder.room_minutes", Math.max(1, minutes_left));
}

/** What the server said against it, or otherwise where it said nothing that lasts. */
export function problemWords(error: unknown, otherwise: string, texts: Texts): string {
  return error instanceof Problem && !error.passing && error.message ? error.message : texts.t(otherwise);
}
