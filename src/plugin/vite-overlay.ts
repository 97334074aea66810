// Problems as Vite's error overlay takes them. The overlay trims the frame, and takes lines that look like a frame out of the message.

import type { ErrorPayload } from "vite";
import { printableText } from "../diagnostics/printable.ts";
import type { Problem } from "../project/problem.ts";
import { problemText } from "../project/problem.ts";
import { PLUGIN_NAME } from "./state.ts";

/** Problems for the overlay: all of them in the message, the frame of the first. */
export function overlay(problems: readonly Problem[]): ErrorPayload {
  const first = problems[0]!;
  const texts = problems.map((problem) => problemText({ ...problem, frame: undefined }));
  const count = problems.length > 1 ? `${problems.length} problems in the Python sources\n\n` : "";
  const err: ErrorPayload["err"] = { message: count + texts.join("\n\n"), stack: "", plugin: PLUGIN_NAME };
  if (first.file) err.id = first.file;
  if (first.frame) err.frame = overlayFrame(first.frame);
  if (first.file && first.line) err.loc = { file: first.file, line: first.line, column: (first.column ?? 1) - 1 };
  return { type: "error", err };
}

const NUMBERED = /^[> ] ( *)(\d+) \|/;
const MARKED = /^ {2}( +\|)/;

/** A code frame with its numbers at the left edge, as Vite's own frames have them: so nothing of it is trimmed. */
export function overlayFrame(frame: string): string {
  const lines = printableText(frame.trimEnd()).split("\n");
  return lines.map((line) => line.replace(NUMBERED, "$2$1 |").replace(MARKED, "$1")).join("\n");
}
