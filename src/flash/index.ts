// unplugin-micropython/flash: file trees as images of the filesystems that MicroPython boards mount, and back.
export { boards, BOARDS_VERSION } from "./boards/index.ts";
export type { BoardArch, BoardName, BoardPort, FlashBoard, FlashPartition } from "./boards/index.ts";
export { buildImage, filesystemOf, readImage } from "./build.ts";
export type { ImageOptions, ReadOptions } from "./build.ts";
export { FlashError } from "./error.ts";
export type { FlashErrorCode, FlashErrorFacts } from "./error.ts";
export type { FatOptions } from "./fat/format.ts";
export type { FatContents } from "./fat/read.ts";
export type { Filesystem, FlashContents, FlashImage, FoundFile, PlacedFile } from "./image.ts";
export type { DiskVersion, LittlefsOptions } from "./littlefs/format.ts";
export type { LittlefsContents, LittlefsReadOptions } from "./littlefs/read.ts";
export type { RomfsOptions } from "./romfs/write.ts";
export { mergeEsp32, readEsp32Firmware } from "./esp32.ts";
export type { Esp32Firmware, Esp32Partition, MergedEsp32 } from "./esp32.ts";
export { mergeUf2 } from "./uf2-merge.ts";
export type { FlashFile, FlashTree } from "./tree.ts";
export { fromUf2, toUf2, uf2Families } from "./uf2.ts";
export type { Uf2Family, Uf2Segment } from "./uf2.ts";
