// The common part of `mpy package` and `mpy index`: the packages of the command line, and the compiler for their
// Python.

import { asProjectError } from "../../engine/compile-python.ts";
import { compile } from "../../compiler/index.ts";
import { absolutePath } from "../../node/files.ts";
import type { PublishedFile } from "../../project/mip/index-files.ts";
import { relativePath } from "../../project/paths.ts";
import { UsageError } from "./command.ts";
import type { Call, OptionTable } from "./command.ts";
import { wrongPackageVersion } from "../messages.ts";

/** Options of both commands. */
export const INPUT_OPTIONS: OptionTable = {
  output: { type: "string", short: "o" },
  optimize: { type: "string", short: "O" },
};

/** Their help. */
export const INPUT_HELP = `  -O N                  optimisation level of files whose manifest.py gives none, 0 to 3
`;

/** A file's name in messages: relative to the current folder if it is in it. */
export function displayFile(file: string): string {
  const relative = relativePath(absolutePath("."), file);
  return relative.startsWith("../") ? file : relative || ".";
}

/** A compiler for the files of packages: bytecode, which every device of the format's version runs. */
export function packageCompiler(call: Call): (file: PublishedFile) => Uint8Array {
  const level = call.choice("optimize", ["0", "1", "2", "3"]);
  const common = level === undefined ? undefined : (Number(level) as 0 | 1 | 2 | 3);
  return ({ path, file, bytes, optimize = common }) => {
    try {
      return compile(bytes, { filename: path, ...(optimize === undefined ? {} : { optimize }) }).mpy;
    } catch (error) {
      throw asProjectError(error, bytes, file, displayFile(file));
    }
  };
}

/** `NAME@VERSION`, or NAME alone. */
export function splitVersion(text: string): [name: string, version: string | undefined] {
  const at = text.lastIndexOf("@");
  const [name, version] = at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
  if (name === "" || version === "") throw new UsageError(wrongPackageVersion(text));
  return [name, version];
}
