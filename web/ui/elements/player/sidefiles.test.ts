import assert from "node:assert/strict";
import { test } from "node:test";
import { parseSprites, parseWave, spriteAt } from "./sidefiles.ts";

const vtt = "WEBVTT\n\n00:00.000 --> 00:02.000\nsprites_000.jpg#xywh=0,0,160,90\n\n1:00:02.000 --> 1:00:04.500\r\nsprites_001.jpg#xywh=160,90,160,90\n";

test("pictures of the preview are found by position", () => {
  const sprites = parseSprites(vtt, "/media/x");
  assert.equal(sprites.length, 2);
  assert.deepEqual(sprites[1], { startMs: 3_602_000, endMs: 3_604_500, address: "/media/x/sprites_001.jpg", x: 160, y: 90, width: 160, height: 90 });
  assert.equal(spriteAt(sprites, 1999), sprites[0]);
  assert.equal(spriteAt(sprites, 9_999_999), sprites[1]);
  assert.equal(spriteAt([], 5), null);
});

test("a wave without peaks or interval is no wave", () => {
  assert.equal(parseWave(null), null);
  assert.equal(parseWave({ peaks: [1] }), null);
  assert.deepEqual(parseWave({ per_second: 20, peaks: [1, 9, 3] }), { intervalMs: 50, peaks: [1, 9, 3], loudest: 9 });
});
