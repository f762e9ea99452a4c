import assert from "node:assert/strict";
import { test } from "node:test";
import vectors from "../../../media/testdata/timebase.json";
import { exact, firstMs, frameAt, frameOfMediaTime, frameOfTime, middleSeconds, short, stretch } from "./timebase.ts";

test("the browser counts frames as the server does", () => {
  for (const v of vectors) {
    const rate = { num: v.num, den: v.den };
    assert.equal(frameAt(rate, v.ms), v.frame, `frame at ${v.ms} ms at ${v.num}/${v.den}`);
    assert.equal(firstMs(rate, v.frame), v.first, `first ms of frame ${v.frame} at ${v.num}/${v.den}`);
  }
});

test("a mark leads back to the frame it was made on, through its first millisecond and its middle", () => {
  for (const rate of [{ num: 30, den: 1 }, { num: 25, den: 1 }, { num: 30000, den: 1001 }, { num: 24, den: 1 }]) {
    for (let n = 0; n < 200_000; n += 1 + (n % 97)) {
      assert.equal(frameAt(rate, firstMs(rate, n)), n);
      assert.equal(frameOfTime(rate, middleSeconds(rate, n)), n);
      assert.equal(frameOfMediaTime(rate, Number(((n * rate.den) / rate.num).toFixed(6))), n);
    }
  }
});

test("positions are written as people read them", () => {
  assert.equal(exact(74240), "01:14.240");
  assert.equal(exact(4503120), "75:03.120");
  assert.equal(short(74240), "01:14");
  assert.equal(stretch(72000, 81000), "01:12–01:21");
  assert.equal(stretch(72000, 72000), "01:12");
});
