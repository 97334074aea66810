// Libraries in a build: npm, mip and folders outside of the project. Imported modules ship, run on MicroPython, and are compared with
// the lock file.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { FlashBuild } from "../../src/engine/flash-build.ts";
import type { FlashSnapshot } from "../../src/engine/snapshot.ts";
import { NO_IMPORTS } from "../../src/engine/imported-python.ts";
import type { MicroPythonOptions } from "../../src/options/types.ts";
import { resolveOptions } from "../../src/options/resolve-options.ts";
import { compile } from "../../src/compiler/index.ts";
import { sha256 } from "../../src/node/files.ts";
import { problemText } from "../../src/project/problem.ts";
import { projectFolder } from "../node/project-folder.ts";
import { runOnDevice } from "../support/micropython.ts";

const json = (value: unknown): string => JSON.stringify(value);
const CLOCK = compile("import steady\n\ndef now():\n    return steady.TICK * 2\n", { filename: "clock.py" }).mpy;
const hashOf = (content: string | Uint8Array): string => sha256(Buffer.from(content)).slice(0, 8);
const inIndex = (content: string | Uint8Array): string =>
  `app/index/file/${hashOf(content).slice(0, 2)}/${hashOf(content)}`;
const STEADY = "TICK = 21\n";

const FILES: Record<string, string | Uint8Array> = {
  "app/src/main.py":
    "import pid, clock, shared.text\nfrom ranges import clamp\n\nprint(pid.step(clamp(9)), clock.now(), shared.text.HI)\n",
  "app/node_modules/pid/package.json": json({
    version: "1.2.0",
    micropython: { root: "python", requires: ["ranges"] },
  }),
  "app/node_modules/pid/python/pid.py": "def step(x):\n    return x + 1\n",
  "app/node_modules/pid/python/unused.py": "x = 1\n",
  "app/node_modules/ranges/package.json": json({ version: "3.0.0" }),
  "app/node_modules/ranges/ranges.py": "def clamp(x):\n    return min(x, 4)\n",
  "app/index/package/6/clock/latest.json": json({
    v: 1,
    hashes: [["clock.mpy", hashOf(CLOCK)]],
    deps: [["steady", "0.9"]],
    version: "2.0",
  }),
  [inIndex(CLOCK)]: CLOCK,
  "app/index/package/py/steady/0.9.json": json({ v: 1, hashes: [["steady.py", hashOf(STEADY)]], version: "0.9" }),
  [inIndex(STEADY)]: STEADY,
  "lib/shared/text.py": "HI = 'hi'\n",
};

const CLOCK_LIBRARY = { mip: "clock", index: "./index" };

const OPTIONS: MicroPythonOptions = {
  entries: "src/main.py",
  libraries: [{ npm: "pid" }, CLOCK_LIBRARY, "../lib"],
  cache: false,
  lock: true,
};

let root = "";

beforeEach(() => {
  vi.stubEnv("CI", "");
  root = `${projectFolder(FILES)}/app`;
});
afterEach(() => vi.unstubAllEnvs());

function build(options: MicroPythonOptions = {}): FlashSnapshot {
  return new FlashBuild(resolveOptions({ ...OPTIONS, ...options }, { root, mode: "production" })).snapshot(NO_IMPORTS);
}

const problemsOf = (snapshot: FlashSnapshot): string[] => snapshot.problems.map(problemText);
const lockText = (): string => readFileSync(`${root}/micropython.lock.json`, "utf8");

test("what is imported ships and runs", async () => {
  const snapshot = build();
  expect(problemsOf(snapshot)).toEqual([]);
  const files = snapshot.files.map(({ path, bytes }) => ({ path, bytes }));
  expect(files.map(({ path }) => path)).toEqual([
    "/lib/clock.mpy",
    "/lib/pid.mpy",
    "/lib/ranges.mpy",
    "/lib/shared/text.mpy",
    "/lib/steady.mpy",
    "/main.py",
  ]);
  expect(sha256(files[0]!.bytes)).toBe(sha256(CLOCK));
  const [result] = await runOnDevice(files, [new TextDecoder().decode(files.at(-1)!.bytes)]);
  expect(result).toEqual({ output: "5 42 hi\n", error: null });
});

test("a package that two libraries require is there once", () => {
  const libraries = [{ npm: "pid", all: true }, { npm: "ranges", all: true }, CLOCK_LIBRARY, "../lib"];
  const snapshot = build({ libraries });
  expect([...problemsOf(snapshot), ...snapshot.warnings]).toEqual([]);
  expect(snapshot.files.filter(({ path }) => path.startsWith("/lib/ranges"))).toHaveLength(1);
  expect(snapshot.files.some(({ path }) => path === "/lib/unused.mpy")).toBe(true);
});

describe("the lock file", () => {
  test("is watched as soon as there is one", () => {
    const build = new FlashBuild(resolveOptions(OPTIONS, { root, mode: "production" }));
    const file = `${root}/micropython.lock.json`;
    expect(build.inputs.watched()).not.toContain(file);
    build.snapshot(NO_IMPORTS);
    expect(build.inputs.watched()).toContain(file);
    expect(build.inputs.isPart(file)).toBe(true);
  });

  test("names what was used, by library and without a path of this machine", () => {
    build();
    const { libraries } = JSON.parse(lockText()) as { libraries: { name: string; version?: string; files: object }[] };
    expect(libraries.map(({ name, version, files }) => [name, version, Object.keys(files)])).toEqual([
      ["../lib", undefined, ["shared/text.py"]],
      ["mip:clock", "2.0", ["clock.mpy", "steady.py"]],
      ["npm:pid", "1.2.0", ["pid.py"]],
      ["npm:ranges", "3.0.0", ["ranges.py"]],
    ]);
    expect(lockText()).toContain(`"steady.py": "${sha256(Buffer.from(STEADY))}"`);
    expect(lockText()).not.toContain(root);
    vi.stubEnv("CI", "true");
    expect(problemsOf(build())).toEqual([]);
  });

  test("names them where the source root holds them, too, and data that they bring", () => {
    root = projectFolder({
      ...Object.fromEntries(Object.entries(FILES).map(([path, content]) => [path.replace(/^app\//, ""), content])),
      "main.py": "import clock, pid\n",
      "node_modules/pid/package.json": json({ micropython: { root: "python", files: ["pid.py", "*.bin"] } }),
      "node_modules/pid/python/table.bin": "T",
      "more/x.bin": "X",
    });
    expect(
      problemsOf(build({ entries: "main.py", data: "more/x.bin", libraries: [{ npm: "pid" }, CLOCK_LIBRARY] })),
    ).toEqual([]);
    const { libraries } = JSON.parse(lockText()) as { libraries: { name: string; files: object }[] };
    expect(libraries.map(({ name, files }) => [name, Object.keys(files)])).toEqual([
      ["mip:clock", ["clock.mpy", "steady.py"]],
      ["npm:pid", ["pid.py", "table.bin"]],
    ]);
  });

  test("is not made without the option, nor in CI", () => {
    build({ lock: false });
    vi.stubEnv("CI", "true");
    expect(problemsOf(build())).toEqual([
      expect.stringContaining("there is no micropython.lock.json, and a build in CI does not make it"),
    ]);
    expect(existsSync(`${root}/micropython.lock.json`)).toBe(false);
  });

  test("has the name that the options give", () => {
    build({ lock: "../board.lock.json" });
    expect(existsSync(`${root}/../board.lock.json`)).toBe(true);
    expect(() => build({ lock: 1 as never })).toThrow(
      "option lock of unplugin-micropython: 1 is not true or false or a file's name",
    );
  });

  test("detects an altered file", () => {
    build();
    const before = lockText();
    writeFileSync(`${root}/node_modules/pid/python/pid.py`, "def step(x):\n    return x + 100\n");
    const hash = sha256(Buffer.from("def step(x):\n    return x + 1\n"));
    const [problem, ...more] = problemsOf(build());
    expect(more).toEqual([]);
    expect(problem).toMatch(
      /^node_modules\/pid\/python\/pid\.py: pid\.py of npm:pid is not what micropython\.lock\.json says/,
    );
    expect(problem).toContain(`locked is ${hash}`);
    expect(problem).toContain("run mpy lock to update the lock file");
    expect(lockText()).toBe(before);
  });

  test("grows with what is newly used, but not in CI", () => {
    build();
    writeFileSync(`${root}/src/main.py`, "import pid, unused\n");
    vi.stubEnv("CI", "1");
    expect(problemsOf(build())).toEqual([
      expect.stringContaining("unused.py of npm:pid is not in micropython.lock.json"),
    ]);
    vi.stubEnv("CI", "");
    expect(problemsOf(build())).toEqual([]);
    expect(lockText()).toContain('"unused.py"');
    expect(lockText()).toContain('"clock.mpy"');
  });
});

test("an altered file of an index is refused with and without a lock file", () => {
  writeFileSync(`${root}/../${inIndex(STEADY)}`, "TICK = 22\n");
  for (const lock of [true, false]) {
    const problems = problemsOf(build({ lock }));
    expect(problems.join("\n")).toContain(`this file was altered: its SHA-256 should begin with ${hashOf(STEADY)}`);
  }
});

describe("compiled files of packages", () => {
  const NATIVE = "@micropython.native\ndef f(x):\n    return x + 1\n";

  function buildWith(mpy: Uint8Array, target: MicroPythonOptions["target"], firmware = "1.24.1"): FlashSnapshot {
    root = projectFolder({
      "src/main.py": "import one\n",
      "one/package.json": json({ urls: [["one.mpy", "one.mpy"]] }),
      "one/one.mpy": mpy,
    });
    return build({ entries: "src/main.py", libraries: [{ mip: "./one" }], target, firmware, lock: false });
  }

  test("ship as they are where the target runs them", () => {
    const mpy = compile(NATIVE, { arch: "armv7m" }).mpy;
    const snapshot = buildWith(mpy, { arch: "armv7emsp" });
    expect(problemsOf(snapshot)).toEqual([]);
    const shipped = snapshot.files.find(({ path }) => path === "/lib/one.mpy");
    expect(shipped?.sha256).toBe(sha256(mpy));
    expect(problemsOf(buildWith(compile("x = 1\n").mpy, {}))).toEqual([]);
  });

  test.each<[string, Uint8Array, string]>([
    ["another processor", compile(NATIVE, { arch: "xtensawin" }).mpy, "the file has native code for xtensawin"],
    ["another version", new Uint8Array([0x4d, 5, 0, 31]), "the file is of .mpy version 5"],
    [
      "wider small ints",
      compile("x = 1\n", { smallIntBits: 47 }).mpy,
      "needs small ints of 47 bits, the device has 31",
    ],
    ["half of a file", compile("x = 1\n").mpy.subarray(0, 20), "not a valid .mpy file"],
    ["no .mpy file", new TextEncoder().encode("x = 1\n"), "not a valid .mpy file"],
  ])("are refused: %s", (_, mpy, message) => {
    const [problem] = problemsOf(buildWith(mpy, { arch: "armv7emsp" }));
    expect(problem).toMatch(/^one\/one\.mpy: /);
    expect(problem).toContain(message);
  });
});
