// Builds dist/. The code goes through Rolldown into a few dozen chunks, because loading hundreds of modules costs more time than
// compiling a file does; parts that not every caller needs (commands, native code, tools on .mpy files) are chunks that are
// loaded on demand. The declarations are tsc's; only those that a public entry reaches are kept. What is public is read from
// package.json. Usage: node scripts/build.mjs

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmdirSync, rmSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");
const { exports, bin } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** Entries that package.json does not name: what a program starts by its path. */
const WORKERS = ["cli/cross-worker", "vitest/collect", "vitest/target/worker"];

/** A program that is one CommonJS file, because Node starts that quicker than modules; the rest of it is an entry of its own. */
const SCRIPT = { entry: "cli/mpy-cross", rest: "cli/cross-rest" };

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
  { name: "hooks", test: (id) => DOOR.has(id) && isHook(id), priority: 4 },
  { name: "base", test: (id) => DOOR.has(id) && !isHook(id), priority: 5 },
  { name: "mpy-file", test: /\/src\/(?:bytes|mpy\/file)\//, priority: 3 },
  { name: "flash", test: /\/src\/flash\//, priority: 1 },
];

rmSync(dist, { recursive: true, force: true });
const declarations = spawnSync(
  process.execPath,
  [join(root, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.build.json"],
  {
    cwd: root,
    stdio: "inherit",
  },
);
if (declarations.status !== 0) process.exit(declarations.status ?? 1);
pruneDeclarations();
const isElsewhere = (id) => !id.startsWith(".") && !id.startsWith("/") && !id.startsWith(root);
await bundle({
  input: Object.fromEntries(entries.map((entry) => [entry, `src/${entry}.ts`])),
  external: isElsewhere,
  output: {
    dir: dist,
    format: "esm",
    chunkFileNames: "chunks/[name]-[hash].js",
    hashCharacters: "hex",
    codeSplitting: { groups: GROUPS },
  },
});
const restName = basename(SCRIPT.rest);
await bundle({
  input: `src/${SCRIPT.entry}.ts`,
  external: isElsewhere,
  plugins: [
    {
      name: "rest",
      resolveId: (id) => (id === `./${restName}.ts` ? { id: `./${restName}.js`, external: true } : null),
    },
  ],
  output: { file: join(dist, `${SCRIPT.entry}.cjs`), format: "cjs" },
});

async function bundle({ output, ...input }) {
  const build = await rolldown({
    cwd: root,
    ...input,
    platform: "node",
    transform: { define: { CODE_HASH: JSON.stringify(hashOfSources()) }, target: "node20.19" },
  });
  // names of functions stay, for stack traces
  const minify = { compress: false, mangle: { toplevel: false }, codegen: { removeWhitespace: true } };
  await build.write({ ...output, minify });
  await build.close();
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

/** Removes declarations that no public entry reaches. */
function pruneDeclarations() {
  const reached = new Set();
  const queue = entries.map((entry) => join(dist, `${entry}.d.ts`));
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    const text = readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
    for (const [, path] of text.matchAll(/\b(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)) {
      queue.push(resolve(dirname(file), path.replace(/\.[jt]s$/, ".d.ts")));
    }
  }
  for (const name of filesBelow("dist")) if (!reached.has(join(root, name))) rmSync(join(root, name));
  removeEmptyFolders(dist);
}

function removeEmptyFolders(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeEmptyFolders(join(folder, entry.name));
  }
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}

function filesBelow(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort();
}
