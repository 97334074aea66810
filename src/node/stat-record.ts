// The record of the hashes of a project's files, so that the next process need not read unchanged files: the same
// times, size and inode mean the same content, as for git and make. Times are valid only on one machine, so the record
// is separate from the cache, which may be copied.

import { join } from "node:path";
import { toolCacheFolder } from "./cache/cache-folder.ts";
import { readChecked, writeChecked } from "./checked-file.ts";
import { isRacyTime, sha256 } from "./files.ts";

/** The state of a file without its content. */
export interface FileState {
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly size: number;
  readonly ino: number;
}

/** A file that has been read. */
export interface HashedFile extends FileState {
  readonly sha256: string;
  /** The time right before the file was read. */
  readonly readAtMs: number;
}

type Row = [path: string, mtimeMs: number, ctimeMs: number, size: number, ino: number, sha256: string];

/** Minimum part of new files for a rewrite of the record: it is not rewritten for single changes. */
const MIN_NEW_PART = 0.05;

/** Whether two states are the same, which means the same content. */
export function isSameState(a: FileState, b: FileState): boolean {
  return a.mtimeMs === b.mtimeMs && a.ctimeMs === b.ctimeMs && a.size === b.size && a.ino === b.ino;
}

/**
 * Whether a file may have changed after it was read without a change of its state. A time that was set back still
 * changes ctime.
 */
export function isRacy({ mtimeMs, ctimeMs, readAtMs }: HashedFile): boolean {
  return isRacyTime(Math.max(mtimeMs, ctimeMs), readAtMs);
}

/**
 * Hashes of a project's files by path and stat, saved in a file for the next process. No method throws: without the
 * record all files are read.
 */
export class StatRecord {
  private readonly path: string | undefined;
  private rows: ReadonlyMap<string, Row> | undefined;

  /** `root` is the project root. */
  constructor(root: string) {
    const folder = toolCacheFolder(root);
    this.path = folder && join(folder, `files-${sha256(root).slice(0, 16)}.json`);
  }

  /** The hash of a file in this state; undefined if unknown. */
  sha256Of(path: string, state: FileState): string | undefined {
    const row = this.known().get(path);
    if (!row) return undefined;
    const [, mtimeMs, ctimeMs, size, ino, hash] = row;
    return isSameState({ mtimeMs, ctimeMs, size, ino }, state) ? hash : undefined;
  }

  /** Saves hashes by path, if enough of them are new. */
  save(files: ReadonlyMap<string, HashedFile>): void {
    if (this.path === undefined) return;
    const rows = new Map<string, Row>();
    let fresh = 0;
    for (const [path, file] of files) {
      if (isRacy(file)) continue;
      if (this.sha256Of(path, file) !== file.sha256) fresh++;
      rows.set(path, [path, file.mtimeMs, file.ctimeMs, file.size, file.ino, file.sha256]);
    }
    if (fresh === 0 || fresh < files.size * MIN_NEW_PART) return;
    this.rows = rows;
    writeChecked(this.path, JSON.stringify([...rows.values()]));
  }

  private known(): ReadonlyMap<string, Row> {
    this.rows ??= new Map(this.load().map((row) => [row[0], row]));
    return this.rows;
  }

  private load(): Row[] {
    const text = this.path === undefined ? undefined : readChecked(this.path);
    return text === undefined ? [] : (JSON.parse(text) as Row[]);
  }
}
