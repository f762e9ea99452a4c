// Keeps a player where the playhead is: discrete touches at once, drift softly.
import type { TbPlayer } from "../player/player.ts";
import type { Request } from "../player/requests.ts";
import type { ServerClock } from "./clock.ts";
import { type Playhead, afterRequest, correction, driftMs, expectedMs, loopOf } from "./playhead.ts";

/** How often a playing player is compared with the playhead. */
const compareMs = 250;
/** After a jump the player gets this long to settle. */
const settleMs = 1500;

export class Follower {
  following = true;
  #head: Playhead;
  #player: TbPlayer | null = null;
  #settled = 0;
  readonly #clock: ServerClock;

  constructor(head: Playhead, clock: ServerClock, life: AbortSignal) {
    this.#head = head;
    this.#clock = clock;
    const timer = window.setInterval(() => this.#compare(), compareMs);
    life.addEventListener("abort", () => window.clearInterval(timer), { once: true });
  }

  get head(): Playhead {
    return this.#head;
  }

  /** Another player on the screen, as soon as it can be asked. */
  watch(player: TbPlayer | null, life: AbortSignal): void {
    if (player === this.#player) return;
    this.#player = player;
    let ready = player?.store.state.phase === "ready";
    player?.store.watch((state) => {
      if (ready || state.phase !== "ready") return;
      ready = true;
      this.come();
    }, life);
    if (ready) this.come();
  }

  /** The server's word on where both look. Own touches were carried out already. */
  moved(head: Playhead, mine: boolean): void {
    const same = head.number === this.#head.number;
    this.#head = head;
    if (!mine && !same) this.come();
  }

  /** Carries out what this person asks at once; what it makes of the playhead, or null when it is hers alone. */
  act(request: Request): Playhead | null {
    const player = this.#player;
    if (!player) return null;
    const next = afterRequest(request, player.store.state, this.#head);
    player.request(request);
    if (!next || !this.following) return null;
    // A film stops some frames after it was asked to: both go to the frame that was named.
    if (!next.playing && request.ask !== "seek" && request.ask !== "step") player.request({ ask: "seek", ms: next.position_ms });
    this.#head = { ...next, at_ms: this.#clock.now() };
    this.#settled = performance.now() + settleMs;
    return this.#head;
  }

  /** Goes to a place at once, before the server has heard of it. */
  go(head: Playhead): Playhead {
    this.come({ ...head, at_ms: this.#clock.now() });
    return this.#head;
  }

  /** Brings the player to the playhead: stretch, speed, place, playing. */
  come(head: Playhead = this.#head): void {
    this.#head = head;
    const player = this.#player;
    if (!player || !this.following || player.store.state.phase !== "ready") return;
    const { state } = player.store;
    const loop = loopOf(head);
    player.request({ ask: "select", selection: loop ? { inMs: loop.startMs, outMs: loop.endMs } : null, atEnd: loop ? "repeat" : "on" });
    if (state.speed !== head.rate_percent / 100) player.request({ ask: "speed", speed: head.rate_percent / 100 });
    const drift = driftMs(head, this.#clock.now(), state.durationMs, state.ms);
    if (!head.playing) {
      player.request({ ask: "pause" });
      player.request({ ask: "seek", ms: head.position_ms });
      return;
    }
    if (Math.abs(drift) >= 150) this.#jump(player);
    if (state.paused) player.request({ ask: "play" });
  }

  #jump(player: TbPlayer): void {
    this.#settled = performance.now() + settleMs;
    player.request({ ask: "seek", ms: expectedMs(this.#head, this.#clock.now(), player.store.state.durationMs) });
  }

  #compare(): void {
    const player = this.#player;
    if (!player || !this.following || !this.#head.playing || document.hidden) return;
    const { state } = player.store;
    if (state.phase !== "ready" || state.waiting || state.paused) return;
    const drift = driftMs(this.#head, this.#clock.now(), state.durationMs, state.ms);
    const { jump, factor } = correction(drift);
    if (jump) {
      if (performance.now() >= this.#settled) this.#jump(player);
      return;
    }
    const speed = (this.#head.rate_percent / 100) * factor;
    if (Math.abs(state.speed - speed) > 0.004) player.request({ ask: "speed", speed });
  }
}
