// Reads the sources in a folder. Build output is not a source, wherever it is; the record beside it identifies it. Node
// replaces bytes in names that are not UTF-8, so such files cannot be opened.

import { lstatSync, readdirSync } from "node:fs";
import type { Dirent } from "node:fs";
import { join } from "node:path";
import { toPosix } from "./files.ts";
import { outputsAmong } from "./output/record-file.ts";

/** The content of a folder, without build output. */
export interface FolderContents {
  readonly entries: Dirent[];
  /** Files (absolute) that cannot be opened by name. */
  readonly unreadable: readonly string[];
}

const REPLACEMENT = "\u{fffd}";

/** Reads a folder. @throws the system's error */
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
