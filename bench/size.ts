// `npm run bench -- --only size [--programs FILE]`: what `optimize: "size"` saves, and what it costs. FILE is JSON: a list of
// programs, each `{ name, roots: [folders with modules], entries: { "main.py": file } }`; without it, a program of random modules.
// MICROPYTHON and PERF_BENCH name a unix port and the folder of MicroPython's benchmarks (tests/perf_bench): they run on it, too.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { compile } from "../src/compiler/index.ts";
import { optimizeProgram, SOURCE_PASSES } from "../src/optimize/index.ts";
import type { OptimizedProgram, OptimizeOptions, ProgramModule } from "../src/optimize/index.ts";
import { knownBuiltins } from "../src/project/builtins/builtins.ts";
import { plans, writeProgram } from "../test/optimize/random-program.ts";
import { MAIN, outsideModules, ramOnImport } from "./size-ram.ts";
import { benchSpeed } from "./size-speed.ts";
import { benchTime } from "./size-time.ts";
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

/** Figures of one or more programs: bytes of .mpy files, blocks of LittleFS, microseconds of CPU. */
interface Figures {
  programs: number;
  files: number;
  before: number;
  size: number;
  mangled: number;
  /** What each of SOURCE_PASSES saves: the difference without it. */
  passes: number[];
  /** What the passes on modules save. */
  modulePasses: number;
  blocks: number;
  sizeBlocks: number;
  oneBlocks: number;
}

const NOTHING: Figures = {
  programs: 0,
  files: 0,
  before: 0,
  size: 0,
  mangled: 0,
  passes: SOURCE_PASSES.map(() => 0),
  modulePasses: 0,
  blocks: 0,
  sizeBlocks: 0,
  oneBlocks: 0,
};

function measureProgram(modules: readonly ProgramModule[]): Figures {
  const compiled = modules.map((one) => compile(one.source, { filename: one.path, optimize: 3, arch: "armv6m" }).mpy);
  const plain = optimize(modules, {});
  const size = sizeOf(plain);
  return {
    programs: 1,
    files: modules.length,
    before: plain.report.before,
    size,
    mangled: sizeOf(optimize(modules, { mangle: MANGLE })),
    passes: SOURCE_PASSES.map((pass) => sizeOf(optimize(modules, { without: new Set([pass]) })) - size),
    modulePasses: plain.report.before - sizeOf(optimize(modules, { without: new Set(SOURCE_PASSES) })),
    blocks: blocksOf(compiled),
    sizeBlocks: blocksOf(plain.files.values()),
    oneBlocks: blocksOf(optimize(modules, { bundle: true }).files.values()),
  };
}

/** Programs of one project whose RAM is measured, at most. */
const RAM_PROGRAMS = 4;

/** RAM of programs when their modules are imported; of those that can be imported without the hardware. */
async function measureRam(programs: readonly (readonly ProgramModule[])[]): Promise<number[]> {
  const total = [0, 0, 0, 0];
  for (const modules of programs.slice(0, RAM_PROGRAMS)) {
    const outside = outsideModules(modules);
    const plain = optimize(modules, {});
    const all = [plain.before, plain.files, optimize(modules, { mangle: MANGLE }).files];
    const bytes: (number | undefined)[] = [];
    for (const files of all) bytes.push(await ramOnImport(files, outside));
    if (bytes.includes(undefined)) continue;
    [1, ...(bytes as number[])].forEach((value, at) => (total[at]! += value));
  }
  return total;
}

async function benchRam(
  lists: readonly { name: string; programs: readonly (readonly ProgramModule[])[] }[],
): Promise<void> {
  const measured: [string, number[]][] = [];
  for (const { name, programs } of lists) measured.push([name, await measureRam(programs)]);
  const total = measured.reduce((sum, [, one]) => sum.map((value, at) => value + one[at]!), [0, 0, 0, 0]);
  printTable(`size: RAM of modules when they are imported, on 32 bits; up to ${RAM_PROGRAMS} programs of a project`, [
    ["project", "programs", "-O3", "size", "mangled"],
    ...[...measured, ["total", total] as const].map(([name, [count, before, size, mangled]]) => {
      if (before === 0) return [name, "0", "", "", ""];
      return [name, String(count), String(before), percent(before!, size!), percent(before!, mangled!)];
    }),
  ]);
}

function sum(all: readonly Figures[]): Figures {
  return all.reduce(
    (a, b) => ({
      programs: a.programs + b.programs,
      files: a.files + b.files,
      before: a.before + b.before,
      size: a.size + b.size,
      mangled: a.mangled + b.mangled,
      passes: a.passes.map((bytes, at) => bytes + b.passes[at]!),
      modulePasses: a.modulePasses + b.modulePasses,
      blocks: a.blocks + b.blocks,
      sizeBlocks: a.sizeBlocks + b.sizeBlocks,
      oneBlocks: a.oneBlocks + b.oneBlocks,
    }),
    NOTHING,
  );
}

const HEAD = ["programs", "files", "-O3", "size", "mangled", ...SOURCE_PASSES, "modules", "4 kB blocks", "one file"];

function row(name: string, all: Figures): string[] {
  const share = (bytes: number): string => `${((100 * bytes) / all.before).toFixed(1)} %`;
  return [
    name,
    String(all.programs),
    String(all.files),
    String(all.before),
    percent(all.before, all.size),
    percent(all.before, all.mangled),
    ...all.passes.map(share),
    share(all.modulePasses),
    percent(all.blocks, all.sizeBlocks),
    percent(all.blocks, all.oneBlocks),
  ];
}

/** What a device starts by itself, beside the program that is measured. */
const ALWAYS: ReadonlySet<string> = new Set(["boot.py", "color_setup.py"]);

/** A list of examples as programs of one main module each, as somebody ships one of them. */
function eachAlone(list: ProgramList): ProgramModule[][] {
  const always = Object.entries(list.entries).filter(([path]) => ALWAYS.has(path));
  return Object.entries(list.entries).flatMap(([path, file]) => {
    if (ALWAYS.has(path)) return [];
    const modules = collectModules({ ...list, entries: Object.fromEntries([...always, [MAIN, file]]) });
    return modules.some((one) => one.path === MAIN) ? [modules] : [];
  });
}

/** Prints what each program saves, and what that costs. */
export async function benchSize(file: string | undefined): Promise<void> {
  if (file === undefined) {
    const modules = randomModules();
    printTable("size: a program of random modules", [["program", ...HEAD], row("random", measureProgram(modules))]);
    benchTime([{ name: "random", modules }]);
  } else {
    await benchLists(JSON.parse(readFileSync(file, "utf8")) as ProgramList[]);
  }
  const { MICROPYTHON: port, PERF_BENCH: folder } = process.env;
  if (port === undefined || folder === undefined) {
    console.log("MICROPYTHON and PERF_BENCH name no unix port and benchmarks of MicroPython: they are left out\n");
  } else {
    benchSpeed(port, folder);
  }
}

async function benchLists(lists: readonly ProgramList[]): Promise<void> {
  const projects = lists.map((list) => ({ name: list.name, programs: eachAlone(list), whole: collectModules(list) }));
  const alone = projects.map(({ programs }) => sum(programs.map(measureProgram)));
  printTable("size: each example a program of its own", [
    ["project", ...HEAD],
    ...projects.map(({ name }, at) => row(name, alone[at]!)),
    row("total", sum(alone)),
  ]);
  const together = projects.map(({ whole }) => measureProgram(whole));
  printTable("size: all examples of a project on one flash", [
    ["project", ...HEAD],
    ...projects.map(({ name }, at) => row(name, together[at]!)),
    row("total", sum(together)),
  ]);
  await benchRam(projects);
  benchTime(projects.map(({ name, whole }) => ({ name, modules: whole })));
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
