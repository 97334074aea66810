// Checks whether a device loads a file, by the rules of the loader (py/persistentcode.c, mp_raw_code_load). The
// loader's only message is "incompatible .mpy file"; this check names each broken rule and its remedy.

import { ARCH_FLAGS, ARCH_NUMBERS, nameArchFlags, nameArch } from "../file/arch.ts";
import type { ArchName } from "../file/arch.ts";
import { MpyToolError } from "../file/error.ts";
import { MPY_VERSION } from "../file/model.ts";
import type { MpyHeader } from "../file/model.ts";
import { readMpy, readMpyHeader } from "../file/read.ts";
import { behaviourOf, mpyVersionOf, nearestRelease, releasesFor } from "../../firmware/index.ts";
import type { Behaviour } from "../../firmware/index.ts";
import {
  flagsSinceRelease,
  forOtherImplementation,
  nativeSinceRelease,
  NO_DEVICE,
  noArch,
  noNativeCode,
  otherArch,
  otherFlags,
  otherNativeVersion,
  otherVersion,
  UNKNOWN_IMPLEMENTATION,
  unknownDeviceArch,
  unknownDeviceFlags,
  unknownRelease,
  unknownSmallInts,
  wideSmallInts,
  wrongMpyNumber,
} from "../messages.ts";

/** Properties of a device; `mpy` or `firmware` is required. A later field overrides an earlier one. */
export interface DeviceInfo {
  /** The release on it, from 1.12 on: "1.24.1", "circuitpython 9.2.9". */
  firmware?: string;
  /** `sys.implementation._mpy` as the device prints it: format version, sub-version, architecture and its flags. */
  mpy?: number;
  /** Architecture of native code that the device loads; "none" if it loads none. */
  arch?: ArchName | "none";
  /** Width of the device's small ints in bits: by default 31 on 32-bit boards, 63 on 64-bit machines. */
  smallIntBits?: number;
}

/** A rule of the loader that a file breaks. */
export interface CompatibilityProblem {
  readonly code:
    | "implementation"
    | "version"
    | "native-version"
    | "no-native-code"
    | "arch"
    | "arch-flags"
    | "small-int-bits";
  /** The mismatch, with the values of file and device. */
  readonly message: string;
  /** What to change. */
  readonly remedy: string;
}

/** Result of {@link checkCompatible}. */
export interface Compatibility {
  /** Whether the device loads the file, as far as its properties are known. */
  readonly loads: boolean;
  /** Every rule that the file breaks. */
  readonly problems: readonly CompatibilityProblem[];
  /** Unknown properties of the device, which were not checked; empty if the result is certain. */
  readonly unknown: readonly string[];
}

/** Properties of the device that the loader compares; undefined if unknown. */
interface Loader {
  /** Whether it is CircuitPython. */
  readonly circuitPython: boolean | undefined;
  readonly version: number;
  readonly subVersion: number;
  /** 0: no native code. */
  readonly arch: number | undefined;
  readonly archFlags: number | undefined;
  readonly smallIntBits: number | undefined;
  /** The device's name in messages. */
  readonly name: string;
  /** Features of its release, if known. */
  readonly behaviour: Behaviour | undefined;
}

/** Checks whether a device loads an .mpy file. If not, the result has each broken rule and its remedy. Any file that
 * begins as an .mpy file of MicroPython or CircuitPython can be checked, of other format versions too.
 * @param device its properties, or only its release or its number of `sys.implementation._mpy`.
 * @throws MpyToolError if `device` has neither release nor number, or wrong values; MpyFormatError if `mpy` is not an
 *   .mpy file.
 */
export function checkCompatible(mpy: Uint8Array, device: DeviceInfo | string | number): Compatibility {
  const loader = resolveDevice(typeof device === "object" ? device : shortDevice(device));
  const header = readMpyHeader(mpy);
  const problems: CompatibilityProblem[] = [];
  const unknown: string[] = [];
  const check = { header, loader, problems, unknown };
  checkImplementation(check);
  if (header.version !== loader.version) {
    problems.push(versionProblem(check));
  } else {
    if (header.version === MPY_VERSION) readMpy(mpy);
    if (header.arch !== 0) checkNative(check);
    checkArchFlags(check);
    checkSmallInts(check);
  }
  return { loads: problems.length === 0, problems, unknown };
}

interface Check {
  readonly header: MpyHeader;
  readonly loader: Loader;
  readonly problems: CompatibilityProblem[];
  readonly unknown: string[];
}

function shortDevice(device: string | number): DeviceInfo {
  return typeof device === "number" ? { mpy: device } : { firmware: device };
}

function resolveDevice(device: DeviceInfo): Loader {
  const { firmware, mpy, arch, smallIntBits } = device;
  const release = firmware === undefined ? undefined : mpyVersionOf(firmware);
  if (firmware !== undefined && release === undefined) {
    throw new MpyToolError(unknownRelease(firmware));
  }
  if (mpy === undefined && release === undefined) {
    throw new MpyToolError(NO_DEVICE);
  }
  if (mpy !== undefined && (!Number.isSafeInteger(mpy) || mpy < 0)) {
    throw new MpyToolError(wrongMpyNumber(mpy));
  }
  if (arch !== undefined && arch !== "none" && !Object.hasOwn(ARCH_NUMBERS, arch)) {
    throw new MpyToolError(noArch(String(arch)));
  }
  const circuitPython = release?.circuitPython;
  const name = firmware === undefined ? `the device (_mpy ${mpy})` : nameOf(firmware);
  const row = firmware === undefined ? undefined : nearestRelease(firmware);
  const behaviour = row && behaviourOf(row);
  const named = arch === undefined ? undefined : arch === "none" ? 0 : ARCH_NUMBERS[arch];
  if (mpy === undefined) {
    const { version, subVersion } = release!;
    return { circuitPython, version, subVersion, arch: named, archFlags: undefined, smallIntBits, name, behaviour };
  }
  return {
    circuitPython,
    version: mpy & 0xff,
    subVersion: (mpy >> 8) & 3,
    arch: named ?? (mpy >> 10) & 0xf,
    archFlags: Math.floor(mpy / 0x10000),
    smallIntBits,
    name,
    behaviour,
  };
}

/** "MicroPython 1.24.1" for "v1.24.1", "CircuitPython 9.2.9" for "circuitpython 9.2.9". */
function nameOf(firmware: string): string {
  const [, isCircuit, version] = /^(?:micropython +|(circuitpython) +)?v?(.*)$/i.exec(firmware.trim())!;
  return `${isCircuit === undefined ? "MicroPython" : "CircuitPython"} ${version}`;
}

/** MicroPython and CircuitPython differ in the first byte of their files, and in code for `await`. */
function checkImplementation({ header, loader, problems, unknown }: Check): void {
  const isCircuit = header.circuitPython === true;
  if (loader.circuitPython === undefined) {
    if (isCircuit) unknown.push(UNKNOWN_IMPLEMENTATION);
    return;
  }
  if (isCircuit === loader.circuitPython) return;
  const [made, runs] = isCircuit ? ["CircuitPython", "MicroPython"] : ["MicroPython", "CircuitPython"];
  problems.push({ code: "implementation", ...forOtherImplementation(made, loader.name, runs) });
}

/** Releases of MicroPython that load a version, in words; undefined for CircuitPython, which has other numbers. */
function releasesThatRead(
  { header, loader }: Pick<Check, "header" | "loader">,
  version: number,
  subVersion?: number,
): string | undefined {
  return loader.circuitPython || header.circuitPython ? undefined : releasesFor(version, subVersion);
}

function versionProblem({ header, loader }: Check): CompatibilityProblem {
  const readers = releasesThatRead({ header, loader }, header.version);
  const compilers = releasesThatRead({ header, loader }, loader.version);
  const fault = otherVersion(header.version, loader.name, loader.version, { readers, compilers });
  return { code: "version", ...fault };
}

function checkNative({ header, loader, problems, unknown }: Check): void {
  const arch = nameArch(header.arch) ?? `number ${header.arch}`;
  if (header.subVersion !== loader.subVersion) {
    const readers = releasesThatRead({ header, loader }, header.version, header.subVersion);
    const compilers = releasesThatRead({ header, loader }, loader.version, loader.subVersion);
    const [made, loads] = [header, loader].map(({ version, subVersion }) => `${version}.${subVersion}`);
    const fault = otherNativeVersion(made!, loader.name, loads!, { readers, compilers });
    problems.push({ code: "native-version", ...fault });
  }
  const isRv32 = header.arch === ARCH_NUMBERS.rv32imc;
  if (isRv32 && loader.behaviour?.hasRv32 === false) {
    problems.push({ code: "no-native-code", ...nativeSinceRelease(arch, "1.24") });
  } else if (loader.arch === undefined) {
    unknown.push(unknownDeviceArch(arch));
  } else if (loader.arch === 0) {
    problems.push({ code: "no-native-code", ...noNativeCode(arch, loader.name) });
  } else if (!runsOn(header.arch, loader.arch)) {
    const own = nameArch(loader.arch) ?? `number ${loader.arch}`;
    problems.push({ code: "arch", ...otherArch(arch, loader.name, own) });
  }
}

/** Whether a host loads code. A Thumb host loads that of every smaller Thumb architecture, others only their own. */
function runsOn(code: number, host: number): boolean {
  if (code === host) return true;
  const isThumb = host >= ARCH_NUMBERS.armv6m && host <= ARCH_NUMBERS.armv7emdp;
  return isThumb && code >= ARCH_NUMBERS.armv6m && code <= host;
}

/** Checks flags, also without native code: the loader refuses a file for its flags alone. */
function checkArchFlags({ header, loader, problems, unknown }: Check): void {
  if (header.archFlags === 0) return;
  const arch = nameArch(header.arch) ?? archWithFlags();
  const wanted = nameArchFlags(arch, header.archFlags).join(", ");
  if (loader.behaviour?.hasArchFlags === false) {
    problems.push({ code: "arch-flags", ...flagsSinceRelease(wanted, "1.27") });
    return;
  }
  if (loader.archFlags === undefined) {
    unknown.push(unknownDeviceFlags(wanted));
    return;
  }
  const isRiscv = loader.arch === ARCH_NUMBERS.rv32imc;
  if (isRiscv && (header.archFlags & ~loader.archFlags) === 0) return;
  const offered = isRiscv ? nameArchFlags("rv32imc", loader.archFlags) : [];
  problems.push({ code: "arch-flags", ...otherFlags(wanted, loader.name, offered) });
}

/** The only architecture that has flags so far. */
function archWithFlags(): ArchName | undefined {
  return Object.keys(ARCH_FLAGS)[0] as ArchName | undefined;
}

/** Least number of bits of a device's small ints (object representations A and C on 32-bit words). */
const COMMON_SMALL_INT_BITS = 31;

function checkSmallInts({ header, loader, problems, unknown }: Check): void {
  if (loader.smallIntBits === undefined) {
    if (header.smallIntBits > COMMON_SMALL_INT_BITS) {
      unknown.push(unknownSmallInts(header.smallIntBits));
    }
    return;
  }
  if (header.smallIntBits <= loader.smallIntBits) return;
  problems.push({ code: "small-int-bits", ...wideSmallInts(header.smallIntBits, loader.smallIntBits) });
}
