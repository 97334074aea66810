// Double -> text, as the reference prints a float constant into a .mpy file (py/formatfloat.c, `repr`): from 16 digits up to
// 19, the first count whose text reads back as the same number. The digits come from extended precision, so that they are not
// always those of a correctly rounded conversion, and neither are they the shortest.

import { digitsCertainly, scaleCertainly } from "./certain.ts";
import { decimalScale, fromDouble, fromInteger, roundHalfUp, toDouble } from "./extended.ts";
import { parseFloatText } from "./parse-float.ts";

/** Digits of a double that always can be told from its neighbours by this algorithm. */
const MIN_DIGITS = 16;
const MAX_DIGITS = 19;
/** The least integer of {@link MIN_DIGITS} digits. */
const FIRST_OF_MIN_DIGITS = 1e15;
const ONE = fromInteger(1n);
/** From this power of ten on an exponent is written. */
const MAX_PLAIN_EXPONENT = 16;
/** Down to this power of ten none is written. */
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

/** The text without a decimal point where none is needed. */
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

/** The digits, where it is certain what they are and that {@link MIN_DIGITS} of them are enough. */
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
 * Power of ten of the first digit. Compared with powers of ten as doubles: of the smallest denormals, where those are coarse,
 * some get one too high, and 0.98…e-323 for their text.
 */
function decimalExponent(value: number): number {
  let exponent = Math.floor(Math.log10(value));
  while (value >= powerOfTen(exponent + 1)) exponent++;
  while (value < powerOfTen(exponent)) exponent--;
  return exponent;
}

/** Writes the digits of `mantissa`, which stands for its first digit times 10^`exponent`. */
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
