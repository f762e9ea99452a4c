// Keeps the picture coming: one WHEP session after another for as long as she may watch and something is filmed.
import { Problem } from "../../lib/api.ts";
import { type Session, watch } from "./whep.ts";

/** waiting: nothing is filmed now. lost: trying again. refused: with a sentence; trying again does not help. */
export type Line = "waiting" | "connecting" | "live" | "lost" | "refused";

export interface LineNeeds {
  readonly recordingId: string;
  readonly changed: (line: Line, problem?: Problem) => void;
  readonly life: AbortSignal;
}

const againMs = 1000;
/** The server says when something is filmed; this is for when that was missed. */
const waitingMs = 5000;
const connectMs = 10_000;

export class LiveLine {
  readonly #needs: LineNeeds;
  #session: Session | null = null;
  #timer = 0;
  #busy = false;

  constructor(needs: LineNeeds) {
    this.#needs = needs;
    needs.life.addEventListener("abort", () => this.close(), { once: true });
  }

  get session(): Session | null {
    return this.#session;
  }

  /** Tries now, unless there is a session already. */
  async open(): Promise<void> {
    if (this.#session || this.#busy || this.#needs.life.aborted) return;
    window.clearTimeout(this.#timer);
    this.#busy = true;
    this.#needs.changed("connecting");
    try {
      const session = await watch(this.#needs.recordingId, this.#needs.life);
      if (this.#needs.life.aborted) return session.stop();
      this.#session = session;
      this.#follow(session);
    } catch (error) {
      if (!this.#needs.life.aborted) this.#failed(error instanceof Problem ? error : new Problem(0, "", String(error)));
    } finally {
      this.#busy = false;
    }
  }

  /** Ends the session and tries no more until open. */
  close(): void {
    window.clearTimeout(this.#timer);
    this.#session?.stop();
    this.#session = null;
  }

  #follow(session: Session): void {
    const { connection } = session;
    const lose = (): void => {
      if (this.#session !== session) return;
      this.close();
      this.#again("lost", againMs);
    };
    connection.addEventListener("connectionstatechange", () => {
      if (this.#session !== session) return;
      if (connection.connectionState === "connected") {
        window.clearTimeout(this.#timer);
        this.#needs.changed("live");
      } else if (["failed", "closed", "disconnected"].includes(connection.connectionState)) lose();
    });
    this.#timer = window.setTimeout(() => connection.connectionState !== "connected" && lose(), connectMs);
  }

  #failed(problem: Problem): void {
    if (problem.code === "not_live") return this.#again("waiting", waitingMs);
    if (problem.passing || problem.code === "too_many_viewers" || problem.gone || problem.status === 401) return this.#again("lost", waitingMs, problem);
    this.#needs.changed("refused", problem);
  }

  #again(line: Line, ms: number, problem?: Problem): void {
    this.#needs.changed(line, problem);
    this.#timer = window.setTimeout(() => void this.open(), ms);
  }
}
