import assert from "node:assert/strict";
import { test } from "node:test";
import { type Fact, type PlayerState, Store, after, initial, lastFrame, withEnd } from "./store.ts";

const told = (...facts: Fact[]): PlayerState => facts.reduce(after, initial);
const opened: Fact = { is: "opened", rateOfFrames: { num: 30, den: 1 }, durationMs: 60_000 };

test("the position is the first whole millisecond of the frame on the screen", () => {
  assert.equal(told(opened, { is: "shown", frame: 1 }).ms, 34);
  assert.equal(told(opened, { is: "shown", frame: 2227 }).ms, 74234);
});

test("asking to play changes nothing before the video says that it plays", () => {
  assert.equal(told(opened, { is: "ready" }).paused, true);
  assert.equal(told(opened, { is: "ready" }, { is: "paused", paused: false }).paused, false);
});

test("once access is gone, no fact brings the film back", () => {
  const gone = told(opened, { is: "ready" }, { is: "gone" });
  assert.equal(after(gone, { is: "ready" }), gone);
  assert.equal(after(gone, opened), gone);
  assert.equal(gone.paused, true);
});

test("playback can only be bound to a whole selection", () => {
  const half = told(opened, { is: "selected", selection: { inMs: 1000, outMs: null }, atEnd: "repeat" });
  assert.equal(half.atEnd, "on");
  assert.equal(lastFrame(half), null);
  const whole = told(opened, { is: "selected", selection: { inMs: 1000, outMs: 2000 }, atEnd: "repeat" });
  assert.equal(lastFrame(whole), 60);
  assert.equal(lastFrame(told(opened, { is: "selected", selection: { inMs: 1000, outMs: 2000 }, atEnd: "on" })), null);
});

test("the ends of a selection stay in order", () => {
  assert.deepEqual(withEnd(null, "in", 500), { inMs: 500, outMs: null });
  assert.deepEqual(withEnd({ inMs: 500, outMs: null }, "out", 900), { inMs: 500, outMs: 900 });
  assert.deepEqual(withEnd({ inMs: 500, outMs: 900 }, "in", 950), { inMs: 950, outMs: null });
  assert.deepEqual(withEnd({ inMs: 500, outMs: 900 }, "out", 300), { inMs: 300, outMs: null });
});

test("snapshots are frozen, and watchers hear only of changes until they leave", () => {
  const store = new Store();
  const life = new AbortController();
  const heard: number[] = [];
  store.watch((state) => heard.push(state.frame), life.signal);
  store.tell(opened);
  store.tell({ is: "shown", frame: 3 });
  store.tell({ is: "shown", frame: 3 });
  assert.ok(Object.isFrozen(store.state));
  life.abort();
  store.tell({ is: "shown", frame: 4 });
  assert.deepEqual(heard, [0, 3]);
});
