import assert from "node:assert/strict";
import { test } from "node:test";
import { box, following, kept, lanes, msAt, shareOf, ticks, waveBars, zoomed } from "./timeline.ts";

const view = { fromMs: 60_000, toMs: 90_000 };

test("a position and its place on the screen lead to each other", () => {
  for (const ms of [60_000, 61_234, 75_000, 89_999]) assert.equal(msAt(view, shareOf(view, ms), 600_000), ms);
  assert.equal(msAt(view, -3, 600_000), 0, "left of the recording is its beginning");
  assert.equal(msAt(view, 99, 100_000), 99_999, "right of it is its last millisecond");
});

test("a stretch is cut to what the view shows", () => {
  assert.deepEqual(box(view, 66_000, 72_000), { left: 20, width: 20 });
  assert.deepEqual(box(view, 30_000, 75_000), { left: 0, width: 50 });
  assert.equal(box(view, 0, 59_000), null);
  assert.equal(box(view, 91_000, 95_000), null);
  assert.deepEqual(box(view, 75_000, 75_000), { left: 50, width: 0 }, "a moment has a place and no width");
});

test("zooming keeps the playhead where it is and stays inside the recording", () => {
  const closer = zoomed(view, 0.5, 66_000, 600_000);
  assert.equal(closer.toMs - closer.fromMs, 15_000);
  assert.equal(shareOf(closer, 66_000), shareOf(view, 66_000));
  assert.deepEqual(zoomed(view, 100, 66_000, 600_000), { fromMs: 0, toMs: 600_000 });
  const closest = zoomed({ fromMs: 0, toMs: 4000 }, 0.1, 100, 600_000);
  assert.equal(closest.toMs - closest.fromMs, 4000);
  assert.deepEqual(zoomed({ fromMs: 0, toMs: 2500 }, 0.5, 100, 2500), { fromMs: 0, toMs: 2500 }, "a short film is never cut");
});

test("the page turns when the playhead leaves it, and only then", () => {
  assert.equal(following(view, 75_000, 600_000), view);
  const next = following(view, 90_001, 600_000);
  assert.ok(next.fromMs < 90_001 && next.toMs > 90_001);
  assert.equal(next.toMs - next.fromMs, 30_000);
  assert.deepEqual(kept({ fromMs: -5000, toMs: 5000 }, 60_000), { fromMs: 0, toMs: 10_000 });
  assert.deepEqual(kept({ fromMs: 55_000, toMs: 65_000 }, 60_000), { fromMs: 50_000, toMs: 60_000 });
});

test("the ruler writes round positions, never more than there is room for", () => {
  assert.deepEqual(ticks(view, 8), [60_000, 65_000, 70_000, 75_000, 80_000, 85_000, 90_000]);
  for (const length of [500, 4000, 61_000, 600_000, 5_400_000]) assert.ok(ticks({ fromMs: 17, toMs: 17 + length }, 6).length <= 7, String(length));
});

test("marks at one moment get lanes of their own until the tier is full", () => {
  const marks = [{ startMs: 0, endMs: 10 }, { startMs: 5, endMs: 20 }, { startMs: 10, endMs: 30 }, { startMs: 100, endMs: 100 }, { startMs: 101, endMs: 101 }];
  assert.deepEqual(lanes(marks, 5, 3).map(({ lane }) => lane), [0, 1, 0, 0, 1]);
  assert.deepEqual(lanes(marks, 5, 1).map(({ lane }) => lane), [0, 0, 0, 0, 0]);
});

test("each bar of the sound is the loudest peak in its part", () => {
  assert.deepEqual(waveBars([1, 4, 2, 8], 10, 8, { fromMs: 0, toMs: 40 }, 2), [0.5, 1]);
  assert.deepEqual(waveBars([1, 4, 2, 8], 10, 8, { fromMs: 40, toMs: 80 }, 2), [0, 0], "beyond the peaks it is quiet");
  assert.deepEqual(waveBars([0, 0], 10, 0, { fromMs: 0, toMs: 20 }, 2), [0, 0]);
});
