// Speed of optimised programs: MicroPython's own benchmarks (tests/perf_bench, from the user's checkout) on a unix port, plain and
// optimised. With Valgrind the measure is the number of instructions, which is the same in every run; without it, the quickest of many
// runs, and single benchmarks scatter.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CompileError, compile } from "../src/compiler/index.ts";
import { optimizeProgram } from "../src/optimize/index.ts";
import type { OptimizeOptions, ProgramModule } from "../src/optimize/index.ts";
import { knownBuiltins } from "../src/project/builtins/builtins.ts";
import { printTable } from "./table.ts";

/** What decides how much work a benchmark does, as its `bm_params` have it: MHz and kB. Valgrind is 50 times slower. */
const WORK = { timed: "3000, 800", counted: "1000, 800" };
/** The quickest of so many timed runs counts. */
const ROUNDS = 25;
const LIMIT_MS = 120_000;

const firmware = knownBuiltins();

/** By name of a variant: what optimising is told; undefined: level 3 and no more. */
const VARIANTS: Readonly<Record<string, Partial<OptimizeOptions> | undefined>> = {
  "-O3": undefined,
  size: {},
  mangled: { mangle: { globals: true, attributes: true, names: true } },
};

/** How a run is measured. */
interface Measure {
  readonly unit: string;
  readonly work: string;
  readonly rounds: number;
  /** The cost of a run of module `name` in `folder`, in `unit`; infinite where it fails. */
  readonly cost: (port: string, folder: string, name: string) => number;
}

const COUNTED: Measure = { unit: "million instructions", work: WORK.counted, rounds: 1, cost: instructions };
const TIMED: Measure = { unit: `ms, the quickest of ${ROUNDS} runs`, work: WORK.timed, rounds: ROUNDS, cost: time };

/** Measures the benchmarks in `folder` on the MicroPython `port`. */
export function benchSpeed(port: string, folder: string): void {
  const measure = spawnSync("valgrind", ["--version"]).status === 0 ? COUNTED : TIMED;
  const work = mkdtempSync(join(tmpdir(), "bench-speed-"));
  try {
    const names = readdirSync(folder).filter(
      (name) => /^(bm|core|misc)_\w+\.py$/.test(name) && write(folder, work, name, measure.work),
    );
    const best = names.map(() => Object.keys(VARIANTS).map(() => Infinity));
    for (let round = 0; round < measure.rounds; round++) {
      names.forEach((name, at) => {
        // Neighbours in time, the first of them another one each time.
        Object.keys(VARIANTS).forEach((_, index) => {
          const variant = (index + round) % Object.keys(VARIANTS).length;
          const cost = measure.cost(port, join(work, Object.keys(VARIANTS)[variant]!), name.slice(0, -3));
          best[at]![variant] = Math.min(best[at]![variant]!, cost);
        });
      });
    }
    const rows = names.flatMap((name, at) => {
      const [plain, ...others] = best[at]!;
      return Number.isFinite(plain) ? [{ name, plain: plain!, ratios: others.map((cost) => cost / plain!) }] : [];
    });
    // A program that names what it hides in data does not run under other names.
    const mean = (at: number): string => {
      const logarithms = rows.map(({ ratios }) => Math.log(ratios[at]!)).filter(Number.isFinite);
      return Math.exp(logarithms.reduce((sum, one) => sum + one, 0) / logarithms.length).toFixed(3);
    };
    printTable(`size: MicroPython's benchmarks against -O3, in ${measure.unit}`, [
      ["benchmark", "-O3", "size", "mangled"],
      ...rows.map(({ name, plain, ratios }) => [
        name.slice(0, -3),
        plain.toFixed(1),
        ...ratios.map((one) => (Number.isFinite(one) ? one.toFixed(3) : "")),
      ]),
      ["geometric mean", "", mean(0), mean(1)],
    ]);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Writes a benchmark in all variants; false where it does not compile. */
function write(folder: string, work: string, name: string, amount: string): boolean {
  const runner = readFileSync(join(folder, "benchrun.py"), "utf8");
  const text = `${readFileSync(join(folder, name), "utf8")}\n${runner}\nbm_run(${amount})\n`;
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

/** Milliseconds, as the benchmark itself tells them. */
function time(port: string, folder: string, name: string): number {
  const { stdout } = runModule([port], folder, name);
  const microseconds = toldTime(stdout);
  return microseconds > 0 ? microseconds / 1000 : Infinity;
}

const COUNTER = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"];

/** Millions of instructions of a whole run. */
function instructions(port: string, folder: string, name: string): number {
  const { stdout, stderr } = runModule([...COUNTER, port], folder, name);
  const count = /I +refs: +([\d,]+)/.exec(stderr)?.[1];
  return count === undefined || !(toldTime(stdout) > 0) ? Infinity : Number(count.replaceAll(",", "")) / 1e6;
}

/** The time that a benchmark printed, microseconds; negative or NaN where it did not run. */
function toldTime(stdout: string): number {
  return Number(stdout.trim().split(" ")[0]);
}

function runModule(
  [program, ...args]: readonly string[],
  cwd: string,
  name: string,
): { stdout: string; stderr: string } {
  return spawnSync(program!, [...args, "-X", "heapsize=16M", "-m", name], {
    cwd,
    env: { ...process.env, MICROPYPATH: `${cwd}:.frozen` },
    timeout: LIMIT_MS,
    encoding: "utf8",
  });
}
