// A library like micropython-lib, from its manifests to the device: two dozen packages that require each other are built into a ROMFS
// image, which a real MicroPython mounts. It imports each package and runs the package's own test.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { globSync } from "tinyglobby";
import { beforeAll, describe, expect, test } from "vitest";
import { FlashBuild } from "../../src/engine/flash-build.ts";
import type { FlashSnapshot } from "../../src/engine/snapshot.ts";
import { NO_IMPORTS } from "../../src/engine/imported-python.ts";
import type { MicroPythonOptions } from "../../src/options/types.ts";
import { resolveOptions } from "../../src/options/resolve-options.ts";
import { compile } from "../../src/compiler/index.ts";
import { problemText } from "../../src/project/problem.ts";
import { runOnDevice } from "../support/micropython.ts";
import type { StepResult } from "../support/micropython.ts";

const root = fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "");
/** Packages that have a test, by the path of the test. */
const TESTS = globSync("collection/*/*/test_*.py", { cwd: root }).sort();

const nameOf = (path: string): string => path.split("/")[2]!;
const source = (path: string): string => readFileSync(`${root}/collection/${path}`, "utf8");

let snapshot: FlashSnapshot;

beforeAll(() => {
  const options = resolveOptions(
    JSON.parse(readFileSync(`${root}/micropython.config.json`, "utf8")) as MicroPythonOptions,
    {
      root,
      mode: "production",
    },
  );
  snapshot = new FlashBuild(options).snapshot(NO_IMPORTS);
});

describe("the build", () => {
  test("has exactly the files of the manifests", () => {
    expect(snapshot.problems.map(problemText)).toEqual([]);
    expect(snapshot.warnings).toEqual([]);
    const listed = snapshot.files.map(({ path }) => path);
    const packages = globSync("collection/**/*.py", {
      cwd: root,
      ignore: ["**/manifest.py", "**/test_*.py", "**/unlisted.py"],
    });
    const expected = packages.map((path) => `/lib/${path.split("/").slice(3).join("/").replace(/py$/, "mpy")}`);
    expect(listed).toEqual(expected.sort());
  });

  test.each([
    ["data/varint/varint.py", "varint.py", 3, "0.3.1"],
    ["data/crc/crc/crc16.py", "crc/crc16.py", 2, "1.2.0"],
    ["measure/filters/filters/lowpass.py", "filters/lowpass.py", undefined, "1.1.0"],
    ["measure/filters/filters/median.py", "filters/median.py", 3, "1.1.0"],
  ] as const)("compiles %s with the level and the version of its manifest", (path, filename, optimize, version) => {
    const built = snapshot.files.find((file) => file.path === `/lib/${filename.replace(/py$/, "mpy")}`)!;
    const tagged = `${source(path)}\n\n__version__ = '${version}'\n`;
    expect(built.bytes).toEqual(compile(tagged, { filename, ...(optimize && { optimize }) }).mpy);
  });
});

test("the built command makes the same image", () => {
  const out = mkdtempSync(join(tmpdir(), "library-"));
  try {
    const program = fileURLToPath(new URL("../../dist/cli/mpy.js", import.meta.url));
    const ran = spawnSync(process.execPath, [program, "build", "--out", out], { cwd: root, encoding: "utf8" });
    expect([ran.status, ran.stderr]).toEqual([0, ""]);
    expect(readFileSync(join(out, "flash.bin"))).toEqual(Buffer.from(snapshot.images[0]!.bytes));
  } finally {
    rmSync(out, { recursive: true });
  }
});

describe("on the device, from the image", () => {
  const MOUNT = `
import sys, vfs
with open("/image", "rb") as file:
    vfs.mount(vfs.VfsRom(file.read()), "/rom")
sys.path[:] = ["/rom/lib"]

def run_test(path):
    with open(path) as file:
        exec(file.read(), {"__name__": "__main__"})

def loaded():
    files = [getattr(module, "__file__", "") for module in sys.modules.values()]
    print(" ".join(sorted(file for file in files if file.startswith("/rom/"))))
`;
  let results: StepResult[];

  beforeAll(async () => {
    const tests = TESTS.map((path) => ({ path: `/${nameOf(path)}_test.py`, bytes: readFileSync(`${root}/${path}`) }));
    const image = { path: "/image", bytes: snapshot.images[0]!.bytes };
    const steps = TESTS.map((path) => `run_test("/${nameOf(path)}_test.py")`);
    results = await runOnDevice([image, ...tests], [MOUNT, ...steps, "loaded()"]);
  });

  test("it is mounted, and there are at least twenty packages", () => {
    expect(results[0]).toEqual({ output: "", error: null });
    expect(TESTS.length).toBeGreaterThanOrEqual(20);
  });

  test.each(TESTS.map((path, index) => [nameOf(path), index] as const))("the test of %s passes", (_, index) => {
    expect(results[index + 1]).toEqual({ output: "", error: null });
  });

  test("each module was imported from the image, and each file of the image was imported", () => {
    const loaded = results.at(-1)!.output.trim().split(" ");
    expect(loaded).toEqual(snapshot.files.map(({ path }) => `/rom${path}`));
  });
});
