// All source trees as one filesystem, as on the device if everything shipped. Trees with the same folder overlap, and
// the first one wins. Files that always ship win over all trees. Paths are those of the sources ("/app/net.py"),
// because their output is decided later.

import type { SourceTree, TreeFile } from "./source-tree.ts";

/** A file of a tree with its place on the device. */
export interface PlacedFile {
  /** Absolute path on the device, of the source: "/lib/umqtt/simple.py". */
  readonly path: string;
  readonly tree: SourceTree;
  readonly file: TreeFile;
}

/**
 * All source trees as one filesystem. If several have a path, the first one's file wins. Paths are those of the
 * sources.
 */
export class DeviceFiles {
  readonly trees: readonly SourceTree[];
  /** Folders that contain only data. The search for a module finds them, too. */
  private readonly dataFolders: ReadonlySet<string>;

  private readonly onTop: ReadonlyMap<string, PlacedFile>;

  /** `dataFolders` are absolute paths on the device. `onTop` are files that win over those of the trees. */
  constructor(
    trees: readonly SourceTree[],
    dataFolders: ReadonlySet<string> = new Set(),
    onTop: readonly PlacedFile[] = [],
  ) {
    this.trees = trees;
    this.dataFolders = dataFolders;
    this.onTop = new Map(onTop.map((file) => [file.path, file]));
  }

  /** The file at this path, from the first tree that has it. */
  find(path: string): PlacedFile | undefined {
    const first = this.onTop.get(path);
    if (first) return first;
    for (const tree of this.trees) {
      const relative = below(tree.to, path);
      const file = relative === undefined ? undefined : tree.find(relative);
      if (file) return { path, tree, file };
    }
    return undefined;
  }

  /** All files of the trees with this path. The first one wins. */
  findAll(path: string): PlacedFile[] {
    const first = this.onTop.get(path);
    const found: PlacedFile[] = first ? [first] : [];
    for (const tree of this.trees) {
      const relative = below(tree.to, path);
      const file = relative === undefined ? undefined : tree.find(relative);
      if (file && file.file !== first?.file.file) found.push({ path, tree, file });
    }
    return found;
  }

  /** Whether a file exists below this folder. */
  hasFolder(path: string): boolean {
    if (this.dataFolders.has(path)) return true;
    return this.trees.some((tree) => {
      const relative = tree.to === path ? "" : below(tree.to, path);
      if (relative !== undefined) return tree.hasFolder(relative);
      return below(path, tree.to) !== undefined && tree.hasFolder("");
    });
  }

  /** Python below a folder, of all trees. */
  modulesBelow(folder: string): PlacedFile[] {
    const found: PlacedFile[] = [];
    for (const tree of this.trees) {
      if (tree.to !== folder && !below(tree.to, folder) && !below(folder, tree.to)) continue;
      for (const file of tree.files()) {
        const path = join(tree.to, file.relative);
        if (below(folder, path) !== undefined && isModuleFile(path)) found.push({ path, tree, file });
      }
    }
    return found;
  }
}

/** Whether a file can be imported. */
export function isModuleFile(path: string): boolean {
  return path.endsWith(".py") || path.endsWith(".mpy");
}

/** A path in a folder on the device. */
export function join(folder: string, name: string): string {
  return folder === "/" ? `/${name}` : `${folder}/${name}`;
}

/** `path` relative to `folder`; undefined if it is not below. */
export function below(folder: string, path: string): string | undefined {
  if (folder === "/") return path.length > 1 ? path.slice(1) : undefined;
  return path.startsWith(folder) && path.charCodeAt(folder.length) === 0x2f ? path.slice(folder.length + 1) : undefined;
}
