// Files that match globs, for one who asks again and again: what was found holds as long as no folder that was looked into has
// changed. A folder's time changes with every file that comes, goes or is renamed in it; what a symbolic link leads to may change
// without that, so where there are links, every question is a fresh look.

import { readdirSync } from "node:fs";
import { globSync } from "tinyglobby";
import { isRacyTime, statOf, toPosix } from "./files.ts";

/** A folder that was looked into. */
interface SeenFolder {
  /** NaN where there was none. */
  readonly mtimeMs: number;
  readonly readAtMs: number;
}

interface Answer {
  readonly files: readonly string[];
  readonly folders: ReadonlyMap<string, SeenFolder>;
}

/** Files under `root` that match; hidden ones, node_modules and Python's caches are left out. Sorted. */
export function findFiles(root: string, patterns: readonly string[], exclude: readonly string[]): string[] {
  return find(root, patterns, exclude, {});
}

/** See the top of this file. */
export class FileFinder {
  private readonly answers = new Map<string, Answer>();

  /** As {@link findFiles}. */
  find(root: string, patterns: readonly string[], exclude: readonly string[]): readonly string[] {
    const question = JSON.stringify([root, patterns, exclude]);
    const known = this.answers.get(question);
    if (known && [...known.folders].every(([folder, seen]) => isUnchanged(folder, seen))) return known.files;
    const folders = new Map<string, SeenFolder>();
    let hasLinks = false;
    const look = ((path: string, options: { withFileTypes: true }) => {
      const readAtMs = Date.now();
      const mtimeMs = statOf(path)?.mtimeMs ?? NaN;
      folders.set(path, { mtimeMs, readAtMs });
      const entries = readdirSync(path, options);
      hasLinks ||= entries.some((entry) => entry.isSymbolicLink());
      return entries;
    }) as typeof readdirSync;
    const files = find(root, patterns, exclude, { readdirSync: look });
    if (hasLinks) this.answers.delete(question);
    else this.answers.set(question, { files, folders });
    return files;
  }
}

function find(
  root: string,
  patterns: readonly string[],
  exclude: readonly string[],
  fs: { readdirSync?: typeof readdirSync },
): string[] {
  if (patterns.length === 0) return [];
  const ignore = [...exclude, "**/node_modules/**", "**/__pycache__/**"];
  return globSync([...patterns], { cwd: root, absolute: true, ignore, onlyFiles: true, fs })
    .map(toPosix)
    .sort();
}

function isUnchanged(folder: string, { mtimeMs, readAtMs }: SeenFolder): boolean {
  const now = statOf(folder)?.mtimeMs ?? NaN;
  return Object.is(now, mtimeMs) && !isRacyTime(mtimeMs, readAtMs);
}
