// Optimises a program, runs it, and returns the differences.

import { compile } from "../../src/compiler/compile.ts";
import { optimizeProgram } from "../../src/optimize/index.ts";
import type { OptimizedProgram, OptimizeOptions, ProgramModule } from "../../src/optimize/index.ts";

/** Modules of the firmware that tests import. */
const FIRMWARE: ReadonlySet<string> = new Set([
  "sys",
  "micropython",
  "gc",
  "io",
  "collections",
  "struct",
  "machine",
  "time",
]);

/** Sources by dotted name as a program; "pkg.__init__" is a package, and the first module is run. */
export function toProgram(sources: Iterable<readonly [string, string]>, roots: readonly string[]): ProgramModule[] {
  return [...sources].map(([name, source]) => {
    const isPackage = /(^|\.)__init__$/.test(name);
    return {
      path: `${name.replaceAll(".", "/")}.py`,
      names: [isPackage ? name.replace(/\.?__init__$/, "") : name],
      isPackage,
      source: new TextEncoder().encode(source),
      canBeMain: roots.includes(name),
      isRoot: roots.includes(name),
      named: [],
    };
  });
}

/** Optimises with the compiler itself. */
export function optimize(
  modules: readonly ProgramModule[],
  level: 0 | 1 | 2 | 3 = 3,
  options: Partial<OptimizeOptions> = {},
): OptimizedProgram {
  return optimizeProgram(modules, {
    compile: (module, source) => compile(source, { filename: module.path, optimize: level }).mpy,
    optimize: level,
    isFirmwareModule: (name) => FIRMWARE.has(name),
    ...options,
  });
}

/** The files of a program before or after, by path. */
export function filesOf(
  modules: readonly ProgramModule[],
  optimized: OptimizedProgram | undefined,
  level: 0 | 1 | 2 | 3 = 3,
): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const module of modules) {
    const mpy =
      optimized === undefined
        ? compile(module.source, { filename: module.path, optimize: level }).mpy
        : optimized.files.get(module);
    if (mpy !== undefined) files.set(module.path.replace(/\.py$/, ".mpy"), mpy);
  }
  return files;
}
