// A mip index on disk. All files are made and checked before the first is written. Each is written atomically, and
// after the files that it refers to, so that a web server never serves a reference to a missing file.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { indexFiles } from "../project/mip/index-files.ts";
import type { IndexEnvironment, IndexFile, PublishedPackage } from "../project/mip/index-files.ts";
import { sha256 } from "./files.ts";
import { writeFileAtomic } from "./write.ts";

/** Settings for writing an index. */
export type IndexSettings = Pick<IndexEnvironment, "compile" | "hashDigits" | "updated">;

/** Adds packages to the index in `folder`. Returns the written files. @throws ProjectError; system errors */
export function writeIndex(
  folder: string,
  packages: readonly PublishedPackage[],
  settings: IndexSettings,
): readonly IndexFile[] {
  const files = indexFiles(packages, { ...settings, sha256, read: (path) => readIfThere(join(folder, path)) });
  for (const { path, bytes } of files) writeFileAtomic(join(folder, path), bytes);
  return files;
}

function readIfThere(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
