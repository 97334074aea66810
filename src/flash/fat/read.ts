// Reads a FAT12 or FAT16 volume without a partition table, fresh or used by a device or a PC. Every cluster may be used
// once, which limits time and memory and detects cycles and cross-links in damaged images.
import type { FlashContents, FoundFile } from "../image.ts";
import { foundPath, MAX_DEPTH } from "../tree.ts";
import { ATTRIBUTE, BOOT, ENTRY, ENTRY_SIZE, FAT12_MAX, FIRST_CLUSTER, LOWER_CASE } from "./format.ts";
import type { Geometry } from "./format.ts";
import { LAST_LONG_ENTRY, LONG_NAME_OFFSETS, shortNameChecksum } from "./names.ts";
import {
  BOOT_SECTOR_OF_OTHER_SIZE,
  clusterBehindEnd,
  clusterNotThere,
  clusterUsedTwice,
  corrupt,
  deepNesting,
  fat32,
  noFat,
  WRONG_BOOT_SECTOR,
} from "../messages.ts";

/** The content of a FAT image, with facts of its boot sector. */
export interface FatContents extends FlashContents {
  filesystem: "fat";
  /** FAT12 or FAT16. */
  bits: 12 | 16;
  sectorSize: number;
  clusterSize: number;
}

const FREE_ENTRY = 0xe5;
const END_OF_DIRECTORY = 0x00;
/** Replaces 0xe5 at the start of a name, where that value means a free entry. */
const ESCAPED_E5 = 0x05;

/** Whether `bytes` begin with the boot sector of a FAT volume. */
export function isFat(bytes: Uint8Array): boolean {
  if (bytes.length < 512 || bytes[BOOT.signature] !== 0x55 || bytes[BOOT.signature + 1] !== 0xaa) return false;
  const jump = bytes[BOOT.jump];
  return (jump === 0xeb || jump === 0xe9) && wordAt(bytes, BOOT.sectorSize) % 512 === 0;
}

/**
 * Reads every file of a FAT12 or FAT16 image; unused clusters at the end of the image may be missing from `bytes`.
 *
 * @throws {FlashError} "unknown-format" if it is not such an image, "corrupt" with the offset if it is damaged.
 */
export function readFat(bytes: Uint8Array): FatContents {
  return new FatReader(bytes, readGeometry(bytes)).read();
}

const wordAt = (bytes: Uint8Array, at: number): number => bytes[at]! | (bytes[at + 1]! << 8);
const longAt = (bytes: Uint8Array, at: number): number => (wordAt(bytes, at) | (wordAt(bytes, at + 2) << 16)) >>> 0;

function readGeometry(bytes: Uint8Array): Geometry {
  if (!isFat(bytes)) throw noFat();
  const sectorSize = wordAt(bytes, BOOT.sectorSize);
  const sectorsPerCluster = bytes[BOOT.sectorsPerCluster]!;
  const reservedSectors = wordAt(bytes, BOOT.reservedSectors);
  const fatCount = bytes[BOOT.fatCount]!;
  const rootEntries = wordAt(bytes, BOOT.rootEntries);
  const fatSectors = wordAt(bytes, BOOT.fatSectors);
  const totalSectors = wordAt(bytes, BOOT.sectors16) || longAt(bytes, BOOT.sectors32);
  if (fatSectors === 0 && rootEntries === 0) {
    throw fat32();
  }
  const sound =
    [512, 1024, 2048, 4096].includes(sectorSize) &&
    sectorsPerCluster > 0 &&
    (sectorsPerCluster & (sectorsPerCluster - 1)) === 0 &&
    reservedSectors > 0 &&
    fatCount > 0 &&
    fatSectors > 0;
  if (!sound) throw corrupt("FAT", WRONG_BOOT_SECTOR, BOOT.sectorSize);
  const rootSectors = Math.ceil((rootEntries * ENTRY_SIZE) / sectorSize);
  const dataSector = reservedSectors + fatCount * fatSectors + rootSectors;
  const clusterCount = Math.floor((totalSectors - dataSector) / sectorsPerCluster);
  // FatFs allows one more cluster on FAT12 than other drivers.
  const bits = clusterCount <= FAT12_MAX + 1 ? 12 : 16;
  const tableBytes = Math.ceil(((clusterCount + FIRST_CLUSTER) * bits) / 8);
  if (clusterCount < 1 || tableBytes > fatSectors * sectorSize || dataSector * sectorSize > bytes.length) {
    throw corrupt("FAT", BOOT_SECTOR_OF_OTHER_SIZE, BOOT.sectors16);
  }
  const shape = { sectorSize, sectorsPerCluster, reservedSectors, fatCount, fatSectors, rootEntries };
  return { ...shape, totalSectors, dataSector, clusterCount, bits };
}

/** A part of the image with entries of a directory. */
interface Extent {
  at: number;
  end: number;
}

interface OpenDirectory {
  path: string;
  depth: number;
  extents: Extent[];
}

class FatReader {
  private readonly image: Uint8Array;
  private readonly geometry: Geometry;
  private readonly clusterSize: number;
  /** One byte per cluster: 1 if it is used. */
  private readonly used: Uint8Array;
  private usedClusters = 0;
  private readonly files: FoundFile[] = [];
  private readonly directories: string[] = [];

  constructor(image: Uint8Array, geometry: Geometry) {
    this.image = image;
    this.geometry = geometry;
    this.clusterSize = geometry.sectorSize * geometry.sectorsPerCluster;
    this.used = new Uint8Array(geometry.clusterCount + FIRST_CLUSTER);
  }

  read(): FatContents {
    const { sectorSize, reservedSectors, fatCount, fatSectors, rootEntries, dataSector, totalSectors } = this.geometry;
    const rootStart = (reservedSectors + fatCount * fatSectors) * sectorSize;
    const root = { at: rootStart, end: rootStart + rootEntries * ENTRY_SIZE };
    const pending: OpenDirectory[] = [{ path: "/", depth: 0, extents: [root] }];
    for (let open = pending.pop(); open !== undefined; open = pending.pop()) {
      const found = this.readDirectory(open);
      for (const directory of found) this.directories.push(directory.path);
      pending.push(...found.reverse());
    }
    return {
      filesystem: "fat",
      bits: this.geometry.bits,
      sectorSize,
      clusterSize: this.clusterSize,
      files: this.files,
      directories: this.directories,
      used: dataSector * sectorSize + this.usedClusters * this.clusterSize,
      capacity: totalSectors * sectorSize,
    };
  }

  /** Reads the files of a directory. Returns its subdirectories. */
  private readDirectory(open: OpenDirectory): OpenDirectory[] {
    const found: OpenDirectory[] = [];
    const directory = { path: open.path, seen: new Set<string>() };
    const longName = new LongName();
    for (const { at: start, end } of open.extents) {
      for (let at = start; at + ENTRY_SIZE <= end; at += ENTRY_SIZE) {
        const entry = this.image.subarray(at, at + ENTRY_SIZE);
        const attributes = entry[ENTRY.attributes]!;
        if (entry[0] === END_OF_DIRECTORY) return found;
        if (entry[0] === FREE_ENTRY) {
          longName.clear();
        } else if ((attributes & 0x3f) === ATTRIBUTE.longName) {
          longName.add(entry);
        } else {
          const name = longName.take(entry) ?? shortName(entry);
          if ((attributes & ATTRIBUTE.volumeLabel) !== 0 || name === "." || name === "..") continue;
          const path = foundPath("FAT", directory, name, at, name.toLowerCase());
          if ((attributes & ATTRIBUTE.directory) === 0) this.files.push(this.readFile(path, entry, at));
          else found.push(this.subdirectory(path, entry, open.depth, at));
        }
      }
    }
    return found;
  }

  private subdirectory(path: string, entry: Uint8Array, depth: number, at: number): OpenDirectory {
    if (depth >= MAX_DEPTH) throw corrupt("FAT", deepNesting(MAX_DEPTH), at);
    const clusters = this.chain(path, wordAt(entry, ENTRY.firstCluster), Infinity, at);
    const extents = clusters.map((cluster) => {
      const start = this.clusterOffset(cluster);
      return { at: start, end: start + this.clusterSize };
    });
    return { path, depth: depth + 1, extents };
  }

  private readFile(path: string, entry: Uint8Array, at: number): FoundFile {
    const size = longAt(entry, ENTRY.size);
    const clusters = this.chain(path, wordAt(entry, ENTRY.firstCluster), Math.ceil(size / this.clusterSize), at);
    const bytes = new Uint8Array(clusters.length === 0 ? 0 : size);
    let done = 0;
    for (const cluster of clusters) {
      const start = this.clusterOffset(cluster);
      const piece = this.image.subarray(start, start + Math.min(this.clusterSize, size - done));
      bytes.set(piece, done);
      done += piece.length;
    }
    const contiguous = clusters.every((cluster, index) => cluster === clusters[0]! + index);
    const offset = size > 0 && contiguous ? this.clusterOffset(clusters[0]!) : undefined;
    return { path, bytes, mtime: timeOf(entry), offset };
  }

  private clusterOffset(cluster: number): number {
    return this.geometry.dataSector * this.geometry.sectorSize + (cluster - FIRST_CLUSTER) * this.clusterSize;
  }

  /** `count` clusters from `first`, or all clusters of the chain if `count` is infinite. */
  private chain(path: string, first: number, count: number, at: number): number[] {
    const clusters: number[] = [];
    const endMark = this.geometry.bits === 12 ? 0xff8 : 0xfff8;
    for (let cluster = first; clusters.length < count; cluster = this.next(cluster)) {
      if (cluster >= endMark && count === Infinity) break;
      if (cluster < FIRST_CLUSTER || cluster >= this.used.length) {
        throw corrupt("FAT", clusterNotThere(path, cluster), at);
      }
      if (this.used[cluster] === 1) throw corrupt("FAT", clusterUsedTwice(path, cluster), at);
      if (this.clusterOffset(cluster) + this.clusterSize > this.image.length) {
        throw corrupt("FAT", clusterBehindEnd(path, cluster), at);
      }
      this.used[cluster] = 1;
      this.usedClusters++;
      clusters.push(cluster);
    }
    return clusters;
  }

  private next(cluster: number): number {
    const table = this.geometry.reservedSectors * this.geometry.sectorSize;
    if (this.geometry.bits === 16) return wordAt(this.image, table + 2 * cluster);
    const pair = wordAt(this.image, table + cluster + (cluster >> 1));
    return cluster % 2 === 0 ? pair & 0xfff : pair >> 4;
  }
}

/** Collects the entries of a long name before a short name. */
class LongName {
  /** Number of missing entries; -1 before the first. */
  private left = -1;
  private checksum = 0;
  private text = "";

  clear(): void {
    this.left = -1;
  }

  add(entry: Uint8Array): void {
    const order = entry[ENTRY.order]! & 0x1f;
    if ((entry[ENTRY.order]! & LAST_LONG_ENTRY) !== 0) {
      this.left = order;
      this.checksum = entry[ENTRY.checksum]!;
      this.text = "";
    }
    if (order === 0 || order !== this.left || entry[ENTRY.checksum] !== this.checksum) return this.clear();
    const units = LONG_NAME_OFFSETS.map((offset) => wordAt(entry, offset));
    const end = units.indexOf(0);
    this.text = String.fromCharCode(...(end < 0 ? units : units.slice(0, end))) + this.text;
    this.left--;
  }

  /** The long name, if all its entries exist and belong to the short name. */
  take(entry: Uint8Array): string | undefined {
    const whole = this.left === 0 && this.checksum === shortNameChecksum(entry.subarray(0, 11));
    this.clear();
    return whole ? this.text : undefined;
  }
}

/** A short name. Bytes outside of ASCII are in an unknown code page, and become U+FFFD. */
function shortName(entry: Uint8Array): string {
  const text = (from: number, to: number, lower: number): string => {
    let part = "";
    for (let at = from; at < to; at++) {
      const byte = at === 0 && entry[0] === ESCAPED_E5 ? 0xe5 : entry[at]!;
      part += byte < 0x80 ? String.fromCharCode(byte) : "\ufffd";
    }
    const trimmed = part.trimEnd();
    return (entry[ENTRY.lowerCase]! & lower) === 0 ? trimmed : trimmed.toLowerCase();
  };
  const base = text(0, 8, LOWER_CASE.base);
  const extension = text(8, 11, LOWER_CASE.extension);
  return extension === "" ? base : `${base}.${extension}`;
}

/** 1980-01-01. */
const FIRST_DATE = 0x21;

function timeOf(entry: Uint8Array): number | undefined {
  const date = wordAt(entry, ENTRY.writeDate);
  const time = wordAt(entry, ENTRY.writeTime);
  // FAT's first moment means "no time", as in the writer.
  if (date === 0 || (date === FIRST_DATE && time === 0)) return undefined;
  const day = [1980 + (date >> 9), ((date >> 5) & 15) - 1, date & 31] as const;
  return Date.UTC(...day, time >> 11, (time >> 5) & 63, (time & 31) * 2);
}
