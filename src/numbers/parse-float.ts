// Decimal text -> double, as the reference does it (py/parsenum.c): with a mantissa of 64 bits and arithmetic in the x87's
// extended precision, whose rounding is not always that of a correctly rounded conversion. A float constant is text in a
// .mpy file, and this is also what decides how many digits it is written with.

import { decimalScale, fromInteger, toDouble } from "./extended.ts";

/** From this mantissa on further digits only count as zeros. */
const MANTISSA_MAX = 0x1999999999999998n;
/** Exponents stop growing here; anything of the sort is infinite or zero. */
const EXPONENT_STOP = (0x7fffffff / 2 - 9) / 10;

/** A parsed number. */
export interface ParsedFloat {
  /** Its value; the sign is not part of the text. */
  value: number;
  /** Characters read, up to the first that does not belong; -1 if the text ends where an exponent should stand. */
  length: number;
}

/** Reads an unsigned decimal number from the beginning of `text`. */
export function parseFloatText(text: string): ParsedFloat {
  let mantissa = 0n;
  let exponent = 0;
  let negative = false;
  let extra = 0; // power of ten by digits that were dropped or stand behind the point
  let zerosBefore = 0;
  let zerosBehind = 0;
  let part: "integer" | "fraction" | "exponent" = "integer";
  let at = 0;

  const accept = (digit: bigint, fraction: boolean): void => {
    if (mantissa < MANTISSA_MAX) {
      if (fraction) extra--;
      mantissa = 10n * mantissa + digit;
    } else if (!fraction) {
      extra++;
    }
  };

  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const digit = code - 48;
    if (digit >= 0 && digit <= 9) {
      if (part === "exponent") {
        if (exponent < Math.floor(EXPONENT_STOP)) exponent = 10 * exponent + digit;
      } else if (digit === 0 || mantissa >= MANTISSA_MAX) {
        if (part === "integer") zerosBefore++;
        else zerosBehind++;
      } else {
        for (; zerosBefore > 0; zerosBefore--) accept(0n, false);
        for (; zerosBehind > 0; zerosBehind--) accept(0n, true);
        accept(BigInt(digit), part === "fraction");
      }
    } else if (part === "integer" && code === 46) {
      part = "fraction";
    } else if (part !== "exponent" && (code | 0x20) === 101) {
      part = "exponent";
      const sign = text[at + 1];
      if (sign === "+" || sign === "-") {
        at++;
        negative = sign === "-";
      }
      if (at + 1 >= text.length) return { value: 0, length: -1 };
    } else {
      break;
    }
  }
  if (negative) exponent = -exponent;
  return { value: scaled(mantissa, exponent + extra + zerosBefore), length: at };
}

/** `mantissa` * 10^`exponent`. */
function scaled(mantissa: bigint, exponent: number): number {
  if (mantissa === 0n) return 0;
  if (exponent === 0 && mantissa <= 0x1fffffffffffffn) return Number(mantissa);
  return toDouble(decimalScale(fromInteger(mantissa), exponent));
}
