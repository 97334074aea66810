// The stage that makes the import graph, module by module. After a change only the changed module's part is made again.

import type { ImportGraph } from "../project/graph/graph.ts";
import { graphPart, graphStructure, haveSameStructure, hiddenModules } from "../project/graph/make-graph.ts";
import type { GraphPart, GraphStructure } from "../project/graph/make-graph.ts";
import { comparePaths, relativePath } from "../project/paths.ts";
import type { ImportSearch } from "./import-search.ts";
import type { PythonBuilder } from "./python-builder.ts";

type Stage<T> = (_: undefined) => T;

/** Makes the import graph of what {@link ImportSearch} found, module by module; unchanged modules keep their part. */
export class GraphStage {
  private readonly search: ImportSearch;
  private readonly display: (file: string) => string;
  private readonly pathOf: (source: string) => string | undefined;
  private readonly partOf: (source: string) => GraphPart | undefined;
  private readonly parts: Stage<readonly GraphPart[]>;
  private readonly structure: Stage<GraphStructure>;
  private readonly imports: Stage<ImportGraph["imports"]>;
  private readonly hidden: Stage<ImportGraph["hidden"]>;
  private readonly graph: Stage<ImportGraph>;

  constructor(root: string, python: PythonBuilder, search: ImportSearch) {
    this.search = search;
    this.display = (file) => relativePath(root, file);
    const { memo } = python;
    this.pathOf = memo.remembering("path of module", (source: string) => this.findPath(source));
    this.partOf = memo.remembering("graph part", (source: string) => this.makePart(source));
    this.parts = memo.remembering("graph parts", () => this.collect(), areSameLists);
    // The structure has no sizes and lines, so it changes less often.
    const shapes = memo.remembering("shapes", () => this.parts(undefined), haveSameStructure);
    this.structure = memo.remembering("structure", () => graphStructure(shapes(undefined)));
    // An edit usually moves lines but does not change imports.
    const importsOf = memo.remembering(
      "imports of part",
      (source: string) => this.partOf(source)?.imports ?? [],
      areEqual,
    );
    this.imports = memo.remembering("graph imports", () => this.collectImports(importsOf), areSameLists);
    this.hidden = memo.remembering(
      "hidden modules",
      () => {
        return hiddenModules(search.reached, search.resolver, this.display);
      },
      areEqual,
    );
    this.graph = memo.remembering("graph", () => this.assemble());
  }

  /** The graph of the modules that could be built. */
  get now(): ImportGraph {
    return this.graph(undefined);
  }

  private findPath(source: string): string | undefined {
    const reached = this.search.reachedAt(source);
    return reached && this.search.builtOf(reached.file)?.placement.path;
  }

  private makePart(source: string): GraphPart | undefined {
    const reached = this.search.reachedAt(source);
    const built = reached && this.search.builtOf(reached.file);
    if (built === undefined) return undefined;
    const { path, module: name = "" } = built.placement;
    return graphPart(reached!, { path, name, size: built.bytes.length }, this.pathOf, this.display);
  }

  private collect(): GraphPart[] {
    const parts = this.search.reached.flatMap(({ file }) => this.partOf(file.path) ?? []);
    return parts.sort((a, b) => comparePaths(a.module.path, b.module.path));
  }

  private collectImports(importsOf: (source: string) => GraphPart["imports"]): GraphPart["imports"] {
    const { reached } = this.search;
    const parts = reached.map(({ file }) => ({ path: this.pathOf(file.path) ?? "", source: file.path }));
    return parts.sort((a, b) => comparePaths(a.path, b.path)).flatMap(({ source }) => importsOf(source));
  }

  private assemble(): ImportGraph {
    const parts = this.parts(undefined);
    const { builtins, cycles } = this.structure(undefined);
    return {
      modules: parts.map((part) => part.module),
      imports: this.imports(undefined),
      builtins,
      cycles,
      hidden: this.hidden(undefined),
      unresolved: parts.flatMap((part) => part.unresolved),
    };
  }
}

function areSameLists<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at]);
}

function areEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
