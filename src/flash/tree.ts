// The file tree from which every filesystem image is made, and its checked form: directories with entries sorted by the
// UTF-8 of their names. The checks for all filesystems are here. A tree gives the same image in whatever order its
// files are listed.
import { encodeUtf8 } from "./utf8.ts";
import {
  belowFile,
  corrupt,
  dotName,
  EMPTY_NAME,
  emptyPath,
  HALF_SURROGATE,
  illegalName,
  inDirectory,
  longPath,
  NUL_IN_NAME,
  pathTaken,
  secondEntry,
  SLASH_IN_NAME,
  tooDeep,
  wrongTime,
} from "./messages.ts";

/** One file of a {@link FlashTree}. */
export interface FlashFile {
  /** Path inside the filesystem, "/" between names; a leading "/" changes nothing ("lib/app.mpy", "/lib/app.mpy"). */
  path: string;
  /** Contents. Not copied and not changed. */
  bytes: Uint8Array;
  /**
   * Time of last change, in milliseconds since 1970 UTC. LittleFS and FAT keep it (FAT to 2 seconds, within 1980 to
   * 2107); ROMFS has no place for it. Leave it out for reproducible images.
   */
  mtime?: number | undefined;
}

/** A file tree, in any order. Directories of files need not be listed. */
export interface FlashTree {
  files: readonly FlashFile[];
  /** Directories that are made even if they are empty. A trailing "/" is allowed. */
  directories?: readonly string[] | undefined;
}

/** A file with a checked path. */
export interface FileNode {
  kind: "file";
  name: string;
  /** UTF-8 of `name`. */
  nameBytes: Uint8Array;
  /** With a leading "/". */
  path: string;
  bytes: Uint8Array;
  mtime: number | undefined;
}

/** A directory with checked entries, sorted by `nameBytes`. */
export interface DirectoryNode {
  kind: "directory";
  /** Empty for the root. */
  name: string;
  nameBytes: Uint8Array;
  /** With a leading "/"; "/" for the root. */
  path: string;
  entries: TreeNode[];
}

export type TreeNode = FileNode | DirectoryNode;

/** Maximum depth of an entry: a limit for hostile images, far above the path length of any device. */
export const MAX_DEPTH = 255;

/** The maximum time for 64 bits of nanoseconds, in milliseconds since 1970: the year 2554. */
const MTIME_MAX = 18_446_744_073_709;

interface Growing extends DirectoryNode {
  byName: Map<string, TreeNode>;
}

/**
 * Checks a tree and sorts it.
 *
 * @throws {FlashError} "duplicate" for two entries with the same path, "illegal-name" for an empty name, ".", "..", NUL
 * or a lone surrogate, "name-too-long" for more than 255 levels, "invalid-option" for an mtime before 1970 or after
 * 2554.
 */
export function arrange(tree: FlashTree): DirectoryNode {
  const root = newDirectory("", "/");
  for (const path of tree.directories ?? []) directoryAt(root, namesOf(path.replace(/\/$/, "")), path);
  for (const file of tree.files) addFile(root, file);
  sortEntries(root);
  return root;
}

/** All files below `directory`, in the order of the image: by sorted entries, depth first. */
export function filesOf(directory: DirectoryNode): FileNode[] {
  return directory.entries.flatMap((entry) => (entry.kind === "file" ? [entry] : filesOf(entry)));
}

/** Why a name is invalid on every filesystem; undefined if it is valid. */
export function nameFault(name: string): string | undefined {
  if (name === "") return EMPTY_NAME;
  if (name === "." || name === "..") return dotName(name);
  if (name.includes("/")) return SLASH_IN_NAME;
  if (name.includes("\0")) return NUL_IN_NAME;
  if (/\p{Surrogate}/u.test(name)) return HALF_SURROGATE;
  return undefined;
}

/** Compares like memcmp. A prefix comes first. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let at = 0; at < shared; at++) {
    if (a[at] !== b[at]) return a[at]! - b[at]!;
  }
  return a.length - b.length;
}

function addFile(root: Growing, file: FlashFile): void {
  const names = namesOf(file.path);
  const name = names.pop();
  if (name === undefined) throw emptyPath();
  const parent = directoryAt(root, names, file.path);
  const path = childPath(parent, name);
  const claimed = parent.byName.get(name);
  if (claimed !== undefined) throw pathTaken(path, claimed.kind);
  if (file.mtime !== undefined && !(file.mtime >= 0 && file.mtime <= MTIME_MAX)) {
    throw wrongTime(path, file.mtime);
  }
  add(parent, { kind: "file", name, nameBytes: encodeUtf8(name), path, bytes: file.bytes, mtime: file.mtime });
}

function directoryAt(root: Growing, names: readonly string[], wanted: string): Growing {
  let at = root;
  for (const name of names) {
    const found = at.byName.get(name);
    if (found?.kind === "file") throw belowFile(found.path, rooted(wanted));
    at = (found as Growing | undefined) ?? add(at, newDirectory(name, childPath(at, name)));
  }
  return at;
}

function add<Node extends TreeNode>(parent: Growing, node: Node): Node {
  parent.byName.set(node.name, node);
  parent.entries.push(node);
  return node;
}

const newDirectory = (name: string, path: string): Growing => ({
  kind: "directory",
  name,
  nameBytes: encodeUtf8(name),
  path,
  entries: [],
  byName: new Map(),
});

/** `name` in `parent`, as a path. */
export const childPath = (parent: { path: string }, name: string): string =>
  parent.path === "/" ? `/${name}` : `${parent.path}/${name}`;

/**
 * Maximum length of a path for readers, as in Linux. Without it, deep directories with many files would multiply long
 * paths.
 */
const PATH_MAX = 4096;

/** A directory during reading: its path, and the names found in it. */
export interface FoundDirectory {
  path: string;
  seen: Set<string>;
}

/**
 * The path of an entry that a reader found at byte `at`.
 *
 * @param key must be unique among the entries of a directory; the default is the name
 * @throws {FlashError} "corrupt" for an invalid name, a second entry of the same name, or a path that is too long
 */
export function foundPath(
  filesystem: string,
  directory: FoundDirectory,
  name: string,
  at: number,
  key: string = name,
): string {
  const path = childPath(directory, name);
  const isLong = path.length > PATH_MAX;
  const fault = nameFault(name) ?? (isLong ? longPath(PATH_MAX) : undefined);
  if (fault !== undefined) throw corrupt(filesystem, inDirectory(fault, directory.path), at);
  if (directory.seen.has(key)) throw corrupt(filesystem, secondEntry(path), at);
  directory.seen.add(key);
  return path;
}

const rooted = (path: string): string => (path.startsWith("/") ? path : `/${path}`);

function namesOf(path: string): string[] {
  const names = rooted(path).split("/").slice(1);
  if (names.length === 1 && names[0] === "") return [];
  for (const name of names) {
    const fault = nameFault(name);
    if (fault !== undefined) throw illegalName(path, rooted(path), fault);
  }
  if (names.length > MAX_DEPTH) throw tooDeep(path, rooted(path), names.length, MAX_DEPTH);
  return names;
}

function sortEntries(directory: DirectoryNode): void {
  directory.entries.sort((a, b) => compareBytes(a.nameBytes, b.nameBytes));
  for (const entry of directory.entries) {
    if (entry.kind === "directory") sortEntries(entry);
  }
}
