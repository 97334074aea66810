// The folders of caches: beside those of other tools, in node_modules/.cache of the nearest parent folder, unless the
// user sets another one.

import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** The environment variable with the folder of the cache, or "off". */
const CACHE_VARIABLE = "MICROPYTHON_CACHE_DIR";

/** A folder for files that may be deleted at any time; undefined without a node_modules. */
export function toolCacheFolder(root: string): string | undefined {
  for (let folder = root; ; folder = dirname(folder)) {
    const modules = join(folder, "node_modules");
    if (existsSync(modules)) return join(modules, ".cache/unplugin-micropython");
    if (folder === dirname(folder)) return undefined;
  }
}

/**
 * Folder (absolute) of the cache of the project at `root`; undefined for no cache. The environment variable is for CI,
 * which decides what is kept between runs. It overrides a folder in the option, but not `false`.
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
