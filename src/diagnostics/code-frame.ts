// Code frames: the lines around a place, with line numbers and a marker.

import { lineRange, lineText, readableText } from "./location.ts";

/** Lines shown before and after. */
const AROUND = 2;
/** The replacement of a tab, so that the marker is in the right column. */
const TAB = "    ";
/** Maximum number of shown characters of a line: with its number it fits a terminal of 80 columns. */
const WIDTH = 70;

/** A line for display: without tabs and without control characters that would move the cursor. */
function visible(text: string): string {
  return text.replaceAll("\t", TAB).replace(/[\u0000-\u001f\u007f\u200b-\u200f\ufeff]/g, "\u00b7");
}

/**
 * A frame around `[start, end)` (byte offsets) on a 1-based line. Bytes beyond the line are not marked. An empty range
 * marks one column.
 */
export function codeFrame(source: Uint8Array, line: number, start: number, end: number): string {
  const range = lineRange(source, line) ?? { start: source.length, end: source.length };
  const decode = (from: number, to: number): string =>
    readableText(source.subarray(Math.min(from, range.end), Math.min(Math.max(from, to), range.end)));
  const before = visible(decode(range.start, Math.max(start, range.start)));
  const marked = visible(decode(Math.max(start, range.start), end));
  // of a long line only the part around the marker is shown
  const column = [...before].length;
  const skip = column > WIDTH - 20 ? column - 40 : 0;
  const cut = (text: string): string => [...visible(text)].slice(skip, skip + WIDTH).join("");

  const total = lineCount(source);
  const first = Math.max(1, line - AROUND);
  const last = Math.min(Math.max(total, line), line + AROUND);
  const gutter = String(last).length;
  const frame: string[] = [];
  for (let shown = first; shown <= last; shown++) {
    const sign = shown === line ? ">" : " ";
    frame.push(`${sign} ${String(shown).padStart(gutter)} | ${cut(lineText(source, shown) ?? "")}`.trimEnd());
    if (shown !== line) continue;
    const carets = "^".repeat(Math.min(Math.max(1, [...marked].length), Math.max(1, WIDTH - column + skip)));
    frame.push(`  ${" ".repeat(gutter)} | ${" ".repeat(column - skip)}${carets}`);
  }
  return frame.join("\n");
}

function lineCount(source: Uint8Array): number {
  let lines = 1;
  for (let at = 0; at < source.length; at++) {
    const byte = source[at];
    if ((byte === 10 || (byte === 13 && source[at + 1] !== 10)) && at + 1 < source.length) lines++;
  }
  return lines;
}
