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

/** The import statements of a module; undefined where they cannot be had, which is for the caller to tell. */
export type FactsOf = (file: PlacedFile) => readonly ImportFact[] | undefined;

interface Search {
  readonly roots: readonly Root[];
  readonly resolver: Resolver;
  readonly reached: readonly ReachedModule[];
}

/**
 * Follows imports, time after time. A module that is what it was is the same object again; as long as no module imports something
 * else than before, nothing is searched for.
 */
export class ImportWalk {
  private last: Search | undefined;

  /** Follows imports from the roots. Each module is asked for its statements once. */
  from(roots: readonly Root[], resolver: Resolver, factsOf: FactsOf): readonly ReachedModule[] {
    const asked = new Map<string, readonly Import[]>();
    const importsOf = (file: PlacedFile): readonly Import[] => {
      let imports = asked.get(file.path);
      if (imports === undefined) {
        imports = resolver.importsOf(file, factsOf(file) ?? NO_FACTS);
        asked.set(file.path, imports);
      }
      return imports;
    };
    const { last } = this;
    const isSameStart = last?.resolver === resolver && haveSameRoots(last.roots, roots);
    const reached = (isSameStart && again(last.reached, importsOf)) || reach(roots, resolver, importsOf);
    this.last = { roots, resolver, reached };
    return reached;
  }
}

/** The modules of the last search, if they still import the same; each was reached through those before it. */
function again(
  last: readonly ReachedModule[],
  importsOf: (file: PlacedFile) => readonly Import[],
): ReachedModule[] | undefined {
  const reached: ReachedModule[] = [];
  for (const module of last) {
    const imports = importsOf(module.file);
    if (imports === module.imports) reached.push(module);
    else if (haveSameTargets(imports, module.imports)) reached.push({ ...module, imports });
    else return undefined;
  }
  return reached;
}

function haveSameRoots(a: readonly Root[], b: readonly Root[]): boolean {
  return (
    a.length === b.length &&
    a.every(
      ({ file, entry }, at) =>
        file.path === b[at]!.file.path && file.tree === b[at]!.file.tree && entry === b[at]!.entry,
    )
  );
}

function haveSameTargets(a: readonly Import[], b: readonly Import[]): boolean {
  return a.length === b.length && a.every((one, at) => one.kind === b[at]!.kind && targetOf(one) === targetOf(b[at]!));
}

function targetOf(one: Import): string {
  return one.kind === "file" ? one.file.path : one.kind === "folder" ? one.folder : one.name;
}

function reach(
  roots: readonly Root[],
  resolver: Resolver,
  importsOf: (file: PlacedFile) => readonly Import[],
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
      const imports = importsOf(file);
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
