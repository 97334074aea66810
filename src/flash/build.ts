// One door to all filesystems: the writers by name, and the readers by what the bytes look like.
import { FlashError } from "./error.ts";
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

/** Which filesystem to write, and how. A preset is in `boards`. */
export type ImageOptions =
  | ({ filesystem: "romfs" } & RomfsOptions)
  | ({ filesystem: "littlefs" } & LittlefsOptions)
  | ({ filesystem: "fat" } & FatOptions);

/** How to read an image. */
export interface ReadOptions extends LittlefsReadOptions {
  /** @default found out */
  filesystem?: Filesystem | undefined;
}

/**
 * Writes a tree as a filesystem image: `image` for the partition, `used` bytes of it worth flashing, `capacity`, and for each file
 * its size and, where it lies in one piece, its offset in the image. The same tree and options give the same bytes, in whatever
 * order the files are named.
 *
 * @throws {FlashError} with a `code`, and where one file is concerned its `path`; "full" says with `missing` by how much.
 */
export function buildImage(tree: FlashTree, options: ImageOptions): FlashImage {
  switch (options.filesystem) {
    case "romfs":
      return writeRomfs(tree, options);
    case "littlefs":
      return writeLittlefs(tree, options);
    case "fat":
      return writeFat(tree, options);
    default: {
      const name = (options as { filesystem: unknown }).filesystem;
      throw new FlashError("invalid-option", `filesystem is "${name}": give "romfs", "littlefs" or "fat"`);
    }
  }
}

/**
 * Reads a filesystem image: of a build, of a dump of the flash, one that a device has written to. Damaged images never crash, hang
 * or take more memory than a few times their size. The result is a FlashTree and can be written again. Names have no "/", are not
 * "." or "..", but may be what a host's own filesystem forbids.
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
      throw new FlashError("unknown-format", "no image of ROMFS, LittleFS 2, FAT12 or FAT16");
  }
}

/** The filesystem that `image` holds, by its first bytes. */
export function filesystemOf(image: Uint8Array): Filesystem | undefined {
  if (isRomfs(image)) return "romfs";
  if (isLittlefs(image)) return "littlefs";
  return isFat(image) ? "fat" : undefined;
}
