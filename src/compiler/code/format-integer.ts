// Writes an integer as text. The reference needs the number, a copy and the text in its heap at once, and refuses a
// program whose constant does not fit.

import { SourceError } from "../../diagnostics/source-error.ts";

/** Free bytes of the reference's heap of 2 MB. */
const HEAP_BYTES = 2_060_000;
/** Integers up to this many bits always fit. */
const SMALL_BITS = 65_536;
const DIGIT_BITS = 32;
const DIGIT_NIBBLES = DIGIT_BITS / 4;

/** Decimal text of an integer constant. Throws a SourceError (MemoryError) where the reference runs out of memory. */
export function formatInteger(value: bigint): string {
  const magnitude = value < 0n ? -value : value;
  if (magnitude >> BigInt(SMALL_BITS) !== 0n) checkMemory(magnitude);
  return value.toString();
}

function checkMemory(magnitude: bigint): void {
  const digits = Math.ceil(magnitude.toString(16).length / DIGIT_NIBBLES);
  const numberBytes = digits * (DIGIT_BITS / 8);
  // a decimal digit is taken for three bits, and there are a sign and an end
  const textBytes = Math.floor((digits * DIGIT_BITS) / 3) + 3;
  if (numberBytes + textBytes > HEAP_BYTES) throw outOfMemory(textBytes);
  if (2 * numberBytes + textBytes > HEAP_BYTES) throw outOfMemory(numberBytes);
}

function outOfMemory(bytes: number): SourceError {
  return new SourceError("MemoryError", `memory allocation failed, allocating ${bytes} bytes`, -1, -1);
}
