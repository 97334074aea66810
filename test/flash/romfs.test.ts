// ROMFS: the format's own vectors, alignment, and what is refused.
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { buildImage, readImage } from "../../src/flash/index.ts";
import type { FlashTree } from "../../src/flash/index.ts";
import { content, directoriesOf, filesByPath } from "./trees.ts";

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const hexOf = (tree: FlashTree): string => Buffer.from(buildImage(tree, { filesystem: "romfs" }).image).toString("hex");
const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, "hex"));

describe("vectors", () => {
  const vectors: [string, FlashTree, string][] = [
    ["nothing", { files: [] }, "d2cd3100"],
    ["one file", { files: [{ path: "a", bytes: text("hi") }] }, "d2cd31080506016102026869"],
    ["a directory", { files: [{ path: "d/a", bytes: text("hii") }] }, "d2cd31800d040b0164050701610203686969"],
    ["an empty directory", { files: [], directories: ["d"] }, "d2cd310404020164"],
    ["an empty file", { files: [{ path: "/a", bytes: text("") }] }, "d2cd3106050401610200"],
    ["a name outside of ASCII", { files: [{ path: "ü", bytes: text("x") }] }, "d2cd3108050602c3bc020178"],
  ];
  test.each(vectors)("%s", (_, tree, hex) => {
    expect(hexOf(tree)).toBe(hex);
    const contents = readImage(bytesOf(hex));
    expect(filesByPath(contents)).toEqual(filesByPath(tree));
    expect(contents.directories).toEqual(directoriesOf(tree));
  });
});

test("the image that MicroPython's own tool makes of the same folder", () => {
  const sizes: [string, number][] = [
    ["boot.py", 40],
    ["main.py", 700],
    ["lib/net.mpy", 5000],
    ["lib/net-data.bin", 20_000],
    ["lib/drivers/__init__.py", 0],
    ["lib/drivers/sensor.mpy", 129],
    ["www/index.html.gz", 16_380],
  ];
  const files = sizes.map(([path, size]) => ({ path, bytes: content(size, size) }));
  const { image } = buildImage({ files, directories: ["empty"] }, { filesystem: "romfs" });
  // SHA-256 of what tools/mpremote/mpremote/romfs.py wrote, MicroPython at 1c3c201149.
  expect(createHash("sha256").update(image).digest("hex")).toBe(
    "3e3d0f79d2262f394e5f99850db1517259b60d1e0107ead24934fce57d1813fd",
  );
});

test("entries are sorted by the bytes of their names, whatever the order given", () => {
  const names = ["b", "ab", "a", "B", "é", "a-", "🙂", "\uffee"];
  const tree = { files: names.map((path) => ({ path, bytes: text(path) })) };
  const contents = readImage(buildImage(tree, { filesystem: "romfs" }).image);
  expect(contents.files.map(({ path }) => path)).toEqual(["/B", "/a", "/a-", "/ab", "/b", "/é", "/\uffee", "/🙂"]);
  expect(hexOf({ files: [...tree.files].reverse() })).toBe(hexOf(tree));
});

test.each([100, 127, 128, 129, 16383, 16384, 3_000_000])("a file of %d bytes, at its offset", (size) => {
  const bytes = content(size, 1);
  const { image, files, used, capacity } = buildImage({ files: [{ path: "f", bytes }] }, { filesystem: "romfs" });
  const offset = files[0]!.offset!;
  expect(Buffer.compare(image.subarray(offset, offset + size), bytes)).toBe(0);
  expect(image.length % 2).toBe(0);
  expect([used, capacity]).toEqual([image.length, image.length]);
});

describe("alignment", () => {
  const files = [0, 1, 2, 3, 5, 127, 128, 1000, 70_000].map((size) => ({
    path: `d/f${size}`,
    bytes: content(size, size),
  }));
  test.each([2, 4, 8, 16, 64, 128, 256, 4096, 65536])("to %d bytes", (align) => {
    const { image, files: placed } = buildImage({ files }, { filesystem: "romfs", align });
    expect(image.length % 2).toBe(0);
    const found = readImage(image).files;
    expect(found.map(({ path, offset }) => ({ path, offset }))).toEqual(
      placed.map(({ path, offset }) => ({ path, offset })),
    );
    for (const { path, bytes, offset } of found) {
      expect((offset ?? 0) % align).toBe(0);
      expect(Buffer.compare(bytes, files.find((file) => `/${file.path}` === path)!.bytes)).toBe(0);
    }
  });

  test.each([0, 3, -4, 1.5, 131072])("%d is refused", (align) => {
    expect(() => buildImage({ files: [] }, { filesystem: "romfs", align })).toThrowError(/power of two/);
  });
});

test("a partition that is too small: what is missing, and where it ends", () => {
  const files = ["a", "b", "c"].map((path) => ({ path, bytes: content(100, 1) }));
  const { used } = buildImage({ files }, { filesystem: "romfs" });
  expect(buildImage({ files }, { filesystem: "romfs", size: used })).toMatchObject({ used, capacity: used });
  expect(() => buildImage({ files }, { filesystem: "romfs", size: used - 7 })).toThrowError(
    expect.objectContaining({ code: "full", missing: 7, path: "/c" }) as Error,
  );
});

describe("reading", () => {
  test("what lies behind the image is ignored", () => {
    const contents = readImage(bytesOf("d2cd31080506016102026869" + "ffffffffff"));
    expect(contents).toMatchObject({ used: 12, files: [{ path: "/a", offset: 10 }] });
  });

  test("unknown records and padding are passed over, padded numbers are read", () => {
    // Kind 6 with a byte, padding of two bytes, then the file with its length padded.
    const contents = readImage(bytesOf("d2cd318011" + "0601aa" + "01020000" + "05800701610280026869" + "ff"));
    expect(filesByPath(contents)).toEqual(new Map([["/a", text("hi")]]));
  });

  const damaged: [string, string][] = [
    ["a record of kind 0", "d2cd310400000000"],
    ["a size beyond the end", "d2cd317f"],
    ["a file without content", "d2cd31040502" + "0161"],
    ["a pointer out of the image", "d2cd3108050601610302" + "7f00"],
    ["a name beyond its record", "d2cd31060504" + "7f610200"],
    ["two files of one name", "d2cd310c050401610200050401610200"],
    ["a name with a slash", "d2cd31060504012f0200"],
    ["a parent's name", "d2cd310705" + "05022e2e020000"],
  ];
  test.each(damaged)("%s is refused", (_, hex) => {
    expect(() => readImage(bytesOf(hex))).toThrowError(expect.objectContaining({ code: "corrupt" }) as Error);
  });
});
