// The common part of mpy's subcommands: options (node:util's parseArgs), --help, --json, and errors. Exit codes: 0
// success (or "yes"), 1 failure (or "no"), 2 wrong usage.

import { parseArgs } from "node:util";
import type { ParseArgsConfig } from "node:util";
import { DeviceError } from "../../device/errors.ts";
import { printableText } from "../../diagnostics/printable.ts";
import { nearestNames } from "../../diagnostics/nearest.ts";
import { FlashError } from "../../flash/error.ts";
import { MpyFormatError, MpyToolError } from "../../mpy/file/error.ts";
import { ProjectError } from "../../project/problem.ts";
import { paintedMessage } from "../colours.ts";
import { formatHelp } from "../format-help.ts";
import { missingFlag, wrongChoice, wrongNumber } from "../messages.ts";

/** Options of a command, as parseArgs takes them. */
export type OptionTable = NonNullable<ParseArgsConfig["options"]>;

/** A subcommand. */
export interface Command {
  /** Text of --help. It begins with the arguments that follow the command's name. */
  readonly help: string;
  readonly options: OptionTable;
  /** Runs the command and returns the exit code. */
  run(call: Call): number | Promise<number>;
}

/** The error of wrong usage. The message is followed by a hint to --help. */
export class UsageError extends Error {}

/** The error of a command that failed. The user sees its message unchanged. */
export class CommandError extends Error {}

/** One call of a command. */
export class Call {
  /** The arguments that are not options. */
  readonly files: readonly string[];
  /** Whether to answer with one JSON document. */
  readonly json: boolean;
  private readonly values: Readonly<Record<string, unknown>>;

  constructor(values: Readonly<Record<string, unknown>>, files: readonly string[]) {
    this.values = values;
    this.files = files;
    this.json = values.json === true;
  }

  /** Whether a switch is on. */
  flag(name: string): boolean {
    return this.values[name] === true;
  }

  /** Value of a text option; undefined if not given. */
  text(name: string): string | undefined {
    return this.values[name] as string | undefined;
  }

  /** Value of a text option, or its values if it may be repeated; undefined if not given. */
  value(name: string): string | readonly string[] | undefined {
    return this.values[name] as string | readonly string[] | undefined;
  }

  /** Values of an option that may be repeated. */
  texts(name: string): readonly string[] {
    return (this.values[name] as string[] | undefined) ?? [];
  }

  /** Value of an option that must be given. */
  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw new UsageError(missingFlag(name));
    return value;
  }

  /** Value of a number option: a whole number from 0, decimal or 0x…, with an optional K (1024) or M (1024²). */
  number(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const parts = /^(0x[0-9a-f]+|[0-9]+)([km]?)(?:i?b)?$/i.exec(text);
    const value =
      parts === null ? NaN : Number(parts[1]) * ({ "": 1, k: 1024, m: 1024 * 1024 }[parts[2]!.toLowerCase()] ?? NaN);
    if (!Number.isSafeInteger(value)) throw new UsageError(wrongNumber(name, text));
    return value;
  }

  /** Value of an option that is one of `choices`. */
  choice<const T extends string>(name: string, choices: readonly T[]): T | undefined {
    const text = this.text(name);
    if (text === undefined || choices.includes(text as T)) return text as T | undefined;
    throw new UsageError(wrongChoice(name, text, choices));
  }

  /** Writes text to standard output. */
  print(text: string): void {
    process.stdout.write(printableText(text));
  }

  /**
   * Writes one JSON document to standard output. Bytes become hexadecimal text, integers beyond a double decimal
   * text.
   */
  printJson(value: unknown): void {
    process.stdout.write(jsonDocument(value));
  }
}

/** A JSON document that also escapes the terminal's control characters that JSON allows. */
function jsonDocument(value: unknown): string {
  const escape = (one: string): string => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return `${JSON.stringify(value, jsonValue, 2).replace(/[\x7f-\x9f\u2028-\u202e\u2066-\u2069]/g, escape)}\n`;
}

function jsonValue(_: string, value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  return typeof value === "bigint" ? value.toString() : value;
}

const COMMON: OptionTable = { help: { type: "boolean", short: "h" }, json: { type: "boolean" } };

/** Parses `args`, runs `command`, and turns what it throws into messages. Returns the exit code. */
export async function runCommand(name: string, command: Command, args: readonly string[]): Promise<number> {
  let call: Call | undefined;
  try {
    call = parse(command, args);
    if (!call.flag("help")) return await command.run(call);
    process.stdout.write(formatHelp(`usage: ${name} ${command.help}${COMMON_HELP}`, process.stdout.columns));
    return 0;
  } catch (error) {
    return report(name, error, call?.json ?? false);
  }
}

const COMMON_HELP = `      --json            prints the result as JSON
  -h, --help            prints this text
`;

/** Options as MicroPython's own tools spell them. */
const REFERENCE_SPELLINGS: Readonly<Record<string, string>> = {
  "-mlongint-impl": "--longint-impl",
  "-mmpz-dig-size": "--mpz-dig-size",
  "-march-flags": "--march-flags",
};

const ownSpelling = (arg: string): string => arg.replace(/^-m[a-z-]+/, (name) => REFERENCE_SPELLINGS[name] ?? name);

function parse(command: Command, args: readonly string[]): Call {
  try {
    const options = { ...command.options, ...COMMON };
    const { values, positionals } = parseArgs({ args: args.map(ownSpelling), options, allowPositionals: true });
    return new Call(values as Record<string, unknown>, positionals);
  } catch (error) {
    throw new UsageError(unknownOption(error, command) ?? (error as Error).message);
  }
}

/** The message for an unknown option; undefined for other mistakes. */
function unknownOption(error: unknown, command: Command): string | undefined {
  const { code, message } = error as NodeJS.ErrnoException;
  const name = code === "ERR_PARSE_ARGS_UNKNOWN_OPTION" ? /'(--?[^' ]+)/.exec(message)?.[1] : undefined;
  if (name === undefined) return undefined;
  const near = nearestNames(name.replace(/^-+/, ""), Object.keys({ ...command.options, ...COMMON }));
  return `there is no option ${name}${near.length > 0 ? `; nearest: ${near.map((one) => `--${one}`).join(", ")}` : ""}`;
}

function report(name: string, error: unknown, json: boolean): number {
  if (error instanceof UsageError) {
    process.stderr.write(`${name}: ${printableText(error.message)}\n${name} --help shows the usage.\n`);
    return 2;
  }
  const message = messageOf(error);
  if (message === undefined) throw error;
  if (json) process.stdout.write(jsonDocument({ error: message }));
  process.stderr.write(paintedMessage(`${name}: ${printableText(message)}\n`, process.stderr));
  return 1;
}

/** The message of an error of the input or the system; undefined for a fault of ours. */
export function messageOf(error: unknown): string | undefined {
  const isOwn =
    error instanceof CommandError ||
    error instanceof MpyFormatError ||
    error instanceof MpyToolError ||
    error instanceof FlashError ||
    error instanceof ProjectError ||
    error instanceof DeviceError;
  if (isOwn) return error.message;
  return error instanceof Error && "syscall" in error ? error.message : undefined;
}
