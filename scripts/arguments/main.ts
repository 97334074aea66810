// `npm run arguments -- --reference MPY_CROSS [--count 6000] [--seed 1] [--record FILE]`: random command lines, run by the reference
// mpy-cross and by ours. --record writes the reference's outcomes as the table of a test.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { argumentLine } from "../generator/arguments.ts";
import { Random } from "../generator/random.ts";
import { ourOutcome, theirOutcome } from "./calls.ts";

const { values } = parseArgs({
  options: {
    reference: { type: "string" },
    count: { type: "string", default: "6000" },
    seed: { type: "string", default: "1" },
    record: { type: "string" },
  },
});
if (values.reference === undefined) throw new Error("--reference: give the path of a mpy-cross");

const folder = mkdtempSync(join(tmpdir(), "arguments-"));
const random = new Random(Number(values.seed));
const records: string[] = [];
let differences = 0;
let several = 0;
for (let at = 0; at < Number(values.count); at++) {
  const args = argumentLine(random);
  // the reference calls an assembler that it does not have
  if (args.includes("asm.py") && args.includes("-march=debug")) continue;
  const theirs = theirOutcome(values.reference, args, join(folder, "call"));
  if (theirs === "crash") continue; // an assertion: there is nothing to compare
  const ours = ourOutcome(args, join(folder, "call"));
  // Several inputs are an addition of ours: where the reference refuses the second, ours goes on, or refuses what comes later.
  if (theirs.stderr === "multiple input files\n" && (ours === "several inputs" || ours.code === 1)) {
    several++;
    continue;
  }
  records.push(JSON.stringify({ args, ...theirs }));
  if (isDeepStrictEqual(ours, theirs)) continue;
  differences++;
  console.log(`${JSON.stringify(args)}\n  reference ${JSON.stringify(theirs)}\n  ours      ${JSON.stringify(ours)}`);
}
rmSync(folder, { recursive: true, force: true });
if (values.record !== undefined) writeFileSync(values.record, `${records.join("\n")}\n`);
console.log(`${records.length} lines compared, ${differences} differ; ${several} with several inputs`);
process.exitCode = differences === 0 ? 0 : 1;
