// The usual call of mpy-cross: one file without mistakes to bytecode. The compiler without native code loads in half
// the time. If anything fails here, the full compiler runs again and reports the error.

import { readFileSync } from "node:fs";
import { compile } from "../compiler/bytecode.ts";
import type { BytecodeOptions } from "../compiler/bytecode.ts";
import type { CrossJob } from "./cross-compile.ts";
import { isNameTooLong, writeOutput } from "./cross-output.ts";

const STDOUT = 1;

/** Compiles and writes a file; false on failure, when nothing was written. */
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
