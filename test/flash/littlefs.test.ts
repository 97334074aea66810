// LittleFS 2: structures at the limits of blocks and pairs, options, and refused trees. Devices read the images in device/ and
// golden.test.ts.
import { describe, expect, test } from "vitest";
import { buildImage, readImage } from "../../src/flash/index.ts";
import type { FlashImage, FlashTree, LittlefsOptions } from "../../src/flash/index.ts";
import { content, directoriesOf, filesByPath } from "./trees.ts";

const build = (tree: FlashTree, options: LittlefsOptions): FlashImage =>
  buildImage(tree, { filesystem: "littlefs", ...options });
const oneFile = (size: number, path = "f"): FlashTree => ({ files: [{ path, bytes: content(size, size) }] });

function expectRoundTrip(tree: FlashTree, options: LittlefsOptions): FlashImage {
  const built = build(tree, options);
  const contents = readImage(built.image);
  expect(contents.filesystem).toBe("littlefs");
  const found = filesByPath(contents);
  const wanted = filesByPath(tree);
  expect([...found.keys()].sort()).toEqual([...wanted.keys()].sort());
  for (const [path, bytes] of wanted) expect(Buffer.compare(found.get(path)!, bytes), path).toBe(0);
  expect(contents.directories.sort()).toEqual(directoriesOf(tree));
  expect(contents.used).toBe(built.used);
  for (const { path, size, offset } of built.files) {
    if (offset === undefined) continue;
    expect(Buffer.compare(built.image.subarray(offset, offset + size), wanted.get(path)!), path).toBe(0);
  }
  return built;
}

test("the superblock, byte for byte", () => {
  const { image, used } = build({ files: [] }, { size: 8192 });
  const block = Buffer.from(image.subarray(4096, 4096 + 44)).toString("hex");
  // Revision 2; "littlefs"; 2.1, 4096, 2 blocks, names to 255, files to 2^31 - 1, attributes to 1022.
  expect(block).toBe(
    "02000000" + "f00ffff7" + "6c6974746c656673" + "2fe00010" + "010002000010000002000000ff000000ffffff7ffe030000",
  );
  expect(used).toBe(8192);
});

describe("sizes at the edges of blocks", () => {
  const blockSize = 256;
  // Content of a file's first blocks: 256, 252, 248, 252, 244 bytes.
  const edges = [32, 33, 256, 508, 756, 1008, 1252].flatMap((size) => [size - 1, size, size + 1]);
  test.each(edges)("%d bytes", (size) => {
    expectRoundTrip(oneFile(size), { size: 32 * blockSize, blockSize });
  });

  test("small files stand in the directory, larger ones start a block", () => {
    expect(build(oneFile(32), { size: 8192, blockSize: 256 }).files[0]!.offset).toBeLessThan(512);
    expect(build(oneFile(33), { size: 8192, blockSize: 256 }).files[0]!.offset).toBe(512);
    expect(build(oneFile(257), { size: 8192, blockSize: 256 }).files[0]!.offset).toBe(undefined);
  });

  const limits: [LittlefsOptions, number][] = [
    [{ size: 1 << 20 }, 128],
    [{ size: 1 << 20, progSize: 256 }, 512],
    [{ size: 1 << 20, cacheSize: 4096 }, 512],
    [{ size: 1 << 20, blockSize: 16384, cacheSize: 16384 }, 1022],
  ];
  test.each(limits)("with %o the limit for that is %d bytes", (options, limit) => {
    const free = 2 * (options.blockSize ?? 4096);
    expect(build(oneFile(limit), options).used).toBe(free);
    expect(build(oneFile(limit + 1), options).used).toBeGreaterThan(free);
  });
});

describe("directories", () => {
  test.each([1, 2, 10, 254, 255, 700])("of %d files", (count) => {
    const files = Array.from({ length: count }, (_, index) => ({
      path: `d/${index}`,
      bytes: content(index % 50, index),
    }));
    expectRoundTrip({ files }, { size: 1 << 19, blockSize: 1024 });
    expectRoundTrip({ files }, { size: 1 << 21, blockSize: 65536, diskVersion: "2.0" });
  });

  test("nested, empty, and of one name at each level", () => {
    const path = Array.from({ length: 100 }, () => "d").join("/");
    expectRoundTrip(
      { files: [{ path: `${path}/f`, bytes: content(3, 3) }], directories: ["e", "e/e"] },
      { size: 1 << 20 },
    );
  });

  test("255 levels, not 256", () => {
    const path = Array.from({ length: 255 }, () => "d").join("/");
    expectRoundTrip({ files: [], directories: [path] }, { size: 1 << 18, blockSize: 128 });
    expect(() => build({ files: [], directories: [`${path}/d`] }, { size: 1 << 20 })).toThrowError(/255/);
  });
});

describe("a program unit", () => {
  test.each([16, 32, 256, 1024, 2048, 4096])("of %d bytes: fewer entries than a block, and room behind", (progSize) => {
    const files = Array.from({ length: 40 }, (_, index) => ({ path: `file${index}`, bytes: content(60, index) }));
    expectRoundTrip({ files }, { size: 1 << 19, progSize });
  });
});

test("times, to the millisecond", () => {
  const times = [0, 1, 1_700_000_000_123, 18_446_744_073_709];
  const files = times.map((mtime, index) => ({ path: `${index}`, bytes: content(4, index), mtime }));
  const contents = readImage(
    build({ files: [...files, { path: "none", bytes: content(1, 1) }] }, { size: 65536 }).image,
  );
  expect(contents.files.map(({ mtime }) => mtime)).toEqual([...times, undefined]);
  for (const mtime of [-1, NaN, Infinity, 18_446_744_073_710]) {
    expect(() => build({ files: [{ path: "f", bytes: content(1, 1), mtime }] }, { size: 65536 })).toThrowError(/mtime/);
  }
});

test("the part in use is enough to flash", () => {
  const tree = oneFile(20_000);
  const { image, used } = build(tree, { size: 1 << 20 });
  expect(used).toBeLessThan(image.length);
  expect(filesByPath(readImage(image.subarray(0, used)))).toEqual(new Map([["/f", tree.files[0]!.bytes]]));
});

describe("refusals", () => {
  const size = 16 * 4096;
  test("a full flash: bytes missing and the first file that does not fit", () => {
    const files = ["a", "b", "c"].map((path) => ({ path, bytes: content(6 * 4000, 1) }));
    expect(() => build({ files }, { size })).toThrowError(
      expect.objectContaining({ code: "full", missing: 4 * 4096, path: "/c" }) as Error,
    );
    expect(build({ files }, { size: size + 4 * 4096 }).used).toBe(20 * 4096);
  });

  test("names: the longest, one more, and more than a block holds", () => {
    expectRoundTrip(oneFile(1, "n".repeat(255)), { size });
    expect(() => build(oneFile(1, "n".repeat(256)), { size })).toThrowError(/allows 255/);
    expect(() => build(oneFile(1, "ü".repeat(128)), { size })).toThrowError(/256 bytes/);
    expect(() => build(oneFile(1, "n".repeat(20)), { size, nameMax: 19 })).toThrowError(/allows 19/);
    expect(() => build(oneFile(1, "n".repeat(100)), { size, blockSize: 128 })).toThrowError(
      expect.objectContaining({ code: "name-too-long", path: `/${"n".repeat(100)}` }) as Error,
    );
  });

  const options: [Partial<LittlefsOptions>, RegExp][] = [
    [{ size: 4096 }, /two blocks/],
    [{ size: 5000 }, /multiple of blockSize/],
    [{ size: NaN }, /size is NaN/],
    [{ blockSize: 64 }, /at least 128/],
    [{ blockSize: 1000, size: 10_000 }, /multiple of cacheSize/],
    [{ progSize: 24 }, /multiple of progSize/],
    [{ nameMax: 2000 }, /nameMax/],
    [{ diskVersion: "3.0" as "2.0" }, /diskVersion/],
  ];
  test.each(options)("option %o", (given, message) => {
    expect(() => build({ files: [] }, { size, ...given })).toThrowError(
      expect.objectContaining({ code: "invalid-option", message: expect.stringMatching(message) as string }) as Error,
    );
  });
});

describe("reading", () => {
  const tree: FlashTree = {
    files: [
      { path: "d/f", bytes: content(9000, 1) },
      { path: "g", bytes: content(10, 2) },
    ],
  };

  test("the older block of a pair where the newer is damaged", () => {
    const { image } = build(tree, { size: 65536 });
    image[4096 + 20]! ^= 1;
    expect(filesByPath(readImage(image)).size).toBe(2);
    image[20]! ^= 1;
    expect(() => readImage(image, { filesystem: "littlefs" })).toThrowError(/no superblock/);
  });

  test("a block size that is no power of two must be given", () => {
    const { image } = build(tree, { size: 528 * 100, blockSize: 528, cacheSize: 528, readSize: 528, progSize: 528 });
    expect(() => readImage(image)).toThrowError(expect.objectContaining({ code: "unknown-format" }) as Error);
    expect(filesByPath(readImage(image, { filesystem: "littlefs", blockSize: 528 })).size).toBe(2);
  });

  test("a block used twice is damage, not a hang", () => {
    const { image } = build(tree, { size: 65536 });
    // Every block of content points to block 6 as the one before.
    for (let at = 4 * 4096; at < image.length; at += 4096) new DataView(image.buffer).setUint32(at, 6, true);
    expect(() => readImage(image)).toThrowError(/used twice/);
  });
});
