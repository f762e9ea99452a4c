import assert from "node:assert/strict";
import { test } from "node:test";
import { playedMs, untold } from "./ranges.ts";

const ranges = (...list: [number, number][]): TimeRanges => ({ length: list.length, start: (i: number) => list[i]![0], end: (i: number) => list[i]![1] });

test("what was played is told in whole milliseconds", () => {
  assert.deepEqual(playedMs(ranges([0, 1.2345], [3, 3])), [[0, 1235]]);
});

test("nothing is told twice and nothing is left out", () => {
  assert.deepEqual(untold([[0, 5000]], []), [[0, 5000]]);
  assert.deepEqual(untold([[0, 9000]], [[0, 5000]]), [[5000, 9000]]);
  assert.deepEqual(untold([[0, 9000]], [[2000, 3000], [5000, 6000]]), [[0, 2000], [3000, 5000], [6000, 9000]]);
  assert.deepEqual(untold([[1000, 2000]], [[0, 9000]]), []);
  assert.deepEqual(untold([[0, 100], [200, 300]], [[50, 250]]), [[0, 50], [250, 300]]);
});
