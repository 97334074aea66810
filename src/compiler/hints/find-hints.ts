// Source -> hints. The program is parsed and its names are found out as for compiling; no code is made. The storage for that is kept
// from file to file, as a compiler keeps its own.

import { placeOf } from "../../diagnostics/location.ts";
import { SourceError } from "../../diagnostics/source-error.ts";
import { isStackOverflow } from "../../diagnostics/stack-overflow.ts";
import { findModuleScopes } from "../code/compile-module.ts";
import { ModuleContext } from "../code/context.ts";
import { NATIVE_BACKEND } from "../code/native/backend.ts";
import { QstrTable } from "../code/qstr-table.ts";
import { NamePool } from "../names/pool.ts";
import { type CompileOptions, type ResolvedOptions, resolveOptions } from "../options.ts";
import { resolveScope } from "../scopes/resolve.ts";
import { Parser } from "../tree/parse.ts";
import { Tree } from "../tree/tree.ts";
import { findConstCalls } from "./const-calls.ts";
import { findForeignAssembler } from "./foreign-assembler.ts";
import type { FoundHint, Hint } from "./hint.ts";
import { findMissingImports } from "./missing-imports.ts";
import { findUnassignedLocals } from "./unassigned-locals.ts";

/** Options of {@link findHints}: those that the program is compiled with, and what is known of the device. */
export interface HintOptions extends CompileOptions {
  /**
   * Names of the firmware's own modules.
   * @default none, and no missing import is found
   */
  modules?: ReadonlySet<string>;
}

const encoder = new TextEncoder();

/**
 * What is certain to go wrong on a device although it compiles, in the order of the source. Nothing for a program that
 * {@link compile} refuses.
 *
 * @param source as for `compile`
 * @throws {RangeError} where an option is out of range
 */
export function findHints(source: string | Uint8Array, { modules = new Set(), ...options }: HintOptions = {}): Hint[] {
  const bytes = typeof source === "string" ? encoder.encode(source) : source;
  const resolved = resolveOptions(options);
  try {
    const found = find(bytes, resolved, modules).sort((a, b) => a.offset - b.offset);
    return found.map(({ offset, ...hint }) => ({ ...hint, ...placeOf(bytes, offset) }));
  } catch (error) {
    if (error instanceof SourceError || isStackOverflow(error)) return [];
    throw error;
  }
}

const names = new NamePool();
const tree = new Tree(names);
const parser = new Parser();
const qstrs = new QstrTable(names);

/** No caller is called back on the way, so one storage is enough. */
function find(source: Uint8Array, options: ResolvedOptions, modules: ReadonlySet<string>): FoundHint[] {
  const { behaviour, smallIntBits, optimize, arch } = options;
  names.reset(behaviour.longStrings);
  const sourceName = names.internText(encoder.encode(options.filename));
  parser.parse(source, { names, tree, smallIntBits, optimize, behaviour });
  qstrs.begin(sourceName);
  const context = new ModuleContext(tree, options, qstrs);
  const { scopes } = findModuleScopes(context, { native: NATIVE_BACKEND, importAnalysis: null }).walk;
  if (context.error !== null) return [];
  const hints = [
    ...findConstCalls(tree, { declaresTyped: behaviour.declaresTypedConstants }),
    ...findMissingImports(tree, scopes, modules),
    ...findForeignAssembler(tree, arch),
  ];
  for (const scope of scopes) resolveScope(scope);
  return [...hints, ...findUnassignedLocals(tree, scopes)];
}
