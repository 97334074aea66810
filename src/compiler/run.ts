// The common part of the compiler's entry points: takes a free compiler for each compilation, and makes a CompileError
// of a refusal.

import { requireBytes } from "../bytes/require-bytes.ts";
import { encodeText } from "../bytes/text.ts";
import { SourceError } from "../diagnostics/source-error.ts";
import { type Diagnose, render } from "../diagnostics/render.ts";
import { isStackOverflow } from "../diagnostics/stack-overflow.ts";
import type { CompilerParts } from "./code/walk/walk.ts";
import { Compiler } from "./compiler.ts";
import type { ResolvedOptions } from "./resolve-options.ts";
import type { CompileResult } from "./result.ts";

/** Compiles sources, with native code or without. */
export class CompilerLender {
  private readonly parts: CompilerParts;
  private readonly diagnose: Diagnose | undefined;
  /** The compiler that is free, kept because its storage is warm; null while a compilation runs, and before the first. */
  private free: Compiler | null = null;

  /**
   * @param parts what the compilers are made with
   * @param diagnose finds codes and hints of errors; without it they have none
   */
  constructor(parts: CompilerParts, diagnose?: Diagnose) {
    this.parts = parts;
    this.diagnose = diagnose;
  }

  /** Compiles a source. Throws a CompileError where it is refused. */
  compile(source: string | Uint8Array, options: ResolvedOptions): CompileResult {
    const bytes = typeof source === "string" ? encodeText(source) : source;
    requireBytes(bytes, "source: give a string or a Uint8Array");
    // a compilation that runs meanwhile, if this is a callback of it, has the free one
    const compiler = this.free ?? new Compiler(this.parts);
    this.free = null;
    try {
      return compiler.compile(bytes, options);
    } catch (error) {
      throw this.toCompileError(error, bytes, options.filename);
    } finally {
      this.free = compiler;
    }
  }

  private toCompileError(error: unknown, bytes: Uint8Array, filename: string): unknown {
    if (error instanceof SourceError) return render(error, bytes, filename, this.diagnose);
    // Nesting is bounded everywhere, but the caller decides the size of the stack.
    if (!isStackOverflow(error)) return error;
    const refusal = new SourceError("RuntimeError", "maximum recursion depth exceeded", -1, -1);
    return render(refusal, bytes, filename, this.diagnose);
  }
}
