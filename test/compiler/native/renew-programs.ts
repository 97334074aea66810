// Records golden/programs/ anew: the listings and the hashes of the .mpy files that a reference mpy-cross makes.
//   MPY_CROSS=path/to/mpy-cross npx tsx test/compiler/native/renew-programs.ts

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  EMITS,
  type Emit,
  HASHES_FILE,
  hashKey,
  hashOf,
  listingFile,
  NATIVE_ARCHES,
  programFile,
  programNames,
} from "./native-programs.ts";

const mpyCross = process.env["MPY_CROSS"];
if (mpyCross === undefined) throw new Error("set MPY_CROSS to the path of a reference mpy-cross");
const folder = mkdtempSync(join(tmpdir(), "programs-"));
const output = join(folder, "a.mpy");

/** Runs the reference; gives what it prints and the file it makes. */
function compile(name: string, arch: string, emit: Emit): { listing: Buffer; mpy: Uint8Array } {
  const options = ["-s", `${name}.py`, `-march=${arch}`, "-X", `emit=${emit}`, "-o", output];
  const listing = execFileSync(mpyCross!, [...options, fileURLToPath(programFile(name))]);
  return { listing, mpy: readFileSync(output) };
}

try {
  mkdirSync(new URL(".", HASHES_FILE), { recursive: true });
  const hashes: string[] = [];
  for (const name of programNames()) {
    for (const emit of EMITS) {
      const debug = compile(name, "debug", emit);
      if (emit === "bytecode") writeFileSync(listingFile(name), debug.listing);
      hashes.push(`${hashKey(name, "debug", emit)}\t${hashOf(debug.mpy)}`);
      for (const arch of NATIVE_ARCHES) {
        hashes.push(`${hashKey(name, arch, emit)}\t${hashOf(compile(name, arch, emit).mpy)}`);
      }
    }
  }
  writeFileSync(HASHES_FILE, `${hashes.join("\n")}\n`);
  console.log(`${hashes.length} files`);
} finally {
  rmSync(folder, { recursive: true });
}
