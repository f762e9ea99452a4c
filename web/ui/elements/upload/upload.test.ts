import assert from "node:assert/strict";
import { test } from "node:test";
import { isFilm, percent, retry, same } from "./file.ts";

const begun = { id: "a", name: "IMG_1.MOV", size: 3, received: 1 };
const file = (name: string, content: string): File => new File([content], name, { lastModified: 5 });

test("the same file goes on, another does not", () => {
  assert.equal(same(begun, file("IMG_1.MOV", "abc")), true, "by name and size where this device noted nothing");
  assert.equal(same(begun, file("IMG_2.MOV", "abc")), false);
  assert.equal(same(begun, file("IMG_1.MOV", "abcd")), false);
});

test("a film is known by how it begins", async () => {
  assert.equal(await isFilm(new Blob(["\0\0\0\x20ftypqt  "])), true);
  for (const other of ["", "\xff\xd8\xff\xe0\0\x10JFIF", "#EXTM3U\nfile", "%PDF-1.7 ...."]) assert.equal(await isFilm(new Blob([other])), false, other);
});

test("a hundred percent is all of it", () => {
  assert.deepEqual([percent(0, 10), percent(999, 1000), percent(1000, 1000), percent(5, 0)], [0, 99, 100, 0]);
});

test("what may pass is tried again, what may not is said", () => {
  for (const status of [0, 408, 429, 500, 502, 503]) assert.equal(retry(status, ""), true, String(status));
  for (const code of ["upload_offset", "upload_locked", "upload_under_way"]) assert.equal(retry(409, code), true, code);
  for (const [status, code] of [[409, "recording_has_film"], [409, "trajectory_paused"], [413, "too_large"], [507, "disk_full"], [401, "no_login"], [404, "not_found"]] as const) assert.equal(retry(status, code), false, code);
});
