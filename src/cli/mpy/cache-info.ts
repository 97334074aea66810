// mpy cache info: shows the size of the cache.

import { DiskCache } from "../../node/cache/disk-cache.ts";
import { CACHE_HELP, CACHE_OPTIONS, cacheFolder } from "./cache-location.ts";
import type { Command } from "./command.ts";
import { number } from "../../project/report/number.ts";

export const command: Command = {
  help: `[options]

Shows the folder of the project's cached compiled files, with their number and size. Damaged files are removed.

${CACHE_HELP}`,
  options: CACHE_OPTIONS,
  async run(call) {
    const folder = await cacheFolder(call);
    const info = new DiskCache(folder).info();
    if (call.json) call.printJson({ folder, ...info });
    else call.print(`${folder}: ${info.entries} compiled files, ${number(info.bytes)} bytes in ${info.packs} packs\n`);
    return 0;
  },
};
