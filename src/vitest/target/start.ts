// Starts targets by name.

import { startBoard } from "./board.ts";
import type { Target } from "./target.ts";
import { startUnix } from "./unix.ts";
import { startWebAssembly } from "./webassembly.ts";

const UNIX = "unix:";

/** Starts the target that the option names. */
export function startTarget(name: string, files: ReadonlyMap<string, Uint8Array>): Promise<Target> {
  if (name === "webassembly") return startWebAssembly(files);
  return name.startsWith(UNIX) ? startUnix(name.slice(UNIX.length), files) : startBoard(name, files);
}
