// Facts of ROMFS, MicroPython's read-only filesystem for execution in place (extmod/vfs_rom.c, tools/mpremote/mpremote/romfs.py):
// nested records of varuint kind, varuint length and payload.

/** First bytes of an image: the filesystem's record kind, 0x14a6b1, as a varuint. It spells "RM1" with two high bits set. */
export const ROMFS_MAGIC: readonly number[] = [0xd2, 0xcd, 0x31];

/** Kinds of record. Readers skip other kinds. */
export const RECORD = {
  /** Never written: zeros read as corruption. */
  unused: 0,
  padding: 1,
  /** A file's content, in place. */
  data: 2,
  /** A file's content elsewhere: its size and its offset from the start of the filesystem's payload, both varuint. */
  pointer: 3,
  /** Length of the name, name, records of the entries. */
  directory: 4,
  /** Length of the name, name, one data or pointer record. */
  file: 5,
} as const;
