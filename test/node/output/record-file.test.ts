// The record of written files: it is read back as it was written, and an altered one does no harm.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  isPathInside,
  outputsAmong,
  parseRecord,
  recordLine,
  recordPath,
} from "../../../src/node/output/record-file.ts";

const HASH = "0123456789abcdef".repeat(4);
const path = fc.string({ unit: "binary", minLength: 1 }).filter(isPathInside);

test.each([
  ["flash", ".flash.micropython.sha256"],
  ["device/fs", "device/.fs.micropython.sha256"],
  ["", ".micropython.sha256"],
])("the record of the flash in %j lies beside it", (flash, path) => {
  expect(recordPath(flash)).toBe(path);
  const { isWhole, names } = outputsAmong(["flash", "fs", path.slice(path.lastIndexOf("/") + 1)]);
  expect([isWhole, ...names]).toEqual(flash === "" ? [true, ""] : [false, flash.slice(flash.lastIndexOf("/") + 1)]);
});

test("any name is read as it was written", () => {
  fc.assert(
    fc.property(fc.array(path), (paths) => {
      const record = parseRecord(paths.map((one) => recordLine(one, HASH)).join(""));
      expect([...record.keys()].sort()).toEqual([...new Set(paths)].sort());
    }),
  );
});

test("a truncated line is ignored", () => {
  const text = recordLine("a.mpy", HASH) + recordLine("b.mpy", HASH);
  for (let end = 0; end < text.length; end++) {
    const paths = [...parseRecord(text.slice(0, end)).keys()];
    expect(paths).toEqual(end < text.indexOf("\n") + 1 ? [] : ["a.mpy"]);
  }
});

describe("a path that leads out of the folder is ignored, on any system", () => {
  test.each([
    "../x",
    "a/../../x",
    "/etc/passwd",
    "..\\..\\x",
    "a\\..\\..\\x",
    "C:\\x",
    "c:x",
    "C:/x",
    "\\\\host\\x",
    "a//b",
    "./a",
    "a\0",
  ])("%j", (path) => {
    expect(parseRecord(`${HASH}  ${path}\n`).size).toBe(0);
    expect(isPathInside(path)).toBe(false);
  });
});
