// Warnings of a program: what is certain to go wrong when it runs.

import { findHints } from "unplugin-micropython/compiler";
import type { CompileOptions } from "unplugin-micropython/compiler";
import { knownBuiltins } from "../../../src/project/builtins/builtins.ts";
import type { LabProblem } from "../messages.ts";
import { problemOfHint } from "./problems.ts";

/** Modules of the newest MicroPython: of all ports, since the Lab knows no board. */
const modules = new Set(knownBuiltins().names());

export function findWarnings(source: string, options: CompileOptions): LabProblem[] {
  return findHints(source, { ...options, modules }).map((hint) => problemOfHint(hint, source));
}
