// Decides the options of `flash`: the board's preset first, what the user says over it, and a clear refusal of what cannot be.

import { boards } from "../flash/index.ts";
import type { BoardName, Filesystem, FlashBoard, FlashPartition, ImageOptions } from "../flash/index.ts";
import type { FlashTarget } from "../project/flash-image.ts";
import type { ManifestPartition } from "../project/manifest.ts";
import { devicePath } from "../project/paths.ts";
import { nearestNames } from "../diagnostics/nearest.ts";
import { toList, withoutUndefined } from "../project/settings.ts";
import { portOf } from "../project/targets.ts";
import type { WebRules } from "../project/web-assets.ts";
import type { FlashOptions, Uf2Options } from "./flash-options.ts";
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

/** Options that only one filesystem has. */
const GEOMETRY = {
  romfs: ["align"],
  littlefs: ["blockSize", "readSize", "progSize", "diskVersion"],
  fat: ["sectorSize"],
} as const satisfies Record<Filesystem, readonly (keyof FlashOptions)[]>;

/**
 * Decides the options of `flash`. `boardName` is the option `board`, `outputFolder` is `flash.output`.
 * @throws ProjectError
 */
export function resolveFlash(given: FlashOptions, boardName: string | undefined, outputFolder: string): ResolvedFlash {
  const board = presetOf(boardName);
  const partitionName = given.partition ?? (given.filesystem === "romfs" ? "romfs" : "vfs");
  const preset = board && partitionOf(board, boardName!, partitionName, given);
  const wantsImage = Boolean(given.image) || Boolean(given.uf2);
  const filesystem = given.filesystem ?? (wantsImage ? imageFilesystem(given, preset) : "files");
  const size = given.size === undefined ? preset?.size : sizeInBytes(given.size);
  const name = (outputFolder === "" ? "flash" : outputFolder) as string;
  const image = imageOptions(given, filesystem, size, preset);
  const writesImage = image !== undefined && given.image !== false;
  return {
    filesystem,
    mount: devicePath(given.mount ?? (filesystem === "romfs" ? "/rom" : "/")),
    partition: preset ? { board: boardName!, name: partitionName, offset: preset.offset, size: preset.size } : null,
    target: {
      image,
      size,
      imageAsset: writesImage
        ? outputPath("flash.image", typeof given.image === "string" ? given.image : `${name}.bin`)
        : undefined,
      uf2: image && uf2Target(given, image, board, preset, name),
    },
    web: webRules(given),
  };
}

function presetOf(name: string | undefined): FlashBoard | undefined {
  if (name === undefined) return undefined;
  if (Object.hasOwn(boards, name)) return boards[name as BoardName];
  if (portOf({ board: name }) !== undefined) return undefined;
  const known = Object.keys(boards);
  const near = nearestNames(name, known);
  const hint = near.length > 0 ? `Nearest: ${near.join(", ")}.` : `There are ${known.join(", ")}.`;
  throw wrongOption("board", `no board is called "${name}"`, hint);
}

function imageFilesystem({ image }: FlashOptions, preset: FlashPartition | undefined): Filesystem {
  if (preset) return preset.image.filesystem;
  const option = image ? "flash.image" : "flash.uf2";
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
  name: string,
  given: FlashOptions,
): FlashPartition | undefined {
  const partitions: Partial<Record<string, FlashPartition | undefined>> = board.partitions;
  const found = partitions[name];
  if (found === undefined && (given.partition !== undefined || given.uf2 === true)) {
    const known = Object.keys(partitions).join(", ");
    throw wrongOption("flash.partition", `the preset of ${boardName} has no ${name}`, `It has ${known}.`);
  }
  return found;
}

function imageOptions(
  given: FlashOptions,
  filesystem: ResolvedFlash["filesystem"],
  size: number | undefined,
  preset: FlashPartition | undefined,
): ImageOptions | undefined {
  for (const [owner, names] of Object.entries(GEOMETRY)) {
    const stray = owner === filesystem ? undefined : names.find((name) => given[name] !== undefined);
    if (stray === undefined) continue;
    throw wrongOption(`flash.${stray}`, `it is for ${owner}, and the filesystem is ${filesystem}`, "Leave it out.");
  }
  if (filesystem === "files") return undefined;
  if (size === undefined && filesystem !== "romfs") {
    throw wrongOption("flash.size", `${filesystem} fills its partition, so its size is needed`, "Or name a board.");
  }
  const defaults = preset?.image.filesystem === filesystem ? preset.image : {};
  const geometry = withoutUndefined(Object.fromEntries(GEOMETRY[filesystem].map((name) => [name, given[name]])));
  return { ...defaults, ...geometry, filesystem, ...(size === undefined ? {} : { size }) } as ImageOptions;
}

function uf2Target(
  given: FlashOptions,
  image: ImageOptions,
  board: FlashBoard | undefined,
  preset: FlashPartition | undefined,
  name: string,
): FlashTarget["uf2"] {
  if (!given.uf2) return undefined;
  const asset = typeof given.image === "string" ? given.image.replace(/(\.[^./]*)?$/, ".uf2") : `${name}.uf2`;
  const place = given.uf2 === true ? presetPlace(board, preset) : given.uf2;
  if (place === undefined) {
    const hint = "Name a board that has it in board, or give { address, family }.";
    throw wrongOption("flash.uf2", "where the partition lies for a UF2 bootloader is not known", hint);
  }
  return { asset: outputPath("flash.image", asset), ...place };
}

function presetPlace(board: FlashBoard | undefined, preset: FlashPartition | undefined): Uf2Options | undefined {
  if (!board?.uf2 || !preset) return undefined;
  return { address: board.uf2.base + preset.offset, family: board.uf2.family };
}

function webRules({ web }: FlashOptions): WebRules | undefined {
  if (web === undefined || web === false) return undefined;
  const { to = "/www", gzip = true, include = "**", exclude } = web === true ? {} : web;
  return { to: devicePath(to), gzip, include: toList(include), exclude: toList(exclude) };
}
