// The option `flash`: the board's filesystem, its output (loose files, an image, a UF2 file), and the web page on it.

import type { DiskVersion, Filesystem, Uf2Family } from "../flash/index.ts";

/** The board's filesystem and its place in the build's output. */
export interface FlashOptions {
  /**
   * Folder on the device for the source roots, such as "/lib". `main.py` and `boot.py` of a source root always go to
   * "/", because the board runs them only there.
   * @default "/"
   */
  root?: string;
  /**
   * Folder of the build's output for the device's root.
   * @default "flash"
   */
  output?: string;
  /**
   * Path of the manifest in the build's output; false writes none.
   * @default "flash/manifest.json", in `output`
   */
  manifest?: string | false;
  /**
   * Bundles modules into the module that imports them, where this does not change what the program does. Needs
   * `optimize: "size"`.
   * @default false
   */
  bundle?: boolean;
  /**
   * "files" writes loose files only, for a tool that copies them to the board. The other values also write an image of
   * that filesystem, for the board's partition.
   * @default "files"; with `image` or `uf2` that of the board's partition
   */
  filesystem?: "files" | Filesystem;
  /**
   * The board's partition for the flash.
   * @default "romfs" for `filesystem: "romfs"`, else "vfs"
   */
  partition?: "vfs" | "romfs";
  /**
   * Size of the partition: bytes, or a text such as "848K" or "2M". If the files do not fit, the error lists the
   * largest.
   * @default that of the board's partition; loose files and ROMFS need none
   */
  size?: number | string;
  /**
   * Path of the image in the build's output; true for "flash.bin" (named after `output`), false for none. With a
   * `firmware` for ESP32, the build also writes "flash-firmware.bin" for esptool, with firmware and filesystem.
   * @default true if `filesystem` is set
   */
  image?: boolean | string | ImageFileOptions;
  /**
   * Also writes a UF2 file for the board's bootloader: true for a board that takes UF2, or the address of the partition
   * in the chip's address space and the chip's family. With a `firmware`, the file contains both.
   * @default false
   */
  uf2?: boolean | Uf2Options;
  /**
   * Path at which the device mounts the filesystem. The manifest states it for tools. It does not move files.
   * @default "/rom" for ROMFS, else "/"
   */
  mount?: string;
  /** ROMFS: every file's content starts at a multiple of this many bytes. @default 1 */
  align?: number;
  /** LittleFS: erase unit in bytes. @default the board's, else 4096 */
  blockSize?: number;
  /** LittleFS: read unit in bytes. @default 32 */
  readSize?: number;
  /** LittleFS: program unit in bytes. @default the board's (256 on rp2), else 32 */
  progSize?: number;
  /** LittleFS: "2.0" mounts on MicroPython before 1.22 too. @default "2.1" */
  diskVersion?: DiskVersion;
  /** FAT: block size that the device mounts with. @default 512 */
  sectorSize?: number;
  /** Puts the bundle's own output on the device, for boards that serve the page; true for all defaults. */
  web?: boolean | WebAssetOptions;
}

/** The file of the image. */
export interface ImageFileOptions {
  /** The firmware.bin of the esp32 port, relative to the project root. */
  firmware: string;
  /**
   * Path of the image in the build's output.
   * @default "flash.bin", named after `flash.output`
   */
  path?: string;
}

/** The content of a UF2 file. */
export interface Uf2Options {
  /**
   * Start of the partition in the chip's address space, a multiple of 256. Set `family`, too.
   * @default the board's
   */
  address?: number;
  /**
   * The chip's family: a name, or a number of the UF2 registry.
   * @default the board's
   */
  family?: Uf2Family | number;
  /**
   * The firmware's UF2 file, relative to the project root: the filesystem is added to it. An overlap is an error.
   * @default none
   */
  firmware?: string;
}

/** Selects the outputs of the bundle that go on the device. */
export interface WebAssetOptions {
  /**
   * Folder on the device. It is not relative to `flash.root`.
   * @default "/www"
   */
  to?: string;
  /**
   * Compresses every file that becomes smaller. Its name on the device then ends in ".gz".
   * @default true
   */
  gzip?: boolean;
  /**
   * Globs on names in the build's output. Source maps and compressed copies are always left out.
   * @default "**"
   */
  include?: string | string[];
  /** Globs of outputs that are left out. @default [] */
  exclude?: string | string[];
}
