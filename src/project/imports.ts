// What a module's import statements mean in this project: absolute names, with `from package import module` resolved to the
// submodule where the project has one, because that is what the device will load.

/** One import of a source, as the compiler reports it. */
export interface ImportFact {
  /** The dotted name after `import` or `from`; "" for `from . import x`. */
  readonly module: string;
  /** How many leading dots it has. */
  readonly level: number;
  /** Names after `from … import`; null for a plain import. */
  readonly names: readonly string[] | null;
  /** 1-based. */
  readonly line: number;
}

/**
 * Absolute names of what `importer` imports, sorted, each once. A relative import that leaves the top-level package is left
 * out: it fails on the device, and the compiler cannot know in which package the file is used.
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
    if (base === undefined) continue;
    if (base !== "") found.add(base);
    for (const name of fact.names ?? []) {
      const submodule = base === "" ? name : `${base}.${name}`;
      if (isModule(submodule)) found.add(submodule);
    }
  }
  // A package's `from . import x` goes through itself.
  found.delete(importer);
  return [...found].sort();
}

function absoluteName(importer: string, isPackage: boolean, fact: ImportFact): string | undefined {
  if (fact.level === 0) return fact.module;
  const parts = importer.split(".");
  const up = isPackage ? fact.level - 1 : fact.level;
  if (up > parts.length) return undefined;
  const base = parts.slice(0, parts.length - up);
  if (base.length === 0 && fact.module === "") return "";
  return [...base, ...fact.module.split(".").filter(Boolean)].join(".");
}
