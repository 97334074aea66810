// The messages of this folder: why a tree does not fit a filesystem, and what is wrong with an image.

import { FlashError } from "./error.ts";

/** An option of a filesystem or a file. `reason` quotes the value and says what to give instead. */
export function invalidOption(reason: string, path?: string): FlashError {
  return new FlashError("invalid-option", reason, { path });
}

// The tree.

export function emptyPath(): FlashError {
  return new FlashError("illegal-name", "a file has an empty path: give it a name");
}

/** `path` as given, `rooted` with a leading "/"; `fault` is one of those below. */
export function illegalName(path: string, rooted: string, fault: string): FlashError {
  return new FlashError("illegal-name", `${JSON.stringify(path)} has ${fault}: no filesystem can hold it`, {
    path: rooted,
  });
}

export const EMPTY_NAME = "an empty name";
export const SLASH_IN_NAME = 'a "/" in a name';
export const NUL_IN_NAME = "a NUL character";
export const HALF_SURROGATE = "half of a surrogate pair";

export function dotName(name: string): string {
  return `the name "${name}"`;
}

export function tooDeep(path: string, rooted: string, levels: number, most: number): FlashError {
  return new FlashError("name-too-long", `${path} is nested ${levels} levels deep: the limit is ${most}`, {
    path: rooted,
  });
}

export function pathTaken(path: string, by: "file" | "directory"): FlashError {
  const both = by === "file" ? "two files have" : "a file and a directory have";
  return new FlashError("duplicate", `${both} the path ${path}: leave one of them out`, { path });
}

export function belowFile(file: string, path: string): FlashError {
  return new FlashError("duplicate", `${file} is a file, so ${path} cannot lie below it: rename one of them`, {
    path: file,
  });
}

export function wrongTime(path: string, mtime: number): FlashError {
  return invalidOption(`the mtime of ${path} is ${mtime}: give milliseconds since 1970`, path);
}

// Sizes.

/** `bytes` is the size of the file or its content, `most` the filesystem's limit. */
export function fileTooLarge(filesystem: string, path: string, bytes: number, most: number): FlashError {
  return new FlashError("file-too-large", `${path} has ${bytes} bytes: ${filesystem} allows ${most}`, {
    path,
    missing: bytes - most,
  });
}

/** `unit` is the unit of the length, `by` what limits it. */
export function longName(
  path: string,
  length: number,
  unit: "bytes" | "characters",
  by: string,
  most: number,
): FlashError {
  return new FlashError("name-too-long", `the name of ${path} has ${length} ${unit}: ${by} allows ${most}`, { path });
}

/** `beyond` is the first file that does not fit, `largest` the largest of all. */
export function romfsIsFull(
  used: number,
  size: number,
  beyond: string | undefined,
  largest: { readonly path: string; readonly size: number } | undefined,
): FlashError {
  const missing = used - size;
  const advice = largest === undefined ? "" : `; the largest file is ${largest.path} with ${largest.size} bytes`;
  return new FlashError(
    "full",
    `the ROMFS image needs ${used} bytes and the partition has ${size}: ${missing} bytes too few${advice}`,
    { path: beyond, missing },
  );
}

/** `used` and `available` are numbers of `units`: "blocks". `beyond` is the first file that does not fit. */
export function filesystemIsFull(
  filesystem: string,
  units: string,
  { used, available, size }: { used: number; available: number; size: number },
  beyond: string | undefined,
): FlashError {
  const missing = (used - available) * size;
  const first = beyond === undefined ? "" : `; ${beyond} is the first that does not fit`;
  return new FlashError(
    "full",
    `the ${filesystem} image needs ${used} ${units} of ${size} bytes and the partition has ${available}: ` +
      `${missing} bytes too few${first}`,
    { path: beyond, missing },
  );
}

export function directoryIsFull(path: string, missing: number): FlashError {
  return new FlashError("full", `directory ${path} has more entries than FAT allows`, { path, missing });
}

export function largeEntry(path: string, size: number, blockSize: number, room: number): FlashError {
  return new FlashError(
    "name-too-long",
    `the entry of ${path} takes ${size} bytes: a block of ${blockSize} has room for ${room}`,
    { path },
  );
}

// Options.

export function unknownFilesystem(name: unknown): FlashError {
  return invalidOption(`filesystem is "${name}": give "romfs", "littlefs" or "fat"`);
}

export function wrongAlign(align: number, most: number): FlashError {
  return invalidOption(`align is ${align}: give a power of two from 1 to ${most}`);
}

export function noNumberOfBytes(filesystem: string, option: string, value: number): FlashError {
  return invalidOption(`${filesystem}: ${option} is ${value}: give a number of bytes`);
}

export function noMultiple(
  filesystem: string,
  option: readonly [name: string, value: number],
  of: readonly [name: string, value: number],
): FlashError {
  return invalidOption(`${filesystem}: ${option.join(" ")} is no multiple of ${of.join(" ")}`);
}

export function unknownDiskVersion(version: string): FlashError {
  return invalidOption(`LittleFS: diskVersion is "${version}": give "2.0" or "2.1"`);
}

export function smallBlocks(size: number, least: number): FlashError {
  return invalidOption(`LittleFS: blockSize is ${size}: LittleFS needs at least ${least}`);
}

export function lessThanTwoBlocks(size: number, blockSize: number): FlashError {
  return invalidOption(`LittleFS: size ${size} is less than two blocks of ${blockSize}`);
}

export function largeNameMax(nameMax: number, most: number): FlashError {
  return invalidOption(`LittleFS: nameMax is ${nameMax}: the limit is ${most}`);
}

export function wrongSectorSize(size: number): FlashError {
  return invalidOption(`FAT: sectorSize is ${size}: give 512, 1024, 2048 or 4096`);
}

export function wrongClusterSize(size: number, sectorSize: number, most: number): FlashError {
  return invalidOption(`FAT: clusterSize is ${size}: give a power of two of ${sectorSize} to ${most}`);
}

export function noVolumeWithClusters(size: number, clusterSize: number): FlashError {
  return invalidOption(`FAT: no FAT12 or FAT16 volume of ${size} bytes has clusters of ${clusterSize}`);
}

export function noFatVolume(size: number): FlashError {
  return invalidOption(`FAT: ${size} bytes are too few or too many for a FAT12 or FAT16 volume`);
}

// Names on FAT.

/** `fault` is one of those below. */
export function illegalFatName(path: string, fault: string): FlashError {
  return new FlashError("illegal-name", `${path} has ${fault}: rename it, or use LittleFS or ROMFS`, { path });
}

export const DOT_AT_END = "a dot or a space at the end of a name, which FAT drops";
export const NOT_ASCII = "a character outside of ASCII, which MicroPython's FAT driver misreads";

export function characterNotInFat(character: string): string {
  return `the character ${JSON.stringify(character)}, which FAT does not allow`;
}

export function caseClash(path: string, other: string): FlashError {
  return new FlashError("case-clash", `${other} and ${path} differ only in case, which FAT takes for one name`, {
    path,
  });
}

// UF2 and the esp32 port's firmware.bin.

export function wrongUf2Address(address: number, multiple: number): FlashError {
  return invalidOption(`UF2 address ${hex(address)}: give a multiple of ${multiple} below 4 GiB`);
}

export function segmentsOverlap(address: number): FlashError {
  return invalidOption(`UF2 segments overlap at address ${hex(address)}`);
}

export function firmwareOfOtherChip(family: number | undefined): FlashError {
  const name = family === undefined ? "without a family" : `of family ${hex(family)}`;
  return invalidOption(`the firmware is ${name}, for another chip than the filesystem`);
}

/** Addresses and sizes in bytes; the filesystem from `start` up to `end`. */
export function firmwareOverlaps(firmware: { address: number; size: number }, start: number, end: number): FlashError {
  return invalidOption(
    `the firmware has ${hex(firmware.size)} bytes at ${hex(firmware.address)}, and the filesystem begins at ${hex(start)} ` +
      `and ends at ${hex(end)}: they overlap`,
  );
}

/** `partitions` are those that the firmware has, with size and offset in bytes. */
export function noPartition(
  label: string,
  filesystem: string,
  partitions: readonly { readonly label: string; readonly size: number; readonly offset: number }[],
): FlashError {
  const all = partitions.map((one) => `${one.label} (${one.size / 1024}K at ${hex(one.offset)})`).join(", ");
  return invalidOption(`the firmware has no partition "${label}" for ${filesystem}; it has ${all}`);
}

export function partitionElsewhere(label: string, offset: number, boards: number): FlashError {
  return invalidOption(
    `the firmware's partition "${label}" is at ${hex(offset)}, and the board's is at ${hex(boards)}: it is for another board`,
  );
}

export function imageLargerThanPartition(bytes: number, label: string, size: number): FlashError {
  return invalidOption(`the image has ${bytes} bytes, and the firmware's partition "${label}" ${size}`);
}

export function firmwareBehindPartition(end: number, label: string): FlashError {
  return invalidOption(`the firmware ends at ${hex(end)}, behind the start of its partition "${label}": they overlap`);
}

// Bytes that are no image that can be read.

/** `reason` says which format was expected, and what speaks against it. */
function unknownFormat(reason: string): FlashError {
  return new FlashError("unknown-format", reason);
}

export const noImage = (): FlashError => unknownFormat("no image of ROMFS, LittleFS 2, FAT12 or FAT16");
export const noRomfs = (): FlashError => unknownFormat("no ROMFS image: it does not begin with d2 cd 31");
export const noFat = (): FlashError => unknownFormat("no FAT image: it does not begin with a boot sector");
export const fat32 = (): FlashError => unknownFormat("this is a FAT32 image: FAT12 and FAT16 are known");
export const noUf2 = (): FlashError => unknownFormat("no UF2 file: it does not begin with a UF2 block");
export const noFirmwareBin = (): FlashError =>
  unknownFormat("no firmware.bin of the esp32 port: it has no bootloader with a partition table behind it");

/** `blockSize` in bytes, if it is given. */
export function noLittlefs(blockSize: number | undefined): FlashError {
  const blocks = blockSize === undefined ? "" : ` with blocks of ${blockSize} bytes`;
  return unknownFormat(`no LittleFS image: no superblock found${blocks}`);
}

export function otherDiskVersion(major: number, minor: number): FlashError {
  return unknownFormat(`this LittleFS image has disk version ${major}.${minor}: 2.0 and 2.1 are known`);
}

// Damaged images.

/** A damaged image. `fault` is one of those below, `offset` its place in bytes. */
export function corrupt(format: string, fault: string, offset: number): FlashError {
  return new FlashError("corrupt", `corrupt ${format} image: ${fault} at byte ${hex(offset)}`, { offset });
}

export const UNUSED_RECORD = "a record of kind 0";
export const DATA_OUTSIDE = "a pointer to data outside of the image";
export const FILE_WITHOUT_CONTENT = "a file without content";
export const WRONG_BOOT_SECTOR = "a boot sector that makes no sense";
export const BOOT_SECTOR_OF_OTHER_SIZE = "a boot sector that does not fit the size";
export const CUT_OFF_BLOCK = "a block that is cut off";
export const BLOCK_WITHOUT_MARK = "a block without its mark";

export const deepNesting = (most: number): string => `more than ${most} nested directories`;
export const inDirectory = (fault: string, directory: string): string => `${fault} in ${directory}`;
export const longPath = (most: number): string => `a path of more than ${most} characters`;
export const secondEntry = (path: string): string => `a second entry ${path}`;
export const largePayload = (size: number): string => `a block with ${size} bytes`;
export const partitionsOverlap = (first: string, second: string): string => `"${first}" reaches into "${second}"`;
export const clusterNotThere = (path: string, cluster: number): string =>
  `${path} leads to cluster ${cluster}, which is not there`;
export const clusterUsedTwice = (path: string, cluster: number): string =>
  `${path} uses cluster ${cluster}, which is used already`;
export const clusterBehindEnd = (path: string, cluster: number): string =>
  `cluster ${cluster} of ${path} lies behind the end`;
export const blockOutside = (block: number): string => `block ${block} lies outside`;
export const noCommit = (first: number, second: number): string =>
  `no valid commit in the blocks ${first} and ${second}`;
export const manyEntries = (most: number): string => `more than ${most} entries in a pair`;
export const blockNotThere = (block: number): string => `a pointer to block ${block}, which is not there`;
export const blockUsedTwice = (block: number): string => `block ${block} is used twice`;
export const circleOfDirectories = (path: string): string => `a circle of directories at ${path}`;
export const directoryWithoutPlace = (path: string): string => `directory ${path} has no place`;
export const pairNotOnThread = (first: number, second: number): string =>
  `the pair of blocks ${first} and ${second} is not on the thread`;
export const fileNotThere = (path: string): string => `file ${path} has no content`;
export const fileLargerThanImage = (path: string): string => `${path} is larger than the image`;

function hex(value: number): string {
  return `0x${value.toString(16)}`;
}
