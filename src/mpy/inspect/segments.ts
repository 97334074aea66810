// A file cut into its smallest parts, without gaps. The annotated hex dump and the attribution of sizes, which cover
// every byte, are built on it.

import { bodyStart, constantsStart } from "../file/layout.ts";
import type { MpyLayout } from "../file/layout.ts";
import { MpyFormatError } from "../file/error.ts";
import { readPrelude } from "../file/prelude.ts";
import type { Prelude } from "../file/prelude.ts";

/**
 * Kind of a part of the file.
 * - `header`: the first bytes, architecture flags, and the lengths of the tables.
 * - `qstr`, `constant`: an entry of a table.
 * - `head`: kind and length of a function. `prelude`: sizes, flags, names and cells. `lines`: its line table.
 * - `code`: bytecode or machine code. `extra`: fields, data and relocations around machine code, numbers of children.
 */
export type SegmentKind = "header" | "qstr" | "constant" | "head" | "prelude" | "lines" | "code" | "extra";

/** A part of the file. */
export interface Segment {
  readonly kind: SegmentKind;
  /** Index of its qstr, constant or function; 0 for the header. */
  readonly index: number;
  /** Its first byte and the first byte after it, from the file's start. */
  readonly start: number;
  readonly end: number;
}

/** All parts of a file, in its order. They cover it, and none is empty. */
export function findSegments(layout: MpyLayout): Segment[] {
  const segments: Segment[] = [];
  const add = (kind: SegmentKind, index: number, start: number, end: number): void => {
    if (end > start) segments.push({ kind, index, start, end });
  };
  add("header", 0, 0, layout.tablesStart);
  let at = layout.tablesStart;
  layout.qstrEnds.forEach((end, index) => {
    add("qstr", index, at, end);
    at = end;
  });
  at = constantsStart(layout);
  layout.constantEnds.forEach((end, index) => {
    add("constant", index, at, end);
    at = end;
  });
  at = bodyStart(layout);
  layout.rawCodes.forEach(({ raw, start, codeStart, headEnd, tailStart, end }, index) => {
    const codeEnd = codeStart + raw.code.length;
    add("head", index, start, codeStart);
    addCode(add, index, codeStart, raw.kind === "native" ? raw.preludeOffset : 0, tryPrelude(layout, index), codeEnd);
    add("extra", index, codeEnd, headEnd);
    add("extra", index, tailStart, end);
  });
  return segments.sort((a, b) => a.start - b.start);
}

/** Cuts a function's code at its prelude, which is before bytecode or after native code. */
function addCode(
  add: (kind: SegmentKind, index: number, start: number, end: number) => void,
  index: number,
  codeStart: number,
  preludeOffset: number,
  prelude: Prelude | undefined,
  codeEnd: number,
): void {
  if (prelude === undefined) {
    add("code", index, codeStart, codeEnd);
    return;
  }
  add("code", index, codeStart, codeStart + preludeOffset);
  add("prelude", index, codeStart + preludeOffset, codeStart + prelude.linesStart);
  add("lines", index, codeStart + prelude.linesStart, codeStart + prelude.cellsStart);
  add("prelude", index, codeStart + prelude.cellsStart, codeStart + prelude.end);
  add("code", index, codeStart + prelude.end, codeEnd);
}

/** A function's prelude; undefined if it has none or it cannot be read. */
export function tryPrelude(layout: MpyLayout, index: number): Prelude | undefined {
  const { raw } = layout.rawCodes[index]!;
  if (raw.kind !== "bytecode" && raw.kind !== "native") return undefined;
  try {
    return readPrelude(raw.code, raw.kind === "native" ? raw.preludeOffset : 0);
  } catch (error) {
    if (error instanceof MpyFormatError) return undefined;
    throw error;
  }
}
