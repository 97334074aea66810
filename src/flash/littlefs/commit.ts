// Writes the only commit of a fresh metadata block: revision, tags, checksum. Tags are big-endian and each is XORed
// with the one before; the checksum covers everything from the block's start up to and with its own tag (littlefs
// SPEC.md, "Metadata blocks" and "CRC tags").
import { CRC_START, crc32 } from "./crc.ts";
import { ATTRIBUTE_MAX, DISK_VERSIONS, NO_ID, TAG } from "./format.ts";
import type { Geometry } from "./format.ts";

/** Bytes of a tag. */
export const TAG_SIZE = 4;
/** Bytes that close a commit in the middle of a block: forward checksum (tag, size, value) and checksum (tag, value). */
const CLOSE_SIZE = 20;

/** Writes the single commit of a block that is otherwise erased (0xff). */
export class CommitWriter {
  private readonly block: Uint8Array;
  private readonly view: DataView;
  private readonly geometry: Geometry;
  /** Next byte to write, from the start of the block. */
  private offset = 4;
  private previousTag = 0xffffffff;

  /** @param revision the larger of a pair's two tells which block counts. */
  constructor(block: Uint8Array, revision: number, geometry: Geometry) {
    this.block = block;
    this.view = new DataView(block.buffer, block.byteOffset, block.byteLength);
    this.geometry = geometry;
    this.view.setUint32(0, revision, true);
  }

  /** Appends a tag with its bytes. Returns the offset of the bytes in the block. */
  tag(type: number, id: number, bytes: Uint8Array): number {
    this.writeTag(type, id, bytes.length);
    const at = this.offset;
    this.block.set(bytes, at);
    this.offset += bytes.length;
    return at;
  }

  /** Appends a tag with numbers of 32 bits, little-endian. */
  words(type: number, id: number, ...words: number[]): void {
    this.writeTag(type, id, 4 * words.length);
    for (const word of words) {
      this.view.setUint32(this.offset, word, true);
      this.offset += 4;
    }
  }

  /** Closes the commit with its checksum, and fills up to the next program unit. */
  close(): void {
    const { blockSize, progSize, diskVersion } = this.geometry;
    const end = Math.ceil(Math.min(this.offset + CLOSE_SIZE, blockSize) / progSize) * progSize;
    // A checksum's tag has 10 bits for the number of bytes up to the end, so a large program unit needs several.
    for (let from = 0; this.offset < end; from = this.offset) {
      let next = Math.min(end, this.offset + TAG_SIZE + ATTRIBUTE_MAX);
      if (next < end) next = Math.min(next, end - CLOSE_SIZE);
      const lastOfMany = next === end && end <= blockSize - progSize;
      if (lastOfMany && diskVersion > DISK_VERSIONS["2.0"]) {
        this.words(TAG.forwardCrc, NO_ID, progSize, crc32(CRC_START, this.block, end, end + progSize));
      }
      this.writeTag(TAG.commitCrc, NO_ID, next - this.offset - TAG_SIZE);
      this.view.setUint32(this.offset, crc32(CRC_START, this.block, from, this.offset), true);
      this.offset = next;
    }
  }

  private writeTag(type: number, id: number, size: number): void {
    const tag = ((type << 20) | (id << 10) | size) >>> 0;
    this.view.setUint32(this.offset, (tag ^ this.previousTag) >>> 0, false);
    this.previousTag = tag;
    this.offset += TAG_SIZE;
  }
}
