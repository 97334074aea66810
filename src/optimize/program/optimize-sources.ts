// The passes on a program's sources, one after the other: constants, decided conditions, keywords, dead code.

import { bundleModules, type LineRun } from "../bundle/bundle.ts";
import { addEdits, applyEdits, type Edit } from "../source/edits.ts";
import type { Kept, LeftAlone, Removal } from "../report.ts";
import { inlineConstants } from "./constants.ts";
import type { Item } from "./facts.ts";
import { remainingText } from "./import-texts.ts";
import { FactReader, type KeptFacts } from "./kept-facts.ts";
import { dropKeywords } from "./keywords.ts";
import { findLive, type Liveness } from "./liveness.ts";
import { findOpenModules, findPrivateGlobals, type PrivateGlobals } from "./open-modules.ts";
import { type Analysed, Program, type ProgramModule } from "./modules.ts";
import { nameStarImports } from "./star-imports.ts";
import { collectNames, type NamesInUse } from "./names-in-use.ts";
import { SourceReader } from "./source-reader.ts";
import {
  ARGUMENT_NAMES,
  CONSTANTS_AND_DEAD_CODE,
  EMPTY_PACKAGE,
  listsNames,
  mergedInto,
  NOT_IMPORTED,
  UNUSED_NAME,
  WHOLE_MODULE,
} from "../messages.ts";

/** The passes on sources, by their names in the report. */
export const SOURCE_PASSES = ["constants and conditions", "keyword arguments", "dead code"] as const;

/** A name of a pass on sources. */
export type SourcePass = (typeof SOURCE_PASSES)[number];

/** The result of the passes on sources. */
export interface OptimizedSources {
  /** New source by module, without unused modules. */
  readonly sources: ReadonlyMap<ProgramModule, Uint8Array>;
  readonly names: NamesInUse;
  /** Globals that only their own module uses. */
  readonly privateGlobals: ReadonlyMap<ProgramModule, PrivateGlobals>;
  /** Modules that other modules are bundled into. */
  readonly bundles: readonly BundledModule[];
  readonly removed: readonly Removal[];
  readonly kept: readonly Kept[];
  readonly leftAlone: readonly LeftAlone[];
}

/** A module that other modules are bundled into. */
export interface BundledModule {
  readonly host: ProgramModule;
  readonly hoisted: readonly ProgramModule[];
  /** Original lines of its source. */
  readonly lines: readonly LineRun[];
}

/** Options of the passes on sources. */
export interface SourceOptions {
  /** Optimisation level of the compiler; decides `__debug__`. */
  readonly optimize: number;
  readonly smallIntBits: number;
  /** Names that are used by code outside the program: JavaScript, compiled modules. */
  readonly outside: Iterable<string>;
  /** Whether the firmware has a module. Importing it only binds its name. */
  readonly isFirmwareModule: (name: string) => boolean;
  /** Whether to bundle modules into their importer, where the program cannot notice. */
  readonly bundle: boolean;
  /** Passes to leave out. */
  readonly without: ReadonlySet<SourcePass>;
  /** Facts of an earlier build of the program, for modules with a hash. */
  readonly facts: KeptFacts;
}

/** Rounds of inlining: a constant may depend on another one. */
const MAX_ROUNDS = 4;

/** Optimises the sources of a program, which must be compilable. @throws SourceError if one is not */
export function optimizeSources(modules: readonly ProgramModule[], options: SourceOptions): OptimizedSources {
  const reader = new SourceReader(options);
  const facts = new FactReader(reader, options.facts);
  const analysed = modules.map((module) => facts.read(module));
  const program = new Program(analysed);
  const outside = [...options.outside];
  let names = collectNames(analysed, outside);
  let open = findOpenModules(program, names);
  const lookAgain = (): void => {
    names = collectNames(analysed, outside);
    open = findOpenModules(program, names);
  };
  let isOutdated = false;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const edits = new Map<Analysed, Edit[]>();
    if (options.bundle) addAllEdits(edits, nameStarImports(program, { names, open }));
    if (!options.without.has("constants and conditions")) {
      for (const one of analysed) addTests(one, edits);
      addAllEdits(edits, inlineConstants(program, names, open));
    }
    if (!options.without.has("keyword arguments")) addAllEdits(edits, dropKeywords(program, names));
    for (const one of analysed) if (one.module.isFixed === true) edits.delete(one);
    if (edits.size === 0) break;
    for (const [one, list] of edits) facts.edit(one, list);
    // Constants, conditions and keywords only take names out, so what was known before holds from round to round.
    isOutdated = true;
    if (options.bundle) lookAgain();
  }
  if (isOutdated) lookAgain();
  const liveness = options.without.has("dead code")
    ? undefined
    : findLive(program, { names, open, isFirmware: options.isFirmwareModule });
  const sources = new Map<ProgramModule, Uint8Array>();
  for (const one of analysed) {
    if (liveness !== undefined && !liveness.modules.has(one)) continue;
    const { facts } = one;
    sources.set(
      one.module,
      liveness === undefined ? facts.source : applyEdits(facts.source, removals(program, one, liveness)),
    );
  }
  const leftAlone = findLeftAlone(analysed, names);
  const { removed, kept } = describe(analysed, liveness);
  if (options.bundle) {
    const bundled = bundleSources(sources, reader, outside);
    leftAlone.push(...bundled.leftAlone);
    for (const { host, hoisted } of bundled.bundles) {
      for (const { path } of hoisted) {
        const reason = mergedInto(host.path);
        kept.push({ path, name: path, kind: "module", line: 0, reason });
      }
    }
    for (const { path } of dropEmptyPackages(sources, reader, names)) {
      removed.push({ path, name: path, kind: "module", line: 0, reason: EMPTY_PACKAGE });
    }
    const after = [...sources].map(([module, source]) => ({ module, facts: reader.read(source, module) }));
    const privateGlobals = privateOf(new Program(after), collectNames(after, outside), () => true);
    return { sources, names, privateGlobals, bundles: bundled.bundles, removed, kept, leftAlone };
  }
  const isLive = (item: Item): boolean =>
    liveness === undefined || liveness.live.has(item) || liveness.forEffect.has(item);
  const privateGlobals = privateOf(program, names, isLive);
  return { sources, names, privateGlobals, bundles: [], removed, kept, leftAlone };
}

function privateOf(
  program: Program,
  names: NamesInUse,
  isLive: (item: Item) => boolean,
): Map<ProgramModule, PrivateGlobals> {
  return new Map([...findPrivateGlobals(program, names, isLive)].map(([{ module }, globals]) => [module, globals]));
}

/** Bundles modules in `sources`. */
function bundleSources(
  sources: Map<ProgramModule, Uint8Array>,
  reader: SourceReader,
  outside: readonly string[],
): { bundles: BundledModule[]; leftAlone: readonly LeftAlone[] } {
  const analysed = [...sources].map(([module, source]) => ({ module, facts: reader.read(source, module) }));
  const { bundles, leftAlone } = bundleModules(new Program(analysed), collectNames(analysed, outside));
  const made = bundles.map(({ host, hoisted, source, lines }) => {
    sources.set(host.module, source);
    for (const one of hoisted) sources.delete(one.module);
    return { host: host.module, hoisted: hoisted.map(({ module }) => module), lines };
  });
  return { bundles: made, leftAlone };
}

function addTests(one: Analysed, edits: Map<Analysed, Edit[]>): void {
  if (one.facts.opaque !== undefined || one.facts.tests.length === 0) return;
  const tests = one.facts.tests.map(({ range, value }) => ({ ...range, text: value ? "True" : "False" }));
  edits.set(one, tests);
}

function addAllEdits(to: Map<Analysed, Edit[]>, from: ReadonlyMap<Analysed, readonly Edit[]>): void {
  for (const [one, list] of from) addEdits(to, one, list);
}

/** Removes empty `__init__` modules: a folder is a package without one, too (py/builtinimport.c). */
function dropEmptyPackages(
  sources: Map<ProgramModule, Uint8Array>,
  reader: SourceReader,
  names: NamesInUse,
): ProgramModule[] {
  if (names.readsFiles || names.reflection !== undefined) return [];
  const isFolder = (module: ProgramModule): boolean => {
    return module.names.every((name) => {
      return [...sources.keys()].some((other) => other.names.some((inner) => inner.startsWith(`${name}.`)));
    });
  };
  const empty = [...sources].filter(([module, source]) => {
    const { isPackage, isRoot, named } = module;
    if (!isPackage || isRoot || module.isFixed === true || named.length > 0 || !isFolder(module)) return false;
    const { items, bindings } = reader.read(source, module);
    return items.length === 0 && bindings.size === 0;
  });
  for (const [module] of empty) sources.delete(module);
  // A folder without files does not exist on the device.
  const kept = empty.filter(([module, source]) => {
    if (isFolder(module)) return true;
    sources.set(module, source);
    return false;
  });
  return kept.map(([module]) => module);
}

/** Edits that remove dead code. Names of an import statement are removed one by one. */
function removals(program: Program, one: Analysed, { live, forEffect }: Liveness): Edit[] {
  const { facts } = one;
  const edits: Edit[] = [];
  const imports = new Map<number, Item[]>();
  /** Values of constants whose declarations are removed. */
  const dropped = new Map<string, string>();
  for (const item of facts.items) {
    if (item.imported !== undefined) {
      const known = imports.get(item.range.start);
      if (known === undefined) imports.set(item.range.start, [item]);
      else known.push(item);
    } else if (!live.has(item)) {
      edits.push({ ...item.range, text: "pass" });
      if (item.constant !== undefined) dropped.set(item.names[0]!, item.constant);
    }
  }
  for (const { name, range } of facts.declaredUses) {
    const text = dropped.get(name);
    if (text !== undefined) edits.push({ ...range, text });
  }
  for (const items of imports.values()) {
    const kept = items.filter((item) => live.has(item));
    if (kept.length === items.length) continue;
    const text = remainingText(
      program,
      one,
      items,
      (item) => live.has(item),
      (item) => forEffect.has(item),
    );
    edits.push({ ...items[0]!.range, text });
  }
  return edits;
}

function describe(modules: readonly Analysed[], liveness: Liveness | undefined): { removed: Removal[]; kept: Kept[] } {
  const removed: Removal[] = [];
  const kept: Kept[] = [];
  if (liveness === undefined) return { removed, kept };
  for (const one of modules) {
    const { path } = one.module;
    const why = liveness.modules.get(one);
    if (why === undefined) {
      removed.push({ path, name: path, kind: "module", line: 0, reason: NOT_IMPORTED });
      continue;
    }
    kept.push({ path, name: path, kind: "module", line: 0, reason: why });
    for (const item of one.facts.items) {
      const { qualifiedName: name, kind, line, names } = item;
      if (names.length === 0 || (item.owner !== undefined && !liveness.live.has(item.owner))) continue;
      const reason = liveness.live.get(item);
      if (reason === undefined) removed.push({ path, name, kind, line, reason: UNUSED_NAME });
      else kept.push({ path, name, kind, line, reason });
    }
  }
  return { removed, kept };
}

function findLeftAlone(modules: readonly Analysed[], names: NamesInUse): LeftAlone[] {
  const found: LeftAlone[] = [];
  for (const { module, facts } of modules) {
    if (facts.opaque !== undefined) found.push({ path: module.path, what: WHOLE_MODULE, reason: facts.opaque });
  }
  const { reflection, unpacking } = names;
  if (reflection !== undefined) {
    found.push({
      path: undefined,
      what: CONSTANTS_AND_DEAD_CODE,
      reason: listsNames(reflection),
    });
  }
  if (unpacking !== undefined) found.push({ path: undefined, what: ARGUMENT_NAMES, reason: unpacking });
  return found;
}
