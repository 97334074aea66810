// A firmware.bin as makeimg.py of MicroPython's esp32 port makes it: bootloader, partition table and program, from the bootloader's
// place on. What is in the parts does not count.

export type PartitionRow = readonly [label: string, type: number, offset: number, size: number];

/** The partitions of a board with 4 MiB. */
export const PARTITIONS: readonly PartitionRow[] = [
  ["nvs", 1, 0x9000, 0x6000],
  ["phy_init", 1, 0xf000, 0x1000],
  ["factory", 0, 0x10000, 0x1f0000],
  ["vfs", 1, 0x200000, 0x200000],
];

/** @param start where the file begins on the flash; @param end where it ends */
export function esp32Firmware(
  start: number,
  rows: readonly PartitionRow[] = PARTITIONS,
  end = 0x20000,
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(end - start).fill(0xff);
  bytes[0] = 0xe9;
  const view = new DataView(bytes.buffer);
  for (const [index, [label, type, offset, length]] of rows.entries()) {
    const at = 0x8000 - start + index * 32;
    view.setUint16(at, 0x50aa, true);
    bytes[at + 2] = type;
    bytes[at + 3] = 2;
    view.setUint32(at + 4, offset, true);
    view.setUint32(at + 8, length, true);
    bytes.fill(0, at + 12, at + 32);
    bytes.set(new TextEncoder().encode(label), at + 12);
  }
  view.setUint16(0x8000 - start + rows.length * 32, 0xebeb, true);
  return bytes;
}
