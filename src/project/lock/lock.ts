// The lock file: SHA-256 of every file of a build from outside the project, so that a build is the same everywhere and
// an altered file is detected. Entries are identified by library and path in the library, not by a path of this
// machine. A build adds entries. Only `mpy lock` removes some, because another configuration of the project may need
// them.

import { readJson } from "../json.ts";
import type { JsonFile } from "../json.ts";
import { comparePaths } from "../paths.ts";
import type { Problem } from "../problem.ts";
import {
  alteredFile,
  LIBRARY_WITHOUT_NAME,
  lockedTwice,
  notLocked,
  otherLockVersion,
  WRONG_SHA256,
} from "../messages.ts";

/** A file from outside the project that a build uses. */
export interface OutsideFile {
  /** The library's name: "npm:micropython-pid". */
  readonly library: string;
  /** The library's version; undefined if it has none. */
  readonly version: string | undefined;
  /** Path within the library. */
  readonly path: string;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
  /** The file on this machine, for messages: absolute, forward slashes. */
  readonly file: string;
}

/** A library in the lock file. */
export interface LockedLibrary {
  readonly version: string | undefined;
  /** SHA-256 by path. */
  readonly files: ReadonlyMap<string, string>;
}

/** Libraries by name. */
export type Lock = ReadonlyMap<string, LockedLibrary>;

/** Default name of the lock file, in the project root. */
export const LOCK_FILE = "micropython.lock.json";

/** URL of the lock file's schema. */
export const LOCK_SCHEMA: string = "https://unpkg.com/unplugin-micropython/schema/lock.schema.json";

const LOCK_VERSION = 1;

/** The lock file of a build that uses exactly these files. */
export function lockOf(used: readonly OutsideFile[]): Lock {
  return merge(new Map(), used);
}

/** `lock` with added entries for missing files. */
function merge(lock: Lock, used: readonly OutsideFile[]): Lock {
  const libraries = new Map([...lock].map(([name, { version, files }]) => [name, { version, files: new Map(files) }]));
  for (const { library, version, path, sha256 } of used) {
    const known = libraries.get(library) ?? { version, files: new Map<string, string>() };
    known.files.set(path, sha256);
    libraries.set(library, { version, files: known.files });
  }
  return libraries;
}

/** The result of comparing a build with its lock file. */
export interface LockFindings {
  /** Problems that fail the build. */
  readonly problems: readonly Problem[];
  /** The lock file as it should be after this build. */
  readonly lock: Lock;
}

/** Settings for the comparison. */
export interface LockRules {
  /** Whether every file must have an entry, as in continuous integration. */
  readonly frozen: boolean;
  /** The lock file's name, for messages. */
  readonly name: string;
  /** A file's name in messages. */
  readonly display: (file: string) => string;
}

/** Compares the files of a build with the lock file; undefined if there is none. */
export function compareLock(lock: Lock | undefined, used: readonly OutsideFile[], rules: LockRules): LockFindings {
  const problems: Problem[] = [];
  const known = lock ?? new Map<string, LockedLibrary>();
  for (const [library, files] of byLibrary(used)) {
    const locked = known.get(library);
    const altered = files.filter(({ path, sha256 }) => (locked?.files.get(path) ?? sha256) !== sha256);
    if (altered.length > 0) problems.push(alteredProblem(altered, locked!, rules));
    const missing = rules.frozen ? files.filter(({ path }) => !locked?.files.has(path)) : [];
    if (missing.length > 0) problems.push(missingProblem(missing, rules));
  }
  return { problems, lock: merge(known, used) };
}

function byLibrary(used: readonly OutsideFile[]): Map<string, OutsideFile[]> {
  const libraries = new Map<string, OutsideFile[]>();
  for (const file of [...used].sort(compareUses)) {
    const files = libraries.get(file.library);
    if (files) files.push(file);
    else libraries.set(file.library, [file]);
  }
  return libraries;
}

function compareUses(a: OutsideFile, b: OutsideFile): number {
  return comparePaths(a.library, b.library) || comparePaths(a.path, b.path);
}

function alteredProblem(altered: readonly OutsideFile[], locked: LockedLibrary, rules: LockRules): Problem {
  const { library, version, path, sha256, file } = altered[0]!;
  const versions = locked.version === version ? undefined : ([locked.version, version] as const);
  const facts = { path, library, sha256, locked: locked.files.get(path)! };
  return alteredFile({ file, displayFile: rules.display(file) }, facts, versions, rules.name, altered.length - 1);
}

function missingProblem(missing: readonly OutsideFile[], rules: LockRules): Problem {
  const { library, path, file } = missing[0]!;
  return notLocked({ file, displayFile: rules.display(file) }, path, library, rules.name, missing.length - 1);
}

/** The text of a lock file, with one line for each file. The same entries give the same text. */
export function lockText(lock: Lock): string {
  const libraries = [...lock]
    .sort(([a], [b]) => comparePaths(a, b))
    .map(([name, { version, files }]) => ({
      name,
      version,
      files: Object.fromEntries([...files].sort(([a], [b]) => comparePaths(a, b))),
    }));
  return `${JSON.stringify({ $schema: LOCK_SCHEMA, lockVersion: LOCK_VERSION, libraries }, undefined, 2)}\n`;
}

/** Parses a lock file. @throws ProjectError with the line of the mistake */
export function readLock(source: JsonFile): Lock {
  const document = readJson(source);
  const version = document.get("lockVersion");
  if (version?.plain() !== LOCK_VERSION) {
    (version ?? document).fail(...otherLockVersion(LOCK_VERSION));
  }
  const lock = new Map<string, LockedLibrary>();
  for (const library of document.get("libraries")?.list() ?? []) {
    const name = library.get("name")?.text() ?? library.fail(...LIBRARY_WITHOUT_NAME);
    if (lock.has(name)) library.fail(...lockedTwice(name));
    const files = new Map<string, string>();
    for (const [path, hash] of library.get("files")?.members() ?? []) {
      if (!/^[0-9a-f]{64}$/.test(hash.text())) hash.fail(...WRONG_SHA256);
      files.set(path, hash.text());
    }
    lock.set(name, { version: library.get("version")?.text(), files });
  }
  return lock;
}
