// The disk as inputs of a memo: file contents, folders, and kinds of paths. Each is checked when the memo is refreshed,
// by its stat if that proves that nothing changed.

import { readlinkSync, statSync } from "node:fs";
import type { Dirent } from "node:fs";
import type { Input, Memo } from "../project/memo.ts";
import { FileCache } from "./file-cache.ts";
import type { FileContent } from "./files.ts";
import { isRacyTime, realPathOf, sha256, statOf } from "./files.ts";
import { readFolder } from "./read-folder.ts";
import type { StatRecord } from "./stat-record.ts";

/** The content of a folder, without build output. */
export interface FolderListing {
  /** In the order of names. */
  readonly entries: readonly FolderEntry[];
  /** The entries as Node's Dirent, for tools that search folders. */
  readonly dirents: readonly Dirent[];
  /** Files (absolute) that cannot be opened by name. */
  readonly unreadable: readonly string[];
}

/** A file or folder in a folder. Other kinds are left out. */
export interface FolderEntry {
  readonly name: string;
  /** The kind; for a link, that of its target. */
  readonly kind: "file" | "folder";
  /** The text of a link; undefined if it is not a link. */
  readonly link: string | undefined;
}

interface ReadFolder {
  readonly listing: FolderListing;
  readonly mtimeMs: number;
  readonly readAtMs: number;
}

const EMPTY: FolderListing = { entries: [], dirents: [], unreadable: [] };

/** Files and folders as inputs of a {@link Memo}. Paths are absolute, with forward slashes. */
export class Disk {
  private readonly memo: Memo;
  private readonly files: FileCache;
  private readonly folders = new Map<string, ReadFolder>();
  readonly contents: Input<string, FileContent | undefined>;
  private readonly listings: Input<string, FolderListing>;
  private readonly kinds: Input<string, "file" | "folder" | undefined>;
  private readonly targets: Input<string, string>;

  /** `record` has the hashes of an earlier process. */
  constructor(memo: Memo, record?: StatRecord) {
    this.memo = memo;
    this.files = new FileCache(record);
    this.contents = {
      name: "content",
      read: (path) => this.files.read(path),
      print: (content) => content?.sha256 ?? "-",
    };
    this.listings = { name: "listing", read: (path) => this.readListing(path), print: printListing };
    this.kinds = { name: "kind", read: kindOf, print: (kind) => kind ?? "-" };
    this.targets = { name: "target", read: realPathOf, print: (path) => path };
  }

  /** The inputs whose keys are paths. */
  get inputs(): readonly Input<string, unknown>[] {
    return [this.contents, this.listings, this.kinds, this.targets];
  }

  /** Checks everything again. */
  refresh(): void {
    this.memo.refresh(...this.inputs);
  }

  /** Checks one file again. */
  refreshFile(path: string): void {
    this.memo.refreshOne(this.contents, path);
  }

  /** A file's content; undefined if it cannot be read as a file. */
  content(path: string): FileContent | undefined {
    return this.memo.get(this.contents, path);
  }

  /** The content of a folder; empty if it does not exist or cannot be read. */
  listing(path: string): FolderListing {
    return this.memo.get(this.listings, path);
  }

  /** The kind of a path, with links followed; undefined if it does not exist. */
  kindOf(path: string): "file" | "folder" | undefined {
    return this.memo.get(this.kinds, path);
  }

  /** The real path of a path, with all links followed. */
  realPath(path: string): string {
    return this.memo.get(this.targets, path);
  }

  /** Saves the hashes of files for the next process. */
  save(): void {
    this.files.save();
  }

  private readListing(path: string): FolderListing {
    const known = this.folders.get(path);
    if (known && isCurrent(path, known)) return known.listing;
    const readAtMs = Date.now();
    const { listing, mtimeMs } = lookInto(path);
    const kept = known && areSame(known.listing, listing) ? known.listing : listing;
    this.folders.set(path, { listing: kept, mtimeMs, readAtMs });
    return kept;
  }
}

/** The target of a link may change without a change of its folder. */
function isCurrent(path: string, { listing, mtimeMs, readAtMs }: ReadFolder): boolean {
  if (listing.entries.some((entry) => entry.link !== undefined) || listing.dirents.some(isLink)) return false;
  const now = statOf(path)?.mtimeMs ?? NaN;
  return Object.is(now, mtimeMs) && !isRacyTime(mtimeMs, readAtMs);
}

function lookInto(path: string): { listing: FolderListing; mtimeMs: number } {
  try {
    const { mtimeMs } = statSync(path);
    const { entries: dirents, unreadable } = readFolder(path);
    const entries = dirents.flatMap((dirent): FolderEntry[] => {
      const { name } = dirent;
      const inside = path.endsWith("/") ? `${path}${name}` : `${path}/${name}`;
      const kind = isLink(dirent)
        ? kindOf(inside)
        : dirent.isDirectory()
          ? "folder"
          : dirent.isFile()
            ? "file"
            : undefined;
      return kind === undefined ? [] : [{ name, kind, link: isLink(dirent) ? readlinkSync(inside) : undefined }];
    });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    return { listing: { entries, dirents, unreadable }, mtimeMs };
  } catch {
    // It does not exist or cannot be read, so nothing is found in it.
    return { listing: EMPTY, mtimeMs: NaN };
  }
}

function printListing({ entries, unreadable }: FolderListing): string {
  return sha256(JSON.stringify([entries.map(({ name, kind, link }) => [name, kind, link]), unreadable]));
}

function isLink(entry: Dirent): boolean {
  return entry.isSymbolicLink();
}

function areSame(a: FolderListing, b: FolderListing): boolean {
  if (a.entries.length !== b.entries.length || a.dirents.length !== b.dirents.length) return false;
  if (a.unreadable.join("\n") !== b.unreadable.join("\n")) return false;
  return a.entries.every(({ name, kind, link }, at) => {
    const other = b.entries[at]!;
    return name === other.name && kind === other.kind && link === other.link;
  });
}

function kindOf(path: string): "file" | "folder" | undefined {
  const stat = statOf(path);
  return stat?.isDirectory() ? "folder" : stat?.isFile() ? "file" : undefined;
}
