// CRC-32 as LittleFS uses it: the common reflected polynomial 0x04c11db7, started with 0xffffffff and not inverted at
// the end, so that a checksum can be continued over several pieces.

const TABLE: Uint32Array = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/** The initial value of a checksum. */
export const CRC_START = 0xffffffff;

/** Continues `crc` over the bytes [start, end); unsigned. */
export function crc32(crc: number, bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; at++) crc = (crc >>> 8) ^ TABLE[(crc ^ bytes[at]!) & 0xff]!;
  return crc >>> 0;
}
