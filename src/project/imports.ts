// What a source imports, as the compiler reports it, and how a relative import is read. Where the names lead is the business
// of the graph.

import type { ImportTest } from "../compiler/index.ts";

/** One import of a source. */
export interface ImportFact {
  /** The dotted name after `import` or `from`; "" for `from . import x`. */
  readonly module: string;
  /** How many leading dots it has. */
  readonly level: number;
  /** Names after `from … import`, `["*"]` for all; null for a plain import. */
  readonly names: readonly string[] | null;
  /** 1-based. */
  readonly line: number;
  /** Whether the source takes its failure: it stands in a `try` that takes ImportError. */
  readonly optional?: boolean | undefined;
  /** Whether it stands in a branch of an `if`: it may be meant for another board. */
  readonly conditional?: boolean | undefined;
  /** Indices, in the source's list, of the imports of which one has to fail for it to run at all. */
  readonly fallbackFor?: readonly number[] | null | undefined;
  /** The condition under which it runs, as far as it depends on the target. */
  readonly when?: ImportTest | undefined;
  /** Set for an import that runs when this attribute of the module is first read (a module-level `__getattr__`). */
  readonly attribute?: string | undefined;
  /** Set for an `__import__` of a name that only the running program knows. */
  readonly computed?: boolean | undefined;
}

/**
 * The absolute name that an import starts with; undefined for a relative import that leaves the top-level package, or that
 * stands in a module outside of all packages: both fail on the device.
 */
export function absoluteName(
  importer: string,
  isPackage: boolean,
  { level, module }: Pick<ImportFact, "level" | "module">,
): string | undefined {
  if (level === 0) return module;
  const parts = importer.split(".");
  const up = isPackage ? level - 1 : level;
  if (up >= parts.length) return undefined;
  const base = parts.slice(0, parts.length - up).join(".");
  return module === "" ? base : `${base}.${module}`;
}

/**
 * Absolute names of what `importer` imports, sorted, each once; with `from package import module` the module's own, where
 * `isModule` knows it.
 */
export function importedModules(
  importer: string,
  isPackage: boolean,
  imports: readonly ImportFact[],
  isModule: (name: string) => boolean,
): string[] {
  const found = new Set<string>();
  for (const fact of imports) {
    const base = absoluteName(importer, isPackage, fact);
    if (base === undefined || base === "") continue;
    found.add(base);
    for (const name of fact.names ?? []) {
      const submodule = `${base}.${name}`;
      if (isModule(submodule)) found.add(submodule);
    }
  }
  // A package's `from . import x` goes through itself.
  found.delete(importer);
  return [...found].sort();
}
