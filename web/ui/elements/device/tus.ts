// The few requests of tus 1.0 that a file needs which still grows: its length is told with its last piece.
import { Problem } from "../../lib/api.ts";
import { clock, type Master } from "./shelf.ts";

const at = "/api/v1/uploads";

/** What the server has of an upload, in bytes; length is null while it has not been told. */
export interface Held {
  readonly offset: number;
  readonly length: number | null;
}

/** Begins an upload and gives its id. length: null for one that grows. */
export async function begin(master: Master, length: number | null, signal: AbortSignal): Promise<string> {
  const answer = await send("POST", at, signal, {
    "Upload-Metadata": metadata({
      recording_id: master.recordingId, filename: `device-${master.id}.${ending(master.mime)}`, purpose: "device", mime: master.mime,
      age_ms: String(Math.max(0, Math.round(clock() - master.startedAt))),
    }),
    ...(length === null ? { "Upload-Defer-Length": "1" } : { "Upload-Length": String(length) }),
  });
  return answer.headers.get("Location")?.split("/").pop() ?? "";
}

export async function held(id: string, signal: AbortSignal): Promise<Held> {
  const { headers } = await send("HEAD", `${at}/${id}`, signal);
  const length = headers.get("Upload-Length");
  return { offset: Number(headers.get("Upload-Offset")), length: length === null ? null : Number(length) };
}

/** Sends a piece from offset on, and gives how much the server then has on its disk. length: told with the last piece. */
export async function patch(id: string, offset: number, piece: ArrayBuffer, length: number | null, signal: AbortSignal): Promise<number> {
  const { headers } = await send("PATCH", `${at}/${id}`, signal, {
    "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(offset), ...(length === null ? {} : { "Upload-Length": String(length) }),
  }, piece);
  return Number(headers.get("Upload-Offset"));
}

/** One that is gone already is fine. */
export async function remove(id: string, signal: AbortSignal): Promise<void> {
  await send("DELETE", `${at}/${id}`, signal).catch((error: unknown) => {
    if (!(error instanceof Problem) || !error.gone) throw error;
  });
}

async function send(method: string, url: string, signal: AbortSignal, headers: Readonly<Record<string, string>> = {}, body: ArrayBuffer | null = null): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(url, { method, signal, body, credentials: "same-origin", headers: { "Tus-Resumable": "1.0.0", "Accept-Language": document.documentElement.lang, ...headers } });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new Problem(0, "offline", "");
  }
  if (answer.ok) return answer;
  const said = (await answer.json().catch(() => ({}))) as { code?: string; detail?: string };
  throw new Problem(answer.status, said.code ?? "", said.detail ?? "");
}

/** Upload-Metadata: each value in Base64 of its UTF-8. */
export function metadata(values: Readonly<Record<string, string>>): string {
  return Object.entries(values).map(([name, value]) => `${name} ${btoa(String.fromCharCode(...new TextEncoder().encode(value)))}`).join(",");
}

export function ending(mime: string): string {
  if (mime.includes("matroska")) return "mkv";
  return mime.startsWith("video/mp4") ? "mp4" : "webm";
}
