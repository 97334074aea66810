// Watch mode on every bundler that has one of its own: changes, mistakes and their repair, files that come, go and move.

import { describe, expect, test } from "vitest";
import { compile } from "../../src/compiler/index.ts";
import type { Manifest } from "../../src/index.ts";
import type { TestProject } from "./support/project.ts";
import { makeProject } from "./support/project.ts";
import { startWatching, WATCHERS } from "./support/watchers.ts";

const OPTIONS = { entries: "firmware/**/*.py", include: "firmware/**/*.json" };

function makeFirmware(): TestProject {
  return makeProject({
    "src/main.js": 'import url from "../firmware/app/net.py";\nglobalThis.result = url;\n',
    "firmware/app/__init__.py": "",
    "firmware/app/net.py": "SPEED = 1\n",
    "firmware/app/other.py": "OTHER = 1\n",
  });
}

function holds(project: TestProject, path: string, source: string, name: string): boolean {
  if (!project.list("dist/flash").includes(path)) return false;
  return project.read(`dist/flash/${path}`).equals(compile(source, { filename: name }).mpy);
}

function modules(project: TestProject): string[] {
  if (!project.list("dist/flash").includes("manifest.json")) return [];
  const manifest = JSON.parse(project.read("dist/flash/manifest.json").toString()) as Manifest;
  return [...manifest.modules, ...manifest.files].map((one) => one.path);
}

describe.each(WATCHERS)("%s", (bundler) => {
  test("a change is picked up; a mistake keeps the last good output until it is repaired", async () => {
    const project = makeFirmware();
    const watching = await startWatching(bundler, { root: project.root, options: OPTIONS });
    await watching.until("first build", () => holds(project, "app/net.mpy", "SPEED = 1\n", "app/net.py"));

    project.write("firmware/app/net.py", "SPEED = 2\n");
    await watching.until("changed import", () => holds(project, "app/net.mpy", "SPEED = 2\n", "app/net.py"));
    project.write("firmware/app/other.py", "OTHER = 2\n");
    await watching.until("changed entry", () => holds(project, "app/other.mpy", "OTHER = 2\n", "app/other.py"));

    project.write("firmware/app/net.py", "SPEED = = 3\n");
    await watching.until("error in import", ({ error }) => /app\/net\.py:1.*SyntaxError: invalid syntax/s.test(error));
    expect(holds(project, "app/net.mpy", "SPEED = 2\n", "app/net.py")).toBe(true);
    expect(modules(project)).toContain("/app/net.mpy");
    project.write("firmware/app/net.py", "SPEED = 4\n");
    await watching.until("repaired import", ({ error }) => {
      return error === "" && holds(project, "app/net.mpy", "SPEED = 4\n", "app/net.py");
    });

    project.write("firmware/app/other.py", "def f(:\n");
    await watching.until("error in entry", ({ error }) => /app\/other\.py:1.*SyntaxError: invalid syntax/s.test(error));
    expect(holds(project, "app/other.mpy", "OTHER = 2\n", "app/other.py")).toBe(true);
    project.write("firmware/app/other.py", "OTHER = 5\n");
    await watching.until("repaired entry", ({ error }) => {
      return error === "" && holds(project, "app/other.mpy", "OTHER = 5\n", "app/other.py");
    });
  });

  test("files that come, go and move are picked up", async () => {
    const project = makeFirmware();
    const watching = await startWatching(bundler, { root: project.root, options: OPTIONS });
    await watching.until("first build", () => modules(project).length === 3);

    project.write("firmware/drivers/led.py", "PIN = 25\n");
    await watching.until("added module", () => holds(project, "drivers/led.mpy", "PIN = 25\n", "drivers/led.py"));
    project.write("firmware/data/config.json", "{}");
    await watching.until("added data", () => modules(project).includes("/data/config.json"));

    project.remove("firmware/drivers/led.py");
    project.write("firmware/drivers/lamp.py", "PIN = 25\n");
    await watching.until("renamed module", () => {
      return modules(project).includes("/drivers/lamp.mpy") && !modules(project).includes("/drivers/led.mpy");
    });
    await watching.until("old module gone", () => !project.list("dist/flash").includes("drivers/led.mpy"));

    project.remove("firmware/app/other.py");
    await watching.until("deleted module", () => !modules(project).includes("/app/other.mpy"));
    expect(modules(project).sort()).toEqual(["/app/__init__.mpy", "/app/net.mpy", "/data/config.json", "/drivers/lamp.mpy"]);
  });
});
