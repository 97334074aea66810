// Finds live code. It starts from statements with effects and from names that are used from outside, and follows names:
// a global by its module and name, an attribute by its name only, whatever the object. Code that no live code names is
// dead, including code that only dead code names.

import type { ImportFact, Item } from "./facts.ts";
import { effectText } from "./import-texts.ts";
import { isCalledByFirmware, isQuietBase } from "./called-from-c.ts";
import type { Analysed, Program } from "./modules.ts";
import type { NamesInUse } from "./names-in-use.ts";
import {
  BASE_OUTSIDE,
  BODY_HAS_EFFECTS,
  CALLED_BY_FIRMWARE,
  codeAt,
  IMPORT_IN_CLASS,
  IMPORTED_BY_STRING,
  importHasEffects,
  IMPORTS_MODULE_WITH_EFFECTS,
  leftAlone,
  listsNames,
  MAY_BE_BUILT,
  MODULE_HAS_EFFECTS,
  MODULE_SHIPS_UNCHANGED,
  NEEDED_AS_CONSTANT,
  SET_BY_FUNCTION,
  SHIPS_IN_ANY_CASE,
  SPECIAL_NAME,
  UNKNOWN_MODULE,
  USED_FROM_OUTSIDE,
  uses,
} from "../messages.ts";

/** The live statements, with reasons. */
export interface Liveness {
  /** Live statements with the first reason that was found. */
  readonly live: ReadonlyMap<Item, string>;
  /** Imports whose names are dead, and that stay for the effects of their modules. */
  readonly forEffect: ReadonlySet<Item>;
  /** Modules that live code imports, with the first import that was found. */
  readonly modules: ReadonlyMap<Analysed, string>;
}

/** The inputs of {@link findLive}. */
export interface LivenessOptions {
  readonly names: NamesInUse;
  /** Modules whose globals any attribute may refer to. */
  readonly open: ReadonlySet<Analysed>;
  /** Whether the firmware has a module of this name. */
  readonly isFirmware: (module: string) => boolean;
}

/** Finds the live code of a program. */
export function findLive(program: Program, options: LivenessOptions): Liveness {
  return new Marker(program, options).mark();
}

/** A statement that may become live. */
interface Candidate {
  readonly one: Analysed;
  readonly item: Item;
}

class Marker {
  private readonly program: Program;
  private readonly names: NamesInUse;
  private readonly open: ReadonlySet<Analysed>;
  private readonly isFirmware: (module: string) => boolean;
  private readonly live = new Map<Item, string>();
  private readonly forEffect = new Set<Item>();
  private readonly loaded = new Map<Analysed, string>();
  /** Global names that live code uses, by module, with the place. */
  private readonly globals = new Map<Analysed, Map<string, string>>();
  private readonly attributes = new Map<string, string>();
  private readonly stored = new Map<string, string>();
  private readonly words = new Map<string, string>();
  private readonly stars = new Map<Analysed, Analysed[]>();
  private readonly impure: ReadonlySet<Analysed>;
  private readonly classes: ReadonlyMap<string, readonly Item[]>;
  private readonly quiet = new Map<Item, boolean>();
  /** Classes whose bodies have effects. */
  private readonly busyClasses = new Set<Item>();
  /** Statements by the names that they bind, to be checked when the name is used. */
  private readonly byName = new Map<string, Candidate[]>();
  private readonly members = new Map<Item, Candidate[]>();
  /** Statements to check, because they may have become live. */
  private readonly pending: Candidate[] = [];

  constructor(program: Program, { names, open, isFirmware }: LivenessOptions) {
    this.program = program;
    this.isFirmware = isFirmware;
    this.names = names;
    this.open = open;
    const classes = new Map<string, Item[]>();
    for (const { facts } of program.modules) {
      for (const item of facts.items) {
        if (item.kind !== "class") continue;
        const known = classes.get(item.names[0]!);
        if (known === undefined) classes.set(item.names[0]!, [item]);
        else known.push(item);
      }
    }
    this.classes = classes;
    for (const { facts } of program.modules) {
      for (const item of facts.items) {
        if ((item.isPure || item.isHarmless) && item.imported === undefined) continue;
        for (let owner = item.owner; owner !== undefined; owner = owner.owner) this.busyClasses.add(owner);
      }
    }
    this.impure = this.findImpure();
  }

  mark(): Liveness {
    const { program, pending } = this;
    for (const one of program.modules) {
      for (const item of one.facts.items) {
        const candidate = { one, item };
        for (const name of item.names) add(this.byName, name, candidate);
        if (item.owner !== undefined) add(this.members, item.owner, candidate);
      }
    }
    for (const one of program.modules) if (one.module.isRoot) this.load(one, SHIPS_IN_ANY_CASE);
    do {
      for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
        if (this.live.has(next.item) || !this.loaded.has(next.one)) continue;
        const reason = this.reasonFor(next.one, next.item);
        if (reason !== undefined) this.keep(next, reason);
      }
      if (this.names.importsByName) this.loadByName();
    } while (pending.length > 0);
    for (const item of this.live.keys()) this.forEffect.delete(item);
    return { live: this.live, forEffect: this.forEffect, modules: this.loaded };
  }

  private load(one: Analysed, reason: string): void {
    if (this.loaded.has(one)) return;
    this.loaded.set(one, reason);
    for (const item of one.facts.items) this.pending.push({ one, item });
  }

  private lookAtName(name: string): void {
    for (const candidate of this.byName.get(name) ?? []) {
      if (!this.live.has(candidate.item)) this.pending.push(candidate);
    }
  }

  /** Loads modules whose names are in strings, if modules are imported by strings. */
  private loadByName(): void {
    for (const one of this.program.modules) {
      if (this.loaded.has(one)) continue;
      const last = one.module.names.map((name) => name.split(".").at(-1)!);
      if (last.some((name) => this.words.has(name) || this.names.outside.has(name))) {
        this.load(one, IMPORTED_BY_STRING);
      }
    }
  }

  private reasonFor(one: Analysed, item: Item): string | undefined {
    if (one.module.isFixed === true) return MODULE_SHIPS_UNCHANGED;
    if (item.owner !== undefined) return this.live.has(item.owner) ? this.reasonForMember(one, item) : undefined;
    if (one.facts.opaque !== undefined) return leftAlone(one.module.path, one.facts.opaque);
    if (!item.isPure) return item.reason;
    if (this.busyClasses.has(item)) return BODY_HAS_EFFECTS;
    if (item.imported !== undefined && !this.isImportPure(one, item.imported)) {
      const fact = item.imported;
      if (this.names.replacesImport || effectText(this.program, one, item) === undefined) {
        return this.importReason(one, fact);
      }
      this.forEffect.add(item);
      for (const module of this.program.loadedModules(one.module, fact)) {
        this.load(module, importHasEffects(one.module.path, item.line));
      }
    }
    if (item.kind === "statement" && !item.refs.imports.every((fact) => this.isImportPure(one, fact))) {
      return IMPORTS_MODULE_WITH_EFFECTS;
    }
    for (const name of item.names) {
      const reason = this.reasonForGlobal(one, item, name);
      if (reason !== undefined) return reason;
    }
    return undefined;
  }

  private reasonForGlobal(one: Analysed, item: Item, name: string): string | undefined {
    const { named } = one.module;
    if (named === "all" || named.includes(name)) return USED_FROM_OUTSIDE;
    if (this.names.reflection !== undefined) return listsNames(this.names.reflection);
    if (name === "__all__" || name === "__path__" || (item.kind === "function" && /^__.*__$/.test(name))) {
      return SPECIAL_NAME;
    }
    if (one.facts.pinned.has(name)) return NEEDED_AS_CONSTANT;
    // A function that sets it would have to allocate a new name, which an interrupt handler cannot.
    if (item.kind === "assignment" && one.facts.bindings.get(name)?.changes === true) return SET_BY_FUNCTION;
    const used = this.globals.get(one)?.get(name);
    if (used !== undefined) return used;
    if (this.open.has(one)) return this.reasonForName(name);
    return this.names.outside.has(name) ? USED_FROM_OUTSIDE : undefined;
  }

  private reasonForName(name: string): string | undefined {
    const attribute = this.attributes.get(name);
    if (attribute !== undefined) return attribute;
    const word = this.words.get(name);
    if (word !== undefined) return word;
    if (this.names.outside.has(name)) return USED_FROM_OUTSIDE;
    return this.names.isBuilt(name) ? MAY_BE_BUILT : undefined;
  }

  private reasonForMember(one: Analysed, item: Item): string | undefined {
    if (one.facts.opaque !== undefined) return leftAlone(one.module.path, one.facts.opaque);
    if (!item.isPure) return item.reason;
    if (this.busyClasses.has(item)) return BODY_HAS_EFFECTS;
    if (item.imported !== undefined) return IMPORT_IN_CLASS;
    if (this.names.reflection !== undefined) return listsNames(this.names.reflection);
    const [name] = item.names;
    if (isCalledByFirmware(name!)) return CALLED_BY_FIRMWARE;
    if (!this.isQuiet(item.owner!)) return BASE_OUTSIDE;
    if (item.actsOnStore && this.stored.has(name!)) return this.stored.get(name!);
    // Names in class bodies are looked up like attributes.
    return this.reasonForName(name!) ?? this.globals.get(one)?.get(name!);
  }

  /** Whether no code outside the program calls methods of the class by other names. */
  private isQuiet(item: Item): boolean {
    let isQuiet = this.quiet.get(item);
    if (isQuiet === undefined) {
      this.quiet.set(item, true);
      isQuiet = item.bases.every((base) => {
        if (base === undefined) return false;
        const known = this.classes.get(base);
        return known === undefined ? isQuietBase(base) : known.every((one) => this.isQuiet(one));
      });
      this.quiet.set(item, isQuiet);
    }
    return isQuiet;
  }

  private keep({ one, item }: Candidate, reason: string): void {
    this.live.set(item, reason);
    this.pending.push(...(this.members.get(item) ?? []));
    const where = codeAt(item.qualifiedName, one.module.path, item.line);
    const { refs } = item;
    for (const name of refs.globals) this.useGlobal(one, name, uses.global(where));
    for (const name of refs.attributes) this.note(this.attributes, name, uses.attribute(where, name));
    for (const path of refs.members) this.useMember(one, path, where);
    for (const name of refs.storedAttributes) this.note(this.stored, name, uses.stored(where, name));
    for (const name of refs.words) this.note(this.words, name, uses.string(where, name));
    for (const fact of refs.imports) this.useImport(one, fact, where);
  }

  private note(map: Map<string, string>, name: string, reason: string): void {
    if (map.has(name)) return;
    map.set(name, reason);
    this.lookAtName(name);
  }

  private useMember(one: Analysed, path: string, where: string): void {
    // A program that accesses sys.modules may have replaced a module of the firmware.
    const isFirmware = this.names.readsModules ? () => false : this.isFirmware;
    const { owner, name, rest } = this.program.member(one, path, isFirmware);
    if (owner !== undefined && name !== undefined) this.useGlobal(owner, name, uses.member(where, path));
    const known = this.mayBeReplaced(one, path) ? path.split(".").slice(1) : rest;
    for (const attribute of known) this.note(this.attributes, attribute, uses.attribute(where, attribute));
  }

  /** Whether the module of a global name may have been replaced. */
  private mayBeReplaced(one: Analysed, path: string): boolean {
    const base = path.slice(0, path.indexOf("."));
    return this.open.has(one) && (this.names.stored.has(base) || this.names.words.has(base));
  }

  private useImport(one: Analysed, fact: ImportFact, where: string): void {
    for (const module of this.program.loadedModules(one.module, fact)) this.load(module, uses.imported(where));
    const target = this.program.importedModule(one.module, fact);
    if (fact.name === undefined) {
      // import a.b.c as d takes b and c as attributes.
      for (const part of fact.module.split(".").slice(1))
        this.note(this.attributes, part, uses.importedPart(where, part));
      return;
    }
    if (target === undefined) return;
    if (fact.name !== "*") {
      this.useGlobal(target, fact.name, uses.imported(where));
      return;
    }
    const known = this.stars.get(one);
    if (known === undefined) this.stars.set(one, [target]);
    else known.push(target);
    for (const [name, place] of this.globals.get(one) ?? []) this.useGlobal(target, name, place);
  }

  private useGlobal(one: Analysed, name: string, where: string): void {
    let known = this.globals.get(one);
    if (known === undefined) this.globals.set(one, (known = new Map()));
    if (known.has(name)) return;
    known.set(name, where);
    this.lookAtName(name);
    for (const target of this.stars.get(one) ?? []) this.useGlobal(target, name, where);
  }

  /** Whether an import can be removed, because its modules only bind names. */
  private isImportPure(one: Analysed, fact: ImportFact): boolean {
    if (this.names.replacesImport) return false;
    const loaded = this.program.loadedModules(one.module, fact);
    const isKnown = loaded.length > 0 || (fact.level === 0 && this.isFirmware(fact.module));
    return isKnown && loaded.every((module) => !this.impure.has(module));
  }

  private importReason(one: Analysed, fact: ImportFact): string {
    const isKnown = this.program.loadedModules(one.module, fact).length > 0;
    return isKnown ? MODULE_HAS_EFFECTS : UNKNOWN_MODULE;
  }

  /** Modules whose import has effects, directly or through imports. */
  private findImpure(): Set<Analysed> {
    const found = new Set<Analysed>();
    for (const one of this.program.modules) {
      if (one.facts.opaque !== undefined || !one.facts.items.every((item) => item.isPure || item.isHarmless))
        found.add(one);
    }
    for (let changed = true; changed;) {
      const before = found.size;
      for (const one of this.program.modules) {
        if (!found.has(one) && this.runsImpure(one, found)) found.add(one);
      }
      changed = found.size > before;
    }
    return found;
  }

  /** Whether importing a module imports one of `impure` or an unknown module. Imports in functions run later. */
  private runsImpure(one: Analysed, impure: ReadonlySet<Analysed>): boolean {
    return one.facts.items.some((item) => {
      if (item.kind === "function" || item.kind === "method") return false;
      return item.refs.imports.some((fact) => {
        const loaded = this.program.loadedModules(one.module, fact);
        if (loaded.length === 0) return fact.level > 0 || !this.isFirmware(fact.module);
        return loaded.some((module) => impure.has(module));
      });
    });
  }
}

function add<K>(to: Map<K, Candidate[]>, key: K, candidate: Candidate): void {
  const known = to.get(key);
  if (known === undefined) to.set(key, [candidate]);
  else known.push(candidate);
}
