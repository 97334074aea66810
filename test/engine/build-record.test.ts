// A build in a new process that starts with the last build record gives the same bytes as a build without one, whatever has changed in
// between.

import { readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { Random } from "../../scripts/generator/random.ts";
import { FlashBuild } from "../../src/engine/flash-build.ts";
import type { ImportedPython } from "../../src/engine/imported-python.ts";
import { NO_IMPORTS } from "../../src/engine/imported-python.ts";
import { ContentFinder } from "../../src/engine/flash-content.ts";
import type { MicroPythonOptions } from "../../src/options/types.ts";
import { resolveOptions } from "../../src/options/resolve-options.ts";
import type { TestProject } from "../plugin/support/project.ts";
import { makeProject } from "../plugin/support/project.ts";
import { said, source } from "./support/random-project.ts";

const CACHE = "node_modules/.cache/unplugin-micropython";
const FOLDERS = ["f/", "f/a/", "f/a/b/", "lib/", "lib/c/", "node_modules/p/", "node_modules/p/c/", "boards/", "mip/"];
const NAMES = ["m.py", "n.py", "o.py", "__init__.py", "notes.txt"];

const LIBRARIES: MicroPythonOptions["libraries"][] = [
  undefined,
  "lib",
  [{ path: "lib", all: true }, { npm: "p" }],
  [{ npm: "p", to: "/" }, { manifest: "boards/manifest.py" }],
  [{ mip: "./mip" }, { manifest: "boards/manifest.py", all: false }, "lib"],
];
const ENTRIES = ["f/main.py", "f/**/*.py", ["f/main.py", "f/a/m.py"], "f/a"];
const OPTIONS: MicroPythonOptions[] = [
  {},
  { treeshake: false },
  { exclude: "f/a/b", data: "f/**/*.txt" },
  { sourceRoots: ["f", { path: "lib/c", to: "/late" }] },
  { optimize: 2, shipAsSource: "**/m.py" },
  { firmware: { modules: ["nowhere"] }, flash: { root: "/remote" } },
  { flash: { filesystem: "romfs", size: "64K" }, overrides: [{ include: "a/**", optimize: 1 }] },
];

interface Setup {
  readonly options: MicroPythonOptions;
  readonly imported: ImportedPython;
}

function setup(random: Random, root: string): Setup {
  const unresolved = random.pick(["warn", "ignore", "ignore", "ignore"] as const);
  const options = {
    entries: random.pick(ENTRIES),
    libraries: random.pick(LIBRARIES),
    unresolved,
    ...random.pick(OPTIONS),
  } as MicroPythonOptions;
  const byUrl = random.oneIn(3) ? [`${root}/f/n.py`, `${root}/lib/c/m.py`] : [];
  return { options, imported: { byUrl, inlined: random.oneIn(4) ? [`${root}/f/o.py`] : [] } };
}

function change(project: TestProject, random: Random): void {
  const path = random.pick(FOLDERS) + random.pick(NAMES);
  random.weighted<() => void>([
    [8, () => project.write(path, source(random))],
    [3, () => project.remove(path)],
    [1, () => project.remove(random.pick(FOLDERS.slice(1, 5)))],
    [1, () => tryTo(() => renameSync(join(project.root, path), join(project.root, `${path}.py`)))],
    [1, () => tryTo(() => symlinkSync(join(project.root, "lib"), join(project.root, "f/late")))],
    [1, () => project.remove("f/late")],
    [1, () => project.write("boards/manifest.py", manifest(random))],
    [1, () => project.write("node_modules/p/package.json", JSON.stringify(packageJson(random)))],
    [1, () => project.write("mip/package.json", JSON.stringify(mipPackage(random)))],
  ])();
}

function tryTo(act: () => void): void {
  try {
    act();
  } catch {
    // There is nothing to rename, or something in the place.
  }
}

function manifest(random: Random): string {
  const version = `metadata(version="${random.below(3)}.0")\n`;
  return version + random.pick(['module("m.py", opt=2)\n', 'package("b", base_path="../f/a")\n', 'freeze("../lib")\n']);
}

function packageJson(random: Random): object {
  return { name: "p", version: "1.0.0", micropython: { files: [random.pick(["**/*.py", "m.py", "c/*.py"])] } };
}

function mipPackage(random: Random): object {
  return { urls: [[random.pick(["m.py", "late/m.py"]), "m.py"]], version: String(random.below(3)) };
}

function makeRandomProject(random: Random): TestProject {
  const project = makeProject({
    "f/main.py": "import a.b, m\nfrom a import n\n",
    "f/n.py": "import o\n",
    "f/o.py": "",
    "lib/c/m.py": "from . import n\n",
    "boards/m.py": "x = 1\n",
    "boards/manifest.py": manifest(random),
    "mip/m.py": "import c.m\n",
    "mip/package.json": JSON.stringify(mipPackage(random)),
    "node_modules/p/m.py": "x = 3\n",
    "node_modules/p/package.json": JSON.stringify(packageJson(random)),
  });
  for (let files = 0; files < 12; files++) change(project, random);
  return project;
}

function start(project: TestProject, options: MicroPythonOptions): FlashBuild {
  return new FlashBuild(resolveOptions(options, { root: project.root, mode: "production" }));
}

const everything = (build: FlashBuild, imported: ImportedPython): unknown => {
  const snapshot = build.snapshot(imported);
  const { folders } = build.python.trees;
  return [said(snapshot), snapshot.outside(), build.inputs.watched().sort(), build.inputs.parts().sort(), folders];
};

/** Counts searches from here on. */
function countSearches(): () => number {
  const find = vi.spyOn(ContentFinder.prototype, "find");
  onTestFinished(() => find.mockRestore());
  return () => find.mock.calls.length;
}

describe("with the record of an earlier build", () => {
  test.each([1, 2, 3, 4])(
    "a new build says what one without says (%i)",
    (seed) => {
      const random = new Random(seed);
      const project = makeRandomProject(random);
      const searches = countSearches();
      let recalled = 0;
      let { options, imported } = setup(random, project.root);
      for (let round = 0; round < 40; round++) {
        if (random.oneIn(4)) ({ options, imported } = setup(random, project.root));
        for (let changes = random.between(0, 2); changes > 0; changes--) change(project, random);
        const plain = start(project, { ...options, cache: false });
        const expected = everything(plain, imported);
        const first = start(project, options);
        expect(everything(first, imported)).toEqual(expected);
        const before = searches();
        const second = start(project, options);
        expect(everything(second, imported)).toEqual(expected);
        if (searches() === before) recalled++;
        if (random.oneIn(2)) second.catchUp();
        change(project, random);
        const after = everything(plain, imported);
        expect(everything(first, imported)).toEqual(after);
        expect(everything(second, imported)).toEqual(after);
      }
      expect(recalled).toBeGreaterThan(3);
    },
    60_000,
  );

  test("a damaged one is ignored", () => {
    const random = new Random(7);
    const project = makeProject({ "node_modules/.keep": "", "f/main.py": "import a\n", "f/a.py": "x = 1\n" });
    const build = (cache?: false): unknown =>
      said(start(project, { entries: "f/main.py", cache }).snapshot(NO_IMPORTS));
    const expected = build(false);
    build();
    const searches = countSearches();
    const [path] = records(project);
    const good = readFileSync(path!);
    for (let round = 0; round < 60; round++) {
      const damaged = Buffer.from(good.subarray(0, random.oneIn(4) ? random.below(good.length) : good.length));
      if (damaged.length === good.length) damaged[random.below(good.length)]! ^= 1 << random.below(8);
      writeFileSync(path!, damaged);
      expect(build()).toEqual(expected);
      expect(searches()).toBe(round + 1);
      expect(readFileSync(path!).equals(good)).toBe(true);
    }
    build();
    expect(searches()).toBe(60);
  });

  test("two builds at once, each with a source that the other has not", () => {
    const project = makeProject({ "node_modules/.keep": "", "f/main.py": "import a\n", "f/a.py": "x = 1\n" });
    const options = { entries: "f/main.py" };
    const one = start(project, options);
    const other = start(project, options);
    one.snapshot(NO_IMPORTS);
    project.write("f/a.py", "import b\n");
    project.write("f/b.py", "x = 2\n");
    other.snapshot(NO_IMPORTS);
    const searches = countSearches();
    expect(said(start(project, options).snapshot(NO_IMPORTS))).toEqual(said(other.snapshot(NO_IMPORTS)));
    expect(searches()).toBe(0);
    project.write("f/a.py", "x = 1\n");
    expect(start(project, options).snapshot(NO_IMPORTS).files).toHaveLength(2);
  });

  test("messages about modules from the cache stay right", () => {
    const project = makeProject({ "node_modules/.keep": "", "f/main.py": "import a\n", "f/a.py": "x = 1\n" });
    const counts = (text?: string): number[] => {
      const build = start(project, { entries: "f/main.py" });
      if (text !== undefined) build.python.buildImported(`${project.root}/f/a.py`, text);
      const { compiled } = build.snapshot(NO_IMPORTS);
      build.snapshot(NO_IMPORTS);
      return [compiled.length, build.python.compileCount, build.python.restoredCount];
    };
    expect(counts()).toEqual([2, 2, 0]);
    expect(counts()).toEqual([0, 0, 2]);
    // As another plugin changed it.
    expect(counts("x = 2\n")).toEqual([1, 1, 1]);
    expect(counts("x = 1\n")).toEqual([0, 0, 2]);
  });

  test("there are at most 16, and none without a cache, with a lock file or after a problem", () => {
    const project = makeProject({ "node_modules/.keep": "", "f/main.py": "x = 1\n", "f/bad.py": "x = \n" });
    const build = (options: MicroPythonOptions): void => void start(project, options).snapshot(NO_IMPORTS);
    build({ entries: "f/main.py", cache: false });
    build({ entries: "f/main.py", lock: true });
    build({ entries: "f/*.py" });
    expect(records(project)).toEqual([]);
    for (let modules = 0; modules < 20; modules++) {
      build({ entries: "f/main.py", firmware: { modules: [`m${modules}`] } });
    }
    expect(records(project)).toHaveLength(16);
  });
});

const BASE: Record<string, string> = {
  "f/main.py": "import c, q\ntry:\n    import late\nexcept ImportError:\n    pass\n",
  "f/unused.py": "x = 1\n",
  "f/late/read.me": "-",
  "lib/c.py": "x = 1\n",
  "boards/q.py": "x = 1\nassert x\n",
  "boards/manifest.py": 'module("q.py")\n',
  "node_modules/p/package.json": JSON.stringify({ name: "p", version: "1.0.0", micropython: "." }),
  "node_modules/p/m.py": "x = 1\n",
};
const BASE_OPTIONS: MicroPythonOptions = {
  entries: "f/m*.py",
  data: "f/**/*.txt",
  libraries: ["lib", { npm: "p" }, { manifest: "boards/manifest.py", all: false }],
};

const OTHER_OPTIONS: MicroPythonOptions[] = [
  { treeshake: false },
  { exclude: "**/*.txt", optimize: 3 },
  { libraries: ["lib", { npm: "p", all: true }, { manifest: "boards/manifest.py" }] },
  { libraries: ["lib", { npm: "p" }, { manifest: "boards/manifest.py", to: "/q" }], unresolved: "ignore" },
  { shipAsSource: "**" },
  { firmware: { modules: ["c"] }, flash: { root: "/remote", mount: "/remote" } },
  { sourceRoots: ["f", "lib"] },
  { development: { optimize: 2 }, mode: "development" },
  { flash: { output: "out" } },
];

describe("counts for the record, though no module on the flash is another one", () => {
  test.each<[string, (project: TestProject) => void]>([
    ["a source that hides one", (project) => project.write("f/c.py", "x = 2\n")],
    ["a package in a module's place", (project) => project.write("lib/c/a.py", "x = 2\n")],
    ["a module that may be missing", (project) => project.write("lib/late.py", "x = 2\n")],
    ["one in a package of npm", (project) => project.write("node_modules/p/late.py", "x = 2\n")],
    ["another entry", (project) => project.write("f/more.py", "x = 2\n")],
    ["data that makes a folder", (project) => project.write("f/late/notes.txt", "-")],
    [
      "a level that a manifest.py asks for",
      (project) => project.write("boards/manifest.py", 'module("q.py", opt=3)\n'),
    ],
    ["a library that goes", (project) => project.remove("lib")],
  ])("%s", (_name, act) => {
    const project = makeProject(BASE);
    const build = (cache?: false): unknown => {
      const { compiled: _, ...rest } = start(project, { ...BASE_OPTIONS, cache }).snapshot(NO_IMPORTS);
      return [said({ ...rest, compiled: [] }), rest.outside()];
    };
    const before = build();
    const searches = countSearches();
    expect(build()).toEqual(before);
    expect(searches()).toBe(0);
    act(project);
    const after = build(false);
    expect(after).not.toEqual(before);
    expect(build()).toEqual(after);
  });

  test("what JavaScript imports", () => {
    const project = makeProject(BASE);
    const byUrl = [`${project.root}/f/unused.py`];
    const build = (imported: ImportedPython): unknown => said(start(project, BASE_OPTIONS).snapshot(imported));
    const before = build(NO_IMPORTS);
    const after = build({ byUrl, inlined: [] });
    expect(after).not.toEqual(before);
    expect(build(NO_IMPORTS)).toEqual(before);
    expect(build({ byUrl, inlined: [] })).toEqual(after);
  });

  test.each(OTHER_OPTIONS.map((options) => [options]))("the options %j", (options) => {
    const project = makeProject(BASE);
    const build = (given: MicroPythonOptions): unknown =>
      said(start(project, { ...BASE_OPTIONS, ...given }).snapshot(NO_IMPORTS));
    const before = build({});
    const after = build({ ...options, cache: false });
    expect(after).not.toEqual(before);
    expect(build(options)).toEqual(after);
    expect(build(options)).toEqual(after);
    expect(build({})).toEqual(before);
  });
});

function records(project: TestProject): string[] {
  const folder = join(project.root, CACHE);
  const names = readdirSync(folder).filter((name) => name.startsWith("build-"));
  return names.map((name) => join(folder, name));
}
