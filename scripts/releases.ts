// `npm run releases -- --compilers DIR`: records anew what the compiler of each release makes of the samples of test/firmware.
// DIR holds `mpy-cross-1.22.2`, `mpy-cross-cp9.2.9` and so on, one for each of RECORDED_RELEASES; 1.29.0 is the reference.

import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { CHANGE_NAMES } from "../src/firmware/index.ts";
import { RECORDED_RELEASES, releasesAround, type Sample, SAMPLES, SAMPLES_FOR_ALL } from "../test/firmware/samples.ts";
import { theirAnswer } from "./conformance/reference.ts";
import { referenceArguments } from "./mpy-cross-call.ts";

const FILE = "test/firmware/recorded.json";
/** Stands for the answer of a compiler that does not know the options. */
const NO_SUCH_OPTION = "!options";

const { values } = parseArgs({ options: { compilers: { type: "string" } } });
if (values.compilers === undefined) {
  console.error("usage: npm run releases -- --compilers DIR");
  process.exit(2);
}
const compilers = resolve(values.compilers);
const compilerOf = (release: string): string => join(compilers, `mpy-cross-${release.replace("circuitpython ", "cp")}`);
const absent = RECORDED_RELEASES.map(compilerOf).filter((path) => !existsSync(path));
if (absent.length > 0) throw new Error(`${absent.join(", ")}: not there`);

const folder = mkdtempSync(join(tmpdir(), "releases-"));
const file = join(folder, "sample.py");
const rows: string[] = [];

function record(release: string, name: string, { source, options }: Sample): void {
  writeFileSync(file, source);
  let answer = NO_SUCH_OPTION;
  try {
    const theirs = referenceArguments(options ?? {});
    answer = theirAnswer(compilerOf(release), file, { name, ours: {}, theirs });
  } catch (error) {
    // what is no exception of Python is about the arguments
    console.log(`${release}, ${name}: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`);
  }
  rows.push(JSON.stringify([release, name, answer]));
}

for (const name of CHANGE_NAMES) for (const release of releasesAround(name)) record(release, name, SAMPLES[name]);
for (const [name, sample] of Object.entries(SAMPLES_FOR_ALL)) {
  for (const release of RECORDED_RELEASES) record(release, name, sample);
}
rmSync(folder, { recursive: true });
writeFileSync(FILE, `[\n  ${rows.join(",\n  ")}\n]\n`);
console.log(`${rows.length} answers`);
