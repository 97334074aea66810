// Where mpy-cross writes what it made. Apart from the compiler, so that either of the two compilers can be loaded with it.

import { existsSync, lstatSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { writeFileAtomic } from "../node/write.ts";

/** Writes a file; "-" stands for the file descriptor `output`. @throws errors of the system */
export function writeOutput(path: string, bytes: Uint8Array, output: number): undefined {
  if (path === "-") writeFileSync(output, bytes);
  else if (isReplaceable(path)) writeFileAtomic(path, bytes);
  else writeFileSync(path, bytes);
}

/** Devices, pipes and links are written to; a plain file is replaced as a whole. A missing folder stays missing. */
function isReplaceable(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? existsSync(dirname(path));
}

/** Bytes of a path, at most: the reference keeps paths as names, which are short. */
const MAX_PATH_BYTES = 255;

/** Whether the reference refuses a path as a name that is too long. */
export function isNameTooLong(path: string): boolean {
  return Buffer.byteLength(path) > MAX_PATH_BYTES;
}
