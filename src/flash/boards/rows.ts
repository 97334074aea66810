// The format of the table of boards: a row has a layout, an architecture, and the place of the filesystem. Layouts
// contain the common facts of several boards.

import type { ImageOptions } from "../build.ts";
import type { Uf2Family } from "../uf2.ts";

/** Architectures of the boards' native code, as MicroPython's builds pass them to mpy-cross. */
export type BoardArch = "armv6m" | "armv7m" | "xtensa" | "xtensawin" | "rv32imc";

/** Ports of the boards, by MicroPython's names. */
export type BoardPort = "rp2" | "esp32" | "esp8266" | "samd" | "nrf" | "mimxrt" | "renesas-ra" | "stm32";

/** Names of layouts. */
export type LayoutName =
  | "rp2040"
  | "rp2350"
  | "esp32"
  | "esp32fat"
  | "esp8266"
  | "samd21"
  | "samd51"
  | "nrf"
  | "nrf51"
  | "nrf52840uf2"
  | "mimxrt"
  | "mimxrtUf2"
  | "mimxrt1064uf2"
  | "mimxrtHyper"
  | "renesas-ra"
  | "stm32";

/**
 * A board: its layout, the architecture of its native code, offset and size of its filesystem in bytes from the start
 * of the flash, and the size of the ROMFS directly before it. A filesystem of size 0, or none, has no known place: it
 * is in another chip, in two pieces, or of an unsupported kind.
 */
export type BoardRow = readonly [layout: LayoutName, arch: BoardArch, offset?: number, size?: number, romfs?: number];

/** The common facts of several boards. */
export interface Layout {
  readonly port: BoardPort;
  /** The filesystem, without its size. */
  readonly image: ImageKind;
  /** Path at which the board mounts it. */
  readonly mount: "/" | "/flash";
  /** Facts for UF2 files: the address of the flash's first byte, and the family for data. */
  readonly uf2?: { readonly base: number; readonly family: Uf2Family };
}

type ImageKind = ImageOptions extends infer T ? (T extends { size: number } ? Omit<T, "size"> : never) : never;

/** Layouts. Sources are files of MicroPython's ports. */
export const LAYOUTS: Readonly<Record<LayoutName, Layout>> = {
  /** rp2: modules/_boot.py; RP2350's bootloader takes data for fixed addresses as "absolute". */
  rp2040: {
    port: "rp2",
    image: { filesystem: "littlefs", progSize: 256 },
    mount: "/",
    uf2: { base: 0x10000000, family: "rp2040" },
  },
  rp2350: {
    port: "rp2",
    image: { filesystem: "littlefs", progSize: 256 },
    mount: "/",
    uf2: { base: 0x10000000, family: "rp2absolute" },
  },
  /** esp32: modules/inisetup.py, by the partition's name. */
  esp32: { port: "esp32", image: { filesystem: "littlefs" }, mount: "/" },
  esp32fat: { port: "esp32", image: { filesystem: "fat" }, mount: "/" },
  /** esp8266: modules/flashbdev.py, modules/inisetup.py */
  esp8266: { port: "esp8266", image: { filesystem: "littlefs" }, mount: "/" },
  /** samd: modules/_boot.py, mcu/*\/mpconfigmcu.h (VFS_BLOCK_SIZE_BYTES), mcu/*\/mpconfigmcu.mk (UF2CONV_FLAGS) */
  samd21: { port: "samd", image: { filesystem: "littlefs", blockSize: 1536, progSize: 256 }, mount: "/" },
  samd51: {
    port: "samd",
    image: { filesystem: "littlefs", blockSize: 2048, progSize: 256 },
    mount: "/",
    uf2: { base: 0, family: "samd51" },
  },
  /** nrf: modules/scripts/_boot.py, drivers/flash.h (FLASH_PAGESIZE) */
  nrf: { port: "nrf", image: { filesystem: "littlefs" }, mount: "/flash" },
  nrf51: { port: "nrf", image: { filesystem: "littlefs", blockSize: 1024 }, mount: "/flash" },
  nrf52840uf2: {
    port: "nrf",
    image: { filesystem: "littlefs" },
    mount: "/flash",
    uf2: { base: 0, family: "nrf52840" },
  },
  /** mimxrt: modules/_boot.py, hal/qspi_*_config.c (sectorSize), Makefile (MICROPY_HW_FLASH_BASE) */
  mimxrt: { port: "mimxrt", image: { filesystem: "littlefs", progSize: 256 }, mount: "/flash" },
  mimxrtUf2: {
    port: "mimxrt",
    image: { filesystem: "littlefs", progSize: 256 },
    mount: "/flash",
    uf2: { base: 0x60000000, family: "mimxrt10xx" },
  },
  mimxrt1064uf2: {
    port: "mimxrt",
    image: { filesystem: "littlefs", progSize: 256 },
    mount: "/flash",
    uf2: { base: 0x70000000, family: "mimxrt10xx" },
  },
  mimxrtHyper: {
    port: "mimxrt",
    image: { filesystem: "littlefs", blockSize: 256 * 1024, progSize: 256 },
    mount: "/flash",
  },
  /** renesas-ra and stm32: factoryreset.c, main.c (init_flash_fs) */
  "renesas-ra": { port: "renesas-ra", image: { filesystem: "fat" }, mount: "/flash" },
  stm32: { port: "stm32", image: { filesystem: "fat" }, mount: "/flash" },
};
