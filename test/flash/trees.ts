// Random file trees for the tests of flash images, and their comparison with what was read.
import fc from "fast-check";
import type { FlashTree } from "../../src/flash/index.ts";

/** How names of random trees look. */
export interface TreeShape {
  /** Letters and other whole characters that names are made of. */
  alphabet: readonly string[];
  nameMax: number;
  /** Largest file in bytes. */
  sizeMax: number;
  /** Most files in a tree. */
  filesMax: number;
}

/** Content with a pattern that shows shifts and swapped blocks. */
export function content(size: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let state = (seed * 2654435761 + 1) >>> 0;
  for (let at = 0; at < size; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

/** Trees without two claims on one path, also where case does not count. */
export function trees(shape: TreeShape): fc.Arbitrary<FlashTree> {
  const name = fc
    .array(fc.constantFrom(...shape.alphabet), { minLength: 1, maxLength: shape.nameMax })
    .map((characters) => characters.join(""))
    .filter((text) => text !== "." && text !== "..");
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join("/"));
  const size = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: shape.sizeMax }));
  // Whole pairs of seconds from 1982 to 2099: what FAT keeps too; MicroPython takes 2100 for a leap year.
  const mtime = fc.option(
    fc.integer({ min: 200_000_000, max: 2_050_000_000 }).map((pairs) => pairs * 2000),
    {
      nil: undefined,
    },
  );
  const file = fc.record({ path, size, mtime, seed: fc.nat() });
  return fc
    .record({
      files: fc.array(file, { maxLength: shape.filesMax }),
      directories: fc.array(path, { maxLength: 3 }),
    })
    .map(({ files, directories }) => {
      const taken: Taken = new Map();
      return {
        files: files
          .filter((candidate) => claim(taken, candidate.path, "file"))
          .map(({ path: at, size: length, mtime: time, seed }) => ({
            path: at,
            bytes: content(length, seed),
            mtime: time,
          })),
        directories: directories.filter((candidate) => claim(taken, candidate, "directory")),
      };
    });
}

type Kind = "file" | "directory";
/** What has which path, by the path in lower case. */
type Taken = Map<string, { kind: Kind; spelled: string }>;

/** Takes a path and those above it, unless something else has one of them; case does not count. */
function claim(taken: Taken, path: string, kind: Kind): boolean {
  const names = path.split("/");
  const wanted = names.map((_, index) => ({
    kind: index === names.length - 1 ? kind : ("directory" as const),
    spelled: names.slice(0, index + 1).join("/"),
  }));
  const free = wanted.every(({ kind: as, spelled }) => {
    const now = taken.get(spelled.toLowerCase());
    return now === undefined || (now.kind === "directory" && as === "directory" && now.spelled === spelled);
  });
  if (free) for (const want of wanted) taken.set(want.spelled.toLowerCase(), want);
  return free;
}

/** All directories of a tree, with a leading "/", sorted. */
export function directoriesOf(tree: FlashTree): string[] {
  const found = new Set<string>();
  const addParents = (path: string): void => {
    const names = path.split("/").filter((name) => name !== "");
    for (let depth = 1; depth <= names.length; depth++) found.add(`/${names.slice(0, depth).join("/")}`);
  };
  for (const file of tree.files) addParents(file.path.slice(0, Math.max(0, file.path.lastIndexOf("/"))));
  for (const directory of tree.directories ?? []) addParents(directory);
  return [...found].sort();
}

/** Files by path with a leading "/". */
export function filesByPath(tree: FlashTree): Map<string, Uint8Array> {
  return new Map(tree.files.map((file) => [file.path.startsWith("/") ? file.path : `/${file.path}`, file.bytes]));
}
