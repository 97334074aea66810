// Several bundles of one project: in any order, the flash is the union of their imports, with the same bytes.

import { expect, test } from "vitest";
import { Random } from "../../scripts/generator/random.ts";
import { Engine, engineOf } from "../../src/engine/engine.ts";
import { NO_IMPORTS } from "../../src/engine/imported-python.ts";
import type { ImportedPython } from "../../src/engine/imported-python.ts";
import { FlashBuild } from "../../src/engine/flash-build.ts";
import type { MicroPythonOptions } from "../../src/options/types.ts";
import { resolveOptions } from "../../src/options/resolve-options.ts";
import { makeProject } from "../plugin/support/project.ts";
import { said, source } from "./support/random-project.ts";

const FILES = ["f/m.py", "f/n.py", "f/a/m.py", "f/a/__init__.py", "f/c/n.py", "g/o.py", "g/a/b.py"];
const PARTS = ["vite:client", "vite:ssr", "vite:worker", "webpack:second"];

test.each<[string, MicroPythonOptions]>([
  ["what JavaScript imports", {}],
  ["with entries", { entries: "f/main.py" }],
  ["with an image", { entries: "f/main.py", flash: { filesystem: "romfs", size: "64K" } }],
])("%s", (_name, options) => {
  const random = new Random(11);
  const project = makeProject({ "f/main.py": "import m\n" });
  const resolved = (): ReturnType<typeof resolveOptions> =>
    resolveOptions({ unresolved: "ignore", cache: false, ...options }, { root: project.root, mode: "production" });
  const living = new Engine(resolved());
  const parts = new Map<string, ImportedPython>();
  const write = (): void => project.write(random.pick(FILES), source(random));
  for (const file of FILES) project.write(file, source(random));
  for (let round = 0; round < 20; round++) {
    for (let changes = random.below(3); changes > 0; changes--) write();
    const part = random.pick(PARTS);
    if (random.oneIn(5)) {
      parts.delete(part);
      living.withdraw(part);
    } else {
      const pick = (): string[] => random.list(0, 3, () => `${project.root}/${random.pick(FILES)}`).sort();
      const imported = { byUrl: [...new Set(pick())], inlined: random.oneIn(3) ? [...new Set(pick())] : [] };
      parts.set(part, imported);
      living.contribute(part, imported);
    }
    const fresh = new Engine(resolved());
    const order = [...parts].sort(() => (random.oneIn(2) ? 1 : -1));
    for (const [name, imported] of order) fresh.contribute(name, imported);
    const union = (kind: keyof ImportedPython): string[] =>
      [...new Set([...parts.values()].flatMap((one) => one[kind]))].sort();
    const whole = { byUrl: union("byUrl"), inlined: union("inlined") };
    const expected = said(new FlashBuild(resolved()).snapshot(whole));
    expect(said(living.snapshot())).toEqual(expected);
    expect(said(fresh.snapshot())).toEqual(expected);
  }
});

test("what a bundler handed over for a file counts as long as a bundle imports it", () => {
  const project = makeProject({ "f/main.py": "x = 1\n" });
  const file = `${project.root}/f/main.py`;
  const options = resolveOptions({ entries: "f/main.py", cache: false }, { root: project.root, mode: "production" });
  const text = (engine: Engine): string => Buffer.from(engine.snapshot().files[0]!.bytes).toString();
  const engine = new Engine(options);
  // As webpack does, which has read the file before it was saved.
  engine.build.python.buildImported(file, "x = 0\n");
  engine.contribute("webpack:", { byUrl: [file], inlined: [] });
  expect(text(engine)).toBe("x = 0\n");
  engine.contribute("webpack:", NO_IMPORTS);
  expect(text(engine)).toBe("x = 1\n");
  engine.build.python.buildImported(file, "x = 0\n");
  engine.contribute("webpack:", { byUrl: [], inlined: [file] });
  engine.withdraw("webpack:");
  expect(text(engine)).toBe("x = 1\n");
});

test("one engine for each project and its options", () => {
  const project = makeProject({ "f/main.py": "x = 1\n" });
  const engine = (options: MicroPythonOptions, root = project.root): Engine =>
    engineOf(resolveOptions(options, { root, mode: "production" }));
  const one = engine({ entries: "f/main.py" });
  expect(engine({ entries: "f/main.py" })).toBe(one);
  expect(engine({ entries: "f/main.py" }, `${project.root}/f/..`)).toBe(one);
  expect(engine({ entries: "f/*.py" })).not.toBe(one);
  expect(engine({ entries: "f/main.py" }, `${project.root}/f`)).not.toBe(one);
  one.contribute("a", { byUrl: ["/x/a.py"], inlined: [] });
  one.contribute("b", { byUrl: ["/x/b.py", "/x/a.py"], inlined: ["/x/c.py"] });
  expect(one.imported).toEqual({ byUrl: ["/x/a.py", "/x/b.py"], inlined: ["/x/c.py"] });
  one.withdraw("a");
  one.withdraw("b");
  expect(one.imported).toEqual(NO_IMPORTS);
});
