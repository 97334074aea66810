import { expect, it } from "vitest";
import { ConstantTable } from "../../../src/compiler/code/constant-table.ts";
import type { Constant } from "../../../src/compiler/tree/constant.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const float = (value: number): Constant => ({ type: "float", value });
const int = (value: bigint): Constant => ({ type: "int", value });
const tuple = (...items: Constant[]): Constant => ({ type: "tuple", items });

/** Indices given to the constants in turn. */
function indices(constants: readonly Constant[]): number[] {
  const table = new ConstantTable();
  return constants.map((constant) => table.use(constant));
}

it.each<[string, readonly Constant[], number[]]>([
  [
    "equal texts are one",
    [
      { type: "str", bytes: bytes("ab") },
      { type: "str", bytes: bytes("ab") },
    ],
    [0, 0],
  ],
  [
    "text and bytes are two",
    [
      { type: "str", bytes: bytes("ab") },
      { type: "bytes", bytes: bytes("ab") },
    ],
    [0, 1],
  ],
  ["int and float are two", [int(1n), float(1), int(1n)], [0, 1, 0]],
  ["zeros of both signs are two", [float(0), float(-0), float(0)], [0, 1, 0]],
  ["a NaN equals no other", [float(NaN), float(NaN)], [0, 1]],
  [
    "complex zeros are one",
    [
      { type: "complex", real: 0, imag: 0 },
      { type: "complex", real: 0, imag: -0 },
    ],
    [0, 0],
  ],
  ["tuples are equal by their items", [tuple(int(1n)), tuple(int(1n)), tuple(float(1)), tuple()], [0, 0, 1, 2]],
  ["nesting counts", [tuple(tuple(int(1n)), int(2n)), tuple(tuple(int(1n), int(2n)))], [0, 1]],
  ["True is not 1", [{ type: "true" }, int(1n), { type: "true" }], [0, 1, 0]],
])("%s", (_, constants, expected) => {
  expect(indices(constants)).toEqual(expected);
});

it("one NaN is itself", () => {
  const nan = float(NaN);
  expect(indices([nan, nan])).toEqual([0, 0]);
});
