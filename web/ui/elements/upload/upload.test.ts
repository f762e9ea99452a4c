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
  const packets = (size: number, at: number): Uint8Array<ArrayBuffer> => new Uint8Array(1152).map((_, i) => (i >= at && (i - at) % size === 0 ? 0x47 : 0xff));
  const films = ["\0\0\0\x20ftypqt  ", new Uint8Array([0x1a, 0x45, 0xdf, 0xa3, 1]), "RIFF\0\0\0\0AVI LIST", packets(188, 0), packets(192, 4), packets(188, 100)];
  for (const film of films) assert.equal(await isFilm(new Blob([film])), true);
  for (const other of ["RIFF\0\0\0\0WAVEfmt ", new Uint8Array(1152).fill(0x46), packets(188, 0).slice(0, 700)]) assert.equal(await isFilm(new Blob([other])), false);
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
