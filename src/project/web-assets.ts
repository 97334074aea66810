// The web page's files on the device: selects a bundle's outputs, names them, and compresses them so that a board can
// send them unchanged. It compresses in JavaScript, because zlib's output differs between processors and versions of
// Node, and a build must give the same image everywhere.

import { gzipSync } from "fflate";
import { devicePath } from "./paths.ts";
import { fileMatcher } from "./settings.ts";

/** Rules for the bundle's outputs on the device. */
export interface WebRules {
  /** Folder on the device. */
  readonly to: string;
  readonly gzip: boolean;
  /** Globs on names in the build's output. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** One file of a bundle's output. */
export interface BundleFile {
  /** Name in the build's output, forward slashes. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A file of the web page on the device. */
export interface WebFile {
  /** Absolute path on the device. A compressed file's name ends in ".gz". */
  readonly path: string;
  /** Name in the build's output. */
  readonly source: string;
  readonly bytes: Uint8Array;
  readonly encoding: "gzip" | null;
  /** Bytes before compression. */
  readonly originalSize: number;
}

/** Files that browsers never request from a board: source maps, compressed copies of other plugins, Vite's manifest. */
const NEVER = ["**/*.map", "**/*.gz", "**/*.br", ".vite/**"];

/** Selects files of the bundle's outputs, sorted by device path. `isOwn` says whether a name belongs to the flash itself. */
export function webFiles(bundle: readonly BundleFile[], rules: WebRules, isOwn: (name: string) => boolean): WebFile[] {
  const included = fileMatcher(rules.include);
  const excluded = fileMatcher([...NEVER, ...rules.exclude]);
  return bundle
    .filter(({ name }) => !isOwn(name) && included(name, name) && !excluded(name, name))
    .map((file) => webFile(file, rules))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function webFile({ name, bytes }: BundleFile, { to, gzip }: WebRules): WebFile {
  const path = devicePath(to, name);
  const plain: WebFile = { path, source: name, bytes, encoding: null, originalSize: bytes.length };
  if (!gzip) return plain;
  const packed = compress(bytes);
  // Pictures and fonts are compressed already. Very small files do not shrink.
  return packed.length < bytes.length ? { ...plain, path: `${path}.gz`, bytes: packed, encoding: "gzip" } : plain;
}

/** Gzip output is reproducible: no time, name or system. */
function compress(bytes: Uint8Array): Uint8Array {
  const packed = gzipSync(bytes, { level: 9, mtime: 0 });
  packed[OS_FIELD] = OS_UNKNOWN;
  return packed;
}

/** RFC 1952: the byte with the operating system, and its value for "unknown". */
const OS_FIELD = 9;
const OS_UNKNOWN = 255;
