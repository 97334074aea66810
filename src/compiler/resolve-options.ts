// Checks the options of the compiler, and fills in the defaults.

import { ARCH_FLAGS, ARCH_NAMES, type ArchName, isArchName } from "../mpy/file/arch.ts";
import { nearestNames } from "../diagnostics/nearest.ts";
import {
  type Behaviour,
  behaviourOf,
  changeOf,
  findRelease,
  nearestRelease,
  RELEASE_NAMES,
  TODAY,
} from "../firmware/index.ts";
import type { CompileOptions } from "./options.ts";

/** Options with all defaults filled in. */
export interface ResolvedOptions {
  filename: string;
  optimize: number;
  emit: "bytecode" | "native" | "viper";
  arch: ArchName | undefined;
  /** The reason why a given architecture is not in {@link arch}: the firmware runs no code for it. Else undefined. */
  archRefusal: string | undefined;
  archFlags: number;
  /** Whether line numbers are written: by option, at a level below 3; "map" for statement ids instead. */
  sourceLines: boolean | "map";
  smallIntBits: number;
  /** Behaviour of the firmware's compiler. */
  behaviour: Behaviour;
  /** Takes native code as a listing, in place of an architecture: each line without its end (-march=debug). */
  printNative: ((line: string) => void) | undefined;
  nativeLines: boolean;
  /** Names of the firmware's own modules, if hints are asked for. */
  hintsFor: ReadonlySet<string> | undefined;
}

/** The width of small ints is one byte of the header. */
const MAX_SMALL_INT_BITS = 255;
/** The default architecture of mpy-cross before 1.20: that of its host, which is assumed to be x64. */
const HOST_ARCH: ArchName = "x64";
const EMITS = ["bytecode", "native", "viper"] as const;
/** From this level on, line numbers are dropped. */
const OPTIMIZE_WITHOUT_LINES = 3;

/** Every option: one that is missing here does not compile. */
const OPTION_NAMES: Readonly<Record<keyof CompileOptions, true>> = {
  filename: true,
  optimize: true,
  emit: true,
  arch: true,
  archFlags: true,
  sourceLines: true,
  smallIntBits: true,
  firmware: true,
  exact: true,
  nativeLines: true,
};

function check(valid: boolean, option: string, value: unknown, expected: string): void {
  if (!valid) throw new RangeError(`option ${option}: ${shown(value)} is not ${expected}`);
}

function shown(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

/** Refuses values other than objects, and unknown options. */
function checkNames(options: CompileOptions): void {
  if (typeof options !== "object" || options === null)
    throw new RangeError(`options: ${shown(options)} is not an object`);
  for (const name in options) {
    if (Object.hasOwn(OPTION_NAMES, name)) continue;
    const near = nearestNames(name, Object.keys(OPTION_NAMES));
    const hint =
      near.length > 0 ? `nearest: ${near.join(", ")}` : `options are ${Object.keys(OPTION_NAMES).join(", ")}`;
    throw new RangeError(`option ${name}: there is no such option; ${hint}`);
  }
}

/** The compiler's behaviour for the firmware of the options. */
function behaviourFor({ firmware, exact = false }: CompileOptions): Behaviour {
  check(typeof exact === "boolean", "exact", exact, "true or false");
  if (firmware === undefined) return TODAY;
  const find = exact ? findRelease : nearestRelease;
  const release = typeof firmware === "string" ? find(firmware) : undefined;
  check(release !== undefined, "firmware", firmware, `a release that is known: ${RELEASE_NAMES.join(", ")}`);
  check(!exact || release!.compared, "exact", exact, `possible for ${firmware}, whose own bytes are not known`);
  return behaviourOf(release!, exact);
}

/** The first release of MicroPython with native code for `arch`, if the firmware is older; else undefined. */
function missingSince(arch: ArchName, { hasRv32, hasRv64 }: Behaviour): string | undefined {
  if (arch === "rv32imc" && !hasRv32) return changeOf("hasRv32").since;
  return arch === "rv64imc" && !hasRv64 ? changeOf("hasRv64").since : undefined;
}

/** The reason why the firmware has no native code for `arch`; undefined if it has. */
function archRefusalOf(arch: ArchName | undefined, behaviour: Behaviour): string | undefined {
  const since = arch && missingSince(arch, behaviour);
  return since && `native code for ${arch} needs MicroPython ${since}, and the firmware is ${behaviour.release.name}`;
}

/** The architecture's flags that the firmware supports: it does not load a file with others. */
function knownFlags(arch: ArchName | undefined, { hasArchFlags, hasZcmpFlag }: Behaviour): number {
  const flags = (arch && ARCH_FLAGS[arch]) ?? {};
  if (!hasArchFlags) return 0;
  const known = Object.entries(flags).filter(([name]) => hasZcmpFlag || name !== "zcmp");
  return known.reduce((sum, [, bit]) => sum | bit, 0);
}

/** Fills in defaults. Throws a RangeError that names the option, what it was and what it can be. */
export function resolveOptions(options: CompileOptions): ResolvedOptions {
  checkNames(options);
  const behaviour = behaviourFor(options);
  const { filename = "<stdin>", optimize = 0, emit = "bytecode", archFlags = 0 } = options;
  const { sourceLines = true, smallIntBits = 31, nativeLines = false } = options;
  check(typeof filename === "string", "filename", filename, "a text");
  const arch = options.arch ?? (behaviour.needsArch ? undefined : HOST_ARCH);
  check(Number.isInteger(optimize) && optimize >= 0 && optimize <= 9, "optimize", optimize, "0, 1, 2 or 3");
  check(EMITS.includes(emit), "emit", emit, EMITS.join(", "));
  check(arch === undefined || isArchName(arch), "arch", arch, `one of ${ARCH_NAMES.join(", ")}`);
  const { exact, release, hasSourceLinesOption } = behaviour;
  const refusal = archRefusalOf(arch, behaviour);
  const isRefused = refusal !== undefined && (exact || emit !== "bytecode");
  check(!isRefused, "arch", arch, `possible: ${refusal}`);
  const canOmitLines = sourceLines !== false || !exact || hasSourceLinesOption;
  check(canOmitLines, "sourceLines", sourceLines, `an option of mpy-cross ${release.name}`);
  const needsArch = emit !== "bytecode" && arch === undefined;
  check(!needsArch, "emit", emit, `possible without arch: give one of ${ARCH_NAMES.join(", ")}`);
  const known = Object.values((arch && ARCH_FLAGS[arch]) ?? {}).reduce((sum, bit) => sum | bit, 0);
  const flags = arch === undefined ? "possible without arch" : `a sum of flags of ${arch}`;
  check(Number.isInteger(archFlags) && archFlags <= known && (archFlags & ~known) === 0, "archFlags", archFlags, flags);
  check(typeof sourceLines === "boolean" || sourceLines === "map", "sourceLines", sourceLines, 'true, false or "map"');
  const loaded = archFlags & knownFlags(arch, behaviour);
  check(!exact || loaded === archFlags, "archFlags", archFlags, `known to mpy-cross ${release.name}`);
  const bitsInRange = smallIntBits >= 0 && smallIntBits <= MAX_SMALL_INT_BITS;
  const bits = `a whole number from 0 to ${MAX_SMALL_INT_BITS}`;
  check(Number.isInteger(smallIntBits) && bitsInRange, "smallIntBits", smallIntBits, bits);
  check(typeof nativeLines === "boolean", "nativeLines", nativeLines, "true or false");
  return {
    filename,
    optimize,
    emit,
    arch: refusal === undefined ? arch : undefined,
    archRefusal: refusal,
    archFlags: loaded,
    sourceLines: sourceLines === "map" ? sourceLines : sourceLines && optimize < OPTIMIZE_WITHOUT_LINES,
    smallIntBits,
    behaviour,
    printNative: undefined,
    nativeLines,
    hintsFor: undefined,
  };
}
