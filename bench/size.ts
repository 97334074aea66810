// `npm run bench -- --only size [--programs FILE]`: what `optimize: "size"` saves. FILE is JSON: a list of programs, each
// `{ name, roots: [folders with modules], entries: { "main.py": file } }`; without it, a program of random modules.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { compile } from "../src/compiler/index.ts";
import { optimizeProgram, SOURCE_PASSES } from "../src/optimize/index.ts";
import type { OptimizedProgram, OptimizeOptions, ProgramModule } from "../src/optimize/index.ts";
import { knownBuiltins } from "../src/project/builtins/builtins.ts";
import { plans, writeProgram } from "../test/optimize/random-program.ts";
import { printTable } from "./table.ts";

interface ProgramList {
  readonly name: string;
  readonly roots: readonly string[];
  readonly entries: Readonly<Record<string, string>>;
}

const BLOCK = 4096;
const firmware = knownBuiltins();
const MANGLE = { globals: true, attributes: true, names: true };

/** Finds the modules that a program imports, as the device would. */
function collectModules({ roots, entries }: ProgramList): ProgramModule[] {
  const modules = new Map<string, ProgramModule>();
  const pending: ProgramModule[] = [];
  const add = (path: string, file: string, isRoot: boolean): void => {
    if (modules.has(path)) return;
    const source = readFileSync(file);
    try {
      compile(source, { filename: path, optimize: 3, arch: "armv6m" });
    } catch {
      return;
    }
    const isPackage = path.endsWith("__init__.py");
    const name = path.replace(/(\/?__init__)?\.py$/, "").replaceAll("/", ".");
    const module = { path, names: [name], isPackage, source, canBeMain: isRoot, isRoot, named: [] };
    modules.set(path, module);
    pending.push(module);
  };
  const find = (name: string): void => {
    const base = name.replaceAll(".", "/");
    for (const root of roots) {
      for (const path of [`${base}/__init__.py`, `${base}.py`]) {
        if (existsSync(join(root, path))) return add(path, join(root, path), false);
      }
    }
  };
  for (const [path, file] of Object.entries(entries)) add(path, file, true);
  while (pending.length > 0) {
    const one = pending.pop()!;
    for (const { module, level, names } of compile(one.source, { filename: one.path, arch: "armv6m" }).imports) {
      const up = one.names[0]!.split(".").slice(0, (one.isPackage ? 1 : 0) - level || undefined);
      const absolute = level === 0 ? module : [...up, ...(module === "" ? [] : [module])].join(".");
      const parts = absolute.split(".");
      for (let end = 1; end <= parts.length; end++) find(parts.slice(0, end).join("."));
      for (const name of names ?? []) if (name !== "*") find(`${absolute}.${name}`);
    }
    lazyModules(one, find);
  }
  return [...modules.values()];
}

/** Packages that import what a table of strings names (`__getattr__`). */
function lazyModules(one: ProgramModule, find: (name: string) => void): void {
  const text = new TextDecoder().decode(one.source);
  if (!one.isPackage || !text.includes("__getattr__")) return;
  for (const [, name] of text.matchAll(/:\s*"(\w+)"/g)) find(`${one.names[0]!}.${name!}`);
}

function optimize(modules: readonly ProgramModule[], options: Partial<OptimizeOptions>): OptimizedProgram {
  return optimizeProgram(modules, {
    compile: (module, source) => compile(source, { filename: module.path, optimize: 3, arch: "armv6m" }).mpy,
    isFirmwareModule: (name) => firmware.isKnown(name),
    ...options,
  });
}

const sizeOf = ({ files }: OptimizedProgram): number => [...files.values()].reduce((sum, file) => sum + file.length, 0);
const blocksOf = (files: Iterable<Uint8Array>): number =>
  [...files].reduce((sum, file) => sum + Math.ceil(file.length / BLOCK) * BLOCK, 0);
const percent = (before: number, after: number): string => `${((100 * (before - after)) / before).toFixed(1)} %`;

/** Prints what each program saves. */
export function benchSize(file: string | undefined): void {
  const programs = file === undefined ? [] : (JSON.parse(readFileSync(file, "utf8")) as ProgramList[]);
  const sets = programs.map((one) => ({ name: one.name, modules: collectModules(one) }));
  if (file === undefined) sets.push({ name: "random modules", modules: randomModules() });
  const rows = [
    [
      "program",
      "files",
      "-O3",
      "size",
      "…constants",
      "…keywords",
      "…dead code",
      "mangled",
      "4 kB blocks",
      "one file",
      "time ×",
    ],
  ];
  const total = { before: 0, size: 0, mangled: 0, blocks: 0, sizeBlocks: 0, oneBlocks: 0 };
  for (const { name, modules } of sets) {
    const plain = optimize(modules, {});
    const before = plain.report.before;
    const mangled = optimize(modules, { mangle: MANGLE });
    const bundled = optimize(modules, { bundle: true });
    const without = SOURCE_PASSES.map(
      (pass) => sizeOf(optimize(modules, { without: new Set([pass]) })) - sizeOf(plain),
    );
    const compiled = modules.map((one) => compile(one.source, { filename: one.path, optimize: 3, arch: "armv6m" }).mpy);
    const blocks = blocksOf(compiled);
    const sizeBlocks = blocksOf(plain.files.values());
    const oneBlocks = blocksOf(bundled.files.values());
    total.before += before;
    total.size += sizeOf(plain);
    total.mangled += sizeOf(mangled);
    total.blocks += blocks;
    total.sizeBlocks += sizeBlocks;
    total.oneBlocks += oneBlocks;
    rows.push([
      name,
      String(modules.length),
      String(before),
      percent(before, sizeOf(plain)),
      ...without.map((bytes) => `${((100 * bytes) / before).toFixed(1)} %`),
      percent(before, sizeOf(mangled)),
      percent(blocks, sizeBlocks),
      `${percent(blocks, oneBlocks)} (${bundled.files.size} files)`,
      timeRatio(modules).toFixed(2),
    ]);
  }
  rows.push([
    "total",
    "",
    String(total.before),
    percent(total.before, total.size),
    "",
    "",
    "",
    percent(total.before, total.mangled),
    percent(total.blocks, total.sizeBlocks),
    percent(total.blocks, total.oneBlocks),
    "",
  ]);
  printTable(rows);
}

/** CPU time with the optimiser over that without. */
function timeRatio(modules: readonly ProgramModule[]): number {
  const time = (work: () => void): number => {
    for (let round = 0; round < 3; round++) work();
    const start = process.cpuUsage();
    for (let round = 0; round < 10; round++) work();
    const { user, system } = process.cpuUsage(start);
    return user + system;
  };
  const alone = time(() => {
    for (const one of modules) compile(one.source, { filename: one.path, optimize: 3, arch: "armv6m" });
  });
  return time(() => optimize(modules, {})) / alone;
}

function randomModules(): ProgramModule[] {
  return fc.sample(plans, { numRuns: 30, seed: 1 }).flatMap((plan, at) =>
    [...writeProgram(plan, `p${at}_`)].map(([name, source]) => ({
      path: `${name}.py`,
      names: [name],
      isPackage: false,
      source: new TextEncoder().encode(source),
      canBeMain: name.endsWith("_0"),
      isRoot: name.endsWith("_0"),
      named: [],
    })),
  );
}
