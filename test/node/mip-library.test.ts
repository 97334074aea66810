// mip packages as libraries: from folders of the project and from copies of an index.

import { describe, expect, test } from "vitest";
import { loadMip } from "../../src/node/libraries/mip.ts";
import type { MipLibrary } from "../../src/node/libraries/mip.ts";
import type { SourceTree } from "../../src/project/graph/source-tree.ts";
import { contextIn, projectFolder } from "./project-folder.ts";

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
});

describe("refused", () => {
  test("an index on the network", () => {
    const library = { mip: "two", index: "https://micropython.org/pi/v2" };
    expect(() => load(projectFolder({}), library)).toThrow("is on the network, which a build does not use");
  });

  test("a package that was not fetched", () => {
    expect(() => load(projectFolder({}), { mip: "two" })).toThrow(
      'option libraries, { mip: "two" }: the index has no package "two" in version "latest"\n\nLooked for mip_packages/package/py/two/latest.json',
    );
  });

  test("a folder without package.json", () => {
    expect(() => load(projectFolder({}), { mip: "./two" })).toThrow("two/package.json: there is no such package.json");
  });
});
