// The boards of each port, read from a checkout of MicroPython and of pico-sdk, which has the flash size of most rp2 boards.

import { join } from "node:path";
import type { BoardRow } from "../../src/flash/boards/rows.ts";
import {
  bytesOf,
  cDefine,
  cmakeValue,
  foldersWith,
  makeVariables,
  region,
  symbol,
  textOf,
  variantsOf,
  withIncluded,
} from "./text.ts";

/** Where to read. */
export interface Checkout {
  /** MicroPython's folder. */
  readonly micropython: string;
  /** pico-sdk's; by default the submodule. */
  readonly picoSdk: string;
}

type Rows = Record<string, BoardRow>;

/** All boards, by name. */
export function readBoards(checkout: Checkout): Rows {
  const ports = join(checkout.micropython, "ports");
  return {
    ...rp2(join(ports, "rp2"), checkout.picoSdk),
    ...esp32(join(ports, "esp32")),
    ...esp8266(join(ports, "esp8266")),
    ...samd(join(ports, "samd")),
    ...nrf(join(ports, "nrf")),
    ...mimxrt(join(ports, "mimxrt")),
    ...renesasRa(join(ports, "renesas-ra")),
    ...stm32(join(ports, "stm32")),
  };
}

/** A row for each variant of each board of a port's folder that `read` makes one for. */
export function boardsOf<Row = BoardRow>(
  port: string,
  read: (board: string, variant: string, folder: string) => Row | undefined,
): Record<string, Row> {
  const rows: Record<string, Row> = {};
  const boards = join(port, "boards");
  for (const board of foldersWith(boards, /^mpconfigboard\.(?:mk|cmake)$/)) {
    const folder = join(boards, board);
    for (const variant of variantsOf(folder)) {
      const row = read(board, variant, folder);
      if (row) rows[variant === "" ? board : `${board}-${variant}`] = row;
    }
  }
  return rows;
}

/** The row of a board that has a ROMFS right in front of its filesystem. */
function withRomfs([layout, arch, offset, size]: BoardRow, romfs: number): BoardRow {
  return romfs === 0 ? [layout, arch, offset, size] : [layout, arch, offset, size, romfs];
}

/** rp2_flash.c: the filesystem is the end of the flash. */
function rp2(port: string, picoSdk: string): Rows {
  return boardsOf(port, (board, variant, folder) => {
    const cmake = textOf(folder, "mpconfigboard.cmake");
    const own = textOf(folder, variant === "" ? "mpconfigvariant.cmake" : `mpconfigvariant_${variant}.cmake`);
    const value = (name: string): string | undefined => cmakeValue(own, name) ?? cmakeValue(cmake, name);
    const picoBoard = value("PICO_BOARD") ?? board.toLowerCase();
    const header = `${picoBoard}.h`;
    const sdk = textOf(folder, header) || textOf(picoSdk, "src/boards/include/boards", header);
    const boardHeader = textOf(folder, "mpconfigboard.h");
    const flash =
      cDefine(boardHeader, "PICO_FLASH_SIZE_BYTES") ?? cDefine(sdk, "PICO_FLASH_SIZE_BYTES") ?? cmakeDefault(sdk);
    const storage = value("MICROPY_HW_FLASH_STORAGE_BYTES") ?? cDefine(boardHeader, "MICROPY_HW_FLASH_STORAGE_BYTES");
    if (flash === undefined || storage === undefined) throw new Error(`${board}: flash ${flash}, storage ${storage}`);
    const size = bytesOf(storage);
    const platform = value("PICO_PLATFORM") ?? (/PICO_PLATFORM *= *rp2350/.test(sdk) ? "rp2350" : "rp2040");
    const arch = platform === "rp2040" ? "armv6m" : platform === "rp2350-riscv" ? "rv32imc" : "armv7m";
    return [platform === "rp2040" ? "rp2040" : "rp2350", arch, bytesOf(flash) - size, size];
  });
}

function cmakeDefault(header: string): string | undefined {
  return /pico_(?:board_)?cmake_set_default\(?\s*PICO_FLASH_SIZE_BYTES(?: *= *|, *)(.*?)\)?$/m.exec(header)?.[1];
}

/** main.c: without a partition "vfs" or "ffat" there is one behind the last of the table, to the end of the flash. */
function esp32(port: string): Rows {
  return boardsOf(port, (board, variant, folder) => {
    const common = (text: string): string =>
      text.replace(/include\((boards\/\w+\.cmake)\)/g, (_, file: string) => textOf(port, file));
    const own = variant === "" ? "" : textOf(folder, `mpconfigvariant_${variant}.cmake`);
    const cmake = (common(textOf(folder, "mpconfigboard.cmake")) + common(own)).replaceAll(
      "${MICROPY_BOARD_DIR}",
      `boards/${board}`,
    );
    const files = [...cmake.matchAll(/\s(boards\/[\w./-]*sdkconfig\.\w+)/g)].map(([, file]) => textOf(port, file!));
    const target = [...cmake.matchAll(/set\(IDF_TARGET (\w+)\)/g)].at(-1)?.[1] ?? "esp32";
    const config = files.join("\n");
    const flash = [...config.matchAll(/^CONFIG_ESPTOOLPY_FLASHSIZE_(\d+)MB=y/gm)].at(-1)?.[1];
    const table = [...config.matchAll(/^CONFIG_PARTITION_TABLE_CUSTOM_FILENAME="(.*)"/gm)].at(-1)?.[1];
    if (flash === undefined || table === undefined) throw new Error(`${board}: flash ${flash}, partitions ${table}`);
    const partitions = textOf(port, table)
      .split("\n")
      .filter((line) => /^\w/.test(line))
      .map((line) => line.split(",").map((cell) => cell.trim()));
    const arch = /^esp32(?:s\d)?$/.test(target) ? "xtensawin" : "rv32imc";
    const named = partitions.find(([name]) => name === "vfs" || name === "ffat");
    if (named) return [named[0] === "ffat" ? "esp32fat" : "esp32", arch, bytesOf(named[3]!), bytesOf(named[4]!)];
    const end = Math.max(...partitions.map((cells) => bytesOf(cells[3]!) + bytesOf(cells[4]!)));
    return ["esp32", arch, end, bytesOf(`${flash}M`) - end];
  });
}

/** modules/flashbdev.py: from behind the firmware to 20 KiB before the end of the flash. */
function esp8266(port: string): Rows {
  return boardsOf(port, (_board, variant, folder) => {
    const file = variant === "" ? "mpconfigvariant.mk" : `mpconfigvariant_${variant}.mk`;
    const { LD_FILES = "", CFLAGS = "" } = makeVariables(textOf(folder, file));
    const flash = bytesOf(/MICROPY_ESP8266_(\d+[KM])/.exec(CFLAGS)![1]!);
    if (flash < 1024 * 1024) return ["esp8266", "xtensa"];
    const ld = textOf(port, LD_FILES.trim().split(" ")[0]!);
    const segment = /irom0_0_seg *: *org = 0x402(\w+), len = (.*)/.exec(ld)!;
    const length = segment[2]!.split("-").reduce((sum, part, index) => sum + (index === 0 ? 1 : -1) * bytesOf(part), 0);
    const firmware = Number(`0x${segment[1]}`) + length;
    const romfs = bytesOf(/FLASH_ROMFS *:.*len *= *(\w+)/.exec(ld)?.[1] ?? "0");
    const start = firmware + romfs;
    const offset = start < 256 * 4096 ? start + 4096 : start;
    return withRomfs(["esp8266", "xtensa", offset, flash - 20480 - offset], romfs);
  });
}

/** boards/samd5*.ld: behind code and ROMFS. SAMD21 has LittleFS 1, which there is no writer for; a chip beside has no address. */
function samd(port: string): Rows {
  return boardsOf(port, (_board, variant, folder) => {
    const own = variant === "" ? "" : textOf(folder, `mpconfigvariant_${variant}.mk`);
    const text = `${textOf(folder, "mpconfigboard.mk")}\n${own}`;
    const series = makeVariables(text)["MCU_SERIES"]!.toLowerCase();
    const mcu = textOf(port, "mcu", series, "mpconfigmcu.mk");
    const values = makeVariables(`${own}\n${text}\n${mcu}`);
    const arch = values["MPY_CROSS_MCU_ARCH"] as "armv6m" | "armv7m";
    const header = textOf(folder, "mpconfigboard.h");
    const isBeside = /MICROPY_HW_QSPIFLASH|MICROPY_HW_SPIFLASH\b/.test(header + (values["CFLAGS"] ?? ""));
    const ld = textOf(port, values["LD_FILES"]!.trim().split(" ")[0]!);
    const romfs = bytesOf(values["MICROPY_HW_ROMFS_BYTES"]!);
    const offset =
      region(ld.replace("LENGTH = _codesize", "LENGTH = 0"), "FLASH")!.start +
      bytesOf(values["MICROPY_HW_CODESIZE"]!) +
      romfs;
    const hasFilesystem = values["MICROPY_VFS_LFS2"] === "1" && !isBeside;
    const size = hasFilesystem ? symbol(ld, "_flashsize")! - offset : 0;
    if (size === 0 && romfs === 0) return [series as "samd51", arch];
    return withRomfs([series as "samd51", arch, offset, size], romfs);
  });
}

/** boards/memory.ld: in front of the bootloader's tail. */
function nrf(port: string): Rows {
  return boardsOf(port, (_board, _variant, folder) => {
    const make = textOf(folder, "mpconfigboard.mk");
    const values = makeVariables(make);
    const chip = values["MCU_VARIANT"]!;
    const arch = values["MCU_SERIES"] === "m0" ? "armv6m" : "armv7m";
    const layout = chip === "nrf51" ? "nrf51" : /uf2conv/.test(make) ? "nrf52840uf2" : "nrf";
    if (values["MICROPY_VFS_LFS2"] !== "1") return [layout, arch];
    const { BOOTLOADER_VERSION_MAJOR: major, BOOTLOADER_VERSION_MINOR: minor, BOOTLOADER: bootloader } = values;
    const more = bootloader ? `boards/${values["MCU_SUB_VARIANT"]}_${bootloader}_${major}.${minor}.x.ld` : "";
    const ld = [...values["LD_FILES"]!.trim().split(/ +/), more].map((file) => textOf(port, file || "none")).join("\n");
    const size = values["FS_SIZE"] ? bytesOf(values["FS_SIZE"]) : (symbol(ld, "_fs_size") ?? 64 * 1024);
    const end = symbol(ld, "_flash_size")! - (symbol(ld, "_bootloader_tail_size") ?? 0);
    return withRomfs([layout, arch, end - size, size], symbol(ld, "_micropy_hw_romfs_part0_size") ?? 0);
  });
}

/** boards/MIMXRT*.ld: from vfs_start to the end of the flash, but for what is reserved. */
function mimxrt(port: string): Rows {
  return boardsOf(port, (_board, _variant, folder) => {
    const values = makeVariables(textOf(folder, "mpconfigboard.mk"));
    const ld = textOf(port, "boards", `${values["MCU_SERIES"]}.ld`);
    const offset = symbol(ld, "vfs_start")!;
    const end = bytesOf(values["MICROPY_HW_FLASH_SIZE"]!) - bytesOf(values["MICROPY_HW_FLASH_RESERVED"] ?? "0");
    const isHyper = values["MICROPY_HW_FLASH_TYPE"] === "qspi_hyper_flash";
    const isInternal = values["MICROPY_HW_FLASH_TYPE"] === "internal";
    const uf2 = values["USE_UF2_BOOTLOADER"] === "1";
    const layout = isHyper ? "mimxrtHyper" : !uf2 ? "mimxrt" : isInternal ? "mimxrt1064uf2" : "mimxrtUf2";
    return withRomfs([layout, "armv7m", offset, end - offset], bytesOf(values["MICROPY_HW_ROMFS_BYTES"] ?? "0x40000"));
  });
}

/** The board's linker script: FLASH_FS. */
function renesasRa(port: string): Rows {
  return boardsOf(port, (_board, _variant, folder) => {
    const { LD_FILES = "" } = makeVariables(textOf(folder, "mpconfigboard.mk"));
    const ld = textOf(port, LD_FILES.trim().split(" ")[0]!);
    const { start, size } = region(ld, "FLASH_FS")!;
    return withRomfs(["renesas-ra", "armv7m", start, size], region(ld, "FLASH_ROMFS")?.size ?? 0);
  });
}

/** The board's linker script: FLASH_FS, where the filesystem is in the chip itself and in one piece. */
function stm32(port: string): Rows {
  const archs = makeVariables(textOf(port, "stm32.mk"));
  return boardsOf(port, (_board, variant, folder) => {
    const included = (text: string): string => withIncluded(text, port);
    const own = variant === "" ? "" : textOf(folder, `mpconfigvariant_${variant}.mk`);
    const make = makeVariables(included(`${own}\n${textOf(folder, "mpconfigboard.mk")}`));
    const arch = archs[`MPY_CROSS_MCU_ARCH_${make["MCU_SERIES"]}`] as "armv6m" | "armv7m";
    const header = included(textOf(folder, "mpconfigboard.h"));
    const isInternal = (cDefine(header, "MICROPY_HW_ENABLE_INTERNAL_FLASH_STORAGE") ?? "(1)") === "(1)";
    const isBeside = /SPIFLASH_SIZE_BYTES="\([1-9]/.test(make["CFLAGS"] ?? "");
    const isSplit = /define +MICROPY_HW_ENABLE_INTERNAL_FLASH_STORAGE_SEGMENT2 +\(1\)/.test(header);
    const ld = textOf(port, make["LD_FILES"]?.trim().split(" ")[0] ?? "none");
    const found = region(ld, "FLASH_FS");
    if (!isInternal || isBeside || isSplit || !found) return ["stm32", arch];
    return ["stm32", arch, found.start - 0x08000000, found.size];
  });
}
