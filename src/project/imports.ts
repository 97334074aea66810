// The imports of a source, as the compiler reports them, and the absolute names of relative imports. The resolver finds
// their targets.

import type { ImportTest } from "../compiler/index.ts";

/** One import of a source. */
export interface ImportFact {
  /** The dotted name after `import` or `from`; "" for `from . import x`. */
  readonly module: string;
  /** The number of leading dots. */
  readonly level: number;
  /** Names after `from … import`, `["*"]` for all; null for a plain import. */
  readonly names: readonly string[] | null;
  /** 1-based. */
  readonly line: number;
  /** Whether it may fail: it is in a `try` that catches ImportError. */
  readonly optional?: boolean | undefined;
  /** Whether it is in a branch of an `if`, and so may be for another board. */
  readonly conditional?: boolean | undefined;
  /** Indices, in the source's list, of the imports for which it is a fallback: it runs only if one of them fails. */
  readonly fallbackFor?: readonly number[] | null | undefined;
  /** Whether it is inside a function, and so runs only when that is called. */
  readonly inFunction?: boolean | undefined;
  /** The condition under which it runs, if that depends on the target. */
  readonly when?: ImportTest | undefined;
  /** Set if the import runs when this attribute of the module is first read (a module-level `__getattr__`). */
  readonly attribute?: string | undefined;
  /** Set for an `__import__` with a computed name. */
  readonly computed?: boolean | undefined;
  /** What a computed name begins with. */
  readonly prefix?: string | undefined;
}

/**
 * The absolute name of an import's module; undefined for a relative import that leaves the top-level package, or in a
 * module outside of all packages. Both fail on the device.
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
 * Absolute names of the modules that `importer` imports, sorted, each once. For `from package import module` that is
 * the module, if `isModule` is true for it.
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
  // A package's `from . import x` imports the package itself.
  found.delete(importer);
  return [...found].sort();
}
