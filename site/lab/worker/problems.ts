// Errors and warnings of the compiler, with offsets in the editor's text.

import type { CompileError, Hint } from "unplugin-micropython/compiler";
import type { LabProblem } from "../messages.ts";

export function problemOfError(error: unknown, source: string): LabProblem {
  if (!isCompileError(error)) {
    const message = error instanceof Error ? error.message : String(error);
    return { severity: "error", message, hint: "", line: 0, column: 0, from: 0, to: 0 };
  }
  const { exception, reason, line = 0, column = 0, span, hint = "" } = error;
  const [from, to] = span ? [textOffset(source, span.start), textOffset(source, span.end)] : lineRange(source, line);
  return { severity: "error", message: `${exception}: ${reason}`, hint, line, column, from, to };
}

export function problemOfHint({ what, remedy, line, column }: Hint, source: string): LabProblem {
  const [start, end] = lineRange(source, line);
  const text = source.slice(start, end);
  const from =
    start +
    Array.from(text)
      .slice(0, column - 1)
      .join("").length;
  // Up to the end of the word, or of the line.
  const to = Math.max(
    from + 1,
    Math.min(end, from + (/^[\w.]+/.exec(source.slice(from, end))?.[0].length ?? Infinity)),
  );
  return { severity: "warning", message: what, hint: remedy, line, column, from, to };
}

function isCompileError(error: unknown): error is CompileError {
  return error instanceof Error && error.name === "CompileError";
}

/** The offset in UTF-16 units of an offset in UTF-8 bytes. */
function textOffset(source: string, bytes: number): number {
  let at = 0;
  for (let seen = 0; at < source.length && seen < bytes; at++) {
    const code = source.codePointAt(at)!;
    seen += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (code >= 0x10000) at++;
  }
  return Math.min(at, source.length);
}

/** Offsets of the start and the end of a line, from 1. */
function lineRange(source: string, line: number): [number, number] {
  const lines = source.split("\n");
  const from = lines.slice(0, Math.max(0, line - 1)).reduce((sum, text) => sum + text.length + 1, 0);
  const start = Math.min(from, source.length);
  return [start, Math.min(source.length, start + (lines[line - 1]?.length ?? 0))];
}
