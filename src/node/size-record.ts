// What the last build weighed, for the change that a size table shows. Kept where tools keep such things, in
// node_modules/.cache, never in the build's output: that depends on the sources alone. Without a node_modules, or without the
// right to write there, there is no record and no change to show; a build never fails for it.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { toolCacheFolder } from "./cache/cache-folder.ts";
import { sha256 } from "./files.ts";
import { writeFileAtomic } from "./write.ts";

/** Bytes by device path. */
type FileSizes = ReadonlyMap<string, number>;

const WRITE_PAUSE_MS = 20;

/** The record of one project's builds of one kind. */
export class SizeRecord {
  private readonly path: string | undefined;
  /** Not written yet. */
  private latest: FileSizes | undefined;
  private hasWritten = false;

  /** `root`: the project's folder; `kind`: what tells builds apart that are not to be compared, such as the mode. */
  constructor(root: string, kind: string) {
    const folder = toolCacheFolder(root);
    this.path =
      folder && join(folder, `sizes-${sha256(new TextEncoder().encode(`${root}\n${kind}`)).slice(0, 16)}.json`);
  }

  /** Sizes of the last build; undefined where none is known. */
  read(): FileSizes | undefined {
    if (this.path === undefined) return undefined;
    try {
      const { sizes } = JSON.parse(readFileSync(this.path, "utf8")) as { sizes?: unknown };
      return isSizes(sizes) ? new Map(Object.entries(sizes)) : undefined;
    } catch {
      return undefined;
    }
  }

  /** Keeps the sizes of this build: the first time at once, a watcher's later rounds in the pause after them. */
  write(sizes: FileSizes): void {
    if (this.path === undefined) return;
    const isWaiting = this.latest !== undefined;
    this.latest = sizes;
    if (!this.hasWritten) this.writeLatest();
    else if (!isWaiting) setTimeout(() => this.writeLatest(), WRITE_PAUSE_MS);
  }

  private writeLatest(): void {
    const { path, latest: sizes } = this;
    this.latest = undefined;
    this.hasWritten = true;
    try {
      if (path === undefined || sizes === undefined) return;
      writeFileAtomic(path, new TextEncoder().encode(`${JSON.stringify({ sizes: Object.fromEntries(sizes) })}\n`));
    } catch {
      // A full disk or a read-only folder: the next build has nothing to compare with.
    }
  }
}

function isSizes(value: unknown): value is Record<string, number> {
  return typeof value === "object" && value !== null && Object.values(value).every(Number.isInteger);
}
