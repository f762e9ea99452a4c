import assert from "node:assert/strict";
import { test } from "node:test";
import { type Moment, type Release, momentsOf, next, previous, resume, stretchOf } from "./steps.ts";

const moment = (id: string, position: number, looked = false): Moment => ({
  id, recording_id: "r", annotation_id: `a${id}`, position, start_ms: 10_000, end_ms: 16_000, look: looked ? { id: "l", seen: "nothing", text: "" } : null, mark: null,
});
const release = (id: string, at: string, moments: Moment[]): Release => ({ id, coach: { id: "c", given: "Els" }, message: "", released_at: at, moments });

test("she goes on where she was", () => {
  assert.deepEqual(resume([moment("1", 1), moment("2", 2)]), { is: "message" });
  assert.deepEqual(resume([moment("1", 1, true), moment("2", 2)]), { is: "moment", index: 1 });
  assert.deepEqual(resume([moment("1", 1, true)]), { is: "work_point" });
});

test("moments come in the order the coach gave them, an earlier release first", () => {
  const list = momentsOf([release("late", "2026-03-09", [moment("c", 1)]), release("early", "2026-03-05", [moment("b", 2), moment("a", 1)])]);
  assert.deepEqual(list.map((one) => one.id), ["a", "b", "c"]);
});

test("forwards and backwards pass every step once", () => {
  const forwards = [next({ is: "message" }, 2), next({ is: "moment", index: 0 }, 2), next({ is: "moment", index: 1 }, 2)];
  assert.deepEqual(forwards, [{ is: "moment", index: 0 }, { is: "moment", index: 1 }, { is: "work_point" }]);
  assert.deepEqual(previous({ is: "work_point" }, 2), { is: "moment", index: 1 });
  assert.deepEqual(previous({ is: "moment", index: 0 }, 2), { is: "message" });
});

test("a point in time gets some time around it, inside the film", () => {
  assert.deepEqual(stretchOf({ ...moment("1", 1), start_ms: 30_000, end_ms: 30_000 }, 60_000), { inMs: 28_000, outMs: 32_000 });
  assert.deepEqual(stretchOf({ ...moment("1", 1), start_ms: 500, end_ms: 500 }, 60_000), { inMs: 0, outMs: 2500 });
  assert.deepEqual(stretchOf(moment("1", 1), 60_000), { inMs: 10_000, outMs: 16_000 });
  assert.equal(stretchOf({ ...moment("1", 1), start_ms: 59_000, end_ms: 60_000 }, 60_000).outMs, 59_999);
});
