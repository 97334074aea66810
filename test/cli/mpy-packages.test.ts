// The built commands mpy package and mpy index: mip takes what they write, and wrong input writes nothing.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { compile } from "../../src/compiler/index.ts";

const PROGRAM = fileURLToPath(new URL("../../dist/cli/mpy.js", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "mpy-packages-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(scratch, "case-"));
});

function write(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

function mpy(...args: string[]): Ran {
  const env = { ...process.env, SOURCE_DATE_EPOCH: "1700000000" };
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    cwd: folder,
    encoding: "utf8",
    env,
  });
  return { code: status, stdout, stderr };
}

const read = (path: string): unknown => JSON.parse(readFileSync(join(folder, path), "utf8"));

const list = (path: string): string[] =>
  readdirSync(join(folder, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, path).length + 1))
    .sort();

describe("package", () => {
  test("a folder of files, compiled", () => {
    write({ "src/app/__init__.py": "x = 1\n", "src/app/logo.bin": "L", "src/__pycache__/x.pyc": "", "src/.git/x": "" });
    const ran = mpy(
      "package",
      "-o",
      "out",
      "--package-version",
      "1.2",
      "--dep",
      "umqtt.simple@1.4",
      "--dep",
      "ssl",
      "src",
    );
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    expect(ran.stdout).toMatch(/^out: 3 files, \d+ bytes\n$/);
    expect(list("out")).toEqual(["app/__init__.mpy", "app/logo.bin", "package.json"]);
    expect(readFileSync(join(folder, "out/app/__init__.mpy"))).toEqual(
      Buffer.from(compile("x = 1\n", { filename: "app/__init__.py" }).mpy),
    );
    expect(read("out/package.json")).toEqual({
      v: 1,
      urls: [
        ["app/__init__.mpy", "app/__init__.mpy"],
        ["app/logo.bin", "app/logo.bin"],
      ],
      deps: [
        ["umqtt.simple", "1.4"],
        ["ssl", "latest"],
      ],
      version: "1.2",
    });
  });

  test("a manifest.py, with what it requires and the version that each tells", () => {
    write({
      "robot/manifest.py": 'metadata(version="0.3.0")\nrequire("base")\npackage("robot", opt=3)\nmodule("run.py")\n',
      "robot/robot/__init__.py": "assert x\n",
      "robot/run.py": "__version__ = '9'\n",
      "lib/micropython/base/manifest.py": 'metadata(version="1.0")\nmodule("base.py")\n',
      "lib/micropython/base/base.py": "b = 1\n",
    });
    expect(mpy("package", "-o", "out", "--source", "--lib", "lib", "robot")).toMatchObject({ code: 0, stderr: "" });
    expect(list("out")).toEqual(["base.py", "package.json", "robot/__init__.py", "run.py"]);
    expect(readFileSync(join(folder, "out/base.py"), "utf8")).toBe("b = 1\n\n\n__version__ = '1.0'\n");
    expect(readFileSync(join(folder, "out/run.py"), "utf8")).toBe("__version__ = '9'\n");
    expect(read("out/package.json")).toMatchObject({ version: "0.3.0" });
    expect(mpy("package", "-o", "compiled", "--lib", "lib", "robot/manifest.py")).toMatchObject({
      code: 0,
      stderr: "",
    });
    const source = "assert x\n\n\n__version__ = '0.3.0'\n";
    expect(readFileSync(join(folder, "compiled/robot/__init__.mpy"))).toEqual(
      Buffer.from(compile(source, { filename: "robot/__init__.py", optimize: 3 }).mpy),
    );
  });

  test.each<[string, string[], number, string]>([
    ["no source", ["-o", "out"], 2, "give one SOURCE"],
    ["no output", ["src"], 2, "--output is missing"],
    ["a level that is none", ["-o", "out", "-O", "4", "src"], 2, "-optimize 4: give 0, 1, 2, 3"],
    ["an output over the sources", ["-o", "src/", "src"], 1, "is the folder of the sources"],
    ["a folder that is not there", ["-o", "out", "none"], 1, "none"],
    ["a mistake in a file", ["-o", "out", "bad"], 1, "bad/a.py:1:5: SyntaxError: invalid syntax"],
    ["a mistake in a manifest", ["-o", "out", "manifest"], 1, "manifest/manifest.py:2"],
    [
      "a mistake in package.json",
      ["-o", "out", "json"],
      1,
      'json/package.json:1:11: the destination "../x.py" leads out',
    ],
  ])("refuses %s, and writes nothing", (_, args, code, message) => {
    write({
      "src/a.py": "",
      "bad/a.py": "def (\n",
      "manifest/manifest.py": 'metadata(version="1")\nrequire("nothing")\n',
      "json/package.json": '{"urls": [["../x.py", "x.py"]]}',
    });
    const ran = mpy("package", ...args);
    expect([ran.code, ran.stdout]).toEqual([code, ""]);
    expect(ran.stderr).toContain(message);
    expect(ran.stderr).not.toMatch(/^\s+at /m);
    expect(existsSync(join(folder, "out"))).toBe(false);
  });
});

describe("index", () => {
  test("of packages of all kinds", () => {
    write({
      "lib/one/manifest.py": 'metadata(version="1.0", description="First")\nmodule("one.py")\n',
      "lib/one/one.py": "x = 1\n",
      "lib/deep/two/package.json":
        '{"urls": [["two.py", "src/two.py"]], "deps": [["one", "latest"]], "version": "2.0"}',
      "lib/deep/two/src/two.py": "import one\n",
      "plain/three.py": "",
    });
    const ran = mpy("index", "-o", "index", "--json", "lib", "three@3.0=plain");
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    const { packages, written } = JSON.parse(ran.stdout) as { packages: unknown; written: string[] };
    expect(packages).toEqual([
      { name: "two", version: "2.0" },
      { name: "one", version: "1.0" },
      { name: "three", version: "3.0" },
    ]);
    expect([...written].sort()).toEqual(list("index"));
    expect(read("index/index.json")).toMatchObject({
      updated: 1_700_000_000,
      packages: [
        { name: "one", description: "First", path: "lib/one", versions: { py: ["1.0"], 6: ["1.0"] } },
        { name: "three", path: "plain" },
        { name: "two", path: "lib/deep/two" },
      ],
    });
    expect(read("index/package/6/two/2.0.json")).toMatchObject({ deps: [["one", "latest"]], version: "2.0" });
    expect(mpy("index", "-o", "index", "lib", "three@3.0=plain").stdout).toBe("index: 3 packages, 0 files written\n");
  });

  test("is unchanged if one of several packages is wrong", () => {
    write({ "good/a.py": "x = 1\n", "bad/a.py": "x = (\n" });
    mpy("index", "-o", "index", "good@1.0=good");
    const before = list("index");
    const cases: [string[], string][] = [
      [["good@1.1=good", "bad@1.0=bad"], "SyntaxError"],
      [["good@1.0=bad"], "SyntaxError"],
      [["good@1.1=good", "good@1.2=good"], 'two packages are called "good"'],
      [["../x@1=good"], 'cannot be called "../x"'],
      [["good"], "it has no manifest.py and no package.json of mip"],
      [["none"], "none"],
    ];
    for (const [args, message] of cases) {
      const ran = mpy("index", "-o", "index", ...args);
      expect([ran.code, ran.stdout]).toEqual([1, ""]);
      expect(ran.stderr).toContain(message);
      expect(ran.stderr).not.toMatch(/^\s+at /m);
      expect(list("index")).toEqual(before);
    }
    write({ "good/a.py": "x = 2\n" });
    expect(mpy("index", "-o", "index", "good@1.0=good").stderr).toContain(
      "good 1.0 is in the index already, with other files (package/6/good/1.0.json)",
    );
    expect(list("index")).toEqual(before);
  });

  test.each<[string[], string]>([
    [[], "--output is missing"],
    [["-o", "index"], "give the folders of the packages"],
    [["-o", "index", "--hash-digits", "3", "x"], "--hash-digits: give a number from 4 to 64"],
    [["-o", "index", "a@=x"], "give NAME or NAME@VERSION"],
  ])("%j is wrong use", (args, message) => {
    const ran = mpy("index", ...args);
    expect([ran.code, ran.stdout]).toEqual([2, ""]);
    expect(ran.stderr).toContain(message);
  });
});
