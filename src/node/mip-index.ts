// A mip index on disk. What is to be written is known and checked before the first file; each is written whole, and those that
// others name come first: a server that hands the folder out meanwhile never names a file that is not there.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { indexFiles } from "../project/mip/index-files.ts";
import type { IndexEnvironment, IndexFile, PublishedPackage } from "../project/mip/index-files.ts";
import { sha256 } from "./files.ts";
import { writeFileAtomic } from "./write.ts";

/** How an index is written. */
export type IndexSettings = Pick<IndexEnvironment, "compile" | "hashDigits" | "updated">;

/** Adds packages to the index in `folder`; returns the files that were written. @throws ProjectError; system errors */
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
