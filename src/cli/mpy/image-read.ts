// Images that the mpy command line reads: raw ones, and UF2 files that hold one.

import { filesystemOf, fromUf2, readImage } from "../../flash/index.ts";
import type { FlashContents } from "../../flash/index.ts";
import { CommandError, UsageError } from "./command.ts";
import type { Call, OptionTable } from "./command.ts";
import { readInput } from "./files.ts";

export const IMAGE_OPTIONS: OptionTable = { offset: { type: "string" }, "block-size": { type: "string" } };

export const IMAGE_HELP = `  --offset N            where in the file the filesystem begins, for dumps of a whole flash (default: 0)
  --block-size N        LittleFS: erase unit, where it cannot be found out
`;

/** The contents of the one image that the command line names. */
export function readNamedImage(call: Call): { path: string; contents: FlashContents } {
  const [path, ...more] = call.files;
  if (path === undefined || more.length > 0) throw new UsageError("give one image");
  const bytes = unwrap(readInput(path), path).subarray(call.number("offset") ?? 0);
  const blockSize = call.number("block-size");
  try {
    return { path, contents: readImage(bytes, blockSize === undefined ? {} : { blockSize }) };
  } catch (error) {
    throw new CommandError(`${path}: ${(error as Error).message}`);
  }
}

const UF2_MAGIC = "UF2\n";

/** A UF2 file may hold firmware as well: the piece that begins as a filesystem counts. */
function unwrap(bytes: Uint8Array, path: string): Uint8Array {
  if (String.fromCharCode(...bytes.subarray(0, 4)) !== UF2_MAGIC) return bytes;
  const found = fromUf2(bytes).find((segment) => filesystemOf(segment.bytes) !== undefined);
  if (found === undefined) throw new CommandError(`${path}: no filesystem in this UF2 file`);
  return found.bytes;
}
