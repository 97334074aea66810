// Which Python belongs on the flash: what ships anyway, and all that it imports. Modules are compiled on the way, because it is
// the compiler that knows what they import. What the search knows of imports holds until some tree of files changes.

import { suggestPackage } from "../node/libraries/suggest.ts";
import { DeviceFiles, isModuleFile, join } from "../project/graph/device-files.ts";
import type { PlacedFile } from "../project/graph/device-files.ts";
import type { ImportGraph } from "../project/graph/graph.ts";
import { GraphMaker } from "../project/graph/make-graph.ts";
import { ImportWalk } from "../project/graph/reach.ts";
import type { ReachedModule, Root } from "../project/graph/reach.ts";
import { Resolver } from "../project/graph/resolver.ts";
import type { Import, MissingImport } from "../project/graph/resolver.ts";
import { unresolvedProblem } from "../project/graph/unresolved.ts";
import type { Advice } from "../project/graph/unresolved.ts";
import type { ImportFact } from "../project/imports.ts";
import { parentPath, relativePath } from "../project/paths.ts";
import type { Placement } from "../project/placement.ts";
import { ProjectError, problemText } from "../project/problem.ts";
import type { Problem } from "../project/problem.ts";
import type { BuiltPython, PythonBuilder } from "./python-builder.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";

/** What the search found. */
export interface FoundModules {
  /** Python that ships, built, in the order of discovery. */
  readonly python: readonly BuiltPython[];
  /** Everything that ships of the trees: Python that could not be built, and data of libraries, too. */
  readonly files: readonly PlacedFile[];
  /** Where these come to lie. */
  readonly placements: readonly Placement[];
  readonly graph: ImportGraph;
  readonly resolver: Resolver;
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
}

/** See the top of this file. */
export class ImportSearch {
  private readonly options: ResolvedOptions;
  private readonly python: PythonBuilder;
  private readonly walk = new ImportWalk();
  private readonly graphs = new GraphMaker();
  /** By the imports of a module, which stay as long as it is what it was. */
  private readonly missing = new WeakMap<readonly Import[], readonly MissingImport[]>();
  private resolver: Resolver | undefined;
  /** What the resolver was made from. */
  private resolverKey = "";

  constructor(options: ResolvedOptions, python: PythonBuilder) {
    this.options = options;
    this.python = python;
  }

  /** Searches from the modules that ship anyway; `data` are paths of other files on the device. */
  find(entries: readonly Root[], data: readonly string[]): FoundModules {
    const { trees } = this.python;
    const resolver = this.currentResolver(entries, data);
    const built = new Map<string, BuiltPython>();
    const problems: Problem[] = [...trees.problems];
    const warnings: string[] = [];
    const factsOf = (file: PlacedFile): readonly ImportFact[] | undefined => {
      try {
        const one = this.python.build(trees.place(file));
        built.set(file.path, one);
        return one.compiled.imports;
      } catch (error) {
        if (!(error instanceof ProjectError)) throw error;
        problems.push(error.problem);
        return undefined;
      }
    };
    const reached = this.walk.from([...entries, ...this.wholeTrees(resolver)], resolver, factsOf);
    // With a library missing, what is imported from it is missing, too: that has been said.
    if (trees.problems.length === 0) this.tellMissing(reached, resolver, problems, warnings);
    warnings.push(...this.computedImports(reached));
    const display = (file: string): string => this.display(file);
    const describe = (file: PlacedFile) => {
      const one = built.get(file.path);
      return one && { path: one.placement.path, name: one.placement.module ?? "", size: one.bytes.length };
    };
    const graph = this.graphs.make(reached, resolver, describe, display);
    const files = [...reached.map(({ file }) => file), ...this.libraryData(reached)];
    const placements = files.map((file) => trees.place(file));
    return { python: [...built.values()], files, placements, graph, resolver, problems, warnings };
  }

  private currentResolver(entries: readonly Root[], data: readonly string[]): Resolver {
    const { trees } = this.python;
    const folders = new Set<string>();
    for (const path of data) {
      for (let folder = parentPath(path); folder.length > 1; folder = parentPath(folder)) folders.add(folder);
    }
    const all = trees.all;
    // What the options or JavaScript name is on the device, whatever else has its path.
    const plain = new DeviceFiles(all);
    const onTop = entries
      .map(({ file }) => file)
      .filter(({ path, tree, file }) => tree !== all[0] && plain.find(path)?.file.file !== file.file);
    const key = [trees.version, ...folders, "", ...onTop.map(({ file }) => file.file)].join("\n");
    if (this.resolver === undefined || key !== this.resolverKey) {
      const isRoot = this.options.flash.mount === "/";
      this.resolver = new Resolver(new DeviceFiles(all, folders, onTop), this.options.firmware, isRoot);
      this.resolverKey = key;
    }
    return this.resolver;
  }

  /** Modules of trees of which everything ships. A file that another one lies over is not among them. */
  private wholeTrees(resolver: Resolver): Root[] {
    const { trees } = this.python;
    const whole = resolver.files.trees.filter((tree) => {
      if (tree.shipsAll) return true;
      return !this.options.treeshake && (trees.isGivenRoot(tree) || trees.isLibrary(tree));
    });
    return whole.flatMap((tree) => {
      const files = tree.files().filter((file) => isModuleFile(file.relative));
      const placed = files.map((file): PlacedFile => ({ path: join(tree.to, file.relative), tree, file }));
      return placed
        .filter(({ path, file }) => resolver.files.find(path)?.file.file === file.file)
        .map((file) => ({ file, entry: "tree" as const }));
    });
  }

  /** Data files that libraries bring: they come along with the first module. */
  private libraryData(reached: readonly ReachedModule[]): PlacedFile[] {
    const { trees } = this.python;
    const used = new Set(reached.map(({ file }) => file.tree));
    const shipped = trees.all.filter((tree) => tree.shipsAll || used.has(tree));
    return shipped.flatMap((tree) => {
      const data = tree.files().filter((file) => !isModuleFile(file.relative));
      return data.map((file) => ({ path: join(tree.to, file.relative), tree, file }));
    });
  }

  private tellMissing(
    reached: readonly ReachedModule[],
    resolver: Resolver,
    problems: Problem[],
    warnings: string[],
  ): void {
    const { unresolved, root } = this.options;
    if (unresolved === "ignore") return;
    const advice: Advice = {
      resolver,
      display: (file) => this.display(file),
      suggest: (name) => suggestPackage(name, root),
    };
    for (const { file, imports } of reached) {
      for (const missing of this.missingOf(imports)) {
        const problem = this.problemOf(file, missing, advice);
        if (unresolved === "error") problems.push(problem);
        else warnings.push(problemText(problem));
      }
    }
  }

  /** A line for each import whose name only the running program knows. */
  private computedImports(reached: readonly ReachedModule[]): string[] {
    const { trees } = this.python;
    return reached.flatMap(({ file, imports }) => {
      const computed = imports.filter((one) => one.kind === "computed");
      return computed.flatMap(({ folder, line }) => {
        const place = `${this.display(file.file.file)}:${line}: the name of this __import__ is computed`;
        if (folder !== undefined) return [`${place}, so the whole package ${folder} ships`];
        // What a single module of a library imports so is the firmware's, as a rule.
        return trees.isLibrary(file.tree) ? [] : [`${place}: name what it imports under entries`];
      });
    });
  }

  /** Those that are needed. */
  private missingOf(imports: readonly Import[]): readonly MissingImport[] {
    let missing = this.missing.get(imports);
    if (missing === undefined) {
      missing = imports.filter((one) => one.kind === "missing" && !one.optional) as MissingImport[];
      this.missing.set(imports, missing);
    }
    return missing;
  }

  private problemOf(file: PlacedFile, missing: MissingImport, advice: Advice): Problem {
    try {
      return unresolvedProblem(file, this.python.sourceOf(file.file.file), missing, advice);
    } catch (error) {
      // The file has just gone.
      if (error instanceof ProjectError) return error.problem;
      throw error;
    }
  }

  private display(file: string): string {
    return relativePath(this.options.root, file);
  }
}
