// The programs of a comparison: from folders and files, or from the list of a file of recorded answers.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
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

/** Stands for the answer under the same option set in {@link REFERENCE_ANSWERS}, which lies beside. */
const SAME = "=";
/** No answer is recorded. */
const UNKNOWN = "?";
const REFERENCE_ANSWERS = "reference.tsv.gz";

/** A file of recorded answers, as rows of cells. */
interface Answers {
  file: string;
  titles: string[];
  rows: string[][];
}

function readAnswers(file: string): Answers {
  const raw = readFileSync(file);
  const [head, ...rows] = (raw[0] === 0x1f ? gunzipSync(raw) : raw).toString("utf8").trimEnd().split("\n");
  return { file, titles: head!.replace("#", "").split("\t"), rows: rows.map((row) => row.split("\t")) };
}

/** The option sets that a file of recorded answers has columns for. */
export function setsOfGolden(file: string): string[] {
  return readAnswers(file).titles.slice(3);
}

/**
 * Reads a file of recorded answers: tab-separated, maybe gzip; first line `#repo blob path` and names of option sets, then a
 * line for each file: repository, git blob id, path, answers. `roots` says where each repository's files lie.
 */
export function programsOfGolden(file: string, roots: ReadonlyMap<string, string>, sets: readonly string[]): Golden {
  const answers = readAnswers(file);
  const columns = sets.map((set) => columnOf(answers, set));
  const reference = sets.some((set) => set.includes(":")) ? referenceCells(dirname(file), sets) : undefined;
  const golden: Golden = { programs: [], skipped: [] };
  for (const cells of answers.rows) {
    const [repository, blob, name] = cells as [string, string, string];
    const root = roots.get(repository);
    if (root === undefined) continue;
    const path = resolve(root, name);
    const known: (Answer | undefined)[] = columns.map((column, at) => {
      const cell = cells[column]!;
      if (cell === SAME) return reference!(repository, name, at);
      return cell === UNKNOWN ? undefined : cell;
    });
    if (existsSync(path) && blobId(readFileSync(path)) === blob) golden.programs.push({ name, path, known });
    else golden.skipped.push(name);
  }
  return golden;
}

/** The reference's answer to a file under a set, given by its index in `sets`; the sets' names begin with a release. */
function referenceCells(
  folder: string,
  sets: readonly string[],
): (repository: string, path: string, set: number) => Answer {
  const answers = readAnswers(join(folder, REFERENCE_ANSWERS));
  const columns = sets.map((set) => columnOf(answers, set.slice(set.indexOf(":") + 1)));
  const rows = new Map(answers.rows.map((cells) => [`${cells[0]} ${cells[2]}`, cells]));
  return (repository, path, set) => rows.get(`${repository} ${path}`)![columns[set]!]!;
}

function columnOf({ titles, file }: Answers, set: string): number {
  const column = titles.indexOf(set);
  if (column < 0) throw new Error(`${file} holds no answers for the option set ${set}`);
  return column;
}

/** The id under which git keeps a file of this content. */
function blobId(content: Uint8Array): string {
  return createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
}
