// Writes a LittleFS 2 image. First it plans the layout: directories become metadata pairs, split like on the device
// when they are full, and files too large for a directory get consecutive blocks. Then it writes each pair as one
// commit, in both of its blocks, so that older data on the flash is never read.
import type { FlashImage, PlacedFile } from "../image.ts";
import { arrange } from "../tree.ts";
import type { DirectoryNode, FileNode, FlashTree, TreeNode } from "../tree.ts";
import { CommitWriter, TAG_SIZE } from "./commit.ts";
import { dataBlockCount, writeDataBlocks } from "./ctz.ts";
import { ATTRIBUTE_MAX, ATTRIBUTE_MTIME, FILE_MAX, geometryOf, MAGIC, NO_ID, SUPERBLOCK_SIZE, TAG } from "./format.ts";
import type { Geometry, LittlefsOptions } from "./format.ts";
import { filesystemIsFull, fileTooLarge, largeEntry, longName } from "../messages.ts";

/** Bytes of a block that LittleFS reserves for the tail, the state of a move and the checksums. */
const RESERVED_SIZE = 40;
/** LittleFS splits a directory at this many entries. */
const PAIR_ENTRIES_MAX = 0xfe;
/** Bytes of a time of last change. */
const MTIME_SIZE = 8;

/** Two blocks with a part of a directory. */
interface MetadataPair {
  blocks: readonly [number, number];
  directory: DirectoryNode;
  entries: TreeNode[];
}

interface Layout {
  geometry: Geometry;
  /** In the order of the filesystem's thread: every directory's pairs in a row, then those of the directories in it. */
  pairs: MetadataPair[];
  firstPair: Map<DirectoryNode, MetadataPair>;
  /** First block of each file that is not stored in its directory. */
  firstBlock: Map<FileNode, number>;
  blocksUsed: number;
}

/**
 * Writes a tree as LittleFS 2. The image has the full `size`; free blocks are 0xff.
 *
 * @throws {FlashError} "full", "file-too-large" (over 2147483647 bytes), "name-too-long" (over `nameMax` bytes of UTF-8, or more
 * than a block holds), "invalid-option"; the errors of a tree (see FlashTree).
 */
export function writeLittlefs(tree: FlashTree, options: LittlefsOptions): FlashImage {
  const geometry = geometryOf(options);
  const layout = planLayout(arrange(tree), geometry);
  const { blockSize, blockCount } = geometry;
  const image = new Uint8Array(blockCount * blockSize).fill(0xff);
  const files: PlacedFile[] = [];
  layout.pairs.forEach((pair, index) => {
    writePair(image, layout, pair, layout.pairs[index + 1], files);
  });
  for (const [file, block] of layout.firstBlock) writeDataBlocks(image, blockSize, block, file.bytes);
  return { filesystem: "littlefs", image, used: layout.blocksUsed * blockSize, capacity: image.length, files };
}

function planLayout(root: DirectoryNode, geometry: Geometry): Layout {
  const layout: Layout = { geometry, pairs: [], firstPair: new Map(), firstBlock: new Map(), blocksUsed: 0 };
  placeDirectory(layout, root, 4 + MAGIC.length + 4 + SUPERBLOCK_SIZE);
  let firstOutside: string | undefined;
  for (const pair of layout.pairs) {
    for (const entry of pair.entries) {
      if (entry.kind !== "file" || isInline(entry, geometry)) continue;
      layout.firstBlock.set(entry, layout.blocksUsed);
      layout.blocksUsed += dataBlockCount(entry.bytes.length, geometry.blockSize);
      if (layout.blocksUsed > geometry.blockCount) firstOutside ??= entry.path;
    }
  }
  if (layout.blocksUsed > geometry.blockCount) {
    const { blockCount: available, blockSize: size } = geometry;
    throw filesystemIsFull("LittleFS", "blocks", { used: layout.blocksUsed, available, size }, firstOutside);
  }
  return layout;
}

/** Splits a directory and its subdirectories into pairs. `occupied` bytes of the first pair are in use already. */
function placeDirectory(layout: Layout, directory: DirectoryNode, occupied: number): void {
  const { geometry } = layout;
  // At most half a block, as after LittleFS's compaction. The rest is for changes by the device.
  const half = Math.ceil(geometry.blockSize / 2 / geometry.progSize) * geometry.progSize;
  const budget = Math.min(geometry.blockSize - RESERVED_SIZE, half);
  let pair = addPair(layout, directory);
  let size = occupied;
  for (const entry of [...directory.entries].sort(compareNames)) {
    const entrySize = checkedEntrySize(entry, geometry);
    const full = size + entrySize > budget || pair.entries.length === PAIR_ENTRIES_MAX;
    if (full && (size > 0 || pair.entries.length > 0)) {
      pair = addPair(layout, directory);
      size = 0;
    }
    pair.entries.push(entry);
    size += entrySize;
  }
  for (const entry of directory.entries) {
    if (entry.kind === "directory") placeDirectory(layout, entry, 0);
  }
}

function addPair(layout: Layout, directory: DirectoryNode): MetadataPair {
  const block = layout.blocksUsed;
  const pair: MetadataPair = { blocks: [block, block + 1], directory, entries: [] };
  layout.blocksUsed += 2;
  layout.pairs.push(pair);
  if (!layout.firstPair.has(directory)) layout.firstPair.set(directory, pair);
  return pair;
}

/**
 * The order in which LittleFS looks names up: like memcmp, but a longer name comes before its prefix ("ab" before "a").
 * A search ends at the first larger name of a pair, so another order would hide entries of later pairs.
 */
function compareNames(a: TreeNode, b: TreeNode): number {
  const shared = Math.min(a.nameBytes.length, b.nameBytes.length);
  for (let at = 0; at < shared; at++) {
    const difference = a.nameBytes[at]! - b.nameBytes[at]!;
    if (difference !== 0) return difference;
  }
  return b.nameBytes.length - a.nameBytes.length;
}

const isInline = (file: FileNode, geometry: Geometry): boolean => file.bytes.length <= geometry.inlineMax;

function checkedEntrySize(entry: TreeNode, geometry: Geometry): number {
  const { path } = entry;
  const nameSize = entry.nameBytes.length;
  if (nameSize > geometry.nameMax) {
    throw longName(path, nameSize, "bytes", "this LittleFS", geometry.nameMax);
  }
  if (entry.kind === "file" && entry.bytes.length > FILE_MAX) {
    throw fileTooLarge("LittleFS", path, entry.bytes.length, FILE_MAX);
  }
  const inline = entry.kind === "file" && isInline(entry, geometry);
  const size =
    TAG_SIZE + nameSize + TAG_SIZE + (inline ? entry.bytes.length : 8) + (hasTime(entry) ? TAG_SIZE + MTIME_SIZE : 0);
  const room = geometry.blockSize - RESERVED_SIZE;
  if (size > room) throw largeEntry(path, size, geometry.blockSize, room);
  return size;
}

const hasTime = (entry: TreeNode): entry is FileNode & { mtime: number } =>
  entry.kind === "file" && entry.mtime !== undefined;

function writePair(
  image: Uint8Array,
  layout: Layout,
  pair: MetadataPair,
  next: MetadataPair | undefined,
  files: PlacedFile[],
): void {
  const { blockSize } = layout.geometry;
  pair.blocks.forEach((block, copy) => {
    const bytes = image.subarray(block * blockSize, (block + 1) * blockSize);
    const commit = new CommitWriter(bytes, copy + 1, layout.geometry);
    const current = copy === 1;
    let id = 0;
    if (pair === layout.pairs[0]) writeSuperblock(commit, id++, layout.geometry);
    for (const entry of pair.entries) {
      const at = writeEntry(commit, layout, id++, entry);
      if (current && entry.kind === "file") files.push(placed(entry, layout, block * blockSize + at));
    }
    if (next !== undefined) {
      const sameDirectory = next.directory === pair.directory;
      commit.words(sameDirectory ? TAG.hardTail : TAG.softTail, NO_ID, ...next.blocks);
    }
    commit.close();
  });
}

function writeSuperblock(commit: CommitWriter, id: number, geometry: Geometry): void {
  commit.tag(
    TAG.superblock,
    id,
    Uint8Array.from(MAGIC, (character) => character.charCodeAt(0)),
  );
  const { diskVersion, blockSize, blockCount, nameMax } = geometry;
  commit.words(TAG.inlineStruct, id, diskVersion, blockSize, blockCount, nameMax, FILE_MAX, ATTRIBUTE_MAX);
}

/** Returns the offset in the block of an inline file's content. */
function writeEntry(commit: CommitWriter, layout: Layout, id: number, entry: TreeNode): number {
  commit.tag(TAG[entry.kind], id, entry.nameBytes);
  let at = 0;
  if (entry.kind === "directory") {
    commit.words(TAG.directoryStruct, id, ...layout.firstPair.get(entry)!.blocks);
  } else if (isInline(entry, layout.geometry)) {
    at = commit.tag(TAG.inlineStruct, id, entry.bytes);
  } else {
    const { length } = entry.bytes;
    const last = layout.firstBlock.get(entry)! + dataBlockCount(length, layout.geometry.blockSize) - 1;
    commit.words(TAG.ctzStruct, id, last, length);
  }
  if (hasTime(entry)) commit.tag(TAG.userAttribute + ATTRIBUTE_MTIME, id, timeBytes(entry.mtime));
  return at;
}

function timeBytes(milliseconds: number): Uint8Array {
  const bytes = new Uint8Array(MTIME_SIZE);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(Math.max(0, Math.trunc(milliseconds))) * 1_000_000n, true);
  return bytes;
}

function placed(file: FileNode, layout: Layout, inlineOffset: number): PlacedFile {
  const size = file.bytes.length;
  const { blockSize } = layout.geometry;
  if (size === 0) return { path: file.path, size };
  if (isInline(file, layout.geometry)) return { path: file.path, size, offset: inlineOffset };
  // Every block after the first begins with pointers.
  return size <= blockSize
    ? { path: file.path, size, offset: layout.firstBlock.get(file)! * blockSize }
    : { path: file.path, size };
}
