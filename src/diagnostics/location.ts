// Places in a source: maps byte offsets to lines and columns, and back. Line ends are those of the lexer: LF, CR LF or
// a lone CR.

const LF = 10;
const CR = 13;

/** A place. Line and column count from 1. The column counts characters (code points), not bytes. */
export interface Place {
  line: number;
  column: number;
}

/** Byte range [start, end) of a line, its end not included. `line` is 1-based; undefined beyond the last line. */
export function lineRange(source: Uint8Array, line: number): { start: number; end: number } | undefined {
  let start = 0;
  for (let current = 1; current < line; current++) {
    start = nextLine(source, start);
    if (start < 0) return undefined;
  }
  let end = start;
  while (end < source.length && source[end] !== LF && source[end] !== CR) end++;
  return { start, end };
}

/** The start of the line after the one with `offset`; -1 for the last line. */
function nextLine(source: Uint8Array, offset: number): number {
  for (let at = offset; at < source.length; at++) {
    if (source[at] === LF) return at + 1;
    if (source[at] === CR) return source[at + 1] === LF ? at + 2 : at + 1;
  }
  return -1;
}

/** Line and column of a byte offset. */
export function placeOf(source: Uint8Array, offset: number): Place {
  let line = 1;
  let start = 0;
  for (let next = nextLine(source, 0); next >= 0 && next <= offset; next = nextLine(source, next)) {
    line++;
    start = next;
  }
  return { line, column: columnOf(source, start, offset) };
}

function columnOf(source: Uint8Array, lineStart: number, offset: number): number {
  let column = 1;
  // Continuation bytes of UTF-8 belong to the preceding character. A byte order mark has no column.
  const from = lineStart === 0 && source[0] === 0xef && source[1] === 0xbb && source[2] === 0xbf ? 3 : lineStart;
  for (let at = from; at < offset && at < source.length; at++) if ((source[at]! & 0xc0) !== 0x80) column++;
  return column;
}

const decoder = new TextDecoder();

/** Bytes as text for people: a broken sequence becomes U+FFFD. */
export function readableText(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** Text of a line; bytes that are not UTF-8 as U+FFFD. */
export function lineText(source: Uint8Array, line: number): string | undefined {
  const range = lineRange(source, line);
  return range && readableText(source.subarray(range.start, range.end));
}
