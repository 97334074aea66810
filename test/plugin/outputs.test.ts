// Ways of output that only some bundlers have: in memory, several folders, another folder for the flash, queries of others.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { compile } from "../../src/compiler/index.ts";
import { BUNDLERS, pluginFor, runBundle } from "./support/bundlers.ts";
import { makeProject } from "./support/project.ts";

const FILES = {
  "src/main.js": 'import url from "../firmware/net.py";\nglobalThis.result = url;\n',
  "firmware/net.py": "SPEED = 1\n",
  "firmware/other.py": "OTHER = 1\n",
};
const OPTIONS = { entries: "firmware/*.py", report: false };
const NET = compile(FILES["firmware/net.py"], { filename: "net.py" }).mpy;

test("esbuild: in memory, and in the metafile", async () => {
  const { build } = await import("esbuild");
  const project = makeProject(FILES);
  const micropython = await pluginFor("esbuild");
  const { outputFiles, metafile } = await build({
    absWorkingDir: project.root,
    entryPoints: ["src/main.js"],
    bundle: true,
    outdir: "dist",
    publicPath: "/",
    write: false,
    metafile: true,
    plugins: [micropython(OPTIONS)],
  });
  const names = outputFiles.map((file) => file.path.slice(project.root.length));
  const flash = ["/dist/flash/manifest.json", "/dist/flash/net.mpy", "/dist/flash/other.mpy"];
  expect(names.sort()).toEqual([...flash, "/dist/main.js"]);
  expect(Object.keys(metafile.outputs).sort()).toEqual(names.map((name) => name.slice(1)));
  const net = outputFiles.find((file) => file.path.endsWith("net.mpy"))!;
  expect([...net.contents]).toEqual([...NET]);
  expect(project.list("dist")).toEqual([]);
});

test("esbuild: an address without a public path is right for an entry in a folder", async () => {
  const { build } = await import("esbuild");
  const project = makeProject(FILES);
  const micropython = await pluginFor("esbuild");
  await build({
    absWorkingDir: project.root,
    entryPoints: { "js/deep/page": "src/main.js" },
    bundle: true,
    format: "esm",
    outdir: "dist",
    plugins: [micropython(OPTIONS)],
  });
  const page = project.list("dist").find((path) => path.endsWith("page.js"))!;
  const url = /"(\.{1,2}\/[^"]+\.mpy)"/.exec(project.read(`dist/${page}`).toString())![1]!;
  expect([...readFileSync(join(project.root, "dist/js/deep", url))]).toEqual([...NET]);
});

test("Rollup: several outputs of one build each get the flash", async () => {
  const { rollup } = await import("rollup");
  const project = makeProject(FILES);
  const micropython = await pluginFor("rollup");
  const bundle = await rollup({
    input: join(project.root, "src/main.js"),
    plugins: [micropython({ ...OPTIONS, root: project.root })],
  });
  await Promise.all(["one", "two"].map((folder) => bundle.write({ dir: join(project.root, folder), format: "es" })));
  for (const folder of ["one", "two"]) {
    expect(project.list(folder)).toEqual(["flash/manifest.json", "flash/net.mpy", "flash/other.mpy", "main.js"]);
  }
});

test("Rollup: what an earlier build left and this one does not make is taken away", async () => {
  const project = makeProject(FILES);
  const build = BUNDLERS["rollup"]!;
  await build({ root: project.root, options: OPTIONS });
  project.write("dist/flash/mine.txt", "not ours");
  project.remove("firmware/other.py");
  await build({ root: project.root, options: OPTIONS });
  expect(project.list("dist/flash")).toEqual(["manifest.json", "mine.txt", "net.mpy"]);
});

test.each(["vite", "rollup", "webpack", "esbuild", "farm"])("%s: the flash may be another folder", async (bundler) => {
  const project = makeProject(FILES);
  const options = { ...OPTIONS, flash: { output: "device/fs", manifest: "device/manifest.json" } };
  await BUNDLERS[bundler]!({ root: project.root, options });
  expect(project.list("dist/device")).toEqual(["fs/net.mpy", "fs/other.mpy", "manifest.json"]);
});

test("Vite: other queries stay its own", async () => {
  const project = makeProject({
    ...FILES,
    "src/main.js": 'import text from "../firmware/net.py?raw";\nglobalThis.result = text;\n',
  });
  await BUNDLERS["vite"]!({ root: project.root, options: {} });
  expect(await runBundle(project.root)).toBe("SPEED = 1\n");
  expect(project.list("dist/flash")).toEqual(["manifest.json"]);
});

test.each(Object.keys(BUNDLERS))("%s: bytes that are not UTF-8 arrive", async (bundler) => {
  const source = Buffer.from("NAME = b'caf\xe9'\n", "latin1");
  const project = makeProject({ ...FILES, "firmware/net.py": source });
  await BUNDLERS[bundler]!({ root: project.root, options: OPTIONS });
  const { mpy } = compile(source, { filename: "net.py" });
  expect([...project.read("dist/flash/net.mpy")]).toEqual([...mpy]);
});

test.each(Object.keys(BUNDLERS))("%s: a mistake in Python that is only inlined ends the build", async (bundler) => {
  const project = makeProject({
    "src/main.js": 'import bytes from "../firmware/net.py?bytes";\nglobalThis.result = bytes;\n',
    "firmware/net.py": "x = = 1\n",
  });
  const build = BUNDLERS[bundler]!({ root: project.root, options: { sourceRoots: "firmware" } });
  await expect(build).rejects.toThrow("firmware/net.py:1");
});
