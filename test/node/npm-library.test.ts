// npm packages as libraries: where they are found, their field `micropython`, and their dependencies.

import { writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loadNpm } from "../../src/node/libraries/npm.ts";
import { contextIn, projectFolder } from "./project-folder.ts";

interface Loaded {
  name: string;
  version: string | undefined;
  to: string;
  files: string[];
}

function load(root: string, npm: string, to?: string): Loaded[] {
  return loadNpm({ npm }, { to, shipsAll: false }, contextIn(root)).map((tree) => ({
    name: tree.name,
    version: tree.version,
    to: tree.to,
    files: tree.files().map(({ relative, file }) => `${relative} < ${file.slice(root.length + 1)}`),
  }));
}

const json = (value: unknown): string => JSON.stringify(value);

describe("a package", () => {
  test("without the field ships all Python in its folder", () => {
    const root = projectFolder({
      "node_modules/pid/package.json": json({ name: "pid", version: "1.2.3" }),
      "node_modules/pid/pid/__init__.py": "",
      "node_modules/pid/fast.mpy": "M",
      "node_modules/pid/index.js": "",
      "node_modules/pid/node_modules/other/x.py": "",
      "node_modules/pid/.hidden/x.py": "",
      "node_modules/pid/__pycache__/x.py": "",
    });
    const files = ["fast.mpy < node_modules/pid/fast.mpy", "pid/__init__.py < node_modules/pid/pid/__init__.py"];
    expect(load(root, "pid")).toEqual([{ name: "npm:pid", version: "1.2.3", to: "/lib", files }]);
    expect(load(root, "pid", "/own")[0]!.to).toBe("/own");
    const [tree] = loadNpm({ npm: "pid" }, { to: undefined, shipsAll: true }, contextIn(root));
    expect([tree!.shipsAll, tree!.describedBy]).toEqual([true, [`${root}/node_modules/pid/package.json`]]);
    expect(tree!.find("pid/__init__.py")!.file).toBe(`${root}/node_modules/pid/pid/__init__.py`);
  });

  test("names one or several folders", () => {
    const root = projectFolder({
      "node_modules/a/package.json": json({ micropython: "./python/" }),
      "node_modules/a/python/a.py": "",
      "node_modules/a/setup.py": "",
      "node_modules/@scope/b/package.json": json({
        micropython: { root: "lib", files: ["b/**", "!**/test_*"], to: "/flash//b/" },
      }),
      "node_modules/@scope/b/lib/b/b.py": "",
      "node_modules/@scope/b/lib/b/font.bin": "",
      "node_modules/@scope/b/lib/b/test_b.py": "",
    });
    expect(load(root, "a")[0]!.files).toEqual(["a.py < node_modules/a/python/a.py"]);
    expect(load(root, "@scope/b")).toEqual([
      {
        name: "npm:@scope/b",
        version: undefined,
        to: "/flash/b",
        files: ["b/b.py < node_modules/@scope/b/lib/b/b.py", "b/font.bin < node_modules/@scope/b/lib/b/font.bin"],
      },
    ]);
    expect(load(root, "@scope/b", "/lib")[0]!.to).toBe("/lib");
  });

  test("includes its dependencies, if they are for MicroPython or declared as needed", () => {
    const root = projectFolder({
      "node_modules/top/package.json": json({
        dependencies: { left: "^1", "plain-js": "^1", gone: "^1" },
        micropython: { requires: ["bare"] },
      }),
      "node_modules/top/top.py": "",
      "node_modules/left/package.json": json({ micropython: ".", dependencies: { base: "^1", top: "^1" } }),
      "node_modules/left/left.py": "",
      "node_modules/left/node_modules/base/package.json": json({ version: "2.0.0", micropython: "src" }),
      "node_modules/left/node_modules/base/src/base.py": "",
      "node_modules/plain-js/package.json": json({}),
      "node_modules/plain-js/tool.py": "",
      "node_modules/bare/package.json": json({}),
      "node_modules/bare/bare.py": "",
    });
    expect(load(root, "top").map(({ name, files }) => [name, files.length])).toEqual([
      ["npm:top", 1],
      ["npm:bare", 1],
      ["npm:left", 1],
      ["npm:base", 1],
    ]);
  });

  test("is found above the project, through a workspace's link and in pnpm's store", () => {
    const store = "node_modules/.pnpm";
    const root = projectFolder(
      {
        "packages/own/package.json": json({ version: "0.1.0", micropython: ".", dependencies: { dep: "1" } }),
        "packages/own/own.py": "",
        "app/package.json": "{}",
        [`${store}/dep@1.0.0/node_modules/dep/package.json`]: json({ micropython: "." }),
        [`${store}/dep@1.0.0/node_modules/dep/dep.py`]: "",
      },
      {
        "node_modules/own": "packages/own",
        "packages/own/node_modules/dep": `${store}/dep@1.0.0/node_modules/dep`,
      },
    );
    const trees = load(`${root}/app`, "own").map(({ name, version }) => [name, version]);
    expect(trees).toEqual([
      ["npm:own", "0.1.0"],
      ["npm:dep", undefined],
    ]);
  });
});

test("files of a package may be added and removed", () => {
  const root = projectFolder(
    {
      "packages/own/package.json": json({}),
      "packages/own/own.py": "",
    },
    { "node_modules/own": "packages/own" },
  );
  const place = { to: undefined, shipsAll: false };
  const context = contextIn(root);
  const library = context.memo.remembering("library", () => loadNpm({ npm: "own" }, place, context));
  const files = (): string[] => {
    context.disk.refresh();
    return library(undefined)[0]!
      .files()
      .map(({ relative }) => relative);
  };
  expect(files()).toEqual(["own.py"]);
  writeFileSync(`${root}/packages/own/more.py`, "");
  expect(files()).toEqual(["more.py", "own.py"]);
});

describe("refused", () => {
  const cases: [string, Record<string, string>, string][] = [
    ["one that is not installed", {}, 'the npm package "pid" is not installed'],
    [
      "one with nothing in it",
      { "node_modules/pid/package.json": "{}" },
      'node_modules/pid/package.json: the npm package "pid" has nothing for a device: there are no Python files in it',
    ],
    [
      "one whose folder is empty",
      { "node_modules/pid/package.json": json({ micropython: "py" }), "node_modules/pid/pid.py": "" },
      "there are no Python files in its folder py",
    ],
    [
      "a folder outside",
      { "node_modules/pid/package.json": json({ micropython: "../other" }) },
      'node_modules/pid/package.json:1:16: the folder "../other" is not one below the package',
    ],
    [
      "a number",
      { "node_modules/pid/package.json": json({ micropython: 1 }) },
      "micropython is neither a folder nor an object",
    ],
    [
      "a member that is mistaken",
      { "node_modules/pid/package.json": json({ micropython: { folder: "x" } }) },
      "micropython.folder is not a known member",
    ],
    [
      "a place that is none",
      { "node_modules/pid/package.json": json({ micropython: { to: "lib" } }) },
      '"lib" is not a folder of the device',
    ],
    [
      "what is no JSON",
      { "node_modules/pid/package.json": '{\n  "name": pid\n}' },
      "node_modules/pid/package.json:2:11: this is not JSON",
    ],
    [
      "a missing requirement",
      {
        "node_modules/pid/package.json": json({ micropython: { requires: ["gone"] } }),
        "node_modules/pid/pid.py": "",
      },
      'node_modules/pid/package.json: it requires the npm package "gone", which is not installed\n\nRun npm i gone.',
    ],
    [
      "two installations of one",
      {
        "node_modules/pid/package.json": json({ micropython: ".", dependencies: { left: "1", right: "1" } }),
        "node_modules/pid/pid.py": "",
        ...Object.fromEntries(
          ["left", "right"].flatMap((side) => [
            [`node_modules/${side}/package.json`, json({ micropython: ".", dependencies: { base: "1" } })],
            [`node_modules/${side}/${side}.py`, ""],
            [`node_modules/${side}/node_modules/base/package.json`, json({ micropython: "." })],
            [`node_modules/${side}/node_modules/base/base.py`, ""],
          ]),
        ),
      },
      'two installations of the npm package "base" are needed, node_modules/left/node_modules/base and ' +
        "node_modules/right/node_modules/base",
    ],
  ];
  test.each(cases)("%s", (_, files, message) => {
    const root = projectFolder({ "main.py": "", ...files });
    expect(() => load(root, "pid")).toThrow(message);
  });

  test("a path as a name", () => {
    const root = projectFolder({ "package.json": "{}", "secret/package.json": "{}" });
    for (const name of ["..", "../secret", "a/b/c", "@a", "@../x", ".hidden", ""]) {
      expect(() => load(root, name)).toThrow("is not installed");
    }
  });
});
