// Problems for Vite's error overlay. The overlay trims the frame, and removes lines from the message that look like a
// frame.

import type { ErrorPayload } from "vite";
import { printableText } from "../diagnostics/printable.ts";
import type { Problem } from "../project/problem.ts";
import { problemText } from "../project/problem.ts";
import { PLUGIN_NAME } from "./state.ts";
import { problemCount } from "./messages.ts";

/** All problems as one error of the overlay, with the frame of the first. */
export function overlay(problems: readonly Problem[]): ErrorPayload {
  const first = problems[0]!;
  const texts = problems.map((problem) => problemText({ ...problem, frame: undefined }));
  const err: ErrorPayload["err"] = {
    message: problemCount(problems.length) + texts.join("\n\n"),
    stack: "",
    plugin: PLUGIN_NAME,
  };
  if (first.file) err.id = first.file;
  if (first.frame) err.frame = overlayFrame(first.frame);
  if (first.file && first.line) err.loc = { file: first.file, line: first.line, column: (first.column ?? 1) - 1 };
  return { type: "error", err };
}

const NUMBERED = /^[> ] ( *)(\d+) \|/;
const MARKED = /^ {2}( +\|)/;

/** A code frame with line numbers at the left edge, as in Vite's own frames, so that the overlay trims nothing. */
export function overlayFrame(frame: string): string {
  const lines = printableText(frame.trimEnd()).split("\n");
  return lines.map((line) => line.replace(NUMBERED, "$2$1 |").replace(MARKED, "$1")).join("\n");
}
