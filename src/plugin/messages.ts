// The messages of this folder: what a bundler cannot do with the files of the flash.

import type { Problem } from "../project/problem.ts";

const BYTES_HINT = "Rename the file or its folder, or import it with ?bytes.";

/** The heading of several problems; "" for one. */
export function problemCount(count: number): string {
  return count > 1 ? `${count} problems in the Python sources\n\n` : "";
}

/** `asset` is a path in the output. */
export function markInUrl(asset: string, file: string): Problem {
  return { summary: `Vite does not escape "?" and "#" in URLs: ${asset}`, file, hint: BYTES_HINT };
}

export function markInFileName(asset: string): Problem {
  return {
    summary: `webpack and Rspack cannot write files with "?" or "#" in their names: ${asset}`,
    hint: "Rename the file or its folder, or exclude it with the option exclude.",
  };
}

export function noAssetUrl(format: string, place: Required<Pick<Problem, "file" | "displayFile">>): Problem {
  return {
    ...place,
    summary: `the bundle imports the URL of this file, and Rolldown's format "${format}" has no URLs of assets`,
    hint: `Import the bytes ("${place.displayFile}?bytes"), or use the format "es".`,
  };
}

/** The summary of a problem of the importing file. */
export function missingImport(file: string): string {
  return `imports ${file}, which does not exist`;
}

/** A warning: a script's manifest was replaced after the script was named by its hash. */
export function outdatedHash(script: string): string {
  return (
    `${script}: the manifest in it was replaced after the script was named by its hash, because another build added Python ` +
    "to the flash. A browser may keep the old script. List Python that only other bundles import under entries."
  );
}

export const NOT_CONFIGURED = "the bundler loaded a module before its configuration was complete";

export const NOT_IN_CONTEXT: string =
  "serve(context, plugin): the plugin is not part of a context. Create it once (const plugin = micropython()), list it " +
  "under plugins of esbuild.context(), and pass the same object to serve().";
