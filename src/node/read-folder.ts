// What a folder holds of a project. What an earlier build wrote is no source, wherever the output lies; it is known by the record
// beside it. A name that is not UTF-8 reaches Node with its bytes replaced, so that nothing can be opened by it.

import { lstatSync, readdirSync } from "node:fs";
import type { Dirent } from "node:fs";
import { join } from "node:path";
import { toPosix } from "./files.ts";
import { outputsAmong } from "./output/record-file.ts";

/** What a folder holds, without what a build has written into it. */
export interface FolderContents {
  readonly entries: Dirent[];
  /** What cannot be opened by its name: absolute. */
  readonly unreadable: readonly string[];
}

const REPLACEMENT = "\u{fffd}";

/** Reads a folder. @throws what the system says */
export function readFolder(path: string): FolderContents {
  const all = readdirSync(path, { withFileTypes: true });
  const { isWhole, names } = outputsAmong(all.map((entry) => entry.name));
  if (isWhole) return { entries: [], unreadable: [] };
  const unreadable: string[] = [];
  const entries = all.filter(({ name }) => {
    if (names.has(name)) return false;
    if (!name.includes(REPLACEMENT) || isThere(join(path, name))) return true;
    unreadable.push(toPosix(join(path, name)));
    return false;
  });
  return { entries, unreadable };
}

function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}
