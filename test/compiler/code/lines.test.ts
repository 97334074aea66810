import { expect, it } from "vitest";
import type { Line } from "../../../src/compiler/brands.ts";
import { ByteWriter } from "../../../src/bytes/writer.ts";
import { Jumps } from "../../../src/compiler/code/bytecode/jumps.ts";
import { Lines } from "../../../src/compiler/code/bytecode/lines.ts";

/** The table for places [line, position] in code without jumps. */
function table(...places: [line: number, position: number][]): number[] {
  const jumps = new Jumps();
  jumps.reset(0);
  jumps.settle();
  const lines = new Lines();
  lines.reset();
  for (const [line, position] of places) lines.set(line as Line, position, 0);
  const writer = new ByteWriter();
  lines.write(writer, jumps);
  return [...writer.toBytes()];
}

it.each<[string, [number, number][], number[]]>([
  ["line 1 needs no entry", [[1, 0]], []],
  ["one line, some bytes", [[2, 5]], [0b001_00101]],
  ["three lines in one byte", [[4, 0]], [0b011_00000]],
  ["six lines in two bytes of three", [[7, 0]], [0b011_00000, 0b011_00000]],
  ["seven lines in the long form", [[8, 3]], [0x83, 7]],
  ["300 lines: low byte last", [[301, 1]], [0x80 | 1 | 0x10, 300 & 0xff]],
  ["the long form holds 2047 lines", [[2049, 0]], [0x80 | 0x70, 0xff, 0b001_00000]],
  ["31 bytes at a time", [[2, 40]], [31, 0b001_01001]],
  ["many lines after many bytes: bytes first", [[10, 20]], [0b011_10100, 0b011_00000, 0b011_00000]],
  [
    "a line before the last is not noted",
    [
      [3, 0],
      [2, 4],
      [4, 6],
    ],
    [0b010_00000, 0b001_00110],
  ],
])("%s", (_, places, expected) => {
  expect(table(...places)).toEqual(expected);
});
