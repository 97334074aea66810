// Decides the options of `flash`: the board's preset first, what the user says over it, and a clear refusal of what cannot be.

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
import { outputPath, wrongOption } from "./option-error.ts";
import { sizeInBytes } from "./size-option.ts";

/** The board's filesystem, decided. */
export interface ResolvedFlash {
  readonly filesystem: "files" | Filesystem;
  /** Where the device mounts it. */
  readonly mount: string;
  /** The board's partition, where there is a preset for it. */
  readonly partition: ManifestPartition | null;
  readonly target: FlashTarget;
  /** What of the bundle's own output goes along; undefined for nothing. */
  readonly web: WebRules | undefined;
}

/** What else decides. */
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

/** A firmware and what the user calls it. */
export interface NamedFirmware {
  readonly release: Release;
  /** As it is written in the options: "1.22". */
  readonly name: string;
}

/** Options that only one filesystem has. */
const GEOMETRY = {
  romfs: ["align"],
  littlefs: ["blockSize", "readSize", "progSize", "diskVersion"],
  fat: ["sectorSize"],
} as const satisfies Record<Filesystem, readonly (keyof FlashOptions)[]>;

/**
 * Decides the options of `flash`.
 * @throws ProjectError
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
  if (circuitPython) {
    const hint = "Leave it out: files are copied to the drive CIRCUITPY, as mpy deploy --drive does.";
    throw wrongOption(option, "where CircuitPython has its drive on the flash is not known", hint);
  }
  throw wrongOption(
    option,
    "which filesystem the image has is not known",
    "Name it in flash.filesystem, or a board in board.",
  );
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
  const hint =
    others.length > 0 ? `It has ${others.join(", ")}.` : "Say what it is with flash.filesystem and flash.size.";
  throw wrongOption("flash.partition", `where ${boardName} has its ${name} is not known`, hint);
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
    if (stray === undefined) continue;
    throw wrongOption(`flash.${stray}`, `it is for ${owner}, and the filesystem is ${filesystem}`, "Leave it out.");
  }
  if (filesystem === "files") return undefined;
  checkFirmware(given, filesystem, firmware);
  if (size === undefined && filesystem !== "romfs") {
    throw wrongOption("flash.size", `${filesystem} fills its partition, so its size is needed`, "Or name a board.");
  }
  const ofBoard = preset?.image.filesystem === filesystem ? preset.image : {};
  const isOld = filesystem === "littlefs" && firmware !== undefined && littleFsVersion(firmware.release) === "2.0";
  const defaults = { ...ofBoard, ...(isOld && { diskVersion: "2.0" }) };
  const geometry = withoutUndefined(Object.fromEntries(GEOMETRY[filesystem].map((name) => [name, given[name]])));
  return { ...defaults, ...geometry, filesystem, ...(size === undefined ? {} : { size }) } as ImageOptions;
}

/** A filesystem that the firmware does not mount is refused. @throws ProjectError */
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
    const hint = board.uf2 ? 'Give uf2: { firmware: "firmware.uf2" }.' : "Write the image with the tool of its chip.";
    throw wrongOption("flash.image.firmware", `it is for the esp32 port, and the board's is ${board.port}`, hint);
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
    const missing = address === undefined ? "address" : "family";
    throw wrongOption(`flash.uf2.${missing}`, "it is missing", "address and family say together where it lies.");
  }
  const asset = imagePath(given)?.replace(/(\.[^./]*)?$/, ".uf2") ?? `${name}.uf2`;
  const place = address === undefined || family === undefined ? presetPlace(board, preset) : { address, family };
  if (place === undefined) {
    const hint = "Name a board that has it in board, or give { address, family }.";
    throw wrongOption("flash.uf2", "where the partition lies for a UF2 bootloader is not known", hint);
  }
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
