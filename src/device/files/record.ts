// The record of what was deployed, a text file on the board: only what it lists may be removed, and only while the file still
// has the bytes that were written. Lines are added before a file is sent, so that a transfer that is cut off leaves no file that
// nobody owns. A line is `<hash> <path>`, `d <path>` for a folder that was made, `- <path>` for what was removed.

/** Name of the record in the root of the board's filesystem. */
export const RECORD_NAME = ".mpy-deployed";

/** What was put onto a board. */
export interface DeployRecord {
  /** The hashes that each file was written with, by path. */
  readonly files: ReadonlyMap<string, ReadonlySet<string>>;
  /** Folders that were made. */
  readonly folders: ReadonlySet<string>;
  /** Lines in the file that a rewrite would spare. */
  readonly superfluous: number;
}

const LINE = /^(d|-|[0-9a-f.]+) (\/.*)$/;

/** Reads a record; lines that are none, as a cut off write leaves them, are passed over. */
export function parseRecord(text: string): DeployRecord {
  const files = new Map<string, Set<string>>();
  const folders = new Set<string>();
  const lines = text.split("\n").filter((line) => line !== "");
  for (const line of lines) {
    const [, kind, path] = LINE.exec(line) ?? [];
    if (kind === undefined || path === undefined) continue;
    if (kind === "d") folders.add(path);
    else if (kind === "-") {
      files.delete(path);
      folders.delete(path);
    } else {
      const hashes = files.get(path) ?? new Set();
      files.set(path, hashes.add(kind));
    }
  }
  return { files, folders, superfluous: lines.length - files.size - folders.size };
}

export const fileLine = (path: string, hash: string): string => `${hash} ${path}\n`;
export const folderLine = (path: string): string => `d ${path}\n`;
export const removalLine = (path: string): string => `- ${path}\n`;

/** A record without superfluous lines. */
export function recordText(files: Iterable<readonly [string, string]>, folders: Iterable<string>): string {
  return [...folders].map(folderLine).join("") + [...files].map(([path, hash]) => fileLine(path, hash)).join("");
}
