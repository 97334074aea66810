// The lock file on disk. A build reads it and adds entries; in continuous integration a build only reads it. It is
// written atomically, and only if it changed, so that git does not show it as modified without a reason.

import { readFileSync } from "node:fs";
import { compareLock, lockOf, lockText, readLock } from "../project/lock/lock.ts";
import type { Lock, LockedLibrary, OutsideFile } from "../project/lock/lock.ts";
import { relativePath } from "../project/paths.ts";
import { ProjectError } from "../project/problem.ts";
import type { Problem } from "../project/problem.ts";
import { writeFileAtomic } from "./write.ts";
import { lockNotReadable, lockNotWritable, missingLockFile } from "./messages.ts";

/** A lock file: its path and its mode. */
export interface LockPlace {
  /** Absolute, forward slashes. */
  readonly file: string;
  /** The project's root: absolute. */
  readonly root: string;
  /** Whether no entries may be added, as in continuous integration. */
  readonly frozen: boolean;
}

/** Whether this is continuous integration: its services set the environment variable CI. */
export function isContinuousIntegration(): boolean {
  const { CI } = process.env;
  return CI !== undefined && !["", "0", "false"].includes(CI);
}

/** Compares a build with its lock file, and adds missing entries. Returns the problems of the build. */
export function checkLockFile(used: readonly OutsideFile[], place: LockPlace): readonly Problem[] {
  try {
    const name = relativePath(place.root, place.file);
    const known = readLockFile(place);
    if (known === undefined && place.frozen && used.length > 0) return [missingLockFile(name)];
    const display = (file: string): string => relativePath(place.root, file);
    const { problems, lock } = compareLock(known, used, { frozen: place.frozen, name, display });
    const isWritten = problems.length === 0 && !place.frozen && lock.size > 0;
    if (isWritten && (known === undefined || lockText(known) !== lockText(lock))) write(lock, place);
    return problems;
  } catch (error) {
    if (error instanceof ProjectError) return [error.problem];
    throw error;
  }
}

/** The entries of the lock file; none if it is missing or invalid. */
export function lockedFiles(place: LockPlace): Pick<OutsideFile, "library" | "path">[] {
  try {
    const lock = readLockFile(place) ?? new Map<string, LockedLibrary>();
    return [...lock].flatMap(([library, { files }]) => [...files.keys()].map((path) => ({ library, path })));
  } catch (error) {
    if (error instanceof ProjectError) return [];
    throw error;
  }
}

/** Whether the lock file has entries for exactly these files. @throws ProjectError */
export function isLockCurrent(used: readonly OutsideFile[], place: LockPlace): boolean {
  return readText(place.file) === lockText(lockOf(used));
}

/** Writes the lock file for the files that a build uses. Returns whether it changed. @throws ProjectError */
export function renewLockFile(used: readonly OutsideFile[], place: LockPlace): boolean {
  if (isLockCurrent(used, place)) return false;
  write(lockOf(used), place);
  return true;
}

/** Replaces all entries of these files' libraries. @throws ProjectError */
export function updateLockFile(used: readonly OutsideFile[], place: LockPlace): void {
  const known = readLockFile(place) ?? new Map<string, LockedLibrary>();
  const lock = new Map([...known, ...lockOf(used)]);
  if (lockText(known) !== lockText(lock)) write(lock, place);
}

function readLockFile({ file, root }: LockPlace): Lock | undefined {
  const text = readText(file);
  return text === undefined ? undefined : readLock({ file, displayFile: relativePath(root, file), text });
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new ProjectError({ summary: lockNotReadable((error as Error).message), file });
  }
}

function write(lock: Lock, { file, root }: LockPlace): void {
  try {
    writeFileAtomic(file, new TextEncoder().encode(lockText(lock)));
  } catch (error) {
    const displayFile = relativePath(root, file);
    throw new ProjectError({
      summary: lockNotWritable((error as Error).message),
      file,
      displayFile,
    });
  }
}
