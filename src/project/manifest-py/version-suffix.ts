// The version of a package in its files: MicroPython's build appends it to each source that does not define it.

import type { ManifestMetadata } from "./manifest-file.ts";

/** What is appended to a source before it is compiled; undefined for nothing. */
export function versionSuffix(source: Uint8Array, { versionLiteral }: ManifestMetadata): string | undefined {
  if (versionLiteral === undefined || new TextDecoder().decode(source).includes("__version__ =")) return undefined;
  return `\n\n__version__ = ${versionLiteral}\n`;
}
