// The folder of the cache for `mpy cache`: the one that a build of this project uses.

import { resolve } from "node:path";
import { compileCacheFolder } from "../../node/cache/cache-folder.ts";
import { CommandError } from "./command.ts";
import type { Call, OptionTable } from "./command.ts";
import { configHere, PROJECT_HELP, PROJECT_OPTIONS, projectOptions } from "./project-options.ts";
import { NO_CACHE } from "../messages.ts";

export const CACHE_OPTIONS: OptionTable = { ...PROJECT_OPTIONS, dir: { type: "string" } };

export const CACHE_HELP: string = `  --dir FOLDER          folder of the cache (default: the project's option cache.dir, MICROPYTHON_CACHE_DIR or
                        node_modules/.cache/unplugin-micropython/compiled)
${PROJECT_HELP}`;

/** The cache's folder. @throws CommandError if there is no cache */
export async function cacheFolder(call: Call): Promise<string> {
  const given = call.text("dir");
  if (given !== undefined) return resolve(given);
  const hasOptions = call.text("config") !== undefined || configHere() !== undefined;
  const folder = hasOptions ? (await projectOptions(call)).cacheFolder : compileCacheFolder(process.cwd(), undefined);
  if (folder !== undefined) return folder;
  throw new CommandError(NO_CACHE);
}
