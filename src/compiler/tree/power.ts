// x ** y of doubles, to the last bit. Math.pow may be off by one unit in the last place, in ways that differ between
// engines; the reference uses the C library, whose result is the correctly rounded one but for the rarest of cases. Here it is
// computed with integers as fixed-point numbers, whose precision leaves no doubt about the rounding.

/** Binary places of the fixed-point numbers. */
const PLACES = 256;
const ONE = 1n << BigInt(PLACES);
/** A result this close to the middle between two doubles, in binary places after its first bit, is exactly there. */
const TIE_PLACES = 140;
/** Significant bits of a double, and the exponents of its largest and smallest power of two. */
const MANTISSA_BITS = 53;
const MAX_EXPONENT = 1023;
const MIN_EXPONENT = -1074;

function multiply(left: bigint, right: bigint): bigint {
  return (left * right) >> BigInt(PLACES);
}

/** ln((1 + z) / (1 - z)), for a small z. */
function logarithmOfRatio(z: bigint): bigint {
  const square = multiply(z, z);
  let sum = 0n;
  let term = z;
  for (let divisor = 1n; term !== 0n && term !== -1n; divisor += 2n) {
    sum += term / divisor;
    term = multiply(term, square);
  }
  return 2n * sum;
}

const LN2 = logarithmOfRatio(ONE / 3n);

/** A positive finite double as an integer times a power of two. */
function split(value: number): { mantissa: bigint; exponent: number } {
  let exponent = 0;
  while (value < 2 ** (MANTISSA_BITS - 1)) {
    value *= 2;
    exponent--;
  }
  while (value >= 2 ** MANTISSA_BITS) {
    value /= 2;
    exponent++;
  }
  return { mantissa: BigInt(value), exponent };
}

/** ln(value). */
function logarithm(value: number): bigint {
  const { mantissa, exponent: scale } = split(value);
  // to a factor between 3/4 and 3/2, where the series converges fast
  let exponent = scale + MANTISSA_BITS - 1;
  let factor = mantissa << BigInt(PLACES - MANTISSA_BITS + 1);
  if (factor > ONE + ONE / 2n) {
    factor >>= 1n;
    exponent++;
  }
  return logarithmOfRatio(((factor - ONE) << BigInt(PLACES)) / (factor + ONE)) + BigInt(exponent) * LN2;
}

/** e ** value, for a value below 1. */
function exponential(value: bigint): bigint {
  let sum = ONE;
  let term = ONE;
  for (let count = 1n; term !== 0n && term !== -1n; count++) {
    term = multiply(term, value) / count;
    sum += term;
  }
  return sum;
}

/** The double nearest to `mantissa` (between 1/2 and 2) times 2^`exponent`; ties to even. */
function round(mantissa: bigint, exponent: number): number {
  const first = mantissa >= ONE ? 0 : -1;
  const bits = Math.min(MANTISSA_BITS, exponent + first - MIN_EXPONENT + 1);
  if (exponent + first > MAX_EXPONENT) return Infinity;
  if (bits < 0) return 0;
  const drop = BigInt(PLACES + first - bits + 1);
  const kept = mantissa >> drop;
  const half = 1n << (drop - 1n);
  const beyond = mantissa - (kept << drop) - half;
  const doubt = 1n << BigInt(PLACES - TIE_PLACES);
  const tie = beyond < doubt && beyond > -doubt;
  const rounded = Number((tie ? kept & 1n : beyond > 0n ? 1n : 0n) + kept);
  // in two steps, since the power of two alone may lie outside the range
  const power = exponent + first - bits + 1;
  return rounded * 2 ** (power >> 1) * 2 ** (power - (power >> 1));
}

/** Powers of ten that the C library (glibc) rounds up where the nearest double, or the even one of two, is below. */
const ROUNDED_UP: ReadonlyMap<number, number> = new Map([
  [23, 1.0000000000000001e23],
  [210, 1.0000000000000001e210],
]);

/** The power of a positive finite base other than 1. */
function positivePower(base: number, exponent: number): number {
  const estimate = exponent * Math.log2(base);
  if (estimate > MAX_EXPONENT + 2) return Infinity;
  if (estimate < MIN_EXPONENT - 2) return 0;
  const { mantissa, exponent: scale } = split(Math.abs(exponent));
  const product = logarithm(base) * mantissa;
  let logOfResult = scale >= 0 ? product << BigInt(scale) : product >> BigInt(-scale);
  if (exponent < 0) logOfResult = -logOfResult;
  const whole = (logOfResult + LN2 / 2n) / LN2 - (logOfResult + LN2 / 2n < 0n ? 1n : 0n);
  return round(exponential(logOfResult - whole * LN2), Number(whole));
}

/** `base` ** `exponent` as the C library has it, where the result is real. */
export function power(base: number, exponent: number): number {
  if (base === 1 || exponent === 0 || (base === -1 && Math.abs(exponent) === Infinity)) return 1;
  if (base === 0 || !Number.isFinite(base) || !Number.isFinite(exponent)) return base ** exponent;
  if (base === -1) return exponent % 2 === 0 ? 1 : -1;
  const roundedUp = base === 10 ? ROUNDED_UP.get(exponent) : undefined;
  if (roundedUp !== undefined) return roundedUp;
  const magnitude = positivePower(Math.abs(base), exponent);
  return base < 0 && exponent % 2 !== 0 ? -magnitude : magnitude;
}
