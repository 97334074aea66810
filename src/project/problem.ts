// Problems of a project, as data. The folder that finds a problem fills in the facts, and each bundler's adapter
// formats them for its users. A problem names the file, and the place in it if known.

import { printableName, printableText } from "../diagnostics/printable.ts";

/** Something that fails the build of a project. */
export interface Problem {
  /** What is wrong, in one line, without the place: "SyntaxError: invalid syntax". */
  readonly summary: string;
  /** The file at fault: absolute, with forward slashes. */
  readonly file?: string | undefined;
  /** The file's name in messages: relative to the project root. */
  readonly displayFile?: string | undefined;
  /** 1-based. */
  readonly line?: number | undefined;
  /** 1-based, in characters. */
  readonly column?: number | undefined;
  /** The text of that line. */
  readonly sourceLine?: string | undefined;
  /** Code frame: lines of source around the place, with a marker. */
  readonly frame?: string | undefined;
  /** How to fix it. */
  readonly hint?: string | undefined;
}

/** The place of a problem: "firmware/app/net.py:3:5", or the known part of that; "" for a problem without a file. */
export function problemPlace(problem: Problem): string {
  const name = problem.displayFile ?? problem.file;
  const parts = [name && printableName(name), problem.line, problem.column];
  const end = parts.indexOf(undefined);
  return (end < 0 ? parts : parts.slice(0, end)).join(":");
}

/** The problem as text: place, summary, code frame, hint. */
export function problemText(problem: Problem): string {
  const place = problemPlace(problem);
  let text = printableText(place === "" ? problem.summary : `${place}: ${problem.summary}`);
  if (problem.frame) text += `\n\n${printableText(problem.frame.trimEnd())}`;
  if (problem.hint) text += `\n\n${printableText(problem.hint)}`;
  return text;
}

/**
 * The error for a mistake in the user's files or options. Its message is {@link problemText}. It has no stack: the
 * stack does not help with the user's mistake, some bundlers print it, and a kept error would keep everything on the
 * stack alive, such as a whole compilation of webpack.
 */
export class ProjectError extends Error {
  declare readonly problem: Problem;

  constructor(problem: Problem) {
    super(problemText(problem));
    this.stack = this.message;
    // Not enumerable: some tools print an error's properties below its text, and the text says all of it.
    Object.defineProperties(this, { name: { value: "ProjectError" }, problem: { value: problem } });
  }
}
