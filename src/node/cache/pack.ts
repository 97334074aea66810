// Packs: many entries of a cache in one file. Opening a file for each entry costs more than compiling it: 18 to 33 ms instead of 3 for 1,000 modules. A pack begins with a checksum over the rest. It is read as a whole, and ignored if the checksum is wrong.
//
//   32 bytes   SHA-256 of all that follows
//    4 bytes   length of the index, little endian
//   index      JSON: [key, length of the bytes, facts] of each entry
//   bytes      those of all entries, in the order of the index

import { createHash } from "node:crypto";

/** An entry of a cache. */
export interface CacheEntry {
  /** Facts as JSON. */
  readonly facts: unknown;
  readonly bytes: Uint8Array;
}

const CHECKSUM = 32;
const HEADER: number = CHECKSUM + 4;

const checksumOf = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();

/** Makes a pack of entries. */
export function writePack(entries: ReadonlyMap<string, CacheEntry>): Uint8Array {
  const index = [...entries].map(([key, { facts, bytes }]) => [key, bytes.length, facts]);
  const text = Buffer.from(JSON.stringify(index));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  const blobs = [...entries.values()].map((entry) => entry.bytes);
  const pack = Buffer.concat([Buffer.alloc(CHECKSUM), length, text, ...blobs]);
  pack.set(checksumOf(pack.subarray(CHECKSUM)));
  return pack;
}

/** The entries of a pack by key; undefined if the pack is damaged. */
export function readPack(pack: Buffer): Map<string, CacheEntry> | undefined {
  if (pack.length < HEADER || !checksumOf(pack.subarray(CHECKSUM)).equals(pack.subarray(0, CHECKSUM))) return undefined;
  const end = HEADER + pack.readUInt32LE(CHECKSUM);
  const index = JSON.parse(pack.toString("utf8", HEADER, end)) as [key: string, length: number, facts: unknown][];
  // Plain bytes, because slice() of a Buffer behaves differently.
  const all = new Uint8Array(pack.buffer, pack.byteOffset, pack.length);
  const entries = new Map<string, CacheEntry>();
  let at = end;
  for (const [key, length, facts] of index) {
    entries.set(key, { facts, bytes: all.subarray(at, (at += length)) });
  }
  return entries;
}

/**
 * The name of a pack's file: part of its checksum, so that parallel builds never write different bytes to the same
 * name.
 */
export function packName(pack: Uint8Array): string {
  return `${Buffer.from(pack.subarray(0, CHECKSUM / 2)).toString("hex")}.pack`;
}
