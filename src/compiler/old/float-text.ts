// Double -> text as mpy-cross wrote float constants before 1.26 (`%.16g` in doubles): 16 digits, found by arithmetic that adds
// noise to the last ones, so that 0.98 is written 0.9800000000000001. Two algorithms: powers of ten are subtracted since 1.20;
// before, the number was scaled to one digit in front of the point with tables of powers.

import type { Behaviour } from "../../firmware/index.ts";
import { power } from "../tree/power.ts";

/** Significant digits. */
const PRECISION = 16;
/** Numbers below 10^-4 get an exponent. */
const PLAIN_ZEROS = 4;
const LOG10_OF_2 = 0.3010299956639812;
/** Powers of two by which the old algorithm finds the exponent, with their powers of ten. */
const STEPS = [256, 128, 64, 32, 16, 8, 4, 2, 1] as const;
const POSITIVE_POWERS = [1e256, 1e128, 1e64, 1e32, 1e16, 1e8, 1e4, 1e2, 1e1] as const;
const NEGATIVE_POWERS = [1e-256, 1e-128, 1e-64, 1e-32, 1e-16, 1e-8, 1e-4, 1e-2, 1e-1] as const;
/** From here on a number below 1 was taken for 1. */
const ROUND_TO_ONE = 0.999999999995;

/** Text of a float constant, as in `repr`. */
export function oldFloatText(value: number, behaviour: Behaviour): string {
  const text = general(value, behaviour);
  return /[.en]/.test(text) ? text : `${text}.0`;
}

/** Text of an imaginary constant. */
export function oldImaginaryText(value: number, behaviour: Behaviour): string {
  return `${general(value, behaviour)}j`;
}

function general(value: number, { scalesFloatText }: Behaviour): string {
  if (Number.isNaN(value)) return "nan";
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const magnitude = Math.abs(value);
  if (magnitude === Infinity) return `${sign}inf`;
  if (magnitude === 0) return `${sign}0`;
  return sign + (scalesFloatText ? bySubtraction(magnitude) : byScaling(magnitude));
}

/** The decimal digits of a number: `digits` characters, the point behind the first `whole` of them. */
interface Layout {
  digits: number[];
  whole: number;
  /** Whether an exponent is written. */
  hasExponent: boolean;
  exponent: number;
  /** Whether the next digit would be 5 or more. */
  roundsUp: boolean;
}

/** The exponent field of a double, without its bias. */
function binaryExponent(value: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return ((view.getUint32(0) >>> 20) & 0x7ff) - 1023;
}

function bySubtraction(value: number): string {
  const guess = Math.trunc(binaryExponent(value) * LOG10_OF_2);
  const layout = value < 1 ? smallLayout(value, guess) : largeLayout(value, guess);
  return write(layout);
}

function smallLayout(value: number, guess: number): Layout {
  let exponent = -guess;
  let base = power(10, -exponent);
  while (base > value) base = power(10, -++exponent);
  if (exponent <= PLAIN_ZEROS) {
    return { ...subtractDigits(value, 0, PRECISION + exponent), whole: 1, hasExponent: false, exponent: 0 };
  }
  return { ...subtractDigits(value / base, 0, PRECISION), whole: 1, hasExponent: true, exponent: -exponent };
}

function largeLayout(value: number, guess: number): Layout {
  let exponent = guess;
  while (value >= power(10, exponent + 1)) exponent++;
  const hasExponent = exponent >= PRECISION;
  const whole = hasExponent ? 1 : exponent + 1;
  return { ...subtractDigits(value, exponent, PRECISION), whole, hasExponent, exponent };
}

/** The first `count` digits, of which the first stands for 10^`place`. Below 1 the number grows, in place of the digit. */
function subtractDigits(value: number, place: number, count: number): { digits: number[]; roundsUp: boolean } {
  const digits: number[] = [];
  for (;;) {
    const unit = place > 0 ? power(10, place) : 1;
    let digit = 0;
    for (; digit < 9 && value >= unit; digit++) value -= unit;
    if (digits.length === count) return { digits, roundsUp: digit >= 5 };
    digits.push(digit);
    if (place <= 0) value *= 10;
    place--;
  }
}

function byScaling(value: number): string {
  return write(value < 1 ? scaledSmall(value) : scaledLarge(value));
}

function scaledSmall(value: number): Layout {
  const first = value >= ROUND_TO_ONE ? 1 : 0;
  let exponent = 0;
  STEPS.forEach((step, at) => {
    if (NEGATIVE_POWERS[at]! <= value) return;
    exponent += step;
    value *= POSITIVE_POWERS[at]!;
  });
  if (value < 1 && value >= ROUND_TO_ONE) {
    value = 1;
  } else if (value < 1) {
    exponent++;
    value *= 10;
  }
  if (exponent > PLAIN_ZEROS) {
    return { ...cutDigits(value, [], PRECISION), whole: 1, hasExponent: true, exponent: -exponent };
  }
  const places = PRECISION + exponent - 1;
  const zeros = Math.min(exponent === 0 ? places : exponent - 1, places);
  const before = [first, ...new Array<number>(zeros).fill(0)];
  return { ...cutDigits(value, before, places - zeros), whole: 1, hasExponent: false, exponent: 0 };
}

function scaledLarge(value: number): Layout {
  let exponent = 0;
  STEPS.forEach((step, at) => {
    if (POSITIVE_POWERS[at]! > value) return;
    exponent += step;
    value *= NEGATIVE_POWERS[at]!;
  });
  if (Math.trunc(value) >= 10) {
    exponent++;
    value *= 0.1;
  }
  const hasExponent = exponent >= PRECISION;
  return { ...cutDigits(value, [], PRECISION), whole: hasExponent ? 1 : exponent + 1, hasExponent, exponent };
}

/** `before` and the next `count` digits of a number below 10. */
function cutDigits(value: number, before: number[], count: number): { digits: number[]; roundsUp: boolean } {
  const digits = before;
  for (let left = count; left > 0; left--) {
    const digit = Math.trunc(value);
    digits.push(Math.max(digit, 0));
    value -= digit;
    value *= 10;
  }
  return { digits, roundsUp: value >= 5 };
}

/** Rounds and writes. */
function write({ digits, whole, hasExponent, exponent, roundsUp }: Layout): string {
  let at = digits.length - 1;
  if (roundsUp) {
    for (; at >= 0 && digits[at] === 9; at--) digits[at] = 0;
    if (at >= 0) digits[at]!++;
  }
  const carried = roundsUp && at < 0;
  if (carried) {
    digits.unshift(1);
    if (hasExponent) exponent++;
    else whole++;
  }
  let text = String.fromCharCode(...digits.map((digit) => 48 + digit));
  if (text.length > whole) text = `${text.slice(0, whole)}.${text.slice(whole)}`.replace(/0+$/, "").replace(/\.$/, "");
  if (!hasExponent) return text;
  const size = Math.abs(exponent);
  return `${text}e${exponent < 0 ? "-" : "+"}${String(size).padStart(2, "0")}`;
}
