// ROMFS images against MicroPython's own tool: MICROPYTHON_DIR names a checkout of MicroPython, whose tools/mpremote makes an image of
// a folder with python3. Ours must be the same bytes. The tool knows ASCII names only.
import fc from "fast-check";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { buildImage } from "../../../src/flash/index.ts";
import { trees } from "../trees.ts";
import { withFolder } from "./micropython.ts";

const checkout = process.env["MICROPYTHON_DIR"];
const RUNS = Number(process.env["FLASH_RUNS"] ?? 20);

/** Makes <n>.img of each folder <n>, with the tool that lies in the folder named first. */
const SCRIPT = `
import sys
sys.path.insert(0, sys.argv[1])
sys.stdout = open("/dev/null", "w")
import romfs
for n in range(int(sys.argv[3])):
    with open(f"{sys.argv[2]}/{n}.img", "wb") as image:
        image.write(romfs.make_romfs(f"{sys.argv[2]}/{n}", mpy_cross=False))
`;

describe("the reference tool", { timeout: 600_000 }, () => {
  beforeEach((context) => context.skip(checkout === undefined, "MICROPYTHON_DIR names no checkout of MicroPython"));

  test("writes the same images", () => {
    withFolder((folder) => {
      const alphabet = [..."abcXYZ019_-. +,"];
      const samples = fc.sample(trees({ alphabet, nameMax: 40, sizeMax: 40_000, filesMax: 20 }), {
        numRuns: RUNS,
        seed: 1,
      });
      samples.forEach((tree, index) => {
        const root = join(folder, `${index}`);
        mkdirSync(root);
        for (const path of tree.directories ?? []) mkdirSync(join(root, path), { recursive: true });
        for (const { path, bytes } of tree.files) {
          mkdirSync(dirname(join(root, path)), { recursive: true });
          writeFileSync(join(root, path), bytes);
        }
      });
      const tool = join(checkout!, "tools/mpremote/mpremote");
      execFileSync("python3", ["-c", SCRIPT, tool, folder, `${samples.length}`]);
      samples.forEach((tree, index) => {
        const expected = readFileSync(join(folder, `${index}.img`));
        expect(Buffer.compare(buildImage(tree, { filesystem: "romfs" }).image, expected), `tree ${index}`).toBe(0);
      });
    });
  });
});
