// Which files the options name: the globs of `entries` (Python) and `data` (everything else), looked for on disk.

import type { FileFinder } from "../node/file-finder.ts";
import { relativePath } from "../project/paths.ts";
import { fileMatcher } from "../project/settings.ts";
import type { FileMatcher } from "../project/settings.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";

/** Files that `entries` and `data` match now. `unmatched` is called with each pattern that matches none. */
export function listedFiles(
  { root, entries, data, exclude }: ResolvedOptions,
  finder: FileFinder,
  unmatched?: (pattern: string) => void,
): string[] {
  const files = new Set<string>();
  const collect = (patterns: readonly string[], python: boolean): void => {
    for (const pattern of patterns) {
      const found = finder.find(root, [pattern], exclude).filter((file) => file.endsWith(".py") === python);
      if (found.length === 0) unmatched?.(pattern);
      for (const file of found) files.add(file);
    }
  };
  collect(entries, true);
  collect(data, false);
  return [...files];
}

/** Whether the options entries and data ask for a file, there or not: a test on absolute paths. */
export function listingOf(options: ResolvedOptions): (file: string) => boolean {
  const withFolders = (patterns: readonly string[]): FileMatcher =>
    fileMatcher(patterns.flatMap((pattern) => [pattern, `${pattern}/**`]));
  const [python, data, excluded] = [options.entries, options.data, options.exclude].map(withFolders);
  return (file) => {
    const relative = relativePath(options.root, file);
    const listed = file.endsWith(".py") ? python : data;
    return listed!(relative, relative) && !excluded!(relative, relative);
  };
}
