// `npm run bench [-- --dir FOLDER] [--only cold|warm|large|project|size|device|switches|browser] [--json FILE]`: this compiler beside a native mpy-cross (where the environment
// variable MPY_CROSS names one) and @pybricks/mpy-cross-v6, in one run. Ratios between neighbours in time count; absolute figures
// are this machine's.

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { do_not_optimize, measure } from "mitata";
import { CompileError, compile } from "../src/compiler/index.ts";
import type { CompileOptions } from "../src/compiler/index.ts";
import { corpusOfFolder, generatedCorpus, largeSource } from "./corpus.ts";
import type { Source } from "./corpus.ts";
import { NativePeer, PybricksPeer } from "./peers.ts";
import { benchBrowser } from "./browser.ts";
import { benchDevice } from "./device.ts";
import { benchProjects } from "./project.ts";
import { benchSize } from "./size.ts";
import { benchSwitches } from "./switches.ts";
import { median, milliseconds, printTable, ratio, writeTables } from "./table.ts";

/** Fresh processes per cold figure; the median counts. */
const COLD_RUNS = 9;
const PYBRICKS = "@pybricks/mpy-cross-v6";
/** One of each back end. */
const NATIVE_ARCHES = ["armv6m", "armv7m", "x64", "rv32imc", "xtensawin"] as const;
const SIZES = [100_000, 300_000, 600_000, 1_200_000];

const { values } = parseArgs({
  options: {
    dir: { type: "string" },
    only: { type: "string" },
    json: { type: "string" },
    programs: { type: "string" },
  },
});
const native = process.env["MPY_CROSS"] ? new NativePeer(process.env["MPY_CROSS"]) : undefined;
const pybricks = new PybricksPeer();
const corpus = values.dir === undefined ? generatedCorpus(30) : corpusOfFolder(values.dir);
const megabytes = corpus.reduce((sum, { bytes }) => sum + bytes.length, 0) / 1e6;

function compileAll(sources: readonly Source[], options: CompileOptions): void {
  for (const { name, bytes } of sources) {
    try {
      do_not_optimize(compile(bytes, { ...options, filename: name }).mpy);
    } catch (error) {
      if (!(error instanceof CompileError)) throw error; // refused: compiled as far as it goes
    }
  }
}

/** The quickest of several warm rounds over the sources: wall seconds, and CPU seconds of that many rounds' mean. */
async function ours(sources: readonly Source[], options: CompileOptions): Promise<{ wall: number; cpu: number }> {
  compileAll(sources, options);
  compileAll(sources, options);
  const before = process.cpuUsage();
  let rounds = 0;
  const stats = await measure(() => {
    rounds++;
    compileAll(sources, options);
  });
  const used = process.cpuUsage(before);
  return { wall: stats.min / 1e9, cpu: (used.user + used.system) / 1e6 / rounds };
}

async function warm(): Promise<void> {
  const title = `warm: ${corpus.length} files, ${megabytes.toFixed(2)} MB, ${values.dir ?? "generated modules"}`;
  const rows = [["compiler", "code", "time", "CPU", "MB/s of CPU", "mpy-cross / ours"]];
  const kinds: [string, CompileOptions, string[]][] = [
    ["bytecode", {}, []],
    ...NATIVE_ARCHES.map((arch): [string, CompileOptions, string[]] => [
      `native ${arch}`,
      { emit: "native", arch },
      [`-march=${arch}`, "-X", "emit=native"],
    ]),
  ];
  for (const [code, options, words] of kinds) {
    const { wall, cpu } = await ours(corpus, options);
    const theirs = native?.cpuSeconds(corpus, words);
    const compared = theirs === undefined ? "" : ratio(theirs / cpu);
    rows.push([
      "ours",
      code,
      milliseconds(wall * 1e3),
      milliseconds(cpu * 1e3),
      (megabytes / cpu).toFixed(1),
      compared,
    ]);
    if (theirs !== undefined)
      rows.push(["mpy-cross", code, "", milliseconds(theirs * 1e3), (megabytes / theirs).toFixed(1), ""]);
  }
  const texts = corpus
    .slice(0, 10)
    .map(({ name, bytes }) => ({ name, text: Buffer.from(bytes).toString("utf8"), size: bytes.length }));
  const started = performance.now();
  const before = process.cpuUsage();
  for (const { name, text } of texts) await pybricks.compile(name, text);
  const used = process.cpuUsage(before);
  const seconds = (used.user + used.system) / 1e6;
  const part = texts.reduce((sum, { size }) => sum + size, 0) / 1e6;
  const wall = milliseconds(performance.now() - started);
  rows.push([
    PYBRICKS,
    `bytecode, ${texts.length} files`,
    wall,
    milliseconds(seconds * 1e3),
    (part / seconds).toFixed(1),
    "",
  ]);
  printTable(title, rows);
}

function cold(): void {
  if (!existsSync("dist/compiler/index.js")) return console.log("cold: run `npm run build` first\n");
  const small = Buffer.from(
    "import machine\n\ndef blink(pin, times=3):\n    for _ in range(times):\n        pin.toggle()\n",
  );
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const file = join(folder, "small.py");
  writeFileSync(file, small);
  const title = `cold: the first file, of ${small.length} bytes, in a fresh process; median of ${COLD_RUNS}`;
  const rows = [["compiler", "load", "compile", "whole process"]];
  for (const [who, label] of [
    ["plugin", "ours, in the loaded plugin"],
    ["ours", "ours, alone"],
    ["pybricks", PYBRICKS],
  ] as const) {
    const runs = Array.from({ length: COLD_RUNS }, () => {
      const before = performance.now();
      const said = execFileSync(process.execPath, ["bench/cold.mjs", who, file], { encoding: "utf8" });
      return { whole: performance.now() - before, ...(JSON.parse(said) as { load: number; compile: number }) };
    });
    const of = (key: "load" | "compile" | "whole"): string => milliseconds(median(runs.map((run) => run[key])));
    rows.push([label, of("load"), of("compile"), of("whole")]);
  }
  if (native) {
    const runs = Array.from({ length: COLD_RUNS }, () => native.startMilliseconds({ name: "small.py", bytes: small }));
    rows.push(["mpy-cross", "", "", milliseconds(median(runs))]);
  }
  rmSync(folder, { recursive: true, force: true });
  printTable(title, rows);
}

async function large(): Promise<void> {
  const rows = [["size", "ours, CPU", "MB/s", "mpy-cross, CPU", "mpy-cross / ours", `${PYBRICKS}, time`]];
  for (const size of SIZES) {
    const source = largeSource(size);
    const { cpu } = await ours([source], {});
    const theirs = native?.cpuSeconds([source], []);
    const started = performance.now();
    const status = await pybricks.compile("m.py", Buffer.from(source.bytes).toString("utf8"));
    const third = status === 0 ? milliseconds(performance.now() - started) : "fails";
    rows.push([
      source.name,
      milliseconds(cpu * 1e3),
      (source.bytes.length / 1e6 / cpu).toFixed(1),
      theirs === undefined ? "" : milliseconds(theirs * 1e3),
      theirs === undefined ? "" : ratio(theirs / cpu),
      third,
    ]);
  }
  printTable("large: one file of distinct code", rows);
}

if (!native) console.log("MPY_CROSS names no native mpy-cross: it is left out\n");
const parts: Readonly<Record<string, () => void | Promise<void>>> = {
  cold,
  warm,
  large,
  project: () => benchProjects(process.env["MPY_CROSS"]),
  size: () => benchSize(values.programs),
  device: benchDevice,
  switches: () => benchSwitches(corpus.slice(0, 8)),
  browser: benchBrowser,
};
for (const [name, part] of Object.entries(parts)) {
  if (values.only === undefined || values.only === name) await part();
}
if (values.json !== undefined) writeTables(values.json);
