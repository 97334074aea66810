// The prelude before a function's bytecode or after its native code: sizes, flags, names, and the table of source lines
// by bytecode offset (py/bc.h). The bits of its numbers are interleaved over bytes, lowest bits first.

import type { ByteWriter } from "../../bytes/writer.ts";
import { MpyFormatError } from "./error.ts";
import {
  LONG_SIGNATURE,
  LONG_SIZES,
  NAME_OUT_OF_RANGE,
  NAMES_BEYOND_PRELUDE,
  PRELUDE_BEYOND_CODE,
  SHORT_PRELUDE,
} from "../messages.ts";

/** A function's prelude. Offsets are in bytes from the start of the raw code's `code`. */
export interface Prelude {
  /** Entries of the frame: locals and the value stack. */
  readonly stateSize: number;
  /** Greatest number of nested exception handlers. */
  readonly exceptionDepth: number;
  /** ScopeFlag bits 0 to 3. */
  readonly scopeFlags: number;
  readonly positionalArgs: number;
  readonly keywordOnlyArgs: number;
  /** Number of positional arguments with a default. */
  readonly defaultArgs: number;
  /** Indices into the qstr table: the function's name, then its arguments'. */
  readonly names: readonly number[];
  /** Slots of the frame that become closure cells. */
  readonly cells: readonly number[];
  /** Start of the prelude. */
  readonly start: number;
  /** Start of the two sizes. */
  readonly sizesStart: number;
  /** Start of the names. */
  readonly namesStart: number;
  /** Start of the line table. */
  readonly linesStart: number;
  /** Start of the cells, and end of the line table. */
  readonly cellsStart: number;
  /** End of the prelude, and start of bytecode. */
  readonly end: number;
}

/** Reads bytes of a function's code. Its errors have the offset in the file. */
class CodeCursor {
  private readonly code: Uint8Array;
  private readonly base: number;
  at: number;

  constructor(code: Uint8Array, at: number, base: number) {
    this.code = code;
    this.at = at;
    this.base = base;
  }

  u8(): number {
    const byte = this.code[this.at];
    if (byte === undefined) this.fail(SHORT_PRELUDE);
    this.at++;
    return byte;
  }

  fail(reason: string): never {
    throw new MpyFormatError(reason, this.base + this.at);
  }
}

/** Greatest number of bytes of a number in the prelude: more do not fit 32 bits. */
const MAX_NUMBER_BYTES = 6;

/** The fields in the first bytes of a prelude. */
export type Signature = Pick<
  Prelude,
  "stateSize" | "exceptionDepth" | "scopeFlags" | "positionalArgs" | "keywordOnlyArgs" | "defaultArgs"
>;

/** Bits of the first byte of the signature: x SSSS E AA. */
function readSignature(cursor: CodeCursor): Signature {
  let byte = cursor.u8();
  let stateSize = (byte >> 3) & 0xf;
  let exceptionDepth = (byte >> 2) & 1;
  let positionalArgs = byte & 3;
  let scopeFlags = 0;
  let keywordOnlyArgs = 0;
  let defaultArgs = 0;
  // Each further byte adds bits on top: x F SS K A E D.
  for (let n = 0; byte & 0x80; n++) {
    if (n > MAX_NUMBER_BYTES) cursor.fail(LONG_SIGNATURE);
    byte = cursor.u8();
    stateSize |= (byte & 0x30) << (2 * n);
    exceptionDepth |= (byte & 0x02) << n;
    scopeFlags |= ((byte & 0x40) >> 6) << n;
    positionalArgs |= (byte & 0x04) << n;
    keywordOnlyArgs |= ((byte & 0x08) >> 3) << n;
    defaultArgs |= (byte & 0x01) << n;
  }
  return { stateSize: stateSize + 1, exceptionDepth, scopeFlags, positionalArgs, keywordOnlyArgs, defaultArgs };
}

/** Bytes of names and lines, and number of cells: x IIIIII C in each byte. */
function readSizes(cursor: CodeCursor): { info: number; cells: number } {
  let info = 0;
  let cells = 0;
  for (let n = 0; ; n++) {
    if (n > MAX_NUMBER_BYTES - 2) cursor.fail(LONG_SIZES);
    const byte = cursor.u8();
    info |= ((byte & 0x7e) >> 1) << (6 * n);
    cells |= (byte & 1) << n;
    if (!(byte & 0x80)) return { info: info >>> 0, cells };
  }
}

function readName(cursor: CodeCursor): number {
  let value = 0;
  for (;;) {
    const byte = cursor.u8();
    value = value * 0x80 + (byte & 0x7f);
    if (value > Number.MAX_SAFE_INTEGER) cursor.fail(NAME_OUT_OF_RANGE);
    if (byte < 0x80) return value;
  }
}

/**
 * Reads the prelude at `start` of `code`.
 * @param base offset of `code` in the file, for the offset of an error.
 * @throws MpyFormatError if the prelude does not fit into `code`.
 */
export function readPrelude(code: Uint8Array, start: number, base = 0): Prelude {
  const cursor = new CodeCursor(code, start, base);
  const signature = readSignature(cursor);
  const sizesStart = cursor.at;
  const sizes = readSizes(cursor);
  const namesStart = cursor.at;
  const cellsStart = namesStart + sizes.info;
  const end = cellsStart + sizes.cells;
  if (end > code.length) cursor.fail(PRELUDE_BEYOND_CODE);
  const names: number[] = [];
  const nameCount = 1 + signature.positionalArgs + signature.keywordOnlyArgs;
  for (let at = 0; at < nameCount; at++) names.push(readName(cursor));
  const linesStart = cursor.at;
  if (linesStart > cellsStart) cursor.fail(NAMES_BEYOND_PRELUDE);
  const cells: number[] = [];
  for (let at = cellsStart; at < end; at++) cells.push(code[at]!);
  const { stateSize, exceptionDepth, scopeFlags, positionalArgs, keywordOnlyArgs, defaultArgs } = signature;
  // Not a spread: V8 takes a hundred times as long for a spread of so many fields.
  return {
    stateSize,
    exceptionDepth,
    scopeFlags,
    positionalArgs,
    keywordOnlyArgs,
    defaultArgs,
    names,
    cells,
    start,
    sizesStart,
    namesStart,
    linesStart,
    cellsStart,
    end,
  };
}

/**
 * Appends the signature, in which the bits of six numbers are interleaved (py/bc.h). From the highest bit, the first byte has: whether
 * another byte follows, 4 of the state size, 1 of the exceptions, 2 of the positional arguments. Each later byte has: whether
 * another follows, 1 of the flags, 2 of the state size, then 1 each of keyword-only, positional, exceptions and defaults.
 */
export function writeSignature(to: ByteWriter, signature: Signature): void {
  let state = signature.stateSize - 1;
  let exceptions = signature.exceptionDepth;
  let flags = signature.scopeFlags;
  let positional = signature.positionalArgs;
  let keyword = signature.keywordOnlyArgs;
  let defaults = signature.defaultArgs;
  let byte = ((state & 0xf) << 3) | ((exceptions & 1) << 2) | (positional & 3);
  state >>= 4;
  exceptions >>= 1;
  positional >>= 2;
  while ((state | exceptions | flags | positional | keyword | defaults) !== 0) {
    to.u8(0x80 | byte);
    byte =
      ((flags & 1) << 6) |
      ((state & 3) << 4) |
      ((keyword & 1) << 3) |
      ((positional & 1) << 2) |
      ((exceptions & 1) << 1) |
      (defaults & 1);
    state >>= 2;
    exceptions >>= 1;
    flags >>= 1;
    positional >>= 1;
    keyword >>= 1;
    defaults >>= 1;
  }
  to.u8(byte);
}

/** The bytes of a prelude's two sizes. */
export function encodePreludeSizes(infoSize: number, cellCount: number): number[] {
  const bytes: number[] = [];
  let info = infoSize;
  let cells = cellCount;
  for (;;) {
    const byte = ((info & 0x3f) << 1) | (cells & 1);
    info >>= 6;
    cells >>= 1;
    if ((info | cells) === 0) {
      bytes.push(byte);
      return bytes;
    }
    bytes.push(byte | 0x80);
  }
}

/** Code from `offset` on comes from source line `line`, until the next entry. */
export interface LineEntry {
  /** Bytes from the first opcode, or from the start of machine code. */
  readonly offset: number;
  /** 1-based. */
  readonly line: number;
}

/** One entry of the line table takes one byte if it skips at most this many bytes and lines … */
const SHORT_BYTES = 0x1f;
const SHORT_LINES = 0x3;
/** … and two bytes for up to this many; which of the two is used follows from the next two bounds. */
const LONG_BYTES = 0xf;
const LONG_LINES = 0x7ff;
const SHORT_LINES_USED = 6;

/** Appends entries of the line table that skip so many bytes of code and lines of the source. */
export function writeLineSkip(to: ByteWriter, bytes: number, lines: number): void {
  while (bytes > 0 || lines > 0) {
    if (lines <= SHORT_LINES_USED || bytes > LONG_BYTES) {
      const skipped = Math.min(bytes, SHORT_BYTES);
      // Lines are skipped after all bytes are.
      const skippedLines = skipped < bytes ? 0 : Math.min(lines, SHORT_LINES);
      to.u8(skipped | (skippedLines << 5));
      bytes -= skipped;
      lines -= skippedLines;
    } else {
      const skippedLines = Math.min(lines, LONG_LINES);
      to.u8(0x80 | bytes | ((skippedLines >> 4) & 0x70));
      to.u8(skippedLines);
      bytes = 0;
      lines -= skippedLines;
    }
  }
}

/** A function's line table in absolute numbers. The first entry is line 1 at offset 0 by default. */
export function readLines(code: Uint8Array, prelude: Prelude): LineEntry[] {
  const entries: LineEntry[] = [{ offset: 0, line: 1 }];
  let offset = 0;
  let line = 1;
  for (let at = prelude.linesStart; at < prelude.cellsStart;) {
    const head = code[at++]!;
    if (head & 0x80) {
      // 1LLLBBBB LLLLLLLL: the line's high bits are in the first byte.
      offset += head & 0xf;
      line += ((head << 4) & 0x700) | (at < prelude.cellsStart ? code[at]! : 0);
      at++;
    } else {
      // 0LLBBBBB
      offset += head & 0x1f;
      line += head >> 5;
    }
    if (entries.at(-1)!.offset === offset) entries.pop();
    entries.push({ offset, line });
  }
  return entries;
}

/** Source line of the opcode at `offset` bytes from the first opcode. */
export function lineAt(entries: readonly LineEntry[], offset: number): number {
  let low = 0;
  let high = entries.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (entries[middle]!.offset <= offset) low = middle;
    else high = middle - 1;
  }
  return entries[low]!.line;
}
