// Writes a FAT12 or FAT16 image with the geometry of MicroPython's mkfs for that size, and the tree in consecutive
// clusters from the first. Why not FatFs as WebAssembly (js-fatfs): every caller would be asynchronous, and the package
// has half a megabyte. The tests use it to check images.
import type { FlashImage, PlacedFile } from "../image.ts";
import { arrange } from "../tree.ts";
import type { DirectoryNode, FileNode, FlashTree, TreeNode } from "../tree.ts";
import {
  ATTRIBUTE,
  BOOT,
  DIRECTORY_MAX,
  ENTRY,
  ENTRY_SIZE,
  FILE_MAX,
  FIRST_CLUSTER,
  geometryOf,
  MEDIA,
} from "./format.ts";
import type { FatOptions, Geometry } from "./format.ts";
import { entryCount, fatNames, writeLongName } from "./names.ts";
import type { FatName } from "./names.ts";
import { directoryIsFull, filesystemIsFull, fileTooLarge } from "../messages.ts";

/** A chain of consecutive clusters. */
interface Place {
  /** Number of the first cluster; 0 for none. */
  first: number;
  count: number;
}

interface Layout {
  geometry: Geometry;
  names: Map<DirectoryNode, FatName[]>;
  places: Map<TreeNode, Place>;
  nextCluster: number;
}

/**
 * Writes a tree as FAT12 or FAT16, depending on the size. The image has the full `size`; free clusters are 0xff. Names
 * of 8.3 characters in one case need no long name. Times are UTC.
 *
 * @throws {FlashError} "full", "file-too-large", "illegal-name" (also for names outside of ASCII), "case-clash",
 * "name-too-long", "invalid-option"; the errors of a tree (see FlashTree).
 */
export function writeFat(tree: FlashTree, options: FatOptions): FlashImage {
  const root = arrange(tree);
  const names = new Map<DirectoryNode, FatName[]>();
  nameEntries(root, names);
  const geometry = geometryOf(options, slotsOf(root, names));
  const layout: Layout = { geometry, names, places: new Map(), nextCluster: FIRST_CLUSTER };
  const outside: string[] = [];
  placeEntries(layout, root, outside);
  const clustersUsed = layout.nextCluster - FIRST_CLUSTER;
  if (clustersUsed > geometry.clusterCount) {
    const facts = { used: clustersUsed, available: geometry.clusterCount, size: clusterSize(geometry) };
    throw filesystemIsFull("FAT", "clusters", facts, outside[0]);
  }

  const image = new Uint8Array(options.size).fill(0xff);
  image.fill(0, 0, geometry.dataSector * geometry.sectorSize);
  writeBootSector(image, geometry);
  writeFatTable(image, layout);
  const files: PlacedFile[] = [];
  const rootStart = (geometry.reservedSectors + geometry.fatSectors) * geometry.sectorSize;
  writeDirectory(image, layout, { directory: root, at: rootStart, own: 0, files });
  const used = clusterOffset(layout.nextCluster, geometry);
  return { filesystem: "fat", image, used, capacity: image.length, files };
}

function nameEntries(directory: DirectoryNode, names: Map<DirectoryNode, FatName[]>): void {
  names.set(directory, fatNames(directory));
  for (const entry of directory.entries) {
    if (entry.kind === "directory") nameEntries(entry, names);
  }
}

/** Number of entries of 32 bytes for a directory's content, without "." and "..". */
function slotsOf(directory: DirectoryNode, names: Map<DirectoryNode, FatName[]>): number {
  const own = names.get(directory)!;
  const slots = directory.entries.reduce((sum, entry, index) => sum + entryCount(entry.name, own[index]!), 0);
  if (slots * ENTRY_SIZE >= DIRECTORY_MAX) {
    const missing = (slots + 2) * ENTRY_SIZE - DIRECTORY_MAX;
    throw directoryIsFull(directory.path, missing);
  }
  return slots;
}

function placeEntries(layout: Layout, directory: DirectoryNode, outside: string[]): void {
  for (const entry of directory.entries) {
    const bytes = entry.kind === "file" ? entry.bytes.length : (2 + slotsOf(entry, layout.names)) * ENTRY_SIZE;
    if (bytes > FILE_MAX) throw fileTooLarge("FAT", entry.path, bytes, FILE_MAX);
    const count = Math.ceil(bytes / clusterSize(layout.geometry));
    layout.places.set(entry, { first: count === 0 ? 0 : layout.nextCluster, count });
    layout.nextCluster += count;
    if (layout.nextCluster - FIRST_CLUSTER > layout.geometry.clusterCount) outside.push(entry.path);
    if (entry.kind === "directory") placeEntries(layout, entry, outside);
  }
}

const clusterSize = (geometry: Geometry): number => geometry.sectorsPerCluster * geometry.sectorSize;

const clusterOffset = (cluster: number, geometry: Geometry): number =>
  geometry.dataSector * geometry.sectorSize + (cluster - FIRST_CLUSTER) * clusterSize(geometry);

function writeBootSector(image: Uint8Array, geometry: Geometry): void {
  const view = new DataView(image.buffer, image.byteOffset, geometry.sectorSize);
  const text = (at: number, value: string): void => {
    for (let index = 0; index < value.length; index++) image[at + index] = value.charCodeAt(index);
  };
  // A jump to itself. Nothing boots from here, but drivers check for the instruction.
  image.set([0xeb, 0xfe, 0x90], BOOT.jump);
  text(BOOT.oemName, "MSDOS5.0");
  view.setUint16(BOOT.sectorSize, geometry.sectorSize, true);
  view.setUint8(BOOT.sectorsPerCluster, geometry.sectorsPerCluster);
  view.setUint16(BOOT.reservedSectors, geometry.reservedSectors, true);
  view.setUint8(BOOT.fatCount, geometry.fatCount);
  view.setUint16(BOOT.rootEntries, geometry.rootEntries, true);
  if (geometry.totalSectors < 0x10000) view.setUint16(BOOT.sectors16, geometry.totalSectors, true);
  else view.setUint32(BOOT.sectors32, geometry.totalSectors, true);
  view.setUint8(BOOT.media, MEDIA);
  view.setUint16(BOOT.fatSectors, geometry.fatSectors, true);
  // The geometry of a disk with cylinders. Flash has none, but some hosts require it.
  view.setUint16(BOOT.sectorsPerTrack, 63, true);
  view.setUint16(BOOT.heads, 255, true);
  view.setUint8(BOOT.drive, 0x80);
  view.setUint8(BOOT.extendedSignature, 0x29);
  // The volume's serial number is 0, not the time, so that images are reproducible.
  text(BOOT.label, "NO NAME    ");
  text(BOOT.type, `FAT${geometry.bits}   `);
  view.setUint16(BOOT.signature, 0xaa55, true);
}

function writeFatTable(image: Uint8Array, layout: Layout): void {
  const { geometry } = layout;
  const at = geometry.reservedSectors * geometry.sectorSize;
  const end = geometry.bits === 12 ? 0xfff : 0xffff;
  const set = geometry.bits === 12 ? setEntry12 : setEntry16;
  set(image, at, 0, (end & 0xff00) | MEDIA);
  set(image, at, 1, end);
  for (const { first, count } of layout.places.values()) {
    for (let index = 0; index < count; index++) {
      set(image, at, first + index, index === count - 1 ? end : first + index + 1);
    }
  }
}

function setEntry12(image: Uint8Array, at: number, cluster: number, value: number): void {
  const byte = at + cluster + (cluster >> 1);
  if (cluster % 2 === 0) {
    image[byte] = value;
    image[byte + 1] = (image[byte + 1]! & 0xf0) | (value >> 8);
  } else {
    image[byte] = (image[byte]! & 0x0f) | (value << 4);
    image[byte + 1] = value >> 4;
  }
}

function setEntry16(image: Uint8Array, at: number, cluster: number, value: number): void {
  image[at + 2 * cluster] = value;
  image[at + 2 * cluster + 1] = value >> 8;
}

interface OpenDirectory {
  directory: DirectoryNode;
  /** Offset of its entries in the image. */
  at: number;
  /** Its first cluster; 0 for the root. */
  own: number;
  files: PlacedFile[];
}

function writeDirectory(image: Uint8Array, layout: Layout, open: OpenDirectory): void {
  const { directory, own, files } = open;
  const names = layout.names.get(directory)!;
  let at = open.at;
  directory.entries.forEach((entry, index) => {
    const name = names[index]!;
    at += entryCount(entry.name, name) * ENTRY_SIZE;
    if (name.long) writeLongName(image, at - ENTRY_SIZE, entry.name, name.short);
    const place = layout.places.get(entry)!;
    writeEntry(image, at - ENTRY_SIZE, name, entry, place.first);
    if (entry.kind === "file") files.push(writeContent(image, layout.geometry, entry, place));
    else writeSubdirectory(image, layout, entry, { place, parent: own, files });
  });
}

function writeSubdirectory(
  image: Uint8Array,
  layout: Layout,
  directory: DirectoryNode,
  { place, parent, files }: { place: Place; parent: number; files: PlacedFile[] },
): void {
  const at = clusterOffset(place.first, layout.geometry);
  image.fill(0, at, at + place.count * clusterSize(layout.geometry));
  writeEntry(image, at, dotName("."), directory, place.first);
  writeEntry(image, at + ENTRY_SIZE, dotName(".."), directory, parent);
  writeDirectory(image, layout, { directory, at: at + 2 * ENTRY_SIZE, own: place.first, files });
}

const dotName = (dots: string): FatName => ({
  short: Uint8Array.from(dots.padEnd(11), (character) => character.charCodeAt(0)),
  lowerCase: 0,
  long: false,
});

function writeEntry(image: Uint8Array, at: number, name: FatName, node: TreeNode, firstCluster: number): void {
  const view = new DataView(image.buffer, image.byteOffset + at, ENTRY_SIZE);
  const { date, time } = fatTime(node.kind === "file" ? node.mtime : undefined);
  image.set(name.short, at + ENTRY.name);
  image[at + ENTRY.attributes] = node.kind === "file" ? ATTRIBUTE.archive : ATTRIBUTE.directory;
  image[at + ENTRY.lowerCase] = name.lowerCase;
  view.setUint16(ENTRY.createTime, time, true);
  view.setUint16(ENTRY.createDate, date, true);
  view.setUint16(ENTRY.accessDate, date, true);
  view.setUint16(ENTRY.writeTime, time, true);
  view.setUint16(ENTRY.writeDate, date, true);
  view.setUint16(ENTRY.firstCluster, firstCluster, true);
  view.setUint32(ENTRY.size, node.kind === "file" ? node.bytes.length : 0, true);
}

/** The time for FAT, in steps of 2 seconds from 1980 to 2107; the first day without a time, or before 1980. */
function fatTime(milliseconds: number | undefined): { date: number; time: number } {
  const clamped = Math.min(Math.max(milliseconds ?? 0, Date.UTC(1980, 0, 1)), Date.UTC(2107, 11, 31, 23, 59, 58));
  const at = new Date(clamped);
  return {
    date: ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
  };
}

function writeContent(image: Uint8Array, geometry: Geometry, file: FileNode, place: Place): PlacedFile {
  const size = file.bytes.length;
  if (size === 0) return { path: file.path, size };
  const offset = clusterOffset(place.first, geometry);
  image.set(file.bytes, offset);
  return { path: file.path, size, offset };
}
