// The cache of compiled files in a build: the next process compiles nothing again, and damage to the cache does not change the output.

import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { BuildReport } from "../../src/engine/build-report.ts";
import { FlashBuild } from "../../src/engine/flash-build.ts";
import type { FlashSnapshot } from "../../src/engine/snapshot.ts";
import { NO_IMPORTS } from "../../src/engine/imported-python.ts";
import type { MicroPythonOptions } from "../../src/options/types.ts";
import { resolveOptions } from "../../src/options/resolve-options.ts";
import { problemText } from "../../src/project/problem.ts";
import { makeProject } from "../plugin/support/project.ts";
import type { TestProject } from "../plugin/support/project.ts";

const FILES = {
  "node_modules/.keep": "",
  "f/main.py": "import app.net\nimport util\nimport fast\n",
  "f/app/__init__.py": "",
  "f/app/net.py": "from . import missing_or_not\n\ndef up():\n    assert True\n    return 'up'\n",
  "f/app/missing_or_not.py": "try:\n    import ssl\nexcept ImportError:\n    ssl = None\n",
  "f/util.py": "def f(x):\n    return x * 1.5\n",
  "f/fast.py": "@micropython.native\ndef f(x):\n    return x + 1\n",
};

const OPTIONS: MicroPythonOptions = { entries: "f/**/*.py", target: { arch: "armv6m" } };
const CACHE = "node_modules/.cache/unplugin-micropython/compiled";

/** A build of a new process, as far as the cache can tell. */
function build(project: Pick<TestProject, "root">, options: MicroPythonOptions = {}): FlashSnapshot {
  const resolved = resolveOptions({ ...OPTIONS, ...options }, { root: project.root, mode: "production" });
  return new FlashBuild(resolved).snapshot(NO_IMPORTS);
}

/** All that comes out. */
function output(snapshot: FlashSnapshot): unknown {
  const { files, manifestBytes, problems, warnings } = snapshot;
  const manifestText = new TextDecoder().decode(manifestBytes);
  return { files: files.map(({ path, bytes }) => [path, [...bytes]]), manifestText, problems, warnings };
}

describe("the next build", () => {
  test("says so", () => {
    const project = makeProject(FILES);
    build(project);
    const options = resolveOptions(OPTIONS, { root: project.root, mode: "production" });
    const flash = new FlashBuild(options);
    const report = new BuildReport(options, "test", { compileCount: 0, restoredCount: 0 });
    expect(report.text(flash.snapshot(NO_IMPORTS), flash.python)).toMatch(/compiled 0, 6 from the cache\n/);
    expect(report.text(flash.snapshot(NO_IMPORTS), flash.python)).toMatch(/compiled 0$/m);
  });

  test("compiles nothing, with the same output", () => {
    const project = makeProject(FILES);
    const first = build(project);
    expect(first.problems).toEqual([]);
    expect(first.compiled).toHaveLength(6);
    const second = build(project);
    expect(second.compiled).toEqual([]);
    expect(output(second)).toEqual(output(first));
    expect(output(build(project, { cache: false }))).toEqual(output(first));
  });

  test("of the project in another place, with the cache of the first", () => {
    const project = makeProject(FILES);
    const first = build(project);
    const elsewhere = makeProject({});
    cpSync(project.root, `${elsewhere.root}/checkout`, { recursive: true });
    rmSync(`${elsewhere.root}/checkout/node_modules`, { recursive: true });
    renameSync(join(project.root, CACHE), `${elsewhere.root}/restored`);
    const second = build({ root: `${elsewhere.root}/checkout` }, { cache: { dir: "../restored" } });
    expect(second.compiled).toEqual([]);
    expect(output(second)).toEqual(output(first));
    const packs = readdirSync(`${elsewhere.root}/restored`);
    expect(packs.some((name) => readFileSync(`${elsewhere.root}/restored/${name}`).includes(project.root))).toBe(false);
  });

  test("compiles what changed", () => {
    const project = makeProject(FILES);
    build(project);
    project.write("f/util.py", "def f(x):\n    return x * 2\n");
    expect(build(project).compiled).toEqual(["f/util.py"]);
    project.write("f/util.py", FILES["f/util.py"]);
    expect(build(project).compiled).toEqual([]);
  });

  test("repeats a mistake with the names of the present project", () => {
    const project = makeProject({ ...FILES, "f/util.py": "def f(x:\n    return 'é' x\n" });
    const first = build(project);
    expect(first.problems).toMatchObject([{ displayFile: "f/util.py", line: 2 }]);
    const second = build(project);
    expect(second.compiled).toEqual([]);
    expect(second.problems.map(problemText)).toEqual(first.problems.map(problemText));
    // The name that the compiler embeds is the same there, the path that people see is another.
    cpSync(join(project.root, "f"), join(project.root, "g"), { recursive: true });
    const other = build(project, { entries: "g/**/*.py" });
    expect(other.compiled).toEqual([]);
    expect(other.problems).toMatchObject([{ displayFile: "g/util.py", file: `${project.root}/g/util.py`, line: 2 }]);
  });

  test("gives advice on the port of today, not on that of the build that was cached", () => {
    const project = makeProject({ ...FILES });
    const hint = (port: string): string | undefined => build(project, { target: { port } }).problems[0]?.hint;
    expect(hint("rp2")).toContain("armv6m");
    expect(hint("mimxrt")).toContain("armv7m");
  });
});

describe("every option of the compiler counts", () => {
  test.each<[string, MicroPythonOptions]>([
    ["optimize", { optimize: 3 }],
    ["sourceLines", { sourceLines: false }],
    ["emit", { emit: "native" }],
    ["arch", { target: { arch: "armv7m" } }],
    ["archFlags", { target: { arch: "rv32imc", archFlags: 1 } }],
    ["smallIntBits", { target: { arch: "armv6m", smallIntBits: 20 } }],
    ["the name in the file", { sourceRoots: "." }],
    ["firmware", { firmware: "1.22" }],
    ["CircuitPython", { firmware: "circuitpython 10" }],
    ["exact", { firmware: { version: "1.20.0", exact: true } }],
  ])("%s", (_name, options) => {
    const project = makeProject(FILES);
    build(project);
    const [uncached, cached] = [build(project, { ...options, cache: false }), build(project, options)];
    expect(output(cached)).toEqual(output(uncached));
    expect(output(build(project, options))).toEqual(output(uncached));
  });
});

describe("a damaged cache", () => {
  test("is replaced, wherever the damage is", () => {
    const project = makeProject(FILES);
    const good = output(build(project));
    const [name] = readdirSync(join(project.root, CACHE));
    const path = join(project.root, CACHE, name!);
    const pack = readFileSync(path);
    for (const at of [0, 33, 40, pack.length >> 1, pack.length - 1]) {
      const altered = Buffer.from(pack);
      altered[at]! ^= 4;
      writeFileSync(path, altered);
      const rebuilt = build(project);
      expect(rebuilt.compiled).toHaveLength(6);
      expect(output(rebuilt)).toEqual(good);
      expect(readFileSync(path).equals(pack)).toBe(true);
    }
    writeFileSync(path, pack.subarray(0, 100));
    expect(output(build(project))).toEqual(good);
  });

  test("a file in place of the folder does no harm, and is reported once", () => {
    const project = makeProject({ ...FILES, [CACHE]: "no folder" });
    const options = resolveOptions(OPTIONS, { root: project.root, mode: "production" });
    const flash = new FlashBuild(options);
    const snapshot = flash.snapshot(NO_IMPORTS);
    expect(snapshot).toMatchObject({ problems: [], warnings: [] });
    expect(snapshot.files).toHaveLength(6);
    const report = new BuildReport(options, "test", { compileCount: 0, restoredCount: 0 });
    expect(report.text(snapshot, flash.python)).toMatch(/compiled 6\nThe cache cannot be written: E[A-Z]+/);
    expect(report.text(snapshot, flash.python)).toMatch(/compiled 0$/m);
  });
});

describe("no cache", () => {
  test("without node_modules, or by option", () => {
    const { "node_modules/.keep": _, ...files } = FILES;
    const bare = makeProject(files);
    build(bare);
    expect(bare.list("").sort()).toEqual(Object.keys(files).sort());
    const project = makeProject(FILES);
    build(project, { cache: false });
    expect(project.list(CACHE)).toEqual([]);
  });

  test.each([[{ cache: "no" }], [{ cache: { folder: "x" } }], [{ cache: { dir: 1 } }], [{ cache: null }]])(
    "%j is refused by name",
    (options) => {
      const refused = options as unknown as MicroPythonOptions;
      expect(() => resolveOptions(refused, { root: "/p", mode: "production" })).toThrow(/^option cache(?:\.\w+)? of/);
    },
  );
});
