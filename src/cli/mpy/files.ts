// Reads and writes the files of mpy's command line. "-" is standard input or output. An output is written completely or
// not at all.

import { readFileSync } from "node:fs";
import { writeReason } from "../../node/write-fault.ts";
import { makeFolder, writeFileAtomic } from "../../node/write.ts";
import { forInput, MpyFormatError, MpyToolError } from "../../mpy/file/error.ts";
import { CommandError, UsageError } from "./command.ts";
import { fileFault, give } from "../messages.ts";

/** A file that was read, with its name for messages. */
export interface InputFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Reads the files named on the command line; at least one is needed. */
export function readInputs(paths: readonly string[], what = "an .mpy file"): InputFile[] {
  if (paths.length === 0) throw new UsageError(give(what));
  return paths.map((path) => ({ path, bytes: readInput(path) }));
}

/** Reads one file, or standard input for "-". */
export function readInput(path: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(path === "-" ? 0 : path));
  } catch (error) {
    throw new CommandError(fileFault(path, reasonOf(error)));
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOENT") return "there is no such file";
  if (code === "EISDIR") return "is a folder";
  return code === "EACCES" ? "may not be read" : message;
}

/** Writes a result to a file, or to standard output for "-". */
export function writeOutput(path: string, bytes: Uint8Array): void {
  if (path === "-") {
    process.stdout.write(bytes);
    return;
  }
  try {
    writeFileAtomic(path, bytes);
  } catch (error) {
    throw new CommandError(fileFault(path, writeReason(error)));
  }
}

/** Makes a folder for results, with its parents. */
export function makeOutputFolder(path: string): void {
  try {
    makeFolder(path);
  } catch (error) {
    throw new CommandError(fileFault(path, writeReason(error)));
  }
}

/** Runs `use` on a file, and prefixes errors with its name. */
export function withFile<T>(path: string, use: () => T): T {
  return naming([{ path }], () => forInput(0, use));
}

/** Runs a tool on several files, and prefixes errors with the name of the file at fault. */
export function naming<T>(inputs: readonly { readonly path: string }[], use: () => T): T {
  try {
    return use();
  } catch (error) {
    const isOwn = error instanceof MpyFormatError || error instanceof MpyToolError;
    if (!isOwn || error.input === undefined) throw error;
    throw new CommandError(fileFault(inputs[error.input]!.path, error.message));
  }
}
