// Variable-length unsigned integers as .mpy and ROMFS write them: big-endian groups of 7 bits, all but the last with the
// high bit set (py/persistentcode.c, mp_print_uint; extmod/vfs_rom.c).

/** The number of bytes that {@link ByteWriter.varuint} writes for `value` (a non-negative integer up to 2^53 - 1). */
export function varuintLength(value: number): number {
  let length = 1;
  while (value >= 0x80) {
    value = value < 0x100000000 ? value >>> 7 : Math.floor(value / 0x80);
    length++;
  }
  return length;
}
