// The common part of `mpy manifest` and `mpy freeze --manifest`: the manifest.py and its variables.

import { existsSync } from "node:fs";
import { printableText } from "../../diagnostics/printable.ts";
import { absolutePath } from "../../node/files.ts";
import { manifestVariables } from "../../node/libraries/manifest.ts";
import { DISK } from "../../node/manifest-host.ts";
import { evaluateManifest } from "../../project/manifest-py/manifest-file.ts";
import type { ManifestMode, ManifestResult } from "../../project/manifest-py/manifest-file.ts";
import { UsageError } from "./command.ts";
import type { Call, OptionTable } from "./command.ts";
import { displayFile } from "./package-inputs.ts";
import { noLibraryFolder, wrongVariable } from "../messages.ts";

/** Options for the variables of a manifest.py. */
export const VARIABLE_OPTIONS: OptionTable = {
  var: { type: "string", short: "v", multiple: true },
  lib: { type: "string" },
};

/** Their help. */
export const VARIABLE_HELP = `  -v, --var NAME=VALUE  value of $(NAME) in paths: MPY_DIR, PORT_DIR, BOARD_DIR …; may be repeated
  --lib DIR             micropython-lib (default: lib/micropython-lib in MPY_DIR)
`;

/** Evaluates a manifest.py of the command line. Its output and warnings go to standard error. */
export function readManifest(call: Call, manifest: string, mode: ManifestMode): ManifestResult {
  const variables: Record<string, string> = {};
  for (const text of call.texts("var")) {
    const equal = text.indexOf("=");
    if (equal <= 0) throw new UsageError(wrongVariable(text));
    variables[text.slice(0, equal)] = text.slice(equal + 1);
  }
  const library = call.text("lib");
  if (library !== undefined) {
    if (!existsSync(library)) throw new UsageError(noLibraryFolder(library));
    variables.MPY_LIB_DIR = library;
  }
  const folder = absolutePath(".");
  const result = evaluateManifest(DISK, {
    manifest,
    folder,
    mode,
    variables: manifestVariables(variables, folder),
    display: displayFile,
  });
  for (const line of result.printed) process.stderr.write(printableText(`${line}\n`));
  for (const warning of result.warnings) process.stderr.write(printableText(`${warning}\n`));
  return result;
}
