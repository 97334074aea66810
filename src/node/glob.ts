// tinyglobby, loaded when files are first looked for: importing the plugin is to cost little, and most of what it costs is loading
// packages. Node has no other way to load one in the midst of a synchronous function.

import { createRequire } from "node:module";
import type * as Tinyglobby from "tinyglobby";

let loaded: typeof Tinyglobby | undefined;

/** As tinyglobby's globSync. */
export function globSync(patterns: readonly string[], options: Omit<Tinyglobby.GlobOptions, "patterns">): string[] {
  loaded ??= createRequire(import.meta.url)("tinyglobby") as typeof Tinyglobby;
  return loaded.globSync(patterns, options);
}
