// The whole compiler: bytecode, and native code of every architecture.

import { diagnose } from "../diagnostics/diagnose.ts";
import { StatementIds } from "./code/bytecode/statement-ids.ts";
import { NATIVE_BACKEND } from "./code/native/backend.ts";
import { addSurroundings } from "./code/walk/import-conditions.ts";
import { lazyModules } from "./code/walk/lazy-imports.ts";
import { namePrefixes } from "./code/walk/name-prefixes.ts";
import { CompileError } from "../diagnostics/compile-error.ts";
import { findHints as hintsOf } from "./hints/find-hints.ts";
import type { Hint } from "./hints/hint.ts";
import type { CompileOptions } from "./options.ts";
import { resolveOptions } from "./resolve-options.ts";
import type { CompileResult } from "./result.ts";
import { CompilerLender } from "./run.ts";

export type { CompileResult };

const lender = new CompilerLender(
  {
    native: NATIVE_BACKEND,
    importAnalysis: { addSurroundings, lazyModules, namePrefixes },
    makeStatementIds: (names) => new StatementIds(names),
    findHints: hintsOf,
  },
  diagnose,
);

/**
 * Compiles a MicroPython program.
 *
 * @param source the file's content: text, or its bytes (UTF-8; a broken sequence is judged as mpy-cross
 * does)
 * @throws {CompileError} if mpy-cross refuses the program
 * @throws {RangeError} if an option is out of range
 */
export function compile(source: string | Uint8Array, options: CompileOptions = {}): CompileResult {
  return lender.compile(source, resolveOptions(options));
}

/** Options of {@link compileWithHints}: those of {@link compile}, and the device's modules. */
export interface HintOptions extends CompileOptions {
  /**
   * Names of the firmware's own modules.
   * @default none, and no missing import is found
   */
  modules?: ReadonlySet<string>;
}

/**
 * Compiles as {@link compile} does. The result also has `hints`: faults that are certain on a device although the
 * program compiles.
 * @throws {CompileError} if mpy-cross refuses the program
 * @throws {RangeError} if an option is out of range
 */
export function compileWithHints(
  source: string | Uint8Array,
  { modules = new Set(), ...options }: HintOptions = {},
): CompileResult & { hints: Hint[] } {
  const result = lender.compile(source, { ...resolveOptions(options), hintsFor: modules });
  return { ...result, hints: result.hints ?? [] };
}

/**
 * Faults that are certain on a device although the program compiles, in the order of the source. None for a program
 * that {@link compile} refuses.
 *
 * @param source as for `compile`
 * @throws {RangeError} if an option is out of range
 */
export function findHints(source: string | Uint8Array, options: HintOptions = {}): Hint[] {
  try {
    return compileWithHints(source, options).hints;
  } catch (error) {
    if (error instanceof CompileError) return [];
    throw error;
  }
}

/**
 * Compiles as {@link compile} does, but prints native code as a listing of the emitter's operations, for no machine in
 * particular: what mpy-cross does for -march=debug. The result has the file that mpy-cross writes beside the listing.
 *
 * @param print takes each line of the listing, without its end, as it is made; lines before an error are printed, too.
 *   It may compile other programs.
 * @throws {CompileError} if mpy-cross refuses the program
 */
export function listNative(
  source: string | Uint8Array,
  options: Omit<CompileOptions, "arch" | "archFlags">,
  print: (line: string) => void,
): CompileResult {
  const { emit = "bytecode", ...others } = options;
  return lender.compile(source, { ...resolveOptions(others), emit, printNative: print });
}
