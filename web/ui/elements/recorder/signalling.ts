// What a publisher or a viewer and the server say to each other over HTTP (RFC 9725, and WHEP as its mirror), for one session.
import { Problem } from "../../lib/api.ts";
import { fragmentOf, serversIn, trickleOf, withFragment } from "./ice.ts";

/** How long a description waits for the candidates of this device; later ones trickle. */
const gatherMs = 150;
/** Candidates that come within so long of each other go together. */
const trickleMs = 40;

export class Signalling {
  readonly #address: string;
  readonly #token: string;
  readonly #signal: AbortSignal;
  readonly #later: RTCIceCandidate[] = [];
  #session = "";
  /** Of the ICE session; "" while it is not known, and candidates wait. */
  #etag = "";
  #answer = "";
  #timer = 0;

  /** The signal ends whatever is under way, but not the word that the session is over. */
  constructor(address: string, token: string, signal: AbortSignal) {
    this.#address = address;
    this.#token = token;
    this.#signal = signal;
  }

  /** The servers that help to reach the media port; none when that cannot be asked. */
  async servers(): Promise<RTCIceServer[]> {
    const answer = await this.#ask("OPTIONS", this.#address).catch(() => null);
    return answer?.ok ? serversIn(answer.headers.get("Link")) : [];
  }

  /** Offers what the connection sends, or wishes to get. Rejects with Problem when the server says no, status 0 when it could not be reached. */
  async offer(connection: RTCPeerConnection): Promise<void> {
    connection.addEventListener("icecandidate", ({ candidate }) => candidate && this.#trickle(connection, candidate), { signal: this.#signal });
    await gathered(connection);
    const sdp = connection.localDescription?.sdp ?? "";
    const answer = await this.#ask("POST", this.#address, sdp, { "Content-Type": "application/sdp", "Accept-Language": document.documentElement.lang });
    if (answer.status !== 201) throw await problemOf(answer);
    this.#session = new URL(answer.headers.get("Location") ?? "", new URL(this.#address, location.href)).href;
    this.#answer = await answer.text();
    await this.#answered(connection, sdp, answer);
  }

  /** Finds another way for the same session, as after a change of network. Rejects with Problem; 404 when the server has let it go. */
  async restart(connection: RTCPeerConnection): Promise<void> {
    if (connection.signalingState === "have-local-offer") await connection.setLocalDescription({ type: "rollback" });
    this.#etag = "";
    await connection.setLocalDescription(await connection.createOffer({ iceRestart: true }));
    await gathered(connection);
    const sdp = connection.localDescription?.sdp ?? "";
    const answer = await this.#patch(fragmentOf(sdp), "*");
    if (answer.status !== 200) throw await problemOf(answer);
    this.#answer = withFragment(this.#answer, await answer.text());
    await this.#answered(connection, sdp, answer);
  }

  /** True when the server knows nothing of the session any more. Asks with a trickle of nothing, which changes nothing. */
  async forgotten(): Promise<boolean> {
    const answer = await this.#patch("", "*").catch(() => null);
    return answer?.status === 404;
  }

  /** The request is on its way when this returns, and outlives the page. */
  async end(): Promise<void> {
    await fetch(this.#session, { method: "DELETE", credentials: "omit", keepalive: true, headers: { Authorization: `Bearer ${this.#token}` } }).catch(() => undefined);
  }

  async #answered(connection: RTCPeerConnection, offer: string, answer: Response): Promise<void> {
    await connection.setRemoteDescription({ type: "answer", sdp: this.#answer });
    this.#etag = answer.headers.get("ETag") ?? "";
    const sent = this.#later.findIndex(({ candidate }) => !offer.includes(candidate));
    this.#later.splice(0, sent < 0 ? this.#later.length : sent);
    this.#flush(connection);
  }

  #trickle(connection: RTCPeerConnection, candidate: RTCIceCandidate): void {
    this.#later.push(candidate);
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#flush(connection), trickleMs);
  }

  #flush(connection: RTCPeerConnection): void {
    if (!this.#etag || !this.#later.length) return;
    const ufrag = /a=ice-ufrag:(\S+)/.exec(connection.localDescription?.sdp ?? "")?.[1] ?? "";
    const those = this.#later.splice(0).filter(({ usernameFragment }) => !usernameFragment || usernameFragment === ufrag);
    // What does not arrive was one way of several; a restart comes after it if none is left.
    if (those.length) void this.#patch(trickleOf(ufrag, those), this.#etag).catch(() => undefined);
  }

  #patch(fragment: string, match: string): Promise<Response> {
    return this.#ask("PATCH", this.#session, fragment, { "Content-Type": "application/trickle-ice-sdpfrag", "If-Match": match });
  }

  async #ask(method: string, address: string, body?: string, headers: Record<string, string> = {}): Promise<Response> {
    const request: RequestInit = { method, credentials: "omit", signal: this.#signal, headers: { ...headers, Authorization: `Bearer ${this.#token}` } };
    if (body !== undefined) request.body = body;
    const answer = await fetch(address, request).catch(() => null);
    if (!answer) throw new Problem(0, "offline", "");
    return answer;
  }
}

async function problemOf(answer: Response): Promise<Problem> {
  const body = (await answer.json().catch(() => ({}))) as { code?: string; detail?: string };
  return new Problem(answer.status, body.code ?? "", body.detail ?? "");
}

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
