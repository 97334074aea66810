// Records the golden files. MICROPYTHON_DIR names a checkout of MicroPython with a built mpy-cross; its mpy-tool.py needs python3.

import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { COMPILED, FROZEN, MERGED, goldenPath } from "../golden.ts";

const micropython = process.env.MICROPYTHON_DIR;
if (micropython === undefined) throw new Error("set MICROPYTHON_DIR to a checkout of MicroPython with mpy-cross built");
const mpyCross = `${micropython}/mpy-cross/build/mpy-cross`;
const mpyTool = `${micropython}/tools/mpy-tool.py`;

const root = fileURLToPath(goldenPath(""));
const run = (command: string, args: readonly string[]): Buffer =>
  execFileSync(command, args, { cwd: root, maxBuffer: 1 << 28 });
const mpyFiles = (names: readonly string[]): string[] => names.map((name) => `mpy/${name}.mpy`);

for (const folder of ["mpy", "merged", "frozen"]) {
  rmSync(goldenPath(folder), { recursive: true, force: true });
  mkdirSync(goldenPath(folder));
}
for (const { name, input, options } of COMPILED) {
  run(mpyCross, [...options, "-s", `${input}.py`, "-o", `mpy/${name}.mpy`, `inputs/${input}.py`]);
}
for (const { name, files, archFlags } of MERGED) {
  const flags = archFlags === undefined ? [] : [`-march-flags=${archFlags}`];
  run("python3", [mpyTool, "--merge", ...flags, "-o", `merged/${name}.mpy`, ...mpyFiles(files)]);
}
for (const { name, files, longIntImpl, mpzDigitBits, withHeader } of FROZEN) {
  const args = [mpyTool, "-f"];
  if (withHeader) args.push("-q", "qstr-header.h");
  if (longIntImpl !== undefined) args.push(`-mlongint-impl=${longIntImpl}`);
  if (mpzDigitBits !== undefined) args.push(`-mmpz-dig-size=${mpzDigitBits}`);
  writeFileSync(goldenPath(`frozen/${name}.c`), run("python3", [...args, ...mpyFiles(files)]));
}
