// A long-lived build, as of a watcher, gives the same bytes as a new one after each change.

import { describe, expect, test } from "vitest";
import { Random } from "../../scripts/generator/random.ts";
import { FlashBuild } from "../../src/engine/flash-build.ts";
import { NO_IMPORTS } from "../../src/engine/imported-python.ts";
import type { MicroPythonOptions } from "../../src/options/types.ts";
import { resolveOptions } from "../../src/options/resolve-options.ts";
import type { TestProject } from "../plugin/support/project.ts";
import { makeProject } from "../plugin/support/project.ts";
import { said, source } from "./support/random-project.ts";

const FOLDERS = ["", "a/", "a/b/", "c/"];
const NAMES = ["m", "n", "o", "__init__"];
const PATHS = FOLDERS.flatMap((folder) => NAMES.map((name) => `${folder}${name}.py`)).filter(
  (path) => path !== "__init__.py",
);

function change(project: TestProject, random: Random): void {
  const path = `f/${random.pick(PATHS)}`;
  random.weighted<() => void>([
    [6, () => project.write(path, source(random))],
    [2, () => project.remove(path)],
    [1, () => project.write("f/data.json", `[${random.below(10)}]`)],
    [1, () => project.write(`f/c/late${random.below(3)}.py`, "x = 2\n")],
  ])();
}

describe("after any change", () => {
  test.each<[string, MicroPythonOptions]>([
    ["what main imports", { entries: "f/main.py", data: "f/*.json" }],
    ["globs", { entries: "f/**/*.py", data: "f/**/*.json" }],
    ["with an image", { entries: "f/*.py", flash: { filesystem: "romfs", size: "64K" }, report: { html: true } }],
    ["optimised for size", { entries: "f/main.py", optimize: "size", flash: { bundle: true } }],
    ["everything", { entries: "f/main.py", treeshake: false, unresolved: "ignore" }],
  ])("%s", (_name, options) => {
    const random = new Random(5);
    const project = makeProject({ "node_modules/.keep": "", "f/main.py": "import a.b, c, m\nfrom a import n\n" });
    for (let files = 0; files < 12; files++) change(project, random);
    const start = (cache: boolean): FlashBuild => {
      const given = { unresolved: "warn", ...options, cache } as const;
      return new FlashBuild(resolveOptions(given, { root: project.root, mode: "production" }));
    };
    const living = start(true);
    let good = 0;
    for (let round = 0; round < 60; round++) {
      for (let changes = random.between(0, 2); changes > 0; changes--) change(project, random);
      const snapshot = living.snapshot(NO_IMPORTS);
      if (snapshot.problems.length === 0) good++;
      expect(said(snapshot)).toEqual(said(start(false).snapshot(NO_IMPORTS)));
    }
    expect(good).toBeGreaterThan(5);
  });
});
