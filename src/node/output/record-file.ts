// The record of what builds wrote into an output folder: what lets a later build remove a file. It lies beside the folder of the
// flash and is named after it, so that nothing that copies the flash to a board takes it along. Its lines are those of
// `sha256sum`: "HASH  PATH". A build adds its lines before it writes, and writes the record anew when it is done: a build that is
// killed leaves a record that tells all that may be there, several lines for one file among them.

import { baseName, parentPath } from "../../project/paths.ts";

/** What a record is called behind the name of its folder. */
const SUFFIX = ".micropython.sha256";

/** SHA-256 of all that a file may hold, by the file's path in the output. */
export type OutputRecord = Map<string, Set<string>>;

/** Path of the record in the output, from that of the flash's folder ("" for the output itself). */
export function recordPath(flashFolder: string): string {
  const parent = parentPath(flashFolder);
  return `${parent === "" ? "" : `${parent}/`}${flashFolder === "" ? "" : "."}${baseName(flashFolder)}${SUFFIX}`;
}

/** Which of the folders with these siblings builds wrote; `isWhole` says that the folder that holds all of them is one. */
export interface OutputsAmong {
  readonly isWhole: boolean;
  readonly names: ReadonlySet<string>;
}

const NONE: OutputsAmong = { isWhole: false, names: new Set() };

/** Looks for records among the names in a folder. */
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

/** Reads a record. Lines that are none, such as one that was cut off, are passed over. */
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

/** Adds what a file may hold. */
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

/** Whether a path in the output stays in it, on every system: a record may have been altered. */
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
