// The build that all bundlers use: what is compiled when, with which options, and the manifest.

import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { compile } from "../../src/compiler/index.ts";
import { FlashBuild } from "../../src/engine/flash-build.ts";
import type { FlashSnapshot } from "../../src/engine/snapshot.ts";
import type { MicroPythonOptions } from "../../src/options/types.ts";
import { NO_IMPORTS } from "../../src/engine/imported-python.ts";
import { resolveOptions } from "../../src/options/resolve-options.ts";
import type { TestProject } from "../plugin/support/project.ts";
import { makeProject } from "../plugin/support/project.ts";

function start(project: TestProject, options: MicroPythonOptions, mode: "development" | "production" = "production") {
  const build = new FlashBuild(resolveOptions(options, { root: project.root, mode }));
  return { build, take: (byUrl: string[] = []): FlashSnapshot => build.snapshot({ ...NO_IMPORTS, byUrl }) };
}

function paths(snapshot: FlashSnapshot): string[] {
  return snapshot.files.map((file) => file.path);
}

function bytesAt(snapshot: FlashSnapshot, path: string): number[] {
  return [...snapshot.files.find((file) => file.path === path)!.bytes];
}

describe("what is compiled", () => {
  test("everything once, then only changed files", () => {
    const project = makeProject({ "f/a.py": "x = 1\n", "f/b.py": "x = 2\n", "f/main.py": "import a\n" });
    const { take } = start(project, { entries: "f/*.py" });
    expect(take().compiled).toEqual(["f/a.py", "f/b.py", "f/main.py"]);
    expect(take().compiled).toEqual([]);
    project.write("f/b.py", "x = 3\n");
    expect(take().compiled).toEqual(["f/b.py"]);
    project.write("f/b.py", "x = 3\n");
    expect(take().compiled).toEqual([]);
  });

  test("a mistake is reported until it is repaired, without compiling again", () => {
    const project = makeProject({ "f/a.py": "x = = 1\n" });
    const { take } = start(project, { entries: "f/*.py" });
    expect(take()).toMatchObject({ compiled: ["f/a.py"], problems: [{ displayFile: "f/a.py", line: 1 }] });
    expect(take()).toMatchObject({ compiled: [], problems: [{ displayFile: "f/a.py", line: 1 }] });
    project.write("f/a.py", "x = 1\n");
    expect(take()).toMatchObject({ compiled: ["f/a.py"], problems: [] });
  });

  test("main.py is checked although it ships as source", () => {
    const project = makeProject({ "f/main.py": "def f(:\n" });
    expect(start(project, { entries: "f/*.py" }).take().problems).toMatchObject([
      { displayFile: "f/main.py", line: 1 },
    ]);
  });

  test("another plugin's text replaces the file's, but not bytes that are no text", () => {
    const project = makeProject({ "f/a.py": Buffer.from("x = b'\xe9'  # caf\xe9\n", "latin1") });
    const { build } = start(project, {});
    const file = `${project.root}/f/a.py`;
    const source = project.read("f/a.py");
    const asText = source.toString("utf8");
    expect([...build.python.buildImported(file, asText).bytes]).toEqual([...compile(source, { filename: "a.py" }).mpy]);
    const replaced = "y = 1\n";
    expect([...build.python.buildImported(file, replaced).bytes]).toEqual([
      ...compile(replaced, { filename: "a.py" }).mpy,
    ]);
    expect([...build.python.buildImported(file, asText).bytes]).toEqual([...compile(source, { filename: "a.py" }).mpy]);
  });
});

describe("places on the device", () => {
  test("source roots are where the patterns start, unless given", () => {
    const project = makeProject({ "f/app/a.py": "", "f/main.py": "", "lib/b.py": "", "src/dev/c.py": "" });
    const inferred = start(project, { entries: ["f/**/*.py", "lib"] }).take([`${project.root}/src/dev/c.py`]);
    expect(paths(inferred)).toEqual(["/app/a.mpy", "/b.mpy", "/c.mpy", "/main.py"]);
    const given = start(project, {
      entries: ["f/**/*.py", "lib"],
      sourceRoots: ["f", { path: "lib", to: "vendor" }],
      flash: { root: "/lib" },
    });
    expect(paths(given.take())).toEqual(["/lib/app/a.mpy", "/lib/vendor/b.mpy", "/main.py"]);
  });

  test("a file outside of given roots is an error that lists them", () => {
    const project = makeProject({ "f/a.py": "", "src/c.py": "" });
    const { take } = start(project, { entries: "f/*.py", sourceRoots: "f" });
    expect(take([`${project.root}/src/c.py`]).problems).toMatchObject([
      { displayFile: "src/c.py", hint: "The source roots are: f. Add the file's folder to the option sourceRoots." },
    ]);
  });

  test("a package counts from its top, wherever JavaScript imports it from", () => {
    const project = makeProject({ "x/pkg/__init__.py": "", "x/pkg/m.py": "" });
    expect(paths(start(project, {}).take([`${project.root}/x/pkg/m.py`]))).toEqual(["/pkg/__init__.mpy", "/pkg/m.mpy"]);
  });

  test("exclude leaves files out, and data is not Python", () => {
    const project = makeProject({ "f/a.py": "", "f/test_a.py": "", "f/d.json": "{}", "f/e.txt": "" });
    const options = { entries: "f", data: "f/**", exclude: ["**/test_*.py", "**/*.txt"] };
    expect(paths(start(project, options).take())).toEqual(["/a.mpy", "/d.json"]);
  });

  test("a file may claim the manifest's path", () => {
    const project = makeProject({ "f/manifest.json": "{}", "f/a.py": "" });
    const options: MicroPythonOptions = { entries: "f/*.py", data: "f/*.json" };
    expect(start(project, options).take().problems).toMatchObject([{ displayFile: "f/manifest.json" }]);
    expect(start(project, { ...options, flash: { manifest: "device.json" } }).take().problems).toEqual([]);
    expect(start(project, { ...options, flash: { manifest: false } }).take().problems).toEqual([]);
  });

  test("a named file must exist; a glob may match nothing yet", () => {
    const project = makeProject({});
    const snapshot = start(project, { entries: ["f/gone.py", "f/*.py"] }).take();
    expect(snapshot.problems).toMatchObject([{ summary: 'option entries or data: no file matches "f/gone.py"' }]);
    expect(snapshot.warnings).toEqual([`option entries or data: no file matches "f/*.py" in ${project.root}`]);
  });

  test("a file of the other kind is referred to the other option", () => {
    const project = makeProject({ "f/main.py": "", "f/a.json": "{}" });
    const wrong = start(project, { entries: "f/a.json", data: "f/main.py" }).take();
    expect(wrong.problems.map(({ summary }) => summary)).toEqual([
      'option entries: "f/a.json" is not a Python file',
      'option data: "f/main.py" is a Python file',
    ]);
  });
});

describe("compile options", () => {
  const SOURCE = "def f(x):\n    assert x\n    return __debug__\n";
  const FILES = { "f/a.py": SOURCE, "f/drivers/b.py": SOURCE };

  test.each<[string, MicroPythonOptions, object, object]>([
    ["none", {}, {}, {}],
    ["for all", { optimize: 2 }, { optimize: 2 }, { optimize: 2 }],
    ["by glob from the source root", { overrides: [{ include: "drivers/**", optimize: 3 }] }, {}, { optimize: 3 }],
    [
      "by glob from the project",
      { overrides: [{ include: "f/drivers/*", sourceLines: false }] },
      {},
      { sourceLines: false },
    ],
    [
      "the later override wins, option by option",
      {
        optimize: 1,
        overrides: [
          { include: "**", optimize: 3 },
          { include: "a.py", optimize: 0, sourceLines: false },
        ],
      },
      { optimize: 0, sourceLines: false },
      { optimize: 3 },
    ],
    [
      "an override with exceptions",
      { overrides: [{ include: "**", exclude: "drivers/**", optimize: 3 }] },
      { optimize: 3 },
      {},
    ],
    ["of the mode", { production: { optimize: 3 }, development: { optimize: 1 } }, { optimize: 3 }, { optimize: 3 }],
    ["of the target", { target: { smallIntBits: 15 } }, { smallIntBits: 15 }, { smallIntBits: 15 }],
  ])("%s", (_case, options, forA, forB) => {
    const snapshot = start(makeProject(FILES), { entries: "f/**/*.py", ...options }).take();
    expect(snapshot.problems).toEqual([]);
    expect(bytesAt(snapshot, "/a.mpy")).toEqual([...compile(SOURCE, { filename: "a.py", ...forA }).mpy]);
    expect(bytesAt(snapshot, "/drivers/b.mpy")).toEqual([
      ...compile(SOURCE, { filename: "drivers/b.py", ...forB }).mpy,
    ]);
  });

  test("native code is marked; it is for the board, and without one the error says what the port takes", () => {
    const project = makeProject({ "f/a.py": "@micropython.native\ndef f(x):\n    return x + 1\n" });
    const [problem] = start(project, { entries: "f/a.py", target: { port: "mimxrt" } }).take().problems;
    expect(problem).toMatchObject({ displayFile: "f/a.py", line: 1, summary: "SyntaxError: invalid arch" });
    expect(problem?.hint).toContain('"armv7m" for i.MX RT');
    const { manifest } = start(project, { entries: "f/a.py", board: "RPI_PICO2" }).take();
    expect(manifest).toMatchObject({
      target: { arch: "armv7m" },
      modules: [{ native: { arch: "armv7m", mpy: "6.3" } }],
    });
  });

  test("production settings do not reach development", () => {
    const options: MicroPythonOptions = { entries: "f/a.py", production: { optimize: 3 } };
    const snapshot = start(makeProject(FILES), options, "development").take();
    expect(bytesAt(snapshot, "/a.mpy")).toEqual([...compile(SOURCE, { filename: "a.py" }).mpy]);
  });
});

describe("the manifest", () => {
  const FILES = {
    "f/main.py": "import app\n",
    "f/app/__init__.py": "from . import net\nfrom .net import up\nimport time\n",
    "f/app/net.py": "def up():\n    from app import util\n",
    "f/app/util.py": "",
    "f/z.json": "{}",
    "f/a.json": "[]",
  };
  const OPTIONS = { entries: "f/**/*.py", data: "f/*.json", flash: { root: "/lib" } };

  test("fits its published schema", () => {
    const schema = JSON.parse(readFileSync(new URL("../../schema/manifest.schema.json", import.meta.url), "utf8"));
    const validate = new Ajv({ strict: true, allErrors: true, formats: { uri: true } }).compile(schema);
    const { manifest } = start(makeProject(FILES), OPTIONS).take();
    expect(validate(manifest), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...manifest, extra: 1 })).toBe(false);
    expect(validate({ ...manifest, version: 2 })).toBe(false);
  });

  test("has paths, imports and sizes", () => {
    const { manifest, files } = start(makeProject(FILES), OPTIONS).take();
    expect(manifest.modules.map(({ name, path, format, imports }) => [name, path, format, imports])).toEqual([
      ["app", "/lib/app/__init__.mpy", "mpy", ["app.net", "time"]],
      ["app.net", "/lib/app/net.mpy", "mpy", ["app", "app.util"]],
      ["app.util", "/lib/app/util.mpy", "mpy", []],
      ["main", "/main.py", "py", ["app"]],
    ]);
    expect(manifest.files.map((file) => file.path)).toEqual(["/lib/a.json", "/lib/z.json"]);
    expect(manifest.flash.used).toBe(files.reduce((sum, file) => sum + file.bytes.length, 0));
  });

  test("has no host path, and is the same on every machine and in every order", () => {
    const [one, two] = [makeProject(FILES), makeProject(Object.fromEntries(Object.entries(FILES).reverse()))];
    const first = start(one, OPTIONS).take();
    const second = start(two, OPTIONS);
    for (const file of ["f/app/util.py", "f/app/net.py"])
      second.build.python.buildImported(`${two.root}/${file}`, undefined);
    const other = second.take([`${two.root}/f/app/util.py`]);
    expect(other.manifestBytes).toEqual(first.manifestBytes);
    expect(new TextDecoder().decode(first.manifestBytes)).not.toContain(one.root);
    for (const { path } of first.files) expect(bytesAt(other, path)).toEqual(bytesAt(first, path));
  });
});
