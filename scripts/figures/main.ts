// `npm run figures -- [--bench PARTS] [conformance's arguments]`: measures, and writes the results to site/figures.json for the
// site. PARTS are parts of the benchmark, comma-separated; arguments of the comparison run it, too. Other results keep their
// values and dates.

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import type { FigureTable } from "../../bench/table.ts";
import { optionSetNamed } from "../conformance/option-sets.ts";
import { formatted } from "../formatted.ts";

/** One measurement: what was found, when, and on what. */
interface Measurement {
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly node: string;
  readonly processor: string;
  readonly tables: readonly FigureTable[];
}

/** By the name of the measurement: "conformance", or a part of the benchmark. */
type Figures = Record<string, Measurement>;

const FILE = "site/figures.json";

const HELP = `Measures, and keeps the results in ${FILE}.

  npm run figures -- --bench cold,warm,large,project,size,device,browser [--programs PROGRAMS.json]
  npm run figures -- --golden ANSWERS.tsv.gz --all --root REPOSITORY=DIR…

MPY_CROSS names the native mpy-cross that the benchmark compares with, MICROPYTHON and PERF_BENCH a unix port and the folder of
MicroPython's benchmarks, --programs those whose size is measured (bench/size.ts). All other arguments are those of \`npm run conformance\`.`;

const folder = mkdtempSync(join(tmpdir(), "figures-"));

function run(script: string, args: readonly string[]): unknown {
  const json = join(folder, "out.json");
  const command = ["scripts/run.mjs", script, ...args, "--json", json];
  execFileSync(process.execPath, command, { stdio: ["ignore", "inherit", "inherit"] });
  return JSON.parse(readFileSync(json, "utf8"));
}

function measurement(tables: readonly FigureTable[]): Measurement {
  const processor = `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}`;
  return { date: new Date().toISOString().slice(0, 10), node: process.version, processor, tables };
}

/** Option sets as the arguments of mpy-cross that they stand for. */
function conformance(args: readonly string[]): Measurement {
  const [head, ...rows] = run("scripts/conformance/main.ts", args) as string[][];
  const named = rows.map(([name, ...cells]) => [name === "all" ? "all" : argumentsOf(name!), ...cells]);
  return measurement([{ title: "Programs by the arguments of mpy-cross", rows: [head!, ...named] }]);
}

function argumentsOf(set: string): string {
  return optionSetNamed(set).theirs.join(" ") || "no arguments";
}

function speed(part: string, programs: readonly string[]): Measurement {
  const tables = run("bench/main.ts", ["--only", part, ...programs]) as FigureTable[];
  if (tables.length === 0) throw new Error(`--bench: ${JSON.stringify(part)} is no part of the benchmark`);
  return measurement(tables);
}

function main(): void {
  const compared = process.argv.slice(2);
  const take = (option: string): string[] => {
    const at = compared.indexOf(option);
    return at < 0 ? [] : compared.splice(at, 2);
  };
  const programs = take("--programs");
  const parts = take("--bench")[1]?.split(",") ?? [];
  if (compared.includes("--help") || parts.length + compared.length === 0) return console.log(HELP);
  const figures: Figures = existsSync(FILE) ? (JSON.parse(readFileSync(FILE, "utf8")) as Figures) : {};
  if (compared.length > 0) figures["conformance"] = conformance(compared);
  for (const part of parts) figures[part] = speed(part, programs);
  writeFileSync(FILE, formatted(FILE, JSON.stringify(figures)));
}

try {
  main();
} catch (error) {
  console.error(`figures: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
