// Whether a number fits an operand, as the low 32 bits of a register see it: shared by the rooms of 32-bit architectures.

/** Whether the low 32 bits of `value` are a signed integer of `width` bits. */
export function fitsSigned(value: number, width: number): boolean {
  const high = (value | 0) >> (width - 1);
  return high === 0 || high === -1;
}

/** Whether the low 32 bits of `value` are an unsigned integer of `width` bits (below 32). */
export function fitsUnsigned(value: number, width: number): boolean {
  return value >>> width === 0;
}
