// The width of small ints for each value of the option. The reference takes any byte and shifts by it, on a machine
// that uses only the low six bits of a shift, and whose own small ints have 63 bits.

/** Bits of the reference's own small ints. */
const HOST_BITS = 63;
const SHIFT_MASK = 63;

/** The width that `bits` (0 to 255) stands for: 1 to 63. */
export function effectiveSmallIntBits(bits: number): number {
  return Math.min(((bits - 1) & SHIFT_MASK) + 1, HOST_BITS);
}
