// Renews the recorded volumes and the hashes of mounted images with a real MicroPython. Run by hand:
//   MICROPYTHON=… MICROPYTHON_LFS20=… npx tsx test/flash/golden/record.ts
// Both name unix ports with VfsRom, VfsLfs2 and VfsFat; the second is built with LFS2_MULTIVERSION=0x00020000, so that it writes
// the older disk version.
import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { gzipSync } from "node:zlib";
import { buildImage } from "../../../src/flash/index.ts";
import { expectedFiles, foundFiles, micropython, runJobs, withFolder } from "../device/micropython.ts";
import type { VolumeJob } from "../device/micropython.ts";
import { mountedImages, recordedVolumes } from "./cases.ts";

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const older = process.env["MICROPYTHON_LFS20"];
if (micropython === undefined || older === undefined) {
  throw new Error("MICROPYTHON and MICROPYTHON_LFS20 name the MicroPythons to record with");
}

withFolder((folder) => {
  for (const { name, made, job, steps } of recordedVolumes) {
    const save = join(folder, name);
    const [findings] = runJobs(folder, [{ ...job, steps, save }], made === "2.0" ? older : undefined);
    if (findings!.error !== undefined) throw new Error(`${name}: ${findings!.error}`);
    writeFileSync(here(`${name}.img.gz`), gzipSync(readFileSync(save), { level: 9 }));
  }
});

withFolder((folder) => {
  const hashes: Record<string, string> = {};
  for (const { name, tree, options } of mountedImages) {
    const image = join(folder, name);
    const bytes = buildImage(tree, options).image;
    writeFileSync(image, bytes);
    const sizes = options.filesystem === "littlefs" ? { blockSize: 4096, progSize: 32, ...options } : { blockSize: 512 };
    const job: VolumeJob = { ...sizes, filesystem: options.filesystem, image };
    const [findings] = runJobs(folder, [job], name === "littlefs-2.0" ? older : undefined);
    if (!isDeepStrictEqual(foundFiles(findings!), expectedFiles(tree))) {
      throw new Error(`${name} is not read back: ${findings!.error ?? "other files"}`);
    }
    hashes[name] = createHash("sha256").update(bytes).digest("hex");
  }
  const version = execFileSync(micropython!, ["-c", "import sys; print(sys.version)"], { encoding: "utf8" }).trim();
  writeFileSync(here("mounted.json"), `${JSON.stringify({ micropython: version, sha256: hashes }, undefined, 2)}\n`);
});
