// Floats to text and back, compared with the reference's results for the same literals (fixtures/floats.txt: literal, printed).

import fc from "fast-check";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { formatComplex, formatFloat } from "../../src/numbers/format-float.ts";
import { formatInteger } from "../../src/compiler/code/format-integer.ts";
import { parseFloatText } from "../../src/numbers/parse-float.ts";

const recorded = readFileSync(join(import.meta.dirname, "fixtures", "floats.txt"), "latin1")
  .trim()
  .split("\n")
  .map((line) => line.split(" ") as [literal: string, printed: string]);

describe("recorded answers", () => {
  test(`${recorded.length} literals are read and printed as the reference does`, () => {
    const ours = recorded.map(([literal]) => [literal, formatFloat(parseFloatText(literal).value)]);
    expect(ours).toEqual(recorded);
  });
});

describe("printing", () => {
  test.each([
    [0, "0.0"],
    [-0, "-0.0"],
    [1, "1.0"],
    [-1.5, "-1.5"],
    [0.1 + 0.2, "0.30000000000000004"],
    [9.95, "9.949999999999999"],
    [1e15, "1000000000000000.0"],
    [1e16, "1e+16"],
    [0.0001, "0.0001"],
    [0.00001, "1e-05"],
    [1e100, "1e+100"],
    [1e-323, "0.988131291682493e-323"],
    [5e-324, "4.940656458412465e-324"],
    [Number.MAX_VALUE, "1.7976931348623157e+308"],
    [Infinity, "inf"],
    [-Infinity, "-inf"],
    [NaN, "nan"],
  ])("%d is %s", (value, text) => {
    expect(formatFloat(value)).toBe(text);
  });

  test("what has a text of at most 19 digits is printed so that it reads back, but for the very smallest", () => {
    const double = fc.double({ noNaN: true, noDefaultInfinity: true, min: 1e-300, max: 1e300 });
    fc.assert(fc.property(double, (value) => parseFloatText(formatFloat(value)).value === value));
  });

  test("complex numbers", () => {
    expect(formatComplex(0, 1)).toBe("1j");
    expect(formatComplex(0, 1.5)).toBe("1.5j");
    expect(formatComplex(2, -3)).toBe("(2-3j)");
  });
});

describe("reading", () => {
  test.each([
    ["1.5", 1.5, 3],
    ["1.5j", 1.5, 3],
    ["1.2.3", 1.2, 3],
    ["1e", 0, -1],
    ["1e+", 0, -1],
    ["1e5x", 100000, 3],
    ["1e99999999999999999999", Infinity, 22],
    ["1e-99999999999999999999", 0, 23],
    ["0.000", 0, 5],
  ])("%s", (text, value, length) => {
    expect(parseFloatText(text)).toEqual({ value, length });
  });
});

describe("integers", () => {
  test("are printed in full", () => {
    expect(formatInteger(-(10n ** 40n))).toBe(`-1${"0".repeat(40)}`);
  });
  test.each([
    [3_600_000, 450_004],
    [4_000_000, 500_004],
    [5_000_000, 1_666_680],
  ])("2**%i is refused where the reference runs out of memory", (bits, bytes) => {
    expect(() => formatInteger(1n << BigInt(bits))).toThrow(`memory allocation failed, allocating ${bytes} bytes`);
  });
});
