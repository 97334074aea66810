// Which modules are reachable: from those that ship anyway along all imports, as far as there are any. Modules are asked for
// their imports one after the other, so that whoever answers may compile them then.

import type { ImportFact } from "../imports.ts";
import type { PlacedFile } from "./device-files.ts";
import type { GraphModule } from "./graph.ts";
import type { Import, Resolver } from "./resolver.ts";

/** A module to start from, and why it ships. */
export interface Root {
  readonly file: PlacedFile;
  readonly entry: NonNullable<GraphModule["entry"]>;
}

/** A module that ships. */
export interface ReachedModule {
  readonly file: PlacedFile;
  readonly name: string;
  readonly entry: GraphModule["entry"];
  readonly imports: readonly Import[];
}

/**
 * Follows imports from the roots. `factsOf` gives the import statements of a module; undefined where it cannot be had, which
 * is for the caller to tell.
 */
export function reach(
  roots: readonly Root[],
  resolver: Resolver,
  factsOf: (file: PlacedFile) => readonly ImportFact[] | undefined,
): ReachedModule[] {
  const reached = new Map<string, ReachedModule>();
  const waiting: PlacedFile[] = [];
  const entries = new Map<string, Root["entry"]>();
  const folders = new Set<string>();
  const seen = new Set<string>();
  const want = (file: PlacedFile): void => {
    if (seen.has(file.path)) return;
    seen.add(file.path);
    waiting.push(file);
  };
  for (const { file, entry } of roots) {
    if (!entries.has(file.path)) entries.set(file.path, entry);
    want(file);
  }
  for (;;) {
    // In the order of discovery: what is imported first is compiled first.
    for (let at = 0; at < waiting.length; at++) {
      const file = waiting[at]!;
      const imports = resolver.importsOf(file, factsOf(file) ?? NO_FACTS);
      reached.set(file.path, { file, name: resolver.namesOf(file)[0] ?? "", entry: entries.get(file.path), imports });
      for (const one of imports) {
        if (one.kind === "file") want(one.file);
        else if (one.kind === "folder") folders.add(one.folder);
      }
    }
    waiting.length = 0;
    // A folder is a package only if it is on the device: one of which nothing else ships comes with all its modules.
    for (const folder of folders) {
      const isThere = [...reached.keys()].some((path) => path.startsWith(`${folder}/`));
      if (!isThere) for (const file of resolver.files.modulesBelow(folder)) want(file);
    }
    folders.clear();
    if (waiting.length === 0) return [...reached.values()];
  }
}

const NO_FACTS: readonly ImportFact[] = [];
