// The lock file: SHA-256 of every file of a build that comes from outside the project, so that a build is the same everywhere and
// a file that was altered is seen. Entries are by library and by path within it, never by a place on this machine. A build adds
// entries; only renewing takes any away, because another configuration of the project may still need them.

import { readJson } from "../json.ts";
import type { JsonFile } from "../json.ts";
import { comparePaths } from "../paths.ts";
import type { Problem } from "../problem.ts";

/** A file from outside, as a build uses it. */
export interface OutsideFile {
  /** The library's name: "npm:micropython-pid". */
  readonly library: string;
  /** The library's version; undefined where it tells none. */
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

/** Name of the lock file, at the project's root, where the options name none. */
export const LOCK_FILE = "micropython.lock.json";

/** Where the schema of the lock file is published. */
export const LOCK_SCHEMA: string = "https://unpkg.com/unplugin-micropython/schema/lock.schema.json";

const LOCK_VERSION = 1;

/** The lock file of a build that uses these files and no others. */
export function lockOf(used: readonly OutsideFile[]): Lock {
  return merge(new Map(), used);
}

/** `lock` with entries for files that it lacks. */
function merge(lock: Lock, used: readonly OutsideFile[]): Lock {
  const libraries = new Map([...lock].map(([name, { version, files }]) => [name, { version, files: new Map(files) }]));
  for (const { library, version, path, sha256 } of used) {
    const known = libraries.get(library) ?? { version, files: new Map<string, string>() };
    known.files.set(path, sha256);
    libraries.set(library, { version, files: known.files });
  }
  return libraries;
}

/** What a build finds when it looks at the lock file. */
export interface LockFindings {
  /** What keeps the build from going on. */
  readonly problems: readonly Problem[];
  /** The lock file as it should be after this build. */
  readonly lock: Lock;
}

/** How a build treats the lock file. */
export interface LockRules {
  /** Whether every file has to have an entry already, as in continuous integration. */
  readonly frozen: boolean;
  /** The lock file's name, for messages. */
  readonly name: string;
  /** A file as people know it. */
  readonly display: (file: string) => string;
}

/** Compares what a build uses with the lock file; undefined stands for one that is not there. */
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
  const change = locked.version === version ? "" : ` (version ${locked.version ?? "?"} there, ${version ?? "?"} here)`;
  return {
    summary:
      `${path} of ${library} is not what ${rules.name} says${andMore(altered)}${change}: ` +
      `its SHA-256 is ${sha256}, locked is ${locked.files.get(path)!}`,
    file,
    displayFile: rules.display(file),
    hint: "If the change is meant, renew the lock file: mpy lock. If not, install the library anew.",
  };
}

function missingProblem(missing: readonly OutsideFile[], rules: LockRules): Problem {
  const { library, path, file } = missing[0]!;
  return {
    summary: `${path} of ${library} is not in ${rules.name}${andMore(missing)}, and in CI nothing is added to it`,
    file,
    displayFile: rules.display(file),
    hint: "Run the build or mpy lock where the project is developed, and commit the lock file.",
  };
}

function andMore(files: readonly OutsideFile[]): string {
  const more = files.length - 1;
  return more === 0 ? "" : `, nor ${more === 1 ? "is one more file" : `are ${more} more files`} of it`;
}

/** The lock file's text: the same for the same entries, one line for each file. */
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

/** Reads a lock file. @throws ProjectError with the line of what is wrong */
export function readLock(source: JsonFile): Lock {
  const document = readJson(source);
  const version = document.get("lockVersion");
  if (version?.plain() !== LOCK_VERSION) {
    (version ?? document).fail(
      `this is not a lock file of version ${LOCK_VERSION}`,
      "One of another version is renewed by mpy lock of the unplugin-micropython in use.",
    );
  }
  const lock = new Map<string, LockedLibrary>();
  for (const library of document.get("libraries")?.list() ?? []) {
    const name = library.get("name")?.text() ?? library.fail("a library without a name");
    if (lock.has(name)) library.fail(`the library ${name} is here twice`, "Two merged branches? Renew it: mpy lock.");
    const files = new Map<string, string>();
    for (const [path, hash] of library.get("files")?.members() ?? []) {
      if (!/^[0-9a-f]{64}$/.test(hash.text())) hash.fail("a SHA-256 has 64 hexadecimal digits", "Renew it: mpy lock.");
      files.set(path, hash.text());
    }
    lock.set(name, { version: library.get("version")?.text(), files });
  }
  return lock;
}
