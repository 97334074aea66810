// What JavaScript asks of the build: the Python files that a bundle imports.

import type { Input } from "../project/memo.ts";

/** Python files that a bundle imports, each list sorted. */
export interface ImportedPython {
  /** Imported by URL: they belong on the flash. */
  readonly byUrl: readonly string[];
  /** Imported as bytes: they need no place on it. */
  readonly inlined: readonly string[];
}

/** A bundle without Python. */
export const NO_IMPORTS: ImportedPython = { byUrl: [], inlined: [] };

/** What bundles import: told, not read. */
export const IMPORTED: Input<undefined, ImportedPython> = {
  name: "imported",
  read: (_, last) => last ?? NO_IMPORTS,
  print: ({ byUrl }) => JSON.stringify(byUrl),
};
