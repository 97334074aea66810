// Files on disk: paths, hashes, and the reliability of file times. Paths are absolute, with forward slashes on every
// system.

import { hash } from "node:crypto";
import { lstatSync, realpathSync, statSync } from "node:fs";
import type { Stats } from "node:fs";
import nodePath from "node:path";

/** A file's content with its hash. */
export interface FileContent {
  readonly bytes: Uint8Array;
  /** SHA-256 in hexadecimal. */
  readonly sha256: string;
}

/** SHA-256 in hexadecimal. A text is hashed as UTF-8. */
export function sha256(bytes: Uint8Array | string): string {
  return hash("sha256", bytes);
}

/**
 * `path` with forward slashes; on Windows with a capital drive letter, since "c:" and "C:" are the same. `host` is for
 * tests.
 */
export function toPosix(path: string, host: typeof nodePath = nodePath): string {
  if (host.sep === "/") return path;
  return path.replaceAll("\\", "/").replace(/^[a-z]:/, (drive) => drive.toUpperCase());
}

/** An absolute path with forward slashes. */
export function absolutePath(...parts: string[]): string {
  return toPosix(nodePath.resolve(...parts));
}

/** A glob with forward slashes: on Windows `path.join` replaces them by backslashes. `host` is for tests. */
export function toGlob(pattern: string, host: typeof nodePath = nodePath): string {
  // Before these characters a backslash is an escape. Windows allows no "*" and "?" in names.
  return host.sep === "/" ? pattern : pattern.replace(/\\(?![()[\]{}!])/g, "/");
}

/** The real path of a path, with all links followed and forward slashes. The file need not exist. */
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
 * The stat of a path; undefined if there is none: the path does not exist, a parent is a file, links are circular,
 * access is denied, or the name is invalid.
 */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** Whether `path` is an accessible file. */
export function isFile(path: string): boolean {
  return statOf(path)?.isFile() ?? false;
}

/** Whether `path` is an accessible folder, or a link to one. */
export function isFolder(path: string): boolean {
  return statOf(path)?.isDirectory() ?? false;
}

/** Whether `path` itself is a symbolic link. One below a file, which no write can reach either, is none. */
export function isLink(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  } catch {
    return false;
  }
}

// A file that is saved twice within one tick of the filesystem's clock has the same time, so an equal stat does not
// prove that it is unchanged (git's index has the same problem). The coarsest tick is FAT's, 2 s. A time with a
// fraction of a second has the kernel's tick or a finer one, 10 ms at most. The rest of FINE_TICK_MS allows for file
// servers whose clocks differ.
const COARSE_TICK_MS = 2000;
const FINE_TICK_MS = 100;

/** Whether a file may have changed again within the tick in which it was read, so that an equal time proves nothing. */
export function isRacyTime(mtimeMs: number, readAtMs: number): boolean {
  return readAtMs - mtimeMs <= (mtimeMs % 1000 === 0 ? COARSE_TICK_MS : FINE_TICK_MS);
}
