// The door of the whole compiler: bytecode, and native code of every architecture.

import { diagnose } from "../diagnostics/diagnose.ts";
import { NATIVE_BACKEND } from "./code/native/backend.ts";
import { importCondition } from "./code/walk/import-conditions.ts";
import { lazyModules } from "./code/walk/lazy-imports.ts";
import type { CompileResult } from "./compiler.ts";
import { type CompileOptions, resolveOptions } from "./options.ts";
import { CompilerLender } from "./run.ts";

export type { CompileResult };

const lender = new CompilerLender(
  { native: NATIVE_BACKEND, importAnalysis: { conditionOf: importCondition, lazyModules } },
  diagnose,
);

/**
 * Compiles a MicroPython program.
 *
 * @param source the file's content: text, or bytes as they lie on disk (UTF-8; a broken sequence is judged as mpy-cross does)
 * @throws {CompileError} where mpy-cross refuses the program
 * @throws {RangeError} where an option is out of range
 */
export function compile(source: string | Uint8Array, options: CompileOptions = {}): CompileResult {
  return lender.compile(source, resolveOptions(options));
}

/**
 * Compiles as {@link compile} does, but prints native code as a listing of the emitter's operations, for no machine in
 * particular: what mpy-cross does for -march=debug. The result has the file that mpy-cross writes beside the listing.
 *
 * @param print takes each line of the listing, without its end, as it is made; lines before an error are printed, too.
 *   It may compile other programs.
 * @throws {CompileError} where mpy-cross refuses the program
 */
export function listNative(
  source: string | Uint8Array,
  options: Omit<CompileOptions, "arch" | "archFlags">,
  print: (line: string) => void,
): CompileResult {
  const { emit = "bytecode", ...others } = options;
  return lender.compile(source, { ...resolveOptions(others), emit, printNative: print });
}
