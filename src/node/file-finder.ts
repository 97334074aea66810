// Files that match globs, for one who asks again and again: what was found holds as long as no folder that was looked into has
// changed. A folder's time changes with every file that comes, goes or is renamed in it; what a symbolic link leads to may change
// without that, so where there are links, every question is a fresh look.

import { readdirSync } from "node:fs";
import type { Dirent } from "node:fs";
import { globSync } from "tinyglobby";
import { isRacyTime, statOf, toPosix } from "./files.ts";
import { readFolder } from "./read-folder.ts";

/** A folder that was looked into. */
interface SeenFolder {
  /** NaN where there was none. */
  readonly mtimeMs: number;
  readonly readAtMs: number;
}

/** Files that match. */
export interface FoundFiles {
  readonly files: readonly string[];
  /** Whether symbolic links may have led to some of them. */
  readonly hasLinks: boolean;
  /** What was passed over because its name is not UTF-8: absolute. */
  readonly unreadable: readonly string[];
}

interface Answer extends FoundFiles {
  readonly folders: ReadonlyMap<string, SeenFolder>;
}

/** Files under `root` that match; hidden ones, node_modules and Python's caches are left out. Sorted. */
export function findFiles(root: string, patterns: readonly string[], exclude: readonly string[]): string[] {
  return find(root, patterns, exclude, (path) => readdirSync(path, { withFileTypes: true }));
}

/** See the top of this file. */
export class FileFinder {
  private readonly answers = new Map<string, Answer>();

  /** As {@link findFiles}, without what builds wrote. */
  find(root: string, patterns: readonly string[], exclude: readonly string[]): FoundFiles {
    const question = JSON.stringify([root, patterns, exclude]);
    const known = this.answers.get(question);
    if (known && [...known.folders].every(([folder, seen]) => isUnchanged(folder, seen))) return known;
    const folders = new Map<string, SeenFolder>();
    let hasLinks = false;
    const unreadable: string[] = [];
    const look = (path: string): Dirent[] => {
      const readAtMs = Date.now();
      const mtimeMs = statOf(path)?.mtimeMs ?? NaN;
      folders.set(path, { mtimeMs, readAtMs });
      const { entries, unreadable: passedOver } = readFolder(path);
      hasLinks ||= entries.some((entry) => entry.isSymbolicLink());
      unreadable.push(...passedOver.map((one) => toPosix(one)));
      return entries;
    };
    const files = find(root, patterns, exclude, look);
    const answer = { files, folders, hasLinks, unreadable };
    if (hasLinks) this.answers.delete(question);
    else this.answers.set(question, answer);
    return answer;
  }
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

function isUnchanged(folder: string, { mtimeMs, readAtMs }: SeenFolder): boolean {
  const now = statOf(folder)?.mtimeMs ?? NaN;
  return Object.is(now, mtimeMs) && !isRacyTime(mtimeMs, readAtMs);
}
