// The offsets of a module's parts in its file. They are not in the model: only tools that show or measure a file need
// offsets, and the compiler's models have none.

import type { MpyRawCode } from "./model.ts";

/** Offsets of one raw code, all in bytes from the file's start. */
export interface RawCodeLayout {
  readonly raw: MpyRawCode;
  /** Index of the raw code that holds this one, in {@link MpyLayout.rawCodes}; -1 for the module's body. */
  readonly parent: number;
  /** Its first number (kind and length). */
  readonly start: number;
  /** First byte of its code; the code is `raw.code.length` bytes. */
  readonly codeStart: number;
  /** End of the part before its children: the code, the native fields and the number of children. */
  readonly headEnd: number;
  /** Start of its relocations, after its children; equal to `end` without relocations. */
  readonly tailStart: number;
  /** End of the whole raw code, children and relocations included. */
  readonly end: number;
}

/** Offsets of a whole file, all in bytes from its start. */
export interface MpyLayout {
  /** Length of the file. */
  readonly length: number;
  /** End of the header (four bytes, and the architecture flags). */
  readonly headerEnd: number;
  /** Start of the qstr table, after the two table lengths. */
  readonly tablesStart: number;
  /** End of each qstr; the first begins at `tablesStart`. */
  readonly qstrEnds: readonly number[];
  /** End of each constant; the first begins where the last qstr ends. */
  readonly constantEnds: readonly number[];
  /** Every raw code, in the order of the file: each before its children. */
  readonly rawCodes: readonly RawCodeLayout[];
}

/** Start of the constant table. */
export function constantsStart(layout: MpyLayout): number {
  return layout.qstrEnds.at(-1) ?? layout.tablesStart;
}

/** Start of the module's body. */
export function bodyStart(layout: MpyLayout): number {
  return layout.constantEnds.at(-1) ?? constantsStart(layout);
}
