// The built plugin on every bundler: the same project must give the same flash, the same manifest and working imports.

import { describe, expect, test } from "vitest";
import { compile } from "../../src/compiler/index.ts";
import type { Manifest } from "../../src/index.ts";
import { BUNDLERS, runBundle } from "./support/bundlers.ts";
import { makeProject } from "./support/project.ts";

const BLINK = "import time\nfrom . import pins\n\ndef blink():\n    return pins.LED, time\n";
const FILES = {
  "src/main.js": `
import url, { module, path, size, sha256, arch } from "../firmware/app/blink.py";
import bytes from "../firmware/app/blink.py?bytes";
import manifest from "virtual:micropython/manifest";
globalThis.result = { url, module, path, size, sha256, arch, bytes: [...bytes], manifest };
`,
  "firmware/app/__init__.py": "VERSION = 1\n",
  "firmware/app/blink.py": BLINK,
  "firmware/app/pins.py": "LED = 25\n",
  "firmware/app/logo.bin": new Uint8Array([0, 255, 10, 13]),
  "firmware/main.py": "from app import blink\nblink.blink()\n",
};
const OPTIONS = { entries: "firmware/**/*.py", data: "firmware/**/*.bin", flash: { root: "/lib" } };

const FLASH = [
  "lib/app/__init__.mpy",
  "lib/app/blink.mpy",
  "lib/app/logo.bin",
  "lib/app/pins.mpy",
  "main.py",
  "manifest.json",
];

/** These know no way to "#" and "?" in the names of files. */
const NO_MARKS = new Set(["vite", "webpack", "rspack", "rsbuild"]);

describe.each(Object.keys(BUNDLERS))("%s", (bundler) => {
  const build = BUNDLERS[bundler]!;

  test("lays out the flash, with working imports", async () => {
    const project = makeProject(FILES);
    await build({ root: project.root, options: OPTIONS });

    expect(project.list("dist/flash")).toEqual(FLASH);
    const expected = compile(BLINK, { filename: "app/blink.py" }).mpy;
    expect([...project.read("dist/flash/lib/app/blink.mpy")]).toEqual([...expected]);
    expect(project.read("dist/flash/main.py").toString()).toBe(FILES["firmware/main.py"]);
    expect([...project.read("dist/flash/lib/app/logo.bin")]).toEqual([0, 255, 10, 13]);

    const result = await runBundle(project.root);
    const manifest = JSON.parse(project.read("dist/flash/manifest.json").toString()) as Manifest;
    expect(result.manifest).toEqual(manifest);
    expect(result.bytes).toEqual([...expected]);
    const listed = manifest.modules.find((one) => one.name === "app.blink");
    expect(listed).toMatchObject({ imports: ["app", "app.pins", "time"], source: "firmware/app/blink.py" });
    expect(result).toMatchObject({
      module: "app.blink",
      path: "/lib/app/blink.mpy",
      size: expected.length,
      arch: null,
    });
    expect(result.sha256).toBe(listed?.sha256);
    expect(await contentAt(result.url, project.root)).toEqual([...expected]);
  });

  test("puts the public base path before the address", async (context) => {
    if (bundler === "rollup" || bundler === "rolldown")
      context.skip("it has no such option: its addresses are relative");
    const project = makeProject(FILES);
    await build({ root: project.root, options: OPTIONS, base: "/static/" });
    const { url } = await runBundle(project.root);
    expect(url).toBe("/static/flash/lib/app/blink.mpy");
  });

  test("escapes special characters of URLs, or refuses them", async () => {
    const project = makeProject({
      "src/main.js": 'import url from "../firmware/net.py";\nglobalThis.result = { url };\n',
      "firmware/net.py": "SPEED = 1\n",
    });
    const buildTo = (to: string): Promise<void> =>
      build({ root: project.root, options: { sourceRoots: [{ path: "firmware", to }] } });
    let folder = "a#b?c 50% d";
    if (NO_MARKS.has(bundler)) {
      await expect(buildTo(folder)).rejects.toThrow(`: flash/${folder}/net.mpy`);
      folder = "50% d";
    }
    await buildTo(folder);
    expect(project.list("dist/flash")).toEqual([`${folder}/net.mpy`, "manifest.json"]);
    const { url } = await runBundle(project.root);
    expect(await contentAt(url, project.root)).toEqual([...compile("SPEED = 1\n", { filename: "net.py" }).mpy]);
  });

  test("builds a project of Python alone", async () => {
    const project = makeProject(FILES);
    project.remove("src");
    await build({ root: project.root, options: OPTIONS, javascript: false });
    expect(project.list("dist")).toEqual(FLASH.map((path) => `flash/${path}`));
  });

  test("two builds give the same bytes", async () => {
    const [one, two] = [makeProject(FILES), makeProject(FILES)];
    for (const project of [one, two]) await build({ root: project.root, options: OPTIONS });
    for (const path of FLASH) expect(two.read(`dist/flash/${path}`)).toEqual(one.read(`dist/flash/${path}`));
  });
});

/** The bytes that an address of the built page stands for. */
async function contentAt(url: string, root: string): Promise<number[]> {
  const { readFileSync } = await import("node:fs");
  const { fileURLToPath } = await import("node:url");
  const { join } = await import("node:path");
  if (url.startsWith("file:")) return [...readFileSync(fileURLToPath(url))];
  const path = url.replace(/^https:\/\/example\.test\/(?:app\/)?/, "");
  return [...readFileSync(join(root, "dist", decodeURIComponent(path.replace(/[?#].*/, ""))))];
}
