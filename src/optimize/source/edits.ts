// Edits of a source that do not change line numbers, so that tracebacks have the lines of the original source.
//
// Passes on programs edit the source and leave the rest to the compiler. The result is readable Python that any
// compiler compiles, and that is cached by content like every other source.

import { joinedBytes } from "../../bytes/joined.ts";
import type { Range } from "./token-list.ts";

/** A replacement of some bytes. */
export interface Edit extends Range {
  /** ASCII or UTF-8 text without a newline. */
  readonly text: string;
}

const NEWLINE = 10;

/** A source with LF as its only line end. Offsets of tokens and nodes refer to it. */
export function normalizeLineEnds(source: Uint8Array): Uint8Array {
  if (!source.includes(13)) return source;
  const bytes = new Uint8Array(source.length);
  let end = 0;
  for (let at = 0; at < source.length; at++) {
    if (source[at] === 13) {
      bytes[end++] = NEWLINE;
      if (source[at + 1] === NEWLINE) at++;
    } else {
      bytes[end++] = source[at]!;
    }
  }
  return bytes.subarray(0, end);
}

/** Adds edits to a module's edits. */
export function addEdits<M>(to: Map<M, Edit[]>, module: M, edits: readonly Edit[]): void {
  const known = to.get(module);
  if (known === undefined) to.set(module, [...edits]);
  else known.push(...edits);
}

/**
 * The source with all edits applied; without edits the source itself. Of two overlapping edits the one that begins
 * first wins, or the longer one.
 */
export function applyEdits(source: Uint8Array, edits: readonly Edit[]): Uint8Array {
  if (edits.length === 0) return source;
  const parts: (Uint8Array | string)[] = [];
  let done = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (edit.start < done) continue;
    parts.push(source.subarray(done, edit.start), edit.text + newlinesIn(source, edit));
    done = edit.end;
  }
  parts.push(source.subarray(done));
  return joinedBytes(parts);
}

function newlinesIn(source: Uint8Array, { start, end }: Range): string {
  let count = 0;
  for (let at = start; at < end; at++) if (source[at] === NEWLINE) count++;
  return "\n".repeat(count);
}
