// A static index: what is written is what is installed again; versions stay; index.json follows micropython-lib's form.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compile } from "../../../src/compiler/index.ts";
import { indexFiles } from "../../../src/project/mip/index-files.ts";
import type { IndexEnvironment, PublishedPackage } from "../../../src/project/mip/index-files.ts";
import { installMip } from "../../../src/project/mip/install.ts";
import { repositoryFiles } from "../../../src/project/mip/repository-files.ts";
import { memoryEnvironment, sha256 } from "./memory-disk.ts";
import type { Files } from "./memory-disk.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

/** A package of these files; what is not said is as plain as can be. */
function packageOf(
  name: string,
  files: Record<string, string>,
  more: Partial<PublishedPackage> = {},
): PublishedPackage {
  const published = Object.entries(files).map(([path, text]) => ({ path, file: `/src/${path}`, bytes: bytesOf(text) }));
  return { name, version: "1.0", description: "", license: "MIT", path: name, deps: [], files: published, ...more };
}

/** Adds packages to an index in memory; returns the paths that were written, in order. */
function publish(
  index: Files,
  packages: readonly PublishedPackage[],
  settings: Partial<IndexEnvironment> = {},
): string[] {
  const written = indexFiles(packages, {
    read: (path) => index[path] as Uint8Array | undefined,
    sha256,
    compile: ({ bytes, path, optimize }) => compile(bytes, { filename: path, ...(optimize ? { optimize } : {}) }).mpy,
    hashDigits: 8,
    updated: 1_700_000_000,
    ...settings,
  });
  for (const { path, bytes } of written) index[path] = bytes;
  return written.map(({ path }) => path);
}

/** What is installed from an index in memory: texts, or for compiled files bytes in hexadecimal, by destination. */
function installed(index: Files, name: string, version = "latest"): Record<string, string> {
  const disk = Object.fromEntries(Object.entries(index).map(([path, bytes]) => [`/project/index/${path}`, bytes]));
  const { files } = installMip({ name, version }, memoryEnvironment(disk));
  return Object.fromEntries(files.map(({ path, content }) => [path, textOf(content.bytes)]));
}

describe("an index", () => {
  test("has the form of micropython-lib's", () => {
    const index: Files = {};
    const files = { "pkg/__init__.py": "x = 1\n", "pkg/data.json": "{}" };
    const about = { description: "Für alle", license: "0BSD", path: "lib/pkg" };
    const written = publish(index, [packageOf("pkg", files, about), packageOf("bare", {}, { version: "" })]);
    const mpy = sha256(compile(files["pkg/__init__.py"], { filename: "pkg/__init__.py" }).mpy).slice(0, 8);
    const [py, data] = Object.values(files).map((text) => sha256(bytesOf(text)).slice(0, 8));
    expect(written).toEqual([
      ...[py, mpy, data].map((hash) => `file/${hash!.slice(0, 2)}/${hash}`),
      "package/6/pkg/1.0.json",
      "package/py/pkg/1.0.json",
      "package/6/pkg/latest.json",
      "package/py/pkg/latest.json",
      "package/6/bare/latest.json",
      "package/py/bare/latest.json",
      "index.json",
    ]);
    expect(textOf(index["package/6/pkg/1.0.json"] as Uint8Array)).toBe(
      `{"v":1,"hashes":[["pkg/__init__.mpy","${mpy}"],["pkg/data.json","${data}"]],"version":"1.0"}\n`,
    );
    expect(textOf(index["package/py/bare/latest.json"] as Uint8Array)).toBe('{"v":1,"hashes":[],"version":""}\n');
    expect(textOf(index["index.json"] as Uint8Array)).toBe(`{
  "packages": [
    {
      "name": "bare",
      "version": "",
      "author": "",
      "description": "",
      "license": "MIT",
      "versions": {},
      "path": "bare"
    },
    {
      "name": "pkg",
      "version": "1.0",
      "author": "",
      "description": "F\\u00fcr alle",
      "license": "0BSD",
      "versions": {
        "py": [
          "1.0"
        ],
        "6": [
          "1.0"
        ]
      },
      "path": "lib/pkg"
    }
  ],
  "v": 2,
  "updated": 1700000000
}
`);
  });

  test("grows: existing files stay, and nothing is written twice", () => {
    const index: Files = {};
    publish(index, [packageOf("pkg", { "pkg.py": "x = 1\n" })]);
    const again = { updated: 1_800_000_000 };
    expect(publish(index, [packageOf("pkg", { "pkg.py": "x = 1\n" })], again)).toEqual([]);
    const next = publish(index, [packageOf("pkg", { "pkg.py": "x = 2\n" }, { version: "1.1" })], again);
    expect(next.filter((path) => path.includes("pkg/"))).toEqual([
      "package/6/pkg/1.1.json",
      "package/py/pkg/1.1.json",
      "package/6/pkg/latest.json",
      "package/py/pkg/latest.json",
    ]);
    publish(index, [packageOf("another", { "another.py": "" })], again);
    const { packages, updated } = JSON.parse(textOf(index["index.json"] as Uint8Array)) as {
      packages: { name: string; versions: Record<string, string[]> }[];
      updated: number;
    };
    expect(updated).toBe(1_800_000_000);
    expect(packages.map(({ name, versions }) => [name, versions["py"], versions["6"]])).toEqual([
      ["another", ["1.0"], ["1.0"]],
      ["pkg", ["1.0", "1.1"], ["1.0", "1.1"]],
    ]);
    expect(installed(index, "pkg", "1.0")).toEqual({ "pkg.py": "x = 1\n" });
    expect(installed(index, "pkg")).toEqual({ "pkg.py": "x = 2\n" });
  });

  test("what is installed is what was published", () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/);
    const file = fc.tuple(
      fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/")),
      fc.constantFrom(".py", ".json", ".mpy"),
    );
    const contents = fc.uniqueArray(fc.tuple(file, fc.nat(99)), { selector: ([path]) => path.join(""), maxLength: 6 });
    const packages = fc.uniqueArray(fc.tuple(name, contents), {
      selector: ([name]) => name,
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(packages, (described) => {
        const index: Files = {};
        const published = described.map(([name, files], at) => {
          // Packages must not share a destination: each has its folder. Each needs the one before it.
          const texts = files.map(([path, seed]): [string, string] => [`${at}/${path.join("")}`, `x = ${seed}\n`]);
          const deps: [string, string][] = at === 0 ? [] : [[described[at - 1]![0], "1.0"]];
          return packageOf(name, Object.fromEntries(texts), { deps });
        });
        publish(index, published);
        expect(publish(index, published)).toEqual([]);
        const expected = published.flatMap(({ files }) => files.map(({ path, bytes }) => [path, textOf(bytes)]));
        expect(installed(index, described.at(-1)![0])).toEqual(Object.fromEntries(expected));
      }),
      { numRuns: 60 },
    );
  });

  test("cut off after any file, names only what is there", () => {
    const index: Files = {};
    publish(index, [packageOf("one", { "one.py": "x = 1\n" }), packageOf("two", { "two.py": "" })]);
    const after = { ...index };
    const written = publish(after, [
      packageOf("one", { "one.py": "x = 2\n", "more.py": "y = 3\n" }, { version: "1.1" }),
      packageOf("three", { "three.py": "z = 4\n" }),
    ]);
    expect(written.length).toBeGreaterThan(10);
    for (const path of written) {
      index[path] = after[path]!;
      for (const document of Object.keys(index).filter((name) => name.startsWith("package/"))) {
        const { hashes } = JSON.parse(textOf(index[document] as Uint8Array)) as { hashes: [string, string][] };
        for (const [, hash] of hashes) expect(Object.keys(index)).toContain(`file/${hash.slice(0, 2)}/${hash}`);
      }
      const listed = JSON.parse(textOf(index["index.json"] as Uint8Array)) as { packages: { name: string }[] };
      for (const { name } of listed.packages) installed(index, name);
    }
    expect(index).toEqual(after);
  });

  test.each<[string, readonly PublishedPackage[], Partial<IndexEnvironment>, string]>([
    ["a version that changes", [packageOf("pkg", { "pkg.py": "x = 2\n" })], {}, "pkg 1.0 is in the index already"],
    ["one name for two", [packageOf("two", {}), packageOf("two", {})], {}, 'two packages are called "two"'],
    ["a name that is a path", [packageOf("../x", {})], {}, 'a package cannot be called "../x"'],
    ["a version that is a path", [packageOf("x", {}, { version: "1/2" })], {}, 'in version "1/2"'],
    ["a version that is taken", [packageOf("x", {}, { version: "latest" })], {}, '"latest" is taken'],
    [
      "two files with one name",
      [packageOf("x", { "1.txt": "a", "2.txt": "b" })],
      { sha256: () => "0123456789abcdef" },
      "both have hashes that begin with 01234567\n\nUse more digits in the names of files",
    ],
  ])("refuses %s, and writes nothing", (_, packages, settings, message) => {
    const index: Files = {};
    publish(index, [packageOf("pkg", { "pkg.py": "x = 1\n" })]);
    const before = { ...index };
    expect(() => publish(index, packages, settings)).toThrow(message);
    expect(index).toEqual(before);
  });
});

describe("a package for a repository", () => {
  const published = packageOf("pkg", { "pkg/a.py": "x = 1\n", "pkg/b.txt": "b" }, { deps: [["base", "latest"]] });
  const compiler = ({ bytes, path }: { bytes: Uint8Array; path: string }): Uint8Array =>
    compile(bytes, { filename: path }).mpy;

  test("is installed from the folder that it was written to", () => {
    for (const asSource of [true, false]) {
      const files = repositoryFiles({ ...published, deps: [] }, { asSource, base: "" }, compiler);
      const disk = Object.fromEntries(files.map(({ path, bytes }) => [`/project/${path}`, bytes]));
      const install = installMip({ packageJson: "/project/package.json" }, memoryEnvironment(disk));
      expect(install.version).toBe("1.0");
      expect(install.files.map(({ path }) => path)).toEqual([asSource ? "pkg/a.py" : "pkg/a.mpy", "pkg/b.txt"]);
    }
  });

  test("names full addresses on demand", () => {
    const files = repositoryFiles(published, { asSource: true, base: "github:org/repo/dist" }, compiler);
    expect(files.map(({ path }) => path)).toEqual(["pkg/a.py", "pkg/b.txt", "package.json"]);
    expect(JSON.parse(textOf(files.at(-1)!.bytes))).toEqual({
      v: 1,
      urls: [
        ["pkg/a.py", "github:org/repo/dist/pkg/a.py"],
        ["pkg/b.txt", "github:org/repo/dist/pkg/b.txt"],
      ],
      deps: [["base", "latest"]],
      version: "1.0",
    });
  });
});
