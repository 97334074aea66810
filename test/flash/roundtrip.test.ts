// Random trees in every filesystem: written and read they are the same, and the order of the files does not change the bytes.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildImage, readImage } from "../../src/flash/index.ts";
import type { FlashContents, FlashTree, ImageOptions } from "../../src/flash/index.ts";
import { directoriesOf, filesByPath, trees } from "./trees.ts";

const ascii = [..."abcXYZ019_-."];
const wide = [...ascii, " ", "ß", "é", "日", "🙂"];
const forFat = [..."abcXYZ019_-+"];

const setups: { options: ImageOptions; alphabet: readonly string[] }[] = [
  { options: { filesystem: "romfs" }, alphabet: wide },
  { options: { filesystem: "romfs", align: 4 }, alphabet: wide },
  { options: { filesystem: "romfs", align: 256 }, alphabet: wide },
  // Room for every tree that may come up: a folder of LittleFS takes two blocks.
  { options: { filesystem: "littlefs", size: 1 << 20 }, alphabet: wide },
  { options: { filesystem: "littlefs", size: 1 << 19, blockSize: 512, progSize: 16, readSize: 16 }, alphabet: wide },
  {
    options: { filesystem: "littlefs", size: 1 << 21, blockSize: 8192, progSize: 256, diskVersion: "2.0" },
    alphabet: wide,
  },
  { options: { filesystem: "fat", size: 1 << 19 }, alphabet: forFat },
  { options: { filesystem: "fat", size: 1 << 22, clusterSize: 512 }, alphabet: forFat },
];

describe("random trees", () => {
  test.each(setups)("$options", ({ options, alphabet }) => {
    const arbitrary = trees({ alphabet, nameMax: 20, sizeMax: 10_000, filesMax: 15 });
    fc.assert(
      fc.property(arbitrary, fc.nat(), (tree, turn) => {
        const built = buildImage(tree, options);
        const contents = readImage(built.image);
        expectTree(contents, tree);
        expect(contents.used).toBe(built.used);
        expectPlaces(built.image, built.files, tree);
        for (const same of [reordered(tree, turn), contents]) {
          expect(Buffer.compare(buildImage(same, options).image, built.image)).toBe(0);
        }
        expectTree(readImage(built.image.subarray(0, built.used)), tree);
      }),
      { numRuns: 40 },
    );
  });
});

function expectTree(contents: FlashContents, tree: FlashTree): void {
  const found = filesByPath(contents);
  expect([...found.keys()].sort()).toEqual([...filesByPath(tree).keys()].sort());
  for (const [path, bytes] of filesByPath(tree)) expect(Buffer.compare(found.get(path)!, bytes), path).toBe(0);
  expect([...contents.directories].sort()).toEqual(directoriesOf(tree));
  if (contents.filesystem === "romfs") return;
  const times = new Map(contents.files.map(({ path, mtime }) => [path, mtime]));
  for (const { path, mtime } of tree.files) expect(times.get(`/${path}`)).toBe(mtime);
}

function expectPlaces(
  image: Uint8Array,
  files: readonly { path: string; size: number; offset?: number }[],
  tree: FlashTree,
): void {
  expect(files.map(({ path }) => path).sort()).toEqual([...filesByPath(tree).keys()].sort());
  for (const { path, size, offset } of files) {
    const bytes = filesByPath(tree).get(path)!;
    expect(size).toBe(bytes.length);
    if (offset !== undefined) expect(Buffer.compare(image.subarray(offset, offset + size), bytes), path).toBe(0);
  }
}

function reordered(tree: FlashTree, turn: number): FlashTree {
  const rotate = <Item>(items: readonly Item[]): Item[] => {
    const at = items.length === 0 ? 0 : turn % items.length;
    return [...items.slice(at), ...items.slice(0, at)].reverse();
  };
  return { files: rotate(tree.files), directories: rotate(tree.directories ?? []) };
}
