// The plugin on the lowest and on the newest version of each range of a bundler that package.json names as a peer, installed side by side.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Manifest } from "../../src/index.ts";
import { toolProject } from "./support/toolbox.ts";

const file = (path: string): string => readFileSync(fileURLToPath(new URL(path, import.meta.url)), "utf8");

const FILES = {
  "smoke.mjs": file("support/smoke.mjs"),
  "src/main.js": `
import url, { size } from "../firmware/app/blink.py";
import bytes from "../firmware/app/blink.py?bytes";
import manifest from "virtual:micropython/manifest";
globalThis.result = { url, size, bytes: bytes.length, modules: manifest.modules.map((one) => one.path).join(" ") };
`,
  "firmware/app/__init__.py": "",
  "firmware/app/blink.py": "from . import pins\nprint(pins.LED)\n",
  "firmware/app/pins.py": "LED = 25\n",
};
const MODULES = ["/app/__init__.mpy", "/app/blink.mpy", "/app/pins.mpy"];

/** Bundlers by the package that they are. */
const BUNDLERS: Readonly<Record<string, string>> = {
  vite: "vite",
  rollup: "rollup",
  rolldown: "rolldown",
  webpack: "webpack",
  "@rspack/core": "rspack",
  "@rsbuild/core": "rsbuild",
  esbuild: "esbuild",
  "@farmfe/core": "farm",
};

const { peerDependencies } = JSON.parse(file("../../package.json")) as { peerDependencies: Record<string, string> };

/** The lowest version of each range, and the newest. */
const CASES = Object.entries(BUNDLERS).flatMap(([name, bundler]) =>
  peerDependencies[name]!.split(" || ").flatMap((range) => [
    { bundler, name, version: range.replace(/^(?:\^|>=)/, "") },
    { bundler, name, version: range.startsWith(">=") ? "latest" : range },
  ]),
);

describe.each(CASES)("$name $version", ({ bundler, name, version }) => {
  test("builds a page that imports Python and the manifest", async (context) => {
    const project = await toolProject(context, { [name]: version }, FILES);
    const log = await project.run(`smoke.mjs ${bundler} {"cache":false}`);
    const manifest = JSON.parse(project.read("dist/flash/manifest.json")) as Manifest;
    expect(
      manifest.modules.map(({ path }) => path),
      log,
    ).toEqual(MODULES);
    for (const path of MODULES) expect(project.has(`dist/flash${path}`)).toBe(true);
    const script = project.read("dist/main.js");
    expect(script).toContain("/app/pins.mpy");
    expect(script).not.toContain("__MICROPYTHON_MANIFEST__");
  });
});
