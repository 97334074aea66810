// A manifest.py as a library of a build: its files are placed as it says, and follow changes of manifest and folders.

import { rmSync, writeFileSync } from "node:fs";
import { beforeEach, expect, test } from "vitest";
import { FlashBuild } from "../../src/engine/flash-build.ts";
import type { FlashSnapshot } from "../../src/engine/snapshot.ts";
import { NO_IMPORTS } from "../../src/engine/imported-python.ts";
import type { MicroPythonOptions } from "../../src/options/types.ts";
import { resolveOptions } from "../../src/options/resolve-options.ts";
import { compile } from "../../src/compiler/index.ts";
import { problemText } from "../../src/project/problem.ts";
import { projectFolder } from "./project-folder.ts";

const READY = compile("y = 2\n", { filename: "ready.py" }).mpy;
const FILES: Record<string, string | Uint8Array> = {
  "modules/app.py": "assert 0\nx = 1\n",
  "modules/tools/__init__.py": "import app\n",
  "text/words.py": "z = 3\n",
  "done/ready.mpy": READY,
  "vendor/mp/lib/micropython-lib/micropython/led/manifest.py": 'metadata(version="0.4")\nmodule("led.py")\n',
  "vendor/mp/lib/micropython-lib/micropython/led/led.py": "on = 1\n",
};

let root = "";
beforeEach(() => {
  root = projectFolder(FILES);
});

function start(manifest: string, more: Partial<MicroPythonOptions> = {}, library: object = {}): FlashBuild {
  writeFileSync(`${root}/manifest.py`, manifest);
  const variables = { MPY_DIR: "vendor/mp" };
  const libraries = [{ manifest: "manifest.py", variables, ...library }];
  return new FlashBuild(resolveOptions({ libraries, cache: false, ...more }, { root, mode: "production" }));
}

const built = (manifest: string, more?: Partial<MicroPythonOptions>, library?: object): FlashSnapshot =>
  start(manifest, more, library).snapshot(NO_IMPORTS);
const paths = ({ files }: FlashSnapshot): string[] => files.map(({ path }) => path);
const problems = (manifest: string, library?: object): string[] =>
  built(manifest, {}, library).problems.map(problemText);

test("levels, versions, sources and compiled files are as the manifest says", () => {
  const manifest = 'freeze("modules", opt=2)\nfreeze_as_str("text")\nfreeze_mpy("done")\nrequire("led")\n';
  const snapshot = built(manifest);
  expect(snapshot.problems).toEqual([]);
  const bytes = Object.fromEntries(snapshot.files.map((file) => [file.path, Buffer.from(file.bytes)]));
  expect(bytes).toEqual({
    "/lib/app.mpy": Buffer.from(compile(FILES["modules/app.py"]!, { filename: "app.py", optimize: 2 }).mpy),
    "/lib/led.mpy": Buffer.from(compile("on = 1\n\n\n__version__ = '0.4'\n", { filename: "led.py" }).mpy),
    "/lib/ready.mpy": Buffer.from(READY),
    "/lib/tools/__init__.mpy": Buffer.from(
      compile(FILES["modules/tools/__init__.py"]!, { filename: "tools/__init__.py", optimize: 2 }).mpy,
    ),
    "/lib/words.py": Buffer.from("z = 3\n"),
  });
});

test("a damaged compiled file is refused", () => {
  writeFileSync(`${root}/done/ready.mpy`, READY.subarray(0, 12));
  expect(problems('freeze("done")')).toEqual([expect.stringMatching(/^done\/ready\.mpy: /)]);
});

test("it is placed as the options say, and with all: false only imported modules ship", () => {
  writeFileSync(`${root}/main.py`, "import tools\n");
  const snapshot = built('freeze("modules")\nfreeze("done")', { entries: "main.py" }, { to: "/frozen", all: false });
  // sys.path of a device has no /frozen: the import of tools is told as missing, and nothing of the library ships
  expect(paths(snapshot)).not.toContain("/frozen/ready.mpy");
  const inLib = built('freeze("modules")\nfreeze("done")', { entries: "main.py" }, { all: false });
  expect(paths(inLib)).toEqual(["/lib/app.mpy", "/lib/tools/__init__.mpy", "/main.py"]);
});

test("the next build sees changes of folders and of the manifest", () => {
  const build = start('freeze("modules")\n');
  const next = (): string[] => paths(build.snapshot(NO_IMPORTS));
  expect(next()).toEqual(["/lib/app.mpy", "/lib/tools/__init__.mpy"]);
  writeFileSync(`${root}/modules/tools/late.py`, "");
  expect(next()).toEqual(["/lib/app.mpy", "/lib/tools/__init__.mpy", "/lib/tools/late.mpy"]);
  rmSync(`${root}/modules/tools`, { recursive: true });
  expect(next()).toEqual(["/lib/app.mpy"]);
  writeFileSync(`${root}/manifest.py`, 'freeze("text")\n');
  expect(next()).toEqual(["/lib/words.mpy"]);
});

test("a version is not appended any more once the source defines it", () => {
  const build = start('require("led")\n');
  const led = (): Uint8Array => build.snapshot(NO_IMPORTS).files[0]!.bytes;
  expect(led()).toEqual(compile("on = 1\n\n\n__version__ = '0.4'\n", { filename: "led.py" }).mpy);
  const own = "__version__ = 'own'\n";
  writeFileSync(`${root}/vendor/mp/lib/micropython-lib/micropython/led/led.py`, own);
  expect(led()).toEqual(compile(own, { filename: "led.py" }).mpy);
});

test("a file that is listed twice is there once, if it is the same", () => {
  expect(paths(built('module("app.py", "modules")\nfreeze("modules", "./app.py")'))).toEqual(["/lib/app.mpy"]);
  expect(problems('module("app.py", "modules")\nfreeze("modules", "app.py", opt=3)')).toEqual([
    expect.stringContaining(
      "manifest.py:2:1: the manifest.py lists app.py twice, as different files or with different levels",
    ),
  ]);
});

test("a path outside of the device's folder is refused", () => {
  expect(problems('module("../text/words.py", "modules")')).toEqual([
    expect.stringMatching(/^manifest\.py:1:1: \.\.\/text\/words\.py is outside/),
  ]);
});

test("mistakes in manifest and options have their place", () => {
  expect(problems('\nrequire("none")')).toEqual([expect.stringMatching(/^manifest\.py:2:1: Package 'none' not found/)]);
  expect(problems("x", { manifest: "none.py" })).toEqual([expect.stringContaining("there is no such manifest")]);
  expect(() => problems("x", { variables: { A: 1 } })).toThrow("option libraries[0].variables.A");
});
