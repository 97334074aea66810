// Writes the output of mpy-cross. It imports no compiler, because there are two that it is used with.

import { existsSync, lstatSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { writeFileAtomic } from "../node/write.ts";

/** Writes a file; "-" stands for the file descriptor `output`. @throws errors of the system */
export function writeOutput(path: string, bytes: Uint8Array, output: number): undefined {
  if (path === "-") writeFileSync(output, bytes);
  else if (isReplaceable(path)) writeFileAtomic(path, bytes);
  else writeFileSync(path, bytes);
}

/**
 * Whether a path is a plain file, which is replaced as a whole. Devices, pipes and links are written to. A missing
 * folder is not created.
 */
function isReplaceable(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? existsSync(dirname(path));
}

/** The maximum length of a path in bytes: the reference stores paths as qstrs, whose length is limited. */
const MAX_PATH_BYTES = 255;

/** Whether a path is too long for the reference. */
export function isNameTooLong(path: string): boolean {
  return Buffer.byteLength(path) > MAX_PATH_BYTES;
}
