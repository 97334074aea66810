// Where MicroPython's own firmware for common boards keeps its filesystems, as data (ports/rp2/boards/*/mpconfigboard.cmake,
// ports/rp2/rp2_flash.c and modules/_boot.py; ports/esp32/partitions-*.csv, main.c and modules/inisetup.py). A firmware built with
// other sizes needs other numbers: every field can be overridden where it is used.
import type { ImageOptions } from "./build.ts";
import type { Uf2Family } from "./uf2.ts";

/** A place on the flash that holds one filesystem. */
export interface FlashPartition {
  /** From the start of the flash, in bytes. */
  offset: number;
  /** In bytes. */
  size: number;
  /** What to give to `buildImage`. */
  image: ImageOptions;
}

/** What there is to know about a board's flash. */
export interface FlashBoard {
  /** MicroPython's name of the port. */
  port: "rp2" | "esp32";
  /** In bytes. */
  flashSize: number;
  /** By the name that the port gives them: "vfs" is mounted at "/" on rp2 and esp32, "romfs" at "/rom". */
  partitions: { vfs: FlashPartition; romfs?: FlashPartition | undefined };
  /** How its bootloader takes UF2: the address of the flash's first byte, and the family for a filesystem. */
  uf2?: { base: number; family: Uf2Family } | undefined;
}

/** Boards that there is a preset for. */
export type BoardName =
  | "RPI_PICO"
  | "RPI_PICO_W"
  | "RPI_PICO2"
  | "RPI_PICO2_W"
  | "ADAFRUIT_FEATHER_RP2040"
  | "ARDUINO_NANO_RP2040_CONNECT"
  | "SEEED_XIAO_RP2040"
  | "ESP32_2MIB"
  | "ESP32_4MIB"
  | "ESP32_8MIB"
  | "ESP32_16MIB"
  | "ESP32_4MIB_OTA"
  | "ESP32_8MIB_OTA"
  | "ESP32_4MIB_ROMFS";

const KIB = 1024;
const MIB = 1024 * KIB;

const littlefs = (offset: number, size: number, progSize?: number): FlashPartition => ({
  offset,
  size,
  image: { filesystem: "littlefs", size, ...(progSize === undefined ? {} : { progSize }) },
});

/**
 * rp2: the filesystem is the end of the flash; a firmware built with MICROPY_HW_ROMFS_BYTES has its ROMFS right in front of it.
 * RP2350's bootloader takes data for fixed addresses as "absolute".
 */
const rp2 = (flashSize: number, storage: number, family: "rp2040" | "rp2absolute"): FlashBoard => ({
  port: "rp2",
  flashSize,
  partitions: { vfs: littlefs(flashSize - storage, storage, 256) },
  uf2: { base: 0x10000000, family },
});

/** esp32: "vfs" is all that is left behind the last partition of the table. */
const esp32 = (flashSize: number, offset: number): FlashBoard => ({
  port: "esp32",
  flashSize,
  partitions: { vfs: littlefs(offset, flashSize - offset) },
});

/** Presets by MicroPython's name of the board; for esp32 by the size of the flash and the partition table. */
export const boards: Record<BoardName, FlashBoard> = {
  RPI_PICO: rp2(2 * MIB, 1408 * KIB, "rp2040"),
  RPI_PICO_W: rp2(2 * MIB, 848 * KIB, "rp2040"),
  RPI_PICO2: rp2(4 * MIB, 3 * MIB, "rp2absolute"),
  RPI_PICO2_W: rp2(4 * MIB, 2560 * KIB, "rp2absolute"),
  ADAFRUIT_FEATHER_RP2040: rp2(8 * MIB, 7 * MIB, "rp2040"),
  ARDUINO_NANO_RP2040_CONNECT: rp2(16 * MIB, 14 * MIB, "rp2040"),
  SEEED_XIAO_RP2040: rp2(2 * MIB, 1408 * KIB, "rp2040"),
  /** partitions-2MiB.csv */
  ESP32_2MIB: esp32(2 * MIB, 0x170000),
  /** partitions-4MiBplus.csv: ESP32_GENERIC and most others. */
  ESP32_4MIB: esp32(4 * MIB, 0x200000),
  ESP32_8MIB: esp32(8 * MIB, 0x200000),
  ESP32_16MIB: esp32(16 * MIB, 0x200000),
  /** partitions-4MiB-ota.csv */
  ESP32_4MIB_OTA: esp32(4 * MIB, 0x310000),
  /** partitions-8MiBplus-ota.csv */
  ESP32_8MIB_OTA: esp32(8 * MIB, 0x4f0000),
  /** partitions-4MiB-romfs.csv */
  ESP32_4MIB_ROMFS: {
    ...esp32(4 * MIB, 0x200000),
    partitions: {
      vfs: littlefs(0x200000, 2 * MIB),
      romfs: { offset: 0x1e0000, size: 0x20000, image: { filesystem: "romfs", size: 0x20000 } },
    },
  },
};
