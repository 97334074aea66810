// Facts of LittleFS 2 on disk (littlefs SPEC.md; MicroPython's lib/littlefs/lfs2.h and extmod/vfs_lfsx.c): the types of
// metadata tags, the limits, and the geometry, which must be the same in writer and device.

import {
  largeNameMax,
  lessThanTwoBlocks,
  noMultiple,
  noNumberOfBytes,
  smallBlocks,
  unknownDiskVersion,
} from "../messages.ts";
/** Types of metadata tags, 11 bits. A user attribute's type is `userAttribute` plus its number. */
export const TAG = {
  file: 0x001,
  directory: 0x002,
  superblock: 0x0ff,
  directoryStruct: 0x200,
  inlineStruct: 0x201,
  ctzStruct: 0x202,
  userAttribute: 0x300,
  create: 0x401,
  delete: 0x4ff,
  commitCrc: 0x500,
  forwardCrc: 0x5ff,
  softTail: 0x600,
  hardTail: 0x601,
  moveState: 0x7ff,
} as const;

/** The upper 3 bits of a tag's type: its group. */
export const TAG_GROUP = {
  name: 0x000,
  struct: 0x200,
  userAttribute: 0x300,
  splice: 0x400,
  crc: 0x500,
  tail: 0x600,
  globalState: 0x700,
} as const;
export const TAG_GROUP_MASK = 0x700;

/** The id of tags that belong to no entry. */
export const NO_ID = 0x3ff;
/** The size of a tag for a deleted value, which has no bytes. */
export const DELETED_SIZE = 0x3ff;

/** The content of the root's entry 0. */
export const MAGIC = "littlefs";
/** Bytes of the superblock: version, block size, block count, and the limits of names, files and attributes. */
export const SUPERBLOCK_SIZE = 24;
export const NAME_MAX = 255;
export const FILE_MAX = 0x7fffffff;
/** The size of an attribute or an inline file has 10 bits. The two highest values have another meaning. */
export const ATTRIBUTE_MAX = 0x3fe;
/** An entry for the tail pointer of a pair's last place, "no block". */
export const NO_BLOCK = 0xffffffff;

/** The attribute in which MicroPython stores the time of last change: u64, little-endian, nanoseconds since 1970. */
export const ATTRIBUTE_MTIME = 1;

/** Version of the format in the superblock. */
export const DISK_VERSIONS = { "2.0": 0x00020000, "2.1": 0x00020001 } as const;
export type DiskVersion = keyof typeof DISK_VERSIONS;

/** Options of a LittleFS image. The sizes must be those with which the device mounts it; see `boards` for presets. */
export interface LittlefsOptions {
  /** Size of the partition in bytes, a multiple of `blockSize`. */
  size: number;
  /** Erase unit of the flash in bytes, at least 128. @default 4096 */
  blockSize?: number | undefined;
  /** Read unit in bytes: MicroPython's `readsize`. @default 32 */
  readSize?: number | undefined;
  /** Program unit in bytes: MicroPython's `progsize`; 256 on rp2, samd and mimxrt. @default 32 */
  progSize?: number | undefined;
  /** The device's cache in bytes. @default MicroPython's: 4 times the larger of read and prog size, at most a block */
  cacheSize?: number | undefined;
  /** "2.0" mounts on MicroPython before 1.22 too. @default "2.1" */
  diskVersion?: DiskVersion | undefined;
  /** Longest name in bytes. A device with a lower limit refuses to mount. @default 255 */
  nameMax?: number | undefined;
}

/** {@link LittlefsOptions} with all defaults, checked. */
export interface Geometry {
  blockSize: number;
  blockCount: number;
  progSize: number;
  /** Files up to this size are stored in the directory itself. */
  inlineMax: number;
  diskVersion: number;
  nameMax: number;
}

/** Resolves options. @throws {FlashError} "invalid-option" if LittleFS could not mount such a filesystem. */
export function geometryOf(options: LittlefsOptions): Geometry {
  const { size, blockSize = 4096, readSize = 32, progSize = 32, diskVersion = "2.1", nameMax = NAME_MAX } = options;
  const cacheSize = options.cacheSize ?? Math.min(blockSize, 4 * Math.max(readSize, progSize));
  const version = DISK_VERSIONS[diskVersion];
  if (version === undefined) throw unknownDiskVersion(diskVersion);
  for (const [name, value] of Object.entries({ size, blockSize, readSize, progSize, cacheSize, nameMax })) {
    if (!(Number.isInteger(value) && value > 0 && value < 2 ** 32)) throw noNumberOfBytes("LittleFS", name, value);
  }
  if (blockSize < BLOCK_MIN) throw smallBlocks(blockSize, BLOCK_MIN);
  checkMultiple("cacheSize", cacheSize, ["readSize", readSize]);
  checkMultiple("cacheSize", cacheSize, ["progSize", progSize]);
  checkMultiple("blockSize", blockSize, ["cacheSize", cacheSize]);
  checkMultiple("size", size, ["blockSize", blockSize]);
  if (size < 2 * blockSize) throw lessThanTwoBlocks(size, blockSize);
  if (nameMax > ATTRIBUTE_MAX) throw largeNameMax(nameMax, ATTRIBUTE_MAX);
  return {
    blockSize,
    blockCount: size / blockSize,
    progSize,
    inlineMax: Math.min(cacheSize, ATTRIBUTE_MAX, Math.floor(blockSize / 8)),
    diskVersion: version,
    nameMax,
  };
}

/** The smallest block that LittleFS mounts, in bytes. */
const BLOCK_MIN = 128;

function checkMultiple(option: string, value: number, of: readonly [name: string, value: number]): void {
  if (value % of[1] !== 0) throw noMultiple("LittleFS", [option, value], of);
}
