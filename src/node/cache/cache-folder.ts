// Where caches lie: beside those of other tools, in the nearest node_modules/.cache upwards, unless the user says otherwise.

import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** Name of the variable that moves the cache of compiled files to another folder, or turns it off: "off". */
const CACHE_VARIABLE = "MICROPYTHON_CACHE_DIR";

/** Folder for what may be lost at any time; undefined where there is no node_modules. */
export function toolCacheFolder(root: string): string | undefined {
  for (let folder = root; ; folder = dirname(folder)) {
    const modules = join(folder, "node_modules");
    if (existsSync(modules)) return join(modules, ".cache/unplugin-micropython");
    if (folder === dirname(folder)) return undefined;
  }
}

/**
 * Folder of the compiled files of the project at `root`, absolute; undefined for no cache. The environment's word is for CI, which
 * knows what it keeps from one run to the next: it goes over a folder of the option, but not over `false`.
 */
export function compileCacheFolder(
  root: string,
  option: boolean | { readonly dir?: string } | undefined,
  environment: NodeJS.ProcessEnv = process.env,
): string | undefined {
  const variable = environment[CACHE_VARIABLE];
  if (option === false || variable === "off") return undefined;
  if (variable) return resolve(root, variable);
  if (typeof option === "object" && option.dir !== undefined) return resolve(root, option.dir);
  const folder = toolCacheFolder(root);
  return folder && join(folder, "compiled");
}
