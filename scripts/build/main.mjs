// Builds dist/. The code goes through Rolldown into a few dozen chunks, because loading hundreds of modules costs more time than
// compiling a file does; parts that not every caller needs (commands, native code, tools on .mpy files) are chunks that are
// loaded on demand. What is public is read from package.json. Usage: node scripts/build/main.mjs

import { createHash } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { rolldown } from "rolldown";
import {
  copiesOfUnplugin,
  globalsInsteadOfModules,
  isBundled,
  isCopyOfHooks,
  LOADER_INPUTS,
  noGlobs,
  writeLicenses,
} from "./bundled-packages.mjs";
import { writeDeclarations } from "./declarations.mjs";
import { writePageCompiler } from "./page-compiler.mjs";
import { dist, filesBelow, root } from "./paths.mjs";

const { exports, bin } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** Entries that package.json does not name: what a program starts by its path. */
const WORKERS = ["cli/cross-worker", "vitest/collect", "vitest/target/worker"];

/** A program that is one CommonJS file, because Node starts that quicker than modules; the rest of it is an entry of its own. */
const SCRIPT = { entry: "cli/mpy-cross", rest: "cli/cross-rest" };

/** The compiler for pages: one small file of its own. */
const PAGE_COMPILER = "compiler/bytecode";

/** Public entries as paths below src without extension, such as "compiler/index". */
const entries = [
  ...[...Object.values(exports), ...Object.values(bin)]
    .filter((path) => typeof path === "string" && path.endsWith(".js"))
    .map((path) => path.slice("./dist/".length, -".js".length)),
  ...WORKERS,
  SCRIPT.rest,
];

/**
 * Chunks by what is used together. Whatever no pattern takes is put together by Rolldown: modules that the same entries and
 * imports on demand reach.
 */
const DOOR = staticImports("src/plugin/unplugin.ts");
const isHook = (id) => id.startsWith(join(root, "src/plugin"));
const GROUPS = [
  // Every file costs about a millisecond, and whoever reads a bundler's configuration waits for the door's.
  { name: "hooks", test: (id) => (DOOR.has(id) && isHook(id)) || isCopyOfHooks(id), priority: 4 },
  { name: "base", test: (id) => DOOR.has(id) && !isHook(id), priority: 5 },
  // Only webpack's and Rspack's loaders combine source maps.
  { name: "source-maps", test: /@jridgewell/, priority: 7 },
  { name: "mpy-file", test: /\/src\/(?:bytes|mpy\/file)\//, priority: 3 },
  { name: "flash", test: /\/src\/flash\//, priority: 1 },
];

rmSync(dist, { recursive: true, force: true });
writeDeclarations(entries);
const transform = { define: { CODE_HASH: JSON.stringify(hashOfSources()) }, target: "node20.19" };
const isPackage = (id) => !/^[./\0]/.test(id) && !id.startsWith(root);
const isNoPageCompiler = (entry) => entry !== PAGE_COMPILER;
const { output } = await bundle({
  input: {
    ...Object.fromEntries(entries.filter(isNoPageCompiler).map((entry) => [entry, `src/${entry}.ts`])),
    ...LOADER_INPUTS,
  },
  external: (id, importer) => isPackage(id) && !isBundled(id, importer),
  plugins: [copiesOfUnplugin(), noGlobs(), globalsInsteadOfModules()],
  // A bundled package's module does nothing when it is loaded; so a door leaves out what it does not call.
  treeshake: { moduleSideEffects: (id) => id.startsWith(join(root, "src")) },
  output: {
    dir: dist,
    format: "esm",
    entryFileNames: ({ name }) => (name in LOADER_INPUTS ? "[name].mjs" : "[name].js"),
    chunkFileNames: "chunks/[name]-[hash].js",
    hashCharacters: "hex",
    codeSplitting: { groups: GROUPS },
  },
});
writeLicenses(output.flatMap(({ moduleIds = [] }) => moduleIds));
const restName = basename(SCRIPT.rest);
await bundle({
  input: `src/${SCRIPT.entry}.ts`,
  external: isPackage,
  plugins: [
    {
      name: "rest",
      resolveId: (id) => (id === `./${restName}.ts` ? { id: `./${restName}.js`, external: true } : null),
    },
  ],
  output: { file: join(dist, `${SCRIPT.entry}.cjs`), format: "cjs" },
});

await writePageCompiler(PAGE_COMPILER, transform);

async function bundle({ output, ...input }) {
  const build = await rolldown({
    cwd: root,
    ...input,
    platform: "node",
    transform,
  });
  // names of functions stay, for stack traces
  const minify = { compress: false, mangle: { toplevel: false }, codegen: { removeWhitespace: true } };
  const written = await build.write({ ...output, minify });
  await build.close();
  return written;
}

/** A source and all that it imports statically. */
function staticImports(entry) {
  const found = new Set([join(root, entry)]);
  for (const file of found) {
    const imports = /^(?:import|export) (?!type\b)[^;]*?from "(\.[^"]+)"/gm;
    for (const [, path] of readFileSync(file, "utf8").matchAll(imports)) found.add(resolve(dirname(file), path));
  }
  return found;
}

/** A hash of all sources, which tells a checkout's builds apart: caches are keyed with it. */
function hashOfSources() {
  const hash = createHash("sha256");
  for (const name of filesBelow("src"))
    hash
      .update(name)
      .update("\0")
      .update(readFileSync(join(root, name)));
  return hash.digest("hex").slice(0, 16);
}
