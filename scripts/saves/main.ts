// `node --expose-gc scripts/run.mjs scripts/saves/main.ts vite|rollup|webpack [--count N] [--seed S] [--every N]`: saves a random
// project again and again while the tool watches (of Vite: its dev server), compares its flash with a fresh build, and shows the
// heap. Needs dist (`npm run build`). Exit code 1: another flash, or a heap that grows.

import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { runSaves } from "./run.ts";
import { TOOLS } from "./tools.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    every: { type: "string", default: "250" },
    // For a process of its own: builds this folder once and prints the flash.
    build: { type: "string" },
  },
});
const tool = positionals[0] ?? "";
if (!Object.hasOwn(TOOLS, tool)) throw new Error(`say one of ${Object.keys(TOOLS).join(", ")}`);

/** Growth of the heap from the first half to the second that is taken for noise, in bytes. */
const NOISE = 8 * 1024 * 1024;

function buildApart(root: string): Promise<string> {
  const run = [process.argv[0]!, "scripts/run.mjs", "scripts/saves/main.ts", tool, "--build", root];
  const { stdout, stderr, status } = spawnSync(run[0]!, run.slice(1), { encoding: "utf8", maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`the build fails: ${stderr}`);
  return Promise.resolve(JSON.parse(stdout.slice(stdout.lastIndexOf("\n") + 1)) as string);
}

if (values.build === undefined) {
  const checkpoints = await runSaves({
    tool,
    saves: Number(values.count),
    seed: Number(values.seed),
    every: Number(values.every),
    build: buildApart,
    checked: ({ saves, heap }) => console.info(`${saves} saves, heap ${(heap / 1e6).toFixed(1)} MB`),
  });
  // The first has what is loaded on demand before it.
  const heaps = checkpoints.slice(1).map(({ heap }) => heap);
  const half = heaps.length >> 1;
  const least = (part: readonly number[]): number => Math.min(...part);
  const growth = half === 0 ? 0 : least(heaps.slice(half)) - least(heaps.slice(0, half));
  console.info(`${tool}: the flash is that of a build; the heap grew by ${(growth / 1e6).toFixed(1)} MB`);
  process.exit(growth > NOISE ? 1 : 0);
} else {
  process.stdout.write(`\n${JSON.stringify(await TOOLS[tool]!.build(values.build))}`);
  process.exit(0);
}
