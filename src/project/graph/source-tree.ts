// Where modules come from: a tree of files that lies at one entry of the device's sys.path. A source root, a library folder, an
// npm package, a mip package and the file list of a manifest.py are all the same to the import graph, so that each of them
// needs nothing but a way to say which files it has.

import { comparePaths } from "../paths.ts";

/** A file that a tree offers. */
export interface TreeFile {
  /** The file on the host: absolute, forward slashes. */
  readonly file: string;
  /** Path below the tree's place on the device, as source: "umqtt/simple.py". */
  readonly relative: string;
  /** Optimisation level that the tree asks for; the project's overrides come after it. */
  readonly optimize?: 0 | 1 | 2 | 3 | undefined;
  /** Python to append before the file is compiled (manifest.py's `__version__`). */
  readonly suffix?: string | undefined;
  /** Ships as source whatever the project says (manifest.py's freeze_as_str). */
  readonly asSource?: boolean | undefined;
}

/** A tree of files that lies at one entry of the device's `sys.path`: a source root, a library folder, a package, a manifest.py. */
export interface SourceTree {
  /** What errors, the manifest and the lock file call it: "firmware", "npm:micropython-pid", "mip:aioble". */
  readonly name: string;
  /** Version of the package that it is, for the lock file; undefined where it has none. */
  readonly version?: string | undefined;
  /** Folder on the device that stands for it: absolute. */
  readonly to: string;
  /** Whether all of it ships; else what is imported from it. */
  readonly shipsAll: boolean;
  /** Files on the host that say what is in the tree (manifest.py, package.json): a change to them makes the tree anew. */
  readonly describedBy: readonly string[];
  /** Folders on the host of which all files belong to the tree: what comes or goes in them makes the tree anew. */
  readonly folders?: readonly string[] | undefined;
  /** The file at this path below the tree, if it has one. */
  find(relative: string): TreeFile | undefined;
  /** Whether some file lies below this folder of the tree; "" is the tree itself. */
  hasFolder(relative: string): boolean;
  /** Everything in it, in the order of paths. */
  files(): readonly TreeFile[];
}

/** A tree whose files are known from the start, in any order. @throws RangeError where two have one path */
export function listedTree(
  facts: Omit<SourceTree, "find" | "hasFolder" | "files">,
  files: Iterable<TreeFile>,
): SourceTree {
  const byPath = new Map<string, TreeFile>();
  const folders = new Set<string>();
  for (const file of files) {
    if (byPath.has(file.relative)) throw new RangeError(`${facts.name} has two files for ${file.relative}`);
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
