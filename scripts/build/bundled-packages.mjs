// Packages that are bundled into the doors: unplugin and its dependencies. They are fifteen files, which take twice as long to
// load as our own hooks; so a door has a copy of unplugin without what is for other bundlers.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { dist } from "./paths.mjs";

/** Loaders of webpack and Rspack, which unplugin looks for beside the file that it is in: the door. */
const LOADERS = [
  "webpack/loaders/load",
  "webpack/loaders/transform",
  "rspack/loaders/load",
  "rspack/loaders/transform",
];
/** Inputs of the bundle, by their path in dist without extension. */
export const LOADER_INPUTS = Object.fromEntries(LOADERS.map((loader) => [loader, `unplugin/${loader}`]));

/** Whether a module is from a package. */
export const isFromPackage = (id) => /[\\/]node_modules[\\/]/.test(id);

/** Whether the import of a package is bundled: unplugin, and what a bundled package imports. */
export function isBundled(id, importer) {
  return /^unplugin(?:$|\/)/.test(id) || (importer !== undefined && isFromPackage(importer));
}

/** The query of a door's copy of unplugin. */
const COPY = /\?for=([\w-]+)$/;

/** Whether a module is the copy of unplugin for our hooks, which make a second plugin of Vite. */
export const isCopyOfHooks = (id) => COPY.exec(id)?.[1] === "unplugin";

/** Gives every door that imports unplugin a copy of its own, of which only that bundler's part remains. */
export function copiesOfUnplugin() {
  return {
    name: "copies-of-unplugin",
    async resolveId(id, importer) {
      if (id !== "unplugin" || importer === undefined) return null;
      const resolved = await this.resolve(id, importer, { skipSelf: true });
      return `${resolved.id}?for=${basename(importer, ".ts")}`;
    },
    load: (id) => (COPY.test(id) ? readFileSync(id.replace(COPY, ""), "utf8") : null),
  };
}

/**
 * Leaves out picomatch, the largest part of unplugin. It is for filters that are globs; those of our hooks are regular expressions.
 */
export function noGlobs() {
  return {
    name: "no-globs",
    resolveId: (id, importer) => (id === "picomatch" && importer && isFromPackage(importer) ? "\0picomatch" : null),
    load: (id) =>
      id === "\0picomatch" ? 'export default () => { throw new Error("A filter of a hook is no glob."); };' : null,
  };
}

/**
 * Gives bundled packages the global `process` and `Buffer` instead of Node's modules: importing these asks for each of their
 * properties, which opens the standard streams and costs ten milliseconds.
 */
export function globalsInsteadOfModules() {
  const globals = {
    "node:process": "export default globalThis.process;",
    "node:buffer": "export const { Buffer } = globalThis;",
  };
  return {
    name: "globals",
    resolveId: (id, importer) => (id in globals && importer && isFromPackage(importer) ? `\0${id}` : null),
    load: (id) => globals[id.slice(1)] ?? null,
  };
}

/** Writes the licenses of the packages that these modules are from. */
export function writeLicenses(modules) {
  const folders = modules.map((id) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id)?.[0]);
  const texts = [...new Set(folders)].filter(Boolean).map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    if (file === undefined) throw new Error(`${folder} has no license file`);
    return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
  });
  writeFileSync(join(dist, "bundled-licenses.txt"), texts.sort().join(`\n${"-".repeat(80)}\n\n`));
}
