// One WHIP session (RFC 9725): offer out, answer in, DELETE at the end.
import { Signalling } from "./signalling.ts";

export interface Session {
  readonly connection: RTCPeerConnection;
  /** Ends the session on both sides; the server then finishes the take. The request is on its way when this returns, and outlives the page. */
  readonly stop: () => Promise<void>;
  /** Sends this track from now on instead of the one of its kind. */
  readonly replace: (track: MediaStreamTrack) => Promise<void>;
  /** How many pictures went out so far. */
  readonly pictures: () => Promise<number>;
  /** True when the server knows nothing of the session any more, as after a crash. */
  readonly forgotten: () => Promise<boolean>;
  /** Finds another way through the network for this session. Rejects with Problem; 404 when the server has let it go. */
  readonly restart: () => Promise<void>;
}

const mostBitsPerSecond = 2_500_000;

/** Publishes a stream. Rejects with Problem when the server says no, status 0 when it could not be reached. */
export async function publish(stream: MediaStream, address: string, token: string, signal: AbortSignal): Promise<Session> {
  const signalling = new Signalling(address, token, signal);
  const connection = new RTCPeerConnection({ iceServers: await signalling.servers() });
  signal.addEventListener("abort", () => connection.close(), { once: true });
  try {
    const video = addTracks(connection, stream);
    await connection.setLocalDescription(await connection.createOffer());
    await keepResolution(video);
    await signalling.offer(connection);
    return {
      connection, stop: () => signalling.end().finally(() => connection.close()), forgotten: () => signalling.forgotten(), restart: () => signalling.restart(connection),
      replace: (track) => replace(connection, track), pictures: () => pictures(connection),
    };
  } catch (error) {
    connection.close();
    throw error;
  }
}

function addTracks(connection: RTCPeerConnection, stream: MediaStream): RTCRtpSender | null {
  let sender: RTCRtpSender | null = null;
  for (const track of stream.getTracks()) {
    const transceiver = connection.addTransceiver(track, { direction: "sendonly", streams: [stream], ...(track.kind === "video" ? { sendEncodings: [{ maxBitrate: mostBitsPerSecond }] } : {}) });
    chooseExtensions(transceiver);
    transceiver.setCodecPreferences?.(inOrder(RTCRtpSender.getCapabilities(track.kind)?.codecs ?? []));
    if (track.kind === "video") sender = transceiver.sender;
  }
  return sender;
}

/** H.264 first (kept without re-encoding), VP8 for browsers without it, and retransmission; Opus for sound, each packet with the one before it where the browser can (RED). Nothing that the server refuses. */
export function inOrder<T extends { mimeType: string; sdpFmtpLine?: string }>(codecs: readonly T[]): T[] {
  const rank = ({ mimeType, sdpFmtpLine = "" }: T): number => {
    const type = mimeType.toLowerCase();
    if (type === "video/h264") return sdpFmtpLine.includes("packetization-mode=1") ? 0 : -1;
    return ["audio/opus", "video/vp8", "audio/red", "video/rtx"].indexOf(type);
  };
  return codecs.filter((codec) => rank(codec) >= 0).sort((a, b) => rank(a) - rank(b));
}

interface Extension {
  uri: string;
  direction: RTCRtpTransceiverDirection;
}

/** Each packet then carries when it was captured, where the browser can (abs-capture-time); never how the picture lies, so that the browser turns it itself. */
function chooseExtensions(transceiver: RTCRtpTransceiver): void {
  const able = transceiver as RTCRtpTransceiver & { getHeaderExtensionsToNegotiate?: () => Extension[]; setHeaderExtensionsToNegotiate?: (list: Extension[]) => void };
  const list = able.getHeaderExtensionsToNegotiate?.();
  if (!list) return;
  for (const extension of list) {
    if (extension.uri.endsWith("/abs-capture-time")) extension.direction = "sendrecv";
    if (extension.uri === "urn:3gpp:video-orientation") extension.direction = "stopped";
  }
  able.setHeaderExtensionsToNegotiate?.(list);
}

/** Without this Chromium begins at 320x180 and takes many seconds to sharpen. */
async function keepResolution(sender: RTCRtpSender | null): Promise<void> {
  if (!sender) return;
  const parameters = sender.getParameters() as RTCRtpSendParameters & { degradationPreference?: string };
  parameters.degradationPreference = "maintain-resolution";
  await sender.setParameters(parameters as RTCRtpSendParameters).catch(() => undefined);
}

async function replace(connection: RTCPeerConnection, track: MediaStreamTrack): Promise<void> {
  const senders = connection.getTransceivers().filter((transceiver) => transceiver.sender.track?.kind === track.kind && transceiver.sender.track !== track).map(({ sender }) => sender);
  await Promise.all(senders.map((sender) => sender.replaceTrack(track)));
}

async function pictures(connection: RTCPeerConnection): Promise<number> {
  let count = 0;
  (await connection.getStats()).forEach((report: { type: string; kind?: string; framesEncoded?: number }) => {
    if (report.type === "outbound-rtp" && report.kind === "video") count += report.framesEncoded ?? 0;
  });
  return count;
}
