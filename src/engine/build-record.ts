// What the last whole build of a project found, on disk for the next process: which files ship, what they import, what the manifest
// says of them. It holds while the search for all that would look at the same and find the same: the options, the code of this
// package, the names in every folder that was looked into, the lists of all libraries, and the content of every module. What does not
// hold is searched for as always. Paths are the project's own, so the record may move with it.

import { join, relative } from "node:path";
import { codeVersion } from "../node/cache/code-version.ts";
import { toolCacheFolder } from "../node/cache/cache-folder.ts";
import { keepNewest, readChecked, writeChecked } from "../node/checked-file.ts";
import { sha256, toPosix } from "../node/files.ts";
import { FolderTree } from "../node/folder-tree.ts";
import type { PlacedFile } from "../project/graph/device-files.ts";
import { join as joinOnDevice } from "../project/graph/device-files.ts";
import type { Root } from "../project/graph/reach.ts";
import type { SourceTree } from "../project/graph/source-tree.ts";
import { relativePath } from "../project/paths.ts";
import type { FoundModules } from "./import-search.ts";
import { packGraph, TextTable, unpackGraph } from "./packed-graph.ts";
import type { PackedGraph } from "./packed-graph.ts";
import type { BuiltPython, PythonBuilder } from "./python-builder.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";

/** What a build starts from. */
export interface BuildStart {
  readonly roots: readonly Root[];
  /** Paths on the device of data files that the options name. */
  readonly data: readonly string[];
}

/** What a build without problems found. */
export interface FoundBuild extends Pick<FoundModules, "python" | "files" | "placements" | "graph"> {
  /** Names of the modules that each of `python` imports. */
  readonly imports: readonly (readonly string[])[];
  /** Of the checks. */
  readonly warnings: readonly string[];
}

/** The build in the file. */
interface Kept extends Pick<FoundBuild, "warnings"> {
  readonly version: string;
  readonly texts: readonly string[];
  readonly graph: PackedGraph;
  /** Folders that were looked into, of each tree; null for one that is a list. */
  readonly seen: readonly (readonly string[] | null)[];
  /** SHA-256 of all that the search depends on but the modules' content. */
  readonly state: string;
  readonly files: readonly KeptFile[];
}

/** A file of the tree with this number; with what was built of it, if it is a module. */
type KeptFile = [tree: number, relative: string, made?: KeptModule];

/** The texts of its imports go by their numbers. */
type KeptModule = [source: string, key: string | null, sha256: string, imports: readonly number[]];

/** Builds with other options, or of other projects below one node_modules, that are kept beside each other. */
const KEPT = 16;

/** See the top of this file. Nothing here throws. */
export class BuildRecord {
  private readonly root: string;
  private readonly folder: string;
  private readonly name: string;
  private readonly version: string;
  private readonly python: PythonBuilder;

  private constructor(root: string, folder: string, name: string, version: string, python: PythonBuilder) {
    this.root = root;
    this.folder = folder;
    this.name = name;
    this.version = version;
    this.python = python;
  }

  /** The record of builds with these options; undefined where there is none to be. */
  static open(options: ResolvedOptions, python: PythonBuilder): BuildRecord | undefined {
    const { root, identity, cacheFolder, lock } = options;
    // What a lock file is about is to be looked at each time.
    if (cacheFolder === undefined || identity === undefined || lock !== undefined) return undefined;
    const folder = toolCacheFolder(root);
    if (folder === undefined) return undefined;
    const name = sha256(`${toPosix(relative(folder, root))}\n${identity}`).slice(0, 16);
    return new BuildRecord(root, folder, name, codeVersion(), python);
  }

  /** What the build would find, if it would find what it found last time. */
  recall(start: BuildStart): FoundBuild | undefined {
    const text = readChecked(this.path);
    const kept = text === undefined ? undefined : (JSON.parse(text) as Kept);
    if (kept?.version !== this.version || kept.state !== this.stateOf(start, kept.seen)) return undefined;
    const { trees } = this.python;
    const { all } = trees;
    const roots = new Map(start.roots.map(({ file }) => [file.path, file]));
    const files: PlacedFile[] = [];
    const python: BuiltPython[] = [];
    const imports: string[][] = [];
    for (const [index, relativeName, made] of kept.files) {
      const placed = placedFile(all[index]!, relativeName, roots);
      if (!placed) return undefined;
      files.push(placed);
      if (made === undefined) continue;
      const [source, key, hash, names] = made;
      const built = this.python.restore(trees.place(placed), { sha256: source, key: key ?? undefined }, hash);
      if (!built) return undefined;
      python.push(built);
      imports.push(names.map((name) => kept.texts[name]!));
    }
    const graph = unpackGraph(kept.graph, kept.texts);
    const placements = files.map((file) => trees.place(file));
    return { python, files, placements, graph, imports, warnings: kept.warnings };
  }

  /** Keeps a build. */
  keep(start: BuildStart, { python, files, placements, graph, imports, warnings }: FoundBuild): void {
    const trees = new Map(this.python.trees.all.map((tree, index) => [tree, index]));
    const seen = [...trees.keys()].map((tree) => (tree instanceof FolderTree ? tree.seen : null));
    const table = new TextTable();
    const made = new Map(
      python.map(({ placement, origin, sha256: hash }, at): [string, KeptModule] => {
        const names = imports[at]!.map((name) => table.numberOf(name));
        return [placement.path, [origin.sha256, origin.key ?? null, hash, names]];
      }),
    );
    const kept: Kept = {
      version: this.version,
      seen,
      state: this.stateOf(start, seen),
      files: files.map(({ tree, file }, at): KeptFile => {
        const module = made.get(placements[at]!.path);
        return module ? [trees.get(tree)!, file.relative, module] : [trees.get(tree)!, file.relative];
      }),
      graph: packGraph(graph, table),
      texts: table.texts,
      warnings,
    };
    writeChecked(this.path, JSON.stringify(kept));
    keepNewest(this.folder, "build-", KEPT);
  }

  private get path(): string {
    return join(this.folder, `build-${this.name}.json`);
  }

  private stateOf({ roots, data }: BuildStart, seen: Kept["seen"]): string {
    const { trees } = this.python;
    const { all } = trees;
    const described = all.map((tree, index) => {
      const { name, to, shipsAll } = tree;
      return [
        name,
        to,
        shipsAll,
        trees.isGivenRoot(tree),
        trees.isLibrary(tree),
        this.holdings(tree, seen[index] ?? null),
      ];
    });
    const places = new Map(all.map((tree, index) => [tree, index]));
    const starts = roots.map(({ file, entry }) => [places.get(file.tree), file.file.relative, entry]);
    return sha256(JSON.stringify([described, starts, data]));
  }

  /** What a tree holds, as far as it was looked at. */
  private holdings(tree: SourceTree, seen: readonly string[] | null): unknown {
    if (tree instanceof FolderTree) return seen === null ? undefined : sha256(tree.namesIn(seen));
    const files = tree.files().map(({ file, relative: path, optimize, suffix, asSource }) => {
      return [relativePath(this.root, file), path, optimize, suffix, asSource];
    });
    return [seen === null, files];
  }
}

function placedFile(
  tree: SourceTree,
  relativeName: string,
  roots: ReadonlyMap<string, PlacedFile>,
): PlacedFile | undefined {
  const path = joinOnDevice(tree.to, relativeName);
  const root = roots.get(path);
  if (root?.tree === tree) return root;
  const file = tree.find(relativeName);
  return file && { path, tree, file };
}
