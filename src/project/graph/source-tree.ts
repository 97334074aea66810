// The interface of source trees: a tree of files at one entry of the device's sys.path. The import graph treats source
// roots, library folders, npm packages, mip packages and lists of a manifest.py alike. Each only has to list its files.

import { comparePaths } from "../paths.ts";
import { twoFilesInTree } from "../messages.ts";

/** A file of a tree. */
export interface TreeFile {
  /** The file on the host: absolute, forward slashes. */
  readonly file: string;
  /** Path of the source below the tree's folder on the device: "umqtt/simple.py". */
  readonly relative: string;
  /** The tree's optimisation level. The project's overrides override it. */
  readonly optimize?: 0 | 1 | 2 | 3 | undefined;
  /** Python to append before the file is compiled (manifest.py's `__version__`). */
  readonly suffix?: string | undefined;
  /** Ships as source in any case (manifest.py's freeze_as_str). */
  readonly asSource?: boolean | undefined;
}

/**
 * A tree of files at one entry of the device's `sys.path`: a source root, a library folder, a package, a manifest.py.
 */
export interface SourceTree {
  /** Its name in messages, the manifest and the lock file: "firmware", "npm:micropython-pid", "mip:aioble". */
  readonly name: string;
  /** The package's version, for the lock file; undefined if it has none. */
  readonly version?: string | undefined;
  /** The tree's folder on the device: absolute. */
  readonly to: string;
  /** Whether the whole tree ships. Otherwise only imported modules do. */
  readonly shipsAll: boolean;
  /**
   * Files on the host that describe the tree (manifest.py, package.json). A change to one of them rebuilds the tree.
   */
  readonly describedBy: readonly string[];
  /** Folders on the host whose files all belong to the tree. A new or removed file in them rebuilds the tree. */
  readonly folders?: readonly string[] | undefined;
  /** The file at this path below the tree, if there is one. */
  find(relative: string): TreeFile | undefined;
  /** Whether a file exists below this folder of the tree; "" is the tree itself. */
  hasFolder(relative: string): boolean;
  /** All files, sorted by path. */
  files(): readonly TreeFile[];
}

/** A tree with a fixed list of files, in any order. @throws RangeError if two files have the same path */
export function listedTree(
  facts: Omit<SourceTree, "find" | "hasFolder" | "files">,
  files: Iterable<TreeFile>,
): SourceTree {
  const byPath = new Map<string, TreeFile>();
  const folders = new Set<string>();
  for (const file of files) {
    if (byPath.has(file.relative)) throw new RangeError(twoFilesInTree(facts.name, file.relative));
    byPath.set(file.relative, file);
    folders.add("");
    for (let slash = file.relative.indexOf("/"); slash > 0; slash = file.relative.indexOf("/", slash + 1)) {
      folders.add(file.relative.slice(0, slash));
    }
  }
  const sorted = [...byPath.values()].sort((a, b) => comparePaths(a.relative, b.relative));
  return {
    ...facts,
    find: (relative) => byPath.get(relative),
    hasFolder: (relative) => folders.has(relative),
    files: () => sorted,
  };
}
