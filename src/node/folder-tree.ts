// A folder on disk as a source tree: a source root or a library folder. A subfolder is listed when something is first
// looked for in it, because a project root may contain many other files.

import { realpathSync } from "node:fs";
import { dirname } from "node:path";
import { isModuleFile } from "../project/graph/device-files.ts";
import type { SourceTree, TreeFile } from "../project/graph/source-tree.ts";
import type { Memo } from "../project/memo.ts";
import { comparePaths, isUnder } from "../project/paths.ts";
import type { Disk } from "./disk.ts";

/** Rules for the files of a folder that belong to a tree. */
export interface FolderRules extends Pick<SourceTree, "name" | "to" | "shipsAll"> {
  /** The folder: absolute, forward slashes. */
  readonly folder: string;
  /** Whether a file or folder (absolute) is excluded. */
  readonly isExcluded: (path: string) => boolean;
  /** Whether a link may lead out of the tree to this path (absolute, without links). */
  readonly mayLeadTo: (real: string) => boolean;
  readonly disk: Disk;
  readonly memo: Memo;
}

interface Listing {
  readonly files: ReadonlyMap<string, TreeFile>;
  readonly folders: ReadonlySet<string>;
}

const NONE: Listing = { files: new Map(), folders: new Set() };

/** A folder on disk as a {@link SourceTree}. A subfolder is listed when something is first looked for in it. */
export class FolderTree implements SourceTree {
  readonly name: string;
  readonly to: string;
  readonly shipsAll: boolean;
  readonly version: undefined = undefined;
  readonly folders: undefined = undefined;
  readonly describedBy: readonly string[] = [];
  /** The folder: absolute, forward slashes. */
  readonly path: string;
  private readonly rules: FolderRules;
  private readonly list: (relative: string) => Listing;
  private readonly holdsPython: (relative: string) => boolean;
  private readonly everything: (relative: string) => readonly TreeFile[];

  constructor(rules: FolderRules) {
    this.name = rules.name;
    this.to = rules.to;
    this.shipsAll = rules.shipsAll;
    this.path = rules.folder;
    this.rules = rules;
    const { memo } = rules;
    this.list = memo.remembering("folder", (relative: string) => this.lookInto(relative), areSameListings);
    this.holdsPython = memo.remembering("holds Python", (relative: string) => this.looksForPython(relative));
    this.everything = memo.remembering("files", () => this.collect(), areSameFiles);
  }

  find(relative: string): TreeFile | undefined {
    const slash = relative.lastIndexOf("/");
    return this.list(slash < 0 ? "" : relative.slice(0, slash)).files.get(relative.slice(slash + 1));
  }

  hasFolder(relative: string): boolean {
    return this.holdsPython(relative);
  }

  files(): readonly TreeFile[] {
    return this.everything("");
  }

  /** Files (absolute) that are skipped because their names are not UTF-8. */
  get unreadable(): string[] {
    return [...this.walk()].flatMap(([relative]) => this.rules.disk.listing(this.absolute(relative)).unreadable);
  }

  private looksForPython(relative: string): boolean {
    const { files, folders } = this.list(relative);
    return files.size > 0 || [...folders].some((folder) => this.holdsPython(inside(relative, folder)));
  }

  private collect(): TreeFile[] {
    const found = [...this.walk()].flatMap(([, { files }]) => [...files.values()]);
    return found.sort((a, b) => comparePaths(a.relative, b.relative));
  }

  /** All folders of the tree. */
  private *walk(): Generator<readonly [relative: string, listing: Listing]> {
    const waiting = [""];
    for (let relative = waiting.pop(); relative !== undefined; relative = waiting.pop()) {
      const listing = this.list(relative);
      yield [relative, listing];
      for (const folder of listing.folders) waiting.push(inside(relative, folder));
    }
  }

  private lookInto(relative: string): Listing {
    // Only names that the parent lists exist: case matters, even if the host's filesystem ignores it.
    const slash = relative.lastIndexOf("/");
    const parent = relative === "" ? undefined : this.list(slash < 0 ? "" : relative.slice(0, slash));
    if (parent && !parent.folders.has(relative.slice(slash + 1))) return NONE;
    const files = new Map<string, TreeFile>();
    const folders = new Set<string>();
    const folder = this.absolute(relative);
    for (const { name, kind, link } of this.rules.disk.listing(folder).entries) {
      const path = folder === "/" ? `/${name}` : `${folder}/${name}`;
      if (kind === "folder" ? isSkippedFolder(name) : !isModuleFile(name)) continue;
      if (this.rules.isExcluded(path) || (link !== undefined && !this.mayFollow(path, kind))) continue;
      if (kind === "folder") folders.add(name);
      else files.set(name, { file: path, relative: inside(relative, name) });
    }
    return { files, folders };
  }

  /** Whether a link is followed: not into a circle, and out of the tree only if the project allows it. */
  private mayFollow(link: string, kind: "file" | "folder"): boolean {
    const target = this.rules.disk.realPath(link);
    if (kind === "folder" && leadsUp(link, target)) return false;
    return isUnder(this.rules.disk.realPath(this.path), target) || this.rules.mayLeadTo(target);
  }

  private absolute(relative: string): string {
    if (relative === "") return this.path;
    return this.path === "/" ? `/${relative}` : `${this.path}/${relative}`;
  }
}

/** Folders that contain no modules for a device. */
export function isSkippedFolder(name: string): boolean {
  return name === "node_modules" || name === "__pycache__" || name.startsWith(".");
}

/** Whether a link leads to one of its parent folders: following it would never end. */
function leadsUp(link: string, target: string): boolean {
  for (let folder = dirname(link); ; folder = dirname(folder)) {
    if (realpathSync(folder) === target) return true;
    if (folder === dirname(folder)) return false;
  }
}

function inside(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

function areSameListings(a: Listing, b: Listing): boolean {
  const isSame = (x: Iterable<string>, y: Iterable<string>): boolean => [...x].join("/") === [...y].join("/");
  return isSame(a.files.keys(), b.files.keys()) && isSame(a.folders, b.folders);
}

function areSameFiles(a: readonly TreeFile[], b: readonly TreeFile[]): boolean {
  return a.length === b.length && a.every(({ file }, at) => file === b[at]!.file);
}
