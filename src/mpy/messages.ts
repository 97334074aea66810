// The messages of this folder: what is wrong with an .mpy file, why files cannot be merged or frozen, and why a device
// does not load a file.

// Damaged files.

/** A fault in a part of the file: "header". */
export const inPart = (part: string, reason: string): string => `${part}: ${reason}`;

export const EMPTY_FILE = "the file is empty";
export const WRONG_FIRST_BYTE = 'the first byte is neither "M" nor CircuitPython\'s "C"';
export const NO_NUL = "no NUL after the string";
export const NO_NUMBER = "not a number";
export const RELOCATIONS_IN_ASSEMBLER = "relocations in assembler code";
export const NO_SOURCE_NAME = "there is no source name";
export const NAME_NOT_IN_TABLE = "a function's name is not in the qstr table";
export const JUMP_TO_NO_INSTRUCTION = "a jump leads to no instruction";

export const otherFormatVersion = (version: number, own: number): string =>
  `format version ${version}; this package reads version ${own}`;
export const moreBytes = (count: number): string => `${count} more bytes follow`;
export const noStaticQstr = (number: number): string => `there is no static qstr ${number}`;
export const noQstr = (number: number): string => `there is no qstr ${number}`;
export const unknownConstantType = (type: number): string => `unknown type ${type}`;
export const preludeOutside = (offset: number): string => `prelude offset ${offset} is outside of the code`;
export const opcodeBeyondCode = (opcode: number): string =>
  `opcode 0x${opcode.toString(16).padStart(2, "0")} goes on beyond the code`;
export const deepFunctions = (most: number): string => `functions nest deeper than ${most}`;
export const noComplexNumber = (text: string): string => `"${text}" is no complex number`;

// Damaged preludes.

export const SHORT_PRELUDE = "the prelude ends early";
export const LONG_SIGNATURE = "the prelude's signature is too long";
export const LONG_SIZES = "the prelude's sizes are too long";
export const NAME_OUT_OF_RANGE = "a name's number is out of range";
export const PRELUDE_BEYOND_CODE = "the prelude goes on beyond the code";
export const NAMES_BEYOND_PRELUDE = "the prelude's names go on beyond its end";

// Merging.

export const NOTHING_TO_MERGE = "nothing to merge";
export const FLAGS_WITHOUT_NATIVE = "architecture flags make no sense without native code";
export const MIXED_IMPLEMENTATIONS = "files for CircuitPython and for MicroPython do not go together";
export const SEVERAL_NATIVE = "only one of the files to merge may contain native code";
export const NATIVE_NOT_MOVABLE = "native code cannot be moved to other tables";
export const LONG_FUNCTION = "a function is too long: one of its jumps cannot reach its target";
export const UNSETTLED_JUMPS = "a function's jumps do not settle";

export const otherSubVersion = (version: number, own: number): string =>
  `its native code is of sub-version ${version}, not ${own}`;

// Freezing.

export const NOTHING_TO_FREEZE = "nothing to freeze";
export const LARGE_C_SOURCE = "the C source would be larger than 100 MB";
export const CIRCUITPYTHON_NOT_FROZEN = "the file is for CircuitPython, and frozen code is for MicroPython";
export const SOURCE_NAME_NOT_ASCII = "the source name has characters outside of ASCII, and becomes part of a C name";
export const OTHER_ARCH_THAN_BEFORE = "its native code is for another architecture than that of the files before";
export const STRING_NOT_UTF8 = "a string is not valid UTF-8, which frozen code cannot hold";

export const unknownLongInt = (name: string): string => `unknown long int "${name}"`;
export const wrongDigitBits = (bits: number): string => `a digit of a big integer has 1 to 64 bits, not ${bits}`;
export const noQstrSetting = (name: string): string =>
  `the qstr header gives no ${name}: it should be the genhdr/qstrdefs.preprocessed.h of a firmware build`;
export const longArgumentNames = (most: number): string =>
  `the argument names of a function have more than ${most} characters`;
export const longCName = (most: number): string => `a function's C name has more than ${most} characters`;
export const deepTuples = (most: number): string => `tuples nest deeper than ${most}`;
/** The wording of mpy-tool.py. `where` is the module and the function. */
export const relocationsNotFrozen = (where: string): string => `${where}: unable to freeze code with relocations`;
/** The wording of mpy-tool.py. */
export const noLongInts = (where: string): string => `${where}: target does not support long int`;

// Listing.

export const noListing = (reason: string): string => `machine code cannot be listed: ${reason}`;

// The device that a file is for.

export const unknownRelease = (firmware: string): string =>
  `"${firmware}" is no release of MicroPython from 1.12 on or CircuitPython from 7.0 on`;
export const NO_DEVICE = "a device needs its firmware's release or its _mpy number";
export const wrongMpyNumber = (number: number): string => `${number} is no value of sys.implementation._mpy`;
export const noArch = (arch: string): string => `there is no architecture "${arch}"`;

// Why a device does not load a file: what is wrong, and what to do. `device` is its name in words: "MicroPython 1.24.1".

/** What is wrong, and what to do. */
interface LoadFault {
  readonly message: string;
  readonly remedy: string;
}

export function forOtherImplementation(made: string, device: string, runs: string): LoadFault {
  return {
    message: `the file is for ${made}, ${device} loads files for ${runs} only`,
    remedy: `compile the source for ${device}`,
  };
}

/** Releases of MicroPython in words, if they are known: those that load the file, and those that make one for the device. */
interface Releases {
  readonly readers: string | undefined;
  readonly compilers: string | undefined;
}

export function otherVersion(
  version: number,
  device: string,
  devices: number,
  { readers, compilers }: Releases,
): LoadFault {
  return {
    message: `the file is of .mpy version ${version}, ${device} loads version ${devices}`,
    remedy:
      (readers === undefined ? "" : `install MicroPython ${oneOf(readers)} on the device, or `) +
      `compile the file with an mpy-cross for version ${devices}` +
      (compilers === undefined ? "" : ` (MicroPython ${compilers})`),
  };
}

/** Releases to choose from: "1.23 or later". */
function oneOf(releases: string): string {
  return releases.replace(" and later", " or later");
}

/** Versions with sub-version: "6.3". */
export function otherNativeVersion(
  version: string,
  device: string,
  devices: string,
  { readers, compilers }: Releases,
): LoadFault {
  return {
    message: `the file's native code is of version ${version}, ${device} loads ${devices}`,
    remedy:
      (readers === undefined ? "" : `install MicroPython ${oneOf(readers)} on the device, or `) +
      `compile with an mpy-cross for ${devices}` +
      `${compilers === undefined ? "" : ` (MicroPython ${compilers})`}, or without native code`,
  };
}

export function nativeSinceRelease(arch: string, release: string): LoadFault {
  return {
    message: `the file has native code for ${arch}, and MicroPython loads such code from ${release} on`,
    remedy: "compile without native code, or use a newer firmware",
  };
}

export function noNativeCode(arch: string, device: string): LoadFault {
  return {
    message: `the file has native code for ${arch}, and ${device} loads none`,
    remedy: "compile without native code, or use a firmware that is built with a native emitter",
  };
}

export function otherArch(arch: string, device: string, own: string): LoadFault {
  return {
    message: `the file has native code for ${arch}, ${device} runs ${own}`,
    remedy: `compile with -march=${own}`,
  };
}

export function flagsSinceRelease(flags: string, release: string): LoadFault {
  return {
    message: `the file needs the architecture flags ${flags}, and MicroPython reads flags from ${release} on`,
    remedy: "compile without -march-flags",
  };
}

/** `offered` are the device's flags. */
export function otherFlags(flags: string, device: string, offered: readonly string[]): LoadFault {
  return {
    message: `the file needs the architecture flags ${flags}, ${device} has ${offered.join(", ") || "none"}`,
    remedy: offered.length > 0 ? `compile with -march-flags=${offered.join(",")}` : "compile without -march-flags",
  };
}

export function wideSmallInts(bits: number, devices: number): LoadFault {
  return {
    message: `the file needs small ints of ${bits} bits, the device has ${devices}`,
    remedy: `compile with -msmall-int-bits=${devices}`,
  };
}

// What is not known about the device.

export const UNKNOWN_IMPLEMENTATION = "whether the device runs CircuitPython, which the file is for";
export const unknownDeviceArch = (arch: string): string =>
  `the device's architecture: the file has native code for ${arch}`;
export const unknownDeviceFlags = (flags: string): string => `the device's architecture flags: the file needs ${flags}`;
export const unknownSmallInts = (bits: number): string =>
  `the width of the device's small ints: the file needs ${bits} bits`;
