// The constants of the module math that the reference knows at compile time (py/modmath.c). Each is one object, as in the reference:
// two uses of math.nan are the same constant, which two results of arithmetic would not be.

import type { Constant } from "./constant.ts";

/** By name. */
export const MATH_CONSTANTS: ReadonlyMap<string, Constant> = new Map<string, Constant>([
  ["e", { type: "float", value: Math.E }],
  ["pi", { type: "float", value: Math.PI }],
  ["tau", { type: "float", value: 2 * Math.PI }],
  ["inf", { type: "float", value: Infinity }],
  ["nan", { type: "float", value: NaN }],
]);
