// The machine as one evaluation of a manifest may look at it: os.walk("/") or freeze("/proc") would go on for hours.

import type { ManifestHost } from "./host.ts";
import { tooManyFiles } from "./messages.ts";

/** Entries of folders: several times what the sources of MicroPython hold. */
const MAX_ENTRIES = 100_000;

/** A host whose folders hold no more than that together. */
export function boundedHost(host: ManifestHost, maxEntries: number = MAX_ENTRIES): ManifestHost {
  let left = maxEntries;
  return {
    kindOf: (path) => host.kindOf(path),
    read: (path) => host.read(path),
    environment: () => host.environment(),
    list(folder) {
      const entries = host.list(folder);
      left -= entries.length + 1;
      if (left < 0) throw tooManyFiles(maxEntries, folder);
      return entries;
    },
  };
}
