// Builds dist/. The code goes through Rolldown into a few dozen chunks, because loading hundreds of modules costs more time than
// compiling a file does; parts that not every caller needs (commands, native code, tools on .mpy files) are chunks that are
// loaded on demand. unplugin is bundled: it and its dependencies are fifteen files, which take twice as long to load as
// our own hooks. The declarations are tsc's; only those that a public entry reaches are kept. What is public is read from
// package.json. Usage: node scripts/build.mjs

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import { rolldown } from "rolldown";
import { minify as minifyWithTerser } from "terser";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");
const { exports, bin } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** Entries that package.json does not name: what a program starts by its path. */
const WORKERS = ["cli/cross-worker", "vitest/collect", "vitest/target/worker"];

/** A program that is one CommonJS file, because Node starts that quicker than modules; the rest of it is an entry of its own. */
const SCRIPT = { entry: "cli/mpy-cross", rest: "cli/cross-rest" };

/** Loaders of webpack and Rspack, which unplugin looks for beside the chunk that it is in. */
const LOADERS = [
  "webpack/loaders/load",
  "webpack/loaders/transform",
  "rspack/loaders/load",
  "rspack/loaders/transform",
];

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
  { name: "hooks", test: (id) => DOOR.has(id) && isHook(id), priority: 4 },
  { name: "base", test: (id) => DOOR.has(id) && !isHook(id), priority: 5 },
  { name: "unplugin", test: /\/node_modules\//, priority: 6 },
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
const transform = { define: { CODE_HASH: JSON.stringify(hashOfSources()) }, target: "node20.19" };
const isPackage = (id) => !/^[./\0]/.test(id) && !id.startsWith(root);
const isBundled = (id, importer) => /^unplugin(?:$|\/)/.test(id) || importer?.includes("/node_modules/");
const isNoPageCompiler = (entry) => entry !== PAGE_COMPILER;
const { output } = await bundle({
  input: {
    ...Object.fromEntries(entries.filter(isNoPageCompiler).map((entry) => [entry, `src/${entry}.ts`])),
    ...Object.fromEntries(LOADERS.map((loader) => [`chunks/${loader}`, `unplugin/${loader}`])),
  },
  external: (id, importer) => isPackage(id) && !isBundled(id, importer),
  plugins: [globalsInsteadOfModules()],
  output: {
    dir: dist,
    format: "esm",
    entryFileNames: ({ name }) => (name.startsWith("chunks/") ? "[name].mjs" : "[name].js"),
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

await buildPageCompiler();

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

/**
 * Builds the compiler for pages as one file with short names, those of properties too: it is a fifth smaller for whoever
 * downloads it. Names that a user can meet stay, which are those of its declarations, and so do names that are also a text in
 * the code, because a text may select a property.
 */
async function buildPageCompiler() {
  const build = await rolldown({
    cwd: root,
    input: `src/${PAGE_COMPILER}.ts`,
    platform: "browser",
    transform: { ...transform, target: "es2022" },
  });
  const { output } = await build.generate({ format: "esm", minify: true });
  await build.close();
  const declarations = [...reachedDeclarations([PAGE_COMPILER])].map(declarationText).join("\n");
  const texts = /(?<=(["'`]))\w+(?=\1)/g;
  const reserved = [
    ...namesOfBuiltIns(),
    ...declarations.match(/\w+(?=\??[:(])/g),
    ...declarations.match(texts),
    ...output[0].code.match(texts),
  ];
  const { code } = await minifyWithTerser(output[0].code, {
    module: true,
    ecma: 2022,
    // A bundler that makes the page's code small again undoes what functions in the place of their only call save.
    compress: { passes: 3, unsafe_arrows: true, reduce_funcs: false },
    mangle: { properties: { builtins: true, keep_quoted: true, reserved } },
  });
  writeFileSync(join(dist, `${PAGE_COMPILER}.js`), `${code}\n`);
}

/** Names of properties that JavaScript and the browser give: those of a fresh world, and what only instances and options have. */
function namesOfBuiltIns() {
  const world = runInNewContext(
    `[globalThis, [][Symbol.iterator](), new Map().entries(), new Set().values(), "".matchAll(/a/g), (function* () {})(), /a/, Symbol(), 1n, new Error()]`,
  );
  const names = new Set(["index", "input", "groups", "raw", "value", "done", "cause"]);
  const seen = new Set();
  const visit = (value) => {
    if (!/^(?:object|function)$/.test(typeof value) || value === null || seen.has(value)) return;
    seen.add(value);
    for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(value))) {
      names.add(name);
      visit(property.value);
    }
    visit(Object.getPrototypeOf(value));
  };
  for (const value of [...world, TextEncoder, TextDecoder]) visit(value);
  return names;
}

/**
 * Gives bundled packages the global `process` and `Buffer` instead of Node's modules: importing these asks for each of their
 * properties, which opens the standard streams and costs ten milliseconds.
 */
function globalsInsteadOfModules() {
  const globals = {
    "node:process": "export default globalThis.process;",
    "node:buffer": "export const { Buffer } = globalThis;",
  };
  return {
    name: "globals",
    resolveId: (id, importer) => (id in globals && importer?.includes("/node_modules/") ? `\0${id}` : null),
    load: (id) => globals[id.slice(1)] ?? null,
  };
}

/** Writes the licenses of the packages that these modules are from. */
function writeLicenses(modules) {
  const folders = modules.map((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0]);
  const texts = [...new Set(folders)].filter(Boolean).map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    if (file === undefined) throw new Error(`${folder} has no license file`);
    return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
  });
  writeFileSync(join(dist, "bundled-licenses.txt"), texts.sort().join(`\n${"-".repeat(80)}\n\n`));
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

/** The files of the declarations of these entries, and of all that they import. */
function reachedDeclarations(names) {
  const reached = new Set(names.map((name) => join(dist, `${name}.d.ts`)));
  for (const file of reached) {
    for (const [, path] of declarationText(file).matchAll(/\b(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)) {
      reached.add(resolve(dirname(file), path.replace(/\.[jt]s$/, ".d.ts")));
    }
  }
  return reached;
}

/** Declarations without their comments. */
function declarationText(file) {
  return readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
}

/** Removes declarations that no public entry reaches. */
function pruneDeclarations() {
  const reached = reachedDeclarations(entries);
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
