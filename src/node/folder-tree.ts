// A folder on disk as a source tree: a source root or a library folder. Folders are listed when something is looked for in them,
// not before, because a project's root may hold much that is no Python; a listing holds until the folder's time says otherwise,
// so that a search costs no look at the disk for each place where a module might be.

import { realpathSync, statSync } from "node:fs";
import type { Dirent } from "node:fs";
import { dirname } from "node:path";
import { isModuleFile } from "../project/graph/device-files.ts";
import type { SourceTree, TreeFile } from "../project/graph/source-tree.ts";
import { isUnder } from "../project/paths.ts";
import { isFolder, isRacyTime, realPathOf, statOf } from "./files.ts";
import { readFolder } from "./read-folder.ts";

/** What of a folder belongs to a tree. */
export interface FolderRules extends Pick<SourceTree, "name" | "to" | "shipsAll"> {
  /** The folder: absolute, forward slashes. */
  readonly folder: string;
  /** Whether a file or a folder (absolute) is left out. */
  readonly isExcluded: (path: string) => boolean;
  /** Whether a link may lead out of the tree to this place (absolute, with no link in it). */
  readonly mayLeadTo: (real: string) => boolean;
}

interface Listing {
  readonly files: ReadonlyMap<string, TreeFile>;
  readonly folders: ReadonlySet<string>;
  readonly mtimeMs: number;
  readonly readAtMs: number;
  /** What is passed over because its name is not UTF-8. */
  readonly unreadable: readonly string[];
}

const EMPTY: Listing = { files: new Map(), folders: new Set(), mtimeMs: NaN, readAtMs: 0, unreadable: [] };

/** See the top of this file. */
export class FolderTree implements SourceTree {
  readonly name: string;
  readonly to: string;
  readonly shipsAll: boolean;
  readonly version: undefined = undefined;
  readonly folders: undefined = undefined;
  readonly describedBy: readonly string[] = [];
  /** The folder: absolute, forward slashes. */
  readonly path: string;
  private readonly isExcluded: FolderRules["isExcluded"];
  private readonly mayLeadTo: FolderRules["mayLeadTo"];
  private readonly listings = new Map<string, Listing>();
  /** Folders that are known not to be there. */
  private readonly missing = new Set<string>();
  private readonly holdsPython = new Map<string, boolean>();
  private all: readonly TreeFile[] | undefined;

  constructor({ name, to, shipsAll, folder, isExcluded, mayLeadTo }: FolderRules) {
    this.name = name;
    this.to = to;
    this.shipsAll = shipsAll;
    this.path = folder;
    this.isExcluded = isExcluded;
    this.mayLeadTo = mayLeadTo;
  }

  find(relative: string): TreeFile | undefined {
    const slash = relative.lastIndexOf("/");
    return this.list(slash < 0 ? "" : relative.slice(0, slash)).files.get(relative.slice(slash + 1));
  }

  hasFolder(relative: string): boolean {
    const known = this.holdsPython.get(relative);
    if (known !== undefined) return known;
    const { files, folders } = this.list(relative);
    const holds = files.size > 0 || [...folders].some((folder) => this.hasFolder(inside(relative, folder)));
    this.holdsPython.set(relative, holds);
    return holds;
  }

  files(): readonly TreeFile[] {
    if (this.all) return this.all;
    const found: TreeFile[] = [];
    const waiting = [""];
    for (let relative = waiting.pop(); relative !== undefined; relative = waiting.pop()) {
      const { files, folders } = this.list(relative);
      found.push(...files.values());
      for (const folder of folders) waiting.push(inside(relative, folder));
    }
    this.all = found.sort((a, b) => (a.relative < b.relative ? -1 : 1));
    return this.all;
  }

  /** What of the whole tree is passed over because its name is not UTF-8: absolute. */
  get unreadable(): string[] {
    this.files();
    return [...this.listings.values()].flatMap((listing) => listing.unreadable);
  }

  /** Whether the folder is still there: without it, it is no library any more. */
  isCurrent(): boolean {
    return isFolder(this.path);
  }

  /** Folders of the tree that have been looked into, "" for the tree itself: whatever has been found depends on these alone. */
  get seen(): string[] {
    return [...this.listings.keys()];
  }

  /** What lies in some of its folders, as text to compare: the names. */
  namesIn(relatives: readonly string[]): string {
    const names = (list: Iterable<string>): string => [...list].sort().join("/");
    return relatives
      .map((relative) => this.list(relative))
      .map(({ files, folders }) => `${names(files.keys())}\0${names(folders)}`)
      .join("\0\0");
  }

  /** Looks at the folders that have been listed. Whether something has come or gone since. */
  refresh(): boolean {
    let changed = false;
    for (const [relative, listing] of this.listings) {
      if (this.holds(relative, listing)) continue;
      const next = this.read(relative);
      this.listings.set(relative, next);
      changed ||= !isSameListing(listing, next);
    }
    if (changed) {
      this.holdsPython.clear();
      this.missing.clear();
      this.all = undefined;
    }
    return changed;
  }

  private holds(relative: string, { mtimeMs, readAtMs }: Listing): boolean {
    const stat = statOf(this.absolute(relative));
    if (!stat) return Number.isNaN(mtimeMs);
    return stat.mtimeMs === mtimeMs && !isRacyTime(mtimeMs, readAtMs);
  }

  private list(relative: string): Listing {
    const known = this.listings.get(relative);
    if (known) return known;
    if (this.missing.has(relative)) return EMPTY;
    // Only what its parent lists is there: a name in another case is not, whatever the host's filesystem thinks of it.
    const slash = relative.lastIndexOf("/");
    const parent = relative === "" ? undefined : this.list(slash < 0 ? "" : relative.slice(0, slash));
    if (parent && !parent.folders.has(relative.slice(slash + 1))) {
      this.missing.add(relative);
      return EMPTY;
    }
    const listing = this.read(relative);
    this.listings.set(relative, listing);
    return listing;
  }

  private read(relative: string): Listing {
    const folder = this.absolute(relative);
    const readAtMs = Date.now();
    let entries: Dirent[];
    let mtimeMs: number;
    let unreadable: readonly string[];
    try {
      mtimeMs = statSync(folder).mtimeMs;
      ({ entries, unreadable } = readFolder(folder));
    } catch {
      // It is gone, or nobody may look into it: nothing can be imported from there.
      return EMPTY;
    }
    const files = new Map<string, TreeFile>();
    const folders = new Set<string>();
    for (const entry of entries) {
      const { name } = entry;
      const path = `${folder}/${name}`;
      const isFolder = isKind(entry, path, "isDirectory");
      if (isFolder ? isSkippedFolder(name) : !isModuleFile(name) || !isKind(entry, path, "isFile")) continue;
      if (this.isExcluded(path) || (entry.isSymbolicLink() && !this.mayFollow(path, isFolder))) continue;
      if (isFolder) folders.add(name);
      else files.set(name, { file: path, relative: inside(relative, name) });
    }
    return { files, folders, mtimeMs, readAtMs, unreadable };
  }

  /** Whether a link is followed: not in circles, and out of the tree only to where the project says. */
  private mayFollow(link: string, isFolder: boolean): boolean {
    if (isFolder && leadsUp(link)) return false;
    const target = realPathOf(link);
    return isUnder(realPathOf(this.path), target) || this.mayLeadTo(target);
  }

  private absolute(relative: string): string {
    return relative === "" ? this.path : `${this.path}/${relative}`;
  }
}

/** Folders in which nobody keeps modules of a device. */
export function isSkippedFolder(name: string): boolean {
  return name === "node_modules" || name === "__pycache__" || name.startsWith(".");
}

function isKind(entry: Dirent, path: string, kind: "isDirectory" | "isFile"): boolean {
  return entry.isSymbolicLink() ? (statOf(path)?.[kind]() ?? false) : entry[kind]();
}

/** Whether a link leads to a folder that one passes on the way to it: followed, it would never end. */
function leadsUp(link: string): boolean {
  const target = realpathSync(link);
  for (let folder = dirname(link); ; folder = dirname(folder)) {
    if (realpathSync(folder) === target) return true;
    if (folder === dirname(folder)) return false;
  }
}

function inside(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

function isSameListing(a: Listing, b: Listing): boolean {
  if (a.unreadable.join("/") !== b.unreadable.join("/")) return false;
  const isSame = (x: Iterable<string>, y: Iterable<string>): boolean =>
    [...x].sort().join("/") === [...y].sort().join("/");
  return isSame(a.files.keys(), b.files.keys()) && isSame(a.folders, b.folders);
}
