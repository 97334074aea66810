// Images on a real MicroPython (MICROPYTHON names its unix port): it mounts our images, reads every file and changes them as a device
// would; our readers read its changes. Without it these tests are skipped, and the recorded images of golden.test.ts replace them.
import fc from "fast-check";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { buildImage, readImage } from "../../../src/flash/index.ts";
import type { FlashTree, ImageOptions } from "../../../src/flash/index.ts";
import { content, directoriesOf, filesByPath, trees } from "../trees.ts";
import { expectedFiles, foundFiles, micropython, runJobs, withFolder } from "./micropython.ts";
import type { VolumeJob } from "./micropython.ts";

/** Random trees for each filesystem and direction. */
const RUNS = Number(process.env["FLASH_RUNS"] ?? 10);

const plain = [..."abcxyzABC019_-."];
const wide = [...plain, " ", "ü", "日", "🙂"];
const forFat = [..."abcxyz019_-+ "];

interface Setup {
  name: string;
  options: ImageOptions;
  alphabet: readonly string[];
  nameMax: number;
  sizeMax: number;
  filesMax: number;
}

const littlefs = (
  name: string,
  options: Omit<ImageOptions & { filesystem: "littlefs" }, "filesystem">,
  nameMax = 30,
): Setup => ({
  name: `LittleFS ${name}`,
  options: { filesystem: "littlefs", ...options },
  alphabet: wide,
  nameMax: Math.floor(nameMax / 4),
  sizeMax: Math.floor(options.size / 40),
  filesMax: 20,
});

const setups: Setup[] = [
  { name: "ROMFS", options: { filesystem: "romfs" }, alphabet: wide, nameMax: 20, sizeMax: 40_000, filesMax: 20 },
  {
    name: "ROMFS aligned",
    options: { filesystem: "romfs", align: 16 },
    alphabet: wide,
    nameMax: 20,
    sizeMax: 40_000,
    filesMax: 20,
  },
  littlefs("4096", { size: 1 << 20 }),
  littlefs("4096, prog 256 (rp2)", { size: 1 << 20, progSize: 256 }),
  littlefs("4096, disk 2.0", { size: 1 << 20, diskVersion: "2.0" }),
  littlefs("512", { size: 1 << 19, blockSize: 512 }),
  littlefs("128", { size: 1 << 17, blockSize: 128 }, 20),
  littlefs("4096, prog 4096", { size: 1 << 20, progSize: 4096 }),
  {
    name: "FAT12",
    options: { filesystem: "fat", size: 1 << 20 },
    alphabet: forFat,
    nameMax: 40,
    sizeMax: 20_000,
    filesMax: 20,
  },
  {
    name: "FAT16",
    options: { filesystem: "fat", size: 1 << 22, clusterSize: 512 },
    alphabet: forFat,
    nameMax: 40,
    sizeMax: 10_000,
    filesMax: 20,
  },
  {
    name: "FAT, sectors of 4096",
    options: { filesystem: "fat", size: 1 << 21, sectorSize: 4096 },
    alphabet: forFat,
    nameMax: 20,
    sizeMax: 20_000,
    filesMax: 20,
  },
];

function sample(setup: Setup, seed: number): FlashTree[] {
  const all = trees(setup).map((tree) => (setup.options.filesystem === "fat" ? withoutTrailing(tree) : tree));
  return fc.sample(all, { numRuns: RUNS, seed });
}

/** FAT takes no names that end in a space. */
function withoutTrailing(tree: FlashTree): FlashTree {
  const fix = (path: string): string => path.replaceAll(/ (?=\/|$)/g, " x");
  return {
    files: tree.files.map((file) => ({ ...file, path: fix(file.path) })),
    directories: tree.directories!.map(fix),
  };
}

function jobFor(options: ImageOptions, image: string): VolumeJob {
  if (options.filesystem === "romfs") return { filesystem: "romfs", image };
  if (options.filesystem === "fat") return { filesystem: "fat", image, blockSize: options.sectorSize ?? 512 };
  const { blockSize = 4096, progSize = 32, readSize = 32 } = options;
  return { filesystem: "littlefs", image, blockSize, progSize, readSize };
}

describe("on a real MicroPython", { timeout: 3_600_000 }, () => {
  beforeEach((context) => context.skip(micropython === undefined, "MICROPYTHON names no unix port of MicroPython"));

  test.each(setups)("$name: mounts and reads every file back", (setup) => {
    withFolder((folder) => {
      const samples = sample(setup, 1);
      const jobs = samples.map((tree, index) => {
        const image = join(folder, `image${index}`);
        writeFileSync(image, buildImage(tree, setup.options).image);
        return jobFor(setup.options, image);
      });
      runJobs(folder, jobs).forEach((findings, index) => {
        const tree = samples[index]!;
        expect(findings.error).toBe(undefined);
        expect(foundFiles(findings)).toEqual(expectedFiles(tree));
        expect(findings.directories.sort()).toEqual(directoriesOf(tree));
        if (setup.options.filesystem !== "romfs") expectTimes(tree, findings.files);
      });
    });
  });

  test.each(setups.filter(({ options }) => options.filesystem !== "romfs"))(
    "$name: goes on from our image, and we read what it wrote",
    (setup) => {
      withFolder((folder) => {
        const samples = sample(setup, 2);
        const expected: Record<string, [number, string]>[] = [];
        const jobs = samples.map((tree, index): VolumeJob => {
          const image = join(folder, `image${index}`);
          writeFileSync(image, buildImage(tree, setup.options).image);
          const { steps, result } = changes(tree, setup);
          expected.push(expectedFiles({ files: [...result].map(([path, bytes]) => ({ path, bytes })) }));
          return { ...jobFor(setup.options, image), steps, save: image };
        });
        runJobs(folder, jobs).forEach((findings, index) => {
          expect(findings.error).toBe(undefined);
          const contents = readImage(readFileSync(jobs[index]!.image!));
          expect(expectedFiles(contents)).toEqual(expected[index]);
          expect(foundFiles(findings)).toEqual(expected[index]);
          expect(contents.directories.sort()).toEqual(findings.directories.sort());
          if (contents.filesystem === "littlefs") expectTimes(contents, findings.files);
        });
      });
    },
  );

  test.each(setups.filter(({ options }) => options.filesystem !== "romfs"))(
    "$name: we read what it wrote on a fresh volume",
    (setup) => {
      withFolder((folder) => {
        const samples = sample(setup, 3);
        const jobs = samples.map((tree, index): VolumeJob => {
          const { image: save, ...job } = jobFor(setup.options, join(folder, `image${index}`));
          const { size } = setup.options as { size: number };
          const steps = [
            ...directoriesOf(tree).map((path) => ["mkdir", path]),
            ...[...filesByPath(tree)].map(([path, bytes]) => ["write", path, Buffer.from(bytes).toString("hex")]),
          ];
          return { ...job, size, format: true, steps, save: save! };
        });
        runJobs(folder, jobs).forEach((findings, index) => {
          expect(findings.error).toBe(undefined);
          const contents = readImage(readFileSync(jobs[index]!.save!));
          expect(expectedFiles(contents)).toEqual(expectedFiles(samples[index]!));
          expect(contents.directories.sort()).toEqual(directoriesOf(samples[index]!));
        });
      });
    },
  );
});

/** Overwrites, removes, renames and adds files, over and over, so that logs are compacted and directories split. */
function changes(tree: FlashTree, setup: Setup): { steps: string[][]; result: Map<string, Uint8Array> } {
  const result = filesByPath(tree);
  const steps: string[][] = [];
  const write = (path: string, bytes: Uint8Array): void => {
    steps.push(["write", path, Buffer.from(bytes).toString("hex")]);
    result.set(path, bytes);
  };
  [...result.keys()].forEach((path, index) => {
    if (index % 4 === 0) {
      steps.push(["remove", path]);
      result.delete(path);
    } else if (index % 4 === 1) {
      write(path, content(Math.floor(setup.sizeMax / 3), index));
    } else if (index % 4 === 2) {
      const target = `${path}~moved`;
      steps.push(["rename", path, target]);
      result.set(target, result.get(path)!);
      result.delete(path);
    }
  });
  steps.push(["mkdir", "/new~dir"]);
  for (let round = 0; round < 12; round++) write(`/new~dir/f${round % 7}`, content(round * 30, round));
  return { steps, result };
}

function expectTimes(tree: FlashTree, files: Record<string, [number, string, number]>): void {
  for (const { path, mtime } of tree.files) {
    if (mtime === undefined) continue;
    expect(files[path.startsWith("/") ? path : `/${path}`]![2]).toBe(Math.floor(mtime / 1000));
  }
}
