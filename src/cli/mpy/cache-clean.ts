// mpy cache clean: the next build compiles everything again.

import { cleanCache } from "../../node/cache/disk-cache.ts";
import { CACHE_HELP, CACHE_OPTIONS, cacheFolder } from "./cache-location.ts";
import type { Command } from "./command.ts";

export const command: Command = {
  help: `[options]

Removes what builds of this project keep of compiled files, and nothing else that lies in the folder.

${CACHE_HELP}`,
  options: CACHE_OPTIONS,
  async run(call) {
    const folder = await cacheFolder(call);
    const removed = cleanCache(folder);
    if (call.json) call.printJson({ folder, removed });
    else call.print(`${folder}: ${removed} files removed\n`);
    return 0;
  },
};
