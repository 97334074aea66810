// Warnings about a program: faults that are certain when it runs.

import { CompileError } from "unplugin-micropython/compiler/bytecode";
import type { CompileOptions, Hint } from "unplugin-micropython/compiler";
import { findHints } from "../../../src/compiler/hints/find-hints.ts";
import { resolveOptions } from "../../../src/compiler/resolve-options.ts";
import { CompilerLender } from "../../../src/compiler/run.ts";
import { knownBuiltins } from "../../../src/project/builtins/builtins.ts";
import type { LabProblem } from "../messages.ts";
import { problemOfHint } from "./problems.ts";

/** Modules of the newest MicroPython: of all ports, since the Lab knows no board. */
const modules = new Set(knownBuiltins().names());

/** The compiler that the page has already, with hints: the whole one is three times as large. */
const compiler = new CompilerLender({ native: null, importAnalysis: null, makeStatementIds: null, findHints });

export async function findWarnings(source: string, options: CompileOptions): Promise<LabProblem[]> {
  const hints = await hintsOf(source, options);
  return hints.map((hint) => problemOfHint(hint, source));
}

async function hintsOf(source: string, options: CompileOptions): Promise<readonly Hint[]> {
  if (options.arch !== undefined) {
    const whole = await import("unplugin-micropython/compiler");
    return whole.findHints(source, { ...options, modules });
  }
  try {
    return compiler.compile(source, { ...resolveOptions(options), hintsFor: modules }).hints ?? [];
  } catch (error) {
    // What is wrong is told by who compiles it for the listing.
    if (error instanceof CompileError || error instanceof RangeError) return [];
    throw error;
  }
}
