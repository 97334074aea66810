// Finds open modules: modules that may be used as objects, so that any attribute of the same name may refer to their
// globals. All other modules are only used by `from … import`, or as `module.name`, so the uses of their globals are
// known.

import type { ImportFact, Item } from "./facts.ts";
import type { Analysed, Program } from "./modules.ts";
import type { NamesInUse } from "./names-in-use.ts";

/** Finds the modules that may be used as objects. */
export function findOpenModules(program: Program, names: NamesInUse): ReadonlySet<Analysed> {
  return new Finder(program, names).find();
}

/** The names that modules import from each other. */
export interface TakenNames {
  /** Global names of a module that others import. */
  readonly taken: ReadonlyMap<Analysed, ReadonlySet<string>>;
  /** Modules that are star-imported. */
  readonly starred: ReadonlySet<Analysed>;
}

/** Finds the names that modules import from each other. */
export function takenNames(program: Program, names: NamesInUse): TakenNames {
  return new Finder(program, names).findTaken();
}

/** Globals of a module that only the module itself uses. */
export interface PrivateGlobals {
  readonly names: ReadonlySet<string>;
  /** Names that no global may get: other modules look them up here, or a star import may bind them. */
  readonly avoid: ReadonlySet<string>;
}

/**
 * The globals of each module that only the module itself uses.
 *
 * @param isLive whether a statement still exists
 */
export function findPrivateGlobals(
  program: Program,
  names: NamesInUse,
  isLive: (item: Item) => boolean,
): Map<Analysed, PrivateGlobals> {
  return new Finder(program, names, isLive).findPrivate();
}

class Finder {
  private readonly program: Program;
  private readonly names: NamesInUse;
  private readonly open = new Set<Analysed>();
  /** Global names of a module that others import. */
  private readonly taken = new Map<Analysed, Set<string>>();
  /** Modules that are star-imported. */
  private readonly starred = new Set<Analysed>();
  /** Modules that are open if another one is. */
  private readonly followers = new Map<Analysed, Set<Analysed>>();
  /** Global names that are used as a value somewhere, not only as `name.attribute`. */
  private readonly objects = new Map<Analysed, ReadonlySet<string>>();

  private readonly isLive: (item: Item) => boolean;

  constructor(program: Program, names: NamesInUse, isLive: (item: Item) => boolean = () => true) {
    this.program = program;
    this.names = names;
    this.isLive = isLive;
  }

  find(): ReadonlySet<Analysed> {
    const { modules } = this.program;
    if (this.names.readsModules || this.names.reflection !== undefined) return new Set(modules);
    for (const one of modules) {
      if (this.isNamed(one)) this.open.add(one);
      this.noteTaken(one);
    }
    for (const one of modules) for (const item of one.facts.items) if (this.isLive(item)) this.lookAt(one, item);
    const pending = [...this.open];
    while (pending.length > 0) {
      for (const next of this.followers.get(pending.pop()!) ?? []) {
        if (this.open.has(next)) continue;
        this.open.add(next);
        pending.push(next);
      }
    }
    return this.open;
  }

  findTaken(): TakenNames {
    for (const one of this.program.modules) this.noteTaken(one);
    return { taken: this.taken, starred: this.starred };
  }

  findPrivate(): Map<Analysed, PrivateGlobals> {
    const open = this.find();
    const found = new Map<Analysed, PrivateGlobals>();
    for (const one of this.program.modules) {
      const { module, facts } = one;
      // Names of a star-imported module may collide with those of others.
      const isSeen =
        open.has(one) ||
        this.starred.has(one) ||
        facts.opaque !== undefined ||
        module.isFixed === true ||
        module.named === "all";
      const avoid = isSeen ? undefined : this.namesFromOutside(one);
      if (avoid === undefined) continue;
      const own = [...facts.bindings.keys()].filter((name) => !avoid.has(name) && this.isPrivate(one, name));
      found.set(one, { names: new Set(own), avoid });
    }
    return found;
  }

  /** Names that others look up in a module, and names that its star imports may bind; undefined if not known. */
  private namesFromOutside(one: Analysed): Set<string> | undefined {
    const found = new Set(this.taken.get(one));
    const seen = new Set([one]);
    const pending = [one];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      for (const fact of next.facts.starImports) {
        const target = this.program.importedModule(next.module, fact);
        if (target === undefined || target.facts.opaque !== undefined) return undefined;
        for (const name of target.facts.bindings.keys()) found.add(name);
        if (!seen.has(target)) pending.push(target);
        seen.add(target);
      }
    }
    return found;
  }

  private isPrivate(one: Analysed, name: string): boolean {
    if (name.startsWith("__") || this.names.outside.has(name) || one.module.named.includes(name)) return false;
    // An import of a submodule binds it.
    return !one.module.names.some((module) => this.program.find(`${module}.${name}`) !== undefined);
  }

  /** Whether a module may be imported by a computed name. */
  private isNamed({ module }: Analysed): boolean {
    if (!this.names.importsByName) return module.canBeMain && this.names.words.has("__main__");
    return module.names.some((name) => {
      const last = name.split(".").at(-1)!;
      return this.names.words.has(last) || this.names.isBuilt(last);
    });
  }

  private noteTaken(one: Analysed): void {
    for (const item of one.facts.items) {
      if (!this.isLive(item)) continue;
      const { refs } = item;
      for (const fact of refs.imports) {
        const target = this.program.importedModule(one.module, fact);
        if (target === undefined || fact.name === undefined) continue;
        if (fact.name === "*") this.starred.add(target);
        else this.take(target, fact.name);
      }
      for (const path of refs.members) {
        const { owner, name } = this.program.member(one, path, () => false);
        if (owner !== undefined && name !== undefined) this.take(owner, name);
      }
    }
  }

  private take(one: Analysed, name: string): void {
    const known = this.taken.get(one);
    if (known === undefined) this.taken.set(one, new Set([name]));
    else known.add(name);
  }

  private lookAt(one: Analysed, item: Item): void {
    const { program } = this;
    for (const fact of item.refs.imports) {
      const loaded = program.loadedModules(one.module, fact);
      if (loaded.length === 0) continue;
      if (one.facts.opaque !== undefined || one.module.isFixed === true) {
        for (const module of loaded) this.open.add(module);
      } else if (fact.name === "*") {
        const target = program.importedModule(one.module, fact);
        if (target !== undefined) this.follow(one, [target]);
      } else {
        const bound = program.boundModule(one.module, fact);
        // `import a.b` binds a, and gives access to b.
        const isPath = fact.name === undefined && !fact.hasAs;
        const given = isPath ? loaded : bound === undefined ? [] : [bound];
        // It may be the submodule, or another object of that name.
        const other = isPath || bound !== undefined ? undefined : program.submodule(one.module, fact);
        if (other !== undefined) this.open.add(other);
        if (this.isOnlyLookedInto(one, item, fact)) this.follow(one, given);
        else for (const module of given) this.open.add(module);
      }
    }
    for (const path of item.refs.members) {
      const { owner, name } = program.member(one, path, () => false);
      if (owner !== undefined && name === undefined) this.open.add(owner);
    }
    for (const name of one.module.names) {
      const outer = name.includes(".") ? program.find(name.slice(0, name.lastIndexOf("."))) : undefined;
      if (outer !== undefined) this.follow(outer, [one]);
    }
  }

  private follow(one: Analysed, next: readonly Analysed[]): void {
    const known = this.followers.get(one) ?? new Set();
    for (const module of next) known.add(module);
    this.followers.set(one, known);
  }

  /** Whether the name that an import binds is only used as `name.attribute`, and only in its module. */
  private isOnlyLookedInto(one: Analysed, item: Item, fact: ImportFact): boolean {
    const name = fact.bound;
    if (item.imported !== fact || this.program.soleItem(one, name) !== item) return false;
    if (this.taken.get(one)?.has(name) === true || (this.starred.has(one) && !name.startsWith("_"))) return false;
    const { named } = one.module;
    if (named !== "all" && named.includes(name)) return false;
    let objects = this.objects.get(one);
    if (objects === undefined) {
      objects = new Set([...one.facts.names.map((site) => site.name), ...one.facts.fixedNames]);
      this.objects.set(one, objects);
    }
    return !objects.has(name);
  }
}
