// mip packages are installed from folders and copies of an index as mip does on a device; what is missing, altered, contradictory
// or leads out of its folder is an error with its place.

import { describe, expect, test } from "vitest";
import { installMip } from "../../../src/project/mip/install.ts";
import type { MipRequest } from "../../../src/project/mip/install.ts";
import { ProjectError } from "../../../src/project/problem.ts";
import { memoryEnvironment, sha256 } from "./memory-disk.ts";
import type { Files } from "./memory-disk.ts";

const PACKAGE = "/project/packages/one/package.json";

/** Files as "destination < file on disk". */
function installed(
  files: Files,
  request: MipRequest = { packageJson: PACKAGE },
  vendor?: Record<string, string>,
): string[] {
  const { files: found } = installMip(request, memoryEnvironment(files, vendor));
  return found.map(({ path, file }) => `${path} < ${file.replace("/project/", "")}`);
}

function errorOf(files: Files, request?: MipRequest): string {
  try {
    installed(files, request);
  } catch (error) {
    if (error instanceof ProjectError) return error.message;
    throw error;
  }
  throw new Error("nothing was refused");
}

const json = (value: unknown): string => JSON.stringify(value);
const hashOf = (text: string, digits = 8): string => sha256(new TextEncoder().encode(text)).slice(0, digits);

/** An index of packages, each of files by destination. */
function indexOf(
  packages: Record<string, { files?: Record<string, string>; deps?: [string, string][]; version?: string }>,
) {
  const files: Files = {};
  for (const [name, { files: contents = {}, deps = [], version = "1.0" }] of Object.entries(packages)) {
    const hashes = Object.entries(contents).map(([path, text]) => [path, hashOf(text)]);
    for (const text of Object.values(contents)) {
      files[`/project/index/file/${hashOf(text).slice(0, 2)}/${hashOf(text)}`] = text;
    }
    const [bare, folder = "py"] = name.split(":") as [string, string?];
    const document = json({ v: 1, hashes, deps, version });
    files[`/project/index/package/${folder}/${bare}/${version}.json`] = document;
    files[`/project/index/package/${folder}/${bare}/latest.json`] ??= document;
  }
  return files;
}

describe("a package.json in a folder", () => {
  test("addresses count from it", () => {
    const files = {
      [PACKAGE]: json({
        urls: [
          ["one/__init__.py", "src/init.py"],
          ["one.txt", "./one.txt"],
        ],
        version: "2.0",
      }),
      "/project/packages/one/src/init.py": "x = 1",
      "/project/packages/one/one.txt": "text",
    };
    expect(installed(files)).toEqual(["one/__init__.py < packages/one/src/init.py", "one.txt < packages/one/one.txt"]);
    const { version, describedBy } = installMip({ packageJson: PACKAGE }, memoryEnvironment(files));
    expect([version, describedBy]).toEqual(["2.0", [PACKAGE]]);
  });

  test("required packages: of the index, of the project, in circles, and required twice", () => {
    const files = {
      ...indexOf({
        left: { files: { "left.py": "l" }, deps: [["base", "latest"]] },
        right: {
          files: { "right.py": "r" },
          deps: [
            ["base", "1.0"],
            ["left", ""],
          ],
        },
        base: { files: { "base.py": "b" }, deps: [["right", "latest"]] },
      }),
      [PACKAGE]: json({
        deps: [
          ["left", "latest"],
          ["right", "1.0"],
          ["../two/package.json", ""],
          ["./three", ""],
        ],
      }),
      "/project/packages/two/package.json": json({ urls: [["two.py", "two.py"]], deps: [["../one/package.json", ""]] }),
      "/project/packages/two/two.py": "2",
      "/project/packages/one/three/package.json": json({ urls: [["three.py", "../../two/two.py"]] }),
    };
    expect(installed(files).map((line) => line.split(" ")[0])).toEqual([
      "left.py",
      "base.py",
      "right.py",
      "two.py",
      "three.py",
    ]);
  });

  test("copies replace addresses on the network", () => {
    const files = {
      [PACKAGE]: json({
        urls: [
          ["a.py", "github:org/repo/src/a.py"],
          ["b.py", "https://example.com/b.py"],
        ],
        deps: [
          ["github:org/other", "main"],
          ["gitlab:x/y/single.py", "v1"],
        ],
      }),
      "/project/vendor/repo/src/a.py": "a",
      "/project/vendor/b.py": "b",
      "/project/vendor/other/package.json": json({ urls: [["c.py", "c.py"]] }),
      "/project/vendor/other/c.py": "c",
      "/project/vendor/single.py": "s",
    };
    const vendor = {
      "github:org/repo": "/project/vendor/repo",
      "https://example.com/b.py": "/project/vendor/b.py",
      "github:org/other/": "/project/vendor/other",
      "gitlab:x/y/single.py": "/project/vendor/single.py",
    };
    expect(installed(files, { packageJson: PACKAGE }, vendor)).toEqual([
      "a.py < vendor/repo/src/a.py",
      "b.py < vendor/b.py",
      "c.py < vendor/other/c.py",
      "single.py < vendor/single.py",
    ]);
  });
});

test("an address that the project asks for", () => {
  const files = {
    "/project/vendor/repo/package.json": json({ urls: [["c.py", "c.py"]] }),
    "/project/vendor/repo/c.py": "c",
  };
  const vendor = { "github:org/repo": "/project/vendor/repo" };
  expect(installed(files, { address: "github:org/repo" }, vendor)).toEqual(["c.py < vendor/repo/c.py"]);
  expect(installed(files, { address: "github:org/repo/c.py" }, vendor)).toEqual(["c.py < vendor/repo/c.py"]);
  expect(errorOf(files, { address: "github:org/other" })).toBe(
    'option libraries, { mip: "github:org/other" }: github:org/other/package.json is on the network, which a build does not ' +
      'use\n\nRun mpy install to fetch it, or copy it into the project and set vendor: { "github:org/other": "./vendor/other" }. The beginning of the ' +
      "address and a folder work, too.",
  );
});

describe("a package of an index", () => {
  test("source before the compiled form, because it fits every target", () => {
    const files = indexOf({ "both:6": { files: { "both.mpy": "m" } }, both: { files: { "both.py": "p" } } });
    expect(installed(files, { name: "both", version: "latest" })[0]).toMatch(/^both\.py /);
    const compiled = indexOf({ "only:6": { files: { "only.mpy": "m" } } });
    expect(installed(compiled, { name: "only", version: "1.0" })[0]).toMatch(/^only\.mpy /);
    const { describedBy } = installMip({ name: "only", version: "1.0" }, memoryEnvironment(compiled));
    expect(describedBy).toEqual([
      "/project/index/package/6/only/1.0.json",
      `/project/index/file/${hashOf("m").slice(0, 2)}/${hashOf("m")}`,
    ]);
  });

  test("latest is the version that it names", () => {
    const files = {
      ...indexOf({
        top: {
          files: {},
          deps: [
            ["base", "latest"],
            ["next", "latest"],
          ],
        },
        base: { version: "2.0" },
      }),
      ...indexOf({ next: { deps: [["base", "2.0"]] } }),
    };
    expect(installed(files, { name: "top", version: "latest" })).toEqual([]);
  });

  test("hashes may be given in full", () => {
    const hash = hashOf("x = 1", 64);
    const files = { [PACKAGE]: json({ hashes: [["x.py", hash]] }) };
    expect(installed({ ...files, [`/project/index/file/${hash.slice(0, 2)}/${hash}`]: "x = 1" })).toHaveLength(1);
    const altered = { ...files, [`/project/index/file/${hash.slice(0, 2)}/${hash}`]: "x = 2" };
    expect(errorOf(altered)).toContain(
      `this file was altered: its SHA-256 should begin with ${hash} and is ${hashOf("x = 2", 64)}`,
    );
  });
});

describe("refused", () => {
  const wrong: [string, unknown, string][] = [
    ["a destination outside", { urls: [["../x.py", "x.py"]] }, 'the destination "../x.py" leads out of its folder'],
    ["one in the middle", { urls: [["a/../../x.py", "x.py"]] }, "leads out of its folder"],
    ["an absolute one", { urls: [["/main.py", "x.py"]] }, 'the destination "/main.py" is absolute'],
    ["one of Windows", { hashes: [["c:\\x.py", "01234567"]] }, "is absolute"],
    ["a backslash", { urls: [["a\\b.py", "x.py"]] }, "has a backslash"],
    ["an empty one", { urls: [["", "x.py"]] }, "is empty"],
    ["a source outside", { urls: [["x.py", "../../../etc/passwd"]] }, "leads out of /project"],
    ["an absolute source", { urls: [["x.py", "/etc/passwd"]] }, "is not relative to package.json"],
    ["a missing source", { urls: [["x.py", "src/x.py"]] }, "there is no file packages/one/src/x.py"],
    [
      "the network",
      { urls: [["x.py", "github:org/repo/x.py"]] },
      'vendor: { "github:org/repo/x.py": "./vendor/x.py" }',
    ],
    ["a hash that is none", { hashes: [["x.py", "../../.."]] }, "is not the beginning of a SHA-256"],
    ["a file that the index lacks", { hashes: [["x.py", "01234567"]] }, "the index has no file index/file/01/01234567"],
    ["a package that it lacks", { deps: [["none", "1.0"]] }, 'the index has no package "none" in version "1.0"'],
    ["a package's name as a path", { deps: [["..", "x"]] }, "is not a possible entry of an index"],
    ["a version as a path", { deps: [["a", "../../x"]] }, "is not a possible entry of an index"],
    ["three elements", { urls: [["x.py", "x.py", "more"]] }, "an entry is a pair of texts"],
    ["another type", { urls: [["x.py", 3]] }, "urls[0][1] is not a text"],
    ["no list", { urls: { "x.py": "x.py" } }, "urls is not a list"],
    ["a later format", { v: 2 }, "package.json format 2 is not known"],
  ];
  test.each(wrong)("%s", (_, document, message) => {
    const text = errorOf({ [PACKAGE]: JSON.stringify(document, undefined, 2) });
    expect(text).toContain(message);
    expect(text).toMatch(/^packages\/one\/package\.json:\d+:\d+: /);
  });

  test("invalid JSON, with its line", () => {
    expect(errorOf({ [PACKAGE]: '{\n  "urls": [\n}' })).toBe(
      'packages/one/package.json:3:1: this is not JSON: unexpected "}"',
    );
  });

  test("two versions of one package", () => {
    const files = {
      ...indexOf({ base: { version: "1.0" } }),
      ...indexOf({ base: { version: "2.0" }, left: { deps: [["base", "1.0"]] }, right: { deps: [["base", "2.0"]] } }),
      [PACKAGE]: json({
        deps: [
          ["left", "latest"],
          ["right", "latest"],
        ],
      }),
    };
    expect(errorOf(files)).toContain(
      "index/package/py/right/latest.json needs base 2.0, and index/package/py/left/latest.json needs base 1.0",
    );
  });

  test("two contents for one destination", () => {
    const files = {
      ...indexOf({ left: { files: { "same.py": "1" } }, right: { files: { "same.py": "2" } } }),
      [PACKAGE]: json({
        deps: [
          ["left", "latest"],
          ["right", "latest"],
        ],
      }),
    };
    expect(errorOf(files)).toContain("same.py is in index/package/py/right/latest.json and, with another content, in");
  });

  test("an altered file of the index", () => {
    const files = indexOf({ one: { files: { "one.py": "good" } } });
    const path = `/project/index/file/${hashOf("good").slice(0, 2)}/${hashOf("good")}`;
    files[path] = "evil";
    expect(errorOf(files, { name: "one", version: "latest" })).toBe(
      `${path.replace("/project/", "")}: this file was altered: its SHA-256 should begin with ${hashOf("good")} and is ` +
        `${hashOf("evil", 64)}\n\nIt is one.py of index/package/py/one/latest.json. Copy the index again.`,
    );
  });

  test("a package that is in no index", () => {
    expect(errorOf({}, { name: "none", version: "latest" })).toContain(
      'option libraries, { mip: "none" }: the index has no',
    );
    expect(errorOf({})).toContain("packages/one/package.json: there is no such package.json");
  });
});

test("a chain of 10,000 packages", () => {
  const files: Files = { "/project/packages/m.py": "x = 1" };
  for (let at = 0; at < 10_000; at++) {
    const deps = at < 9_999 ? [[`../p${at + 1}/package.json`, "latest"]] : [];
    files[`/project/packages/p${at}/package.json`] = json({ urls: at === 9_999 ? [["m.py", "../m.py"]] : [], deps });
  }
  expect(installed(files, { packageJson: "/project/packages/p0/package.json" })).toEqual(["m.py < packages/m.py"]);
});
