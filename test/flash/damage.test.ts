// Damaged images: changed bytes, truncation at every length, and noise give a FlashError or a result, never another exception or a
// hang.
import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { gunzipSync } from "node:zlib";
import { buildImage, FlashError, fromUf2, readImage, toUf2 } from "../../src/flash/index.ts";
import type { Filesystem, FlashTree, ImageOptions } from "../../src/flash/index.ts";
import { tryImage } from "../../scripts/fuzz/images.ts";
import { Random } from "../../scripts/generator/random.ts";
import { content } from "./trees.ts";

const tree: FlashTree = {
  files: [
    { path: "boot.py", bytes: content(40, 1), mtime: 1_700_000_000_000 },
    { path: "lib/a name that needs a long entry.mpy", bytes: content(900, 2) },
    { path: "lib/sub/deep.bin", bytes: content(2500, 3) },
    ...Array.from({ length: 12 }, (_, index) => ({ path: `many/f${index}`, bytes: content(index * 9, index) })),
  ],
  directories: ["empty"],
};

const images: [string, Filesystem, Uint8Array][] = (
  [
    ["ROMFS", { filesystem: "romfs" }],
    ["ROMFS aligned", { filesystem: "romfs", align: 32 }],
    ["LittleFS", { filesystem: "littlefs", size: 1 << 14, blockSize: 256 }],
    ["FAT", { filesystem: "fat", size: 1 << 16 }],
  ] satisfies [string, ImageOptions][]
).map(([name, options]) => [name, options.filesystem, buildImage(tree, options).image]);
const worn = gunzipSync(readFileSync(new URL("golden/littlefs-512-worn.img.gz", import.meta.url)));
images.push(["LittleFS, worn", "littlefs", worn]);

/** Reads; an error must be a FlashError. Gives the bytes that were read. */
function survives(image: Uint8Array, filesystem: Filesystem): number {
  try {
    const { files } = readImage(image, { filesystem });
    return files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  } catch (error) {
    expect(error).toBeInstanceOf(FlashError);
    expect(["corrupt", "unknown-format"]).toContain((error as FlashError).code);
    return 0;
  }
}

describe("damage", () => {
  test.each(images)("%s: single bytes changed", (_, filesystem, image) => {
    // A step that is no multiple of any unit.
    const step = Math.max(1, Math.floor(image.length / 1000)) | 1;
    for (let at = 0; at < image.length; at += step) {
      for (const value of [image[at]! ^ 1, image[at]! ^ 0x80, 0, 0xff]) {
        const damaged = image.slice();
        damaged[at] = value;
        expect(survives(damaged, filesystem)).toBeLessThanOrEqual(image.length);
      }
    }
  });

  test.each(images)("%s: several bytes changed", (_, filesystem, image) => {
    const position = fc.integer({ min: 0, max: Math.min(image.length, 8192) - 1 });
    const change = fc.record({ at: position, value: fc.oneof(fc.constantFrom(0, 1, 0x7f, 0x80, 0xff), fc.nat(255)) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), (changed) => {
        const damaged = image.slice();
        for (const { at, value } of changed) damaged[at] = value;
        survives(damaged, filesystem);
      }),
      { numRuns: 300 },
    );
  });

  test.each(images)("%s: truncated", (_, filesystem, image) => {
    const step = Math.max(1, Math.floor(image.length / 700)) | 1;
    for (let length = 0; length < image.length; length += step) survives(image.subarray(0, length), filesystem);
  });

  test("noise", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), (bytes) => {
        for (const filesystem of ["romfs", "littlefs", "fat"] as const) survives(bytes, filesystem);
        survives(Uint8Array.from([0xd2, 0xcd, 0x31, 0x97, 0x38, ...bytes]), "romfs");
      }),
    );
  });
});

test("images whose checksums are right again", () => {
  for (let number = 0; number < 500; number++) tryImage(new Random(number));
});

describe("images made to do harm end soon", () => {
  test("a million directories in each other", () => {
    // Each record is 4 directory, its length in three padded bytes, an empty name's length and name: "d".
    const levels = 200_000;
    const bytes: number[] = [];
    let inner = 0;
    for (let level = 0; level < levels; level++) {
      const payload = inner + 2;
      inner = payload + 4;
      bytes.push(0x64, 1, payload & 0x7f, 0x80 | ((payload >> 7) & 0x7f), 0x80 | ((payload >> 14) & 0x7f), 4);
    }
    const total = bytes.length;
    const head = [
      0xd2,
      0xcd,
      0x31,
      0x80 | (total >> 21),
      0x80 | ((total >> 14) & 0x7f),
      0x80 | ((total >> 7) & 0x7f),
      total & 0x7f,
    ];
    const image = Uint8Array.from([...head, ...bytes.reverse()]);
    expect(() => readImage(image)).toThrowError(/more than 255 nested directories/);
  });

  test("many files that point to the same megabyte take no memory", () => {
    const big = content(1 << 20, 1);
    const files = Array.from({ length: 1000 }, (_, index) => ({
      path: `f${index}`,
      bytes: index === 0 ? big : big.subarray(0, 8),
    }));
    const { image } = buildImage({ files }, { filesystem: "romfs", align: 2 });
    expect(readImage(image).files.every(({ bytes }) => bytes.buffer === image.buffer)).toBe(true);
  });
});

test("UF2: damage and truncation", () => {
  const file = toUf2([{ address: 0x10000000, bytes: content(1000, 1), family: "rp2040" }]);
  for (let at = 0; at < file.length; at++) {
    const damaged = file.slice();
    damaged[at]! ^= 0xff;
    try {
      fromUf2(damaged);
    } catch (error) {
      expect(error).toBeInstanceOf(FlashError);
    }
  }
  expect(() => fromUf2(file.subarray(0, 700))).toThrowError(/cut off/);
  expect(() => fromUf2(new Uint8Array())).toThrowError(/no UF2 file/);
});
