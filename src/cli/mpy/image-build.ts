// mpy image build: makes a filesystem image, or a UF2 file for the board's bootloader, from folders and files.

import { lstatSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { boards, buildImage, toUf2 } from "../../flash/index.ts";
import type { BoardName, FlashBoard, FlashFile, FlashImage, FlashTree, ImageOptions } from "../../flash/index.ts";
import { filesystemFault, littleFsVersion, nearestRelease } from "../../firmware/index.ts";
import type { Release } from "../../firmware/index.ts";
import type { ArchName } from "../../mpy/file/arch.ts";
import { CommandError, UsageError } from "./command.ts";
import type { Call, Command } from "./command.ts";
import { readInput, writeOutput } from "./files.ts";
import {
  boardWithoutPartition,
  CIRCUITPYTHON_HAS_A_DRIVE,
  NO_FILESYSTEM,
  NO_SOURCES,
  giveSize,
  noFileOrFolder,
  specialFile,
  UF2_WITHOUT_BOARD,
  unknownFirmware,
} from "../messages.ts";
import { number } from "../../project/report/number.ts";

const FILESYSTEMS = ["romfs", "littlefs", "fat"] as const;

export const command: Command = {
  help: `-o OUT [options] SOURCE[=/PATH]…

Makes a filesystem image. The files of a SOURCE folder are placed at PATH (default: /). A SOURCE file is placed at PATH, or in it if
PATH ends in "/" (default: in /). The same files always give the same image.

  -o, --output OUT      output file
  --board BOARD         filesystem, size and offset of a board: ${Object.keys(boards).slice(0, 3).join(", ")}, …
  --partition NAME      the board's partition: vfs or romfs (default: vfs)
  --filesystem NAME     ${FILESYSTEMS.join(", ")} (default: the board's)
  --size N              size of the partition, in bytes or as 848K, 2M
  --block-size N        LittleFS: erase unit (default: 4096)
  --read-size N         LittleFS: read unit (default: 32)
  --prog-size N         LittleFS: program unit (default: 32, rp2: 256)
  --disk-version V      LittleFS: 2.0 for MicroPython before 1.22, else 2.1 (default: 2.1)
  --sector-size N       FAT: bytes of a sector
  --align N             ROMFS: alignment of the files' content
  --compile             compiles Python to .mpy, except /main.py and /boot.py, which boards run as source only
  --firmware RELEASE    the board's firmware (1.24.1): code of --compile is for it, and it has to mount the filesystem
  --uf2                 writes a UF2 file for the board's bootloader
  --list-boards         lists the boards
`,
  options: {
    output: { type: "string", short: "o" },
    board: { type: "string" },
    partition: { type: "string" },
    filesystem: { type: "string" },
    size: { type: "string" },
    "block-size": { type: "string" },
    "read-size": { type: "string" },
    "prog-size": { type: "string" },
    "disk-version": { type: "string" },
    "sector-size": { type: "string" },
    align: { type: "string" },
    compile: { type: "boolean" },
    firmware: { type: "string" },
    uf2: { type: "boolean" },
    "list-boards": { type: "boolean" },
  },
  async run(call) {
    if (call.flag("list-boards")) return listBoards(call);
    const output = call.required("output");
    const firmware = readFirmware(call);
    const { options, board, offset } = readTarget(call, firmware);
    if (call.flag("uf2") && (board?.uf2 === undefined || offset === undefined)) {
      throw new UsageError(UF2_WITHOUT_BOARD);
    }
    const tree = readTree(call.files);
    const built = buildImage(call.flag("compile") ? await compiled(tree, board?.arch, firmware) : tree, options);
    const bytes = call.flag("uf2") ? wrapUf2(built, board!, offset!) : built.image;
    writeOutput(output, bytes);
    const { filesystem, used, capacity, files } = built;
    if (call.json && output !== "-") {
      call.printJson({ output, size: bytes.length, filesystem, used, capacity, offset, files });
    } else if (output !== "-") {
      call.print(
        `${output}: ${filesystem}, ${files.length} files, ${number(used)} of ${number(capacity)} bytes used\n`,
      );
    }
    return 0;
  },
};

/** The tree with its Python compiled, with names as on the device. @throws CommandError for a mistake in a file */
async function compiled(tree: FlashTree, arch: ArchName | undefined, firmware?: Firmware): Promise<FlashTree> {
  const { compile, CompileError } = await import("../../compiler/index.ts");
  const files = tree.files.map(({ path, bytes, ...rest }): FlashFile => {
    if (!path.endsWith(".py") || path === "/main.py" || path === "/boot.py") return { path, bytes, ...rest };
    try {
      const filename = path.replace(/^\/+/, "");
      const { mpy } = compile(bytes, {
        filename,
        ...(arch && { arch }),
        ...(firmware && { firmware: firmware.release.name }),
      });
      return { path: path.replace(/py$/, "mpy"), bytes: mpy, ...rest };
    } catch (error) {
      if (error instanceof CompileError) throw new CommandError(error.message);
      throw error;
    }
  });
  return { ...tree, files };
}

function listBoards(call: Call): number {
  if (call.json) {
    call.printJson(boards);
    return 0;
  }
  for (const [name, { port, arch, partitions }] of Object.entries(boards)) {
    const parts = Object.entries(partitions).flatMap(([part, partition]) =>
      partition ? `${part} ${partition.image.filesystem} ${partition.size / 1024}K` : [],
    );
    call.print(`${name.padEnd(39)}${port.padEnd(12)}${arch.padEnd(11)}${parts.join(", ")}\n`);
  }
  return 0;
}

interface Target {
  readonly options: ImageOptions;
  readonly board: FlashBoard | undefined;
  /** Offset of the partition in the flash, in bytes. */
  readonly offset: number | undefined;
}

/** The value of `--firmware`. */
interface Firmware {
  readonly release: Release;
  readonly name: string;
}

function readFirmware(call: Call): Firmware | undefined {
  const name = call.text("firmware");
  if (name === undefined) return undefined;
  const release = nearestRelease(name);
  if (release === undefined) throw new UsageError(unknownFirmware(name));
  if (release.circuitPython) {
    throw new UsageError(CIRCUITPYTHON_HAS_A_DRIVE);
  }
  return { release, name };
}

/** The board's options, overridden by those of the firmware and of the command line. */
function readTarget(call: Call, firmware: Firmware | undefined): Target {
  const name = call.choice("board", Object.keys(boards) as BoardName[]);
  const board = name === undefined ? undefined : boards[name];
  const partitionName = call.choice("partition", ["vfs", "romfs"]) ?? "vfs";
  const partition = board?.partitions[partitionName];
  if (board !== undefined && partition === undefined) throw new UsageError(boardWithoutPartition(name, partitionName));
  const filesystem = call.choice("filesystem", FILESYSTEMS) ?? partition?.image.filesystem;
  if (filesystem === undefined) throw new UsageError(NO_FILESYSTEM);
  const size = call.number("size") ?? partition?.size;
  const preset = partition?.image.filesystem === filesystem ? partition.image : {};
  const ofFirmware = firmware && filesystem === "littlefs" ? { diskVersion: littleFsVersion(firmware.release) } : {};
  const given = { ...preset, ...ofFirmware, ...withoutUndefined(geometry(call, filesystem)) };
  const fault = firmware && filesystemFault(firmware.release, firmware.name, { filesystem, ...given });
  if (fault) throw new UsageError(`${fault.reason}. ${fault.remedy}`);
  if (filesystem === "romfs") return { options: { ...given, filesystem, size }, board, offset: partition?.offset };
  if (size === undefined) throw new UsageError(giveSize(filesystem));
  return { options: { ...given, filesystem, size }, board, offset: partition?.offset };
}

/** Options of one filesystem. */
function geometry(call: Call, filesystem: (typeof FILESYSTEMS)[number]): Record<string, unknown> {
  if (filesystem === "romfs") return { align: call.number("align") };
  if (filesystem === "fat") return { sectorSize: call.number("sector-size") };
  return {
    blockSize: call.number("block-size"),
    readSize: call.number("read-size"),
    progSize: call.number("prog-size"),
    diskVersion: call.choice("disk-version", ["2.0", "2.1"]),
  };
}

function withoutUndefined(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function wrapUf2({ image, used }: FlashImage, board: FlashBoard, offset: number): Uint8Array {
  const { base, family } = board.uf2!;
  return toUf2([{ address: base + offset, bytes: image.subarray(0, used), family }]);
}

function readTree(sources: readonly string[]): FlashTree {
  if (sources.length === 0) throw new UsageError(NO_SOURCES);
  const files: FlashFile[] = [];
  const directories: string[] = [];
  for (const source of sources) {
    const [path, target] = splitSource(source);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) throw new CommandError(noFileOrFolder(path));
    if (stat.isDirectory()) {
      addFolder(path, (target ?? "").replace(/\/$/, ""), files, directories);
    } else {
      const name = path.split(/[\\/]/).at(-1)!;
      files.push({
        path: target === undefined || target.endsWith("/") ? `${target ?? "/"}${name}` : target,
        bytes: readInput(path),
      });
    }
  }
  return { files, directories };
}

/** Splits `SOURCE=/PATH`. The device's path begins with "/", so other equal signs belong to the host's name. */
function splitSource(source: string): [string, string | undefined] {
  const at = source.lastIndexOf("=/");
  return at < 0 ? [source, undefined] : [source.slice(0, at), source.slice(at + 1)];
}

/** Adds folders and files below `folder`. Links to folders are not followed, because they may be circular. */
function addFolder(folder: string, target: string, files: FlashFile[], directories: string[]): void {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    const inside = `${target}/${name}`;
    if (lstatSync(path).isDirectory()) {
      directories.push(inside);
      addFolder(path, inside, files, directories);
    } else if (statSync(path, { throwIfNoEntry: false })?.isFile()) {
      files.push({ path: inside, bytes: readInput(path) });
    } else {
      throw new CommandError(specialFile(path));
    }
  }
}
