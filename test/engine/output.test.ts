// Where a build may write: not over its sources and not among them. It never takes its own output for a source.

import { symlinkSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { FlashBuild } from "../../src/engine/flash-build.ts";
import { NO_IMPORTS } from "../../src/engine/imported-python.ts";
import type { MicroPythonOptions } from "../../src/options/types.ts";
import { resolveOptions } from "../../src/options/resolve-options.ts";
import type { FlashSnapshot } from "../../src/engine/snapshot.ts";
import type { TestProject } from "../plugin/support/project.ts";
import { makeProject } from "../plugin/support/project.ts";

function snapshotOf(project: TestProject, options: MicroPythonOptions): { build: FlashBuild; snapshot: FlashSnapshot } {
  const build = new FlashBuild(
    resolveOptions({ cache: false, ...options }, { root: project.root, mode: "production" }),
  );
  return { build, snapshot: build.snapshot(NO_IMPORTS) };
}

function write(project: TestProject, options: MicroPythonOptions, folder: string): string[] {
  const { build, snapshot } = snapshotOf(project, options);
  expect(snapshot.problems).toEqual([]);
  const outputs = build.outputs(snapshot);
  const path = `${project.root}/${folder}`;
  build.output.begin(path, outputs);
  build.output.write(path);
  return build.output.finish(path);
}

const FILES = {
  "fw/main.py": "import a\n",
  "fw/a.py": "x = 1\n",
  "fw/boot.py": "",
  "lib/b.py": "",
  "data/x.json": "{}",
};
const OPTIONS: MicroPythonOptions = { entries: "fw/main.py", data: "data/x.json", libraries: "lib" };

describe("an output folder among the sources is refused before anything is written", () => {
  test.each<[string, string, MicroPythonOptions]>([
    ["fw", "is the source folder fw", {}],
    ["fw", "is the source folder fw", { flash: { output: "" } }],
    [".", "contains the source folder fw", {}],
    ["fw/out", "lies in the source folder fw", {}],
    ["link", "is the source folder fw", {}],
    ["link/deep", "lies in the source folder fw", {}],
    ["lib/dist", "lies in the source folder lib", {}],
    ["data", "is the source folder data", {}],
    [
      "other",
      "the build would overwrite its own source with over.json",
      { flash: { manifest: "over.json", output: "f" }, libraries: { mip: "./other/over.json" } },
    ],
  ])("%s: %s %j", (folder, message, options) => {
    const project = makeProject({ ...FILES, "other/over.json": '{"urls": [["m.py", "m.py"]]}', "other/m.py": "" });
    symlinkSync(`${project.root}/fw`, `${project.root}/link`);
    const before = project.list("");
    expect(() => write(project, { ...OPTIONS, ...options }, folder)).toThrow(message);
    expect(project.list("")).toEqual(before);
  });

  test("beside the sources and below the project's root it is allowed", () => {
    const project = makeProject({ "main.py": "import a\n", "a.py": "x = 1\n" });
    expect(write(project, { entries: "*.py" }, "dist")).toEqual([]);
    expect(project.list("dist")).toEqual(["flash/a.mpy", "flash/main.py", "flash/manifest.json"]);
  });
});

describe("the output of a build is no source", () => {
  test.each<[string, MicroPythonOptions]>([
    ["of a glob", { entries: "**/*.py" }],
    ["that all ships", { entries: "main.py", treeshake: false }],
    ["of an import", { entries: "main.py", unresolved: "ignore" }],
    ["in the output itself", { entries: "**/*.py", flash: { output: "" } }],
  ])("%s", (_name, options) => {
    const project = makeProject({ "main.py": "import a, dist.flash.a\n", "a.py": "x = 1\n" });
    const given: MicroPythonOptions = { unresolved: "ignore", ...options };
    write(project, given, "dist");
    const first = project.list("dist");
    write(project, given, "dist");
    expect(project.list("dist")).toEqual(first);
    expect(
      snapshotOf(project, given)
        .snapshot.files.map(({ path }) => path)
        .sort(),
    ).toEqual(["/a.mpy", "/main.py"]);
  });
});

describe("links", () => {
  test("that lead out of the sources ship only what the options name", () => {
    const project = makeProject({ ...FILES, "secret/key.py": "KEY = 1\n" });
    symlinkSync(`${project.root}/secret/key.py`, `${project.root}/fw/key.py`);
    symlinkSync(`${project.root}/fw/a.py`, `${project.root}/fw/inside.py`);
    const { snapshot } = snapshotOf(project, { entries: "fw/*.py" });
    expect(snapshot.files.map(({ path }) => path)).toEqual(["/a.mpy", "/boot.py", "/inside.mpy", "/main.py"]);
    expect(snapshot.warnings).toEqual([
      `fw/key.py is skipped: it is a link to ${project.root}/secret/key.py, which the options do not name`,
    ]);
    const named = snapshotOf(project, { entries: "fw/*.py", libraries: "secret" }).snapshot;
    expect(named.files.map(({ path }) => path)).toContain("/key.mpy");
  });

  test("that lead out of an npm package are refused", () => {
    const project = makeProject({
      ...FILES,
      "secret/key.py": "KEY = 1\n",
      "node_modules/p/package.json": JSON.stringify({ name: "p", version: "1.0.0" }),
      "node_modules/p/m.py": "",
    });
    symlinkSync(`${project.root}/secret/key.py`, `${project.root}/node_modules/p/key.py`);
    const { snapshot } = snapshotOf(project, { entries: "fw/main.py", libraries: { npm: "p" } });
    expect(snapshot.problems[0]!.summary).toBe(
      `this link leads out of its npm package, to ${project.root}/secret/key.py`,
    );
  });

  test("that lead out of a mip package are refused", () => {
    const project = makeProject({ ...FILES, "mip/package.json": JSON.stringify({ urls: [["m.py", "m.py"]] }) });
    symlinkSync("/etc/hostname", `${project.root}/mip/m.py`);
    const { snapshot } = snapshotOf(project, { entries: "fw/main.py", libraries: { mip: "./mip" } });
    expect(snapshot.problems[0]!.summary).toBe("mip/m.py is a link that leads out of the project");
  });
});

test.runIf(process.platform === "linux")("a name that is not UTF-8 is skipped with a warning", () => {
  const project = makeProject(FILES);
  writeFileSync(Buffer.concat([Buffer.from(`${project.root}/fw/caf`), Buffer.from([0xe9]), Buffer.from(".py")]), "");
  for (const options of [{ entries: "fw/*.py" }, { entries: "fw/main.py", treeshake: false }] as MicroPythonOptions[]) {
    const { snapshot } = snapshotOf(project, options);
    expect(snapshot.problems).toEqual([]);
    expect(snapshot.warnings).toEqual(["fw/caf\u{fffd}.py is skipped: its name is not UTF-8"]);
  }
});

test("names contain no terminal commands", () => {
  const project = makeProject({ "fw/a\x1b[31m\nb.py": "x = = 1\n" });
  const { snapshot } = snapshotOf(project, { entries: "fw/*.py" });
  const error = Object.assign(new Error(), { problem: snapshot.problems[0] });
  expect(error.problem!.displayFile).toBe("fw/a\x1b[31m\nb.py");
});
