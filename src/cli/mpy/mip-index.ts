// mpy index: makes a static index of packages, a folder that a web server serves for mip.install(…, index=…).

import { writeIndex } from "../../node/mip-index.ts";
import { findPackages, readPackage } from "../../node/mip-source.ts";
import { CommandError, UsageError } from "./command.ts";
import type { Call, Command } from "./command.ts";
import { displayFile, INPUT_HELP, INPUT_OPTIONS, packageCompiler, splitVersion } from "./package-inputs.ts";
import { folderWithoutPackage, NO_PACKAGES, WRONG_HASH_DIGITS, wrongSourceDate } from "../messages.ts";

export const command: Command = {
  help: `-o INDEX [options] SOURCE…

Adds packages, compiled and as source, to a static index, or makes a new one. SOURCE is a folder with a manifest.py or a package.json of
mip, a folder that contains such folders, or NAME[@VERSION]=FOLDER for a folder of files. A published version never changes;
latest.json and index.json are replaced.

  -o, --output INDEX    folder of the index; created if it is missing
  --lib FOLDER          micropython-lib, for require() in manifest.py files (default: none)
  --hash-digits N       number of hash digits in the name of a file, 4 to 64 (default: 8)
  --updated SECONDS     time in index.json, in seconds since 1970 (default: SOURCE_DATE_EPOCH, or now)
${INPUT_HELP}`,
  options: {
    ...INPUT_OPTIONS,
    lib: { type: "string" },
    "hash-digits": { type: "string" },
    updated: { type: "string" },
  },
  run(call) {
    const output = call.required("output");
    if (call.files.length === 0) throw new UsageError(NO_PACKAGES);
    const hashDigits = call.number("hash-digits") ?? 8;
    if (hashDigits < 4 || hashDigits > 64) throw new UsageError(WRONG_HASH_DIGITS);
    const packages = call.files.flatMap((source) => readSource(source, call));
    const settings = { compile: packageCompiler(call), hashDigits, updated: updatedTime(call) };
    const written = writeIndex(output, packages, settings);
    const names = packages.map(({ name, version }) => ({ name, version }));
    if (call.json) call.printJson({ output, packages: names, written: written.map(({ path }) => path) });
    else call.print(`${output}: ${packages.length} packages, ${written.length} files written\n`);
    return 0;
  },
};

type Packages = ReturnType<typeof readPackage>[];

function readSource(source: string, call: Call): Packages {
  const library = call.text("lib");
  const at = source.indexOf("=");
  if (at >= 0) {
    const [name, version] = splitVersion(source.slice(0, at));
    return [readPackage(source.slice(at + 1), { name, version, display: displayFile, library })];
  }
  const folders = findPackages(source);
  if (folders.length === 0) {
    throw new CommandError(folderWithoutPackage(source));
  }
  const facts = { name: undefined, version: undefined, library, display: displayFile };
  return folders.map((folder) => readPackage(folder, facts));
}

/** The time of the index, in seconds since 1970. Reproducible builds set SOURCE_DATE_EPOCH. */
function updatedTime(call: Call): number {
  const { SOURCE_DATE_EPOCH } = process.env;
  const given = call.number("updated") ?? (SOURCE_DATE_EPOCH ? Number(SOURCE_DATE_EPOCH) : Date.now() / 1000);
  if (!Number.isFinite(given)) throw new UsageError(wrongSourceDate(SOURCE_DATE_EPOCH));
  return Math.floor(given);
}
