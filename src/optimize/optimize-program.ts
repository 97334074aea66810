// The optimiser's entry point for the engine: it makes optimised modules from a program's sources. It is a pure
// function: the same program and options give the same bytes.

import { CompileError } from "../diagnostics/compile-error.ts";
import { readMpy } from "../mpy/file/read.ts";
import type { MpyModule } from "../mpy/file/model.ts";
import { writeMpy } from "../mpy/file/write.ts";
import { keepMatcher } from "./mangle/keep.ts";
import { mangle, type MangleOptions, type Renamed } from "./mangle/mangle.ts";
import { reuseNames } from "./mangle/reuse-names.ts";
import type { ModuleCode } from "./module/code.ts";
import { addLoadedTexts } from "./module/loaded-texts.ts";
import { namedBytes } from "./module/named-bytes.ts";
import {
  runPasses,
  type SavedBytes,
  TABLES_PASS,
  tryDecode,
  tryEncode,
  type UnreadFacts,
} from "./module/optimize-module.ts";
import { KeptFacts } from "./program/kept-facts.ts";
import type { ProgramModule } from "./program/modules.ts";
import {
  type BundledModule,
  type OptimizedSources,
  optimizeSources,
  SOURCE_PASSES,
  type SourceOptions,
} from "./program/optimize-sources.ts";
import type { OptimizeReport, PassSaving } from "./report.ts";

/**
 * Compiles a module's source: the compiler, or a cache in front of it. It may throw a CompileError for a source that
 * the optimiser has changed, but not for an original source.
 */
export type CompileModule = (module: ProgramModule, source: Uint8Array) => Uint8Array;

/** Options for optimising a program. */
export interface OptimizeOptions extends Partial<SourceOptions> {
  readonly compile: CompileModule;
  /** Names to shorten; none by default. */
  readonly mangle?: MangleOptions;
}

/** An optimised program. */
export interface OptimizedProgram {
  /** New names by old ones, if names were mangled. */
  readonly renamed: Renamed;
  /** The .mpy files by module, without unused modules. */
  readonly files: ReadonlyMap<ProgramModule, Uint8Array>;
  /** All modules as compiled without the optimiser. */
  readonly before: ReadonlyMap<ProgramModule, Uint8Array>;
  /** Modules that other modules are bundled into. The others have no files. */
  readonly bundles: readonly BundledModule[];
  /** The sources that were compiled. */
  readonly sources: ReadonlyMap<ProgramModule, Uint8Array>;
  readonly report: OptimizeReport;
}

/** Optimises a program for size. @throws CompileError if a module is not Python */
export function optimizeProgram(modules: readonly ProgramModule[], options: OptimizeOptions): OptimizedProgram {
  const { compile, optimize = 3, smallIntBits = 31, outside = [], without = new Set() } = options;
  const { isFirmwareModule = () => false, bundle = false, facts = new KeptFacts() } = options;
  // Refusals refer to the original source.
  const before = new Map(modules.map((module) => [module, compile(module, module.source)]));
  const optimized = optimizeSources(modules, {
    optimize,
    smallIntBits,
    outside,
    without,
    bundle,
    isFirmwareModule,
    facts,
  });
  const compiled = new Map<ProgramModule, MpyModule>();
  let compiledBytes = 0;
  for (const [module, source] of optimized.sources) {
    const mpy = source === module.source ? before.get(module) : tryCompile(module, source, compile);
    // The original source compiles, so the optimiser made a mistake. That costs bytes but does not fail the build. The
    // other modules depend on this one, so all of them are made again.
    if (mpy === undefined) {
      return optimizeProgram(modules, {
        ...options,
        bundle: false,
        without: bundle ? without : new Set(SOURCE_PASSES),
      });
    }
    compiled.set(module, readMpy(mpy));
    compiledBytes += mpy.length;
  }
  const { files, renamed, saved } = optimizeModules(compiled, optimized, options.mangle);
  const sizes = { before: totalOf(before), after: totalOf(files) };
  const savings = listSavings(saved, bundle, sizes.before - compiledBytes, compiledBytes - sizes.after);
  const { removed, kept, leftAlone } = optimized;
  return {
    files,
    renamed,
    before,
    bundles: optimized.bundles,
    sources: optimized.sources,
    report: { removed, kept, leftAlone, ...sizes, savings },
  };
}

/** The total of the passes on sources: measuring each would need another compilation of the program. */
const SOURCES = "unused code, constants, conditions, keywords";
const SOURCES_AND_BUNDLE = `${SOURCES}, one file`;
const PRIVATE_NAMES = "names of private globals";
const MANGLING = "shorter names";

function totalOf(files: ReadonlyMap<ProgramModule, Uint8Array>): number {
  let total = 0;
  for (const file of files.values()) total += file.length;
  return total;
}

/** The savings of the passes on sources and on modules. The tables get the rest. */
function listSavings(saved: SavedBytes, bundle: boolean, onSources: number, onModules: number): PassSaving[] {
  let rest = onModules;
  for (const bytes of saved.values()) rest -= bytes;
  return [
    { pass: bundle ? SOURCES_AND_BUNDLE : SOURCES, bytes: onSources },
    ...[...saved].map(([pass, bytes]) => ({ pass, bytes })),
    { pass: TABLES_PASS, bytes: rest },
  ];
}

function tryCompile(module: ProgramModule, source: Uint8Array, compile: CompileModule): Uint8Array | undefined {
  try {
    return compile(module, source);
  } catch (error) {
    if (error instanceof CompileError) return undefined;
    throw error;
  }
}

/** A module with its decoded code, if it could be decoded. */
interface Decoded {
  readonly module: ProgramModule;
  readonly mpy: MpyModule;
  readonly code: ModuleCode | undefined;
  /** Bytes of its code and of the strings that it names. */
  bytes: number;
}

/**
 * Renames private globals to names that are already in their module's table; names of functions and classes only if
 * these are dropped.
 *
 * @returns the saved bytes
 */
function reusePrivate(
  decoded: readonly Decoded[],
  privateGlobals: OptimizedSources["privateGlobals"],
  { globals = false, names = false, keep }: MangleOptions = {},
): number {
  const isKept = keepMatcher(keep);
  // An import of a submodule binds its name in its package.
  const moduleNames = new Set(decoded.flatMap(({ module }) => module.names.flatMap((name) => name.split("."))));
  let saved = 0;
  for (const one of decoded) {
    const { module, code } = one;
    const own = privateGlobals.get(module);
    if (code === undefined || code.hasNative || module.isFixed === true || own === undefined) continue;
    const dropsNames = globals && names && module.hasStatementIds !== true;
    if (reuseNames({ code, privateGlobals: own }, { isKept, moduleNames, dropsNames })) saved += countAgain(one);
  }
  return saved;
}

/** How much smaller a module has become. */
function countAgain(one: Decoded): number {
  const before = one.bytes;
  one.bytes = namedBytes(one.code!);
  return before - one.bytes;
}

/** The passes on emitted modules. */
function optimizeModules(
  modules: ReadonlyMap<ProgramModule, MpyModule>,
  program: OptimizedSources,
  mangling: MangleOptions | undefined,
): { files: Map<ProgramModule, Uint8Array>; renamed: Renamed; saved: SavedBytes } {
  const { names, privateGlobals } = program;
  const named = new Set(names.outside);
  const isKept = keepMatcher(mangling?.keep);
  const decoded = [...modules].map(([module, mpy]): Decoded => ({ module, mpy, code: tryDecode(mpy), bytes: 0 }));
  for (const { code } of decoded) if (code !== undefined) addLoadedTexts(code, named);
  const unread: UnreadFacts = {
    importLists: !names.replacesImport,
    classMetadata: !names.readsClassMetadata && names.reflection === undefined,
    // A call with a keyword argument loads its name as a string; ** may pass others.
    isArgumentNamed:
      names.unpacking === undefined || mangling?.attributes === true
        ? (name) => named.has(name) || isKept(name)
        : undefined,
  };
  const saved: SavedBytes = new Map();
  for (const one of decoded) if (one.code !== undefined) one.bytes = runPasses(one.code, unread, saved);
  saved.set(PRIVATE_NAMES, reusePrivate(decoded, privateGlobals, mangling));
  let renamed: Renamed = new Map();
  if (mangling !== undefined && names.reflection === undefined && decoded.every(({ code }) => code !== undefined)) {
    renamed = mangle(
      decoded.map(({ module, code }) => ({
        code: code!,
        names: module.names,
        named: module.named,
        isFixed: module.isFixed === true,
        hasStatementIds: module.hasStatementIds === true,
      })),
      names,
      mangling,
    );
    saved.set(
      MANGLING,
      decoded.reduce((sum, one) => sum + countAgain(one), 0),
    );
  }
  const files = new Map<ProgramModule, Uint8Array>();
  for (const { module, mpy, code } of decoded) {
    const encoded = code === undefined ? mpy : tryEncode(code);
    // A module with its old names does not have the new names of the others.
    if (encoded === undefined && renamed.size > 0) return optimizeModules(modules, program, undefined);
    files.set(module, writeMpy(encoded ?? mpy));
  }
  return { files, renamed, saved };
}
