// The source trees of a build: the source roots, those that files imported from JavaScript bring along, and the libraries.
// Each is made once, and looked at again for every build: folders for what came and went, libraries for what describes them.

import { isFile } from "../node/files.ts";
import type { FileContent } from "../node/files.ts";
import { FolderTree, isSkippedFolder } from "../node/folder-tree.ts";
import { loadLibrary } from "../node/libraries/index.ts";
import type { LibraryContext } from "../node/libraries/library.ts";
import { isModuleFile, join } from "../project/graph/device-files.ts";
import type { PlacedFile } from "../project/graph/device-files.ts";
import type { SourceTree } from "../project/graph/source-tree.ts";
import { comparePaths, isUnder, parentPath, relativePath } from "../project/paths.ts";
import { packageRoot, placeAt, placeFile, rootOf } from "../project/placement.ts";
import type { Placement } from "../project/placement.ts";
import { ProjectError } from "../project/problem.ts";
import type { Problem } from "../project/problem.ts";
import { mayLeadTo } from "./links.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";

/** A library of the options and what became of it. */
interface LoadedLibrary {
  readonly trees: readonly SourceTree[];
  readonly problem: Problem | undefined;
  /** SHA-256 of the files that describe it, as they were. */
  readonly described: ReadonlyMap<string, string | undefined>;
}

/** See the top of this file. */
export class ProjectTrees {
  private readonly options: ResolvedOptions;
  private readonly read: (file: string) => FileContent | undefined;
  private readonly roots: readonly FolderTree[];
  /** Roots of files that JavaScript has ever imported from outside of the source roots, by folder. */
  private readonly importedRoots = new Map<string, FolderTree>();
  /** Those of them that count now, in the order of their paths. */
  private usedRoots: readonly FolderTree[] = [];
  private libraries: LoadedLibrary[] | undefined;
  private byFile: Map<string, PlacedFile> | undefined;
  private placements = new Map<string, Placement>();
  /** Raised whenever a tree has changed, or another one came. */
  version = 0;

  /** `read` gives a file's content; undefined where there is none. */
  constructor(options: ResolvedOptions, read: (file: string) => FileContent | undefined) {
    this.options = options;
    this.read = read;
    this.roots = options.layout.roots.map(({ path, to }) => this.rootTree(path, to));
  }

  /** All trees in the order of the search. */
  get all(): SourceTree[] {
    return [...this.roots, ...this.usedRoots, ...this.librariesNow().flatMap(({ trees }) => trees)];
  }

  /** What is wrong with libraries. */
  get problems(): Problem[] {
    return this.librariesNow().flatMap(({ problem }) => problem ?? []);
  }

  /** What of trees that ship as a whole is passed over because its name is not UTF-8: absolute. */
  get unreadable(): string[] {
    return this.folderTrees().flatMap((tree) => (tree.shipsAll || !this.options.treeshake ? tree.unreadable : []));
  }

  /** Files that libraries are described by, those of failed ones among them: a change to them makes the trees anew. */
  get describedBy(): string[] {
    return this.librariesNow().flatMap(({ described }) => [...described.keys()]);
  }

  /** Folders in which a module may come or go. */
  get folders(): string[] {
    return this.all.flatMap((tree) => (tree instanceof FolderTree ? tree.path : (tree.folders ?? [])));
  }

  /** Whether a module at this place (absolute) would be found, as far as it depends on the place. */
  mayHold(file: string): boolean {
    if (!isModuleFile(file) || this.options.isExcluded(file)) return false;
    return this.all.some((tree) => {
      if (tree.folders?.includes(parentPath(file))) return true;
      if (!(tree instanceof FolderTree) || !isUnder(tree.path, file)) return false;
      const folders = file.slice(tree.path.length).split("/").slice(0, -1);
      return !folders.some((part) => part !== "" && isSkippedFolder(part));
    });
  }

  /** Looks at the disk again. */
  refresh(): void {
    const before = this.libraries;
    this.libraries = before?.map((known, index) => (this.isCurrent(known) ? known : this.load(index)));
    const reloaded = this.libraries?.some((library, index) => library !== before?.[index]);
    let changed = reloaded === true;
    const unused = [...this.importedRoots.values()].filter((tree) => !this.usedRoots.includes(tree));
    for (const tree of [...this.folderTrees(), ...unused]) changed = tree.refresh() || changed;
    if (changed) this.noteChange();
  }

  /** A file of the project in its tree. @throws ProjectError where it lies in none of the source roots that the user gave */
  find(file: string): PlacedFile {
    const given = this.folderTrees().filter((one) => !this.usedRoots.includes(one));
    const tree = rootOf(file, given) ?? this.listed(file) ?? this.importedRoot(file);
    if (!(tree instanceof FolderTree)) return tree;
    const relative = file.slice(tree.path.length).replace(/^\/+/, "");
    return { path: join(tree.to, relative), tree, file: tree.find(relative) ?? { file, relative } };
  }

  /** Says which files JavaScript imports now: what they import in turn is looked for in their roots, too. */
  useRootsOf(files: readonly PlacedFile[]): void {
    const trees = new Set(files.map((file) => file.tree));
    const used = [...this.importedRoots.values()].filter((tree) => trees.has(tree));
    used.sort((a, b) => comparePaths(a.path, b.path));
    if (used.length === this.usedRoots.length && used.every((tree, index) => tree === this.usedRoots[index])) return;
    this.usedRoots = used;
    this.version++;
  }

  /** Where a file of a tree comes to lie. */
  place({ path, tree, file }: PlacedFile): Placement {
    const known = this.placements.get(path);
    if (known?.file === file.file) return known;
    const { layout } = this.options;
    const isRoot = tree instanceof FolderTree && !this.isLibrary(tree);
    const placement = isRoot
      ? placeFile(file.file, { path: tree.path, to: tree.to }, layout)
      : placeAt(file, tree.to, layout);
    this.placements.set(path, placement);
    return placement;
  }

  /** Whether a tree is of the option `libraries`. */
  isLibrary(tree: SourceTree): boolean {
    return this.librariesNow().some(({ trees }) => trees.includes(tree));
  }

  /** Whether a tree is a source root of the options. */
  isGivenRoot(tree: SourceTree): boolean {
    return this.roots.includes(tree as FolderTree);
  }

  private folderTrees(): FolderTree[] {
    return this.all.filter((tree) => tree instanceof FolderTree);
  }

  private listed(file: string): PlacedFile | undefined {
    if (!this.byFile) {
      this.byFile = new Map();
      for (const { trees } of this.librariesNow()) {
        for (const tree of trees) if (!(tree instanceof FolderTree)) this.index(tree, this.byFile);
      }
    }
    return this.byFile.get(file);
  }

  private index(tree: SourceTree, files: Map<string, PlacedFile>): void {
    for (const file of tree.files()) {
      if (!files.has(file.file)) files.set(file.file, { path: join(tree.to, file.relative), tree, file });
    }
  }

  private importedRoot(file: string): FolderTree {
    const { layout, rootsAreGiven, flashRoot, root } = this.options;
    if (rootsAreGiven) {
      const roots = layout.roots.map((one) => relativePath(root, one.path) || ".").join(", ");
      throw new ProjectError({
        summary: "this file lies in none of the source roots, so it has no place on the device",
        file,
        displayFile: relativePath(root, file),
        hint: `Source roots are: ${roots}. Add its folder to the option sourceRoots.`,
      });
    }
    const folder = packageRoot(file, isFile);
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
      mayLeadTo: (real) => mayLeadTo(this.options, real),
      isExcluded: (path) => inner.has(path) || this.isLibraryFolder(path) || isExcluded(path),
    });
  }

  private isLibraryFolder(path: string): boolean {
    return this.librariesNow().some(({ trees }) => {
      return trees.some((tree) => tree instanceof FolderTree && tree.path === path);
    });
  }

  private librariesNow(): LoadedLibrary[] {
    this.libraries ??= this.options.libraries.map((_, index) => this.load(index));
    return this.libraries;
  }

  private load(index: number): LoadedLibrary {
    const { root, libraryFolder, isExcluded } = this.options;
    const context: LibraryContext = {
      root,
      libraryFolder,
      read: this.read,
      isExcluded,
      mayLeadTo: (real) => mayLeadTo(this.options, real),
    };
    let trees: SourceTree[] = [];
    let problem: Problem | undefined;
    try {
      trees = loadLibrary(this.options.libraries[index]!, context);
    } catch (error) {
      if (!(error instanceof ProjectError)) throw error;
      problem = error.problem;
    }
    const files = new Set([...trees.flatMap((tree) => tree.describedBy), ...(problem?.file ? [problem.file] : [])]);
    const described = new Map([...files].map((file) => [file, this.read(file)?.sha256]));
    return { trees, problem, described };
  }

  private isCurrent({ described, problem, trees }: LoadedLibrary): boolean {
    if (problem || trees.some((tree) => tree.isCurrent?.() === false)) return false;
    return [...described].every(([file, sha256]) => this.read(file)?.sha256 === sha256);
  }

  private noteChange(): void {
    this.version++;
    this.byFile = undefined;
    this.placements = new Map();
  }
}
