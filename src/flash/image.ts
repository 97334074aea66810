// What the writers of all filesystems return and what the readers find: one shape, so that callers report capacity, use and
// offsets without knowing which filesystem it is.
import type { FlashTree } from "./tree.ts";

/** Filesystems that there is a writer and a reader for. */
export type Filesystem = "romfs" | "littlefs" | "fat";

/** Where one file ended up. */
export interface PlacedFile {
  /** With a leading "/", from the filesystem's root. */
  path: string;
  /** Bytes of content. */
  size: number;
  /** Where the content starts in the image, in bytes; absent where it does not lie in one piece, or is empty. */
  offset?: number | undefined;
}

/** A filesystem image. */
export interface FlashImage {
  filesystem: Filesystem;
  /** The bytes for the partition, from its first byte on. */
  image: Uint8Array;
  /**
   * Bytes of the image, from its start, that the filesystem needs: what lies behind is free space whose content does not
   * matter, so that `image.subarray(0, used)` is enough to flash.
   */
  used: number;
  /** Bytes that the filesystem has in all; for ROMFS without `size`, those that are used. */
  capacity: number;
  /** Every file, in the order of the image. */
  files: PlacedFile[];
}

/** A file that a reader found. */
export interface FoundFile {
  /** With a leading "/", from the filesystem's root. Bytes of a name that are no UTF-8 appear as U+FFFD. */
  path: string;
  /** Content; for ROMFS a view into the image, else a copy. */
  bytes: Uint8Array;
  /** Milliseconds since 1970 UTC, where the filesystem keeps a time. */
  mtime?: number | undefined;
  /** Where the content starts in the image, in bytes; absent where it does not lie in one piece, or is empty. */
  offset?: number | undefined;
}

/** What lies in an image: a {@link FlashTree}, so that it can be written again as it is. */
export interface FlashContents extends FlashTree {
  filesystem: Filesystem;
  files: FoundFile[];
  /** All directories but the root, in the order of the image. */
  directories: string[];
  /** Bytes in use, in the filesystem's own units. */
  used: number;
  /** Bytes that the filesystem has in all. */
  capacity: number;
}
