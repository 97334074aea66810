// Reads images from mpy's command line: raw images, and files for bootloaders that contain one, with or without a firmware.

import { filesystemOf, FlashError, fromUf2, readEsp32Firmware, readImage } from "../../flash/index.ts";
import type { FlashContents } from "../../flash/index.ts";
import { CommandError, UsageError } from "./command.ts";
import type { Call, OptionTable } from "./command.ts";
import { readInput } from "./files.ts";
import { fileFault, give, noFilesystemInUf2 } from "../messages.ts";

export const IMAGE_OPTIONS: OptionTable = { offset: { type: "string" }, "block-size": { type: "string" } };

export const IMAGE_HELP = `  --offset N            offset of the filesystem in the file, for dumps of a whole flash (default: 0)
  --block-size N        LittleFS: erase unit, if it is not detected
`;

/** The contents of the one image that the command line names. */
export function readNamedImage(call: Call): { path: string; contents: FlashContents } {
  const [path, ...more] = call.files;
  if (path === undefined || more.length > 0) throw new UsageError(give("one image"));
  const bytes = unwrap(readInput(path), path).subarray(call.number("offset") ?? 0);
  const blockSize = call.number("block-size");
  try {
    return { path, contents: readImage(bytes, blockSize === undefined ? {} : { blockSize }) };
  } catch (error) {
    throw new CommandError(fileFault(path, (error as Error).message));
  }
}

const UF2_MAGIC = "UF2\n";

/** The filesystem in a file for a bootloader, which may contain firmware, too. */
function unwrap(bytes: Uint8Array, path: string): Uint8Array {
  if (String.fromCharCode(...bytes.subarray(0, 4)) !== UF2_MAGIC) return ofEsp32(bytes) ?? bytes;
  const found = fromUf2(bytes).find((segment) => filesystemOf(segment.bytes) !== undefined);
  if (found === undefined) throw new CommandError(noFilesystemInUf2(path));
  return found.bytes;
}

/** The filesystem in a firmware.bin of the esp32 port; undefined where it is no such file, or has none. */
function ofEsp32(bytes: Uint8Array): Uint8Array | undefined {
  try {
    const { start, partitions } = readEsp32Firmware(bytes);
    return partitions
      .filter(({ offset }) => offset >= start)
      .map(({ offset, size }) => bytes.subarray(offset - start, offset - start + size))
      .find((part) => filesystemOf(part) !== undefined);
  } catch (error) {
    if (error instanceof FlashError) return undefined;
    throw error;
  }
}
