// What can be wrong with a project, as data: the rooms that find it fill in the facts, each bundler's adapter gives them the
// shape that its users see. A problem always says which file, and where in it as far as that is known.

import { printableName, printableText } from "../diagnostics/printable.ts";

/** Something that keeps a project from being built. */
export interface Problem {
  /** What is wrong, in one line and without the place: "SyntaxError: invalid syntax". */
  readonly summary: string;
  /** The file at fault: absolute, with forward slashes. */
  readonly file?: string | undefined;
  /** The same file as people know it: relative to the project's root. */
  readonly displayFile?: string | undefined;
  /** 1-based. */
  readonly line?: number | undefined;
  /** 1-based, in characters. */
  readonly column?: number | undefined;
  /** The text of that line. */
  readonly sourceLine?: string | undefined;
  /** Lines of source around the place, with a marker. */
  readonly frame?: string | undefined;
  /** What to do about it. */
  readonly hint?: string | undefined;
}

/** "firmware/app/net.py:3:5", as much of it as is known; empty for a problem of no file. */
export function problemPlace(problem: Problem): string {
  const name = problem.displayFile ?? problem.file;
  const parts = [name && printableName(name), problem.line, problem.column];
  const end = parts.indexOf(undefined);
  return (end < 0 ? parts : parts.slice(0, end)).join(":");
}

/** The whole problem as text: place, summary, code frame, hint. */
export function problemText(problem: Problem): string {
  const place = problemPlace(problem);
  let text = printableText(place === "" ? problem.summary : `${place}: ${problem.summary}`);
  if (problem.frame) text += `\n\n${printableText(problem.frame.trimEnd())}`;
  if (problem.hint) text += `\n\n${printableText(problem.hint)}`;
  return text;
}

/**
 * Thrown where work cannot go on with this file or these options; its message is {@link problemText}. It has no stack: that would say
 * nothing of the user's mistake, some bundlers print it, and a remembered error would keep all alive that was on the stack, such as a
 * whole compilation of webpack.
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
