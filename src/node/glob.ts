// tinyglobby, loaded on demand, so that importing the plugin stays fast: most of its cost is loading packages. A
// synchronous function in Node can load a package only by require.

import { createRequire } from "node:module";
import type * as Tinyglobby from "tinyglobby";

let loaded: typeof Tinyglobby | undefined;

/** tinyglobby's globSync. */
export function globSync(patterns: readonly string[], options: Omit<Tinyglobby.GlobOptions, "patterns">): string[] {
  loaded ??= createRequire(import.meta.url)("tinyglobby") as typeof Tinyglobby;
  return loaded.globSync(patterns, options);
}
