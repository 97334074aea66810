// x ** y, against the reference's folded results (fixtures/powers.txt) and the special cases of the C library.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { power } from "../../../src/compiler/tree/power.ts";
import { formatFloat } from "../../../src/numbers/format-float.ts";

const recorded = readFileSync(join(import.meta.dirname, "fixtures", "powers.txt"), "latin1")
  .trim()
  .split("\n")
  .map((line) => /^(\S+) \*\* (\S+) = (\S+)$/.exec(line)!.slice(1) as [string, string, string]);

test(`${recorded.length} powers are the reference's`, () => {
  const ours = recorded.map(([base, exponent]) => [base, exponent, formatFloat(power(Number(base), Number(exponent)))]);
  expect(ours).toEqual(recorded);
});

test.each([
  [1, NaN, 1],
  [NaN, 0, 1],
  [-1, Infinity, 1],
  [1, -Infinity, 1],
  [0, 5, 0],
  [-0, 3, -0],
  [-0, 2, 0],
  [-2, 3, -8],
  [-2, 2, 4],
  [2, 1023, 2 ** 1023],
  [2, 1024, Infinity],
  [2, -1074, 5e-324],
  [2, -1075, 0],
  [2, -1076, 0],
  [Infinity, -1, 0],
  [0.5, Infinity, 0],
  [134217727, 2, 18014398241046528],
  [1e11, 17, 1e187],
  [2.25, 0.5, 1.5],
])("%d ** %d is %d", (base, exponent, result) => {
  expect(power(base, exponent)).toBe(result);
});
