// Replaces `from m import *` by `from m import a, b` if the used names are known, and the module certainly has all of
// them after the import. That costs a few bytes, but then the module can be bundled, and its unused names removed.

import { addEdits } from "../source/edits.ts";
import type { Edit } from "../source/edits.ts";
import type { ImportFact, Item } from "./facts.ts";
import { importText } from "./import-texts.ts";
import type { Analysed, Program } from "./modules.ts";
import type { NamesInUse } from "./names-in-use.ts";
import { takenNames } from "./open-modules.ts";

/** The inputs of {@link nameStarImports}. */
export interface StarImportOptions {
  readonly names: NamesInUse;
  /** Modules whose globals any attribute may refer to. */
  readonly open: ReadonlySet<Analysed>;
}

/** Edits of each module. */
export function nameStarImports(program: Program, { names, open }: StarImportOptions): Map<Analysed, Edit[]> {
  const edits = new Map<Analysed, Edit[]>();
  const hasAny = program.modules.some(({ facts }) => facts.starImports.length > 0);
  if (!hasAny || names.reflection !== undefined || names.replacesImport) return edits;
  const { taken, starred } = takenNames(program, names);
  for (const one of program.modules) {
    const { module, facts } = one;
    if (facts.starImports.length === 0 || facts.opaque !== undefined || module.named === "all") continue;
    if (open.has(one) || starred.has(one)) continue;
    const used = new Set([...module.named, ...(taken.get(one) ?? [])]);
    for (const { refs } of facts.items) for (const name of refs.globals) used.add(name);
    for (const item of facts.items) {
      const list = namedImports(program, one, item, used);
      if (list === undefined) continue;
      addEdits(edits, one, [{ ...item.range, text: importText(list) }]);
    }
  }
  return edits;
}

/** The imports by name that replace a star import; undefined if it must stay. */
function namedImports(
  program: Program,
  one: Analysed,
  item: Item,
  used: ReadonlySet<string>,
): ImportFact[] | undefined {
  const [fact] = item.refs.imports;
  if (fact?.name !== "*" || item.kind !== "statement" || !item.isUnconditional) return undefined;
  const target = program.importedModule(one.module, fact);
  if (target === undefined || target.facts.opaque !== undefined || target.facts.starImports.length > 0) {
    return undefined;
  }
  const { bindings, certain } = target.facts;
  if (bindings.has("__all__") || bindings.has("__getattr__") || leadsTo(program, target, one)) return undefined;
  const list = [...bindings.keys()].filter((name) => used.has(name) && !name.startsWith("_"));
  if (!list.every((name) => certain.has(name))) return undefined;
  if (list.length === 0) {
    // An unused name, so that the import stays for the module's effects.
    const any = [...certain].find((name) => !name.startsWith("_"));
    if (any === undefined) return undefined;
    list.push(any);
  }
  return list.map((name) => ({ ...fact, name, bound: name, hasAs: false }));
}

/** Whether running a module may run another one, which then may see it incomplete. */
function leadsTo(program: Program, from: Analysed, to: Analysed): boolean {
  const seen = new Set([from]);
  for (const one of seen) {
    for (const { refs } of one.facts.items) {
      for (const fact of refs.imports) for (const next of program.loadedModules(one.module, fact)) seen.add(next);
    }
  }
  return seen.has(to);
}
