// The stage that resolves: which Python belongs on the flash, what ships anyway and all that it imports. Modules are compiled on the
// way, because it is the compiler that knows what they import.

import { suggestPackage } from "../node/libraries/suggest.ts";
import { DeviceFiles, isModuleFile, join } from "../project/graph/device-files.ts";
import type { PlacedFile } from "../project/graph/device-files.ts";
import { reach } from "../project/graph/reach.ts";
import type { ReachedModule, Root } from "../project/graph/reach.ts";
import { areSameImports, Resolver } from "../project/graph/resolver.ts";
import type { Import, MissingImport } from "../project/graph/resolver.ts";
import { startsIn } from "../project/checks/boot.ts";
import { isIgnored, missingSummary, unresolvedProblem, withPlaces } from "../project/graph/unresolved.ts";
import type { Advice, NearFile } from "../project/graph/unresolved.ts";
import { isUnder, parentPath, relativePath } from "../project/paths.ts";
import { ProjectError, problemPlace, problemText } from "../project/problem.ts";
import type { Problem } from "../project/problem.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";
import type { FileScan } from "./named-files.ts";
import type { BuiltPython, PythonBuilder } from "./python-builder.ts";

/** Files of a package that only type checkers read. */
const FOR_TYPES = /(?:^|\/)py\.typed$|\.pyi$/;

/** What is wrong with what was found. */
export interface Findings {
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
}

/** Finds the Python that ships: the entries, what ships in any case, and all that these import. Compiles each file on the way. */
export class ImportSearch {
  private readonly options: ResolvedOptions;
  private readonly python: PythonBuilder;
  private readonly scan: FileScan;
  private readonly resolverOf: (_: undefined) => Resolver;
  private readonly importsOf: (path: string) => readonly Import[];
  private readonly reachedOf: (_: undefined) => readonly ReachedModule[];
  private readonly moduleOf: (path: string) => ReachedModule | undefined;
  private readonly byPath: (_: undefined) => ReadonlyMap<string, ReachedModule>;
  private readonly outcomeOf: (path: string) => Outcome;
  private readonly toldOf: (path: string) => Told;

  constructor(options: ResolvedOptions, python: PythonBuilder, scan: FileScan) {
    this.options = options;
    this.python = python;
    this.scan = scan;
    const { memo } = python;
    const surroundings = memo.remembering("surroundings", () => this.surroundings(), areSameSurroundings);
    this.resolverOf = memo.remembering("resolver", () => this.makeResolver(surroundings(undefined)));
    this.importsOf = memo.remembering("imports", (path: string) => this.resolve(path), areSameImports);
    this.reachedOf = memo.remembering("reached", () => this.search(), areSameModules);
    this.byPath = memo.remembering("by path", () => new Map(this.reached.map((one) => [one.file.path, one])));
    this.moduleOf = memo.remembering(
      "reached module",
      (path: string) => this.byPath(undefined).get(path),
      isSameReached,
    );
    this.outcomeOf = memo.remembering("outcome", (path: string) => this.buildAt(path), isSameOutcome);
    this.toldOf = memo.remembering("told of module", (path: string) => ({
      missing: this.findMissing(path),
      computed: this.computedImports(path),
    }));
  }

  /** The modules that ship, in the order of discovery. */
  get reached(): readonly ReachedModule[] {
    return this.reachedOf(undefined);
  }

  get resolver(): Resolver {
    return this.resolverOf(undefined);
  }

  /** The module of a source's path on the device, if it ships. */
  reachedAt(path: string): ReachedModule | undefined {
    return this.moduleOf(path);
  }

  /** What became of a module that ships; undefined where it could not be built. */
  builtOf({ path }: PlacedFile): BuiltPython | undefined {
    return this.outcomeOf(path).built;
  }

  private buildAt(path: string): Outcome {
    const module = this.reachedAt(path);
    if (module === undefined) return {};
    try {
      return { built: this.python.build(this.python.trees.place(module.file)) };
    } catch (error) {
      if (error instanceof ProjectError) return { problem: error.problem };
      throw error;
    }
  }

  /** Everything that ships of the trees: modules, and data of libraries, which comes along with the first module. */
  files(): readonly PlacedFile[] {
    const { reached } = this;
    const used = new Set(reached.map(({ file }) => file.tree));
    const shipped = this.python.trees.all.filter((tree) => tree.shipsAll || used.has(tree));
    const data = shipped.flatMap((tree) => {
      const others = tree.files().filter(({ relative }) => !isModuleFile(relative) && !FOR_TYPES.test(relative));
      return others.map((file) => ({ path: join(tree.to, file.relative), tree, file }));
    });
    return [...reached.map(({ file }) => file), ...data];
  }

  /** What keeps it from being whole: libraries, modules that cannot be built, imports of what is not there. */
  findings(): Findings {
    const { trees } = this.python;
    const problems: Problem[] = [...trees.problems];
    const warnings: string[] = [];
    const missing: MissingModule[] = [];
    const computed: string[] = [];
    for (const { file } of this.reached) {
      const { problem } = this.outcomeOf(file.path);
      if (problem !== undefined) problems.push(problem);
      const told = this.toldOf(file.path);
      missing.push(...told.missing);
      computed.push(...told.computed);
    }
    // With a library missing, what is imported from it is missing, too: that has been said.
    if (trees.problems.length === 0) this.tellMissing(missing, problems, warnings);
    warnings.push(...computed);
    return { problems, warnings };
  }

  private tellMissing(missing: readonly MissingModule[], problems: Problem[], warnings: string[]): void {
    const { unresolved } = this.options;
    const byName = new Map<string, MissingModule[]>();
    for (const one of missing) byName.set(one.name, [...(byName.get(one.name) ?? []), one]);
    const errors = [...byName].filter(([name]) => unresolved(name) === "error");
    problems.push(...errors.map(([, places]) => asOneProblem(places)));
    const summary = missingSummary(errors.length, errors.flatMap(([, places]) => places).length);
    if (summary !== undefined) problems.push(summary);
    for (const [name, places] of byName) {
      if (unresolved(name) === "warn") warnings.push(problemText(asOneProblem(places)));
    }
  }

  /** A line for each import whose name only the running program knows. */
  private computedImports(path: string): readonly string[] {
    const module = this.reachedAt(path);
    if (module === undefined) return [];
    const { file, imports } = module;
    const { trees } = this.python;
    const computed = imports.filter((one) => one.kind === "computed").filter((one) => !one.ifPackage);
    return computed.flatMap(({ folder, line }) => {
      if (this.isIgnored(file, line)) return [];
      const source = relativePath(this.options.root, file.file.file);
      const place = `${source}:${line}: the name of this __import__ is computed`;
      if (folder !== undefined) return [`${place}, so the whole package ${folder} ships`];
      // What a single module of a library imports so is the firmware's, as a rule.
      return trees.isLibrary(file.tree) ? [] : [`${place}: name what it imports under entries`];
    });
  }

  private isIgnored({ file }: PlacedFile, line: number): boolean {
    try {
      return isIgnored(this.python.sourceOf(file.file), line);
    } catch (error) {
      if (error instanceof ProjectError) return false;
      throw error;
    }
  }

  private search(): ReachedModule[] {
    const { resolver } = this;
    const roots = [...this.scan.now.roots, ...this.wholeTrees(resolver)];
    return reach(roots, resolver, (file) => this.importsOf(file.path));
  }

  private resolve(path: string): readonly Import[] {
    const { resolver } = this;
    const file = resolver.files.find(path);
    // Asked of a module that has just gone, before whoever followed its imports knows.
    if (file === undefined) return [];
    try {
      return resolver.importsOf(file, this.python.factsOf(this.python.trees.place(file)));
    } catch (error) {
      if (!(error instanceof ProjectError)) throw error;
      return resolver.importsOf(file, []);
    }
  }

  /** What a resolver is made from. */
  private surroundings(): Surroundings {
    const { trees } = this.python;
    const { data, roots } = this.scan.now;
    const folders = new Set<string>();
    for (const { path } of data) {
      for (let folder = parentPath(path); folder.length > 1; folder = parentPath(folder)) folders.add(folder);
    }
    const { all } = trees;
    // What the options or JavaScript name is on the device, whatever else has its path.
    const plain = new DeviceFiles(all);
    const onTop = roots
      .map(({ file }) => file)
      .filter(({ path, tree, file }) => tree !== all[0] && plain.find(path)?.file.file !== file.file);
    return { all, folders, onTop };
  }

  private makeResolver({ all, folders, onTop }: Surroundings): Resolver {
    const isRoot = startsIn(this.options.flash.mount);
    const { memo, trees } = this.python;
    return new Resolver(new DeviceFiles(all, folders, onTop), trees.firmware, isRoot, memo);
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

  /** Imports of a module that are needed and lead nowhere. */
  private findMissing(path: string): MissingModule[] {
    const module = this.reachedAt(path);
    const missing = (module?.imports ?? []).filter((one) => one.kind === "missing" && !one.optional) as MissingImport[];
    if (module === undefined || missing.length === 0) return [];
    const { resolver, options } = this;
    const advice: Advice = {
      resolver,
      display: (file) => relativePath(options.root, file),
      suggest: (name) => suggestPackage(name, options.root),
      near: (file, name) => this.findNear(file, name),
    };
    return missing.flatMap((one): MissingModule[] => {
      const { name, line } = one;
      try {
        const source = this.python.sourceOf(module.file.file.file);
        return isIgnored(source, line) ? [] : [{ name, problem: unresolvedProblem(module.file, source, one, advice) }];
      } catch (error) {
        // The file has just gone.
        if (error instanceof ProjectError) return [{ name, problem: error.problem }];
        throw error;
      }
    });
  }

  /** Looks for a module in a file's folder, in those above it up to the project's root, and in folders called lib there. */
  private findNear(file: string, name: string): NearFile | undefined {
    const { root, isExcluded, layout } = this.options;
    const relative = name.replaceAll(".", "/");
    for (let folder = parentPath(file); ; folder = parentPath(folder)) {
      for (const place of [folder, `${folder}/lib`]) {
        const path = [`${place}/${relative}.py`, `${place}/${relative}/__init__.py`].find(
          (one) => this.python.disk.kindOf(one) === "file" && !isExcluded(one),
        );
        if (path === undefined) continue;
        const source = layout.roots.find((one) => isUnder(one.path, path));
        const plain = path.replace(/(?:\/__init__)?\.py$/, "");
        const known = source && relativePath(source.path, plain).replaceAll("/", ".");
        return { path: relativePath(root, path), name: known, folder: relativePath(root, place) || "." };
      }
      if (folder === root || !isUnder(root, folder)) return undefined;
    }
  }
}

function asOneProblem(places: readonly MissingModule[]): Problem {
  return withPlaces(
    places[0]!.problem,
    places.slice(1).map(({ problem }) => problemPlace(problem)),
  );
}

/** What became of a module. */
interface Outcome {
  readonly built?: BuiltPython;
  /** Why it could not be built. */
  readonly problem?: Problem;
}

function isSameOutcome(a: Outcome, b: Outcome): boolean {
  return a.built === b.built && a.problem === b.problem;
}

/** What there is to tell of a module's imports. */
interface Told {
  readonly missing: readonly MissingModule[];
  /** A line for each whose name only the running program knows. */
  readonly computed: readonly string[];
}

/** A module that an import asks for and nothing provides. */
interface MissingModule {
  readonly name: string;
  readonly problem: Problem;
}

interface Surroundings {
  readonly all: DeviceFiles["trees"];
  /** Folders of data, on the device. */
  readonly folders: ReadonlySet<string>;
  readonly onTop: readonly PlacedFile[];
}

function areSameSurroundings(a: Surroundings, b: Surroundings): boolean {
  const names = ({ folders, onTop }: Surroundings): string => {
    return JSON.stringify([[...folders], onTop.map(({ path, file }) => [path, file.file])]);
  };
  return a.all.length === b.all.length && a.all.every((tree, at) => tree === b.all[at]) && names(a) === names(b);
}

function areSameModules(a: readonly ReachedModule[], b: readonly ReachedModule[]): boolean {
  return a.length === b.length && a.every((one, at) => isSameReached(one, b[at]));
}

function isSameReached(a: ReachedModule | undefined, b: ReachedModule | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  const isSameFile =
    a.file.path === b.file.path && a.file.tree === b.file.tree && a.file.file.file === b.file.file.file;
  return isSameFile && a.name === b.name && a.entry === b.entry && areSameImports(a.imports, b.imports);
}
