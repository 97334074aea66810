// Which files the options name: the globs of `entries` (Python) and `include` (everything else), looked for on disk.

import { findFiles } from "../node/files.ts";
import type { ResolvedOptions } from "./resolve-options.ts";

/** Files that `entries` and `include` match now. `unmatched` is called with each pattern that matches none. */
export function listedFiles(
  { root, entries, include, exclude }: ResolvedOptions,
  unmatched?: (pattern: string) => void,
): string[] {
  const files = new Set<string>();
  const collect = (patterns: readonly string[], python: boolean): void => {
    for (const pattern of patterns) {
      const found = findFiles(root, [pattern], exclude).filter((file) => file.endsWith(".py") === python);
      if (found.length === 0) unmatched?.(pattern);
      for (const file of found) files.add(file);
    }
  };
  collect(entries, true);
  collect(include, false);
  return [...files];
}
