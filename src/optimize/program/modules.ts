// The modules of a program, and which of them an import means.

import type { ImportFact, Item, ModuleFacts } from "./facts.ts";

/** A module as the optimiser is given it. */
export interface ProgramModule {
  /** Path on the device; names the module in reports and, where the compiler has no other, in tracebacks. */
  readonly path: string;
  /** All dotted names that it can be imported by; "/lib/b.py" is "b" and, from the root, "lib.b". */
  readonly names: readonly string[];
  /** It is the `__init__` of a package. */
  readonly isPackage: boolean;
  /** Python source. */
  readonly source: Uint8Array;
  /** It can be run as `__main__`: main.py, boot.py, or what a user starts. */
  readonly canBeMain: boolean;
  /** It ships whether or not Python imports it. */
  readonly isRoot: boolean;
  /** It ships as it is given: what it uses stays, and nothing in it changes. */
  readonly isFixed?: boolean;
  /** Its line table has statement ids (`sourceLines: "map"`), which count anew in each function. */
  readonly hasStatementIds?: boolean;
  /** Names in it that are looked at from outside of the program, by JavaScript or a user. */
  readonly named: "all" | readonly string[];
}

/** A module with what is known of it. */
export interface Analysed {
  readonly module: ProgramModule;
  facts: ModuleFacts;
}

/** What a path of attributes leads to. */
interface Member {
  readonly owner: Analysed | undefined;
  readonly name: string | undefined;
  /** Attributes behind it. */
  readonly rest: readonly string[];
}

/** A program. */
export class Program {
  readonly modules: readonly Analysed[];
  private readonly byName = new Map<string, Analysed>();

  constructor(modules: readonly Analysed[]) {
    this.modules = modules;
    for (const one of modules)
      for (const name of one.module.names) if (!this.byName.has(name)) this.byName.set(name, one);
  }

  find(name: string): Analysed | undefined {
    return this.byName.get(name);
  }

  /** Absolute names that an import's module can have, under every name of the importing module. */
  absoluteNames(from: ProgramModule, fact: ImportFact): string[] {
    if (fact.level === 0) return [fact.module];
    return from.names.flatMap((name) => {
      const parts = name === "" ? [] : name.split(".");
      const up = fact.level - (from.isPackage ? 1 : 0);
      if (up > parts.length) return [];
      const base = parts.slice(0, parts.length - up);
      return [[...base, ...(fact.module === "" ? [] : [fact.module])].join(".")];
    });
  }

  /** What an import means depends on names alone, and a fact belongs to one module. */
  private readonly imported = new Map<ImportFact, Analysed | undefined>();
  private readonly loaded = new Map<ImportFact, readonly Analysed[]>();

  /** The module that `from m` or `import m` names, where it is one of the program. */
  importedModule(from: ProgramModule, fact: ImportFact): Analysed | undefined {
    if (this.imported.has(fact)) return this.imported.get(fact);
    const found = this.findImported(from, fact);
    this.imported.set(fact, found);
    return found;
  }

  private findImported(from: ProgramModule, fact: ImportFact): Analysed | undefined {
    for (const name of this.absoluteNames(from, fact)) {
      const found = this.find(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** All modules that an import runs: packages on the way, the module, and submodules that it takes out by name. */
  loadedModules(from: ProgramModule, fact: ImportFact): readonly Analysed[] {
    let found = this.loaded.get(fact);
    if (found === undefined) this.loaded.set(fact, (found = this.findLoaded(from, fact)));
    return found;
  }

  private findLoaded(from: ProgramModule, fact: ImportFact): Analysed[] {
    const found: Analysed[] = [];
    for (const name of this.absoluteNames(from, fact)) {
      const parts = name.split(".");
      for (let end = 1; end <= parts.length; end++) {
        const one = this.find(parts.slice(0, end).join("."));
        if (one !== undefined) found.push(one);
      }
      if (fact.name !== undefined && fact.name !== "*") {
        const inner = this.find(name === "" ? fact.name : `${name}.${fact.name}`);
        if (inner !== undefined) found.push(inner);
      }
    }
    return found;
  }

  /** The module that an import binds its name to; undefined where it binds something else or a module of the firmware. */
  boundModule(from: ProgramModule, fact: ImportFact, depth = 8): Analysed | undefined {
    if (fact.name === undefined) {
      return fact.hasAs || !fact.module.includes(".") ? this.importedModule(from, fact) : this.find(fact.bound);
    }
    const outer = this.importedModule(from, fact);
    if (outer !== undefined && outer.facts.bindings.has(fact.name)) {
      // What the package has by that name comes first, which may be a module again. In the package itself,
      // `from . import name` is what binds it.
      const imported = this.soleItem(outer, fact.name)?.imported;
      if (imported === undefined || depth === 0) return undefined;
      if (imported !== fact) return this.boundModule(outer.module, imported, depth - 1);
    }
    return this.submodule(from, fact);
  }

  /** The module that `from package import name` imports where the package has nothing by that name. */
  submodule(from: ProgramModule, fact: ImportFact): Analysed | undefined {
    for (const name of this.absoluteNames(from, fact)) {
      const inner = this.find(name === "" ? fact.name! : `${name}.${fact.name}`);
      if (inner !== undefined) return inner;
    }
    return undefined;
  }

  /** The only statement that binds a global name whose value never changes. */
  soleItem(one: Analysed, name: string): Item | undefined {
    const binding = one.facts.bindings.get(name);
    if (binding === undefined || binding.count !== 1 || binding.changes || one.facts.opaque !== undefined)
      return undefined;
    return this.starsBind(one, name, new Set()) ? undefined : this.itemsByName(one).get(name);
  }

  /** Whether an import of all names may bind this one, too. */
  private starsBind(one: Analysed, name: string, seen: Set<Analysed>): boolean {
    seen.add(one);
    for (const fact of one.facts.starImports) {
      const target = this.importedModule(one.module, fact);
      if (target === undefined || target.facts.bindings.has(name)) return true;
      if (!seen.has(target) && this.starsBind(target, name, seen)) return true;
    }
    return false;
  }

  /** What a global name means, through imports of names: the module and the statement that defines it. */
  definition(one: Analysed, name: string, depth = 8): { owner: Analysed; item: Item } | undefined {
    const item = this.soleItem(one, name);
    if (item === undefined || depth === 0) return undefined;
    const fact = item.imported;
    if (fact === undefined) return { owner: one, item };
    if (fact.name === undefined) return undefined;
    const target = this.importedModule(one.module, fact);
    return target === undefined ? undefined : this.definition(target, fact.name, depth - 1);
  }

  /**
   * What "global.name.name" means, as looked up in a module: a global of a module, which may be another one, and then
   * attributes of its value. Without `name` the value is the module itself; without `owner` nothing is known of it.
   */
  member(one: Analysed, path: string, isFirmware: (module: string) => boolean): Member {
    const [base, ...rest] = path.split(".");
    const fact = this.soleItem(one, base!)?.imported;
    if (fact === undefined) return { owner: undefined, name: undefined, rest };
    let module = this.boundModule(one.module, fact);
    let moduleName = module?.module.names[0];
    if (module === undefined) {
      const loaded = this.loadedModules(one.module, fact);
      // What the firmware's modules hold is the firmware's.
      if (loaded.length === 0 && isFirmware(fact.module))
        return { owner: undefined, name: undefined, rest: rest.slice(1) };
      // A folder without __init__ is a module without names.
      if (fact.name !== undefined || fact.hasAs) return { owner: undefined, name: undefined, rest };
      moduleName = fact.bound;
    }
    for (let at = 0; at < rest.length; at++) {
      const name = rest[at]!;
      const inner = this.find(`${moduleName}.${name}`);
      if (inner === undefined || module?.facts.bindings.has(name) === true) {
        return { owner: module, name, rest: module === undefined ? rest.slice(at) : rest.slice(at + 1) };
      }
      module = inner;
      moduleName = `${moduleName}.${name}`;
    }
    return { owner: module, name: undefined, rest: [] };
  }

  /** The module of the program that a global name is bound to, once and for all. */
  moduleOf(one: Analysed, name: string): Analysed | undefined {
    const fact = this.soleItem(one, name)?.imported;
    return fact === undefined ? undefined : this.boundModule(one.module, fact);
  }

  private readonly itemMaps = new WeakMap<ModuleFacts, Map<string, Item>>();

  private itemsByName(one: Analysed): Map<string, Item> {
    let map = this.itemMaps.get(one.facts);
    if (map === undefined) {
      map = new Map();
      for (const item of one.facts.items) {
        if (item.owner === undefined && item.kind !== "statement") for (const name of item.names) map.set(name, item);
      }
      this.itemMaps.set(one.facts, map);
    }
    return map;
  }
}
