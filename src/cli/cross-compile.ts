// Compiles one file of mpy-cross: reads, compiles, writes, and formats the traceback like the reference. The main
// thread and the workers use it.

import { readFileSync, writeFileSync } from "node:fs";
import { type CompileResult, compile, listNative } from "../compiler/compile.ts";
import { bytesOfText } from "../bytes/text.ts";
import { CompileError } from "../diagnostics/compile-error.ts";
import type { CompileOptions } from "../compiler/options.ts";
import { isNameTooLong, writeOutput } from "./cross-output.ts";

/** One file to compile. */
export interface CrossJob {
  /** Path of the source, or "-" for standard input. */
  readonly input: string;
  /** Path of the result, or "-" for standard output. */
  readonly output: string;
  /** Name to embed. */
  readonly sourceName: string;
  /** Whether native code is printed on standard output (-march=debug). */
  readonly listing: boolean;
}

/** The failure of a file. */
export interface CrossFailure {
  /** The text that the reference prints on stderr. */
  readonly text: string;
  /** The code frame and the hint; may be empty. */
  readonly more: string;
}

/** File descriptors for "-". */
export interface StandardStreams {
  readonly input: number;
  readonly output: number;
}

const PROCESS_STREAMS: StandardStreams = { input: 0, output: 1 };

/** Compiles and writes one file; undefined on success. On an error the output file is not changed. */
export function runJob(
  job: CrossJob,
  options: CompileOptions,
  streams: StandardStreams = PROCESS_STREAMS,
): CrossFailure | undefined {
  if (job.input !== "-" && isNameTooLong(job.input)) return NAME_TOO_LONG;
  const source = attempt(job.input, () => readFileSync(job.input === "-" ? streams.input : job.input));
  if (!(source instanceof Uint8Array)) return source;
  let mpy: Uint8Array;
  try {
    const named = { ...options, filename: job.sourceName };
    mpy = (job.listing ? list(source, named, streams.output) : compile(source, named)).mpy;
  } catch (error) {
    return compileFailure(error, job);
  }
  if (job.output !== "-" && isNameTooLong(job.output)) return NAME_TOO_LONG;
  return attempt(job.output, () => writeOutput(job.output, mpy, streams.output));
}

/** The reference's failure for long paths: it stores paths as qstrs, whose length is limited. */
const NAME_TOO_LONG: CrossFailure = { text: "RuntimeError: name too long\n", more: "" };

/** Compiles a file, and prints its native code on standard output, up to an error if there is one. */
function list(source: Uint8Array, options: CompileOptions, output: number): CompileResult {
  let listing = "";
  try {
    return listNative(source, options, (line) => (listing += `${line}\n`));
  } finally {
    writeFileSync(output, bytesOfText(listing));
  }
}

/** Turns an error of the system into the reference's OSError, with the number and the path. */
function attempt<T>(path: string, work: () => T): T | CrossFailure {
  try {
    return work();
  } catch (error) {
    const { errno, message } = error as NodeJS.ErrnoException;
    if (errno === undefined) throw error;
    return { text: `OSError: (${Math.abs(errno)}, ${quoted(`can't open ${path}`)})\n`, more: message };
  }
}

/** A string in the format of MicroPython's repr(). */
function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  // eslint-disable-next-line no-control-regex -- control characters are what is escaped
  const inner = text.replace(/['"\\\x00-\x1f\x7f]/g, (character) => escaped(character, quote));
  return `${quote}${inner}${quote}`;
}

const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escaped(character: string, quote: string): string {
  if (character === "'" || character === '"') return character === quote ? `\\${character}` : character;
  return ESCAPES[character] ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
}

function parserName({ input }: CrossJob): string {
  return input === "-" ? "<stdin>" : input;
}

function compileFailure(error: unknown, job: CrossJob): CrossFailure {
  if (!(error instanceof CompileError)) {
    const reason = error instanceof Error ? error.message : String(error);
    return { text: `mpy-cross: ${reason}\n`, more: "" };
  }
  const { exception, reason, line, scope, frame, hint } = error;
  // The reference's parser reports the file's own name, its compiler the embedded name and the scope.
  const place =
    scope === undefined ? `"${parserName(job)}", line ${line}` : `"${job.sourceName}", line ${line}, in ${scope}`;
  const trace = line === undefined ? "" : `Traceback (most recent call last):\n  File ${place}\n`;
  const more = [frame, hint].filter(Boolean).join("\n\n");
  return { text: `${trace}${exception}: ${reason}\n`, more };
}
