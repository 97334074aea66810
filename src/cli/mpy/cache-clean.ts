// mpy cache clean: empties the cache. The next build reads and compiles everything again.

import { toolCacheFolder } from "../../node/cache/cache-folder.ts";
import { cleanCache } from "../../node/cache/disk-cache.ts";
import { CACHE_HELP, CACHE_OPTIONS, cacheFolder } from "./cache-location.ts";
import { keepNewest } from "../../node/checked-file.ts";
import type { Command } from "./command.ts";

/** Prefixes of records that builds depend on. The record of the last build's sizes is not one of them. */
const RECORDS = ["build-", "files-"] as const;

export const command: Command = {
  help: `[options]

Removes the compiled files that builds of this project have cached, and no other files of the folder. Without --dir it also removes
the build records in node_modules/.cache/unplugin-micropython.

${CACHE_HELP}`,
  options: CACHE_OPTIONS,
  async run(call) {
    const folder = await cacheFolder(call);
    const records = call.text("dir") === undefined ? toolCacheFolder(process.cwd()) : undefined;
    if (records !== undefined) RECORDS.forEach((prefix) => keepNewest(records, prefix, 0));
    const removed = cleanCache(folder);
    if (call.json) call.printJson({ folder, removed });
    else call.print(`${folder}: ${removed} files removed\n`);
    return 0;
  },
};
