// FAT12 and FAT16: volumes of all sizes against FatFs itself (js-fatfs, the driver that MicroPython's is a copy of, as
// WebAssembly), names, and what is refused.
import { describe, expect, test } from "vitest";
import { buildImage, readImage } from "../../src/flash/index.ts";
import type { FatContents, FatOptions, FlashImage, FlashTree } from "../../src/flash/index.ts";
import { openVolume } from "./fatfs.ts";
import { content, directoriesOf, filesByPath } from "./trees.ts";

const build = (tree: FlashTree, options: FatOptions): FlashImage => buildImage(tree, { filesystem: "fat", ...options });
const named = (...paths: string[]): FlashTree => ({
  files: paths.map((path, index) => ({ path, bytes: content(index * 100, index) })),
});

async function expectSame(tree: FlashTree, options: FatOptions): Promise<FatContents> {
  const { image, used, files } = build(tree, options);
  const contents = readImage(image) as FatContents;
  expect(filesByPath(contents)).toEqual(filesByPath(tree));
  expect(contents.directories.sort()).toEqual(directoriesOf(tree));
  expect(contents.used).toBe(used);
  for (const { path, size, offset } of files) {
    if (offset === undefined) continue;
    expect(Buffer.compare(image.subarray(offset, offset + size), filesByPath(tree).get(path)!), path).toBe(0);
  }
  const volume = await openVolume(image);
  const found = volume.walk();
  expect(found.files).toEqual(filesByPath(tree));
  expect(found.directories.sort()).toEqual(directoriesOf(tree));
  return contents;
}

const tree: FlashTree = {
  files: [
    { path: "boot.py", bytes: content(50, 1) },
    { path: "lib/a module with a long name.mpy", bytes: content(3000, 2) },
    { path: "lib/EMPTY", bytes: content(0, 3) },
    ...Array.from({ length: 40 }, (_, index) => ({
      path: `data/entry number ${index}.bin`,
      bytes: content(index, index),
    })),
  ],
  directories: ["nothing/here"],
};

describe("volumes", () => {
  const kib = 1024;
  const sizes: [FatOptions, 12 | 16, number][] = [
    [{ size: 64 * kib }, 12, 512],
    [{ size: 1024 * kib }, 12, 512],
    [{ size: 2048 * kib }, 12, 1024],
    [{ size: 2048 * kib, clusterSize: 4096 }, 12, 4096],
    [{ size: 4096 * kib, clusterSize: 512 }, 16, 512],
    [{ size: 8192 * kib }, 12, 2048],
    [{ size: 16384 * kib }, 16, 2048],
    [{ size: 32768 * kib }, 16, 4096],
    [{ size: 2048 * kib, sectorSize: 4096 }, 12, 4096],
  ];
  test.each(sizes)("%o", async (options, bits, clusterSize) => {
    const contents = await expectSame(tree, options);
    expect(contents).toMatchObject({
      bits,
      clusterSize,
      capacity: options.size,
      sectorSize: options.sectorSize ?? 512,
    });
  });

  test("around the largest FAT12, FatFs agrees on the kind", async () => {
    for (let sectors = 4128; sectors < 4138; sectors++) {
      const { image } = build(tree, { size: sectors * 512, clusterSize: 512 });
      const contents = readImage(image) as FatContents;
      expect(filesByPath(contents)).toEqual(filesByPath(tree));
      expect((await openVolume(image)).walk().files).toEqual(filesByPath(tree));
    }
  });

  test("a root directory with more than 512 entries grows", async () => {
    const files = Array.from({ length: 300 }, (_, index) => ({
      path: `a rather long name ${index}`,
      bytes: content(1, index),
    }));
    await expectSame({ files }, { size: 1 << 20 });
  });
});

describe("names", () => {
  test("short, long, and their numbered short names", async () => {
    await expectSame(
      named(
        "UPPER.TXT",
        "lower.txt",
        "Upper.low",
        "MiXed.Txt",
        "LOW.txt",
        ".hidden",
        "two.dots.py",
        "noext",
        "longer name 1",
        "longer name 2",
        "LONGER~1",
        "longer name 3.txt",
        "x".repeat(255),
        "plus+comma,.py",
        " leading space",
        "thirteen chars".slice(0, 13),
        "a".repeat(26),
      ),
      { size: 1 << 20 },
    );
  });

  test("a thousand that begin alike", async () => {
    const files = Array.from({ length: 1000 }, (_, index) => ({
      path: `d/page number ${index}.html`,
      bytes: content(0, 0),
    }));
    await expectSame({ files }, { size: 1 << 21 });
  });

  const illegal: [string, RegExp][] = [
    ["a:b", /":"/],
    ["what?", /"\?"/],
    ["back\\slash", /"\\\\"/],
    ["tab\there", /"\\t"/],
    ["dot.", /end of a name/],
    ["space ", /end of a name/],
    ["grün", /ASCII/],
  ];
  test.each(illegal)("%s is refused", (path, message) => {
    expect(() => build(named(path), { size: 1 << 20 })).toThrowError(
      expect.objectContaining({
        code: "illegal-name",
        path: `/${path}`,
        message: expect.stringMatching(message) as string,
      }) as Error,
    );
  });

  test("names that differ only in case are refused, with both", () => {
    expect(() => build(named("lib/Net.py", "lib/net.py"), { size: 1 << 20 })).toThrowError(
      expect.objectContaining({
        code: "case-clash",
        message: expect.stringMatching(/Net\.py and .*net\.py/) as string,
      }) as Error,
    );
    expect(() => build(named("x".repeat(256)), { size: 1 << 20 })).toThrowError(/255/);
  });
});

test("times to two seconds, within its years", async () => {
  const times = [
    Date.UTC(1970, 0, 2),
    Date.UTC(1980, 0, 1, 0, 0, 2),
    Date.UTC(2024, 1, 29, 23, 59, 59),
    Date.UTC(2200, 0, 1),
  ];
  const files = times.map((mtime, index) => ({ path: `f${index}`, bytes: content(1, 1), mtime }));
  const contents = readImage(build({ files }, { size: 1 << 20 }).image);
  expect(contents.files.map(({ mtime }) => mtime)).toEqual([
    undefined,
    Date.UTC(1980, 0, 1, 0, 0, 2),
    Date.UTC(2024, 1, 29, 23, 59, 58),
    Date.UTC(2107, 11, 31, 23, 59, 58),
  ]);
});

describe("refusals", () => {
  test("a full volume: bytes missing and the first that does not fit", () => {
    // 128 sectors: boot sector, table and 32 of the root directory leave 94 clusters, of which three files want 120.
    const files = ["a", "b", "c"].map((path) => ({ path, bytes: content(40 * 512, 1) }));
    expect(() => build({ files }, { size: 1 << 16 })).toThrowError(
      expect.objectContaining({ code: "full", missing: 26 * 512, path: "/c" }) as Error,
    );
    const last = { path: "c", bytes: content(14 * 512, 1) };
    expect(build({ files: [files[0]!, files[1]!, last] }, { size: 1 << 16 }).used).toBe(1 << 16);
  });

  const options: [FatOptions, RegExp][] = [
    [{ size: 1000 }, /multiple of sectorSize/],
    [{ size: 4096 }, /too few/],
    [{ size: 1 << 20, sectorSize: 256 }, /sectorSize/],
    [{ size: 1 << 20, clusterSize: 1000 }, /clusterSize/],
    [{ size: 1 << 30, clusterSize: 512 }, /no FAT12 or FAT16/],
  ];
  test.each(options)("%o", (given, message) => {
    expect(() => build({ files: [] }, given)).toThrowError(message);
  });
});

test("what FatFs wrote is read, in use and after removals", async () => {
  for (const size of [1 << 20, 1 << 24]) {
    const image = new Uint8Array(size);
    const volume = await openVolume(image, { format: true });
    const files = new Map<string, Uint8Array>();
    volume.makeDirectory("/dir");
    for (let index = 0; index < 60; index++) {
      const path = index % 2 === 0 ? `/dir/file with number ${index}.dat` : `/F${index}.BIN`;
      files.set(path, content(index * 97, index));
      volume.write(path, files.get(path)!);
    }
    for (const path of [...files.keys()].filter((_, index) => index % 3 === 0)) {
      volume.remove(path);
      files.delete(path);
    }
    volume.write("/fragmented.bin", content(30_000, 5));
    files.set("/fragmented.bin", content(30_000, 5));
    const contents = readImage(image);
    expect(filesByPath(contents)).toEqual(files);
    expect(contents.directories).toEqual(["/dir"]);
  }
});
