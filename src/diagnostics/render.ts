// Renders a refusal for users: its place, a code frame, and a hint. It runs only when a program is refused, so its
// speed does not matter.

import { codeFrame } from "./code-frame.ts";
import { CompileError } from "./compile-error.ts";
import { lineRange, placeOf } from "./location.ts";
import { Scanner } from "./scan.ts";
import type { SourceError } from "./source-error.ts";
import type { Diagnosis } from "./syntax-facts.ts";

const LF = 10;
const CR = 13;

/** The source around a refusal, for rules. */
export interface Surroundings {
  readonly scanner: Scanner;
  /** Byte offset of the fault. */
  readonly offset: number;
  /** The source with one kind of line end. */
  readonly text: Uint8Array;
  /** 1-based. */
  readonly line: number;
}

/** Finds the code and hint of a refusal; without surroundings, from its wording only. */
export type Diagnose = (error: SourceError, around?: Surroundings) => Diagnosis | undefined;

/** Makes the error for users from a refusal of `source`. Without `diagnose` it has no code and no hint. */
export function render(error: SourceError, source: Uint8Array, filename: string, diagnose?: Diagnose): CompileError {
  const { exception, reason, scope } = error;
  // the reference gives line 0 for a file without a statement
  const line = error.line >= 0 ? error.line : undefined;
  const summary = `${exception}: ${reason}`;
  if ((!line && error.offset < 0) || source.length === 0) {
    const diagnosis = diagnose?.(error);
    const message = compose(line === undefined ? filename : `${filename}:${line}`, summary, diagnosis?.hint);
    return new CompileError({ exception, reason, line, scope, filename, message, ...diagnosis });
  }
  const text = withLineFeeds(source);
  // if the reference gives no line, the message still shows one
  const shownLine = line || placeOf(text, error.offset).line;
  const offset = offsetOnLine(text, error.offset, shownLine);
  // The reference counts another line after the last one if the file has no final line end.
  const column = lineRange(text, shownLine) === undefined ? 1 : placeOf(text, offset).column;
  const scanner = new Scanner(text, offset);
  const end = Math.max(offset, scanner.pieces.find((piece) => piece.end > offset)?.end ?? offset);
  const diagnosis = diagnose?.(error, { scanner, offset, text, line: shownLine });
  const frame = codeFrame(text, shownLine, offset, end);
  const span = { start: toSourceOffset(source, offset), end: toSourceOffset(source, end) };
  const message = compose(`${filename}:${shownLine}:${column}`, summary, diagnosis?.hint, frame);
  return new CompileError({ exception, reason, line, scope, column, span, frame, filename, message, ...diagnosis });
}

function compose(place: string, summary: string, hint?: string, frame?: string): string {
  return [`${place}: ${summary}`, hint, frame && `\n${frame}`].filter((part) => part !== undefined).join("\n");
}

/** The offset if it is on the reported line; else the start of that line's text. */
function offsetOnLine(text: Uint8Array, offset: number, line: number): number {
  const range = lineRange(text, line);
  if (range === undefined) return text.length;
  if (offset >= range.start && offset <= range.end) return offset;
  let at = range.start;
  while (at < range.end && (text[at] === 0x20 || text[at] === 0x09)) at++;
  return at;
}

/** The source with LF as its only line end. The lexer's offsets refer to it. */
function withLineFeeds(source: Uint8Array): Uint8Array {
  if (!source.includes(CR)) return source;
  const text = new Uint8Array(source.length);
  let end = 0;
  for (let at = 0; at < source.length; at++) {
    const byte = source[at]!;
    text[end++] = byte === CR ? LF : byte;
    if (byte === CR && source[at + 1] === LF) at++;
  }
  return text.subarray(0, end);
}

/** Maps an offset in {@link withLineFeeds} to the source. */
function toSourceOffset(source: Uint8Array, offset: number): number {
  let at = 0;
  for (let left = offset; left > 0 && at < source.length; left--)
    at += source[at] === CR && source[at + 1] === LF ? 2 : 1;
  return at;
}
