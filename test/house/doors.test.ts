// Importing the plugin of a bundler loads hooks only. Engine and compiler are loaded when the bundler begins, so that a configuration
// loads quickly.

import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { expect, test } from "vitest";

const DOORS = ["index", "vite", "rollup", "rolldown", "webpack", "rspack", "rsbuild", "esbuild", "farm"] as const;
/** Bytes of minified code. */
const MAX_BYTES = 80_000;
const LATER = /^src\/(?:compiler|optimize|mpy|flash|device|vitest)\//;

test("the doors of the package and of the bundlers load no compiler, and little code", async () => {
  const { metafile } = await build({
    entryPoints: DOORS.map((door) => `src/${door}.ts`),
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    platform: "node",
    packages: "external",
    outdir: "unused",
    write: false,
    metafile: true,
    define: { CODE_HASH: '"test"' },
  });
  const loaded = (output: string, seen: Set<string>): Set<string> => {
    if (seen.has(output)) return seen;
    seen.add(output);
    for (const { path, kind } of metafile.outputs[output]!.imports) {
      if (kind === "import-statement" && path in metafile.outputs) loaded(path, seen);
    }
    return seen;
  };
  for (const door of DOORS) {
    const outputs = [...loaded(`unused/${door}.js`, new Set())].map((path) => metafile.outputs[path]!);
    const sources = outputs.flatMap(({ inputs }) => Object.keys(inputs));
    expect(sources, door).toContain("src/plugin/unplugin.ts");
    expect(sources.filter((path) => LATER.test(path))).toEqual([]);
    expect(outputs.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(MAX_BYTES);
  }
});

/** The files of the package that a door loads, and what else it imports. */
function imported(door: string): { files: string[]; others: string[] } {
  const files = new Set([`dist/${door}.js`]);
  const others = new Set<string>();
  for (const file of files) {
    for (const [, path] of readFileSync(file, "utf8").matchAll(/(?:^|;)\s*(?:import|export)[^;"]*"([^"]+)"/gm)) {
      if (path!.startsWith(".")) files.add(join(dirname(file), path!));
      else others.add(path!);
    }
  }
  return { files: [...files], others: [...others] };
}

/** Bytes of the built door, its hooks and its bundler's part of unplugin. */
const MAX_BUILT_BYTES = 90_000;

test("a door of the built package is three files with its bundler's part of unplugin, and loads no other package", () => {
  for (const door of DOORS) {
    const { files, others } = imported(door);
    // The main entry has all parts of unplugin, and with them its source maps.
    expect(files.length, door).toBe(door === "index" ? 4 : 3);
    const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
    expect(bytes, door).toBeLessThan(door === "index" ? 1.5 * MAX_BUILT_BYTES : MAX_BUILT_BYTES);
    expect(others.filter((path) => !path.startsWith("node:"))).toEqual([]);
    // Importing these asks for each of their properties, which opens the standard streams.
    expect(others).not.toContain("node:process");
    expect(others).not.toContain("node:buffer");
  }
  // unplugin finds its loaders beside the file that it is in.
  for (const [bundler, loader] of [
    ["webpack", "load"],
    ["webpack", "transform"],
    ["rspack", "load"],
    ["rspack", "transform"],
  ])
    expect(statSync(`dist/${bundler}/loaders/${loader}.mjs`).isFile()).toBe(true);
  expect(readFileSync("dist/bundled-licenses.txt", "utf8")).toMatch(/^unplugin \d+\.\d+\.\d+ \(MIT\)$/m);
});
