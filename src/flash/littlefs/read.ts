// Reads a LittleFS 2 image, fresh or used by a device. First it follows the thread of all metadata pairs, which gives
// the superblock and an interrupted move. Then it reads the directories from the root. Every block may be used once,
// which limits time and memory and detects cycles and cross-links in damaged images.
import { FlashError } from "../error.ts";
import type { FlashContents, FoundFile } from "../image.ts";
import { foundPath, MAX_DEPTH } from "../tree.ts";
import { decodeUtf8 } from "../utf8.ts";
import { pointerCount } from "./ctz.ts";
import { ATTRIBUTE_MTIME, DISK_VERSIONS, MAGIC, SUPERBLOCK_SIZE, TAG } from "./format.ts";
import type { DiskVersion } from "./format.ts";
import { readMetadata } from "./metadata.ts";
import type { BlockPair, Metadata, MetadataEntry } from "./metadata.ts";
import {
  blockNotThere,
  blockUsedTwice,
  circleOfDirectories,
  corrupt,
  deepNesting,
  directoryWithoutPlace,
  fileLargerThanImage,
  fileNotThere,
  noLittlefs,
  otherDiskVersion,
  pairNotOnThread,
} from "../messages.ts";

/** The content of a LittleFS image, with facts of its superblock. */
export interface LittlefsContents extends FlashContents {
  filesystem: "littlefs";
  diskVersion: DiskVersion;
  blockSize: number;
  blockCount: number;
  nameMax: number;
}

/** Options for reading a LittleFS image. */
export interface LittlefsReadOptions {
  /** Erase unit in bytes. @default detected, if it is a power of two up to 1 MiB */
  blockSize?: number | undefined;
}

interface Superblock {
  version: number;
  blockSize: number;
  blockCount: number;
  nameMax: number;
}

const ROOT_PAIR: BlockPair = [0, 1];
const BLOCK_SIZE_MIN = 128;
const BLOCK_SIZE_MAX = 1 << 20;

/** Whether `bytes` have the magic of LittleFS in one of the first two blocks, for some block size. */
export function isLittlefs(bytes: Uint8Array): boolean {
  return superblockOf(bytes, undefined) !== undefined;
}

/**
 * Reads every file of a LittleFS image; unused blocks at the end of the image may be missing from `bytes`.
 *
 * @throws {FlashError} "unknown-format" if there is no superblock, "corrupt" with the offset if it is damaged.
 */
export function readLittlefs(bytes: Uint8Array, options: LittlefsReadOptions = {}): LittlefsContents {
  const superblock = superblockOf(bytes, options.blockSize);
  if (superblock === undefined) throw noLittlefs(options.blockSize);
  const diskVersion = (Object.keys(DISK_VERSIONS) as DiskVersion[]).find(
    (name) => DISK_VERSIONS[name] === superblock.version,
  );
  if (diskVersion === undefined) throw otherDiskVersion(superblock.version >>> 16, superblock.version & 0xffff);
  return new LittlefsReader(bytes, superblock).read(diskVersion);
}

/** Finds the superblock by trying growing block sizes, because the block size is stored in it. */
function superblockOf(bytes: Uint8Array, blockSize: number | undefined): Superblock | undefined {
  if (blockSize !== undefined) return superblockWith(bytes, blockSize);
  for (let size = BLOCK_SIZE_MIN; size <= BLOCK_SIZE_MAX && 2 * size <= bytes.length; size *= 2) {
    const superblock = superblockWith(bytes, size);
    if (superblock !== undefined) return superblock;
  }
  return undefined;
}

function superblockWith(bytes: Uint8Array, blockSize: number): Superblock | undefined {
  if (!(blockSize >= BLOCK_SIZE_MIN) || 2 * blockSize > bytes.length) return undefined;
  try {
    const superblock = superblockIn(readMetadata(bytes, blockSize, ROOT_PAIR));
    return superblock?.blockSize === blockSize ? superblock : undefined;
  } catch (error) {
    if (error instanceof FlashError) return undefined;
    throw error;
  }
}

function superblockIn(metadata: Metadata): Superblock | undefined {
  const entry = metadata.entries.get(0);
  if (entry?.type !== TAG.superblock || decodeUtf8(entry.name) !== MAGIC) return undefined;
  if (entry.structType !== TAG.inlineStruct || entry.struct.length < SUPERBLOCK_SIZE) return undefined;
  const word = (index: number): number => littleEndian(entry.struct, 4 * index);
  return { version: word(0), blockSize: word(1), blockCount: word(2), nameMax: word(3) };
}

const littleEndian = (bytes: Uint8Array, at: number): number =>
  (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;

class LittlefsReader {
  private readonly image: Uint8Array;
  private readonly superblock: Superblock;
  private readonly blockSize: number;
  /** Blocks that can be read. */
  private readonly blockCount: number;
  /** One byte per block: 1 if it is used. */
  private readonly used: Uint8Array;
  private usedBlocks = 0;
  private readonly files: FoundFile[] = [];
  private readonly directories: string[] = [];
  /** Pairs of the thread, by the lower block. */
  private readonly pairs = new Map<number, Metadata>();

  constructor(image: Uint8Array, superblock: Superblock) {
    this.image = image;
    this.superblock = superblock;
    this.blockSize = superblock.blockSize;
    this.blockCount = Math.min(superblock.blockCount, Math.floor(image.length / superblock.blockSize));
    this.used = new Uint8Array(this.blockCount);
  }

  read(diskVersion: DiskVersion): LittlefsContents {
    const root = this.walkThread();
    this.readDirectories(root);
    const { blockSize, blockCount, nameMax } = this.superblock;
    return {
      filesystem: "littlefs",
      diskVersion,
      blockSize,
      blockCount,
      nameMax,
      files: this.files,
      directories: this.directories,
      used: this.usedBlocks * blockSize,
      capacity: blockCount * blockSize,
    };
  }

  /** Reads all pairs in the order of their tails. Returns the root, which is the last one with a superblock. */
  private walkThread(): Metadata {
    const move = [0, 0, 0];
    let root: Metadata | undefined;
    for (let pair: BlockPair | undefined = ROOT_PAIR; pair !== undefined;) {
      const metadata = this.readPair(pair);
      if (superblockIn(metadata) !== undefined) root = metadata;
      metadata.moveState.forEach((word, index) => (move[index] = (move[index]! ^ word) >>> 0));
      pair = metadata.tail;
    }
    this.finishMove(move as [number, number, number]);
    return root!;
  }

  private readPair(pair: BlockPair): Metadata {
    for (const block of pair) this.use(block);
    const metadata = readMetadata(this.image, this.blockSize, pair);
    this.pairs.set(Math.min(...pair), metadata);
    return metadata;
  }

  private use(block: number): void {
    const at = block * this.blockSize;
    if (block >= this.blockCount) throw corrupt("LittleFS", blockNotThere(block), at);
    if (this.used[block] === 1) throw corrupt("LittleFS", blockUsedTwice(block), at);
    this.used[block] = 1;
    this.usedBlocks++;
  }

  /** Finishes an interrupted move, which leaves an entry in both places and marks the one to remove. */
  private finishMove([tag, ...blocks]: [number, number, number]): void {
    const type = (tag >>> 20) & 0x700;
    if (type === 0) return;
    const from = this.pairs.get(Math.min(...blocks));
    from?.entries.delete((tag >>> 10) & 0x3ff);
  }

  private readDirectories(root: Metadata): void {
    const pending: { path: string; depth: number; first: Metadata }[] = [{ path: "/", depth: 0, first: root }];
    const entered = new Set<Metadata>();
    for (let open = pending.pop(); open !== undefined; open = pending.pop()) {
      const found: typeof pending = [];
      const directory = { path: open.path, seen: new Set<string>() };
      for (
        let at: Metadata | undefined = open.first;
        at !== undefined;
        at = at.split ? this.pairAt(at.tail!) : undefined
      ) {
        if (entered.has(at)) throw corrupt("LittleFS", circleOfDirectories(open.path), this.offsetOf(at));
        entered.add(at);
        for (const entry of at.entries.values()) {
          if (entry.type !== TAG.file && entry.type !== TAG.directory) continue;
          const path = foundPath("LittleFS", directory, decodeUtf8(entry.name), this.offsetOf(at));
          if (entry.type === TAG.file) this.files.push(this.readFile(path, entry, at));
          else found.push({ path, depth: open.depth + 1, first: this.subdirectory(path, entry, open.depth, at) });
        }
      }
      for (const directory of found) this.directories.push(directory.path);
      pending.push(...found.reverse());
    }
  }

  private subdirectory(path: string, entry: MetadataEntry, depth: number, within: Metadata): Metadata {
    if (depth >= MAX_DEPTH) throw corrupt("LittleFS", deepNesting(MAX_DEPTH), this.offsetOf(within));
    if (entry.structType !== TAG.directoryStruct || entry.struct.length < 8) {
      throw corrupt("LittleFS", directoryWithoutPlace(path), this.offsetOf(within));
    }
    return this.pairAt([littleEndian(entry.struct, 0), littleEndian(entry.struct, 4)]);
  }

  private pairAt(pair: BlockPair): Metadata {
    const metadata = this.pairs.get(Math.min(...pair));
    if (metadata !== undefined) return metadata;
    throw corrupt("LittleFS", pairNotOnThread(pair[0], pair[1]), pair[0] * this.blockSize);
  }

  private offsetOf(metadata: Metadata): number {
    return metadata.blocks[0] * this.blockSize;
  }

  private readFile(path: string, entry: MetadataEntry, within: Metadata): FoundFile {
    const time = entry.attributes.get(ATTRIBUTE_MTIME);
    const mtime = time?.length === 8 ? milliseconds(time) : undefined;
    if (entry.structType === TAG.inlineStruct) {
      const offset = entry.struct.length > 0 ? entry.structOffset : undefined;
      return { path, bytes: entry.struct.slice(), mtime, offset };
    }
    if (entry.structType !== TAG.ctzStruct || entry.struct.length < 8) {
      throw corrupt("LittleFS", fileNotThere(path), this.offsetOf(within));
    }
    const head = littleEndian(entry.struct, 0);
    const size = littleEndian(entry.struct, 4);
    const blocks = this.fileBlocks(path, head, size, within);
    const offset = blocks.length === 1 ? blocks[0]! * this.blockSize : undefined;
    return { path, bytes: this.gather(blocks, size), mtime, offset };
  }

  /** A file's blocks in order, found backwards from the last one by each block's first pointer. */
  private fileBlocks(path: string, head: number, size: number, within: Metadata): number[] {
    let count = 0;
    for (let left = size; left > 0; count++) {
      if (count === this.blockCount) throw corrupt("LittleFS", fileLargerThanImage(path), this.offsetOf(within));
      left -= this.blockSize - 4 * pointerCount(count);
    }
    const blocks: number[] = [];
    for (let block = head; blocks.length < count;) {
      this.use(block);
      blocks.push(block);
      block = littleEndian(this.image, block * this.blockSize);
    }
    return blocks.reverse();
  }

  private gather(blocks: readonly number[], size: number): Uint8Array {
    const content = new Uint8Array(size);
    let done = 0;
    blocks.forEach((block, index) => {
      const start = block * this.blockSize + 4 * pointerCount(index);
      const piece = this.image.subarray(start, Math.min((block + 1) * this.blockSize, start + size - done));
      content.set(piece, done);
      done += piece.length;
    });
    return content;
  }
}

function milliseconds(time: Uint8Array): number {
  const nanoseconds = new DataView(time.buffer, time.byteOffset, 8).getBigUint64(0, true);
  return Number(nanoseconds / 1_000_000n);
}
