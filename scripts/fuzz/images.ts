// Damaged filesystem images with right checksums, so that readers reach inner structures: LittleFS logs with changed tags and
// new commit checksums, FAT chains and entries, ROMFS records of right length in random trees, UF2 blocks with their magic
// numbers.

import { CRC_START, crc32 } from "../../src/flash/littlefs/crc.ts";
import { buildImage, FlashError, fromUf2, readImage, toUf2 } from "../../src/flash/index.ts";
import type { Filesystem, FlashTree } from "../../src/flash/index.ts";
import type { Random } from "../generator/random.ts";
import { mutate } from "./mutate.ts";

const TREE: FlashTree = {
  files: [
    { path: "boot.py", bytes: new Uint8Array(40).fill(1), mtime: 1_700_000_000_000 },
    { path: "lib/a name that needs a long entry.mpy", bytes: new Uint8Array(900).fill(2) },
    { path: "lib/sub/deep.bin", bytes: new Uint8Array(2500).fill(3) },
    ...Array.from({ length: 12 }, (_, index) => ({ path: `many/f${index}`, bytes: new Uint8Array(index * 9) })),
  ],
  directories: ["empty"],
};
const BLOCK_SIZE = 256;
const FAT_BYTES = 1 << 16;
const LITTLEFS = buildImage(TREE, { filesystem: "littlefs", size: 1 << 14, blockSize: BLOCK_SIZE }).image;
const FAT = buildImage(TREE, { filesystem: "fat", size: FAT_BYTES }).image;
const ROMFS = buildImage(TREE, { filesystem: "romfs" }).image;
const UF2 = toUf2([
  { address: 0x10000000, bytes: new Uint8Array(2000).fill(4), family: "rp2040" },
  { address: 0x10100000, bytes: new Uint8Array(700).fill(5), family: "rp2040" },
]);

/** Makes a damaged image of some kind and reads it. Throws whatever a reader may not throw. */
export function tryImage(random: Random): void {
  const kind = random.pick(["littlefs", "fat", "romfs", "uf2", "any"] as const);
  if (kind === "uf2") return attempt(() => fromUf2(damagedUf2(random)));
  const image = kind === "any" ? mutate(random, [LITTLEFS, FAT, ROMFS]) : MAKERS[kind](random);
  const filesystem: Filesystem | undefined = kind === "any" ? undefined : kind;
  attempt(() => {
    const { files } = readImage(image, { filesystem });
    let bytes = 0;
    for (const file of files) bytes += file.bytes.length;
    if (filesystem !== "romfs" && bytes > image.length)
      throw new Error(`${bytes} bytes in an image of ${image.length}`);
  });
}

function attempt(read: () => void): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof FlashError)) throw error;
  }
}

const MAKERS: Record<Filesystem, (random: Random) => Uint8Array> = {
  littlefs: damagedLittlefs,
  fat: damagedFat,
  romfs: randomRomfs,
};

/** A tag of a LittleFS log, decoded: the word as it is before it is XORed with the one before. */
interface LogTag {
  word: number;
  bytes: Uint8Array;
}

const wordAt = (bytes: Uint8Array, at: number): number => new DataView(bytes.buffer, bytes.byteOffset).getUint32(at);

/** Changes tags in one or two metadata blocks, or pointers in any, and writes the logs again with right checksums. */
function damagedLittlefs(random: Random): Uint8Array {
  const image = LITTLEFS.slice();
  for (let count = random.between(1, 3); count > 0; count--) {
    const block = random.below(image.length / BLOCK_SIZE) * BLOCK_SIZE;
    const log = image.subarray(block, block + BLOCK_SIZE);
    const tags = readLog(log);
    if (tags.length === 0) continue;
    for (let changes = random.between(1, 4); changes > 0; changes--) changeTag(random, tags);
    writeLog(log, tags);
  }
  return image;
}

function readLog(log: Uint8Array): LogTag[] {
  const tags: LogTag[] = [];
  let previous = 0xffffffff;
  for (let at = 4; at + 4 <= log.length;) {
    const word = (wordAt(log, at) ^ previous) >>> 0;
    const size = (word & 0x3ff) === 0x3ff ? 0 : word & 0x3ff;
    if (word >= 0x80000000 || at + 4 + size > log.length) break;
    if (((word >>> 20) & 0x780) === 0x500) break;
    tags.push({ word, bytes: log.slice(at + 4, at + 4 + size) });
    previous = word;
    at += 4 + size;
  }
  return tags;
}

const TYPES = [0x001, 0x002, 0x0ff, 0x200, 0x201, 0x202, 0x301, 0x401, 0x4ff, 0x600, 0x601, 0x7ff];

function changeTag(random: Random, tags: LogTag[]): void {
  const tag = random.pick(tags);
  switch (random.below(6)) {
    case 0: // another type
      tag.word = ((tag.word & 0xfffff) | (random.pick(TYPES) << 20)) >>> 0;
      return;
    case 1: // another entry
      tag.word = ((tag.word & ~0xffc00) | (random.pick([0, 1, 2, 5, 1022, 1023]) << 10)) >>> 0;
      return;
    case 2: // other content: a pointer, a size, a name
      if (tag.bytes.length > 0) tag.bytes[random.below(tag.bytes.length)] = random.pick([0, 1, 2, 3, 0x2e, 0x2f, 0xff]);
      return;
    case 3:
      tags.splice(random.below(tags.length), 0, { word: tag.word, bytes: tag.bytes.slice() });
      return;
    case 4:
      if (tags.length > 1) tags.splice(tags.indexOf(tag), 1);
      return;
    default: {
      const size = random.pick([0, 1, 4, 8, 12, 24]);
      tag.bytes = tag.bytes.slice(0, size);
      tag.word = ((tag.word & ~0x3ff) | tag.bytes.length) >>> 0;
    }
  }
}

function writeLog(log: Uint8Array, tags: readonly LogTag[]): void {
  const view = new DataView(log.buffer, log.byteOffset, log.length);
  let previous = 0xffffffff;
  let at = 4;
  for (const { word, bytes } of tags) {
    if (at + 4 + bytes.length + 8 > log.length) break;
    view.setUint32(at, (word ^ previous) >>> 0);
    log.set(bytes, at + 4);
    previous = word;
    at += 4 + bytes.length;
  }
  const end = (0x500 << 20) | (0x3ff << 10) | (log.length - at - 4 > 0x3fe ? 4 : log.length - at - 4);
  view.setUint32(at, (end ^ previous) >>> 0);
  view.setUint32(at + 4, crc32(CRC_START, log, 0, at + 4), true);
}

/** Entries of the table and of directories that lead to other clusters, into circles, out of the volume. */
function damagedFat(random: Random): Uint8Array {
  const image = FAT.slice();
  const view = new DataView(image.buffer);
  const sector = 512;
  const rootStart = (view.getUint16(14, true) + image[16]! * view.getUint16(22, true)) * sector;
  for (let count = random.between(1, 8); count > 0; count--) {
    switch (random.below(4)) {
      case 0: // a chain
        view.setUint16(
          sector + random.below(190),
          random.pick([0, 1, 2, 3, 0x203, 0xff8, 0xfff, 0xffff, random.below(0x1000)]),
          true,
        );
        break;
      case 1: // an entry's first cluster and size
        view.setUint16(rootStart + 32 * random.below(20) + 26, random.below(130), true);
        view.setUint32(rootStart + 32 * random.below(20) + 28, random.pick([0, 1, 512, 0x10000, 0xffffffff]), true);
        break;
      case 2: // an entry's attributes: files become directories
        image[rootStart + 32 * random.below(20) + 11] = random.pick([0, 0x10, 0x20, 0x0f, 0x08, 0x3f]);
        break;
      default: // the boot sector
        if (random.oneIn(4)) image[11 + random.below(26)] = random.pick([0, 1, 2, 8, 0x80, 0xff]);
        else image[rootStart + random.below(FAT_BYTES - rootStart)] = random.below(256);
    }
  }
  return image;
}

/** Records in records, of right length, of every kind. */
function randomRomfs(random: Random): Uint8Array {
  if (random.oneIn(3)) return mutate(random, [ROMFS]);
  const payload = records(random, random.between(1, 6));
  return Uint8Array.from([0xd2, 0xcd, 0x31, ...varuint(payload.length), ...payload]);
}

function records(random: Random, depth: number): number[] {
  const bytes: number[] = [];
  for (let count = random.below(5); count > 0; count--) {
    const kind = random.pick([0, 1, 2, 3, 4, 4, 4, 5, 5, 5, 6, 0x3fff]);
    let payload: number[] = [];
    if (kind === 3) payload = [...varuint(random.pick([0, 1, 50, 2 ** 40])), ...varuint(random.pick([0, 3, 2 ** 50]))];
    else if (kind === 4 || kind === 5) payload = [random.below(4), ...random.list(0, 5, () => 97 + random.below(26))];
    if (depth > 0) payload.push(...records(random, depth - 1));
    bytes.push(...varuint(kind), ...varuint(payload.length), ...payload);
  }
  return bytes;
}

/** Big-endian groups of 7 bits. */
function varuint(value: number): number[] {
  const bytes = [value % 0x80];
  for (let rest = Math.floor(value / 0x80); rest > 0; rest = Math.floor(rest / 0x80))
    bytes.unshift(0x80 | (rest % 0x80));
  return bytes;
}

function damagedUf2(random: Random): Uint8Array {
  const file = UF2.slice();
  const view = new DataView(file.buffer);
  for (let count = random.between(1, 6); count > 0; count--) {
    const block = 512 * random.below(file.length / 512);
    const word = random.pick([2, 3, 4, 5, 6, 7]);
    view.setUint32(
      block + 4 * word,
      random.pick([0, 1, 256, 476, 477, 0x2000, 0xe48bff56, 0xffffff00, 0xffffffff]),
      true,
    );
  }
  return file;
}
