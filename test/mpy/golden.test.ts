// Every recorded file belongs to a case, and every case has its file.

import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { COMPILED, FROZEN, goldenPath, LISTED, MERGED } from "./golden.ts";

const files = (folder: string): string[] => readdirSync(goldenPath(folder)).sort();

test("every recorded file belongs to a case", () => {
  expect(files("mpy")).toEqual(COMPILED.map(({ name }) => `${name}.mpy`).sort());
  expect(files("merged")).toEqual(MERGED.map(({ name }) => `${name}.mpy`).sort());
  expect(files("frozen")).toEqual(FROZEN.map(({ name }) => `${name}.c`).sort());
  expect(files("listings")).toEqual([...LISTED.map(({ name }) => `${name}.txt`), "second.hex.txt"].sort());
  expect(files("inputs")).toEqual([...new Set(COMPILED.map(({ input }) => `${input}.py`))].sort());
});
