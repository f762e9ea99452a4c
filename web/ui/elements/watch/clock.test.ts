import assert from "node:assert/strict";
import { test } from "node:test";
import { WatchClock } from "./clock.ts";

test("a picture lies where the server says, also across the wrap of RTP time", () => {
  const clock = new WatchClock();
  assert.equal(clock.place(0, 1, 0), null);
  clock.heard({ rtp: 0xffff_ff00, ms: 20_000 }, 1000);
  assert.equal(clock.place(1100, 0xffff_ff00, 80), 20_016);
  assert.equal(clock.place(1100, 0x0000_0000, 80), 20_000 + Math.round(256 / 90) + 16, "after the wrap");
  assert.equal(clock.place(1100, 0xffff_ff00 - 9000, 80), 19_916, "a picture of before");
});

test("a browser that names no RTP time goes by the clock and the delay", () => {
  const clock = new WatchClock();
  clock.heard({ rtp: 5, ms: 20_000 }, 1000);
  assert.equal(clock.place(1500, undefined, 120), 20_380);
});

test("a picture of another stream is not believed", () => {
  const clock = new WatchClock();
  clock.heard({ rtp: 5, ms: 20_000 }, 1000);
  assert.equal(clock.place(1500, 900_000_000, 100), 20_400);
  clock.forget();
  assert.equal(clock.place(1500, 5, 100), null);
});

test("nothing lies before zero", () => {
  const clock = new WatchClock();
  clock.heard({ rtp: 5, ms: 10 }, 1000);
  assert.equal(clock.place(1000, undefined, 500), 0);
});
