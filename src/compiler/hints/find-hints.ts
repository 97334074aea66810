// Finds all hints of a program after the first walk over its scopes, when its names are known. The names of most
// programs show that they have no hints: then the tree is not searched.

import type { Walk } from "../code/walk/walk.ts";
import { findConstCalls } from "./const-calls.ts";
import { findForeignAssembler } from "./foreign-assembler.ts";
import type { FoundHint } from "./hint.ts";
import { findMissingImports } from "./missing-imports.ts";
import { findUnassignedLocals } from "./unassigned-locals.ts";

/** Finds them. `modules` are names of the firmware's own modules. */
export function findHints({ tree, scopes, context, readsConst }: Walk, modules: ReadonlySet<string>): FoundHint[] {
  const { arch, behaviour } = context.options;
  return [
    ...(readsConst ? findConstCalls(tree, { declaresTyped: behaviour.declaresTypedConstants }) : []),
    ...findMissingImports(tree, scopes, modules),
    ...findForeignAssembler(tree, scopes, arch),
    ...findUnassignedLocals(tree, scopes),
  ];
}
