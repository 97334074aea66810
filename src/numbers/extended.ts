// The x87's extended precision, for decimal conversion: positive numbers with a mantissa of 64 bits, rounded to
// nearest, ties to even. Exponents are unbounded. Numbers that would overflow or underflow are infinite or zero as
// doubles.

/** mantissa * 2^exponent, where the mantissa has exactly 64 bits. */
export interface Extended {
  readonly mantissa: bigint;
  readonly exponent: number;
}

const BITS = 64;
/** Powers of ten beyond this make any mantissa of 64 bits infinite or zero as a double. */
const EXPONENT_LIMIT = 400;

function bitLength(value: bigint): number {
  return value.toString(16).length * 4 - LEADING[parseInt(value.toString(16)[0]!, 16)]!;
}

/** Leading zero bits of a hexadecimal digit. */
const LEADING: readonly number[] = [4, 3, 2, 2, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0];

/** Rounds `value` * 2^`exponent` to 64 bits; `sticky` is set if the value has more bits below its last bit. */
function normalize(value: bigint, exponent: number, sticky: boolean): Extended {
  const excess = bitLength(value) - BITS;
  if (excess <= 0) return { mantissa: value << BigInt(-excess), exponent: exponent + excess };
  let mantissa = roundShift(value, excess, sticky);
  exponent += excess;
  if (mantissa >> 64n !== 0n) {
    mantissa >>= 1n;
    exponent++;
  }
  return { mantissa, exponent };
}

/** `value` / 2^`count` rounded to nearest, ties to even. */
function roundShift(value: bigint, count: number, sticky: boolean): bigint {
  const shift = BigInt(count);
  const kept = value >> shift;
  const rest = value - (kept << shift);
  const half = 1n << (shift - 1n);
  const up = rest > half || (rest === half && (sticky || (kept & 1n) === 1n));
  return up ? kept + 1n : kept;
}

/** A positive integer. */
export function fromInteger(value: bigint): Extended {
  return normalize(value, 0, false);
}

/** A positive finite double. */
export function fromDouble(value: number): Extended {
  let exponent = 0;
  while (value < 2 ** 52) {
    value *= 2;
    exponent--;
  }
  while (value >= 2 ** 53) {
    value /= 2;
    exponent++;
  }
  return normalize(BigInt(value), exponent, false);
}

function multiply(left: Extended, right: Extended): Extended {
  return normalize(left.mantissa * right.mantissa, left.exponent + right.exponent, false);
}

function divide(left: Extended, right: Extended): Extended {
  const scaled = left.mantissa << 66n;
  const quotient = scaled / right.mantissa;
  return normalize(quotient, left.exponent - right.exponent - 66, quotient * right.mantissa !== scaled);
}

/** `value` + 1/2, truncated to an integer. */
export function roundHalfUp(value: Extended): bigint {
  // 1/2 is 2^-1: both are brought to the smaller exponent and the sum rounded to 64 bits, as the x87 adds
  const low = Math.min(value.exponent, -1);
  const sum = (value.mantissa << BigInt(value.exponent - low)) + (1n << BigInt(-1 - low));
  const { mantissa, exponent } = normalize(sum, low, false);
  return exponent >= 0 ? mantissa << BigInt(exponent) : mantissa >> BigInt(-exponent);
}

/** The nearest double; infinity and zero beyond its range. */
export function toDouble(value: Extended): number {
  if (value.exponent + BITS > 1024) return Infinity;
  // a double has 53 bits, fewer below 2^-1022
  const bits = Math.min(53, value.exponent + BITS + 1074);
  if (bits < 0) return 0;
  const rounded = roundShift(value.mantissa, BITS - bits, false);
  const exponent = value.exponent + BITS - bits;
  // in two steps, since 2^exponent alone may be out of range
  return exponent > 900 ? Number(rounded) * 2 ** 900 * 2 ** (exponent - 900) : Number(rounded) * 2 ** exponent;
}

const TEN: Extended = fromInteger(10n);
const ZERO_LIKE: Extended = { mantissa: 1n << 63n, exponent: -20000 };
const INFINITY_LIKE: Extended = { mantissa: 1n << 63n, exponent: 20000 };

/** `value` * 10^`power`, by the reference's sequence of multiplications or divisions. */
export function decimalScale(value: Extended, power: number): Extended {
  if (power === 0) return value;
  const down = power < 0;
  let rest = Math.abs(power);
  if (rest > EXPONENT_LIMIT) return down ? ZERO_LIKE : INFINITY_LIKE;
  let result = value;
  let factor = TEN;
  while (rest !== 0) {
    if ((rest & 1) !== 0) result = down ? divide(result, factor) : multiply(result, factor);
    rest >>= 1;
    if (rest !== 0) factor = multiply(factor, factor);
  }
  return result;
}
