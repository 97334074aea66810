// The Python files that a bundle's JavaScript imports.

import type { Input } from "../project/memo.ts";

/** Python files that a bundle imports, each list sorted. */
export interface ImportedPython {
  /** Imported by URL. These files belong on the flash. */
  readonly byUrl: readonly string[];
  /** Imported as bytes. These files need no place on the flash. */
  readonly inlined: readonly string[];
}

/** A bundle without Python. */
export const NO_IMPORTS: ImportedPython = { byUrl: [], inlined: [] };

/** The memo's input for the imports of all bundles. The engine sets it. */
export const IMPORTED: Input<undefined, ImportedPython> = {
  name: "imported",
  read: (_, last) => last ?? NO_IMPORTS,
  print: ({ byUrl }) => JSON.stringify(byUrl),
};
