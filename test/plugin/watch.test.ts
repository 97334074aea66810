// Watch mode on every bundler that has its own: changes, mistakes and their repair, and files that are added, removed and moved.

import { describe, expect, test } from "vitest";
import { compile } from "../../src/compiler/index.ts";
import type { Manifest } from "../../src/index.ts";
import type { TestProject } from "./support/project.ts";
import { makeProject } from "./support/project.ts";
import { startWatching, WATCHERS } from "./support/watchers.ts";

const OPTIONS = { entries: "firmware/**/*.py", data: "firmware/**/*.json" };

function makeFirmware(): TestProject {
  return makeProject({
    "src/main.js": `
import url from "../firmware/app/net.py";
import manifest from "virtual:micropython/manifest";
globalThis.result = { url, manifest };
`,
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
  const text = project.read("dist/flash/manifest.json").toString();
  // Bundlers write in place, so a reader may come in the middle of it.
  if (!text.endsWith("}\n")) return [];
  const manifest = JSON.parse(text) as Manifest;
  return [...manifest.modules, ...manifest.files].map((one) => one.path);
}

/** The code of all pages. */
function pages(project: TestProject): string {
  const scripts = project.list("dist").filter((path) => path.endsWith(".js"));
  return scripts.map((path) => project.read(`dist/${path}`).toString()).join("\n");
}

const nothing = (): void => undefined;

describe.each(WATCHERS)("%s", (bundler) => {
  test("a change is picked up; a mistake keeps the last good output until it is repaired", async () => {
    const project = makeFirmware();
    const watching = await startWatching(bundler, { root: project.root, options: OPTIONS });
    const net = (source: string) => () => project.write("firmware/app/net.py", source);
    const other = (source: string) => () => project.write("firmware/app/other.py", source);
    const hasNet = (source: string): boolean => holds(project, "app/net.mpy", source, "app/net.py");
    const hasOther = (source: string): boolean => holds(project, "app/other.mpy", source, "app/other.py");

    await watching.after(nothing, () => hasNet("SPEED = 1\n"));
    await watching.after(net("SPEED = 2\n"), () => hasNet("SPEED = 2\n"));
    await watching.after(other("OTHER = 2\n"), () => hasOther("OTHER = 2\n"));

    // Python that JavaScript imports
    const wrong = (file: string) => (round: { error: string }) => {
      return round.error.includes(`firmware/app/${file}:1`) && round.error.includes("SyntaxError: invalid syntax");
    };
    await watching.after(net("SPEED = = 3\n"), wrong("net.py"));
    expect(hasNet("SPEED = 2\n")).toBe(true);
    expect(modules(project)).toContain("/app/net.mpy");
    await watching.after(net("SPEED = 4\n"), ({ error }) => error === "" && hasNet("SPEED = 4\n"));

    // Python that only the options name
    await watching.after(other("def f(:\n"), wrong("other.py"));
    expect(hasOther("OTHER = 2\n")).toBe(true);
    await watching.after(other("OTHER = 5\n"), ({ error }) => error === "" && hasOther("OTHER = 5\n"));
  });

  test.each(["net", "other"])("a start on a mistake in %s.py recovers", async (name) => {
    const project = makeFirmware();
    project.write(`firmware/app/${name}.py`, "def f(:\n");
    const watching = await startWatching(bundler, { root: project.root, options: OPTIONS });
    await watching.after(nothing, ({ error }) => error.includes(`firmware/app/${name}.py:1`));
    const repair = (): void => project.write(`firmware/app/${name}.py`, "GOOD = 1\n");
    const isGood = (): boolean => holds(project, `app/${name}.mpy`, "GOOD = 1\n", `app/${name}.py`);
    await watching.after(repair, ({ error }) => error === "" && isGood());
    expect(modules(project)).toHaveLength(3);
  });

  test("added, removed and moved files are picked up", async () => {
    const project = makeFirmware();
    const watching = await startWatching(bundler, { root: project.root, options: OPTIONS });
    await watching.after(nothing, () => modules(project).length === 3);

    await watching.after(
      () => project.write("firmware/drivers/led.py", "PIN = 25\n"),
      () => holds(project, "drivers/led.mpy", "PIN = 25\n", "drivers/led.py"),
    );
    // The manifest that the page carries knows it as well.
    await watching.after(nothing, () => pages(project).includes("/drivers/led.mpy"));
    await watching.after(
      () => project.write("firmware/data/config.json", "{}"),
      () => modules(project).includes("/data/config.json"),
    );
    const rename = (): void => {
      project.remove("firmware/drivers/led.py");
      project.write("firmware/drivers/lamp.py", "PIN = 25\n");
    };
    await watching.after(rename, () => {
      return modules(project).includes("/drivers/lamp.mpy") && !modules(project).includes("/drivers/led.mpy");
    });
    await watching.after(nothing, () => !project.list("dist/flash").includes("drivers/led.mpy"));
    const expected = ["/app/__init__.mpy", "/app/net.mpy", "/data/config.json", "/drivers/lamp.mpy"];
    await watching.after(
      () => project.remove("firmware/app/other.py"),
      () => modules(project).sort().join() === expected.join(),
    );
  });

  test("Python without importers is removed, and added again: of a module, a lazy module, a worker", async () => {
    const project = makeFirmware();
    const startsWorkers = !["rollup", "rolldown", "esbuild"].includes(bundler);
    const parts: Record<string, string> = {
      more: 'import "./more.js";\n',
      lazy: 'void import("./lazy.js");\n',
      ...(startsWorkers && { worker: 'new Worker(new URL("./worker.js", import.meta.url), { type: "module" });\n' }),
    };
    for (const name of Object.keys(parts)) {
      project.write(`firmware/app/${name}.py`, `NAME = "${name}"\n`);
      project.write(`src/${name}.js`, `import url from "../firmware/app/${name}.py";\nconsole.log(url);\n`);
    }
    const page = (names: readonly string[]) => () => {
      const main = 'import url from "../firmware/app/net.py";\nconsole.log(url);\n';
      project.write("src/main.js", names.map((name) => parts[name]).join("") + main);
    };
    const has = (names: readonly string[]) => () => {
      const expected = ["__init__", "net", ...names].map((name) => `/app/${name}.mpy`).sort();
      return modules(project).sort().join() === expected.join();
    };
    const all = Object.keys(parts);
    page(all)();
    const watching = await startWatching(bundler, { root: project.root });
    await watching.after(nothing, has(all));
    for (const name of all) {
      const others = all.filter((one) => one !== name);
      await watching.after(page(others), has(others));
      await watching.after(page(all), has(all));
    }
  });
});
