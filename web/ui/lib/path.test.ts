import assert from "node:assert/strict";
import { test } from "node:test";
import { ownAddress } from "./path.ts";

const here = "https://terugblik.example";

test("a way back stays on this site, however it is written", () => {
  for (const to of ["//evil.example", "/\\evil.example", "/\t/evil.example", "/\n\\evil.example", "https://evil.example/", "javascript:alert(1)", "\\\\evil.example", "//", "", null])
    assert.equal(ownAddress(to, here), null, JSON.stringify(to));
  assert.equal(ownAddress("/cycles/1?step=why#notes", here), `${here}/cycles/1?step=why#notes`);
  assert.equal(ownAddress("/.//evil.example", here), `${here}//evil.example`, "whole, so that it is not read again as a host");
});
