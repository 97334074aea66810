// The record of the last build's sizes, for the changes in a size table. It is in node_modules/.cache and not in the
// build's output, which depends only on the sources. Without a node_modules or write permission there is no record, and
// the table shows no changes.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { toolCacheFolder } from "./cache/cache-folder.ts";
import { sha256 } from "./files.ts";
import { writeFileAtomic } from "./write.ts";

/** Bytes by device path. */
type FileSizes = ReadonlyMap<string, number>;

const WRITE_PAUSE_MS = 20;

/** The record of sizes for one kind of builds of a project. */
export class SizeRecord {
  private readonly path: string | undefined;
  /** Sizes that are not written yet. */
  private latest: FileSizes | undefined;
  private hasWritten = false;

  /** `root` is the project root. `kind` identifies builds that can be compared, for example by their mode. */
  constructor(root: string, kind: string) {
    const folder = toolCacheFolder(root);
    this.path =
      folder && join(folder, `sizes-${sha256(new TextEncoder().encode(`${root}\n${kind}`)).slice(0, 16)}.json`);
  }

  /** Sizes of the last build; undefined if unknown. */
  read(): FileSizes | undefined {
    if (this.path === undefined) return undefined;
    try {
      const { sizes } = JSON.parse(readFileSync(this.path, "utf8")) as { sizes?: unknown };
      return isSizes(sizes) ? new Map(Object.entries(sizes)) : undefined;
    } catch {
      return undefined;
    }
  }

  /** Saves the sizes of this build. The first call writes at once, later calls after a pause. */
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
      // With a full disk or a read-only folder the next build shows no changes.
    }
  }
}

function isSizes(value: unknown): value is Record<string, number> {
  return typeof value === "object" && value !== null && Object.values(value).every(Number.isInteger);
}
