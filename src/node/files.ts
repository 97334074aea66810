// The project's files on disk. A file is read again only when its stat says so, because a watcher asks on every save; the
// content's hash decides whether anything has to be done. Paths are absolute with forward slashes on every system.

import { hash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import type { Stats } from "node:fs";
import { resolve } from "node:path";

/** A file's content with what identifies it. */
export interface FileContent {
  readonly bytes: Uint8Array;
  /** SHA-256 in hexadecimal. */
  readonly sha256: string;
}

/** SHA-256 in hexadecimal; of a text, that of its UTF-8. */
export function sha256(bytes: Uint8Array | string): string {
  return hash("sha256", bytes);
}

/** `path` with forward slashes. */
export function toPosix(path: string): string {
  return process.platform === "win32" ? path.replaceAll("\\", "/") : path;
}

/** An absolute path with forward slashes. */
export function absolutePath(...parts: string[]): string {
  return toPosix(resolve(...parts));
}

/** Whether `path` is a file that can be seen. */
export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

interface Known {
  readonly content: FileContent;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly size: number;
  readonly ino: number;
  /** The clock right before the file was looked at. */
  readonly readAtMs: number;
}

// A file saved twice within one tick of the filesystem's clock has the same time: such a stat proves nothing (as in git's
// index). 2 s is FAT's tick, the coarsest. A time with a fraction of a second comes from a clock of at least the kernel's
// ticks, 10 ms at the longest; what is beyond them here is for clocks of file servers that run a little differently.
const COARSE_TICK_MS = 2000;
const FINE_TICK_MS = 100;

/** Contents of files, read again when they change. */
export class FileCache {
  private readonly known = new Map<string, Known>();

  /** The file's content; undefined where it cannot be read as a file. */
  read(path: string): FileContent | undefined {
    const readAtMs = Date.now();
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat?.isFile()) {
      this.known.delete(path);
      return undefined;
    }
    const { mtimeMs, ctimeMs, size, ino } = stat;
    const known = this.known.get(path);
    if (known && isSame(known, stat) && !isRacyTime(known.mtimeMs, known.readAtMs)) return known.content;
    const bytes = readFileSync(path);
    const found = sha256(bytes);
    const content = known?.content.sha256 === found ? known.content : { bytes, sha256: found };
    this.known.set(path, { content, mtimeMs, ctimeMs, size, ino, readAtMs });
    return content;
  }
}

function isSame(known: Known, stat: Stats): boolean {
  return (
    known.mtimeMs === stat.mtimeMs &&
    known.ctimeMs === stat.ctimeMs &&
    known.size === stat.size &&
    known.ino === stat.ino
  );
}

/** Whether what was looked at may have changed once more within the tick in which that was, so that its time proves nothing. */
export function isRacyTime(mtimeMs: number, readAtMs: number): boolean {
  return readAtMs - mtimeMs <= (mtimeMs % 1000 === 0 ? COARSE_TICK_MS : FINE_TICK_MS);
}
