// The record of deployed files, a text file on the board. A deploy removes only files that it lists, and only if they
// still have the recorded bytes. A line is added before a file is sent, so that an interrupted transfer leaves no file
// that is not recorded. A line is `<hash> <path>` for a file, `d <path>` for a new folder, `- <path>` for a removed
// file.

/** Name of the record in the root of the board's filesystem. */
export const RECORD_NAME = ".mpy-deployed";

/** The files and folders of earlier deploys. */
export interface DeployRecord {
  /** The hashes that each file was written with, by path. */
  readonly files: ReadonlyMap<string, ReadonlySet<string>>;
  /** Folders that were made. */
  readonly folders: ReadonlySet<string>;
  /** Lines that a rewrite of the file would save. */
  readonly superfluous: number;
}

const LINE = /^(d|-|[0-9a-f.]+) (\/.*)$/;

/** Parses a record. Incomplete lines of interrupted writes are skipped. */
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
