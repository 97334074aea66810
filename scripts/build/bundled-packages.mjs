// Packages that are bundled into the doors: unplugin and its dependencies. They are fifteen files, which take twice as long to
// load as our own hooks.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dist } from "./paths.mjs";

/** Loaders of webpack and Rspack, which unplugin looks for beside the chunk that it is in. */
const LOADERS = [
  "webpack/loaders/load",
  "webpack/loaders/transform",
  "rspack/loaders/load",
  "rspack/loaders/transform",
];
/** Inputs of the bundle, by their path in dist without extension. */
export const LOADER_INPUTS = Object.fromEntries(LOADERS.map((loader) => [`chunks/${loader}`, `unplugin/${loader}`]));

/** Whether a module is from a package. */
export const isFromPackage = (id) => /[\\/]node_modules[\\/]/.test(id);

/** Whether the import of a package is bundled: unplugin, and what a bundled package imports. */
export function isBundled(id, importer) {
  return /^unplugin(?:$|\/)/.test(id) || (importer !== undefined && isFromPackage(importer));
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
