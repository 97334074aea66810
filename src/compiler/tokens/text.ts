// The text that the lexer works on: a private copy of the source with one kind of line end, no NUL inside, a final newline
// and NULs behind, so that scanning needs no checks of bounds. Another byte stands for each NUL of the source.
//
// In front of the text there is a gap, and what has been consumed may be overwritten: the arguments of an f-string are
// put back as source right before the place that is read next, exactly as if the programmer had written them there.

import { Byte } from "./characters.ts";

/** Bytes free in front of a fresh text. */
const GAP = 256;
/** NULs behind the text: more than the lexer ever looks ahead. */
const TAIL = 8;

/** Bytes that are no part of any token: one that the source does not contain replaces its NULs, so that they can become NULs again. */
const FREE_BYTES: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, ...Array.from({ length: 18 }, (_, at) => 14 + at), 127];

/** A source made ready for the lexer. */
export class Text {
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(1 << 16);
  /** Where the source begins in {@link bytes}. */
  base: number = GAP;
  /** The byte that stands for a NUL of the source, and in string literals becomes one again; 0: none does. */
  nul = 0;

  /** Takes a source; the storage of the last one is used again. `keepsNul`: see {@link nul}; otherwise a NUL is byte 1. */
  load(source: Uint8Array, keepsNul: boolean): void {
    this.base = GAP;
    this.nul = keepsNul && source.includes(0) ? (FREE_BYTES.find((byte) => !source.includes(byte)) ?? Byte.nul) : 0;
    const room = GAP + source.length + 1 + TAIL;
    if (this.bytes.length < room) this.bytes = new Uint8Array(room + (room >> 1));
    const end = this.copy(source);
    this.bytes.fill(0, end, end + TAIL);
  }

  /** Puts `inserted` before position `at`, overwriting what is there. Returns where it begins. */
  insertBefore(at: number, inserted: Uint8Array): number {
    if (inserted.length > at) at += this.widen(inserted.length);
    const start = at - inserted.length;
    this.bytes.set(inserted, start);
    return start;
  }

  /** Copies with line ends made one, and returns the end. */
  private copy(source: Uint8Array): number {
    const bytes = this.bytes;
    let end = GAP;
    if (source.indexOf(Byte.carriageReturn) < 0 && source.indexOf(0) < 0) {
      bytes.set(source, GAP);
      end += source.length;
    } else {
      for (let at = 0; at < source.length; at++) {
        let byte = source[at]!;
        if (byte === Byte.carriageReturn) {
          byte = Byte.newline;
          if (source[at + 1] === Byte.newline) at++;
        } else if (byte === 0) {
          byte = this.nul === 0 ? Byte.nul : this.nul;
        }
        bytes[end++] = byte;
      }
    }
    if (end > GAP && bytes[end - 1] !== Byte.newline) bytes[end++] = Byte.newline;
    return end;
  }

  /** Moves all text back to make room in front; returns by how much. */
  private widen(needed: number): number {
    const by = needed + GAP;
    const grown = new Uint8Array(this.bytes.length + by);
    grown.set(this.bytes, by);
    this.bytes = grown;
    this.base += by;
    return by;
  }
}
