// build(): a project's flash for scripts, as `mpy build` makes it.

import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { build, BuildError, defineConfig } from "../../src/index.ts";
import { makeProject } from "../plugin/support/project.ts";

const FILES = { "f/main.py": "import a\n", "f/a.py": "x = 1\n" };

describe("build", () => {
  test("writes the files, and returns their names", async () => {
    const { root } = makeProject(FILES);
    const options = defineConfig({ root, entries: "f/main.py", cache: false });
    const first = await build(options, { out: "out" });
    expect(first).toMatchObject({ folder: `${root}/out`, removed: [], warnings: [] });
    expect(first.outputs.map(({ path }) => path)).toEqual(["flash/a.mpy", "flash/main.py", "flash/manifest.json"]);
    for (const { path, bytes } of first.outputs) expect([...readFileSync(`${root}/out/${path}`)]).toEqual([...bytes]);
    const second = await build({ ...options, entries: "f/a.py" }, { out: "out" });
    expect(second.removed).toEqual(["flash/main.py"]);
    expect(second.manifest.modules.map(({ name }) => name)).toEqual(["a"]);
  });

  test("can be told to write nothing", async () => {
    const { root } = makeProject(FILES);
    const { outputs } = await build({ root, entries: "f/main.py", cache: false }, { write: false });
    expect([outputs.length, existsSync(`${root}/dist`)]).toEqual([3, false]);
  });

  test.each([
    [{ entries: "f/main.py", optimise: 1 }, /option optimise of .*no such option/],
    [{ entries: "f/gone.py" }, /no file matches "f\/gone\.py"/],
    [{ entries: "f/wrong.py" }, /f\/wrong\.py:1:\d+: SyntaxError/],
  ])("%j is refused, and nothing is written", async (options, message) => {
    const { root } = makeProject({ ...FILES, "f/wrong.py": "x = = 1\n" });
    const failure = await build({ root, cache: false, ...options }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(BuildError);
    expect((failure as BuildError).problems).toEqual([expect.stringMatching(message)]);
    expect(existsSync(`${root}/dist`)).toBe(false);
  });
});
