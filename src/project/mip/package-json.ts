// The package.json of a mip package (read by tools/mpremote/mpremote/mip.py, written by micropython-lib's
// tools/build.py): files of an index by short hash, files by address, and other packages. Every entry is checked here,
// where its line is known, because its files go on the device.

import { asciiJson, readJson } from "../json.ts";
import type { JsonFile, JsonOut, JsonValue } from "../json.ts";
import { noShortHash, NOT_A_PAIR, TARGET_FAULTS, unknownPackageFormat, wrongTarget } from "../messages.ts";

/** An entry with its place in package.json, for messages. */
export interface MipEntry {
  /** @throws ProjectError with the entry's place */
  readonly fail: (summary: string, hint?: string) => never;
}

/** A file of an index, by its hash. */
export interface HashedFile extends MipEntry {
  /** Its path below the folder of the installation. */
  readonly path: string;
  /** The beginning of its SHA-256 in hexadecimal, which has 64 digits. */
  readonly hash: string;
}

/** A file by its address. */
export interface UrlFile extends MipEntry {
  /** Its path below the folder of the installation. */
  readonly path: string;
  /** Relative to package.json, or beginning with "http:", "github:" … */
  readonly url: string;
}

/** A package that is required. */
export interface Dependency extends MipEntry {
  /** A name in an index, an address, or a package.json. */
  readonly name: string;
  /** "latest" if none is given. */
  readonly version: string;
}

/** A package.json of mip. */
export interface MipPackage {
  /** "" if it has none. */
  readonly version: string;
  readonly hashes: readonly HashedFile[];
  readonly urls: readonly UrlFile[];
  readonly deps: readonly Dependency[];
}

/** The version of the format. */
const FORMAT = 1;

/** Parses a package.json. @throws ProjectError with the line of the mistake */
export function readMipPackage(source: JsonFile): MipPackage {
  const document = readJson(source);
  const format = document.get("v");
  if (format !== undefined && format.plain() !== FORMAT) {
    format.fail(...unknownPackageFormat(JSON.stringify(format.plain()), FORMAT));
  }
  const pairs = <T>(name: string, read: (first: string, second: string, entry: MipEntry) => T): T[] =>
    (document.get(name)?.list() ?? []).map((value) => {
      const [first, second] = readPair(value);
      return read(first, second, { fail: (summary, hint) => value.fail(summary, hint) });
    });
  return {
    version: document.get("version")?.text() ?? "",
    hashes: pairs("hashes", (path, hash, entry) => {
      checkTarget(path, entry);
      if (!/^[0-9a-f]{4,64}$/.test(hash)) entry.fail(...noShortHash(hash));
      return { path, hash, ...entry };
    }),
    urls: pairs("urls", (path, url, entry) => {
      checkTarget(path, entry);
      return { path, url, ...entry };
    }),
    deps: pairs("deps", (name, version, entry) => ({ name, version: version || "latest", ...entry })),
  };
}

/** Entries are pairs: a third element breaks older clients of mip. */
function readPair(value: JsonValue): [string, string] {
  const [first, second, ...rest] = value.list();
  if (first === undefined || second === undefined || rest.length > 0) return value.fail(...NOT_A_PAIR);
  return [first.text(), second.text()];
}

/** Refuses a destination that leads out of the folder of the installation, or that no filesystem allows. */
function checkTarget(path: string, entry: MipEntry): void {
  const reason = targetFault(path);
  if (reason !== undefined) entry.fail(...wrongTarget(path, reason));
}

/** The fault of a destination; undefined for none. */
export function targetFault(path: string): string | undefined {
  if (path === "") return TARGET_FAULTS.empty;
  if (path.startsWith("/") || /^[A-Za-z]:/.test(path)) return TARGET_FAULTS.absolute;
  if (/[\u0000-\u001f\u007f\\]/.test(path)) return TARGET_FAULTS.characters;
  const parts = path.split("/");
  if (parts.includes("..") || parts.includes(".")) return TARGET_FAULTS.leadsOut;
  return parts.includes("") ? TARGET_FAULTS.emptyPart : undefined;
}

/** The content of a package.json to write. */
export interface PackageContents {
  readonly version: string;
  readonly hashes?: readonly (readonly [path: string, hash: string])[];
  readonly urls?: readonly (readonly [path: string, url: string])[];
  readonly deps?: readonly (readonly [name: string, version: string])[];
}

/**
 * The text of a package.json. In an index it has one line, and always `hashes`, as in micropython-lib's. In a
 * repository it is indented.
 */
export function packageJsonText(contents: PackageContents, style: "index" | "repository"): string {
  const { version, hashes = [], urls = [], deps = [] } = contents;
  const members: [string, JsonOut][] = [["v", FORMAT]];
  if (hashes.length > 0 || style === "index") members.push(["hashes", hashes]);
  if (urls.length > 0) members.push(["urls", urls]);
  if (deps.length > 0) members.push(["deps", deps]);
  members.push(["version", version]);
  return `${asciiJson(new Map(members), style === "index" ? "compact" : "indented")}\n`;
}
