// The commands of mpy that work on a project: where its options come from, what is built, what is kept after a failure, and the import
// graph.

import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeEach, describe, expect, test } from "vitest";

const PROGRAM = fileURLToPath(new URL("../../dist/cli/mpy.js", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "mpy-project-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let folder = "";
let projects = 0;

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function mpy(...args: string[]): { code: number | null; stdout: string; stderr: string } {
  const options = { cwd: folder, encoding: "utf8" as const, env: { ...process.env, MICROPYTHON_CACHE_DIR: "off" } };
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], options);
  return { code: status, stdout, stderr };
}

function outputs(): string[] {
  const found = readdirSync(join(folder, "dist"), { recursive: true, encoding: "utf8" }).filter(
    (name) => !name.endsWith(".micropython.sha256"),
  );
  return found.filter((path) => statSync(join(folder, "dist", path)).isFile()).sort();
}

beforeEach(() => {
  folder = join(scratch, String(projects++));
  write({
    "micropython.config.mjs": 'export default { entries: "firmware/main.py", target: { port: "rp2" } };\n',
    "firmware/main.py": "import app.net\n",
    "firmware/app/net.py": "import network\nfrom app import tools\n",
    "firmware/app/tools.py": "def f():\n    return 1\n",
    "firmware/unused.py": "x = 1\n",
  });
});

describe("where the options are", () => {
  test("in a file that is named, and its folder is the root", () => {
    const { code, stdout } = mpy("graph", "--config", "micropython.config.mjs");
    expect([code, stdout.split("\n")[0]]).toEqual([0, expect.stringContaining("3 modules, ")]);
    write({ "board/options.json": '{ "entries": "main.py" }', "board/main.py": "x = 1\n" });
    expect(mpy("graph", "-c", "board/options.json").stdout).toContain("main  6  main.py");
  });

  test.each([
    ["none.js", undefined, "none.js: there is no such file"],
    ["c.mjs", "export const options = {};", "c.mjs: its default export is not an object; give the plugin's options"],
    ["c.mjs", "\nexport default {,};", "c.mjs:2: SyntaxError: Unexpected token ','"],
    ["c.mjs", "\n\nthrow new Error('no');", "c.mjs:3: Error: no"],
    ["c.mjs", "export default { entires: 'f' };", "option entires of unplugin-micropython: there is no such option"],
    ["c.json", '{\n"entries": }', "c.json:2:12: this is not JSON"],
    ["c.coffee", "{}", `c.coffee: Node ${process.versions.node} cannot load this file`],
    ["c.json", "[]", "c.json: it is not an object"],
  ])("%s with %j is refused", (file, text, message) => {
    if (text !== undefined) write({ [file]: text });
    const { code, stdout, stderr } = mpy("graph", "--config", file);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(`mpy graph: ${message}`);
    expect(stderr).not.toContain("    at ");
  });

  test.each(["process.exit(0);", "await new Promise(() => {});"])("that end with %s are refused", (text) => {
    write({ "c.mjs": text });
    const stderr = "mpy: c.mjs: the process ended before the module had finished loading\n";
    expect(mpy("graph", "--config", "c.mjs")).toMatchObject({ code: 1, stdout: "", stderr });
  });

  test("in TypeScript", () => {
    write({
      "micropython.config.ts":
        'const entries: string = "firmware/unused.py";\nexport default { entries } satisfies { entries: string };\n',
    });
    expect(mpy("graph", "-c", "micropython.config.ts")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("firmware/unused.py"),
    });
    write({ "micropython.config.ts": "export default {{;\n" });
    const { code, stderr } = mpy("graph", "-c", "micropython.config.ts");
    // Node 24 reads TypeScript itself, and knows the line.
    expect(stderr).toMatch(/^mpy graph: micropython\.config\.ts:(?:\d+:)? /);
    expect([code, stderr.includes("    at ")]).toEqual([1, false]);
  });

  test("in JSON, where an editor finds the schema", () => {
    write({ "c.json": '{ "$schema": "node_modules/x.json", "entries": "firmware/unused.py" }' });
    expect(mpy("graph", "-c", "c.json")).toMatchObject({ code: 0, stderr: "" });
  });

  test("on the command line, over those of the file or without one", () => {
    expect(mpy("graph", "--entries", "firmware/unused.py").stdout).not.toContain("app.net");
    rmSync(join(folder, "micropython.config.mjs"));
    const flags = ["--entries", "firmware/main.py", "--board", "RPI_PICO", "--flash.image", "true"];
    expect(mpy("build", ...flags)).toMatchObject({ code: 0, stderr: "" });
    expect(outputs()).toContain("flash.bin");
  });

  test.each([
    [["--flash.imag", "true"], 2, "there is no option --flash.imag; nearest: --flash.image\n"],
    [["--board", "RPI_PICO3"], 1, 'option board of unplugin-micropython: "RPI_PICO3" is not known'],
    [["--optimize", "7"], 1, 'option optimize of unplugin-micropython: "7" is not 0, 1, 2, 3 or "size"'],
  ])("%j is refused", (flags, code, message) => {
    expect(mpy("build", ...flags)).toMatchObject({ code, stderr: expect.stringContaining(message) });
  });

  test("in a module of either kind", () => {
    rmSync(join(folder, "micropython.config.mjs"));
    write({ "micropython.config.cjs": 'module.exports = { entries: "firmware/main.py" };\n' });
    expect(mpy("graph", "--target.port", "rp2").stdout).toContain("app.net");
    rmSync(join(folder, "micropython.config.cjs"));
    write({ "micropython.config.mts": 'export default { entries: "firmware/main.py" as string };\n' });
    expect(mpy("graph", "--target.port", "rp2").stdout).toContain("app.net");
  });

  test("not in a folder", () => {
    const stderr = "mpy graph: firmware: is a folder\n";
    expect(mpy("graph", "--config", "firmware")).toMatchObject({ code: 1, stdout: "", stderr });
    rmSync(join(folder, "micropython.config.mjs"));
    write({ "micropython.config.mjs/options.txt": "" });
    expect(mpy("graph").stderr).toContain("has no micropython.config.js");
  });

  test("nowhere", () => {
    rmSync(join(folder, "micropython.config.mjs"));
    expect(mpy("build")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("has no micropython.config.js"),
    });
  });
});

describe("build", () => {
  test("writes what the plugin writes, and removes stale files", () => {
    expect(mpy("build")).toMatchObject({ code: 0, stderr: "", stdout: expect.stringContaining("dist: 4 files") });
    expect(outputs()).toEqual(["flash/app/net.mpy", "flash/app/tools.mpy", "flash/main.py", "flash/manifest.json"]);
    write({ "firmware/main.py": "import unused\n", "dist/flash/mine.txt": "" });
    const { folder: to, removed } = JSON.parse(mpy("build", "--json").stdout) as { folder: string; removed: string[] };
    expect([to, removed.sort()]).toEqual([join(folder, "dist"), ["flash/app/net.mpy", "flash/app/tools.mpy"]]);
    expect(outputs()).toEqual(["flash/main.py", "flash/manifest.json", "flash/mine.txt", "flash/unused.mpy"]);
  });

  test("an image, without the page that only a bundler makes", () => {
    write({
      "c.json": '{ "entries": "firmware/main.py", "flash": { "filesystem": "romfs", "web": true }, "report": true }',
    });
    expect(mpy("build", "-c", "c.json")).toMatchObject({ code: 0 });
    expect(outputs().filter((path) => !path.startsWith("flash/"))).toEqual(["flash-report.html", "flash.bin"]);
  });

  test("a report that compares with the build before", () => {
    write({ "c.json": '{ "entries": "firmware/main.py", "report": true }', "node_modules/.keep": "" });
    const sizeBefore = (): unknown => {
      expect(mpy("build", "-c", "c.json")).toMatchObject({ code: 0 });
      const page = readFileSync(join(folder, "dist/flash-report.html"), "utf8");
      const [, json] = /<script type="application\/json" id="data">(.*)<\/script>/.exec(page)!;
      const { files } = JSON.parse(json!) as { files: { path: string; size: number; before?: number | null }[] };
      const { size, before } = files.find(({ path }) => path === "/app/net.mpy")!;
      return before === undefined ? undefined : before! - size;
    };
    expect(sizeBefore()).toBeUndefined();
    expect(sizeBefore()).toBe(0);
    write({ "firmware/app/net.py": "import app.tools\ndef more():\n    return 'and more'\n" });
    expect(sizeBefore()).toBeLessThan(0);
  });

  test("not where a file is in the place of a folder", () => {
    write({ "taken/flash": "" });
    const { code, stderr } = mpy("build", "--out", "taken");
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/ cannot be written: a file is in the place of a folder\n$/),
    ]);
  });

  test("where it is told to", () => {
    expect(mpy("build", "--out", "other/place").code).toBe(0);
    expect(existsSync(join(folder, "other/place/flash/main.py"))).toBe(true);
    expect(existsSync(join(folder, "dist"))).toBe(false);
  });

  test("with a mistake leaves what was built last", () => {
    mpy("build");
    const before = readFileSync(join(folder, "dist/flash/manifest.json"), "utf8");
    write({ "firmware/app/tools.py": "def f(:\n", "firmware/main.py": "import app.net\nimport unused\n" });
    const { code, stdout, stderr } = mpy("build");
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("error: firmware/app/tools.py:1:7: SyntaxError: invalid syntax");
    expect(outputs()).toHaveLength(4);
    expect(readFileSync(join(folder, "dist/flash/manifest.json"), "utf8")).toBe(before);
    expect(JSON.parse(mpy("build", "--json").stdout)).toMatchObject({
      problems: [expect.stringContaining("SyntaxError")],
    });
  });

  test("budgets and checks end it or warn", () => {
    write({
      "c.json":
        '{ "entries": ["firmware/**/*.py"], "budgets": { "include": "app/**", "max": 100 }, "target": { "port": "rp2" } }',
      "firmware/math.py": "pi = 3\n",
    });
    const { code, stderr } = mpy("build", "-c", "c.json");
    expect(code).toBe(1);
    expect(stderr).toMatch(/error: the budget of 100 bytes for app\/\*\* is exceeded by \d+ bytes/);
    expect(stderr).toContain("warning: firmware/math.py: its code never runs: math is built into the firmware");
  });

  test("files are not named on the command line", () => {
    expect(mpy("build", "firmware/main.py").code).toBe(2);
  });
});

describe("graph", () => {
  test("as a tree, as JSON and for Graphviz", () => {
    const { code, stdout, stderr } = mpy("graph");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout.replace(/ +\d+ /g, "  N ")).toContain(
      "└─ app.net  N  firmware/app/net.py\n   └─ app.tools  N  firmware/app/tools.py\n\nmodules of the firmware:\n  network\n",
    );
    expect(JSON.parse(mpy("graph", "--json").stdout)).toMatchObject({
      builtins: ["network"],
      entries: [{ path: "/main.py", entry: "options", reach: { modules: 3 } }],
    });
    expect(mpy("graph", "--dot").stdout).toMatch(/^digraph imports \{\n[^]*"\/main.py" -> "\/app\/net.mpy";[^]*\}\n$/);
  });

  test("why a module is there", () => {
    const { stdout } = mpy("graph", "--why", "app.tools");
    expect(stdout.trimEnd().split("\n").at(-1)).toBe(
      "  firmware/app/net.py:2 imports app.tools  firmware/app/tools.py",
    );
    expect(mpy("graph", "--why", "app.tool")).toMatchObject({
      code: 1,
      stderr: "mpy graph: app.tool is not a module of the project; nearest: app.tools\n",
    });
  });

  test("the known part of a project that cannot be built", () => {
    write({ "firmware/app/tools.py": "import nothing_like_it\n" });
    const { code, stdout, stderr } = mpy("graph");
    expect(code).toBe(1);
    expect(stderr).toContain('error: firmware/app/tools.py:1:8: no module named "nothing_like_it"');
    expect(stdout).toContain("nothing_like_it: firmware/app/tools.py:1");
  });
});
