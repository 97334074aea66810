// What the files of a project hashed to when they were last read, so that the next process need not read what has not changed:
// the same times, size and number in the filesystem mean the same content, as for git and make. Times tell something only on
// the machine that they come from, so this lies apart from the compiled files, which may go elsewhere.

import { join } from "node:path";
import { toolCacheFolder } from "./cache/cache-folder.ts";
import { readChecked, writeChecked } from "./checked-file.ts";
import { isRacyTime, sha256 } from "./files.ts";

/** What identifies a state of a file without a look inside. */
export interface FileState {
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly size: number;
  readonly ino: number;
}

/** A file that has been read. */
export interface HashedFile extends FileState {
  readonly sha256: string;
  /** The clock right before the file was looked at. */
  readonly readAtMs: number;
}

type Row = [path: string, mtimeMs: number, ctimeMs: number, size: number, ino: number, sha256: string];

/** The part of the files that has to be new for the record to be written again: a watcher's single changes are not worth it. */
const WORTH_WRITING = 0.05;

/** Whether two states are one, so that the content is the same. */
export function isSameState(a: FileState, b: FileState): boolean {
  return a.mtimeMs === b.mtimeMs && a.ctimeMs === b.ctimeMs && a.size === b.size && a.ino === b.ino;
}

/** Whether a file may have been written again after it was read, without a sign of that. A time that was set back leaves ctime. */
export function isRacy({ mtimeMs, ctimeMs, readAtMs }: HashedFile): boolean {
  return isRacyTime(Math.max(mtimeMs, ctimeMs), readAtMs);
}

/**
 * Hashes of a project's files by their path and stat, kept in a file from one process to the next. No method throws: without the
 * record all files are read.
 */
export class StatRecord {
  private readonly path: string | undefined;
  private rows: ReadonlyMap<string, Row> | undefined;

  /** `root`: the project's folder. */
  constructor(root: string) {
    const folder = toolCacheFolder(root);
    this.path = folder && join(folder, `files-${sha256(root).slice(0, 16)}.json`);
  }

  /** What a file in this state hashes to; undefined where that is not known. */
  sha256Of(path: string, state: FileState): string | undefined {
    const row = this.known().get(path);
    if (!row) return undefined;
    const [, mtimeMs, ctimeMs, size, ino, hash] = row;
    return isSameState({ mtimeMs, ctimeMs, size, ino }, state) ? hash : undefined;
  }

  /** Keeps what is known of files by path, if enough of it is new. */
  save(files: ReadonlyMap<string, HashedFile>): void {
    if (this.path === undefined) return;
    const rows = new Map<string, Row>();
    let fresh = 0;
    for (const [path, file] of files) {
      if (isRacy(file)) continue;
      if (this.sha256Of(path, file) !== file.sha256) fresh++;
      rows.set(path, [path, file.mtimeMs, file.ctimeMs, file.size, file.ino, file.sha256]);
    }
    if (fresh === 0 || fresh < files.size * WORTH_WRITING) return;
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
