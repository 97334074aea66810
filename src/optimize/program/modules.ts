// The modules of a program, and the targets of their imports.

import type { ImportFact, Item, ModuleFacts } from "./facts.ts";

/** A module as input of the optimiser. */
export interface ProgramModule {
  /** Path on the device. It is the module's name in reports and, if the compiler has no other name, in tracebacks. */
  readonly path: string;
  /** All dotted names that it can be imported by; "/lib/b.py" is "b" and, from the root, "lib.b". */
  readonly names: readonly string[];
  /** It is the `__init__` of a package. */
  readonly isPackage: boolean;
  /** Python source. */
  readonly source: Uint8Array;
  /** A hash of the source, if the next build shall reuse what was found in it. */
  readonly sourceHash?: string;
  /** It can be run as `__main__`: main.py, boot.py, or what a user starts. */
  readonly canBeMain: boolean;
  /** It ships whether or not Python imports it. */
  readonly isRoot: boolean;
  /** It ships unchanged, and the names that it uses are kept. */
  readonly isFixed?: boolean;
  /** Its line table has statement ids (`sourceLines: "map"`), which restart in each function. */
  readonly hasStatementIds?: boolean;
  /** Its names that are used from outside the program, by JavaScript or a user. */
  readonly named: "all" | readonly string[];
}

/** A module with its facts. */
export interface Analysed {
  readonly module: ProgramModule;
  facts: ModuleFacts;
}

/** The target of a path of attributes. */
interface Member {
  readonly owner: Analysed | undefined;
  readonly name: string | undefined;
  /** The remaining attributes. */
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

  /** Absolute names of an import's module, under every name of the importing module. */
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

  /** The target of an import depends only on names, and a fact belongs to one module. */
  private readonly imported = new Map<ImportFact, Analysed | undefined>();
  private readonly loaded = new Map<ImportFact, readonly Analysed[]>();

  /** The module of `from m` or `import m`, if it is in the program. */
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

  /** All modules that an import runs: packages on the way, the module, and submodules that it imports by name. */
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

  /** The module that an import binds to its name; undefined for other objects and modules of the firmware. */
  boundModule(from: ProgramModule, fact: ImportFact, depth = 8): Analysed | undefined {
    if (fact.name === undefined) {
      return fact.hasAs || !fact.module.includes(".") ? this.importedModule(from, fact) : this.find(fact.bound);
    }
    const outer = this.importedModule(from, fact);
    if (outer !== undefined && outer.facts.bindings.has(fact.name)) {
      // The package's own object of that name comes first. It may be a module, too. In the package itself, `from .
      // import name` is what binds it.
      const imported = this.soleItem(outer, fact.name)?.imported;
      if (imported === undefined || depth === 0) return undefined;
      if (imported !== fact) return this.boundModule(outer.module, imported, depth - 1);
    }
    return this.submodule(from, fact);
  }

  /** The module that `from package import name` imports if the package has no object of that name. */
  submodule(from: ProgramModule, fact: ImportFact): Analysed | undefined {
    for (const name of this.absoluteNames(from, fact)) {
      const inner = this.find(name === "" ? fact.name! : `${name}.${fact.name}`);
      if (inner !== undefined) return inner;
    }
    return undefined;
  }

  /** The only statement that binds a global name, if its value never changes. */
  soleItem(one: Analysed, name: string): Item | undefined {
    const binding = one.facts.bindings.get(name);
    if (binding === undefined || binding.count !== 1 || binding.changes || one.facts.opaque !== undefined)
      return undefined;
    return this.starsBind(one, name, new Set()) ? undefined : this.itemsByName(one).get(name);
  }

  /** Whether a star import may bind this name, too. */
  private starsBind(one: Analysed, name: string, seen: Set<Analysed>): boolean {
    seen.add(one);
    for (const fact of one.facts.starImports) {
      const target = this.importedModule(one.module, fact);
      if (target === undefined || target.facts.bindings.has(name)) return true;
      if (!seen.has(target) && this.starsBind(target, name, seen)) return true;
    }
    return false;
  }

  /** The definition of a global name, through imports: the module and the statement. */
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
   * Resolves "global.name.name" in a module: to a global of this or another module, and attributes of its value.
   * Without `name` the value is the module itself; without `owner` it is unknown.
   */
  member(one: Analysed, path: string, isFirmware: (module: string) => boolean): Member {
    const [base, ...rest] = path.split(".");
    const fact = this.soleItem(one, base!)?.imported;
    if (fact === undefined) return { owner: undefined, name: undefined, rest };
    let module = this.boundModule(one.module, fact);
    let moduleName = module?.module.names[0];
    if (module === undefined) {
      const loaded = this.loadedModules(one.module, fact);
      // Objects of the firmware's modules are not in the program.
      if (loaded.length === 0 && isFirmware(fact.module))
        return { owner: undefined, name: undefined, rest: rest.slice(1) };
      // A folder without __init__ is a module without globals.
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

  /** The module of the program that a global name is bound to, if that never changes. */
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
