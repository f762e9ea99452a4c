import assert from "node:assert/strict";
import { test } from "node:test";
import { percentOf } from "./percent.ts";

test("the number never runs ahead of the film", () => {
  assert.equal(percentOf({ progress_ms: 0, duration_ms: null }), null);
  assert.equal(percentOf({ progress_ms: null, duration_ms: 1000 }), 0);
  assert.equal(percentOf({ progress_ms: 999, duration_ms: 1000 }), 99);
  assert.equal(percentOf({ progress_ms: 1400, duration_ms: 1000 }), 100);
});
