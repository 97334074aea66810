// Whole projects: a build from nothing compared with a native mpy-cross process for each file, the next build with the first one's
// cache, a rebuild after one change, memory, and ten times as many modules. Each build is a fresh process with the installed package.

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MicroPythonOptions } from "../src/options/types.ts";
import { type Built, installPackage, runBuild, type Time } from "./fresh-build.ts";
import type { GeneratedProject } from "./project-source.ts";
import { writeProject } from "./project-source.ts";
import { median, milliseconds, printTable, ratio } from "./table.ts";

/** After `npm run build`. */
const COMMAND = "dist/cli/mpy-cross.cjs";
const SMALL = 1000;
const LARGE = 10_000;
/** Fresh processes per figure; the median counts. */
const RUNS = 5;
const REBUILDS = 25;

const OPTIONS: MicroPythonOptions = { entries: "firmware/main.py" };
const WITHOUT_CACHE: MicroPythonOptions = { ...OPTIONS, cache: false };

/** Measures all of it; `native` is a native mpy-cross. */
export async function benchProjects(native: string | undefined): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "bench-project-"));
  try {
    const pack = installPackage(folder);
    const project = writeProject(join(folder, "small"), SMALL);
    const at = { pack, root: join(folder, "small") };
    mkdirSync(join(at.root, "node_modules"));
    const { bytes, files } = project;
    const title = `project: ${files.length} modules, ${(bytes / 1e6).toFixed(1)} MB; medians of ${RUNS} fresh processes`;
    // One after the other, so that all see the same moods of the machine.
    const cold: Built[] = [];
    const warm: Built[] = [];
    const theirs: Native[] = [];
    const atOnce: number[] = [];
    for (let round = 0; round < RUNS; round++) {
      rmSync(join(at.root, "node_modules/.cache"), { recursive: true, force: true });
      cold.push(runBuild(at, OPTIONS));
      warm.push(runBuild(at, OPTIONS));
      if (native && round < 3) theirs.push(await nativeMilliseconds(native, at.root, project));
      if (existsSync(COMMAND)) atOnce.push(commandMilliseconds(at.root, project));
    }
    printBuilds(title, cold, warm);
    printPeers(theirs, cold, atOnce);
    if (!native) console.log("MPY_CROSS names no native mpy-cross: nothing is compared with it\n");
    printRebuilds(at);
    const large = { pack, root: join(folder, "large") };
    writeProject(large.root, LARGE);
    printLarge(large, cold);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Milliseconds of a native process for each file. */
interface Native {
  readonly one: number;
  readonly two: number;
}

/** One process for each file: one after the other, as a plugin's transform hook would, and two at a time. */
async function nativeMilliseconds(native: string, root: string, project: GeneratedProject): Promise<Native> {
  let started = performance.now();
  for (const file of project.files) spawnSync(native, ["-o", "/dev/null", join(root, file)], { stdio: "ignore" });
  const one = performance.now() - started;
  started = performance.now();
  const waiting = [...project.files];
  const work = async (): Promise<void> => {
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      await once(spawn(native, ["-o", "/dev/null", join(root, file)], { stdio: "ignore" }), "close");
    }
  };
  await Promise.all([work(), work()]);
  return { one, two: performance.now() - started };
}

/** Our mpy-cross with all files at once, as a process. */
function commandMilliseconds(root: string, { files }: GeneratedProject): number {
  const out = mkdtempSync(join(root, "node_modules/out-"));
  const started = performance.now();
  const args = [COMMAND, "-o", `${out}/`, ...files.map((file) => join(root, file))];
  const { status } = spawnSync(process.execPath, args, { stdio: "ignore" });
  const took = performance.now() - started;
  rmSync(out, { recursive: true });
  if (status !== 0) throw new Error(`${COMMAND} ended with exit code ${status}`);
  return took;
}

const walls = (builds: readonly Built[]): number => median(builds.map(({ first }) => first.wall));

function printBuilds(title: string, cold: readonly Built[], warm: readonly Built[]): void {
  const rows = [["build", "compiled", "plugin", "plugin, CPU", "whole process", "memory", "cold / this"]];
  for (const [name, builds] of [
    ["cold", cold],
    ["with the cache", warm],
  ] as const) {
    rows.push([
      name,
      String(builds[0]!.compiled),
      milliseconds(walls(builds)),
      milliseconds(median(builds.map(({ first }) => first.cpu))),
      milliseconds(median(builds.map((built) => built.process))),
      `${Math.max(...builds.map(({ memory }) => memory)).toFixed(0)} MB`,
      ratio(walls(cold) / walls(builds)),
    ]);
  }
  printTable(title, rows);
}

function printPeers(theirs: readonly Native[], cold: readonly Built[], atOnce: readonly number[]): void {
  if (theirs.length === 0) return;
  const all = median(atOnce);
  const wholes = median(cold.map((built) => built.process));
  const peers = [["mpy-cross", "time", "/ cold plugin", "/ cold whole process", "/ our mpy-cross, all files at once"]];
  for (const [name, key] of [
    ["one after the other", "one"],
    ["two at a time", "two"],
  ] as const) {
    const time = median(theirs.map((both) => both[key]));
    const command = atOnce.length === 0 ? "" : ratio(time / all);
    peers.push([name, milliseconds(time), ratio(time / walls(cold)), ratio(time / wholes), command]);
  }
  printTable("project: mpy-cross, a process for each file", peers);
}

function printRebuilds(at: { pack: string; root: string }): void {
  const rows = [["options", "plugin", "plugin, CPU", "first", "slowest"]];
  const image: MicroPythonOptions["flash"] = { filesystem: "romfs", size: "4M" };
  const kinds: [string, MicroPythonOptions][] = [
    ["what main.py imports", OPTIONS],
    ["without the cache", WITHOUT_CACHE],
    ["all by globs", { ...OPTIONS, entries: "firmware/**/*.py" }],
    ["and a ROMFS image of 4 MB", { ...OPTIONS, flash: image }],
    ["and the HTML report", { ...OPTIONS, flash: image, report: true }],
  ];
  for (const [name, options] of kinds) {
    const { again } = runBuild(at, options, REBUILDS);
    const times = again.map(({ wall }) => wall);
    rows.push([
      name,
      milliseconds(median(times)),
      milliseconds(median(again.map(({ cpu }) => cpu))),
      milliseconds(times[0]!),
      milliseconds(Math.max(...times)),
    ]);
  }
  printTable(`rebuild after one change of ${SMALL} modules; medians of ${REBUILDS}`, rows);
}

function printLarge(at: { pack: string; root: string }, small: readonly Built[]): void {
  const large = runBuild(at, WITHOUT_CACHE);
  const perModule = (built: { first: Time; modules: number }): number => built.first.wall / built.modules;
  const before = median(small.map(perModule));
  printTable(`${large.modules} modules: growth`, [
    ["modules", "plugin", "per module", "against the small project", "memory"],
    [
      String(small[0]!.modules),
      milliseconds(walls(small)),
      milliseconds(before),
      "",
      `${small[0]!.memory.toFixed(0)} MB`,
    ],
    [
      String(large.modules),
      milliseconds(large.first.wall),
      milliseconds(perModule(large)),
      ratio(perModule(large) / before),
      `${large.memory.toFixed(0)} MB`,
    ],
  ]);
}
