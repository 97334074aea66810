// unplugin-micropython/compiler/bytecode: the compiler without native code, hints and an analysis of imports, for pages.

import type { CompileResult } from "./compiler.ts";
import { type CompileOptions, resolveOptions } from "./options.ts";
import { CompilerLender } from "./run.ts";

export { CompileError, type CompileErrorFacts } from "../diagnostics/compile-error.ts";
export type { ImportReference, ImportTest, TestOperator, TestValue } from "./code/import-reference.ts";
export type { CompileResult };

/** Options of {@link compile}. */
export type BytecodeOptions = Omit<CompileOptions, "emit" | "arch" | "archFlags" | "nativeLines">;

const lender = new CompilerLender({ native: null, importAnalysis: null, findHints: null });

/**
 * Compiles a MicroPython program to bytecode, byte for byte as mpy-cross does without -march. A native, viper or
 * assembler function is the error "invalid arch"; `unplugin-micropython/compiler` compiles those. Errors have line,
 * column and code frame, but neither code nor hint.
 *
 * @param source the file's content: text, or its bytes (UTF-8; a broken sequence is judged as mpy-cross
 * does)
 * @throws {CompileError} if mpy-cross refuses the program
 * @throws {RangeError} if an option is out of range
 */
export function compile(source: string | Uint8Array, options: BytecodeOptions = {}): CompileResult {
  return lender.compile(source, resolveOptions(options));
}
