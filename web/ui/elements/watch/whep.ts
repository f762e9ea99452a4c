// One WHEP session, the mirror of WHIP: a wish out, film in, DELETE at the end.
import { call } from "../../lib/api.ts";
import { Signalling } from "../recorder/signalling.ts";

export interface Session {
  readonly connection: RTCPeerConnection;
  readonly stream: MediaStream;
  /** Ends the session on both sides. */
  readonly stop: () => void;
  /** How long a picture is on its way and waits to be shown, ms. */
  readonly delay: () => Promise<number>;
}

/** Watches a recording. Rejects with Problem when the server says no, status 0 when it could not be reached. */
export async function watch(recordingId: string, signal: AbortSignal): Promise<Session> {
  const { token, whep_url } = await call<{ token: string; whep_url: string }>("POST", `/recordings/${recordingId}/watch-tokens`, { signal });
  const address = new URL(whep_url, location.href).pathname; // the page's own origin is known to be reachable
  const signalling = new Signalling(address, token, signal);
  const connection = new RTCPeerConnection({ iceServers: await signalling.servers() });
  const stream = new MediaStream();
  connection.addEventListener("track", ({ track }) => stream.addTrack(track));
  signal.addEventListener("abort", () => connection.close(), { once: true });
  try {
    for (const kind of ["video", "audio"]) connection.addTransceiver(kind, { direction: "recvonly" });
    await connection.setLocalDescription(await connection.createOffer());
    await signalling.offer(connection);
    const stop = (): void => {
      connection.close();
      void signalling.end();
    };
    signal.addEventListener("abort", stop, { once: true });
    return { connection, stream, stop, delay: () => delayOf(connection) };
  } catch (error) {
    connection.close();
    throw error;
  }
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
