// Libraries behind links, as pnpm, npm's workspaces and `npm link` make them. Bundlers give the real path, the options name the link,
// and both are the same library: in /lib and in the lock file, also for modules that only JavaScript imports.

import { mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Manifest, MicroPythonOptions } from "../../src/index.ts";
import { BUNDLERS } from "./support/bundlers.ts";
import { makeProject } from "./support/project.ts";
import type { TestProject } from "./support/project.ts";

const PACKAGE = JSON.stringify({ name: "pid", version: "1.2.0", micropython: { root: "python" } });
const LIBRARY = {
  "package.json": PACKAGE,
  "python/pid/__init__.py": "from . import core\n",
  "python/pid/core.py": "GAIN = 2\n",
};

/** Where the library lies, and the link that leads to it. */
const LAYOUTS = {
  pnpm: ["app/node_modules/.pnpm/pid@1.2.0/node_modules/pid", "app/node_modules/pid"],
  workspaces: ["packages/pid", "node_modules/pid"],
  "npm link": ["elsewhere/pid", "app/node_modules/pid"],
} as const;

function project(kind: keyof typeof LAYOUTS, query: string): TestProject {
  const [place, link] = LAYOUTS[kind];
  const made = makeProject({
    "app/src/main.js": `import value from "pid/python/pid/__init__.py${query}";\nglobalThis.result = value;\n`,
    "app/firmware/main.py": "print(1)\n",
    ...Object.fromEntries(Object.entries(LIBRARY).map(([path, content]) => [`${place}/${path}`, content])),
  });
  mkdirSync(dirname(join(made.root, link)), { recursive: true });
  symlinkSync(join(made.root, place), join(made.root, link), "dir");
  return made;
}

beforeEach(() => void vi.stubEnv("CI", ""));
afterEach(() => void vi.unstubAllEnvs());

describe.each(["vite", "webpack", "rspack", "esbuild"])("%s", (bundler) => {
  const kinds = Object.keys(LAYOUTS) as (keyof typeof LAYOUTS)[];
  test.each(kinds)("a library behind a link of %s", async (kind) => {
    const made = project(kind, "");
    const options: MicroPythonOptions = {
      entries: "firmware/main.py",
      libraries: [{ npm: "pid" }],
      lock: true,
      cache: false,
    };
    const build = (): Promise<void> => BUNDLERS[bundler]!({ root: join(made.root, "app"), options });
    await build();
    const { modules } = JSON.parse(made.read("app/dist/flash/manifest.json").toString()) as Manifest;
    expect(modules.map(({ path }) => path)).toEqual(["/lib/pid/__init__.mpy", "/lib/pid/core.mpy", "/main.py"]);
    expect(made.read("app/micropython.lock.json").toString()).toContain('"npm:pid"');
    made.write(`${LAYOUTS[kind][0]}/python/pid/__init__.py`, "import os\n");
    vi.stubEnv("CI", "1");
    await expect(build()).rejects.toThrow(/pid\/__init__\.py/);
  });
});

test("an import of the bytes does not bypass the lock file", async () => {
  const made = project("pnpm", "?bytes");
  const options: MicroPythonOptions = {
    entries: "firmware/main.py",
    libraries: [{ npm: "pid" }],
    lock: true,
    cache: false,
  };
  const build = (): Promise<void> => BUNDLERS["vite"]!({ root: join(made.root, "app"), options });
  await build();
  expect(made.list("app/dist/flash")).toEqual(["main.py", "manifest.json"]);
  made.write(`${LAYOUTS.pnpm[0]}/python/pid/__init__.py`, "import os\n");
  vi.stubEnv("CI", "1");
  await expect(build()).rejects.toThrow(/pid\/__init__\.py/);
});
