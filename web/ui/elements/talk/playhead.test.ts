import assert from "node:assert/strict";
import { test } from "node:test";
import { initial } from "../player/store.ts";
import { ServerClock } from "./clock.ts";
import { type Playhead, afterRequest, correction, driftMs, expectedMs } from "./playhead.ts";

const head: Playhead = { recording_id: "r", position_ms: 10_000, loop_start_ms: null, loop_end_ms: null, playing: true, rate_percent: 100, number: 3, by: null, at_ms: 1_000_000 };
const state = { ...initial, phase: "ready" as const, durationMs: 60_000, ms: 5000, frame: 150, paused: false };

test("the place follows from how long ago it was touched, at its speed", () => {
  assert.equal(expectedMs(head, 1_002_000, 60_000), 12_000);
  assert.equal(expectedMs({ ...head, rate_percent: 50 }, 1_002_000, 60_000), 11_000);
  assert.equal(expectedMs({ ...head, playing: false }, 1_002_000, 60_000), 10_000);
  assert.equal(expectedMs(head, 999_000, 60_000), 10_000, "an answer from before the touch does not go back");
  assert.equal(expectedMs(head, 2_000_000, 60_000), 60_000, "not beyond the end");
});

test("a stretch is repeated at the same place for both", () => {
  const loop = { ...head, loop_start_ms: 9000, loop_end_ms: 13_000 };
  assert.equal(expectedMs(loop, 1_002_000, 60_000), 12_000);
  assert.equal(expectedMs(loop, 1_004_000, 60_000), 10_000);
  assert.equal(expectedMs(loop, 1_008_000, 60_000), 10_000);
  assert.equal(driftMs(loop, 1_003_100, 60_000, 12_900), 9100 + 4000 - 12_900, "just around the corner is near");
});

test("small differences are run after, not jumped", () => {
  assert.deepEqual(correction(30), { jump: false, factor: 1 });
  assert.deepEqual(correction(100), { jump: false, factor: 1.1 });
  assert.deepEqual(correction(-149), { jump: false, factor: 1 - 0.149 });
  assert.equal(correction(149).jump, false);
  assert.equal(correction(-300).jump, true);
});

test("what is asked of one player moves the place of both", () => {
  const at = (request: Parameters<typeof afterRequest>[0]): Partial<Playhead> | null => afterRequest(request, state, head);
  assert.deepEqual([at({ ask: "toggle" })?.playing, at({ ask: "toggle" })?.position_ms], [false, 5000]);
  assert.equal(at({ ask: "skip", ms: -9000 })?.position_ms, 0);
  assert.equal(at({ ask: "seek", ms: 1e9 })?.position_ms, 60_000);
  assert.deepEqual([at({ ask: "step", frames: 1 })?.position_ms, at({ ask: "step", frames: 1 })?.playing], [5034, false]);
  assert.equal(at({ ask: "speed", speed: 0.5 })?.rate_percent, 50);
  assert.equal(at({ ask: "volume", volume: 0 }), null, "loudness is one's own");
  const loop = { ...head, loop_start_ms: 4000, loop_end_ms: 6000 };
  assert.equal(afterRequest({ ask: "seek", ms: 5500 }, state, loop)?.loop_end_ms, 6000);
  assert.equal(afterRequest({ ask: "seek", ms: 9000 }, state, loop)?.loop_end_ms, null, "who leaves the stretch ends it");
});

test("the server's time does not depend on the device's own clock, and the quickest trip counts", () => {
  let tick = 500;
  const clock = new ServerClock(() => tick);
  clock.heard(7_000_000);
  assert.equal(clock.now(), 7_000_000);
  const slow = clock.trip();
  tick += 400;
  slow(8_000_100);
  const quick = clock.trip();
  tick += 20;
  quick(8_000_310);
  assert.equal(clock.now(), 8_000_320);
  tick += 1000;
  assert.equal(clock.now(), 8_001_320);
});
