// The output of each bundler runs on a real MicroPython: whole programs, imported as bytecode from their device paths, print what
// their sources print, and fail with the same tracebacks.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import type { Manifest } from "../../src/index.ts";
import type { DeviceFile, StepResult } from "../support/micropython.ts";
import { runOnDevice } from "../support/micropython.ts";
import { BUNDLERS } from "./support/bundlers.ts";
import { makeProject } from "./support/project.ts";

const PROGRAMS = fileURLToPath(new URL("programs", import.meta.url));
const SOURCES = readdirSync(PROGRAMS, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".py"));
const MAIN = 'import packages\nprint("main done")\n';

// In a fixed order, because modules remember each other.
const STEPS = [
  ...["closures", "classes", "generators", "numbers", "packages", "failing"].map((name) => `import ${name}`),
  "failing.fail()",
  'exec(open("/main.py").read())',
];

let expected: StepResult[];

beforeAll(async () => {
  const files = SOURCES.map((path) => ({ path: `/${path}`, bytes: readFileSync(join(PROGRAMS, path)) }));
  expected = await runOnDevice([...files, { path: "/main.py", bytes: Buffer.from(MAIN) }], STEPS);
});

test("the programs print the expected output from source", () => {
  const [failure] = expected.slice(-2);
  expect(expected.slice(0, -2).map((result) => result.error)).toEqual(Array(STEPS.length - 2).fill(null));
  expect(failure?.error).toContain('File "failing.py", line 10, in risky');
  expect(failure?.error).toContain("IndexError");
});

describe.each(Object.keys(BUNDLERS))("%s", (bundler) => {
  test("what it emits prints the same and fails with the same lines", async () => {
    const project = makeProject({
      "src/main.js": 'import url from "../programs/closures.py";\nglobalThis.result = url;\n',
      "programs/main.py": MAIN,
    });
    for (const path of SOURCES) project.write(`programs/${path}`, readFileSync(join(PROGRAMS, path)));
    await BUNDLERS[bundler]!({ root: project.root, options: { entries: "programs/**/*.py" } });

    const manifest = JSON.parse(project.read("dist/flash/manifest.json").toString()) as Manifest;
    const files = manifest.modules.map(({ path, asset }): DeviceFile => ({
      path,
      bytes: project.read(`dist/${asset}`),
    }));
    expect(files.filter(({ path }) => path.endsWith(".py")).map(({ path }) => path)).toEqual(["/main.py"]);
    expect(await runOnDevice(files, STEPS)).toEqual(expected);
  });
});
