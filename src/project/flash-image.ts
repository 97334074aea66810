// Makes an image of the device's filesystem from its files. If that fails, the problem names the file, the missing
// bytes and the largest files.

import { buildImage } from "../flash/build.ts";
import { FlashError } from "../flash/error.ts";
import type { ImageOptions } from "../flash/build.ts";
import { mergeEsp32 } from "../flash/esp32.ts";
import type { FlashImage } from "../flash/image.ts";
import { mergeUf2 } from "../flash/uf2-merge.ts";
import { toUf2 } from "../flash/uf2.ts";
import type { Uf2Family } from "../flash/uf2.ts";
import { ProjectError } from "./problem.ts";
import type { Problem } from "./problem.ts";
import { flashIsFull, notMerged } from "./messages.ts";

/** The board's filesystem, and its outputs. */
export interface FlashTarget {
  /** Options of the image; undefined for loose files. */
  readonly image: ImageOptions | undefined;
  /** Size of the partition in bytes, if known. */
  readonly size: number | undefined;
  /** Path of the image in the build's output; undefined if it is not written. */
  readonly imageAsset: string | undefined;
  /** The image as UF2; undefined if it is not written. */
  readonly uf2:
    | {
        readonly asset: string;
        readonly address: number;
        readonly family: Uf2Family | number;
        /** The firmware's UF2 file to which the image is added: absolute. */
        readonly firmware?: string;
      }
    | undefined;
  /** Image and firmware.bin in one file, for ESP32; undefined if it is not written. */
  readonly merged?: {
    readonly asset: string;
    /** The firmware.bin: absolute. */
    readonly firmware: string;
    /** Offset of the partition from the start of the flash; undefined if unknown. */
    readonly offset: number | undefined;
  };
}

/** Reads a firmware's file: its content, and its name in messages. @throws ProjectError if it cannot be read */
export type ReadFirmware = (file: string) => { readonly bytes: Uint8Array; readonly displayFile: string };

/** A file for the device. */
export interface DeviceFile {
  /** Absolute path on the device's filesystem. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Its source, as named in messages. */
  readonly displaySource: string;
}

/** The layout of the filesystem with all files. */
export interface FlashLayout {
  /** Capacity of the filesystem in bytes; null if unknown. */
  readonly capacity: number | null;
  /** Bytes in use: of the image, or the sum of loose files. */
  readonly used: number;
  /** Offsets of file contents in the image, by device path. Files in several pieces are not listed. */
  readonly offsets: ReadonlyMap<string, number>;
  /** The image of the whole partition; undefined for loose files. */
  readonly image: Uint8Array | undefined;
  readonly uf2: Uint8Array | undefined;
  readonly merged?: Uint8Array | undefined;
}

/** Lays out the files. @throws ProjectError if they do not fit */
export function layOutFlash(files: readonly DeviceFile[], target: FlashTarget, read: ReadFirmware): FlashLayout {
  if (target.image === undefined) return looseFiles(files, target.size);
  try {
    const built = buildImage({ files }, target.image);
    const offsets = new Map<string, number>();
    for (const { path, offset } of built.files) {
      if (offset !== undefined) offsets.set(path, offset);
    }
    return {
      capacity: target.size ?? null,
      used: built.used,
      offsets,
      image: built.image,
      uf2: uf2Of(built, target, read),
      merged: mergedOf(built, target, read),
    };
  } catch (error) {
    if (!(error instanceof FlashError)) throw error;
    throw new ProjectError(
      error.code === "full" ? overCapacity(files, target, error.missing) : faultOf(files, target.image, error),
    );
  }
}

function uf2Of({ image, used }: FlashImage, { uf2 }: FlashTarget, read: ReadFirmware): Uint8Array | undefined {
  if (uf2 === undefined) return undefined;
  const { address, family, firmware } = uf2;
  const segment = { address, family, bytes: image.subarray(0, used) };
  if (firmware === undefined) return toUf2([segment]);
  return withFirmware(firmware, read, (bytes) => mergeUf2(bytes, segment));
}

function mergedOf(
  { image, filesystem }: FlashImage,
  { merged }: FlashTarget,
  read: ReadFirmware,
): Uint8Array | undefined {
  if (merged === undefined) return undefined;
  const { firmware, offset } = merged;
  const filesystemPart = { kind: filesystem, bytes: image, offset };
  return withFirmware(firmware, read, (bytes) => mergeEsp32(bytes, filesystemPart).bytes);
}

/** Merges with a firmware, and reports a fault as a problem of the firmware's file. */
function withFirmware(file: string, read: ReadFirmware, merge: (bytes: Uint8Array) => Uint8Array): Uint8Array {
  const { bytes, displayFile } = read(file);
  try {
    return merge(bytes);
  } catch (error) {
    if (!(error instanceof FlashError)) throw error;
    throw new ProjectError(notMerged({ file, displayFile }, error.message));
  }
}

function looseFiles(files: readonly DeviceFile[], size: number | undefined): FlashLayout {
  const used = files.reduce((sum, file) => sum + file.bytes.length, 0);
  if (size !== undefined && used > size) {
    throw new ProjectError(overCapacity(files, { image: undefined, size }, used - size));
  }
  return { capacity: size ?? null, used, offsets: new Map(), image: undefined, uf2: undefined };
}

/** Number of files that an error lists. */
const NAMED = 5;

/** The largest files, one per line, with their bytes. */
export function largestFiles(files: readonly DeviceFile[]): string {
  const largest = [...files].sort((a, b) => b.bytes.length - a.bytes.length).slice(0, NAMED);
  const width = Math.max(...largest.map((file) => String(file.bytes.length).length));
  const lines = largest.map(({ path, bytes, displaySource }) => {
    return `  ${String(bytes.length).padStart(width)}  ${path}  (${displaySource})`;
  });
  return lines.join("\n");
}

function overCapacity(
  files: readonly DeviceFile[],
  { image, size }: Pick<FlashTarget, "image" | "size">,
  missing: number | undefined,
): Problem {
  const filesystem = image === undefined ? "" : FILESYSTEM_NAMES[image.filesystem];
  return flashIsFull({ files: files.length, filesystem, size: size!, missing }, largestFiles(files));
}

const FILESYSTEM_NAMES: Readonly<Record<ImageOptions["filesystem"], string>> = {
  romfs: "ROMFS",
  littlefs: "LittleFS",
  fat: "FAT",
};

function faultOf(
  files: readonly DeviceFile[],
  image: ImageOptions,
  error: FlashError,
): { summary: string; displayFile?: string } {
  const file = files.find((one) => one.path === error.path);
  const summary = `no ${FILESYSTEM_NAMES[image.filesystem]} image can be made: ${error.message}`;
  return file ? { summary, displayFile: file.displaySource } : { summary };
}
