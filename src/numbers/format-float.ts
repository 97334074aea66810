// Converts a double to text like the reference for a float constant in a .mpy file (py/formatfloat.c, `repr`): with 16
// to 19 digits, the first number of digits whose text reads back as the same number. The digits are computed in
// extended precision, so they are not always correctly rounded, nor the shortest.

import { digitsCertainly, scaleCertainly } from "./certain.ts";
import { decimalScale, fromDouble, fromInteger, roundHalfUp, toDouble } from "./extended.ts";
import { parseFloatText } from "./parse-float.ts";

/** Minimum number of digits that this algorithm tries. */
const MIN_DIGITS = 16;
const MAX_DIGITS = 19;
/** The least integer of {@link MIN_DIGITS} digits. */
const FIRST_OF_MIN_DIGITS = 1e15;
const ONE = fromInteger(1n);
/** From this power of ten on, an exponent is written. */
const MAX_PLAIN_EXPONENT = 16;
/** Down to this power of ten, no exponent is written. */
const MIN_PLAIN_EXPONENT = -4;

/** Text of a float constant, as in `repr`: `1.0`, `-0.0`, `1e+16`, `inf`, `nan`. */
export function formatFloat(value: number): string {
  const text = formatGeneral(value);
  return /[.en]/.test(text) ? text : `${text}.0`;
}

/** Text of a complex constant, as in `repr`: `2j`, `(1+2j)`. */
export function formatComplex(real: number, imag: number): string {
  if (real === 0) return `${formatGeneral(imag)}j`;
  const text = formatGeneral(imag);
  return `(${formatGeneral(real)}${text.startsWith("-") ? "" : "+"}${text}j)`;
}

/** The text, without a decimal point if it is not needed. */
function formatGeneral(value: number): string {
  if (Number.isNaN(value)) return "nan";
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const magnitude = Math.abs(value);
  if (magnitude === Infinity) return `${sign}inf`;
  if (magnitude === 0) return `${sign}0`;
  const exponent = decimalExponent(magnitude);
  const certain = certainDigits(magnitude, exponent);
  if (certain !== undefined) return sign + layOut(certain, MIN_DIGITS, exponent);
  for (let digits = MIN_DIGITS; ; digits++) {
    const mantissa = roundHalfUp(decimalScale(fromDouble(magnitude), digits - 1 - exponent));
    const text = layOut(mantissa.toString(), digits, exponent);
    if (digits === MAX_DIGITS || parseFloatText(text).value === magnitude) return sign + text;
  }
}

/** The digits, if they are certain and {@link MIN_DIGITS} of them are enough; else undefined. */
function certainDigits(magnitude: number, exponent: number): string | undefined {
  const power = MIN_DIGITS - 1 - exponent;
  const digits = digitsCertainly(magnitude, power);
  if (!(digits >= FIRST_OF_MIN_DIGITS)) return undefined;
  let mantissa = digits;
  let zeros = 0;
  for (; mantissa % 10 === 0; mantissa /= 10) zeros++;
  return scaleCertainly(mantissa, zeros - power) === magnitude ? digits.toString() : undefined;
}

const powersOfTen = new Map<number, number>();

/** 10^`power` as a double. */
function powerOfTen(power: number): number {
  let value = powersOfTen.get(power);
  if (value === undefined) powersOfTen.set(power, (value = toDouble(decimalScale(ONE, power))));
  return value;
}

/**
 * Power of ten of the first digit. It is found by comparison with powers of ten as doubles. For some of the smallest
 * denormals the result is one too high, and their text is 0.98…e-323.
 */
function decimalExponent(value: number): number {
  let exponent = Math.floor(Math.log10(value));
  while (value >= powerOfTen(exponent + 1)) exponent++;
  while (value < powerOfTen(exponent)) exponent--;
  return exponent;
}

/** Writes the digits of `mantissa`, whose first digit has the power `exponent` of ten. */
function layOut(mantissa: string, digits: number, exponent: number): string {
  let text = mantissa.padStart(digits, "0");
  if (text.length > digits) {
    // rounding made one more digit
    text = text.slice(0, digits);
    exponent++;
  }
  if (exponent >= 0 && exponent < MAX_PLAIN_EXPONENT) {
    const whole = exponent + 1;
    if (whole >= text.length) return text.padEnd(whole, "0");
    return trimmed(text.slice(0, whole), text.slice(whole));
  }
  if (exponent < 0 && exponent >= MIN_PLAIN_EXPONENT) {
    return trimmed("0", "0".repeat(-exponent - 1) + text);
  }
  const power = Math.abs(exponent).toString().padStart(2, "0");
  return `${trimmed(text.slice(0, 1), text.slice(1))}e${exponent < 0 ? "-" : "+"}${power}`;
}

function trimmed(whole: string, fraction: string): string {
  const kept = fraction.replace(/0+$/, "");
  return kept === "" ? whole : `${whole}.${kept}`;
}
