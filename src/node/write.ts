// Writing output files: through a temporary name beside the target and a rename, so that nobody ever sees half a file and
// the last good one stays when writing fails.

import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

let counter = 0;

/** Writes `bytes` to `path`, making folders as needed. */
export function writeFileAtomic(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}-${counter++}.tmp`;
  try {
    writeFileSync(temporary, bytes);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** As {@link writeFileAtomic}, but leaves a file alone (and its time) that already holds these bytes. */
export function writeFileIfChanged(path: string, bytes: Uint8Array): void {
  if (!holds(path, bytes)) writeFileAtomic(path, bytes);
}

function holds(path: string, bytes: Uint8Array): boolean {
  try {
    return readFileSync(path).equals(bytes);
  } catch {
    return false;
  }
}
