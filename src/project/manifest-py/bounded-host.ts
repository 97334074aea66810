// The machine as one evaluation of a manifest may look at it: os.walk("/") or freeze("/proc") would go on for hours.

import type { ManifestHost } from "./host.ts";
import { Fault } from "./values.ts";

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
      if (left < 0) {
        const hint =
          "Give os.walk(), freeze() or package() the folder of the modules, not one that holds a whole disk.";
        throw new Fault("", `this manifest looks through more than ${maxEntries} files, at last in ${folder}`, hint);
      }
      return entries;
    },
  };
}
