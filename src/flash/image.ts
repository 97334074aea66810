// The results of the writers and readers of all filesystems, in one format, so that callers need not distinguish
// filesystems.
import type { FlashTree } from "./tree.ts";

/** Supported filesystems. */
export type Filesystem = "romfs" | "littlefs" | "fat";

/** The place of a file in an image. */
export interface PlacedFile {
  /** With a leading "/", from the filesystem's root. */
  path: string;
  /** Bytes of content. */
  size: number;
  /** Offset of the content in the image, in bytes; absent if the content is in several pieces or empty. */
  offset?: number | undefined;
}

/** A filesystem image. */
export interface FlashImage {
  filesystem: Filesystem;
  /** The bytes of the partition, from its start. */
  image: Uint8Array;
  /**
   * Bytes from the start of the image that the filesystem uses. The rest is free space, so `image.subarray(0, used)` is
   * enough to flash.
   */
  used: number;
  /** Capacity of the filesystem in bytes; for ROMFS without `size`, the used bytes. */
  capacity: number;
  /** Every file, in the order of the image. */
  files: PlacedFile[];
}

/** A file that a reader found. */
export interface FoundFile {
  /** With a leading "/", from the filesystem's root. Bytes of a name that are not UTF-8 become U+FFFD. */
  path: string;
  /** Content; for ROMFS a view into the image, else a copy. */
  bytes: Uint8Array;
  /** Milliseconds since 1970 UTC, if the filesystem stores a time. */
  mtime?: number | undefined;
  /** Offset of the content in the image, in bytes; absent if the content is in several pieces or empty. */
  offset?: number | undefined;
}

/** The content of an image: a {@link FlashTree}, which can be written again. */
export interface FlashContents extends FlashTree {
  filesystem: Filesystem;
  files: FoundFile[];
  /** All directories except the root, in the order of the image. */
  directories: string[];
  /** Bytes in use, in multiples of the filesystem's units. */
  used: number;
  /** Capacity of the filesystem in bytes. */
  capacity: number;
}
