// unplugin-micropython/compiler/bytecode: the compiler without native code, hints, statement ids and an analysis of
// imports, for pages. It is published as one small file: see scripts/build/page-compiler.mjs.

import type { CompileOptions } from "./options.ts";
import { resolveOptions } from "./resolve-options.ts";
import type { BytecodeResult } from "./bytecode-result.ts";
import { CompilerLender } from "./run.ts";

export { CompileError, type CompileErrorFacts } from "../diagnostics/compile-error.ts";
export type { ImportReference, ImportTest, TestOperator, TestValue } from "./code/import-reference.ts";
export type { BytecodeResult };

/** Options of {@link compile}. */
export interface BytecodeOptions extends Omit<
  CompileOptions,
  "emit" | "arch" | "archFlags" | "nativeLines" | "sourceLines"
> {
  /** Line numbers for tracebacks (-X source-lines), at optimisation levels below 3. */
  sourceLines?: boolean;
}

const lender = new CompilerLender({ native: null, importAnalysis: null, makeStatementIds: null, findHints: null });

/**
 * Compiles a MicroPython program to bytecode, byte for byte as mpy-cross does without -march. A native, viper or
 * assembler function is the error "invalid arch"; `unplugin-micropython/compiler` compiles those. Errors have line,
 * column and code frame, but neither code nor hint. They are of this module's {@link CompileError}, not of the one of
 * `unplugin-micropython/compiler`.
 *
 * @param source the file's content: text, or its bytes (UTF-8; a broken sequence is judged as mpy-cross
 * does)
 * @throws {CompileError} if mpy-cross refuses the program
 * @throws {RangeError} if an option is out of range
 */
export function compile(source: string | Uint8Array, options: BytecodeOptions = {}): BytecodeResult {
  const resolved = resolveOptions(options);
  if (resolved.sourceLines === "map") {
    throw new RangeError('option sourceLines: "map" is not known here; unplugin-micropython/compiler takes it');
  }
  return { ...lender.compile(source, resolved), native: null };
}
