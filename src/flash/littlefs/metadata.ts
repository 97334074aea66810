// Reads a metadata pair: selects the valid block, finds the end of its last complete commit, and replays the tags up to
// there. Like the device, it ignores commits without a right checksum, which a power failure leaves.
import { CRC_START, crc32 } from "./crc.ts";
import { DELETED_SIZE, NO_BLOCK, NO_ID, TAG, TAG_GROUP, TAG_GROUP_MASK } from "./format.ts";
import { blockOutside, corrupt, manyEntries, noCommit } from "../messages.ts";

/** Blocks of a metadata pair, in either order. */
export type BlockPair = readonly [number, number];

/** An entry of a directory after the replay. */
export interface MetadataEntry {
  /** A name tag's type: file, directory or superblock; -1 before one is read. */
  type: number;
  name: Uint8Array;
  /** A struct tag's type: inline, ctz or directory; -1 before one is read. */
  structType: number;
  struct: Uint8Array;
  /** Offset of `struct` in the image, in bytes. */
  structOffset: number;
  /** Bytes of the user attributes, by number. */
  attributes: Map<number, Uint8Array>;
}

/** The content of a metadata pair. */
export interface Metadata {
  blocks: BlockPair;
  /** Named entries, by number, sorted. */
  entries: Map<number, MetadataEntry>;
  /** The next pair of the filesystem's thread, absent for the last. */
  tail: BlockPair | undefined;
  /** Whether `tail` continues the same directory. */
  split: boolean;
  /** The pair's part of the state of a pending move: three words, to be XORed over all pairs. */
  moveState: readonly number[];
}

/** A tag within a block; offsets count from the block's start. */
interface Tag {
  type: number;
  id: number;
  size: number;
  /** Where its bytes start. */
  at: number;
  /** Behind its bytes. */
  end: number;
}

/**
 * Reads the pair, from the block with the later revision, or from the other one if that has no complete commit.
 *
 * @throws {FlashError} "corrupt" if neither block has one, or a block is outside the image.
 */
export function readMetadata(image: Uint8Array, blockSize: number, blocks: BlockPair): Metadata {
  const candidates = blocks.map((block) => {
    if ((block + 1) * blockSize > image.length) throw corrupt("LittleFS", blockOutside(block), image.length);
    return image.subarray(block * blockSize, (block + 1) * blockSize);
  });
  const [first, second] = candidates as [Uint8Array, Uint8Array];
  // Revisions wrap around: the later one is ahead by less than half of their range.
  const secondIsLater = (wordAt(second, 0) - wordAt(first, 0)) | 0;
  const order = secondIsLater > 0 ? [1, 0] : [0, 1];
  for (const index of order) {
    const block = candidates[index]!;
    const tags = committedTags(block);
    if (tags !== undefined) return replay(block, tags, blocks, blocks[index]! * blockSize);
  }
  throw corrupt("LittleFS", noCommit(blocks[0], blocks[1]), blocks[0] * blockSize);
}

const wordAt = (block: Uint8Array, at: number): number =>
  (block[at]! | (block[at + 1]! << 8) | (block[at + 2]! << 16) | (block[at + 3]! << 24)) >>> 0;

const bigEndianAt = (block: Uint8Array, at: number): number =>
  ((block[at]! << 24) | (block[at + 1]! << 16) | (block[at + 2]! << 8) | block[at + 3]!) >>> 0;

/** The tags of all complete commits, without the checksums; undefined if there is none. */
function committedTags(block: Uint8Array): Tag[] | undefined {
  let committed: Tag[] | undefined;
  let pending: Tag[] = [];
  let previous = 0xffffffff;
  let crc = crc32(CRC_START, block, 0, 4);
  for (let at = 4; at + 4 <= block.length;) {
    const word = (bigEndianAt(block, at) ^ previous) >>> 0;
    const type = (word >>> 20) & 0x7ff;
    const size = (word & 0x3ff) === DELETED_SIZE ? 0 : word & 0x3ff;
    const end = at + 4 + size;
    // The highest bit is set if nothing was written after the last commit.
    if (word >= 0x80000000 || end > block.length) break;
    crc = crc32(crc, block, at, at + 4);
    previous = word;
    if ((type & 0x780) === TAG.commitCrc) {
      if (size < 4 || crc !== wordAt(block, at + 4)) break;
      committed ??= [];
      for (const tag of pending) committed.push(tag);
      pending = [];
      crc = CRC_START;
      // The checksum's lowest type bit says what the next tag's highest bit means while nothing is written.
      previous = (word ^ ((type & 1) << 31)) >>> 0;
    } else {
      crc = crc32(crc, block, at + 4, end);
      pending.push({ type, id: (word >>> 10) & 0x3ff, size: word & 0x3ff, at: at + 4, end });
    }
    at = end;
  }
  return committed;
}

function replay(block: Uint8Array, tags: readonly Tag[], blocks: BlockPair, blockOffset: number): Metadata {
  const metadata: Metadata = { blocks, entries: new Map(), tail: undefined, split: false, moveState: [0, 0, 0] };
  // A tag of five bytes can ask for a thousand entries: those without a name take no memory.
  const entries: (MetadataEntry | undefined)[] = [];
  for (const tag of tags) {
    const bytes = block.subarray(tag.at, tag.end);
    const group = tag.type & TAG_GROUP_MASK;
    if (tag.type === TAG.create) {
      if (entries.length === NO_ID) throw corrupt("LittleFS", manyEntries(NO_ID), blockOffset + tag.at);
      entries.splice(tag.id, 0, undefined);
    } else if (tag.type === TAG.delete) {
      entries.splice(tag.id, 1);
    } else if (group === TAG_GROUP.name) {
      while (entries.length <= tag.id) entries.push(undefined);
      Object.assign((entries[tag.id] ??= newEntry()), { type: tag.type, name: bytes });
    } else if (group === TAG_GROUP.struct && tag.id < entries.length) {
      Object.assign((entries[tag.id] ??= newEntry()), {
        structType: tag.type,
        struct: bytes,
        structOffset: blockOffset + tag.at,
      });
    } else if (group === TAG_GROUP.userAttribute && tag.id < entries.length) {
      setAttribute((entries[tag.id] ??= newEntry()), tag, bytes);
    } else if (group === TAG_GROUP.tail && bytes.length >= 8) {
      const tail: BlockPair = [wordAt(bytes, 0), wordAt(bytes, 4)];
      metadata.tail = tail.includes(NO_BLOCK) ? undefined : tail;
      metadata.split = tag.type === TAG.hardTail;
    } else if (tag.type === TAG.moveState && bytes.length >= 12) {
      metadata.moveState = [wordAt(bytes, 0), wordAt(bytes, 4), wordAt(bytes, 8)];
    }
  }
  entries.forEach((entry, id) => {
    if (entry !== undefined && entry.type >= 0) metadata.entries.set(id, entry);
  });
  return metadata;
}

function setAttribute(entry: MetadataEntry, tag: Tag, bytes: Uint8Array): void {
  const number = tag.type & 0xff;
  if (tag.size === DELETED_SIZE) entry.attributes.delete(number);
  else entry.attributes.set(number, bytes);
}

const newEntry = (): MetadataEntry => ({
  type: -1,
  name: new Uint8Array(),
  structType: -1,
  struct: new Uint8Array(),
  structOffset: 0,
  attributes: new Map(),
});
