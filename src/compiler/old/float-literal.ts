// Decimal text -> double as mpy-cross did it before 1.26: in doubles, with powers of ten from the C library, so that the last
// bits of many values differ from today's.

import type { Behaviour } from "../../firmware/index.ts";
import { type Decimal, integerMantissa } from "../../numbers/parse-float.ts";
import { power } from "../tree/power.ts";

/** From here on further digits were not added up. */
const MANTISSA_MAX = 1e200;
/** The smallest power of ten that is a normal number. */
const SMALL_NORMAL = 1e-307;
const SMALL_NORMAL_EXPONENT = -307;
/** Powers of ten up to this one are exact. */
const EXACT_POWER = 22;

/** The value of a number that was taken apart. */
export function oldFloatValue(decimal: Decimal, behaviour: Behaviour): number {
  if (behaviour.hasIntegerMantissa) {
    const { mantissa, exponent } = integerMantissa(decimal);
    return scaled(Number(mantissa), exponent);
  }
  return behaviour.defersZeros ? withDeferredZeros(decimal) : withAllDigits(decimal);
}

/** 1.19: every digit is added up, zeros behind the point too. */
function withAllDigits({ digits, whole, exponent }: Decimal): number {
  let value = 0;
  let extra = 0;
  for (let at = 0; at < digits.length; at++) {
    if (value < MANTISSA_MAX) {
      value = 10 * value + (digits.charCodeAt(at) - 48);
      if (at >= whole) extra--;
    } else if (at < whole) {
      extra++;
    }
  }
  return scaled(value, exponent + extra);
}

/** 1.20 to 1.24: zeros count only if another digit follows. */
function withDeferredZeros({ digits, whole, exponent }: Decimal): number {
  let value = 0;
  let extra = 0;
  let zeros = 0;
  let wholeZeros = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = digits.charCodeAt(at) - 48;
    if (digit === 0 || value >= MANTISSA_MAX) {
      zeros++;
      if (at < whole) wholeZeros++;
      continue;
    }
    for (let back = zeros; back >= 0; back--) {
      const isFraction = at - back >= whole;
      if (value < MANTISSA_MAX) {
        value = 10 * value + (back === 0 ? digit : 0);
        if (isFraction) extra--;
      } else if (!isFraction) {
        extra++;
      }
    }
    zeros = 0;
    wholeZeros = 0;
  }
  return scaled(value, exponent + extra + wholeZeros);
}

/** `value` * 10^`exponent`, through a detour where 10^`exponent` alone is too small. */
function scaled(value: number, exponent: number): number {
  if (exponent < SMALL_NORMAL_EXPONENT) {
    exponent -= SMALL_NORMAL_EXPONENT;
    value *= SMALL_NORMAL;
  }
  if (exponent < 0 && exponent >= -EXACT_POWER) return value / power(10, -exponent);
  return value * power(10, exponent);
}
