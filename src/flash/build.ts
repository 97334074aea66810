// The common interface of all filesystems: selects a writer by name, and a reader by the first bytes.
import type { FatOptions } from "./fat/format.ts";
import { isFat, readFat } from "./fat/read.ts";
import type { FatContents } from "./fat/read.ts";
import { writeFat } from "./fat/write.ts";
import type { Filesystem, FlashContents, FlashImage } from "./image.ts";
import type { LittlefsOptions } from "./littlefs/format.ts";
import { isLittlefs, readLittlefs } from "./littlefs/read.ts";
import type { LittlefsContents, LittlefsReadOptions } from "./littlefs/read.ts";
import { writeLittlefs } from "./littlefs/write.ts";
import { isRomfs, readRomfs } from "./romfs/read.ts";
import type { RomfsOptions } from "./romfs/write.ts";
import { writeRomfs } from "./romfs/write.ts";
import type { FlashTree } from "./tree.ts";
import { noImage, unknownFilesystem } from "./messages.ts";

/** The filesystem to write, and its options. `boards` has presets. */
export type ImageOptions =
  | ({ filesystem: "romfs" } & RomfsOptions)
  | ({ filesystem: "littlefs" } & LittlefsOptions)
  | ({ filesystem: "fat" } & FatOptions);

/** Options for reading an image. */
export interface ReadOptions extends LittlefsReadOptions {
  /** @default detected */
  filesystem?: Filesystem | undefined;
}

/**
 * Writes a tree as a filesystem image: `image` for the partition, the number of `used` bytes to flash, `capacity`, and
 * each file's size and, if it is in one piece, offset in the image. The same tree and options give the same bytes, in
 * whatever order the files are listed.
 *
 * @throws {FlashError} with a `code`, and the `path` of the file concerned; "full" has the difference in `missing`.
 */
export function buildImage(tree: FlashTree, options: ImageOptions): FlashImage {
  switch (options.filesystem) {
    case "romfs":
      return writeRomfs(tree, options);
    case "littlefs":
      return writeLittlefs(tree, options);
    case "fat":
      return writeFat(tree, options);
    default:
      throw unknownFilesystem((options as { filesystem: unknown }).filesystem);
  }
}

/**
 * Reads a filesystem image, fresh or used by a device. Damaged images never cause a crash, a hang, or more memory than
 * a few times their size. The result is a FlashTree and can be written again. Names have no "/" and are not "." or
 * "..", but may be invalid on the host's filesystem.
 *
 * @throws {FlashError} "unknown-format", or "corrupt" with the `offset` of the damage.
 */
export function readImage(
  image: Uint8Array,
  options: ReadOptions = {},
): FlashContents | LittlefsContents | FatContents {
  switch (options.filesystem ?? filesystemOf(image)) {
    case "romfs":
      return readRomfs(image);
    case "littlefs":
      return readLittlefs(image, options);
    case "fat":
      return readFat(image);
    default:
      throw noImage();
  }
}

/** The filesystem of `image`, by its first bytes. */
export function filesystemOf(image: Uint8Array): Filesystem | undefined {
  if (isRomfs(image)) return "romfs";
  if (isLittlefs(image)) return "littlefs";
  return isFat(image) ? "fat" : undefined;
}
