// Which files the options name: the globs of `entries` (Python) and `data` (everything else), looked for on disk.

import type { Disk } from "../node/disk.ts";
import { findOn } from "../node/file-finder.ts";
import { relativePath } from "../project/paths.ts";
import { fileMatcher } from "../project/settings.ts";
import type { FileMatcher } from "../project/settings.ts";
import { mayShip } from "./links.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";

/** Files that the options name. */
export interface ListedFiles {
  /** Absolute. */
  readonly files: readonly string[];
  /** Patterns that match nothing. */
  readonly unmatched: readonly string[];
  /** What is passed over: absolute, and why. */
  readonly passedOver: ReadonlyMap<string, string>;
}

/** Files that `entries` and `data` match now. */
export function listedFiles(options: ResolvedOptions, disk: Disk): ListedFiles {
  const { root, entries, data, exclude } = options;
  const files = new Set<string>();
  const unmatched: string[] = [];
  const passedOver = new Map<string, string>();
  const collect = (patterns: readonly string[], python: boolean): void => {
    for (const pattern of patterns) {
      const answer = findOn(disk, root, pattern, exclude);
      for (const file of answer.unreadable) passedOver.set(file, "its name is not UTF-8");
      const found = answer.files.filter((file) => file.endsWith(".py") === python);
      if (found.length === 0) unmatched.push(pattern);
      for (const file of found) {
        if (!answer.hasLinks || mayShip(file, options, (path) => disk.realPath(path))) files.add(file);
        else passedOver.set(file, `it is a link that leads to ${disk.realPath(file)}, which the options do not name`);
      }
    }
  };
  collect(entries, true);
  collect(data, false);
  return { files: [...files], unmatched, passedOver };
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
