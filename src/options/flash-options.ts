// What a user may write about the board's filesystem and what is to become of it: loose files, an image, a UF2 file; and the
// web page that goes along.

import type { DiskVersion, Filesystem, Uf2Family } from "../flash/index.ts";

/** The board's filesystem and how it appears in the build's output. */
export interface FlashOptions {
  /**
   * Folder on the device that source roots stand for, such as "/lib". `main.py` and `boot.py` of a source root lie at "/" all
   * the same, because the board looks for them nowhere else.
   * @default "/"
   */
  root?: string;
  /**
   * Folder of the build's output that stands for the device's root.
   * @default "flash"
   */
  output?: string;
  /**
   * Where the manifest is written in the build's output; false writes none.
   * @default "flash/manifest.json", in `output`
   */
  manifest?: string | false;
  /**
   * Puts modules into the file of the module that imports them, where the program cannot tell the difference. Needs
   * `optimize: "size"`.
   * @default false
   */
  bundle?: boolean;
  /**
   * "files" leaves it at loose files, for a tool that copies them to the board; the others make an image of that filesystem
   * as well, for the board's partition.
   * @default "files"; with `image` or `uf2` that of the board's partition
   */
  filesystem?: "files" | Filesystem;
  /**
   * Which of the board's partitions it is.
   * @default "romfs" for `filesystem: "romfs"`, else "vfs"
   */
  partition?: "vfs" | "romfs";
  /**
   * Size of the partition: bytes, or such as "848K" or "2M". More than fits is an error that lists the largest files.
   * @default that of the board's partition; loose files and ROMFS may do without
   */
  size?: number | string;
  /**
   * Path of the image in the build's output; true for "flash.bin" (named as `output` is), false for none. With a firmware, for ESP32, also
   * one file of both for esptool: "flash-firmware.bin".
   * @default true where a `filesystem` is named
   */
  image?: boolean | string | ImageFileOptions;
  /**
   * Also a UF2 file for the board's bootloader, beside the image: true for a board that takes UF2, or the address of the
   * partition as the chip sees it and the chip's family. With a firmware, one file of both.
   * @default false
   */
  uf2?: boolean | Uf2Options;
  /**
   * Where the device mounts the filesystem: what the manifest says for tools, it moves no file.
   * @default "/rom" for ROMFS, else "/"
   */
  mount?: string;
  /** ROMFS: every file's content starts at a multiple of this many bytes. @default 1 */
  align?: number;
  /** LittleFS: erase unit in bytes. @default that of the board, else 4096 */
  blockSize?: number;
  /** LittleFS: read unit in bytes. @default 32 */
  readSize?: number;
  /** LittleFS: program unit in bytes. @default that of the board (256 on rp2), else 32 */
  progSize?: number;
  /** LittleFS: "2.0" mounts on MicroPython before 1.22 too. @default "2.1" */
  diskVersion?: DiskVersion;
  /** FAT: block size that the device mounts with. @default 512 */
  sectorSize?: number;
  /** The bundle's own output on the device, for boards that serve the page; true for all defaults. */
  web?: boolean | WebAssetOptions;
}

/** The image's file. */
export interface ImageFileOptions {
  /** The firmware.bin of the esp32 port, relative to the project's root. */
  firmware: string;
  /**
   * Path of the image in the build's output.
   * @default "flash.bin", named as `flash.output` is
   */
  path?: string;
}

/** What a UF2 file holds. */
export interface Uf2Options {
  /**
   * Where the partition starts in the chip's address space, a multiple of 256; together with `family`.
   * @default that of the board
   */
  address?: number;
  /**
   * The chip's family: a name, or a number of the UF2 registry.
   * @default that of the board
   */
  family?: Uf2Family | number;
  /**
   * The firmware's UF2 file, relative to the project's root: the filesystem is added to it. An overlap is an error.
   * @default none
   */
  firmware?: string;
}

/** Which of the bundle's outputs go onto the device. */
export interface WebAssetOptions {
  /**
   * Folder on the device; `flash.root` does not count here.
   * @default "/www"
   */
  to?: string;
  /**
   * Compresses every file that gets smaller by it; its name on the device ends in ".gz" then.
   * @default true
   */
  gzip?: boolean;
  /**
   * Globs on names in the build's output. Source maps and compressed copies are left out in any case.
   * @default "**"
   */
  include?: string | string[];
  /** Globs of outputs that stay off the device. @default [] */
  exclude?: string | string[];
}
