// The source trees of a build: the source roots, the roots of files that JavaScript imports, and the libraries. Each
// tree is made once. Every build checks it again: a folder for new and removed files, a library for changes of the
// files that describe it.

import type { Disk } from "../node/disk.ts";
import { FolderTree, isSkippedFolder } from "../node/folder-tree.ts";
import { loadLibrary } from "../node/libraries/index.ts";
import type { LibraryOption } from "../node/libraries/index.ts";
import { isModuleFile, join } from "../project/graph/device-files.ts";
import type { PlacedFile } from "../project/graph/device-files.ts";
import { withFrozen } from "../project/graph/firmware.ts";
import type { Firmware } from "../project/graph/firmware.ts";
import type { SourceTree } from "../project/graph/source-tree.ts";
import type { Input, Memo } from "../project/memo.ts";
import { comparePaths, isUnder, parentPath, relativePath } from "../project/paths.ts";
import { packageRoot, placeAt, placeFile, rootOf } from "../project/placement.ts";
import type { Placement } from "../project/placement.ts";
import { ProjectError } from "../project/problem.ts";
import type { Problem } from "../project/problem.ts";
import { mayLeadTo } from "./links.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";
import { notInSourceRoots } from "./messages.ts";

/** A library of the options: its trees, or the problem with it. */
interface LoadedLibrary {
  readonly trees: readonly SourceTree[];
  readonly problem: Problem | undefined;
}

/** A file's place on the device, and the file that it was computed for. */
interface KnownPlace {
  readonly placed: PlacedFile;
  readonly placement: Placement;
}

/**
 * Real paths of linked files and folders. Bundlers follow links, so their path of a file differs from the path in the
 * options.
 */
interface Linked {
  /** Files of listed trees by their real path. */
  readonly files: ReadonlyMap<string, PlacedFile>;
  /** Folders with their real path. */
  readonly folders: readonly { readonly path: string; readonly tree: FolderTree }[];
}

const NO_ROOTS: readonly FolderTree[] = [];
const NOTHING: LoadedLibrary = { trees: [], problem: undefined };

/** All source trees of a project: source roots, folders of imported files, libraries. */
export class ProjectTrees {
  private readonly options: ResolvedOptions;
  private readonly disk: Disk;
  private readonly memo: Memo;
  private readonly roots: readonly FolderTree[];
  /** Roots of all files that JavaScript has imported from outside the source roots, by folder. */
  private readonly importedRoots = new Map<string, FolderTree>();
  /** The roots among them that are in use now, in the order of their paths. */
  private readonly usedRoots: Input<undefined, readonly FolderTree[]> = {
    name: "used roots",
    read: () => NO_ROOTS,
    print: (roots) => JSON.stringify(roots.map((root) => root.path)),
  };
  private readonly library: (index: number) => LoadedLibrary;
  /** Files that the option `firmware.manifest` lists. The device has them, so they do not ship. */
  private readonly frozen: (_: undefined) => LoadedLibrary;
  private readonly frozenFiles: (_: undefined) => ReadonlySet<string>;
  private readonly firmwareOf: (_: undefined) => Firmware;
  private readonly everything: (_: undefined) => readonly SourceTree[];
  private readonly listedFiles: (_: undefined) => ReadonlyMap<string, PlacedFile>;
  private readonly linked: (_: undefined) => Linked;
  /** Places by the path on the device, then by the file. */
  private readonly known = new Map<string, Map<string, KnownPlace>>();

  constructor(options: ResolvedOptions, disk: Disk, memo: Memo) {
    this.options = options;
    this.disk = disk;
    this.memo = memo;
    const { libraries, firmware, firmwareManifest } = options;
    this.library = memo.remembering("library", (index: number) => this.load(libraries[index]!), areSameLibraries);
    const loadFrozen = (): LoadedLibrary => (firmwareManifest === undefined ? NOTHING : this.load(firmwareManifest));
    this.frozen = memo.remembering("frozen", loadFrozen, areSameLibraries);
    this.frozenFiles = memo.remembering("frozen files", () => {
      const files = this.frozen(undefined).trees.flatMap((tree) => tree.files());
      return new Set(files.map(({ file }) => file));
    });
    this.firmwareOf = memo.remembering("firmware", () =>
      firmwareManifest === undefined ? firmware : withFrozen(firmware, this.frozen(undefined).trees),
    );
    this.everything = memo.remembering("trees", () => this.collect(), areSameLists);
    this.listedFiles = memo.remembering("listed files", () => this.indexListed());
    this.linked = memo.remembering("linked", () => this.followLinks());
    this.roots = options.layout.roots.map(({ path, to }) => this.rootTree(path, to));
  }

  get inputs(): readonly Input<never, unknown>[] {
    return [this.usedRoots];
  }

  /** All trees, in search order. */
  get all(): readonly SourceTree[] {
    return this.everything(undefined);
  }

  /** The firmware, with the modules that it brings. */
  get firmware(): Firmware {
    return this.firmwareOf(undefined);
  }

  /** Problems with libraries. */
  get problems(): Problem[] {
    return this.described().flatMap(({ problem }) => problem ?? []);
  }

  /** Files (absolute) of trees that ship as a whole, skipped because their names are not UTF-8. */
  get unreadable(): string[] {
    return this.folderTrees().flatMap((tree) => (tree.shipsAll || !this.options.treeshake ? tree.unreadable : []));
  }

  /**
   * Files that describe libraries, including libraries that failed to load. A change to one of them rebuilds the trees.
   */
  get describedBy(): string[] {
    return this.described().flatMap(({ trees, problem }) => {
      return [...trees.flatMap((tree) => tree.describedBy), ...(problem?.file ? [problem.file] : [])];
    });
  }

  /** Folders in which modules may appear or disappear. */
  get folders(): string[] {
    return this.all.flatMap((tree) => (tree instanceof FolderTree ? tree.path : (tree.folders ?? [])));
  }

  /** Whether an import could find a module at this path (absolute). */
  mayHold(file: string): boolean {
    if (!isModuleFile(file) || this.options.isExcluded(file)) return false;
    return this.all.some((tree) => {
      if (tree.folders?.includes(parentPath(file))) return true;
      if (!(tree instanceof FolderTree) || !isUnder(tree.path, file)) return false;
      const folders = file.slice(tree.path.length).split("/").slice(0, -1);
      return !folders.some((part) => part !== "" && isSkippedFolder(part));
    });
  }

  /** The path (absolute) of a file as the options name it. A bundler may have reached the file through a link. */
  knownPath(file: string): string {
    return this.behindLink(file)?.file.file ?? file;
  }

  /**
   * A file of the project in its tree. @throws ProjectError if the file is in none of the source roots that the user
   * gave
   */
  find(file: string): PlacedFile {
    const linked = this.behindLink(file);
    if (linked !== undefined) return linked;
    const used = this.memo.get(this.usedRoots, undefined);
    const given = this.folderTrees().filter((one) => !used.includes(one));
    const tree = rootOf(file, given) ?? this.listedFiles(undefined).get(file) ?? this.importedRoot(file);
    return tree instanceof FolderTree ? placedIn(tree, file) : tree;
  }

  /** Whether the option `firmware.manifest` lists this file. The device has it, so it does not ship. */
  isFrozen(file: string): boolean {
    return this.options.firmwareManifest !== undefined && this.frozenFiles(undefined).has(file);
  }

  private behindLink(file: string): PlacedFile | undefined {
    const { files, folders } = this.linked(undefined);
    const listed = files.get(file);
    if (listed !== undefined || folders.length === 0) return listed;
    const folder = rootOf(file, folders);
    return folder && placedIn(folder.tree, `${folder.tree.path}${file.slice(folder.path.length)}`);
  }

  private followLinks(): Linked {
    const files = new Map<string, PlacedFile>();
    for (const [file, placed] of this.listedFiles(undefined)) {
      const real = this.disk.realPath(file);
      if (real !== file) files.set(real, placed);
    }
    const folders = this.folderTrees().map((tree) => ({ path: this.disk.realPath(tree.path), tree }));
    return { files, folders: folders.filter(({ path, tree }) => path !== tree.path) };
  }

  /** Sets which files JavaScript imports now. Their own imports are looked for in their roots, too. */
  useRootsOf(files: readonly PlacedFile[]): void {
    const trees = new Set(files.map((file) => file.tree));
    const used = [...this.importedRoots.values()].filter((tree) => trees.has(tree));
    used.sort((a, b) => comparePaths(a.path, b.path));
    if (!areSameLists(used, this.memo.get(this.usedRoots, undefined))) this.memo.set(this.usedRoots, undefined, used);
  }

  /** The place of a file on the device. It is the same object as long as the place is the same. */
  place(placed: PlacedFile): Placement {
    const { path, tree, file } = placed;
    let atPath = this.known.get(path);
    if (atPath === undefined) this.known.set(path, (atPath = new Map()));
    const known = atPath.get(file.file);
    if (known?.placed.file === file && known.placed.tree === tree) return known.placement;
    const { layout } = this.options;
    const isRoot = tree instanceof FolderTree && !this.isLibrary(tree);
    const placement = isRoot
      ? placeFile(file.file, { path: tree.path, to: tree.to }, layout)
      : placeAt(file, tree.to, layout);
    const kept = known && isSamePlace(known.placement, placement) ? known.placement : placement;
    atPath.set(file.file, { placed, placement: kept });
    return kept;
  }

  /** Whether a tree comes from the option `libraries`. */
  isLibrary(tree: SourceTree): boolean {
    return this.libraries().some(({ trees }) => trees.includes(tree));
  }

  /** Whether a tree is a source root of the options. */
  isGivenRoot(tree: SourceTree): boolean {
    return this.roots.includes(tree as FolderTree);
  }

  private folderTrees(): FolderTree[] {
    return this.all.filter((tree) => tree instanceof FolderTree);
  }

  private collect(): SourceTree[] {
    return [
      ...this.roots,
      ...this.memo.get(this.usedRoots, undefined),
      ...this.libraries().flatMap(({ trees }) => trees),
    ];
  }

  private indexListed(): Map<string, PlacedFile> {
    const files = new Map<string, PlacedFile>();
    for (const tree of this.libraries().flatMap(({ trees }) => trees)) {
      if (tree instanceof FolderTree) continue;
      for (const file of tree.files()) {
        if (!files.has(file.file)) files.set(file.file, { path: join(tree.to, file.relative), tree, file });
      }
    }
    return files;
  }

  private importedRoot(file: string): FolderTree {
    const { layout, rootsAreGiven, flashRoot, root } = this.options;
    if (rootsAreGiven) {
      const roots = layout.roots.map((one) => relativePath(root, one.path) || ".");
      throw new ProjectError(notInSourceRoots({ file, displayFile: relativePath(root, file) }, roots));
    }
    const folder = packageRoot(file, (path) => this.disk.kindOf(path) === "file");
    const known = this.importedRoots.get(folder);
    if (known) return known;
    const tree = this.rootTree(folder, flashRoot);
    this.importedRoots.set(folder, tree);
    return tree;
  }

  private rootTree(folder: string, to: string): FolderTree {
    const { root, isExcluded, layout } = this.options;
    const inner = new Set(layout.roots.map((one) => one.path).filter((path) => isUnder(folder, path)));
    return new FolderTree({
      name: relativePath(root, folder) || ".",
      to,
      shipsAll: false,
      folder,
      mayLeadTo: (real) => this.mayLeadTo(real),
      disk: this.disk,
      memo: this.memo,
      isExcluded: (path) => inner.has(path) || this.isLibraryFolder(path) || this.isFrozen(path) || isExcluded(path),
    });
  }

  private isLibraryFolder(path: string): boolean {
    return this.libraries().some(({ trees }) => {
      return trees.some((tree) => tree instanceof FolderTree && tree.path === path);
    });
  }

  private mayLeadTo(real: string): boolean {
    return mayLeadTo(this.options, real, (path) => this.disk.realPath(path));
  }

  private libraries(): LoadedLibrary[] {
    return this.options.libraries.map((_, index) => this.library(index));
  }

  /** All trees that files describe: libraries and frozen modules. */
  private described(): LoadedLibrary[] {
    return [...this.libraries(), this.frozen(undefined)];
  }

  private load(library: LibraryOption): LoadedLibrary {
    const { root, libraryFolder, isExcluded, circuitPython } = this.options;
    const { disk, memo } = this;
    const mayLeadTo = (real: string): boolean => this.mayLeadTo(real);
    const context = { root, libraryFolder, disk, memo, circuitPython, isExcluded, mayLeadTo };
    try {
      return { trees: loadLibrary(library, context), problem: undefined };
    } catch (error) {
      if (!(error instanceof ProjectError)) throw error;
      return { trees: [], problem: error.problem };
    }
  }
}

function placedIn(tree: FolderTree, file: string): PlacedFile {
  const relative = file.slice(tree.path.length).replace(/^\/+/, "");
  return { path: join(tree.to, relative), tree, file: tree.find(relative) ?? { file, relative } };
}

/** Whether a file would be built to the same output at both places. */
function isSamePlace(a: Placement, b: Placement): boolean {
  const isSame = a.path === b.path && a.asset === b.asset && a.file === b.file && a.relative === b.relative;
  return isSame && a.kind === b.kind && a.optimize === b.optimize && a.suffix === b.suffix && a.module === b.module;
}

function areSameLists<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at]);
}

/** Whether two loads of a library gave the same trees. Then the old trees stay, with everything found in them. */
function areSameLibraries(a: LoadedLibrary, b: LoadedLibrary): boolean {
  if (a.problem !== undefined || b.problem !== undefined || a.trees.length !== b.trees.length) return false;
  return a.trees.every((tree, at) => descriptionOf(tree) === descriptionOf(b.trees[at]!));
}

function descriptionOf(tree: SourceTree): string {
  const { name, version, to, shipsAll, describedBy, folders } = tree;
  const content = tree instanceof FolderTree ? tree.path : tree.files();
  return JSON.stringify([name, version, to, shipsAll, describedBy, folders, content]);
}
