// The targets by their names.

import type { Target } from "./target.ts";
import { startUnix } from "./unix.ts";
import { startWebAssembly } from "./webassembly.ts";

const UNIX = "unix:";

/** Starts the target that the option names. */
export function startTarget(name: string, files: ReadonlyMap<string, Uint8Array>): Promise<Target> {
  if (name === "webassembly") return startWebAssembly(files);
  if (name.startsWith(UNIX)) return startUnix(name.slice(UNIX.length), files);
  throw new Error(`target ${JSON.stringify(name)}: boards are not supported yet`);
}
