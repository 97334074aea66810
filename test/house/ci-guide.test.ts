// The workflow in docs/ci.md: its YAML is parsed, and its commands run, in their order, in a new project without a network.

import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { makeProject } from "../plugin/support/project.ts";
import type { TestProject } from "../plugin/support/project.ts";

const run = promisify(execFile);
const MPY = resolve("dist/cli/mpy.js");

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly on: unknown;
  readonly jobs: Readonly<Record<string, { readonly "runs-on": string; readonly steps: readonly Step[] }>>;
}

const [, yaml = ""] = /^```yaml\n([\s\S]*?)^```$/m.exec(readFileSync("docs/ci.md", "utf8")) ?? [];
const steps = (parse(yaml) as Workflow).jobs["build"]!.steps;
const commands = steps.flatMap((step) => step.run ?? []);

/** A project of `mpy init` with its lock file. Its packages are links to those of this checkout. */
async function makeReadyProject(): Promise<TestProject> {
  const project = makeProject({});
  const mpy = (...args: string[]): Promise<unknown> => run(process.execPath, [MPY, ...args], { cwd: project.root });
  await mpy("init", "--board", "RPI_PICO_W", "--bundler", "none");
  const options = project.read("micropython.config.mjs").toString();
  project.write("micropython.config.mjs", options.replace("defineConfig({", "defineConfig({ lock: true,"));
  const { devDependencies } = JSON.parse(project.read("package.json").toString()) as {
    devDependencies: Record<string, string>;
  };
  for (const name of Object.keys(devDependencies)) {
    const link = join(project.root, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(name === "unplugin-micropython" ? resolve(".") : resolve("node_modules", name), link, "dir");
  }
  const bin = join(project.root, "node_modules/.bin");
  mkdirSync(bin);
  writeFileSync(join(bin, "mpy"), `#!/bin/sh\nexec "${process.execPath}" "${MPY}" "$@"\n`, { mode: 0o755 });
  symlinkSync(resolve("node_modules/.bin/vitest"), join(bin, "vitest"));
  await mpy("lock");
  return project;
}

test("the workflow of docs/ci.md works", { timeout: 120_000 }, async () => {
  expect(steps[0]!.uses).toMatch(/^actions\/checkout@/);
  expect(steps.at(-1)).toMatchObject({ uses: expect.stringMatching(/upload-artifact@/), with: { path: "dist" } });
  const [install, ...others] = commands;
  // The packages are there: the only step that needs the network.
  expect(install).toBe("npm ci");
  const project = await makeReadyProject();
  const env = { ...process.env, CI: "true", npm_config_offline: "true", NO_COLOR: "1" };
  Reflect.deleteProperty(env, "VITEST");
  const outputs = new Map<string, string>();
  for (const command of others) {
    const { stdout, stderr } = await run("/bin/sh", ["-ec", command], { cwd: project.root, env });
    outputs.set(command, stdout + stderr);
  }
  expect([...outputs.keys()]).toEqual(["npx mpy lock --check", "npm run build", "npm test"]);
  expect(outputs.get("npm test")).toMatch(/2 passed/);
  expect(project.list("dist/flash")).toEqual(["app/__init__.mpy", "app/greeting.mpy", "main.py", "manifest.json"]);
});
