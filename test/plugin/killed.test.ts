// Builds that are killed at random moments, each followed by a normal one: the output equals a fresh build, and files of others are
// kept. KILLED_BUILDS is the number for each tool; 200 take some minutes.

import { spawn, spawnSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { Random } from "../../scripts/generator/random.ts";
import { makeProject } from "./support/project.ts";
import type { TestProject } from "./support/project.ts";

const COUNT = Number(process.env["KILLED_BUILDS"] ?? 2);
const DIST = resolve("dist");
const OPTIONS = '{ entries: "fw/**/*.py", cache: false, report: false, flash: { filesystem: "romfs", size: "256K" } }';
const FOREIGN = ["dist/mine.txt", "dist/flash/mine.py", "dist/flash/app/notes.md"];

const VITE = `
import { build } from "vite";
import micropython from "${DIST}/vite.js";
await build({
  logLevel: "error",
  build: { emptyOutDir: false, rollupOptions: { input: "src/index.js" } },
  plugins: [micropython(${OPTIONS})],
});`;
const WEBPACK = `
import webpack from "webpack";
import micropython from "${DIST}/webpack.js";
const options = { mode: "development", devtool: false, plugins: [micropython(${OPTIONS})] };
await new Promise((done, fail) => {
  webpack(options, (error, stats) => (error || stats.hasErrors() ? fail(error ?? new Error(stats.toString())) : done()));
});`;

const TOOLS: Readonly<Record<string, readonly string[]>> = {
  "mpy build": [`${DIST}/cli/mpy.js`, "build"],
  "vite build": ["vite.mjs"],
  webpack: ["webpack.mjs"],
};

function writeSources(project: TestProject, random: Random): void {
  project.remove("fw");
  project.write("fw/main.py", "x = 1\n");
  for (let at = 0; at < 40; at++) {
    if (random.oneIn(4)) continue;
    const path = `fw/${random.oneIn(2) ? "app/" : ""}m${at}.py`;
    project.write(path, `x = ${random.below(1000)}\n${"def f(a):\n    return a + 1\n".repeat(random.below(100))}`);
  }
}

const writeForeign = (project: TestProject): void => FOREIGN.forEach((path) => project.write(path, `mine: ${path}`));
const outputOf = (project: TestProject): [string, string][] =>
  project.list("dist").map((path) => [path, project.read(`dist/${path}`).toString("base64")]);

test.each(Object.entries(TOOLS))("%s", async (_name, args) => {
  const random = new Random(Date.now() % 100_000);
  const project = makeProject({
    "package.json": '{ "type": "module" }',
    "micropython.config.mjs": `export default ${OPTIONS};`,
    "src/index.js": "console.log(1);",
    "vite.mjs": VITE,
    "webpack.mjs": WEBPACK,
  });
  symlinkSync(resolve("node_modules"), `${project.root}/node_modules`);
  const run = (): void => {
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: project.root, encoding: "utf8" });
    expect(status, stderr).toBe(0);
  };
  writeSources(project, random);
  const started = performance.now();
  run();
  const whole = performance.now() - started;
  writeForeign(project);
  for (let round = 0; round < COUNT; round++) {
    writeSources(project, random);
    const build = spawn(process.execPath, args, { cwd: project.root, stdio: "ignore" });
    const ended = new Promise((done) => build.on("exit", done));
    // Most of these moments lie where files are written.
    setTimeout(() => build.kill("SIGKILL"), whole * (0.4 + random.below(600) / 1000));
    await ended;
    writeSources(project, random);
    run();
    const output = outputOf(project);
    project.remove("dist");
    writeForeign(project);
    run();
    expect(output).toEqual(outputOf(project));
  }
});
