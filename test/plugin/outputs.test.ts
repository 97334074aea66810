// Kinds of output that only some bundlers have: in memory, several folders, another folder for the flash, queries of other plugins.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { compile } from "../../src/compiler/index.ts";
import type { Manifest } from "../../src/index.ts";
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

test.each([
  ["nothing written, at the root", { write: false }, {}, ""],
  ["nothing written, below another folder", { write: false, outdir: "www/js" }, { servedir: "www" }, "/js"],
  ["written", {}, {}, ""],
])("esbuild's server has the flash and the image: %s", async (_, more, options, base) => {
  const { context } = await import("esbuild");
  const project = makeProject({ ...FILES, "www/index.html": "<p>page</p>\n" });
  const { default: micropython, serve } = await import("unplugin-micropython/esbuild");
  const plugin = micropython({ entries: "firmware/other.py", flash: { image: true, filesystem: "romfs" } });
  const running = await context({
    absWorkingDir: project.root,
    entryPoints: ["src/main.js"],
    bundle: true,
    outdir: "dist",
    logLevel: "silent",
    plugins: [plugin],
    ...more,
  });
  const { hosts, port } = await serve(running, plugin, options);
  const get = (path: string, method = "GET"): Promise<Response> =>
    fetch(`http://${hosts[0]}:${port}${base}${path}`, { method });
  const bytes = async (path: string): Promise<Uint8Array> => new Uint8Array(await (await get(path)).arrayBuffer());
  try {
    expect([...(await bytes("/flash/net.mpy"))]).toEqual([...NET]);
    const manifest = (await (await get("/flash/manifest.json")).json()) as Manifest;
    expect(manifest.modules).toHaveLength(2);
    expect(Buffer.from(await bytes("/flash.bin")).includes("net.mpy")).toBe(true);
    expect(await (await get("/main.js")).text()).toContain("globalThis.result");
    if (base !== "") expect(await (await fetch(`http://${hosts[0]}:${port}/`)).text()).toContain("page");
    expect((await get("/flash/gone.mpy")).status).toBe(404);
    expect((await get("/flash/net.mpy", "POST")).status).toBe(405);
    // A module that the page imports from now on, and one that changed.
    project.write("firmware/more.py", "MORE = 1\n");
    project.write("firmware/net.py", "SPEED = 2\n");
    project.write(
      "src/main.js",
      `import more from "../firmware/more.py";\nconsole.log(more);\n${FILES["src/main.js"]}`,
    );
    const more = async (): Promise<number[]> => {
      await get("/main.js");
      return [...(await bytes("/flash/more.mpy"))];
    };
    // esbuild builds again a moment after the last request.
    await expect.poll(more).toEqual([...compile("MORE = 1\n", { filename: "more.py" }).mpy]);
    expect([...(await bytes("/flash/net.mpy"))]).toEqual([...compile("SPEED = 2\n", { filename: "net.py" }).mpy]);
  } finally {
    await running.dispose();
  }
  const state = (): Promise<string> =>
    get("/flash/net.mpy").then(
      () => "answers",
      () => "ended",
    );
  await expect.poll(state).toBe("ended");
  await expect(serve(running, micropython())).rejects.toThrow("the plugin is not part of a context");
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

test("Rollup: stale files of an earlier build are removed", async () => {
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

test("Vite: other queries are left to it", async () => {
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
