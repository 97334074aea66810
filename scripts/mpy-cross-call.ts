// Command lines of a real mpy-cross for our options, for the scripts that record answers.

import type { CompileOptions } from "../src/compiler/index.ts";

/** The command line of mpy-cross that says what the options say. */
export function referenceArguments(options: CompileOptions): string[] {
  const words: string[] = [];
  if (options.filename !== undefined) words.push("-s", options.filename);
  if (options.optimize !== undefined) words.push(`-O${options.optimize}`);
  if (options.arch !== undefined) words.push(`-march=${options.arch}`);
  if (options.archFlags !== undefined) words.push(`-march-flags=${options.archFlags}`);
  if (options.smallIntBits !== undefined) words.push(`-msmall-int-bits=${options.smallIntBits}`);
  if (options.emit !== undefined) words.push("-X", `emit=${options.emit}`);
  if (options.sourceLines !== undefined) words.push("-X", options.sourceLines ? "source-lines" : "no-source-lines");
  return words;
}
