// The resolve stage: finds the modules that ship, which are the roots and everything that they import. It compiles each
// module, because the compiler reports the imports.

import { suggestPackage } from "../node/libraries/suggest.ts";
import { DeviceFiles, isModuleFile, join } from "../project/graph/device-files.ts";
import type { PlacedFile } from "../project/graph/device-files.ts";
import { reach } from "../project/graph/reach.ts";
import type { ReachedModule, Root } from "../project/graph/reach.ts";
import { areSameImports, Resolver } from "../project/graph/resolver.ts";
import type { ComputedImport, Import, MissingImport } from "../project/graph/resolver.ts";
import { startsIn } from "../project/checks/boot.ts";
import {
  isIgnored,
  missingInFunctions,
  missingSummary,
  unresolvedProblem,
  withAdviceOnce,
  withPlaces,
} from "../project/graph/unresolved.ts";
import type { Advice, NearFile } from "../project/graph/unresolved.ts";
import type { ImportFact } from "../project/imports.ts";
import { isUnder, parentPath, relativePath } from "../project/paths.ts";
import { ProjectError, problemPlace, problemText } from "../project/problem.ts";
import type { Problem } from "../project/problem.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";
import type { FileScan } from "./named-files.ts";
import type { BuiltPython, PythonBuilder } from "./python-builder.ts";
import { computedImports } from "./messages.ts";

/** Files of a package that only type checkers read. */
const FOR_TYPES = /(?:^|\/)py\.typed$|\.pyi$/;

/** Problems and warnings of a stage. */
export interface Findings {
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
}

/** Finds the modules that ship: the entries, whole trees, and everything that these import. It compiles each file. */
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
  private readonly importFindingsOf: (path: string) => ImportFindings;

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
    this.importFindingsOf = memo.remembering("import findings of module", (path: string) => ({
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

  /** The module of a source, if it ships. */
  reachedAt(path: string): ReachedModule | undefined {
    return this.moduleOf(path);
  }

  /** Whether an import of a file may run. A library's file is only imported: it is never the program. */
  mayRun(file: PlacedFile): (fact: ImportFact) => boolean {
    return this.resolver.mayRun(file, this.python.trees.isLibrary(file.tree));
  }

  /** The result of building a module that ships. */
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

  /** All files that ship from the trees: modules, and the data of each library with a module that ships. */
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

  /** Problems with libraries, modules that cannot be built, and unresolved imports. */
  findings(): Findings {
    const { trees } = this.python;
    const problems: Problem[] = [...trees.problems];
    const warnings: string[] = [];
    const missing: MissingModule[] = [];
    const computed = new Map<string, ComputedPlace[]>();
    for (const { file } of this.reached) {
      const { problem } = this.outcomeOf(file.path);
      if (problem !== undefined) problems.push(problem);
      const imports = this.importFindingsOf(file.path);
      missing.push(...imports.missing);
      for (const one of imports.computed) {
        const key = one.folder ?? `${one.package ?? ""} ${one.place}`;
        computed.set(key, [...(computed.get(key) ?? []), one]);
      }
    }
    // A failed library is reported already. Its modules are missing because of that.
    if (trees.problems.length === 0) this.reportMissing(missing, problems, warnings);
    for (const places of computed.values()) {
      const [{ folder, package: name }] = places as [ComputedPlace];
      warnings.push(
        computedImports(
          places.map(({ place }) => place),
          folder,
          name,
          this.options.size !== undefined,
        ),
      );
    }
    return { problems, warnings };
  }

  private reportMissing(missing: readonly MissingModule[], problems: Problem[], warnings: string[]): void {
    const byName = new Map<string, MissingModule[]>();
    for (const one of missing) byName.set(one.name, [...(byName.get(one.name) ?? []), one]);
    const errors: MissingModule[][] = [];
    const warned: Problem[] = [];
    const inFunctions: { name: string; places: string[] }[] = [];
    for (const [name, places] of byName) {
      const level = this.options.unresolved(name);
      if (level === "warn") warned.push(mergeProblems(places));
      if (level === "error" || (level === undefined && places.some((one) => !one.mayNeverRun))) errors.push(places);
      else if (level === undefined)
        inFunctions.push({ name, places: places.map(({ problem }) => problemPlace(problem)) });
    }
    problems.push(...withAdviceOnce(errors.map(mergeProblems)));
    warnings.push(...withAdviceOnce(warned).map(problemText));
    const summary = missingSummary(
      errors.map(([first]) => first!.name),
      errors.flat().length,
    );
    if (summary !== undefined) problems.push(summary);
    if (inFunctions.length > 0) warnings.push(missingInFunctions(inFunctions));
  }

  /** The imports with a computed name. */
  private computedImports(path: string): readonly ComputedPlace[] {
    const module = this.reachedAt(path);
    if (module === undefined) return [];
    const { file, imports } = module;
    const { trees } = this.python;
    const computed = imports.filter((one) => one.kind === "computed").filter((one) => !one.ifPackage);
    return computed.flatMap(({ folder, package: name, line }) => {
      if (this.isIgnored(file, line)) return [];
      const source = relativePath(this.options.root, file.file.file);
      // A library's module outside a package usually imports modules of the firmware in this way.
      if (folder === undefined && trees.isLibrary(file.tree)) return [];
      return [{ place: `${source}:${line}`, folder, package: name }];
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
    // The module may have been removed since its importer was resolved.
    if (file === undefined) return [];
    const { trees } = this.python;
    try {
      return resolver.importsOf(file, this.python.factsOf(trees.place(file)), this.mayRun(file));
    } catch (error) {
      if (!(error instanceof ProjectError)) throw error;
      return resolver.importsOf(file, []);
    }
  }

  /** The inputs of a resolver. */
  private surroundings(): Surroundings {
    const { trees } = this.python;
    const { data, roots } = this.scan.now;
    const folders = new Set<string>();
    for (const { path } of data) {
      for (let folder = parentPath(path); folder.length > 1; folder = parentPath(folder)) folders.add(folder);
    }
    const { all } = trees;
    // Files that the options or JavaScript name take precedence over other files with the same path.
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

  /** Modules of trees that ship as a whole, except files that are shadowed by another tree. */
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

  /** Unresolved imports of a module that are not optional. */
  private findMissing(path: string): MissingModule[] {
    const module = this.reachedAt(path);
    const missing = (module?.imports ?? []).filter((one) => one.kind === "missing" && !one.optional) as MissingImport[];
    if (module === undefined || missing.length === 0) return [];
    const { resolver, options } = this;
    const isLibrary = this.python.trees.isLibrary(module.file.tree);
    const advice: Advice = {
      resolver,
      display: (file) => relativePath(options.root, file),
      suggest: (name) => suggestPackage(name, options.root),
      near: (file, name) => this.findNear(file, name),
    };
    return missing.flatMap((one): MissingModule[] => {
      const { name, line } = one;
      // A library has functions for other programs, too. In a project's own source an import is there to run.
      const mayNeverRun = isLibrary && one.inFunction === true;
      try {
        const source = this.python.sourceOf(module.file.file.file);
        if (isIgnored(source, line)) return [];
        return [{ name, problem: unresolvedProblem(module.file, source, one, advice), mayNeverRun }];
      } catch (error) {
        // The file has been removed.
        if (error instanceof ProjectError) return [{ name, problem: error.problem, mayNeverRun }];
        throw error;
      }
    });
  }

  /** Looks for a module in a file's folder, in its parents up to the project root, and in folders named lib there. */
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

/** One problem for all places of a module, those that are sure to run first. */
function mergeProblems(places: readonly MissingModule[]): Problem {
  const [first, ...others] = [...places].sort((a, b) => Number(a.mayNeverRun) - Number(b.mayNeverRun));
  return withPlaces(
    first!.problem,
    others.map(({ problem }) => problemPlace(problem)),
  );
}

/** An import with a computed name. */
interface ComputedPlace extends Pick<ComputedImport, "folder" | "package"> {
  /** Its source and line: "app/main.py:3". */
  readonly place: string;
}

/** The result of building a module. */
interface Outcome {
  readonly built?: BuiltPython;
  /** Why the module could not be built. */
  readonly problem?: Problem;
}

function isSameOutcome(a: Outcome, b: Outcome): boolean {
  return a.built === b.built && a.problem === b.problem;
}

/** Findings in a module's imports. */
interface ImportFindings {
  readonly missing: readonly MissingModule[];
  /** Imports with a computed name. */
  readonly computed: readonly ComputedPlace[];
}

/** A module that is imported and that nothing provides. */
interface MissingModule {
  readonly name: string;
  readonly problem: Problem;
  /** Whether the import is inside a function of a library. */
  readonly mayNeverRun: boolean;
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
