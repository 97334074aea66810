// Text files with a checksum, such as records of earlier builds. A file that is incomplete or altered is treated as
// missing. Nothing here throws.

import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "./files.ts";
import { writeFileAtomic } from "./write.ts";

/** The text that {@link writeChecked} wrote; undefined if the file is missing or damaged. */
export function readChecked(path: string): string | undefined {
  try {
    const text = readFileSync(path, "utf8");
    const end = text.indexOf("\n");
    const body = text.slice(end + 1);
    return sha256(body) === text.slice(0, end) ? body : undefined;
  } catch {
    return undefined;
  }
}

/** Writes a text, if the folder can be written. */
export function writeChecked(path: string, text: string): void {
  try {
    writeFileAtomic(path, Buffer.from(`${sha256(text)}\n${text}`));
  } catch {
    // With a full disk or a read-only folder the old file stays.
  }
}

/** Removes all files of a folder whose names begin with `prefix`, except the `count` newest. */
export function keepNewest(folder: string, prefix: string, count: number): void {
  try {
    const names = readdirSync(folder).filter((name) => name.startsWith(prefix));
    if (names.length <= count) return;
    const files = names.map((name) => join(folder, name)).map((path) => ({ path, time: statSync(path).mtimeMs }));
    for (const { path } of files.sort((a, b) => b.time - a.time).slice(count)) rmSync(path, { force: true });
  } catch {
    // Another build has removed them, or there is no permission.
  }
}
