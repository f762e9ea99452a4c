import assert from "node:assert/strict";
import { test } from "node:test";
import { capMs, spanOf } from "./preset.ts";

test("the length she chose ends softly; what was forgotten ends by itself", () => {
  const at = (minutes: number, seconds: number): string => spanOf((minutes * 60 + seconds) * 1000, 5);
  assert.equal(at(0, 0), "running");
  assert.equal(at(3, 59), "running");
  assert.equal(at(4, 0), "lastMinute");
  assert.equal(at(4, 59), "lastMinute");
  assert.equal(at(5, 0), "over", "it goes on until she stops");
  assert.equal(at(58, 59), "over");
  assert.equal(at(59, 0), "ending");
  assert.equal(at(60, 0), "capped");
  assert.equal(capMs(10), 3_600_000);
  assert.equal(capMs(45), 3 * 45 * 60_000, "a long plan has a longer end");
});
