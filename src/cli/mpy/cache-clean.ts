// mpy cache clean: the next build looks at everything and compiles everything again.

import { toolCacheFolder } from "../../node/cache/cache-folder.ts";
import { cleanCache } from "../../node/cache/disk-cache.ts";
import { CACHE_HELP, CACHE_OPTIONS, cacheFolder } from "./cache-location.ts";
import { keepNewest } from "../../node/checked-file.ts";
import type { Command } from "./command.ts";

/** How names of records begin; what the last build weighed is not among them, because nothing is made from it. */
const RECORDS = ["build-", "files-"] as const;

export const command: Command = {
  help: `[options]

Removes what builds of this project keep of compiled files, and nothing else that lies in the folder. Without --dir also the
records of what earlier builds found, in node_modules/.cache/unplugin-micropython.

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
