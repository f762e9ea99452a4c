// Keeps a recording going: one WHIP session after another on the same recording until the person stops or it cannot be saved.
import { Problem, call } from "../../lib/api.ts";
import { type Session, publish } from "./whip.ts";

/** lost: not arriving now, trying again. gave_up: a minute without success. refused: the server said no. */
export type Line = "connecting" | "live" | "lost" | "gave_up" | "refused";

export interface LiveNeeds {
  /** What to send; read again for each session. */
  readonly stream: () => MediaStream;
  readonly recordingId: string;
  /** The film is kept elsewhere too: it is tried as long as that lasts. */
  readonly patient: () => boolean;
  /** What the server has to know before the first picture reaches it. */
  readonly before: () => Promise<void>;
  /** since: when (Date.now) it came to be so. */
  readonly line: (line: Line, since: number, problem?: Problem) => void;
}

/** How long a lost connection is tried again. */
const giveUpAfterMs = 60_000;
/** A hiccup shorter than this is not a loss: the browser heals it by itself. */
const hiccupMs = 3000;
/** After this another way is looked for, in the same session. */
const restartMs = 1000;
/** How long that may take before a session of its own begins. */
const healMs = 20_000;
const longestHeal = 4000;
const longestWait = 8000;

export class Live {
  readonly #needs: LiveNeeds;
  readonly #life = new AbortController();
  #session: Session | null = null;
  #lostAt = 0;
  #wait = 500;
  #timer = 0;
  #been = false;
  #healing = false;

  constructor(needs: LiveNeeds) {
    this.#needs = needs;
  }

  /** Begins to publish. What happens is told through line. */
  start(): void {
    this.#needs.line("connecting", Date.now());
    const moved = (): void => void (this.#session && this.#been && this.#heal(this.#session));
    const { signal } = this.#life;
    window.addEventListener("online", moved, { signal });
    (navigator as Navigator & { connection?: EventTarget }).connection?.addEventListener("change", moved, { signal });
    void this.#try();
  }

  /** Looks whether the server still has the session; a connection notices a server that came back only after many seconds. */
  async check(): Promise<void> {
    const session = this.#session;
    if (session && await session.forgotten()) this.#lose(session);
  }

  /** Sends this track from now on instead of the one of its kind. */
  async replace(track: MediaStreamTrack): Promise<void> {
    await this.#session?.replace(track).catch(() => undefined);
  }

  /** How many pictures the session under way has sent; null when there is none. */
  async pictures(): Promise<number | null> {
    return (await this.#session?.pictures().catch(() => null)) ?? null;
  }

  /** What the session under way says of itself; null when there is none. */
  async reports(): Promise<RTCStatsReport | null> {
    return (await this.#session?.connection.getStats()) ?? null;
  }

  /** Ends the session. Safe to call twice. */
  async stop(): Promise<void> {
    window.clearTimeout(this.#timer);
    const session = this.#session;
    this.#session = null;
    await session?.stop();
    this.#life.abort();
    await this.#end();
  }

  /** Ends the session of a page that goes away: nothing can be waited for. */
  leave(): void {
    window.clearTimeout(this.#timer);
    void this.#session?.stop();
    this.#session = null;
    void this.#end();
    this.#life.abort();
  }

  async #end(): Promise<void> {
    await call("POST", `/recordings/${this.#needs.recordingId}/stop`, { keepalive: true }).catch(() => undefined);
  }

  async #try(): Promise<void> {
    const { recordingId } = this.#needs;
    try {
      const { token, whip_url } = await call<{ token: string; whip_url: string }>("POST", `/recordings/${recordingId}/ingest-tokens`, { signal: this.#life.signal });
      if (!this.#been) await this.#needs.before();
      // The server may name itself by another address; the page's own origin is the one that is known to be reachable.
      const address = new URL(whip_url, location.href).pathname;
      const session = await publish(this.#needs.stream(), address, token, this.#life.signal);
      if (this.#life.signal.aborted) return void session.stop();
      this.#session = session;
      // A camera that was changed while this session came to be.
      for (const track of this.#needs.stream().getTracks()) void session.replace(track);
      this.#watch(session);
    } catch (error) {
      if (this.#life.signal.aborted) return;
      this.#failed(error instanceof Problem ? error : new Problem(0, "", String(error)));
    }
  }

  #watch(session: Session): void {
    const { connection } = session;
    const look = (): void => {
      if (this.#session !== session) return;
      window.clearTimeout(this.#timer);
      const state = connection.connectionState;
      if (state === "connected") {
        this.#been = true;
        this.#lostAt = 0;
        this.#wait = 500;
        this.#needs.line("live", Date.now());
      } else if (state === "closed") this.#lose(session);
      else if (state === "failed") void this.#heal(session);
      else if (state === "disconnected") {
        this.#lostAt ||= Date.now();
        this.#timer = window.setTimeout(() => void this.#heal(session), restartMs);
      }
    };
    connection.addEventListener("connectionstatechange", look, { signal: this.#life.signal });
    this.#timer = window.setTimeout(() => connection.connectionState !== "connected" && this.#lose(session), 10_000);
    look();
  }

  /** Looks for another way through the network until the session lives again, the server has let it go, or it takes too long. */
  async #heal(session: Session): Promise<void> {
    if (this.#healing || this.#session !== session) return;
    this.#healing = true;
    const until = Date.now() + healMs;
    for (let wait = 1000; this.#session === session; wait = Math.min(wait * 2, longestHeal)) {
      const problem = await session.restart().then(() => null, (error: unknown) => error);
      if (problem && !(problem instanceof Problem && problem.passing)) this.#lose(session);
      else if (await connectedWithin(session.connection, wait)) break;
      else if (Date.now() > until) this.#lose(session);
      else if (this.#session === session && this.#lostAt && Date.now() - this.#lostAt > hiccupMs) this.#needs.line("lost", this.#lostAt);
    }
    this.#healing = false;
  }

  #lose(session: Session): void {
    if (this.#session !== session) return;
    this.#session = null;
    void session.stop();
    this.#again();
  }

  #failed(problem: Problem): void {
    if (problem.passing || this.#been || (problem.status === 401 && this.#needs.patient())) return this.#again(problem);
    this.#needs.line("refused", Date.now(), problem);
  }

  #again(problem?: Problem): void {
    this.#lostAt ||= Date.now();
    if ((Date.now() - this.#lostAt > giveUpAfterMs && !this.#needs.patient()) || problem?.gone) return this.#needs.line("gave_up", this.#lostAt, problem);
    this.#needs.line("lost", this.#lostAt, problem);
    this.#timer = window.setTimeout(() => void this.#try(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, longestWait);
  }
}

function connectedWithin(connection: RTCPeerConnection, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const look = (late: boolean): void => {
      const connected = connection.connectionState === "connected";
      if (!connected && !late) return;
      window.clearTimeout(timer);
      connection.removeEventListener("connectionstatechange", changed);
      resolve(connected);
    };
    const changed = (): void => look(false);
    const timer = window.setTimeout(() => look(true), ms);
    connection.addEventListener("connectionstatechange", changed);
    changed();
  });
}
