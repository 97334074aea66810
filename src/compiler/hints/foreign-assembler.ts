// Functions in the assembler of another architecture than the target's. mpy-cross reads every assembler function as one
// of the target, with any decorator.

import type { ArchName } from "../../mpy/file/arch.ts";
import { EmitKind, type Scope } from "../scopes/scope.ts";
import { Kind } from "../tree/kind.ts";
import type { Tree } from "../tree/tree.ts";
import type { FoundHint } from "./hint.ts";
import { ownDecorators, visitEvaluated } from "./visit.ts";

/** What begins the names of the architectures that an assembler is for. */
const FAMILIES: ReadonlyMap<string, readonly string[]> = new Map([
  ["asm_thumb", ["armv6", "armv7"]],
  ["asm_xtensa", ["xtensa"]],
  ["asm_rv32", ["rv32"]],
]);

/** Finds them. */
export function findForeignAssembler(tree: Tree, scopes: readonly Scope[], arch: ArchName | undefined): FoundHint[] {
  if (arch === undefined || !scopes.some(({ emitKind }) => emitKind === EmitKind.asm)) return [];
  const hints: FoundHint[] = [];
  visitEvaluated(tree, tree.root, (node) => {
    if (tree.kind(node) !== Kind.decorated) return;
    for (const { name, node: decorator } of ownDecorators(tree, node)) {
      const family = FAMILIES.get(name);
      if (family === undefined || family.some((prefix) => arch.startsWith(prefix))) continue;
      const what = `the function is marked ${name}, and it is assembled for ${arch}`;
      const remedy = `Write it for ${arch}, or leave it out there.`;
      hints.push({ kind: "assembler", offset: tree.start(decorator), what, remedy });
    }
  });
  return hints;
}
