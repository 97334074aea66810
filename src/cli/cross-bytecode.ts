// The usual call of mpy-cross: one file to bytecode, with no mistake in it. The compiler without native code takes half as long to
// load. Whatever does not go well here is left to the whole compiler, which does it again and says what is wrong.

import { readFileSync } from "node:fs";
import { compile } from "../compiler/bytecode.ts";
import type { BytecodeOptions } from "../compiler/bytecode.ts";
import type { CrossJob } from "./cross-compile.ts";
import { isNameTooLong, writeOutput } from "./cross-output.ts";

const STDOUT = 1;

/** Compiles and writes a file; false where that did not go well, and then nothing was written. */
export function compileBytecode({ input, output, sourceName }: CrossJob, options: BytecodeOptions): boolean {
  if (input === "-" || isNameTooLong(input) || isNameTooLong(output)) return false;
  try {
    const { mpy } = compile(readFileSync(input), { ...options, filename: sourceName });
    writeOutput(output, mpy, STDOUT);
    return true;
  } catch {
    return false;
  }
}
