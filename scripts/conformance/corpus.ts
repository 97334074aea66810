// Where the programs of a comparison come from: folders and files, or the list of files of a recorded answers file.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { globSync } from "tinyglobby";
import type { Answer } from "./answer.ts";
import type { Program } from "./work.ts";

/** Every `.py` below the folders, and the files themselves, in a stable order. */
export function programsOfPaths(paths: readonly string[]): Program[] {
  const programs: Program[] = [];
  for (const path of paths) {
    if (!existsSync(path)) throw new Error(`${path} does not exist`);
    if (statSync(path).isDirectory()) {
      const found = globSync("**/*.py", { cwd: path, dot: true, followSymbolicLinks: false }).sort();
      for (const file of found) programs.push({ name: join(relative(".", path), file), path: resolve(path, file) });
    } else {
      programs.push({ name: path, path: resolve(path) });
    }
  }
  return programs;
}

/** Recorded answers and the files they are about. */
export interface Golden {
  programs: Program[];
  /** Files that are not there, or whose content is another than that recorded. */
  skipped: string[];
}

/**
 * Reads a file of recorded answers: tab-separated, maybe gzip; first line `#repo blob path` and names of option sets, then a
 * line for each file: repository, git blob id, path, answers. `roots` says where each repository's files lie.
 */
export function programsOfGolden(file: string, roots: ReadonlyMap<string, string>, sets: readonly string[]): Golden {
  const raw = readFileSync(file);
  const [head, ...rows] = (raw[0] === 0x1f ? gunzipSync(raw) : raw).toString("utf8").trimEnd().split("\n");
  const titles = head!.replace("#", "").split("\t");
  const columns = sets.map((set) => columnOf(titles, set, file));
  const golden: Golden = { programs: [], skipped: [] };
  for (const row of rows) {
    const cells = row.split("\t");
    const root = roots.get(cells[0]!);
    if (root === undefined) continue;
    const name = cells[2]!;
    const path = resolve(root, name);
    const known: Answer[] = columns.map((column) => cells[column]!);
    if (existsSync(path) && blobId(readFileSync(path)) === cells[1]) golden.programs.push({ name, path, known });
    else golden.skipped.push(name);
  }
  return golden;
}

function columnOf(titles: readonly string[], set: string, file: string): number {
  const column = titles.indexOf(set);
  if (column < 0) throw new Error(`${file} holds no answers for the option set ${set}`);
  return column;
}

/** The id under which git keeps a file of this content. */
function blobId(content: Uint8Array): string {
  return createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
}
