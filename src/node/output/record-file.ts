// The record of the files that builds wrote into an output folder. A later build may remove these files. The record is
// beside the folder of the flash and named after it, so that tools that copy the flash to a board do not copy it. Its
// lines have the format of `sha256sum`: "HASH PATH". A build adds its lines before it writes files, and rewrites the
// record at the end. So the record of a killed build lists every file that may exist, with several lines for some
// files.

import { baseName, parentPath } from "../../project/paths.ts";

/** The suffix of a record's name, after the name of its folder. */
const SUFFIX = ".micropython.sha256";

/** All possible SHA-256 of a file, by its path in the output. */
export type OutputRecord = Map<string, Set<string>>;

/** Path of the record in the output, for a path of the flash's folder ("" for the output itself). */
export function recordPath(flashFolder: string): string {
  const parent = parentPath(flashFolder);
  return `${parent === "" ? "" : `${parent}/`}${flashFolder === "" ? "" : "."}${baseName(flashFolder)}${SUFFIX}`;
}

/** Names of output folders among siblings. `isWhole` is set if their parent is an output folder. */
export interface OutputsAmong {
  readonly isWhole: boolean;
  readonly names: ReadonlySet<string>;
}

const NONE: OutputsAmong = { isWhole: false, names: new Set() };

/** Finds records among the names in a folder. */
export function outputsAmong(names: Iterable<string>): OutputsAmong {
  let found: Set<string> | undefined;
  let isWhole = false;
  for (const name of names) {
    if (!name.endsWith(SUFFIX)) continue;
    isWhole ||= name === SUFFIX;
    found ??= new Set();
    found.add(name.slice(1, -SUFFIX.length));
  }
  return found === undefined ? NONE : { isWhole, names: found };
}

const LINE = /^(\\?)([0-9a-f]{64})  (.+)$/;

/** Parses a record. Invalid lines, such as an incomplete one, are skipped. */
export function parseRecord(text: string): OutputRecord {
  const record: OutputRecord = new Map();
  const complete = text.slice(0, text.lastIndexOf("\n") + 1);
  for (const line of complete.split("\n")) {
    const [, escaped, hash, written] = LINE.exec(line) ?? [];
    if (hash === undefined) continue;
    const path = escaped ? unescape(written!) : written!;
    if (isPathInside(path)) addTo(record, path, hash);
  }
  return record;
}

/** Adds a possible hash of a file. */
export function addTo(record: OutputRecord, path: string, hash: string): void {
  const known = record.get(path);
  if (known === undefined) record.set(path, new Set([hash]));
  else known.add(hash);
}

/** The line of a file. */
export function recordLine(path: string, hash: string): string {
  const isPlain = !/[\\\n\r]/.test(path);
  return `${isPlain ? "" : "\\"}${hash}  ${isPlain ? path : escape(path)}\n`;
}

/** Whether a path stays inside the output on every system. A record may have been altered. */
export function isPathInside(path: string): boolean {
  if (path === "" || path.startsWith("/") || /^[A-Za-z]:/.test(path) || path.includes("\0")) return false;
  return !path.split(/[/\\]/).some((part) => part === ".." || part === "." || part === "");
}

function escape(path: string): string {
  return path.replace(/[\\\n\r]/g, (one) => (one === "\\" ? "\\\\" : one === "\n" ? "\\n" : "\\r"));
}

function unescape(path: string): string {
  return path.replace(/\\(.)/g, (_, one: string) => (one === "n" ? "\n" : one === "r" ? "\r" : one));
}
