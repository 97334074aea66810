// mpy init: what it writes builds with every bundler, with a page and without; existing files are safe.

import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { BUNDLER_NAMES } from "../../src/cli/init/bundlers.ts";
import type { Manifest } from "../../src/project/manifest.ts";
import { makeProject } from "../plugin/support/project.ts";
import type { TestProject } from "../plugin/support/project.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
const MPY = join(root, "dist/cli/mpy.js");

async function init(project: TestProject, ...args: string[]): Promise<{ written: string[]; kept: string[] }> {
  const { stdout } = await run(process.execPath, [MPY, "init", "--json", ...args], { cwd: project.root });
  return JSON.parse(stdout) as { written: string[]; kept: string[] };
}

/** Makes the packages that a project names available to it, as npm install does. */
function install(project: TestProject): void {
  const { devDependencies } = JSON.parse(project.read("package.json").toString()) as {
    devDependencies: Record<string, string>;
  };
  for (const name of Object.keys(devDependencies)) {
    const from = name === "unplugin-micropython" ? root : join(root, "node_modules", name);
    expect(existsSync(from), `${name} is a devDependency here, too`).toBe(true);
    const link = join(project.root, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(from, link, "dir");
  }
}

/** Runs a script of the project's package.json as npm does. */
async function script(project: TestProject, name: string): Promise<string> {
  const bin = [
    join(project.root, "node_modules/unplugin-micropython/node_modules/.bin"),
    join(root, "node_modules/.bin"),
  ];
  mkdirSync(join(project.root, "bin"));
  const mpy = `#!/bin/sh\nexec "${process.execPath}" "${MPY}" "$@"\n`;
  writeFileSync(join(project.root, "bin/mpy"), mpy, { mode: 0o755 });
  const PATH = [join(project.root, "bin"), ...bin, process.env["PATH"]].join(":");
  const { stdout, stderr } = await run("npm", ["run", "--silent", name], {
    cwd: project.root,
    env: { ...process.env, PATH },
  });
  return stdout + stderr;
}

describe("a new project", () => {
  const choices = [
    ...BUNDLER_NAMES.flatMap(
      (bundler) =>
        [
          [bundler, true],
          [bundler, false],
        ] as const,
    ),
    ["none", false] as const,
  ];
  test.each(choices)("builds with %s, page %s", async (bundler, page) => {
    const project = makeProject({});
    await init(project, "--board", "RPI_PICO_W", "--bundler", bundler, page ? "--page" : "--no-page");
    install(project);
    await script(project, "build");
    const manifest = JSON.parse(project.read("dist/flash/manifest.json").toString()) as Manifest;
    expect(manifest.modules.map(({ path }) => path)).toEqual(["/app/__init__.mpy", "/app/greeting.mpy", "/main.py"]);
    if (!page) return;
    expect(project.read("dist/index.html").toString()).toMatch(/<ul id="?flash"?>/);
    expect(manifest.files.map(({ path }) => path)).toContain("/www/index.html.gz");
  });

  test("npm create unplugin-micropython makes one, and fails as mpy init does", async () => {
    const modules = makeProject({});
    cpSync(join(root, "create"), join(modules.root, "node_modules/create-unplugin-micropython"), { recursive: true });
    symlinkSync(root, join(modules.root, "node_modules/unplugin-micropython"), "dir");
    const bin = join(modules.root, "node_modules/create-unplugin-micropython/index.js");
    await run(process.execPath, [bin, "greenhouse", "--yes"], { cwd: modules.root });
    expect(modules.read("greenhouse/firmware/main.py").toString()).toContain("from app.greeting import greeting");
    const failing = run(process.execPath, [bin, "other", "--board", "NO_BOARD"], { cwd: modules.root });
    await expect(failing).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining("NO_BOARD") });
  });

  test("the package of npm create follows this one's version", () => {
    const version = (path: string): string =>
      (JSON.parse(readFileSync(join(root, path), "utf8")) as { version: string }).version;
    expect(version("create/package.json")).toBe(version("package.json"));
  });

  test("its tests pass on MicroPython", async () => {
    const project = makeProject({});
    await init(project, "--yes");
    install(project);
    expect(await script(project, "test")).toMatch(/2 passed/);
  });
});

describe("an existing project", () => {
  test("keeps its files, and package.json gets the missing parts", async () => {
    const own = { name: "mine", scripts: { build: "make" }, dependencies: { vite: "^7.0.0" }, extra: [1] };
    const project = makeProject({
      "package.json": JSON.stringify(own, undefined, 4),
      "vite.config.mjs": "export default {};\n",
      ".gitignore": "/dist\n*.log",
    });
    const { written, kept } = await init(project, "--board", "other", "--bundler", "vite", "--no-page");
    expect(kept).toEqual(["vite.config.mjs"]);
    expect(written).toContain("micropython.config.mjs");
    expect(project.read("vite.config.mjs").toString()).toBe("export default {};\n");
    expect(project.read(".gitignore").toString()).toBe("/dist\n*.log\nnode_modules/\n");
    const text = project.read("package.json").toString();
    expect(text).toContain('\n    "name": "mine"');
    const next = JSON.parse(text) as Record<string, Record<string, string>>;
    expect(next).toMatchObject(own);
    expect(next["scripts"]!["deploy"]).toBe("mpy deploy");
    expect(Object.keys(next["devDependencies"]!)).not.toContain("vite");
    // A second time changes nothing.
    const before = readFileSync(join(project.root, "package.json"), "utf8");
    expect((await init(project, "--board", "other", "--bundler", "vite", "--no-page")).written).toEqual([]);
    expect(readFileSync(join(project.root, "package.json"), "utf8")).toBe(before);
  });

  test.each([
    [["--board", "RPI_PICO_X", "--yes"], 2, "--board RPI_PICO_X: there is no such board; nearest: RPI_PICO"],
    [["--bundler", "parcel", "--yes"], 2, "--bundler parcel: give vite, rollup"],
    [["--bundler", "none", "--page", "--board", "other"], 2, "--page: a web page needs a bundler"],
    [["--bundler", "vite"], 2, "there is no terminal for questions"],
    [["--yes"], 1, "/package.json: "],
  ])("%s ends with exit code %i: %s", async (args, code, message) => {
    const project = makeProject({ "package.json": "{" });
    await expect(init(project, ...args)).rejects.toMatchObject({ code, stderr: expect.stringContaining(message) });
    expect(project.list(".")).toEqual(["package.json"]);
  });
});
