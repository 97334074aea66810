// The project's files on disk. A file is read again only when its stat says so, because a watcher asks on every save; the
// content's hash decides whether anything has to be done. Paths are absolute with forward slashes on every system.

import { hash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { globSync } from "tinyglobby";

/** A file's content with what identifies it. */
export interface FileContent {
  readonly bytes: Uint8Array;
  /** SHA-256 in hexadecimal. */
  readonly sha256: string;
}

/** SHA-256 in hexadecimal. */
export function sha256(bytes: Uint8Array): string {
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

/** Files under `root` that match; hidden ones, node_modules and Python's caches are left out. Sorted. */
export function findFiles(root: string, patterns: readonly string[], exclude: readonly string[]): string[] {
  if (patterns.length === 0) return [];
  const ignore = [...exclude, "**/node_modules/**", "**/__pycache__/**"];
  const found = globSync([...patterns], { cwd: root, absolute: true, ignore, onlyFiles: true });
  return found.map(toPosix).sort();
}

interface Known {
  content: FileContent;
  mtimeNs: bigint;
  size: bigint;
  ino: bigint;
  readAtNs: bigint;
}

// A file saved twice within one tick of the filesystem's clock has the same time: such a stat proves nothing (as in git's
// index). 2 s is FAT's tick, the coarsest.
const RACY_NS = 2_000_000_000n;

/** Contents of files, read again when they change. */
export class FileCache {
  private readonly known = new Map<string, Known>();

  /** The file's content; undefined where it cannot be read as a file. */
  read(path: string): FileContent | undefined {
    const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
    if (!stat?.isFile()) {
      this.known.delete(path);
      return undefined;
    }
    const known = this.known.get(path);
    const same = known && known.mtimeNs === stat.mtimeNs && known.size === stat.size && known.ino === stat.ino;
    if (same && known.readAtNs - stat.mtimeNs > RACY_NS) return known.content;
    const bytes = readFileSync(path);
    const found = sha256(bytes);
    const content = known?.content.sha256 === found ? known.content : { bytes, sha256: found };
    const readAtNs = BigInt(Date.now()) * 1_000_000n;
    this.known.set(path, { content, mtimeNs: stat.mtimeNs, size: stat.size, ino: stat.ino, readAtNs });
    return content;
  }
}
