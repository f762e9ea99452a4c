import assert from "node:assert/strict";
import { test } from "node:test";
import { type Health, type HealthFacts, Steady, judge } from "./judge.ts";
import { codedShare, lineShare, vitalsOf } from "./vitals.ts";

const fine: HealthFacts = { line: "live", roundTripMs: 40, lost: 0, share: 2, coded: 1, behindMs: 900, full: false, onDevice: true };

test("a recording is good, weak for a reason, on the device only, or nowhere", () => {
  const cases: readonly (readonly [Partial<HealthFacts>, Health])[] = [
    [{}, { state: "good", cause: null }],
    [{ roundTripMs: null, lost: null, share: null, coded: null, behindMs: null }, { state: "good", cause: null }],
    [{ roundTripMs: 900 }, { state: "weak", cause: "network" }],
    [{ lost: 0.2 }, { state: "weak", cause: "network" }],
    [{ share: 0.3, coded: 0.2 }, { state: "weak", cause: "network" }],
    [{ coded: 0.3 }, { state: "weak", cause: "busy" }],
    [{ behindMs: 9000 }, { state: "weak", cause: "server" }],
    [{ line: "lost" }, { state: "device", cause: null }],
    [{ line: "lost", onDevice: false }, { state: "nothing", cause: null }],
    [{ line: "gave_up", onDevice: false }, { state: "nothing", cause: null }],
    [{ full: true }, { state: "device", cause: null }],
    [{ full: true, onDevice: false }, { state: "nothing", cause: null }],
    [{ line: "connecting", onDevice: false }, { state: "connecting", cause: null }],
  ];
  for (const [change, want] of cases) assert.deepEqual(judge({ ...fine, ...change }), want, JSON.stringify(change));
});

test("what is said does not flicker: weak waits a little, good again longer, and a lost line not at all", () => {
  const steady = new Steady();
  const good: Health = judge(fine), weak: Health = judge({ ...fine, lost: 0.2 }), device: Health = judge({ ...fine, line: "lost" });
  assert.equal(steady.at(good, 0).state, "good", "the first word is said at once");
  for (let at = 2000; at <= 20_000; at += 4000) {
    assert.equal(steady.at(weak, at).state, "good", "one bad reading is none");
    assert.equal(steady.at(good, at + 2000).state, "good");
  }
  assert.equal(steady.at(weak, 30_000).state, "good");
  assert.equal(steady.at(weak, 32_000).state, "good");
  assert.equal(steady.at(weak, 34_000).state, "weak");
  assert.equal(steady.at(device, 34_100).state, "device");
  assert.equal(steady.at(good, 36_000).state, "device");
  assert.equal(steady.at(weak, 38_000).state, "device", "a line that comes and goes is not good yet");
  assert.equal(steady.at(good, 40_000).state, "device");
  assert.equal(steady.at(good, 45_999).state, "device");
  assert.equal(steady.at(good, 46_000).state, "good");
});

test("the connection's own report is read for the picture", () => {
  const reports = [
    { type: "outbound-rtp", kind: "audio", bytesSent: 9 },
    { type: "outbound-rtp", kind: "video", bytesSent: 5000, framesEncoded: 60, targetBitrate: 250_000 },
    { type: "remote-inbound-rtp", kind: "video", roundTripTime: 0.25, fractionLost: 0.1 },
    { type: "candidate-pair" },
  ];
  const before = vitalsOf(reports, 1000);
  assert.deepEqual(before, { atMs: 1000, bytes: 5000, frames: 60, targetBitrate: 250_000, roundTripMs: 250, lost: 0.1 });
  assert.equal(lineShare(before, 1_000_000), 0.25);
  assert.equal(lineShare(vitalsOf([], 0), 1_000_000), null, "a browser that does not say is not weak");
  const now = { ...before, atMs: 3000, frames: 90 };
  assert.equal(codedShare(before, now, 30), 0.5);
  assert.equal(codedShare(before, now, null), null);
  assert.equal(codedShare(before, { ...now, frames: 3 }, 30), null, "a new session counts from nothing");
});
