// The optimiser as the engine calls it: a program's sources in, its modules out. A pure function: the same program and options
// give the same bytes, whatever was optimised before.

import { CompileError } from "../diagnostics/compile-error.ts";
import { readMpy } from "../mpy/file/read.ts";
import type { MpyModule } from "../mpy/file/model.ts";
import { writeMpy } from "../mpy/file/write.ts";
import { addLoadedTexts } from "./module/loaded-texts.ts";
import { optimizeDecoded, tryDecode, type UnreadFacts } from "./module/optimize-module.ts";
import type { ProgramModule } from "./program/modules.ts";
import { optimizeSources, type SourceOptions } from "./program/optimize-sources.ts";
import type { NamesInUse } from "./program/names-in-use.ts";
import type { OptimizeReport } from "./report.ts";

/** Compiles a module's source: the compiler, or a cache in front of it. */
export type CompileModule = (module: ProgramModule, source: Uint8Array) => Uint8Array;

/** What optimising a program depends on. */
export interface OptimizeOptions extends Partial<SourceOptions> {
  readonly compile: CompileModule;
}

/** What comes of a program. */
export interface OptimizedProgram {
  /** The .mpy files by module; modules that nothing imports any more are missing. */
  readonly files: ReadonlyMap<ProgramModule, Uint8Array>;
  /** Their sources as they were compiled. */
  readonly sources: ReadonlyMap<ProgramModule, Uint8Array>;
  readonly report: OptimizeReport;
}

/** Optimises a program for size. @throws CompileError where a module is no Python */
export function optimizeProgram(modules: readonly ProgramModule[], options: OptimizeOptions): OptimizedProgram {
  const { compile, optimize = 3, smallIntBits = 31, outside = [], without = new Set() } = options;
  const { isFirmwareModule = () => false } = options;
  // Refusals name the source as its author wrote it.
  const before = modules.reduce((sum, module) => sum + compile(module, module.source).length, 0);
  const optimized = optimizeSources(modules, { optimize, smallIntBits, outside, without, isFirmwareModule });
  const compiled = new Map<ProgramModule, MpyModule>();
  for (const [module, source] of optimized.sources)
    compiled.set(module, readMpy(compileAgain(module, source, compile)));
  const files = optimizeModules(compiled, optimized.names);
  let after = 0;
  for (const file of files.values()) after += file.length;
  const { removed, kept, leftAlone } = optimized;
  return { files, sources: optimized.sources, report: { removed, kept, leftAlone, before, after, savings: [] } };
}

function compileAgain(module: ProgramModule, source: Uint8Array, compile: CompileModule): Uint8Array {
  try {
    return compile(module, source);
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    // The source was good, so what was made of it is not: a fault of ours, which costs bytes and not the build.
    return compile(module, module.source);
  }
}

/** The passes on emitted modules. */
function optimizeModules(
  modules: ReadonlyMap<ProgramModule, MpyModule>,
  names: NamesInUse,
): Map<ProgramModule, Uint8Array> {
  const named = new Set(names.outside);
  const decoded = [...modules].map(([module, mpy]) => ({ module, mpy, code: tryDecode(mpy) }));
  for (const { code } of decoded) if (code !== undefined) addLoadedTexts(code, named);
  const unread: UnreadFacts = {
    importLists: !names.replacesImport,
    classMetadata: !names.readsClassMetadata && names.reflection === undefined,
    // A call that names an argument loads the name as a string.
    isArgumentNamed: names.unpacking === undefined ? (name) => named.has(name) : undefined,
  };
  return new Map(
    decoded.map(({ module, mpy, code }) => [
      module,
      writeMpy(code === undefined ? mpy : optimizeDecoded(code, unread)),
    ]),
  );
}
