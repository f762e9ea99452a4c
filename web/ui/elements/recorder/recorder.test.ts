import assert from "node:assert/strict";
import { test } from "node:test";
import { otherCamera } from "./devices.ts";
import { safeUntil } from "./hearing.ts";
import { onlyHereMs } from "./here.ts";
import { kindOf, minutesIn } from "./kinds.ts";
import { levelOf } from "./level.ts";
import { Missing, flowedUntil, flowsSince, rateOf } from "./missing.ts";
import { inOrder } from "./whip.ts";

test("only what the server keeps whole is offered, H.264 first", () => {
  const codecs = [
    { mimeType: "video/VP8" }, { mimeType: "video/rtx" }, { mimeType: "video/VP9" }, { mimeType: "video/H264", sdpFmtpLine: "packetization-mode=0" },
    { mimeType: "video/H264", sdpFmtpLine: "profile-level-id=42e01f;packetization-mode=1" }, { mimeType: "video/AV1" }, { mimeType: "video/red" }, { mimeType: "video/ulpfec" },
  ];
  assert.deepEqual(inOrder(codecs).map((codec) => codec.mimeType), ["video/H264", "video/VP8", "video/rtx"]);
  assert.deepEqual(inOrder([{ mimeType: "audio/red" }, { mimeType: "audio/opus" }, { mimeType: "audio/PCMU" }]).map((codec) => codec.mimeType), ["audio/opus", "audio/red"]);
  assert.deepEqual(inOrder(codecs.slice(0, 3)).map((codec) => codec.mimeType), ["video/VP8", "video/rtx"], "a browser without H.264 sends VP8");
});

test("the meter stands at nothing in silence and at the top at full scale", () => {
  assert.equal(levelOf(new Float32Array(64)), 0);
  assert.equal(levelOf(new Float32Array(64).fill(1)), 1);
  const soft = levelOf(new Float32Array(64).fill(0.01));
  assert.ok(soft > 0.3 && soft < 0.35, String(soft));
});

test("turning goes to the other side of a telephone, and to the next of a row of cameras", () => {
  const two = [{ deviceId: "a" }, { deviceId: "b" }];
  assert.deepEqual(otherCamera({ facingMode: "environment", deviceId: "a" }, [...two, { deviceId: "c" }]), { camera: null, facing: "user" });
  assert.deepEqual(otherCamera({ facingMode: "user", deviceId: "b" }, two), { camera: null, facing: "environment" });
  assert.equal(otherCamera({ deviceId: "a" }, two)?.camera, "b");
  assert.equal(otherCamera({ deviceId: "b" }, two)?.camera, "a");
  assert.equal(otherCamera({ facingMode: "user" }, two.slice(1)), null, "with one camera there is nothing to press");
});

test("what is missing is kept as stretches; short ones are not worth a word", () => {
  const missing = new Missing();
  assert.deepEqual(missing.tell("picture", true, 42_000), { what: "picture", fromMs: 42_000, toMs: null });
  assert.equal(missing.tell("picture", true, 43_000), null, "it goes on");
  assert.equal(missing.tell("sound", true, 42_500)?.what, "sound");
  assert.equal(missing.now?.what, "picture", "the worst comes first");
  assert.deepEqual(missing.tell("picture", false, 51_000), { what: "picture", fromMs: 42_000, toMs: 51_000 });
  assert.equal(missing.tell("sound", false, 43_000), null);
  assert.equal(missing.now, null);
  missing.tell("line", true, 60_000);
  missing.close(70_000);
  assert.deepEqual(missing.list, [{ what: "picture", fromMs: 42_000, toMs: 51_000 }, { what: "line", fromMs: 60_000, toMs: 70_000 }]);
});

test("a page that slept knows from the count of pictures how long the camera stood still", () => {
  const rate = rateOf({ atMs: 9000, pictures: 270 }, { atMs: 10_000, pictures: 300 });
  assert.equal(rate, 30);
  const asleep = { atMs: 19_000, pictures: 315 };
  assert.equal(flowedUntil({ atMs: 10_000, pictures: 300 }, asleep, rate), 10_500, "half a second of pictures, then none");
  assert.equal(flowedUntil({ atMs: 10_000, pictures: 300 }, { atMs: 19_000, pictures: 570 }, rate), 19_000, "the camera ran on behind another app");
  assert.equal(flowsSince(asleep, { atMs: 20_000, pictures: 330 }, rate), 19_500);
});

test("what the line missed is on the device alone until it has gone out as a file", () => {
  const missed = [{ what: "line", fromMs: 10_000, toMs: 40_000 }, { what: "picture", fromMs: 5000, toMs: 8000 }, { what: "line", fromMs: 60_000, toMs: null }] as const;
  assert.equal(onlyHereMs(missed, [], 65_000), 35_000);
  assert.equal(onlyHereMs(missed, [{ fromMs: 0, toMs: 9000 }], 65_000), 35_000);
  assert.equal(onlyHereMs(missed, [{ fromMs: 0, toMs: 25_000 }], 65_000), 20_000, "the first half is there");
  assert.equal(onlyHereMs(missed, [{ fromMs: 20_000, toMs: 30_000 }, { fromMs: 58_000, toMs: 70_000 }], 65_000), 20_000, "both ends of a hole are left");
  assert.equal(onlyHereMs(missed, [{ fromMs: 0, toMs: 70_000 }], 65_000), 0);
});

test("a browser keeps a film as what is safest to lose the end of", () => {
  assert.equal(kindOf((mime) => mime.startsWith("video/webm") || mime.startsWith("video/mp4")), "video/webm;codecs=h264,opus");
  assert.equal(kindOf((mime) => mime.startsWith("video/mp4") && !mime.includes("avc3")), "video/mp4;codecs=avc1.42E01F,mp4a.40.2");
  assert.equal(kindOf((mime) => mime === "video/webm;codecs=vp8,opus" || mime === "video/webm"), "video/webm;codecs=vp8,opus");
  assert.equal(kindOf(() => false), null);
});

test("the room on the device is told in minutes", () => {
  assert.deepEqual([0, 26_000_000, 27_000_000, 1024 ** 3].map(minutesIn), [0, 0, 1, 39]);
});

test("nothing is called safe on a server that has nothing yet, however late the network came", () => {
  assert.equal(safeUntil(0, { until_ms: 0 }, 8000), 0);
  assert.equal(safeUntil(0, { until_ms: 0, begin_ms: 8000 }, 0), 0);
  assert.equal(safeUntil(0, { until_ms: 9000, begin_ms: 8000 }, 0), 9000);
  assert.equal(safeUntil(9000, { until_ms: 0 }, 8000), 9000, "what was safe stays so in a new session");
});
