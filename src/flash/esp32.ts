// Merges a firmware.bin of MicroPython's esp32 port with a filesystem into one file for esptool. The port's makeimg.py
// makes firmware.bin from bootloader, partition table and program, beginning at the bootloader's address. The partition
// table has the place of the filesystem.

import type { Filesystem } from "./image.ts";
import {
  corrupt,
  firmwareBehindPartition,
  imageLargerThanPartition,
  noFirmwareBin,
  noPartition,
  partitionElsewhere,
  partitionsOverlap,
} from "./messages.ts";

/** A row of the partition table (components/partition_table of ESP-IDF: gen_esp32part.py). */
export interface Esp32Partition {
  /** "vfs" is LittleFS, "ffat" FAT, "romfs" ROMFS (ports/esp32: modules/inisetup.py, vfs_rom_ioctl.c). */
  readonly label: string;
  /** 0 is a program, 1 data. */
  readonly type: number;
  readonly subtype: number;
  /** From the start of the flash, in bytes. */
  readonly offset: number;
  /** In bytes. */
  readonly size: number;
}

/** The content of a firmware.bin. */
export interface Esp32Firmware {
  /** Address on the flash for writing it: that of the bootloader. */
  readonly start: number;
  /** In the order of the table. */
  readonly partitions: readonly Esp32Partition[];
}

/** A firmware with a filesystem. */
export interface MergedEsp32 {
  readonly bytes: Uint8Array;
  /** Address on the flash for `esptool write_flash`. */
  readonly start: number;
  readonly partition: Esp32Partition;
}

/** Offset of the table on the flash (CONFIG_PARTITION_TABLE_OFFSET) and its maximum size, in bytes. */
const TABLE_OFFSET = 0x8000;
const TABLE_SIZE = 0xc00;
/** Offsets of the bootloader on ESP32 and S2; S3, C2, C3, C6 and H2; C5 and P4. */
const BOOTLOADER_OFFSETS = [0x1000, 0x0, 0x2000];
const ENTRY_SIZE = 32;
const ENTRY_MAGIC = 0x50aa;
const CHECKSUM_MAGIC = 0xebeb;
const LABEL_SIZE = 16;
/** The first byte of a program for the bootloader, and of the bootloader itself. */
const IMAGE_MAGIC = 0xe9;

/** Labels of partitions, by filesystem. */
const LABELS: Readonly<Record<Filesystem, string>> = { littlefs: "vfs", fat: "ffat", romfs: "romfs" };

/**
 * Reads the partition table of a firmware.bin. @throws {FlashError} "unknown-format", or "corrupt" if partitions
 * overlap
 */
export function readEsp32Firmware(firmware: Uint8Array): Esp32Firmware {
  const view = new DataView(firmware.buffer, firmware.byteOffset, firmware.byteLength);
  const start = BOOTLOADER_OFFSETS.find((offset) => {
    const at = TABLE_OFFSET - offset;
    return (
      at + ENTRY_SIZE <= firmware.length && firmware[0] === IMAGE_MAGIC && view.getUint16(at, true) === ENTRY_MAGIC
    );
  });
  if (start === undefined) {
    throw noFirmwareBin();
  }
  const partitions: Esp32Partition[] = [];
  const table = TABLE_OFFSET - start;
  for (let at = table; at + ENTRY_SIZE <= Math.min(firmware.length, table + TABLE_SIZE); at += ENTRY_SIZE) {
    const magic = view.getUint16(at, true);
    if (magic === CHECKSUM_MAGIC) continue;
    if (magic !== ENTRY_MAGIC) break;
    const label = firmware.subarray(at + 12, at + 12 + LABEL_SIZE);
    const end = label.indexOf(0);
    partitions.push({
      label: new TextDecoder().decode(end < 0 ? label : label.subarray(0, end)),
      type: firmware[at + 2]!,
      subtype: firmware[at + 3]!,
      offset: view.getUint32(at + 4, true),
      size: view.getUint32(at + 8, true),
    });
  }
  const sorted = [...partitions].sort((a, b) => a.offset - b.offset);
  for (const [index, { label, offset }] of sorted.entries()) {
    const before = sorted[index - 1];
    if (before === undefined || before.offset + before.size <= offset) continue;
    throw corrupt("partition table", partitionsOverlap(before.label, label), table);
  }
  return { start, partitions };
}

/**
 * Puts a filesystem into a firmware.
 *
 * @param filesystem the image, and the offset of its partition in the board's preset, in bytes from the start of the
 * flash
 * @throws {FlashError} "unknown-format" or "corrupt" for a file that is not a firmware.bin; "invalid-option" if it has
 * no such partition, has it at another place, or the program overlaps it.
 */
export function mergeEsp32(
  firmware: Uint8Array,
  filesystem: { readonly kind: Filesystem; readonly bytes: Uint8Array; readonly offset?: number | undefined },
): MergedEsp32 {
  const { start, partitions } = readEsp32Firmware(firmware);
  const { kind, bytes } = filesystem;
  const partition = partitions.find(({ label }) => label === LABELS[kind]);
  if (partition === undefined) throw noPartition(LABELS[kind], kind, partitions);
  const { offset, size, label } = partition;
  if (filesystem.offset !== undefined && filesystem.offset !== offset) {
    throw partitionElsewhere(label, offset, filesystem.offset);
  }
  if (bytes.length > size) throw imageLargerThanPartition(bytes.length, label, size);
  if (start + firmware.length > offset) throw firmwareBehindPartition(start + firmware.length, label);
  const merged = new Uint8Array(offset - start + bytes.length).fill(0xff);
  merged.set(firmware);
  merged.set(bytes, offset - start);
  return { bytes: merged, start, partition };
}
