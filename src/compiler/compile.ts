// The whole compiler on one screen: bytes -> tokens and tree -> scopes and code -> module -> bytes.

import { SourceError } from "../diagnostics/source-error.ts";
import { render } from "../diagnostics/render.ts";
import { MPY_SUB_VERSION } from "../mpy/file/model.ts";
import type { ArchName } from "../mpy/file/arch.ts";
import { writeMpy } from "../mpy/file/write.ts";
import { compileModule } from "./code/compile-module.ts";
import { type ImportReference, ModuleContext } from "./code/context.ts";
import { NamePool } from "./names/pool.ts";
import { type CompileOptions, type ResolvedOptions, resolveOptions } from "./options.ts";
import { parse } from "./tree/parse.ts";
import { Tree } from "./tree/tree.ts";

/** What comes of a program. */
export interface CompileResult {
  /** The .mpy file, byte for byte what mpy-cross writes. */
  mpy: Uint8Array<ArrayBuffer>;
  /** What the program imports, in the order of the source; not what stands in code that cannot run (`if False:`). */
  imports: ImportReference[];
  /** Which machine the file needs; null if it is bytecode only and runs on any. */
  native: { arch: ArchName; archFlags: number; subVersion: number } | null;
}

// Kept from file to file: the names of the start are interned once, and the tree's storage is as large as the largest
// file needed. A compilation runs to its end before another starts, so one of each is enough.
const names = new NamePool();
const tree = new Tree(names);
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
 * @param print takes each line of the listing, without its end, as it is made; lines before an error are printed, too
 * @throws {CompileError} where mpy-cross refuses the program
 */
export function listNative(
  source: string | Uint8Array,
  print: (line: string) => void,
  options: Omit<CompileOptions, "arch" | "archFlags"> = {},
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

function compileBytes(bytes: Uint8Array, options: ResolvedOptions): CompileResult {
  names.reset();
  const sourceName = names.internText(encoder.encode(options.filename));
  parse(bytes, { names, tree, smallIntBits: options.smallIntBits, optimize: options.optimize });
  const context = new ModuleContext(tree, options, sourceName);
  try {
    const module = compileModule(context);
    return { mpy: writeMpy(module), imports: context.imports, native: nativeTarget(context) };
  } finally {
    context.qstrs.release();
  }
}

function nativeTarget({ hasNative, options }: ModuleContext): CompileResult["native"] {
  if (!hasNative || options.arch === undefined) return null;
  return { arch: options.arch, archFlags: options.archFlags, subVersion: MPY_SUB_VERSION };
}

function toCompileError(error: unknown, bytes: Uint8Array, filename: string): unknown {
  if (error instanceof SourceError) return render(error, bytes, filename);
  // Nesting is bounded everywhere, but how much stack there is was decided by whoever called us.
  if (error instanceof RangeError && /call stack/.test(error.message)) {
    return render(new SourceError("RuntimeError", "maximum recursion depth exceeded", -1, -1), bytes, filename);
  }
  return error;
}
