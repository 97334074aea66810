// Questions to the import graph, answered for the report and the command line: who imports what, what hangs on an entry, and
// why something is on the flash at all.

import type { GraphImport, GraphModule, ImportGraph } from "../graph/graph.ts";

/** What is reached from a module, itself included. */
export interface Reach {
  readonly modules: number;
  /** Bytes on the device. */
  readonly size: number;
}

const NONE: readonly GraphImport[] = [];

/** Answers questions about an import graph: who imports a module, what an entry alone brings in, why a module is there. */
export class GraphFacts {
  readonly graph: ImportGraph;
  private readonly byPath: ReadonlyMap<string, GraphModule>;
  private readonly outgoing = new Map<string, GraphImport[]>();
  private readonly incoming = new Map<string, GraphImport[]>();
  private ways: ReadonlyMap<string, GraphImport | undefined> | undefined;

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

  /** What people call the target of an import: a module's name. */
  nameOf(target: string): string {
    return this.byPath.get(target)?.name ?? target;
  }

  /** Modules that ship without being imported. Those that others import all the same come last. */
  get entries(): readonly GraphModule[] {
    const entries = this.graph.modules.filter((module) => module.entry !== undefined);
    const isImported = ({ path }: GraphModule): boolean => this.incoming.has(path);
    return [...entries.filter((entry) => !isImported(entry)), ...entries.filter(isImported)];
  }

  /** Imports of a module, in the order of its lines; those of its own packages come last. */
  importsOf(path: string): readonly GraphImport[] {
    const imports = this.outgoing.get(path) ?? NONE;
    return imports.some(({ line }) => line === 0)
      ? [...imports.filter(({ line }) => line > 0), ...imports.filter(({ line }) => line === 0)]
      : imports;
  }

  /** Imports of a module or built-in module by others. */
  importersOf(target: string): readonly GraphImport[] {
    return this.incoming.get(target) ?? NONE;
  }

  /** The paths or names that people may mean by `text`: a path on the device, a module's name, its source. */
  find(text: string): string | undefined {
    if (this.byPath.has(text)) return text;
    const found = this.graph.modules.find((module) => module.name === text || module.source === text);
    return found?.path ?? this.graph.builtins.find((name) => name === text);
  }

  /** What would ship if `path` were the only entry. */
  reach(path: string): Reach {
    const seen = new Set([path]);
    for (const one of seen) {
      for (const { to, kind } of this.importsOf(one)) if (kind === "module") seen.add(to);
    }
    let size = 0;
    for (const one of seen) size += this.byPath.get(one)?.size ?? 0;
    return { modules: seen.size, size };
  }

  /** A shortest chain of imports from an entry to `target`: empty for an entry, undefined where there is none. */
  why(target: string): readonly GraphImport[] | undefined {
    this.ways ??= this.shortestWays();
    if (!this.ways.has(target)) return undefined;
    const chain: GraphImport[] = [];
    for (let one = this.ways.get(target); one !== undefined; one = this.ways.get(one.from)) chain.push(one);
    return chain.reverse();
  }

  /** The import by which each module is first reached; undefined for an entry. */
  private shortestWays(): Map<string, GraphImport | undefined> {
    const ways = new Map<string, GraphImport | undefined>(this.entries.map(({ path }) => [path, undefined]));
    for (const path of ways.keys()) {
      for (const one of this.importsOf(path)) if (!ways.has(one.to)) ways.set(one.to, one);
    }
    return ways;
  }
}

function push(map: Map<string, GraphImport[]>, key: string, value: GraphImport): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
