// Fast conversions by powers of ten in doubles, for numbers whose rounding is certain: the exact result is so far from
// a rounding boundary that the x87's extended precision, with an error of at most three of its units, rounds the same
// way. This handles nearly all constants of programs. extended.ts, which is exact and slow, handles the rest.

/** Largest power of ten that is a double. */
const MAX_POWER = 22;
const POWERS: Float64Array = new Float64Array(MAX_POWER + 1);
for (let power = 0; power <= MAX_POWER; power++) POWERS[power] = Number(`1e${power}`);

/** All integers up to this are doubles. */
const MAX_INTEGER = 2 ** 53;
/** The error of extended precision: 3 / 2^11 units of a double, rounded up. */
const MARGIN = 0.01;

/** Splits a double into halves of 26 bits. */
const SPLITTER = 2 ** 27 + 1;

/** The error of the product `left * right`, if nothing overflows (Dekker's algorithm). */
function productError(left: number, right: number, product: number): number {
  const a = left * SPLITTER;
  const leftHigh = a - (a - left);
  const leftLow = left - leftHigh;
  const b = right * SPLITTER;
  const rightHigh = b - (b - right);
  const rightLow = right - rightHigh;
  return leftLow * rightLow - (product - leftHigh * rightHigh - leftLow * rightHigh - leftHigh * rightLow);
}

const double: Float64Array = new Float64Array(1);
const words: Uint32Array = new Uint32Array(double.buffer);
const HIGH = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;

/** Distance to the next greater double; NaN for powers of two, whose neighbours have different distances. */
function unitOf(value: number): number {
  double[0] = value;
  const high = words[HIGH]!;
  if ((high & 0xfffff) === 0 && words[1 - HIGH] === 0) return NaN;
  words[HIGH] = (high & 0x7ff00000) - (52 << 20);
  words[1 - HIGH] = 0;
  return double[0];
}

/** `mantissa` * 10^`exponent` for an integer, rounded; NaN if the rounding is not certain. */
export function scaleCertainly(mantissa: number, exponent: number): number {
  if (mantissa > MAX_INTEGER || exponent > MAX_POWER || exponent < -MAX_POWER) return NaN;
  if (mantissa === 0 || exponent === 0) return mantissa;
  let result: number;
  let error: number;
  if (exponent > 0) {
    const power = POWERS[exponent]!;
    result = mantissa * power;
    error = productError(mantissa, power, result);
  } else {
    const power = POWERS[-exponent]!;
    result = mantissa / power;
    const product = result * power;
    error = (mantissa - product - productError(result, power, product)) / power;
  }
  if (error === 0) return result;
  return Math.abs(error) < (0.5 - MARGIN) * unitOf(result) ? result : NaN;
}

/**
 * `value` * 10^`power`, rounded to an integer below 2^53; NaN if the rounding is not certain. `value` is a positive
 * double.
 */
export function digitsCertainly(value: number, power: number): number {
  if (power < 0 || power > MAX_POWER) return NaN;
  const factor = POWERS[power]!;
  const product = value * factor;
  if (product >= MAX_INTEGER) return NaN;
  const whole = Math.floor(product);
  const fraction = product - whole + productError(value, factor, product);
  const up = Math.floor(fraction + 0.5);
  return Math.abs(fraction + 0.5 - Math.round(fraction + 0.5)) < MARGIN ? NaN : whole + up;
}
