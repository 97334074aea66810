// Time of optimising for size: builds of a project in new processes.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ProgramModule } from "../src/optimize/index.ts";
import type { MicroPythonOptions } from "../src/options/types.ts";
import { type Built, installPackage, runBuild } from "./fresh-build.ts";
import { MAIN } from "./size-ram.ts";
import { median, milliseconds, printTable, ratio } from "./table.ts";

/** Fresh processes per figure; the median counts. */
const RUNS = 7;

/** A program that is measured. */
export interface TimedProgram {
  readonly name: string;
  readonly modules: readonly ProgramModule[];
}

/** Prints what optimising costs for each program. */
export function benchTime(programs: readonly TimedProgram[]): void {
  const folder = mkdtempSync(join(tmpdir(), "bench-size-"));
  try {
    const pack = installPackage(folder);
    const rows = programs.map(({ name, modules }, at) => {
      const root = join(folder, String(at));
      const options = writeProject(root, modules);
      const plain: Built[] = [];
      const size: Built[] = [];
      // One after the other, so that both see the same moods of the machine.
      for (let round = 0; round < RUNS; round++) {
        plain.push(runBuild({ pack, root }, { ...options, optimize: 3 }));
        size.push(runBuild({ pack, root }, { ...options, optimize: "size" }));
      }
      const times = (of: (built: Built) => number): [number, number] => [median(plain.map(of)), median(size.map(of))];
      const whole = times((built) => built.process);
      const cpu = times(({ first }) => first.cpu);
      return [
        name,
        String(modules.length),
        ...whole.map(milliseconds),
        ratio(whole[1] / whole[0]),
        ratio(cpu[1] / cpu[0]),
      ];
    });
    printTable(`size: time of a build, medians of ${RUNS} fresh processes`, [
      ["program", "modules", "-O3", "size", "whole process ×", "engine, CPU ×"],
      ...rows,
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes a program as a project. */
function writeProject(root: string, modules: readonly ProgramModule[]): MicroPythonOptions {
  const entries: string[] = [];
  for (const { path, source, isRoot } of modules) {
    // main.py would ship as source.
    const file = join("firmware", path === MAIN ? "program.py" : path);
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), source);
    if (isRoot) entries.push(file);
  }
  return { entries, sourceRoots: "firmware", cache: false, unresolved: "ignore", target: { arch: "armv6m" } };
}
