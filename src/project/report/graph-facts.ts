// Queries on the import graph, for the report and the command line: the importers of a module, the modules that an
// entry reaches, and why a module ships.

import type { GraphImport, GraphModule, ImportGraph } from "../graph/graph.ts";

/** The modules that a module reaches, including itself. */
export interface Reach {
  readonly modules: number;
  /** Bytes on the device. */
  readonly size: number;
}

const NONE: readonly GraphImport[] = [];

/**
 * Answers queries on an import graph: the importers of a module, the modules that an entry reaches, why a module ships.
 */
export class GraphFacts {
  readonly graph: ImportGraph;
  private readonly byPath: ReadonlyMap<string, GraphModule>;
  private readonly outgoing = new Map<string, GraphImport[]>();
  private readonly incoming = new Map<string, GraphImport[]>();
  private firstImports: ReadonlyMap<string, GraphImport | undefined> | undefined;

  constructor(graph: ImportGraph) {
    this.graph = graph;
    this.byPath = new Map(graph.modules.map((module) => [module.path, module]));
    for (const one of graph.imports) {
      push(this.outgoing, one.from, one);
      push(this.incoming, one.to, one);
    }
  }

  /** The module at a path on the device. */
  module(path: string): GraphModule | undefined {
    return this.byPath.get(path);
  }

  /** The name of an import's target: a module's name. */
  nameOf(target: string): string {
    return this.byPath.get(target)?.name ?? target;
  }

  /** Modules that ship without being imported. Those that are also imported come last. */
  get entries(): readonly GraphModule[] {
    const entries = this.graph.modules.filter((module) => module.entry !== undefined);
    const isImported = ({ path }: GraphModule): boolean => this.incoming.has(path);
    return [...entries.filter((entry) => !isImported(entry)), ...entries.filter(isImported)];
  }

  /** The imports of a module, ordered by line; its own packages come last. */
  importsOf(path: string): readonly GraphImport[] {
    const imports = this.outgoing.get(path) ?? NONE;
    return imports.some(({ line }) => line === 0)
      ? [...imports.filter(({ line }) => line > 0), ...imports.filter(({ line }) => line === 0)]
      : imports;
  }

  /** The imports of a module or built-in module by other modules. */
  importersOf(target: string): readonly GraphImport[] {
    return this.incoming.get(target) ?? NONE;
  }

  /** The paths or names that `text` may refer to: a path on the device, a module's name, its source. */
  find(text: string): string | undefined {
    if (this.byPath.has(text)) return text;
    const found = this.graph.modules.find((module) => module.name === text || module.source === text);
    return found?.path ?? this.graph.builtins.find((name) => name === text);
  }

  /** The modules that would ship if `path` were the only entry. */
  reach(path: string): Reach {
    const seen = new Set([path]);
    for (const one of seen) {
      for (const { to, kind } of this.importsOf(one)) if (kind === "module") seen.add(to);
    }
    let size = 0;
    for (const one of seen) size += this.byPath.get(one)?.size ?? 0;
    return { modules: seen.size, size };
  }

  /** A shortest chain of imports from an entry to `target`; empty for an entry, undefined if there is none. */
  why(target: string): readonly GraphImport[] | undefined {
    this.firstImports ??= this.findFirstImports();
    if (!this.firstImports.has(target)) return undefined;
    const chain: GraphImport[] = [];
    for (let one = this.firstImports.get(target); one !== undefined; one = this.firstImports.get(one.from))
      chain.push(one);
    return chain.reverse();
  }

  /** The import by which each module is first reached; undefined for an entry. */
  private findFirstImports(): Map<string, GraphImport | undefined> {
    const firstImports = new Map<string, GraphImport | undefined>(this.entries.map(({ path }) => [path, undefined]));
    for (const path of firstImports.keys()) {
      for (const one of this.importsOf(path)) if (!firstImports.has(one.to)) firstImports.set(one.to, one);
    }
    return firstImports;
  }
}

function push(map: Map<string, GraphImport[]>, key: string, value: GraphImport): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
