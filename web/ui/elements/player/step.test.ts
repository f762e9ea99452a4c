import assert from "node:assert/strict";
import { test } from "node:test";
import { type Angle, nextView, nudge, ownTime, pressed, stillTime } from "./step.ts";

const angle: Angle = {
  id: "a", number: 2, name: "Camera 2", source: "live", state: "ready", joined: false, duration_ms: 10_000, frame_rate: { num: 25, den: 1 },
  offset_ms: 1500, placed: "sound", confidence: 1, by_hand: false,
};

test("a camera that began later is where it was filmed at that moment, and nowhere before and after", () => {
  assert.equal(ownTime(angle, 2), 0.5);
  assert.equal(ownTime(angle, 1.4), null);
  assert.equal(ownTime(angle, 11.5), null);
  assert.equal(ownTime({ offset_ms: -2000, duration_ms: 10_000 }, 0), 2);
});

test("standing still, both show the frame of the same moment, whatever their rates", () => {
  // Frame 60 of 30 a second has its middle at 2.0167 s: 0.5167 s of the angle, frame 12 of 25 a second.
  assert.equal(stillTime(angle, { num: 30, den: 1 }, 60), 12.5 / 25);
  assert.equal(stillTime(angle, { num: 30, den: 1 }, 10), null);
});

test("a follower that is ahead runs slower, one that is far off jumps, one in step keeps the speed", () => {
  assert.equal(nudge(0.001, 1.5), 1.5);
  assert.ok((nudge(0.03, 1) as number) < 1);
  assert.ok((nudge(-0.03, 1) as number) > 1);
  assert.equal(nudge(0.2, 1), 0.9);
  assert.equal(nudge(3, 1), "jump");
});

test("one follower comes into step within two seconds of 60 looks a second", () => {
  let ahead = -0.2;
  for (let look = 0; look < 120; look++) {
    const rate = nudge(ahead, 1);
    if (rate !== "jump") ahead += (rate - 1) / 60;
  }
  assert.ok(Math.abs(ahead) < 1 / 60, String(ahead));
});

test("one or two cameras are seen, never none", () => {
  assert.deepEqual(pressed([1], 2), [1, 2]);
  assert.deepEqual(pressed([1, 2], 1), [2]);
  assert.deepEqual(pressed([2], 2), [2]);
  assert.deepEqual(pressed([1, 2], 3), [2, 3]);
  assert.deepEqual(nextView([1, 2], [1]), [2]);
  assert.deepEqual(nextView([1, 2], [2]), [1, 2]);
  assert.deepEqual(nextView([1, 2], [1, 2]), [1]);
});
