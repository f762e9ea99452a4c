// Keeps a further camera on the line: one WHIP session after another with the token of its code, and nothing else.
import { Problem } from "../../lib/api.ts";
import { type Session, publish } from "../recorder/whip.ts";

export interface Joined {
  readonly token: string;
  readonly whip_url: string;
  readonly owner: string;
}

export type LineState = "connecting" | "live" | "lost" | "out" | "over";

const shortestWait = 500;
const longestWait = 8000;
const hiccupMs = 3000;

/** Whether the recording goes on; "out" when its owner has put this device out, null when the server was not reached. */
export async function stateOf(joined: Joined, signal: AbortSignal): Promise<"waiting" | "filming" | "over" | "out" | null> {
  const answer = await fetch("/api/v1/join", { credentials: "omit", signal, headers: { Authorization: `Bearer ${joined.token}` } }).catch(() => null);
  if (answer?.status === 401) return "out";
  if (!answer?.ok) return null;
  return ((await answer.json()) as { state: "waiting" | "filming" | "over" }).state;
}

export class JoinLine {
  readonly #joined: Joined;
  readonly #stream: () => MediaStream;
  readonly #told: (state: LineState) => void;
  readonly #life = new AbortController();
  #session: Session | null = null;
  #timer = 0;
  #wait = shortestWait;

  constructor(joined: Joined, stream: () => MediaStream, told: (state: LineState) => void) {
    this.#joined = joined;
    this.#stream = stream;
    this.#told = told;
    void this.#try();
  }

  async replace(track: MediaStreamTrack): Promise<void> {
    await this.#session?.replace(track).catch(() => undefined);
  }

  /** Ends the session. Safe to call twice. */
  async stop(): Promise<void> {
    window.clearTimeout(this.#timer);
    const session = this.#session;
    this.#session = null;
    await session?.stop();
    this.#life.abort();
  }

  async #try(): Promise<void> {
    this.#told("connecting");
    try {
      const address = new URL(this.#joined.whip_url, location.href).pathname;
      const session = await publish(this.#stream(), address, this.#joined.token, this.#life.signal);
      if (this.#life.signal.aborted) return void session.stop();
      this.#session = session;
      this.#watch(session);
    } catch (error) {
      if (this.#life.signal.aborted) return;
      const status = error instanceof Problem ? error.status : 0;
      if (status === 401) return this.#told("out");
      if (status === 409 || status === 404) return this.#told("over");
      this.#again();
    }
  }

  #watch(session: Session): void {
    const { connection } = session;
    const look = (): void => {
      if (this.#session !== session) return;
      window.clearTimeout(this.#timer);
      const state = connection.connectionState;
      if (state === "connected") {
        this.#wait = shortestWait;
        this.#told("live");
      } else if (state === "failed" || state === "closed") this.#lose(session);
      else if (state === "disconnected") this.#timer = window.setTimeout(() => this.#lose(session), hiccupMs);
    };
    connection.addEventListener("connectionstatechange", look, { signal: this.#life.signal });
    this.#timer = window.setTimeout(() => connection.connectionState !== "connected" && this.#lose(session), 10_000);
    look();
  }

  #lose(session: Session): void {
    if (this.#session !== session) return;
    this.#session = null;
    void session.stop();
    this.#again();
  }

  #again(): void {
    this.#told("lost");
    this.#timer = window.setTimeout(() => void this.#try(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, longestWait);
  }
}
