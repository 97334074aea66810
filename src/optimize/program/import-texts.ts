// Makes the source text of import statements from which unused names are removed.

import type { ImportFact, Item } from "./facts.ts";
import type { Analysed, Program } from "./modules.ts";

/** A statement that imports several names or modules. */
export function importText(facts: readonly ImportFact[]): string {
  const [first] = facts;
  if (first!.name === undefined) {
    return `import ${facts.map(({ module, bound, hasAs }) => (hasAs ? `${module} as ${bound}` : module)).join(", ")}`;
  }
  const list = facts.map(({ name, bound, hasAs }) => (hasAs ? `${name} as ${bound}` : name)).join(", ");
  return `from ${".".repeat(first!.level)}${first!.module} import ${list}`;
}

/**
 * An import that only runs the module of `item`, without importing a name. Undefined if the import must stay: its
 * module is unknown, may not have the name, or the new import would bind a name that is in use.
 */
export function effectText(program: Program, one: Analysed, item: Item): string | undefined {
  const { module, level, name, bound } = item.imported!;
  const target = program.importedModule(one.module, item.imported!);
  if (target === undefined || (name !== undefined && !target.facts.bindings.has(name))) return undefined;
  // The original import runs the submodule, too.
  if (name !== undefined && program.submodule(one.module, item.imported!) !== undefined) return undefined;
  const absolute = level === 0 ? module : target.module.names[0]!;
  // The statement binds this name already.
  if (!absolute.includes("."))
    return importText([{ module: absolute, level: 0, name: undefined, bound, hasAs: bound !== absolute }]);
  // With `as`, the module would be looked up in its package, which has it only after the module has run.
  const top = absolute.slice(0, absolute.indexOf("."));
  const { bindings, items } = one.facts;
  const isFree = !bindings.has(top) && !items.some(({ refs }) => refs.globals.has(top));
  return top === bound || isFree ? `import ${absolute}` : undefined;
}

/** The rest of an import statement; "pass" if nothing is left. */
export function remainingText(
  program: Program,
  one: Analysed,
  items: readonly Item[],
  isLive: (item: Item) => boolean,
  isForEffect: (item: Item) => boolean,
): string {
  const isFrom = items[0]!.imported!.name !== undefined;
  const kept = items.filter(isLive);
  if (isFrom && kept.length > 0) return importText(kept.map((item) => item.imported!));
  const texts = items.flatMap((item) => {
    if (isLive(item)) return [importText([item.imported!])];
    return isForEffect(item) ? [effectText(program, one, item)!] : [];
  });
  // Several names of one module need only one import.
  const [first = "pass"] = texts;
  return isFrom || texts.length === 0 ? first : texts.join("; ");
}
