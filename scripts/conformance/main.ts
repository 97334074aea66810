// `npm run conformance` (arguments.ts has its arguments): collects the programs, compares them in threads, and prints the differences.

import { accessSync, constants, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { HELP, readArguments } from "./arguments.ts";
import type { Arguments } from "./arguments.ts";
import { programsOfGolden, programsOfPaths } from "./corpus.ts";
import { explain } from "./explain.ts";
import { runPool } from "./pool.ts";
import { AnswerCache, contentKey } from "./reference.ts";
import { Totals, describe } from "./report.ts";
import type { Program, Task, TaskResult } from "./work.ts";

/** Programs in one message to a worker: small, so that both threads end at the same time. */
const BATCH = 16;
/** How often a long run says how far it is. */
const PROGRESS_MS = 20_000;
const CACHE_FOLDER = "node_modules/.cache/unplugin-micropython/conformance";

async function main(): Promise<number> {
  const options = readArguments(process.argv.slice(2));
  if (!options) {
    console.log(HELP);
    return 0;
  }
  if (options.reference !== undefined) {
    options.reference = resolve(options.reference);
    accessSync(options.reference, constants.X_OK);
  }
  const started = Date.now();
  const cache = options.cache && options.reference ? new AnswerCache(CACHE_FOLDER, options.reference) : undefined;
  const programs = collect(options, cache);
  const totals = new Totals(options.sets);
  const progress = setInterval(() => {
    const done = totals.programs;
    console.error(`… ${done} of ${programs.count} programs, ${totals.differences.length} differences`);
  }, PROGRESS_MS);
  const pool = runPool({
    jobs: Math.max(1, Math.min(options.jobs, Math.ceil(programs.count / BATCH))),
    setup: { sets: options.sets, binary: options.golden === undefined ? options.reference : undefined },
    next: batches(programs),
    onResult: (result) => {
      totals.add(result.counts, result.differences);
      if (options.generate === 0 && cache) keep(cache, result);
    },
  });
  await pool.finally(() => clearInterval(progress));
  report(options, programs, totals);
  if (options.json !== undefined) writeFileSync(options.json, JSON.stringify(totals.rows()));
  console.log(
    `${programs.count} programs, ${options.sets.length} option sets, ${((Date.now() - started) / 1000).toFixed(1)} s`,
  );
  return totals.differences.length === 0 ? 0 : 1;
}

/** The programs of a run, as a count and a way to make each: generated ones are not all in memory at once. */
interface Programs {
  count: number;
  at(index: number): Program;
}

function collect(options: Arguments, cache: AnswerCache | undefined): Programs {
  if (options.generate > 0) {
    const { seed, code, broken } = options;
    const at = (index: number): Program => {
      const generated = { seed: seed + index, code, broken };
      return { name: `seed ${generated.seed}`, generated };
    };
    return { count: options.generate, at };
  }
  let programs = options.golden === undefined ? programsOfPaths(options.paths) : golden(options, options.golden);
  programs = programs.filter((program) => program.name.includes(options.filter));
  if (programs.length === 0) throw new Error("no .py file there");
  if (cache && options.golden === undefined) {
    for (const program of programs) program.known = lookUp(cache, options.sets, program.path!);
  }
  return { count: programs.length, at: (index) => programs[index]! };
}

function golden(options: Arguments, file: string): Program[] {
  const { programs, skipped } = programsOfGolden(file, options.roots, options.sets);
  if (skipped.length > 0) {
    console.log(`${skipped.length} recorded files are absent or of other content, such as ${skipped[0]}`);
  }
  return programs;
}

function lookUp(cache: AnswerCache, sets: readonly string[], path: string): (string | undefined)[] {
  const key = contentKey(readFileSync(path));
  return sets.map((set) => cache.answers(set).get(key));
}

function keep(cache: AnswerCache, result: TaskResult): void {
  for (const set of new Set(result.fresh.map(([name]) => name))) {
    const entries = result.fresh.filter(([name]) => name === set).map(([, key, answer]) => [key, answer] as const);
    cache.add(set, entries);
  }
}

function batches(programs: Programs): () => Task | undefined {
  let done = 0;
  return () => {
    if (done >= programs.count) return undefined;
    const first = done;
    done = Math.min(done + BATCH, programs.count);
    return { programs: Array.from({ length: done - first }, (_, offset) => programs.at(first + offset)) };
  };
}

function report(options: Arguments, programs: Programs, totals: Totals): void {
  const positions = new Map(Array.from({ length: programs.count }, (_, index) => [programs.at(index).name, index]));
  const order = ({ program }: { program: Program }): number => positions.get(program.name)!;
  const shown = totals.firstDifferences(options.show, order);
  if (options.list) {
    for (const { program, set, ours, theirs } of totals.differences) {
      console.log(`${program.name}\t${set}\t${theirs}\t${ours}`);
    }
  } else {
    for (const difference of shown) {
      console.log(describe(difference));
      if (options.reference) console.log(explain(options.reference, difference, options.shrink));
    }
  }
  if (totals.differences.length > 0) console.log(`\nkinds of difference:\n${totals.kinds()}\n`);
  console.log(totals.table());
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`conformance: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}
