// Resolves the options of `flash`: the board's preset, overridden by the user's options, and checked for
// contradictions.

import { filesystemFault, littleFsVersion } from "../firmware/index.ts";
import type { Release } from "../firmware/index.ts";
import type { Filesystem, FlashBoard, FlashPartition, ImageOptions } from "../flash/index.ts";
import { absolutePath } from "../node/files.ts";
import type { FlashTarget } from "../project/flash-image.ts";
import type { ManifestPartition } from "../project/manifest.ts";
import { devicePath } from "../project/paths.ts";
import { toList, withoutUndefined } from "../project/settings.ts";
import { boardOf } from "../project/targets.ts";
import type { WebRules } from "../project/web-assets.ts";
import type { FlashOptions, ImageFileOptions, Uf2Options } from "./flash-options.ts";
import {
  firmwareOfOtherPort,
  incompleteUf2,
  missingSize,
  optionOfOtherFilesystem,
  unknownDrivePlace,
  unknownImageFilesystem,
  unknownPartition,
  unknownUf2Place,
  wrongOption,
} from "./messages.ts";
import { outputPath } from "./output-path.ts";
import { sizeInBytes } from "./size-option.ts";

/** The resolved options of `flash`. */
export interface ResolvedFlash {
  readonly filesystem: "files" | Filesystem;
  /** The path at which the device mounts it. */
  readonly mount: string;
  /** The preset of the board's partition, if there is one. */
  readonly partition: ManifestPartition | null;
  readonly target: FlashTarget;
  /** Rules for the bundle's own output on the flash; undefined for none. */
  readonly web: WebRules | undefined;
}

/** Other options and facts that the result depends on. */
export interface FlashSurroundings {
  /** The option `board`. */
  readonly board: string | undefined;
  /** The firmware on the device, if it is known. */
  readonly firmware: NamedFirmware | undefined;
  /** `flash.output`. */
  readonly outputFolder: string;
  /** The project's root: absolute. */
  readonly root: string;
}

/** A firmware and its name in the options. */
export interface NamedFirmware {
  readonly release: Release;
  /** As written by the user: "1.22". */
  readonly name: string;
}

/** Options by the filesystem that they are for. */
const GEOMETRY = {
  romfs: ["align"],
  littlefs: ["blockSize", "readSize", "progSize", "diskVersion"],
  fat: ["sectorSize"],
} as const satisfies Record<Filesystem, readonly (keyof FlashOptions)[]>;

/**
 * Resolves the options of `flash`.
 * @throws ProjectError for options that contradict each other or the board
 */
export function resolveFlash(
  given: FlashOptions,
  { board: boardName, firmware, outputFolder, root }: FlashSurroundings,
): ResolvedFlash {
  // The boards' partitions are MicroPython's: CircuitPython has its drive elsewhere.
  const circuitPython = firmware?.release.circuitPython ?? false;
  const board = circuitPython ? undefined : boardOf(boardName);
  const partitionName = given.partition ?? (given.filesystem === "romfs" ? "romfs" : "vfs");
  const preset = board && partitionOf(board, boardName!, partitionName, given);
  const wantsImage = Boolean(given.image) || Boolean(given.uf2);
  const filesystem = given.filesystem ?? (wantsImage ? imageFilesystem(given, preset, circuitPython) : "files");
  const size = given.size === undefined ? preset?.size : sizeInBytes(given.size);
  const name = (outputFolder === "" ? "flash" : outputFolder) as string;
  const image = imageOptions(given, filesystem, size, preset, firmware);
  const writesImage = image !== undefined && given.image !== false;
  const imageAsset = writesImage ? outputPath("flash.image", imagePath(given) ?? `${name}.bin`) : undefined;
  return {
    filesystem,
    mount: devicePath(given.mount ?? (filesystem === "romfs" ? "/rom" : (preset?.mount ?? "/"))),
    partition: preset ? { board: boardName!, name: partitionName, offset: preset.offset, size: preset.size } : null,
    target: {
      image,
      size,
      imageAsset,
      uf2: image && uf2Target(given, board, preset, name, root),
      ...(typeof given.image === "object" && { merged: mergedTarget(given.image, imageAsset!, board, preset, root) }),
    },
    web: webRules(given),
  };
}

function imageFilesystem(
  { image }: FlashOptions,
  preset: FlashPartition | undefined,
  circuitPython: boolean,
): Filesystem {
  if (preset) return preset.image.filesystem;
  const option = image ? "flash.image" : "flash.uf2";
  throw circuitPython ? unknownDrivePlace(option) : unknownImageFilesystem(option);
}

/** The preset of a partition. A ROMFS needs a firmware made for it, so few boards have one. */
function partitionOf(
  board: FlashBoard,
  boardName: string,
  name: "vfs" | "romfs",
  given: FlashOptions,
): FlashPartition | undefined {
  const found = board.partitions[name];
  if (found !== undefined) return found;
  const isNeeded = given.partition !== undefined || given.uf2 === true || (given.image && !given.filesystem);
  if (!isNeeded) return undefined;
  const others = Object.entries(board.partitions).flatMap(([other, partition]) => (partition ? other : []));
  throw unknownPartition(boardName, name, others);
}

function imageOptions(
  given: FlashOptions,
  filesystem: ResolvedFlash["filesystem"],
  size: number | undefined,
  preset: FlashPartition | undefined,
  firmware: NamedFirmware | undefined,
): ImageOptions | undefined {
  for (const [owner, names] of Object.entries(GEOMETRY)) {
    const stray = owner === filesystem ? undefined : names.find((name) => given[name] !== undefined);
    if (stray !== undefined) throw optionOfOtherFilesystem(`flash.${stray}`, owner, filesystem);
  }
  if (filesystem === "files") return undefined;
  checkFirmware(given, filesystem, firmware);
  if (size === undefined && filesystem !== "romfs") throw missingSize(filesystem);
  const ofBoard = preset?.image.filesystem === filesystem ? preset.image : {};
  const isOld = filesystem === "littlefs" && firmware !== undefined && littleFsVersion(firmware.release) === "2.0";
  const defaults = { ...ofBoard, ...(isOld && { diskVersion: "2.0" }) };
  const geometry = withoutUndefined(Object.fromEntries(GEOMETRY[filesystem].map((name) => [name, given[name]])));
  return { ...defaults, ...geometry, filesystem, ...(size === undefined ? {} : { size }) } as ImageOptions;
}

/** Refuses a filesystem that the firmware does not mount. @throws ProjectError */
function checkFirmware(given: FlashOptions, filesystem: Filesystem, firmware: NamedFirmware | undefined): void {
  if (firmware === undefined) return;
  const fault = filesystemFault(firmware.release, firmware.name, { filesystem, diskVersion: given.diskVersion });
  if (fault === undefined) return;
  const isNamed = fault.about === "diskVersion" || given.filesystem !== undefined;
  throw wrongOption(isNamed ? `flash.${fault.about}` : "flash.partition", fault.reason, fault.remedy);
}

/** Path of the image, if the options name it. */
function imagePath({ image }: FlashOptions): string | undefined {
  return typeof image === "object" ? image.path : typeof image === "string" ? image : undefined;
}

/** One file of firmware and image, for ESP32. */
function mergedTarget(
  { firmware }: ImageFileOptions,
  imageAsset: string,
  board: FlashBoard | undefined,
  preset: FlashPartition | undefined,
  root: string,
): FlashTarget["merged"] {
  if (board !== undefined && board.port !== "esp32") {
    throw firmwareOfOtherPort(board.port, board.uf2 !== undefined);
  }
  const asset = imageAsset.replace(/(\.[^./]*)?$/, "-firmware$&");
  return { asset, firmware: absolutePath(root, firmware), offset: preset?.offset };
}

function uf2Target(
  given: FlashOptions,
  board: FlashBoard | undefined,
  preset: FlashPartition | undefined,
  name: string,
  root: string,
): FlashTarget["uf2"] {
  if (!given.uf2) return undefined;
  const { firmware, address, family } = given.uf2 === true ? ({} as Uf2Options) : given.uf2;
  if ((address === undefined) !== (family === undefined)) {
    throw incompleteUf2(address === undefined ? "address" : "family");
  }
  const asset = imagePath(given)?.replace(/(\.[^./]*)?$/, ".uf2") ?? `${name}.uf2`;
  const place = address === undefined || family === undefined ? presetPlace(board, preset) : { address, family };
  if (place === undefined) throw unknownUf2Place();
  const merge = firmware === undefined ? {} : { firmware: absolutePath(root, firmware) };
  return { asset: outputPath("flash.image", asset), ...place, ...merge };
}

function presetPlace(
  board: FlashBoard | undefined,
  preset: FlashPartition | undefined,
): Required<Pick<Uf2Options, "address" | "family">> | undefined {
  if (!board?.uf2 || !preset) return undefined;
  return { address: board.uf2.base + preset.offset, family: board.uf2.family };
}

function webRules({ web }: FlashOptions): WebRules | undefined {
  if (web === undefined || web === false) return undefined;
  const { to = "/www", gzip = true, include = "**", exclude } = web === true ? {} : web;
  return { to: devicePath(to), gzip, include: toList(include), exclude: toList(exclude) };
}
