// Converts decimal text to a double like the reference (py/parsenum.c): with a mantissa of 64 bits and arithmetic in
// the x87's extended precision, which is not always correctly rounded. A float constant is text in a .mpy file, and
// this conversion decides its number of digits.

import { scaleCertainly } from "./certain.ts";
import { decimalScale, fromInteger, toDouble } from "./extended.ts";

/** From this mantissa on, further digits are treated as zeros. */
const MANTISSA_MAX = 0x1999999999999998n;
/** Every number with this many digits is a double. */
const SAFE_DIGITS = 15;
/** Limit of exponents. Numbers beyond it are infinite or zero. */
const EXPONENT_STOP = Math.floor((0x7fffffff / 2 - 9) / 10);

/** The parts of an unsigned decimal number. */
export interface Decimal {
  /** All its digits, without the point. */
  digits: string;
  /** Number of digits before the point. */
  whole: number;
  /** The written exponent. */
  exponent: number;
  /** Number of characters read; -1 if the text ends where an exponent is expected. */
  length: number;
}

/** A parsed number. */
export interface ParsedFloat {
  /** Its value; the sign is not part of the text. */
  value: number;
  /** As in {@link Decimal}. */
  length: number;
}

/** Parses the decimal number at the beginning of `text` into its parts. */
export function scanDecimal(text: string): Decimal {
  let digits = "";
  let whole = -1;
  let at = 0;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) digits += text[at]!;
    else if (whole < 0 && code === 46) whole = digits.length;
    else break;
  }
  if (whole < 0) whole = digits.length;
  if (at === text.length || (text.charCodeAt(at) | 0x20) !== 101) return { digits, whole, exponent: 0, length: at };
  at++;
  const negative = text[at] === "-";
  if (negative || text[at] === "+") at++;
  if (at === text.length) return { digits, whole, exponent: 0, length: -1 };
  let exponent = 0;
  for (; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) break;
    if (exponent < EXPONENT_STOP) exponent = 10 * exponent + digit;
  }
  return { digits, whole, exponent: negative ? -exponent : exponent, length: at };
}

/** A decimal number as an integer of up to 64 bits, and the power of ten to multiply it with. */
export function integerMantissa({ digits, whole, exponent }: Decimal): { mantissa: bigint; exponent: number } {
  let mantissa = 0n;
  let extra = 0; // power of ten from digits that were dropped or are after the point
  let zeros = 0; // number of trailing zeros, which count only if another digit follows
  let wholeZeros = 0; // trailing zeros before the point
  for (let at = 0; at < digits.length; at++) {
    const digit = digits.charCodeAt(at) - 48;
    if (digit === 0 || mantissa >= MANTISSA_MAX) {
      zeros++;
      if (at < whole) wholeZeros++;
      continue;
    }
    for (let back = zeros; back >= 0; back--) {
      const isFraction = at - back >= whole;
      if (mantissa < MANTISSA_MAX) {
        if (isFraction) extra--;
        mantissa = 10n * mantissa + (back === 0 ? BigInt(digit) : 0n);
      } else if (!isFraction) {
        extra++;
      }
    }
    zeros = 0;
    wholeZeros = 0;
  }
  return { mantissa, exponent: exponent + extra + wholeZeros };
}

/** Reads an unsigned decimal number from the beginning of `text`. */
export function parseFloatText(text: string): ParsedFloat {
  const decimal = scanDecimal(text);
  return { value: decimal.length < 0 ? 0 : valueOf(decimal), length: decimal.length };
}

function valueOf(decimal: Decimal): number {
  const { digits, whole, exponent } = decimal;
  if (digits.length <= SAFE_DIGITS) {
    const certain = scaleCertainly(Number(digits), exponent - (digits.length - whole));
    if (!Number.isNaN(certain)) return certain;
  }
  const exact = integerMantissa(decimal);
  return scaled(exact.mantissa, exact.exponent);
}

/** `mantissa` * 10^`exponent`. */
function scaled(mantissa: bigint, exponent: number): number {
  if (mantissa === 0n) return 0;
  if (exponent === 0 && mantissa <= 0x1fffffffffffffn) return Number(mantissa);
  return toDouble(decimalScale(fromInteger(mantissa), exponent));
}
