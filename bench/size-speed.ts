// How fast optimised programs run: MicroPython's own benchmarks (tests/perf_bench) on a unix port, plain beside optimised. The
// benchmarks are read from where the user has them.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CompileError, compile } from "../src/compiler/index.ts";
import { optimizeProgram } from "../src/optimize/index.ts";
import type { OptimizeOptions, ProgramModule } from "../src/optimize/index.ts";
import { knownBuiltins } from "../src/project/builtins/builtins.ts";
import { printTable } from "./table.ts";

/** What decides how much work a benchmark does, as its `bm_params` have it: MHz and kB. */
const WORK = "3000, 800";
/** The quickest of so many runs counts. */
const ROUNDS = 25;
const LIMIT_MS = 20_000;

const firmware = knownBuiltins();

/** By name of a variant: what optimising is told; undefined: level 3 and no more. */
const VARIANTS: Readonly<Record<string, Partial<OptimizeOptions> | undefined>> = {
  "-O3": undefined,
  size: {},
  mangled: { mangle: { globals: true, attributes: true, names: true } },
};

/** Measures the benchmarks in `folder` on the MicroPython `port`. */
export function benchSpeed(port: string, folder: string): void {
  const work = mkdtempSync(join(tmpdir(), "bench-speed-"));
  try {
    const names = readdirSync(folder).filter(
      (name) => /^(bm|core|misc)_\w+\.py$/.test(name) && write(folder, work, name),
    );
    const best = names.map(() => Object.keys(VARIANTS).map(() => Infinity));
    for (let round = 0; round < ROUNDS; round++) {
      names.forEach((name, at) => {
        // Neighbours in time, the first of them another one each time.
        Object.keys(VARIANTS).forEach((_, index) => {
          const variant = (index + round) % Object.keys(VARIANTS).length;
          const time = run(port, join(work, Object.keys(VARIANTS)[variant]!), name);
          best[at]![variant] = Math.min(best[at]![variant]!, time);
        });
      });
    }
    const rows = names.flatMap((name, at) => {
      const [plain, ...others] = best[at]!;
      return Number.isFinite(plain) ? [{ name, plain: plain!, ratios: others.map((time) => time / plain!) }] : [];
    });
    // A program that names what it hides in data does not run under other names.
    const mean = (at: number): string => {
      const logarithms = rows.map(({ ratios }) => Math.log(ratios[at]!)).filter(Number.isFinite);
      return Math.exp(logarithms.reduce((sum, one) => sum + one, 0) / logarithms.length).toFixed(3);
    };
    printTable(`size: time of MicroPython's benchmarks, against -O3; the quickest of ${ROUNDS} runs`, [
      ["benchmark", "-O3", "size", "mangled"],
      ...rows.map(({ name, plain, ratios }) => [
        name.slice(0, -3),
        `${(plain / 1000).toFixed(1)} ms`,
        ...ratios.map((one) => (Number.isFinite(one) ? one.toFixed(3) : "")),
      ]),
      ["geometric mean", "", mean(0), mean(1)],
    ]);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Writes a benchmark in all variants; false where it does not compile. */
function write(folder: string, work: string, name: string): boolean {
  const runner = readFileSync(join(folder, "benchrun.py"), "utf8");
  const text = `${readFileSync(join(folder, name), "utf8")}\n${runner}\nbm_run(${WORK})\n`;
  const source = new TextEncoder().encode(text);
  const module: ProgramModule = {
    path: name,
    names: [name.slice(0, -3)],
    isPackage: false,
    source,
    canBeMain: true,
    isRoot: true,
    named: [],
  };
  const compileOne = (one: ProgramModule, from: Uint8Array): Uint8Array =>
    compile(from, { filename: one.path, optimize: 3, arch: "x64" }).mpy;
  try {
    for (const [variant, options] of Object.entries(VARIANTS)) {
      const common = { compile: compileOne, isFirmwareModule: (module: string) => firmware.isKnown(module) };
      const mpy =
        options === undefined
          ? compileOne(module, source)
          : optimizeProgram([module], { ...common, ...options }).files.get(module)!;
      mkdirSync(join(work, variant), { recursive: true });
      writeFileSync(join(work, variant, name.replace(/py$/, "mpy")), mpy);
    }
    return true;
  } catch (error) {
    if (error instanceof CompileError) return false;
    throw error;
  }
}

/** Microseconds, as the benchmark itself tells them; infinite where it tells none. */
function run(port: string, folder: string, name: string): number {
  const { stdout } = spawnSync(port, ["-X", "heapsize=16M", "-m", name.slice(0, -3)], {
    cwd: folder,
    env: { MICROPYPATH: `${folder}:.frozen` },
    timeout: LIMIT_MS,
  });
  const time = Number(String(stdout).trim().split(" ")[0]);
  return time > 0 ? time : Infinity;
}
