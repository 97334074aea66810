// Finds files that match globs.

import { readdirSync } from "node:fs";
import type { Dirent } from "node:fs";
import { globSync } from "./glob.ts";
import type { Disk } from "./disk.ts";
import { toPosix } from "./files.ts";

/** Files that match globs. */
export interface FoundFiles {
  readonly files: readonly string[];
  /** Whether symbolic links may have led to some of them. */
  readonly hasLinks: boolean;
  /** Files (absolute) that were skipped because their names are not UTF-8. */
  readonly unreadable: readonly string[];
}

/** Files under `root` that match, sorted. Hidden files, node_modules and Python's caches are left out. */
export function findFiles(root: string, patterns: readonly string[], exclude: readonly string[]): string[] {
  return find(root, patterns, exclude, (path) => readdirSync(path, { withFileTypes: true }));
}

/** Like {@link findFiles}, for a build: reads through its disk, and leaves out build output. */
export function findOn(disk: Disk, root: string, pattern: string, exclude: readonly string[]): FoundFiles {
  let hasLinks = false;
  const unreadable: string[] = [];
  const look = (path: string): Dirent[] => {
    const listing = disk.listing(toPosix(path).replace(/(?<=.)\/$/, ""));
    hasLinks ||= listing.dirents.some((entry) => entry.isSymbolicLink());
    unreadable.push(...listing.unreadable);
    return [...listing.dirents];
  };
  const files = find(root, [pattern], exclude, look);
  return { files, hasLinks, unreadable };
}

function find(
  root: string,
  patterns: readonly string[],
  exclude: readonly string[],
  look: (path: string) => Dirent[],
): string[] {
  if (patterns.length === 0) return [];
  const fs = { readdirSync: look as unknown as typeof readdirSync };
  const ignore = [...exclude, "**/node_modules/**", "**/__pycache__/**"];
  return globSync([...patterns], { cwd: root, absolute: true, ignore, onlyFiles: true, fs })
    .map((path) => toPosix(path))
    .sort();
}
