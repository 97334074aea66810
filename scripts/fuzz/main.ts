// Many hostile inputs: `node --max-old-space-size=256 scripts/run.mjs scripts/fuzz/main.ts mpy|images [--count N] [--seed S]`.
// The seed and a case's number decide its bytes. A case may fail only with the error for damaged files, and takes at most a
// second. The last line has the number of cases and the time of the slowest. Exit code 1: a case failed.

import { readdirSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Random } from "../generator/random.ts";
import { tryImage } from "./images.ts";
import { tryMpyTools } from "./mpy.ts";
import { mutate } from "./mutate.ts";

const LIMIT_MS = 1000;
const GOLDEN = "test/mpy/golden/mpy";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: "string", default: "10000" },
    seed: { type: "string", default: "1" },
    from: { type: "string", default: "0" },
  },
});
const [count, seed, from] = [Number(values.count), Number(values.seed), Number(values.from)];

/** What is done for a case; the bytes, where they are worth showing. */
function runnerOf(target: string | undefined): (random: Random) => void {
  if (target === "images") return tryImage;
  if (target !== "mpy") throw new Error("say mpy or images");
  const seeds = readdirSync(GOLDEN).map((name) => new Uint8Array(readFileSync(`${GOLDEN}/${name}`)));
  const other = new Uint8Array(readFileSync(`${GOLDEN}/second.mpy`));
  return (random) => {
    const bytes = mutate(random, seeds);
    try {
      tryMpyTools(bytes, other);
    } catch (error) {
      console.error(Buffer.from(bytes).toString("hex"));
      throw error;
    }
  };
}

const run = runnerOf(positionals[0]);
let slowest = 0;
let slowestCase = 0;
for (let number = from; number < from + count; number++) {
  const started = process.cpuUsage();
  try {
    run(new Random(seed * 1_000_003 + number));
  } catch (error) {
    console.error(`case ${number} of seed ${seed}:`, error);
    process.exit(1);
  }
  const { user, system } = process.cpuUsage(started);
  const took = (user + system) / 1000;
  if (took > slowest) [slowest, slowestCase] = [took, number];
  if (took > LIMIT_MS) {
    console.error(`case ${number} of seed ${seed} took ${took.toFixed(0)} ms`);
    process.exitCode = 1;
  }
  if (number % 20_000 === 0) console.error(`… ${number}`);
}
console.log(`${count} cases, the slowest (${slowestCase}) took ${slowest.toFixed(0)} ms of CPU`);
