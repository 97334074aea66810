// `npm run samples -- --reference MPY_CROSS [--only TEXT]`: renews what the samples of test/compiler/samples expect, from a
// reference binary. A sample is a folder: `input.py`, maybe `options.json` (CompileOptions), and, written by this program,
// either `expected.mpy` or `error.json` (exception, reason, line).

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { CompileOptions } from "../src/compiler/index.ts";
import { referenceArguments } from "./mpy-cross-call.ts";

const SAMPLES = "test/compiler/samples";
/** What `filename` is where a sample does not say. */
const SOURCE_NAME = "input.py";

/** The refusal that a traceback of the reference tells of. */
function refusalOf(traceback: string): { exception: string; reason: string; line: number | null } {
  const lines = traceback.trimEnd().split("\n");
  const [, exception, reason] = /^(\w+)(?:: (.*))?$/.exec(lines.at(-1)!) ?? [];
  if (exception === undefined) throw new Error(`not a traceback: ${traceback}`);
  const places = [...traceback.matchAll(/^ {2}File ".*", line (\d+)/gm)];
  return { exception, reason: reason ?? "", line: places.length > 0 ? Number(places.at(-1)![1]) : null };
}

function renew(binary: string, folder: string): "mpy" | "error" {
  const optionsFile = join(folder, "options.json");
  const text = existsSync(optionsFile) ? readFileSync(optionsFile, "utf8") : "{}";
  const words = referenceArguments({ filename: SOURCE_NAME, ...(JSON.parse(text) as CompileOptions) });
  const run = spawnSync(binary, [...words, "-o", "-", join(folder, "input.py")]);
  if (run.error) throw run.error;
  if (run.status === null) throw new Error(`${folder}: the reference aborts on it, so it is no sample`);
  const mpyFile = join(folder, "expected.mpy");
  const errorFile = join(folder, "error.json");
  rmSync(mpyFile, { force: true });
  rmSync(errorFile, { force: true });
  if (run.status === 0) {
    writeFileSync(mpyFile, run.stdout);
    return "mpy";
  }
  writeFileSync(errorFile, `${JSON.stringify(refusalOf(run.stderr.toString("utf8")), null, 2)}\n`);
  return "error";
}

const { values } = parseArgs({
  options: { reference: { type: "string" }, only: { type: "string", default: "" } },
});
const reference = values.reference ?? process.env["MPY_CROSS"];
if (reference === undefined) {
  console.error("usage: npm run samples -- --reference MPY_CROSS [--only TEXT]");
  process.exit(2);
}
const counts = { mpy: 0, error: 0 };
for (const name of readdirSync(SAMPLES).sort()) {
  if (name.includes(values.only)) counts[renew(resolve(reference), join(SAMPLES, name))]++;
}
console.log(`${counts.mpy} samples compile, ${counts.error} are refused`);
