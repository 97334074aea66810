// Decides which modules are hoisted, and into which host: all importers of a module must be in one bundle.

import type { Item } from "../program/facts.ts";
import type { Analysed, Program } from "../program/modules.ts";
import type { NamesInUse } from "../program/names-in-use.ts";
import {
  bindsTwice,
  definesModuleName,
  IMPORTS_ALL_NAMES,
  IMPORTS_BY_PACKAGE,
  IMPORTS_DOTTED_NAME,
  IMPORTS_IN_BLOCK,
  importsUndefined,
  listsNames,
  MAIN_MODULE,
  MAY_BE_IMPORTED_BY_NAME,
  moduleNotMerged,
  NAMES_USED_FROM_OUTSIDE,
  packageNotMerged,
  READS_METADATA,
  READS_MODULES,
  reexports,
  RELATIVE_IMPORT,
  REPLACES_IMPORT,
  SEVERAL_IMPORTERS,
  SHIPS_IN_ANY_CASE,
  SHIPS_UNCHANGED,
  UNCHANGED_IMPORTER,
  usesAsObject,
  usesModuleName,
  usesUndefined,
} from "../messages.ts";

/** Globals that differ between modules. */
const MODULE_NAMES: ReadonlySet<string> = new Set([
  "__name__",
  "__file__",
  "__path__",
  "__dict__",
  "__all__",
  "__getattr__",
  "__doc__",
]);

/** The host of each hoisted module, and the reasons why other modules stay. */
export function findHosts(
  program: Program,
  names: NamesInUse,
): { hosts: Map<Analysed, Analysed>; reasons: Map<Analysed, string> } {
  const reasons = new Map<Analysed, string>();
  const general = reasonForAll(names);
  for (const one of program.modules) {
    const reason = one.module.isRoot ? "" : (general ?? reasonFor(one, names));
    if (reason !== undefined) reasons.set(one, reason);
  }
  for (const one of program.modules) checkUses(program, one, reasons);
  for (let changed = true; changed;) changed = checkPackages(program, reasons);
  const hosts = spread(program, reasons);
  for (const one of program.modules) if (one.module.isRoot) reasons.delete(one);
  return { hosts, reasons };
}

function reasonForAll(names: NamesInUse): string | undefined {
  if (names.reflection !== undefined) return listsNames(names.reflection);
  if (names.replacesImport) return REPLACES_IMPORT;
  if (names.readsClassMetadata) return READS_METADATA;
  return names.readsModules ? READS_MODULES : undefined;
}

function reasonFor(one: Analysed, names: NamesInUse): string | undefined {
  const { module, facts } = one;
  if (facts.opaque !== undefined) return facts.opaque;
  if (module.isFixed === true) return SHIPS_UNCHANGED;
  if (module.canBeMain) return MAIN_MODULE;
  if (module.named === "all" || module.named.length > 0) return NAMES_USED_FROM_OUTSIDE;
  const used = facts.items.flatMap(({ refs }) => [...refs.globals]).find((name) => MODULE_NAMES.has(name));
  if (used !== undefined) return usesModuleName(used);
  const own = [...facts.bindings.keys()].find((name) => MODULE_NAMES.has(name));
  if (own !== undefined) return definesModuleName(own);
  const isRelative = facts.items.some((item) => {
    return !isPlainImport(one, item) && item.refs.imports.some(({ level }) => level > 0);
  });
  if (isRelative) return RELATIVE_IMPORT;
  const parts = module.names.map((name) => name.split(".").at(-1)!);
  if (names.importsByName && parts.some((name) => names.words.has(name) || names.isBuilt(name))) {
    return MAY_BE_IMPORTED_BY_NAME;
  }
  return undefined;
}

/** Checks all uses of other modules in a module. */
function checkUses(program: Program, one: Analysed, reasons: Map<Analysed, string>): void {
  const { facts, module } = one;
  const refuse = (targets: Iterable<Analysed>, reason: string): void => {
    for (const target of targets) if (!reasons.has(target)) reasons.set(target, `${module.path} ${reason}`);
  };
  for (const item of facts.items) {
    const isPlain = isPlainImport(one, item);
    for (const fact of item.refs.imports) {
      const loaded = program.loadedModules(module, fact);
      if (module.isFixed === true) {
        refuse(loaded, UNCHANGED_IMPORTER);
        continue;
      }
      if (!isPlain || fact.name === "*") {
        refuse(loaded, fact.name === "*" ? IMPORTS_ALL_NAMES : IMPORTS_IN_BLOCK);
        continue;
      }
      if (loaded.length > 0) checkImport(program, one, item, refuse);
    }
  }
}

/** Whether an import is at the top of the module, so that it can be rewritten. */
function isPlainImport(one: Analysed, item: Item): boolean {
  return item.imported !== undefined && item.isUnconditional && startsLine(one, item);
}

/** Whether the statement is alone on its line, because whole lines replace it. */
function startsLine(one: Analysed, item: Item): boolean {
  const { source } = one.facts;
  const before = source[item.range.start - 1];
  const after = source[item.range.end];
  return (before === undefined || before === 10) && (after === undefined || after === 10);
}

function checkImport(
  program: Program,
  one: Analysed,
  item: Item,
  refuse: (targets: Iterable<Analysed>, reason: string) => void,
): void {
  const { facts, module } = one;
  const fact = item.imported!;
  const loaded = program.loadedModules(module, fact);
  // An import only for the module's effects.
  if (fact.name === undefined && !fact.hasAs && fact.module.includes(".") && !isUsed(program, one, fact.bound)) return;
  const bound = program.boundModule(module, fact);
  if (bound === undefined) {
    const target = program.importedModule(module, fact);
    if (fact.name === undefined || target?.facts.bindings.has(fact.name) !== true) {
      refuse(loaded, importsUndefined(fact.name ?? fact.module));
    }
    const inner = fact.name === undefined ? undefined : program.submodule(module, fact);
    if (inner !== undefined) refuse([inner], IMPORTS_BY_PACKAGE);
    return;
  }
  if (fact.name === undefined && !fact.hasAs && fact.module.includes(".")) {
    refuse(loaded, IMPORTS_DOTTED_NAME);
    return;
  }
  const name = fact.bound;
  if (program.moduleOf(one, name) !== bound) refuse([bound], bindsTwice(name));
  else if (facts.names.some((site) => site.name === name) || facts.fixedNames.has(name)) {
    refuse([bound], usesAsObject(name));
  } else {
    for (const site of facts.attributes) {
      if (site.base !== name || bound.facts.bindings.has(site.attribute)) continue;
      refuse([bound], usesUndefined(name, site.attribute));
    }
  }
  // Another module could import this module's name.
  for (const other of program.modules) {
    if (takesFrom(program, other, one, name)) refuse([bound], reexports(other.module.path));
  }
}

/** Whether any code reads a global of a module. */
function isUsed(program: Program, one: Analysed, name: string): boolean {
  const isOwn = one.facts.items.some(({ refs }) => refs.globals.has(name) || refs.attributes.has(name));
  return (
    isOwn || one.module.named.includes(name) || program.modules.some((other) => takesFrom(program, other, one, name))
  );
}

/** Whether a module imports a name from another one. */
function takesFrom(program: Program, other: Analysed, one: Analysed, name: string): boolean {
  const takes = other.facts.items.some(({ refs }) =>
    refs.imports.some((taken) => {
      return (taken.name === name || taken.name === "*") && program.importedModule(other.module, taken) === one;
    }),
  );
  const reads = other.facts.attributes.some(
    (site) => site.attribute === name && program.moduleOf(other, site.base) === one,
  );
  return takes || reads;
}

/**
 * A submodule is hoisted only together with its package, which is imported first. A package is hoisted only with all of
 * its modules, because imports of the others would run it, too.
 */
function checkPackages(program: Program, reasons: Map<Analysed, string>): boolean {
  let changed = false;
  for (const one of program.modules) {
    for (const name of one.module.names) {
      const outer = name.includes(".") ? program.find(name.slice(0, name.lastIndexOf("."))) : undefined;
      if (outer === undefined || reasons.has(one) === reasons.has(outer)) continue;
      if (reasons.has(outer)) {
        reasons.set(one, packageNotMerged(reasons.get(outer) || SHIPS_IN_ANY_CASE));
      } else if (outer.facts.items.length > 0) {
        reasons.set(outer, moduleNotMerged(one.module.path, reasons.get(one) || SHIPS_IN_ANY_CASE));
      } else continue;
      changed = true;
    }
  }
  return changed;
}

/** Assigns hosts until every module that may be hoisted has the same host as all its importers, or is a host itself. */
function spread(program: Program, reasons: Map<Analysed, string>): Map<Analysed, Analysed> {
  const importers = new Map<Analysed, Set<Analysed>>();
  for (const one of program.modules) {
    for (const { refs } of one.facts.items) {
      for (const fact of refs.imports) {
        for (const target of program.loadedModules(one.module, fact)) {
          const known = importers.get(target);
          if (known === undefined) importers.set(target, new Set([one]));
          else known.add(one);
        }
      }
    }
  }
  const hosts = new Map<Analysed, Analysed>();
  for (let changed = true; changed;) {
    changed = false;
    for (const one of program.modules) {
      if (reasons.has(one)) continue;
      const found = new Set<Analysed>();
      for (const importer of importers.get(one) ?? []) {
        const host = reasons.has(importer) ? importer : hosts.get(importer);
        if (host !== undefined && importer !== one) found.add(host);
      }
      if (found.size > 1) {
        reasons.set(one, SEVERAL_IMPORTERS);
        while (checkPackages(program, reasons));
        hosts.clear();
        changed = true;
        break;
      }
      const [host] = found;
      if (host !== undefined && hosts.get(one) !== host) {
        hosts.set(one, host);
        changed = true;
      }
    }
  }
  return hosts;
}
