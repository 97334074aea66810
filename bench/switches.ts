// Cost of the code for older releases: compares the compiler with a copy in which every test of behaviour is a constant of the
// newest release (so that the bundler removes the rest), in one process, by turns.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import type { Plugin } from "esbuild";
import type { compile as Compile, CompileOptions } from "../src/compiler/index.ts";
import { TODAY } from "../src/firmware/index.ts";
import type { Source } from "./corpus.ts";
import { milliseconds, printTable } from "./table.ts";

const ROUNDS = 90;
const ANSWERS = Object.entries(TODAY).filter(([, value]) => typeof value === "boolean");

/** A source in which `behaviour.name`, and names taken out of a behaviour, are constants. Counts what it replaces. */
function answered(source: string): { text: string; count: number } {
  let count = 0;
  const answer = (name: string): string | undefined => {
    const known = ANSWERS.find(([one]) => one === name);
    if (known) count++;
    return known && String(known[1]);
  };
  const text = source
    .replace(/const \{ ([\w, ]+) \} = ([\w.]+\.behaviour);/g, (whole, names: string, from: string) =>
      names
        .split(", ")
        .map((name) => `const ${name} = ${answer(name) ?? `${from}.${name}`};`)
        .join(" "),
    )
    .replace(/(?:\b[\w]+\.)*\bbehaviour\.(\w+)/g, (whole, name: string) => answer(name) ?? whole);
  return { text, count };
}

async function load(folder: string, name: string, plugins: Plugin[]): Promise<typeof Compile> {
  const outfile = join(folder, `${name}.mjs`);
  const entryPoints = ["src/compiler/index.ts"];
  await build({ entryPoints, outfile, plugins, bundle: true, format: "esm", platform: "node", minifySyntax: true });
  return ((await import(pathToFileURL(outfile).href)) as { compile: typeof Compile }).compile;
}

/** Prints the table. */
export async function benchSwitches(corpus: readonly Source[]): Promise<void> {
  let count = 0;
  const constant: Plugin = {
    name: "constant switches",
    setup: ({ onLoad }) =>
      onLoad({ filter: /[/\\]src[/\\]compiler[/\\].*\.ts$/ }, ({ path }) => {
        const found = answered(readFileSync(path, "utf8"));
        count += found.count;
        return { contents: found.text, loader: "ts" };
      }),
  };
  const folder = mkdtempSync(join(tmpdir(), "bench-switches-"));
  // The same compiler twice shows how much two runs of one thing differ.
  const compilers = [
    await load(folder, "asked", []),
    await load(folder, "constant", [constant]),
    await load(folder, "again", []),
  ];
  rmSync(folder, { recursive: true });
  const kinds: [string, CompileOptions][] = [
    ["bytecode", {}],
    ["native armv6m", { emit: "native", arch: "armv6m" }],
    ["native rv32imc", { emit: "native", arch: "rv32imc" }],
  ];
  const rows = [["code", "asked", "constant", "asked / constant", "asked / asked again"]];
  for (const [code, options] of kinds) {
    const run = (compile: typeof Compile): number => {
      const before = process.cpuUsage();
      for (const { name, bytes } of corpus) compile(bytes, { ...options, filename: name });
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    for (const { name, bytes } of corpus) {
      const [one, other] = compilers.map((compile) => Buffer.from(compile(bytes, { ...options, filename: name }).mpy));
      if (!one!.equals(other!)) throw new Error(`${name}: constant switches make other code`);
    }
    const quickest = compilers.map(() => Infinity);
    for (let round = 0; round < ROUNDS; round++) {
      // Each comes first, second and last equally often.
      for (let turn = 0; turn < compilers.length; turn++) {
        const at = (round + turn) % compilers.length;
        quickest[at] = Math.min(quickest[at]!, run(compilers[at]!));
      }
    }
    const [asked, constant, again] = quickest as [number, number, number];
    const times = [milliseconds(asked / 1e3), milliseconds(constant / 1e3)];
    rows.push([code, ...times, (asked / constant).toFixed(3), (asked / again).toFixed(3)]);
  }
  printTable(
    `switches: ${count} questions to the release, asked at run time or constant; CPU time of the quickest of ${ROUNDS} rounds`,
    rows,
  );
}
