// Changes to a source that leave every line where it is, so that line numbers of tracebacks stay those that the author knows.
//
// Passes on programs change the source and let the compiler do the rest: what they leave is Python that can be read, compiled
// by any compiler, and cached by its content like every other source.

import { joinedBytes } from "../../bytes/joined.ts";
import type { Range } from "./token-list.ts";

/** What takes the place of some bytes. */
export interface Edit extends Range {
  /** ASCII or UTF-8 text without a newline. */
  readonly text: string;
}

const NEWLINE = 10;

/** A source with one kind of line end, as offsets of tokens and nodes count. */
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

/** Adds edits of a module to those that there are. */
export function addEdits<M>(to: Map<M, Edit[]>, module: M, edits: readonly Edit[]): void {
  const known = to.get(module);
  if (known === undefined) to.set(module, [...edits]);
  else known.push(...edits);
}

/** The source with all edits made: itself without any. Where two overlap the one that begins first counts, or the longer one. */
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
