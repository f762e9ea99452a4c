import assert from "node:assert/strict";
import { test } from "node:test";
import { levelOf } from "./level.ts";
import { inOrder } from "./whip.ts";

test("only what the server keeps whole is offered, H.264 first", () => {
  const codecs = [
    { mimeType: "video/VP8" }, { mimeType: "video/rtx" }, { mimeType: "video/VP9" }, { mimeType: "video/H264", sdpFmtpLine: "packetization-mode=0" },
    { mimeType: "video/H264", sdpFmtpLine: "profile-level-id=42e01f;packetization-mode=1" }, { mimeType: "video/AV1" }, { mimeType: "video/red" }, { mimeType: "video/ulpfec" },
  ];
  assert.deepEqual(inOrder(codecs).map((codec) => codec.mimeType), ["video/H264", "video/VP8", "video/rtx"]);
  assert.deepEqual(inOrder([{ mimeType: "audio/red" }, { mimeType: "audio/opus" }, { mimeType: "audio/PCMU" }]).map((codec) => codec.mimeType), ["audio/opus"]);
  assert.deepEqual(inOrder(codecs.slice(0, 3)).map((codec) => codec.mimeType), ["video/VP8", "video/rtx"], "a browser without H.264 sends VP8");
});

test("the meter stands at nothing in silence and at the top at full scale", () => {
  assert.equal(levelOf(new Float32Array(64)), 0);
  assert.equal(levelOf(new Float32Array(64).fill(1)), 1);
  const soft = levelOf(new Float32Array(64).fill(0.01));
  assert.ok(soft > 0.3 && soft < 0.35, String(soft));
});
