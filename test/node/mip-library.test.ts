// mip packages as libraries: from the project's folders, with compiled files only where the target runs them.

import { describe, expect, test } from "vitest";
import { compile } from "../../src/compiler/index.ts";
import { loadMip } from "../../src/node/libraries/mip.ts";
import type { MipLibrary } from "../../src/node/libraries/mip.ts";
import type { SourceTree } from "../../src/project/graph/source-tree.ts";
import { contextIn, projectFolder } from "./project-folder.ts";

const NATIVE = "@micropython.native\ndef f(x):\n    return x + 1\n";

function load(root: string, library: MipLibrary): SourceTree {
  const [tree, ...more] = loadMip(library, { to: undefined, shipsAll: false }, contextIn(root));
  expect(more).toEqual([]);
  return tree!;
}

describe("a package", () => {
  test("is a folder, a package.json, or a name in an index", () => {
    const hash = "4205c480";
    const root = projectFolder({
      "packages/one/package.json": JSON.stringify({ urls: [["one.py", "one.py"]], version: "1.1" }),
      "packages/one/one.py": "x = 1\n",
      "index/package/py/two/latest.json": JSON.stringify({ hashes: [["two.py", hash]], version: "2.0" }),
      [`index/file/42/${hash}`]: "x = 2\n",
    });
    for (const mip of ["./packages/one", "./packages/one/package.json", `${root}/packages/one`]) {
      const tree = load(root, { mip });
      expect([tree.name, tree.version, tree.to]).toEqual([`mip:${mip}`, "1.1", "/lib"]);
      expect(tree.find("one.py")).toEqual({ relative: "one.py", file: `${root}/packages/one/one.py` });
      expect(tree.describedBy).toEqual([`${root}/packages/one/package.json`]);
    }
    const two = load(root, { mip: "two", index: "./index" });
    expect([two.version, two.files()]).toEqual([
      "2.0",
      [{ relative: "two.py", file: `${root}/index/file/42/${hash}` }],
    ]);
  });

  test("may hold compiled files that the target runs", () => {
    const root = projectFolder({
      "one/package.json": JSON.stringify({ urls: ["bytecode.mpy", "native.mpy"].map((path) => [path, path]) }),
      "one/bytecode.mpy": compile("x = 1\n").mpy,
      "one/native.mpy": compile(NATIVE, { arch: "armv7m" }).mpy,
    });
    expect(load(root, { mip: "./one" }).files()).toHaveLength(2);
  });
});

describe("refused", () => {
  const packageWith = (bytes: Uint8Array): string =>
    projectFolder({ "one/package.json": JSON.stringify({ urls: [["one.mpy", "one.mpy"]] }), "one/one.mpy": bytes });

  test.each<[string, Uint8Array, string]>([
    [
      "code for another processor",
      compile(NATIVE, { arch: "xtensawin" }).mpy,
      "the file has native code for xtensawin",
    ],
    ["code of another version", new Uint8Array([0x4d, 5, 0, 31]), "the file is of .mpy version 5"],
    [
      "wider small ints",
      compile("x = 1\n", { smallIntBits: 47 }).mpy,
      "needs small ints of 47 bits, the device has 31",
    ],
    ["a cut file", compile("x = 1\n").mpy.subarray(0, 20), "not a valid .mpy file"],
    ["no .mpy file", new TextEncoder().encode("x = 1\n"), "not a valid .mpy file"],
  ])("%s", (_, bytes, message) => {
    const root = packageWith(bytes);
    expect(() => load(root, { mip: "./one" })).toThrow(/^one\/one\.mpy: one\.mpy: /);
    expect(() => load(root, { mip: "./one" })).toThrow(message);
  });

  test("code of another version, whatever is known of the device", () => {
    const root = packageWith(new Uint8Array([0x4d, 5, 0, 31]));
    const context = { ...contextIn(root), device: {} };
    expect(() => loadMip({ mip: "./one" }, { to: undefined, shipsAll: false }, context)).toThrow(
      "is of .mpy version 5",
    );
  });

  test("an index on the network", () => {
    const library = { mip: "two", index: "https://micropython.org/pi/v2" };
    expect(() => load(projectFolder({}), library)).toThrow("lies on the network, and a build does not go there");
  });

  test("a name without an index", () => {
    expect(() => load(projectFolder({}), { mip: "two" })).toThrow(
      'option libraries, { mip: "two" }: the package "two" is looked up in an index, and none is given',
    );
  });

  test("a folder without package.json", () => {
    expect(() => load(projectFolder({}), { mip: "./two" })).toThrow("two/package.json: there is no such package.json");
  });
});
