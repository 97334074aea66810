// Files on disk: what they are called, what they hash to, and what their times are worth. Paths are absolute with forward slashes on
// every system.

import { hash } from "node:crypto";
import { realpathSync, statSync } from "node:fs";
import type { Stats } from "node:fs";
import nodePath from "node:path";
import type { PlatformPath } from "node:path";

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

/** `path` with forward slashes; on Windows with a capital drive letter, since "c:" and "C:" are one. `host` is for tests. */
export function toPosix(path: string, host: PlatformPath = nodePath): string {
  if (host.sep === "/") return path;
  return path.replaceAll("\\", "/").replace(/^[a-z]:/, (drive) => drive.toUpperCase());
}

/** An absolute path with forward slashes. */
export function absolutePath(...parts: string[]): string {
  return toPosix(nodePath.resolve(...parts));
}

/** A glob as users write it: on Windows `path.join` makes backslashes of its slashes. `host` is for tests. */
export function toGlob(pattern: string, host: PlatformPath = nodePath): string {
  // Before these a backslash takes their meaning away. "*" and "?" are in no name there.
  return host.sep === "/" ? pattern : pattern.replace(/\\(?![()[\]{}!])/g, "/");
}

/** Where a path leads to when all links on the way are followed, also of a file that is still to be made: with forward slashes. */
export function realPathOf(path: string): string {
  const missing: string[] = [];
  for (let at = nodePath.resolve(path); ; at = nodePath.dirname(at)) {
    try {
      return toPosix(nodePath.join(realpathSync.native(at), ...missing));
    } catch {
      if (at === nodePath.dirname(at)) return absolutePath(path);
      missing.unshift(nodePath.basename(at));
    }
  }
}

/**
 * What is at a path; undefined where nothing can be seen: nothing is there, a file stands in its way, links lead in circles, nobody
 * may look, or the system takes no such name.
 */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** Whether `path` is a file that can be seen. */
export function isFile(path: string): boolean {
  return statOf(path)?.isFile() ?? false;
}

// A file saved twice within one tick of the filesystem's clock has the same time: such a stat proves nothing (as in git's
// index). 2 s is FAT's tick, the coarsest. A time with a fraction of a second comes from a clock of at least the kernel's
// ticks, 10 ms at the longest; what is beyond them here is for clocks of file servers that run a little differently.
const COARSE_TICK_MS = 2000;
const FINE_TICK_MS = 100;

/** Whether what was looked at may have changed once more within the tick in which that was, so that its time proves nothing. */
export function isRacyTime(mtimeMs: number, readAtMs: number): boolean {
  return readAtMs - mtimeMs <= (mtimeMs % 1000 === 0 ? COARSE_TICK_MS : FINE_TICK_MS);
}
