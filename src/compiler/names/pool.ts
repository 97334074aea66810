// Interns identifiers and strings: each distinct byte sequence has a small number, its qstr. The compiler's names come
// first (static ones by their number in the .mpy format), then the long strings that the mpy-cross of the firmware's
// release interns at its start, because a long string literal becomes a qstr only if it is already interned.
//
// All text is in one buffer and the hash table is one array: a file's names need no objects. The pool is made once, and
// `reset` removes the names of the last file.

import { NO_QSTR, type Qstr } from "../brands.ts";
import { encodeText, textOfBytes } from "../../bytes/text.ts";
import { SourceError } from "../../diagnostics/source-error.ts";
import { TODAY } from "../../firmware/index.ts";
import { BASE_NAMES } from "./known.ts";

/** Most bytes of a name: its length is one byte on the device (MICROPY_QSTR_BYTES_IN_LEN). */
export const MAX_NAME_LENGTH = 255;

/** The refusal of a longer name. The reference names no line. */
export function nameTooLong(offset = -1): SourceError {
  return new SourceError("RuntimeError", "name too long", -1, offset);
}

/** Start value of {@link hashByte}. */
export const HASH_SEED = 5381;

/** One step of the pool's hash, for callers that hash a name while they scan it. */
export function hashByte(hash: number, byte: number): number {
  return Math.imul(hash, 33) ^ byte;
}

function hashRange(source: Uint8Array, start: number, end: number): number {
  let hash = HASH_SEED;
  for (let at = start; at < end; at++) hash = Math.imul(hash, 33) ^ source[at]!;
  return hash;
}

/** A set of interned strings; qstr 0 is the null qstr. */
export class NamePool {
  private data = new Uint8Array(16384);
  private dataLength = 0;
  private starts = new Int32Array(4096);
  private ends = new Int32Array(4096);
  private slotOf = new Int32Array(4096);
  private table = new Int32Array(8192);
  private mask = 8191;
  private size = 0;
  /** Texts that were asked for, by qstr. */
  private readonly texts: string[] = [];
  private readonly knownSize: number;
  /** What {@link reset} has interned beyond the known names. */
  private longStrings: readonly string[] = [];
  private baseSize: number;

  constructor() {
    this.size = 1; // the null qstr, which nothing finds
    this.internAll(BASE_NAMES.slice(1));
    this.knownSize = this.size;
    this.baseSize = this.size;
  }

  /** Interns texts without NUL characters. They are encoded in one go, because that is most of the work of a new pool. */
  private internAll(texts: readonly string[]): void {
    if (texts.length === 0) return;
    const bytes = encodeText(`${texts.join("\0")}\0`);
    for (let start = 0; start < bytes.length;) {
      const end = bytes.indexOf(0, start);
      this.intern(bytes, start, end);
      start = end + 1;
    }
  }

  /** Number of qstrs, the null qstr included. */
  get count(): number {
    return this.size;
  }

  /** Forgets all that was interned for the last file; `longStrings` are there from the start. */
  reset(longStrings: readonly string[] = TODAY.longStrings): void {
    if (longStrings === this.longStrings) {
      this.truncate(this.baseSize);
      return;
    }
    this.truncate(this.knownSize);
    this.internAll(longStrings);
    this.longStrings = longStrings;
    this.baseSize = this.size;
  }

  private truncate(size: number): void {
    if (this.texts.length > size) this.texts.length = size;
    // Entries leave in the reverse order of their coming, so no probe sequence of a remaining one is broken.
    for (let qstr = this.size - 1; qstr >= size; qstr--) this.table[this.slotOf[qstr]!] = 0;
    this.size = size;
    this.dataLength = this.ends[size - 1]!;
  }

  /** Bytes of a qstr: a view that is good until the next {@link reset}. */
  bytes(qstr: Qstr): Uint8Array {
    return this.data.subarray(this.starts[qstr]!, this.ends[qstr]!);
  }

  /** Length of a qstr in bytes. */
  byteLength(qstr: Qstr): number {
    return this.ends[qstr]! - this.starts[qstr]!;
  }

  /** First byte of a qstr; 0 if it is empty. */
  firstByte(qstr: Qstr): number {
    return this.byteLength(qstr) > 0 ? this.data[this.starts[qstr]!]! : 0;
  }

  /** Text of a qstr, for messages and for what reads trees. */
  text(qstr: Qstr): string {
    return (this.texts[qstr] ??= textOfBytes(this.bytes(qstr)));
  }

  /** The qstr of a whole byte sequence, made if there is none. Throws a {@link SourceError} if it is too long. */
  internText(bytes: Uint8Array): Qstr {
    if (bytes.length > MAX_NAME_LENGTH) throw nameTooLong();
    return this.intern(bytes, 0, bytes.length);
  }

  /** The qstr of `source[start, end)`, made if there is none. */
  intern(source: Uint8Array, start: number, end: number): Qstr {
    return this.internHashed(source, start, end, hashRange(source, start, end));
  }

  /** As {@link intern}, for a caller that has folded the bytes with {@link hashByte} from {@link HASH_SEED} already. */
  internHashed(source: Uint8Array, start: number, end: number, hash: number): Qstr {
    let slot = (hash ^ (hash >>> 15)) & this.mask;
    for (let qstr = this.qstrAt(slot); qstr !== NO_QSTR; qstr = this.qstrAt(slot)) {
      if (this.equals(qstr, source, start, end)) return qstr;
      slot = (slot + 1) & this.mask;
    }
    return this.add(source, start, end, slot);
  }

  /** The qstr of `source[start, end)`, or 0 if it is not interned. */
  find(source: Uint8Array, start: number, end: number): Qstr {
    const hash = hashRange(source, start, end);
    let slot = (hash ^ (hash >>> 15)) & this.mask;
    for (let qstr = this.qstrAt(slot); qstr !== NO_QSTR; qstr = this.qstrAt(slot)) {
      if (this.equals(qstr, source, start, end)) return qstr;
      slot = (slot + 1) & this.mask;
    }
    return NO_QSTR;
  }

  private qstrAt(slot: number): Qstr {
    return this.table[slot]! as Qstr;
  }

  private equals(qstr: Qstr, source: Uint8Array, start: number, end: number): boolean {
    let at = this.starts[qstr]!;
    if (this.ends[qstr]! - at !== end - start) return false;
    const data = this.data;
    while (start < end) if (data[at++] !== source[start++]) return false;
    return true;
  }

  private add(source: Uint8Array, start: number, end: number, slot: number): Qstr {
    const length = end - start;
    if (this.dataLength + length > this.data.length) {
      const grown = new Uint8Array(Math.max(this.data.length * 2, this.dataLength + length));
      grown.set(this.data);
      this.data = grown;
    }
    const qstr = this.size as Qstr;
    if (qstr === this.starts.length) {
      this.starts = grow(this.starts);
      this.ends = grow(this.ends);
      this.slotOf = grow(this.slotOf);
    }
    const data = this.data;
    let at = this.dataLength;
    this.starts[qstr] = at;
    while (start < end) data[at++] = source[start++]!;
    this.ends[qstr] = at;
    this.dataLength = at;
    this.table[slot] = qstr;
    this.slotOf[qstr] = slot;
    this.size = qstr + 1;
    if (this.size * 2 > this.mask) this.rehash();
    return qstr;
  }

  private rehash(): void {
    this.mask = this.mask * 2 + 1;
    this.table = new Int32Array(this.mask + 1);
    for (let qstr = 1; qstr < this.size; qstr++) {
      const hash = hashRange(this.data, this.starts[qstr]!, this.ends[qstr]!);
      let slot = (hash ^ (hash >>> 15)) & this.mask;
      while (this.table[slot] !== 0) slot = (slot + 1) & this.mask;
      this.table[slot] = qstr;
      this.slotOf[qstr] = slot;
    }
  }
}

function grow(array: Int32Array): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(array.length * 2);
  grown.set(array);
  return grown;
}
