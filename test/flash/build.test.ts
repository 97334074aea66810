// Behaviour of all filesystems: checks of trees, options, and detection of an image's format.
import { describe, expect, test } from "vitest";
import { buildImage, filesystemOf, FlashError, readImage } from "../../src/flash/index.ts";
import type { FlashTree, ImageOptions } from "../../src/flash/index.ts";
import { content } from "./trees.ts";

const every: ImageOptions[] = [
  { filesystem: "romfs" },
  { filesystem: "littlefs", size: 1 << 17 },
  { filesystem: "fat", size: 1 << 17 },
];
const named = (...paths: string[]): FlashTree => ({ files: paths.map((path) => ({ path, bytes: content(4, 1) })) });

describe.each(every)("$filesystem", (options) => {
  const refused: [string, FlashTree, string, string | undefined][] = [
    ["two files of one path", named("lib/a", "/lib/a"), "duplicate", "/lib/a"],
    ["a file below a file", named("a", "a/b"), "duplicate", "/a"],
    ["a file where a directory is", named("a/b", "a"), "duplicate", "/a"],
    ["an empty path", named(""), "illegal-name", undefined],
    ["an empty name", named("a//b"), "illegal-name", "/a//b"],
    ["a parent", named("a/../b"), "illegal-name", "/a/../b"],
    ["a dot", named("./a"), "illegal-name", "/./a"],
    ["a NUL", named("a\0"), "illegal-name", "/a\0"],
    ["half of a surrogate pair", named("a\ud800"), "illegal-name", "/a\ud800"],
    ["too deep", named(`${"d/".repeat(255)}f`), "name-too-long", `/${"d/".repeat(255)}f`],
  ];
  test.each(refused)("%s is refused", (_, tree, code, path) => {
    expect(() => buildImage(tree, options)).toThrowError(FlashError);
    expect(() => buildImage(tree, options)).toThrowError(expect.objectContaining({ code, path }) as Error);
  });

  test("is found out, and its directories need no mention", () => {
    const { image } = buildImage({ ...named("/lib/x/a"), directories: ["/lib", "lib/y/"] }, options);
    expect(filesystemOf(image)).toBe(options.filesystem);
    expect(readImage(image).directories.sort()).toEqual(["/lib", "/lib/x", "/lib/y"]);
  });
});

test("what is no image", () => {
  for (const bytes of [new Uint8Array(), new Uint8Array(4096), new Uint8Array(4096).fill(0xff), content(4096, 1)]) {
    expect(filesystemOf(bytes)).toBe(undefined);
    expect(() => readImage(bytes)).toThrowError(expect.objectContaining({ code: "unknown-format" }) as Error);
  }
});

test("a filesystem that is none", () => {
  const options = { filesystem: "ext4" } as unknown as ImageOptions;
  expect(() => buildImage(named("a"), options)).toThrowError(
    expect.objectContaining({ code: "invalid-option" }) as Error,
  );
});
