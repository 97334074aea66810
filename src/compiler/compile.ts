// The door of the compiler: checks options, lends each compilation a compiler, and makes of refusals what users see.

import { SourceError } from "../diagnostics/source-error.ts";
import { render } from "../diagnostics/render.ts";
import { isStackOverflow } from "../diagnostics/stack-overflow.ts";
import { type CompileResult, Compiler } from "./compiler.ts";
import { type CompileOptions, type ResolvedOptions, resolveOptions } from "./options.ts";

export type { CompileResult };

/** The compiler that is free, kept because its storage is warm; null while a compilation runs, and before the first. */
let free: Compiler | null = null;
const encoder = new TextEncoder();

/**
 * Compiles a MicroPython program.
 *
 * @param source the file's content: text, or bytes as they lie on disk (UTF-8; a broken sequence is judged as mpy-cross does)
 * @throws {CompileError} where mpy-cross refuses the program
 * @throws {RangeError} where an option is out of range
 */
export function compile(source: string | Uint8Array, options: CompileOptions = {}): CompileResult {
  return compileResolved(source, resolveOptions(options));
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
  return compileResolved(source, { ...resolveOptions(others), emit, printNative: print });
}

function compileResolved(source: string | Uint8Array, options: ResolvedOptions): CompileResult {
  const bytes = typeof source === "string" ? encoder.encode(source) : source;
  try {
    return compileBytes(bytes, options);
  } catch (error) {
    throw toCompileError(error, bytes, options.filename);
  }
}

/** Compiles with the free compiler, or with another while that one is at work. */
function compileBytes(bytes: Uint8Array, options: ResolvedOptions): CompileResult {
  const compiler = free ?? new Compiler();
  free = null;
  try {
    return compiler.compile(bytes, options);
  } finally {
    free = compiler;
  }
}

function toCompileError(error: unknown, bytes: Uint8Array, filename: string): unknown {
  if (error instanceof SourceError) return render(error, bytes, filename);
  // Nesting is bounded everywhere, but how much stack there is was decided by whoever called us.
  if (isStackOverflow(error)) {
    return render(new SourceError("RuntimeError", "maximum recursion depth exceeded", -1, -1), bytes, filename);
  }
  return error;
}
