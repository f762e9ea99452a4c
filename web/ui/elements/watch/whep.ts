// One WHEP session, the mirror of WHIP: a wish out, film in, DELETE at the end.
import { Problem, call } from "../../lib/api.ts";

export interface Session {
  readonly connection: RTCPeerConnection;
  readonly stream: MediaStream;
  /** Ends the session on both sides. */
  readonly stop: () => void;
  /** How long a picture is on its way and waits to be shown, ms. */
  readonly delay: () => Promise<number>;
}

const gatherMs = 1000;

/** Watches a recording. Rejects with Problem when the server says no, status 0 when it could not be reached. */
export async function watch(recordingId: string, signal: AbortSignal): Promise<Session> {
  const { token, whep_url } = await call<{ token: string; whep_url: string }>("POST", `/recordings/${recordingId}/watch-tokens`, { signal });
  const address = new URL(whep_url, location.href).pathname; // the page's own origin is known to be reachable
  const connection = new RTCPeerConnection();
  const stream = new MediaStream();
  connection.addEventListener("track", ({ track }) => stream.addTrack(track));
  signal.addEventListener("abort", () => connection.close(), { once: true });
  try {
    for (const kind of ["video", "audio"]) connection.addTransceiver(kind, { direction: "recvonly" });
    await connection.setLocalDescription(await connection.createOffer());
    await gathered(connection);
    const { answer, location: session } = await post(connection.localDescription?.sdp ?? "", address, token, signal);
    const stop = (): void => {
      connection.close();
      void fetch(session, { method: "DELETE", credentials: "omit", keepalive: true, headers: { Authorization: `Bearer ${token}` } }).catch(() => undefined);
    };
    signal.addEventListener("abort", stop, { once: true });
    await connection.setRemoteDescription({ type: "answer", sdp: answer });
    return { connection, stream, stop, delay: () => delayOf(connection) };
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Waits for the candidates of this device, at most gatherMs. */
function gathered(connection: RTCPeerConnection): Promise<void> {
  if (connection.iceGatheringState === "complete") return Promise.resolve();
  return new Promise((resolve) => {
    const timer = window.setTimeout(resolve, gatherMs);
    connection.addEventListener("icegatheringstatechange", () => {
      if (connection.iceGatheringState !== "complete") return;
      window.clearTimeout(timer);
      resolve();
    });
  });
}

async function post(sdp: string, address: string, token: string, signal: AbortSignal): Promise<{ answer: string; location: string }> {
  const answer = await fetch(address, {
    method: "POST", credentials: "omit", signal, body: sdp, headers: { "Content-Type": "application/sdp", Authorization: `Bearer ${token}`, "Accept-Language": document.documentElement.lang },
  }).catch(() => null);
  if (!answer) throw new Problem(0, "offline", "");
  if (answer.status !== 201) {
    const body = (await answer.json().catch(() => ({}))) as { code?: string; detail?: string };
    throw new Problem(answer.status, body.code ?? "", body.detail ?? "");
  }
  return { answer: await answer.text(), location: new URL(answer.headers.get("Location") ?? "", new URL(address, location.href)).href };
}

interface Report {
  readonly type: string;
  readonly kind?: string;
  readonly jitterBufferDelay?: number;
  readonly jitterBufferEmittedCount?: number;
  readonly currentRoundTripTime?: number;
  readonly nominated?: boolean;
}

async function delayOf(connection: RTCPeerConnection): Promise<number> {
  let waits = 0;
  let way = 0;
  (await connection.getStats()).forEach((report: Report) => {
    if (report.type === "inbound-rtp" && report.kind === "video" && report.jitterBufferEmittedCount) waits = (1000 * (report.jitterBufferDelay ?? 0)) / report.jitterBufferEmittedCount;
    if (report.type === "candidate-pair" && report.nominated) way = 500 * (report.currentRoundTripTime ?? 0);
  });
  return waits + way;
}
