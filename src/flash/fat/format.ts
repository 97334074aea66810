// Facts of FAT12 and FAT16 volumes without a partition table, as made and mounted by MicroPython's VfsFat (Microsoft
// FAT32 File System Specification 1.03; lib/oofatfs/ff.c), and the geometry that follows from a size.

import {
  noFatVolume,
  noMultiple,
  noNumberOfBytes,
  noVolumeWithClusters,
  wrongClusterSize,
  wrongSectorSize,
} from "../messages.ts";
/** Offsets in the boot sector. */
export const BOOT = {
  jump: 0,
  oemName: 3,
  sectorSize: 11,
  sectorsPerCluster: 13,
  reservedSectors: 14,
  fatCount: 16,
  rootEntries: 17,
  sectors16: 19,
  media: 21,
  fatSectors: 22,
  sectorsPerTrack: 24,
  heads: 26,
  hiddenSectors: 28,
  sectors32: 32,
  drive: 36,
  extendedSignature: 38,
  volumeId: 39,
  label: 43,
  type: 54,
  signature: 510,
} as const;

/** Offsets in a directory entry of 32 bytes. */
export const ENTRY = {
  name: 0,
  attributes: 11,
  /** Bits 3 and 4: the base name, or the extension, is in lower case. */
  lowerCase: 12,
  createTime: 14,
  createDate: 16,
  accessDate: 18,
  writeTime: 22,
  writeDate: 24,
  firstCluster: 26,
  size: 28,
  // In an entry with 13 characters of a long name:
  order: 0,
  checksum: 13,
} as const;
export const ENTRY_SIZE = 32;

export const ATTRIBUTE = { volumeLabel: 0x08, directory: 0x10, archive: 0x20, longName: 0x0f } as const;
export const LOWER_CASE = { base: 0x08, extension: 0x10 } as const;

/** The media type "hard disk", which FatFs gives every volume. */
export const MEDIA = 0xf8;
/** The first cluster's number. */
export const FIRST_CLUSTER = 2;
/** The maximum number of clusters on FAT12. FatFs allows one more, other drivers do not, so 4085 is never used. */
export const FAT12_MAX = 4084;
export const FAT16_MAX = 65524;
/** Number of root directory entries in MicroPython's volumes. */
export const ROOT_ENTRIES = 512;
/** Maximum size of a directory in bytes. */
export const DIRECTORY_MAX: number = 65536 * ENTRY_SIZE;
export const FILE_MAX = 0xffffffff;

/** Options of a FAT image. */
export interface FatOptions {
  /** Size of the partition in bytes, a multiple of `sectorSize`. */
  size: number;
  /** The device's block size, 512 to 4096. @default 512 */
  sectorSize?: number | undefined;
  /** Allocation unit in bytes. @default that of MicroPython's mkfs for the size of the volume */
  clusterSize?: number | undefined;
}

/** The layout of a volume; sectors count from its start. */
export interface Geometry {
  sectorSize: number;
  sectorsPerCluster: number;
  reservedSectors: number;
  fatCount: number;
  fatSectors: number;
  rootEntries: number;
  totalSectors: number;
  /** First sector of cluster 2. */
  dataSector: number;
  clusterCount: number;
  bits: 12 | 16;
}

/** Volume sizes at which FatFs doubles the cluster, in units of 4096 sectors. */
const CLUSTER_STEPS: readonly number[] = [1, 4, 16, 64, 256, 512];

/**
 * The geometry of a volume with at least `rootEntries` in its root directory.
 *
 * @throws {FlashError} "invalid-option" if no FAT12 or FAT16 volume has that size.
 */
export function geometryOf(options: FatOptions, rootEntries: number): Geometry {
  const { size, sectorSize = 512, clusterSize } = options;
  if (![512, 1024, 2048, 4096].includes(sectorSize)) throw wrongSectorSize(sectorSize);
  if (!(Number.isInteger(size) && size > 0 && size < 2 ** 40)) throw noNumberOfBytes("FAT", "size", size);
  if (size % sectorSize !== 0) throw noMultiple("FAT", ["size", size], ["sectorSize", sectorSize]);
  const perSector = sectorSize / ENTRY_SIZE;
  const entries = Math.ceil(Math.max(rootEntries, ROOT_ENTRIES) / perSector) * perSector;
  const totalSectors = size / sectorSize;
  if (clusterSize !== undefined) {
    const sectors = clusterSize / sectorSize;
    const valid = Number.isInteger(sectors) && sectors >= 1 && sectors <= 128 && (sectors & (sectors - 1)) === 0;
    if (!valid) throw wrongClusterSize(clusterSize, sectorSize, 128 * sectorSize);
    const geometry = withCluster(sectorSize, totalSectors, sectors, entries);
    if (geometry === undefined) throw noVolumeWithClusters(size, clusterSize);
    return geometry;
  }
  const units = Math.floor(totalSectors / 4096);
  const first = 2 ** CLUSTER_STEPS.filter((step) => step <= units).length;
  for (let sectors = first; sectors <= 128; sectors *= 2) {
    const geometry = withCluster(sectorSize, totalSectors, sectors, entries);
    if (geometry !== undefined) return geometry;
  }
  throw noFatVolume(size);
}

/** The geometry with clusters of that size; undefined if there would be too few or too many of them. */
function withCluster(
  sectorSize: number,
  totalSectors: number,
  sectorsPerCluster: number,
  rootEntries: number,
): Geometry | undefined {
  const withBits = (bits: 12 | 16): Geometry => {
    const rootSectors = (rootEntries * ENTRY_SIZE) / sectorSize;
    const upperBound = Math.floor(totalSectors / sectorsPerCluster) + FIRST_CLUSTER;
    const fatSectors = Math.ceil(Math.ceil((upperBound * bits) / 8) / sectorSize);
    const dataSector = 1 + fatSectors + rootSectors;
    const clusterCount = Math.floor((totalSectors - dataSector) / sectorsPerCluster);
    const shape = { sectorSize, sectorsPerCluster, reservedSectors: 1, fatCount: 1, fatSectors, rootEntries };
    return { ...shape, totalSectors, dataSector, clusterCount, bits };
  };
  const fat12 = withBits(12);
  if (fat12.clusterCount <= FAT12_MAX) return fat12.clusterCount < 1 ? undefined : fat12;
  const fat16 = withBits(16);
  if (fat16.clusterCount > FAT16_MAX) return undefined;
  if (fat16.clusterCount > FAT12_MAX + 1) return fat16;
  // There are too many clusters for FAT12 and, with its larger table, too few for FAT16. The last few sectors stay
  // unused.
  return { ...fat12, clusterCount: FAT12_MAX, totalSectors: fat12.dataSector + FAT12_MAX * sectorsPerCluster };
}
