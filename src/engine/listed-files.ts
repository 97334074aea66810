// The files that the options name: matches of the globs in `entries` (Python) and `data` (all other files).

import type { Disk } from "../node/disk.ts";
import { findOn } from "../node/file-finder.ts";
import { relativePath } from "../project/paths.ts";
import { fileMatcher } from "../project/settings.ts";
import type { FileMatcher } from "../project/settings.ts";
import { mayShip } from "./links.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";
import { NAME_NOT_UTF8, unnamedLink } from "./messages.ts";

/** Files that the options name. */
export interface ListedFiles {
  /** Absolute. */
  readonly files: readonly string[];
  /** Patterns without a match. */
  readonly unmatched: readonly string[];
  /** Skipped files (absolute), with the reason. */
  readonly skipped: ReadonlyMap<string, string>;
}

/** Files that `entries` and `data` match now. */
export function listedFiles(options: ResolvedOptions, disk: Disk): ListedFiles {
  const { root, entries, data, exclude } = options;
  const files = new Set<string>();
  const unmatched: string[] = [];
  const skipped = new Map<string, string>();
  const collect = (patterns: readonly string[], python: boolean): void => {
    for (const pattern of patterns) {
      const answer = findOn(disk, root, pattern, exclude);
      for (const file of answer.unreadable) skipped.set(file, NAME_NOT_UTF8);
      const found = answer.files.filter((file) => file.endsWith(".py") === python);
      if (found.length === 0) unmatched.push(pattern);
      for (const file of found) {
        if (!answer.hasLinks || mayShip(file, options, (path) => disk.realPath(path))) files.add(file);
        else skipped.set(file, unnamedLink(disk.realPath(file)));
      }
    }
  };
  collect(entries, true);
  collect(data, false);
  return { files: [...files], unmatched, skipped };
}

/** A test on absolute paths: whether the options `entries` and `data` match it. The file need not exist. */
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
