// All hints of a program whose scopes were walked once, so that its names are known. Most programs have none, and are told from
// their names; the tree is gone through only where something can be found.

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
