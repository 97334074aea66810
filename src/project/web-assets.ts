// The web page's own files on the device: which of a bundle's outputs go there, under which names, and compressed so that a
// board can send them as they lie. Compression is done in JavaScript: zlib's output differs between processors and versions of
// Node, and the same build must give the same image everywhere.

import { gzipSync } from "fflate";
import { devicePath } from "./paths.ts";
import { fileMatcher } from "./settings.ts";

/** Which of the bundle's outputs go onto the device, and how. */
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

/** One file of the web page as it lies on the device. */
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

/** What browsers never ask a board for: source maps, compressed copies that other plugins made, Vite's own manifest. */
const NEVER = ["**/*.map", "**/*.gz", "**/*.br", ".vite/**"];

/** Chooses from the bundle's outputs, in the order of device paths. `isOwn` tells what is of the flash itself. */
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
  // Pictures and fonts are compressed already; so is what is too small.
  return packed.length < bytes.length ? { ...plain, path: `${path}.gz`, bytes: packed, encoding: "gzip" } : plain;
}

/** As gzip, without time, name or system: the same bytes wherever it is made. */
function compress(bytes: Uint8Array): Uint8Array {
  const packed = gzipSync(bytes, { level: 9, mtime: 0 });
  packed[OS_FIELD] = OS_UNKNOWN;
  return packed;
}

/** RFC 1952: the byte that tells the system, and its value for none in particular. */
const OS_FIELD = 9;
const OS_UNKNOWN = 255;
