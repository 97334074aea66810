// Parses the command line of mpy-cross like the reference (mpy-cross/main.c): same options, same order and wording of
// errors. Additions: several inputs, --firmware and --exact. It has no side effects.

import { ARCH_FLAGS, isArchName } from "../mpy/file/arch.ts";
import type { ArchName } from "../mpy/file/arch.ts";
import type { CompileOptions } from "../compiler/options.ts";

/** A request to compile. */
export interface CrossRequest {
  readonly kind: "compile";
  /** Files, folders, or "-" for standard input; at least one. Backslashes are turned into slashes. */
  readonly inputs: readonly string[];
  /** -o, if given. */
  readonly output: string | undefined;
  /** -s, if given. */
  readonly sourceName: string | undefined;
  /** The compiler's options, without the file's name. */
  readonly options: CompileOptions & { sourceLines?: boolean };
  /** -march=debug: print native code instead of writing it. */
  readonly listing: boolean;
}

/** The result of parsing: a request, or a text with an exit code. */
export type CrossDecision =
  | CrossRequest
  | { readonly kind: "version" }
  | { readonly kind: "usage" }
  | { readonly kind: "error"; readonly message: string };

const USAGE: CrossDecision = { kind: "usage" };
const EMITTERS: Readonly<Record<string, CompileOptions["emit"]>> = {
  "emit=bytecode": "bytecode",
  "emit=native": "native",
  "emit=viper": "viper",
};

interface Implementation {
  emit: CompileOptions["emit"];
  sourceLines: boolean | undefined;
}

/** Parses the arguments (without the program's name). `hostArch` is the meaning of -march=host. */
export function readCrossArguments(args: readonly string[], hostArch: ArchName | undefined): CrossDecision {
  const implementation = readImplementationOptions(args);
  if (!implementation) return USAGE;
  const inputs: string[] = [];
  let output: string | undefined;
  let sourceName: string | undefined;
  let optimize = 0;
  let smallIntBits: number | undefined;
  let arch: ArchName | undefined;
  let archGiven = false;
  let listing = false;
  let flagsText: string | undefined;
  let firmware: string | undefined;
  let exact: true | undefined;
  let optionsEnd = false;
  for (let at = 0; at < args.length; at++) {
    const arg = args[at]!;
    const value = (prefix: string): string => arg.slice(prefix.length);
    if (optionsEnd || !arg.startsWith("-") || arg === "-") {
      inputs.push(arg.replaceAll("\\", "/"));
    } else if (arg === "-X") {
      at++;
    } else if (arg === "--version") {
      return { kind: "version" };
    } else if (arg === "-v") {
      continue;
    } else if (arg.startsWith("-O")) {
      optimize = readLevel(arg);
    } else if (arg === "-o" || arg === "-s") {
      const next = args[++at];
      if (next === undefined) return USAGE;
      if (arg === "-o") output = next;
      else sourceName = next.replaceAll("\\", "/");
    } else if (arg.startsWith("-msmall-int-bits=")) {
      smallIntBits = readSmallIntBits(value("-msmall-int-bits="));
      if (smallIntBits === undefined) return USAGE;
    } else if (arg.startsWith("-march=")) {
      const name = value("-march=");
      archGiven = true;
      listing = name === "debug";
      // The last architecture counts, also for the flags.
      if (isArchName(name)) arch = name;
      else if (listing) arch = undefined;
      else if (name !== "host") return USAGE;
      else if (hostArch === undefined) return refuse("unable to determine host architecture for -march=host");
      else arch = hostArch;
    } else if (arg.startsWith("-march-flags=")) {
      flagsText = value("-march-flags=");
    } else if (arg === "--firmware" || arg.startsWith("--firmware=")) {
      firmware = arg === "--firmware" ? args[++at] : value("--firmware=");
      if (firmware === undefined) return USAGE;
    } else if (arg === "--exact") {
      exact = true;
    } else if (arg === "--") {
      optionsEnd = true;
    } else {
      return USAGE;
    }
  }
  const archFlags = flagsText === undefined || !archGiven ? 0 : readArchFlags(arch, flagsText);
  if (archFlags === undefined) return refuse("unrecognised arch flags");
  const { emit, sourceLines } = implementation;
  if (emit !== "bytecode" && emit !== undefined && !archGiven) return refuse("arch not specified");
  if (inputs.length === 0) return refuse("no input file");
  const level = Math.min(optimize, 3) as CompileOptions["optimize"];
  const options = { emit, sourceLines, optimize: level, smallIntBits, arch, archFlags, firmware, exact };
  return { kind: "compile", inputs, output, sourceName, options, listing };
}

function refuse(message: string): CrossDecision {
  return { kind: "error", message };
}

/** The -X options, at any position; undefined for an unknown one. Heap sizes are ignored. */
function readImplementationOptions(args: readonly string[]): Implementation | undefined {
  const found: Implementation = { emit: undefined, sourceLines: undefined };
  for (let at = 0; at < args.length; at++) {
    if (args[at] !== "-X") continue;
    const value = args[++at];
    if (value === undefined) return undefined;
    if (Object.hasOwn(EMITTERS, value)) found.emit = EMITTERS[value];
    else if (value === "source-lines") found.sourceLines = undefined;
    else if (value === "no-source-lines") found.sourceLines = false;
    else if (!value.startsWith("heapsize=")) return undefined;
  }
  return found;
}

/** The level: -O2 is level 2; without a digit it is the number of letters O. */
function readLevel(arg: string): number {
  const digit = /^-O([0-9])/.exec(arg)?.[1];
  return digit === undefined ? /^-(O*)/.exec(arg)![1]!.length : Number(digit);
}

const LONG_MAX = (1n << 63n) - 1n;
const ULONG_MAX = (1n << 64n) - 1n;

/** The width of small ints: a C integer, stored in one byte of the .mpy header. An empty text is 0. */
function readSmallIntBits(text: string): number | undefined {
  const match = /^[ \t\n\v\f\r]*([+-]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*|)$/.exec(text);
  if (!match) return undefined;
  const [, sign, digits] = match;
  const value = BigInt(/^0[0-7]/.test(digits!) ? `0o${digits}` : digits!);
  const limit = sign === "-" ? LONG_MAX + 1n : LONG_MAX;
  const clamped = value > limit ? limit : value;
  return Number(BigInt.asUintN(8, sign === "-" ? -clamped : clamped));
}

const FLAG_DIGITS: Readonly<Record<string, { base: number; digits: string }>> = {
  "": { base: 10, digits: "[0-9]+" },
  x: { base: 16, digits: "(?:0[xX])?[0-9a-fA-F]+" },
  o: { base: 8, digits: "[0-7]+" },
  b: { base: 2, digits: "[01]+" },
};

/**
 * An integer as the reference parses the flags of an architecture: its own prefix, then the format of C's strtoul,
 * which is blanks, a sign (but not as the first character), and digits. Undefined for anything else.
 */
function readFlagsNumber(text: string): bigint | undefined {
  if (/^0[0-9]|^\+/.test(text)) return undefined;
  const prefix = /^0([xXoObB])/.exec(text)?.[1]?.toLowerCase() ?? "";
  const { base, digits } = FLAG_DIGITS[prefix]!;
  const rest = prefix === "" ? text : text.slice(2);
  const match = new RegExp(`^[ \\t\\n\\v\\f\\r]*([+-]?)(${digits})$`).exec(rest);
  if (!match || rest.startsWith("+") || (prefix === "" && /^0./.test(text))) return undefined;
  const number = match[2]!.replace(/^0[xX]/, "");
  const value = base === 10 ? BigInt(number) : BigInt(`0${{ 16: "x", 8: "o", 2: "b" }[base]}${number}`);
  if (value > ULONG_MAX) return undefined;
  return BigInt.asUintN(64, match[1] === "-" ? -value : value);
}

/**
 * Flags as a number (decimal, 0x, 0o, 0b) or as names separated by commas; undefined for a flag that the architecture
 * does not have.
 */
function readArchFlags(arch: ArchName | undefined, text: string): number | undefined {
  const known = arch && ARCH_FLAGS[arch];
  if (!known) return undefined;
  const all = Object.values(known).reduce((sum, bit) => sum | bit, 0);
  const value = readFlagsNumber(text);
  if (value !== undefined) return (value & ~BigInt(all)) === 0n ? Number(value) : undefined;
  let flags = 0;
  for (const name of text.replace(/,$/, "").split(",")) {
    if (!Object.hasOwn(known, name)) return undefined;
    flags |= known[name]!;
  }
  return flags;
}
