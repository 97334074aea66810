// One build that lives on, as a watcher's, beside a new one after each change: both say the same, to the byte, whatever changed.

import { describe, expect, test } from "vitest";
import { Random } from "../../scripts/generator/random.ts";
import { FlashBuild } from "../../src/build/flash-build.ts";
import type { FlashSnapshot } from "../../src/build/flash-build.ts";
import { NO_IMPORTS } from "../../src/build/imported-python.ts";
import type { MicroPythonOptions } from "../../src/build/options.ts";
import { resolveOptions } from "../../src/build/resolve-options.ts";
import { problemText } from "../../src/project/problem.ts";
import type { TestProject } from "../plugin/support/project.ts";
import { makeProject } from "../plugin/support/project.ts";

const FOLDERS = ["", "a/", "a/b/", "c/"];
const NAMES = ["m", "n", "o", "__init__"];
const PATHS = FOLDERS.flatMap((folder) => NAMES.map((name) => `${folder}${name}.py`)).filter(
  (path) => path !== "__init__.py",
);

/** A statement that imports something that may be there. */
function statement(random: Random): string {
  const module = random.pick(["a", "a.b", "c", "m", "n", "a.m", "a.b.o", "c.n", "time", "json", "nowhere"]);
  const plain = random.pick([
    `import ${module}`,
    `from ${module} import ${random.pick(["m", "n", "*", "b"])}`,
    `from . import ${random.pick(["m", "n"])}`,
    `from .${random.pick(["m", "o", "b"])} import x`,
    `from .. import n`,
  ]);
  return random.oneIn(3) ? `try:\n    ${plain}\nexcept ImportError:\n    pass` : plain;
}

function source(random: Random): string {
  if (random.oneIn(40)) return "def broken(:\n";
  const lines = ["x = 1", ...random.list(0, 3, () => statement(random))];
  if (random.oneIn(3)) lines.unshift("");
  return `${lines.join("\n")}\nprint(${random.below(1000)})\n`;
}

function change(project: TestProject, random: Random): void {
  const path = `f/${random.pick(PATHS)}`;
  random.weighted<() => void>([
    [6, () => project.write(path, source(random))],
    [2, () => project.remove(path)],
    [1, () => project.write("f/data.json", `[${random.below(10)}]`)],
    [1, () => project.write(`f/c/late${random.below(3)}.py`, "x = 2\n")],
  ])();
}

function said(snapshot: FlashSnapshot): unknown {
  const { files, images, manifestText, graph, problems, warnings } = snapshot;
  expect(manifestText).toBe(`${JSON.stringify(snapshot.manifest, null, 2)}\n`);
  const bytes = [...files, ...images].map((file) => [file.asset, Buffer.from(file.bytes).toString("hex")]);
  return { bytes, manifestText, graph, problems: problems.map(problemText), warnings };
}

describe("after any change", () => {
  test.each<[string, MicroPythonOptions]>([
    ["what main imports", { entries: "f/main.py", include: "f/*.json" }],
    ["globs", { entries: "f/**/*.py", include: "f/**/*.json" }],
    ["with an image", { entries: "f/*.py", flash: { filesystem: "romfs", size: "64K" }, report: { html: true } }],
    ["everything", { entries: "f/main.py", treeShake: false, unresolved: "ignore" }],
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
