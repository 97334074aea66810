// The lock file on disk. A build reads it and adds to it; in continuous integration it only reads. It is written whole and only
// when something changed, so that it never shows up as modified without a reason.

import { readFileSync } from "node:fs";
import { compareLock, lockOf, lockText, readLock } from "../project/lock/lock.ts";
import type { Lock, LockedLibrary, OutsideFile } from "../project/lock/lock.ts";
import { relativePath } from "../project/paths.ts";
import { ProjectError } from "../project/problem.ts";
import type { Problem } from "../project/problem.ts";
import { writeFileAtomic } from "./write.ts";

/** Where a lock file is, and how it is treated. */
export interface LockPlace {
  /** Absolute, forward slashes. */
  readonly file: string;
  /** The project's root: absolute. */
  readonly root: string;
  /** Whether nothing may be added, as in continuous integration. */
  readonly frozen: boolean;
}

/** Whether this is continuous integration, by the variable that its services set. */
export function isContinuousIntegration(): boolean {
  const { CI } = process.env;
  return CI !== undefined && !["", "0", "false"].includes(CI);
}

/** Compares a build with its lock file, and adds what that lacks. Returns what keeps the build from going on. */
export function checkLockFile(used: readonly OutsideFile[], place: LockPlace): readonly Problem[] {
  try {
    const name = relativePath(place.root, place.file);
    const known = readLockFile(place);
    if (known === undefined && place.frozen && used.length > 0) return [absent(name)];
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

/** The entries of the lock file; none where there is no file, or one that cannot be understood and has to be made anew. */
export function lockedFiles(place: LockPlace): Pick<OutsideFile, "library" | "path">[] {
  try {
    const lock = readLockFile(place) ?? new Map<string, LockedLibrary>();
    return [...lock].flatMap(([library, { files }]) => [...files.keys()].map((path) => ({ library, path })));
  } catch (error) {
    if (error instanceof ProjectError) return [];
    throw error;
  }
}

/** Whether the lock file has entries for just these files. @throws ProjectError */
export function isLockCurrent(used: readonly OutsideFile[], place: LockPlace): boolean {
  return readText(place.file) === lockText(lockOf(used));
}

/** Makes the lock file anew from what a build uses. Returns whether it had been another. @throws ProjectError */
export function renewLockFile(used: readonly OutsideFile[], place: LockPlace): boolean {
  if (isLockCurrent(used, place)) return false;
  write(lockOf(used), place);
  return true;
}

/** Puts these files in the place of all entries of their libraries. @throws ProjectError */
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
    throw new ProjectError({ summary: `the lock file cannot be read: ${(error as Error).message}`, file });
  }
}

function write(lock: Lock, { file, root }: LockPlace): void {
  try {
    writeFileAtomic(file, new TextEncoder().encode(lockText(lock)));
  } catch (error) {
    const displayFile = relativePath(root, file);
    throw new ProjectError({
      summary: `the lock file cannot be written: ${(error as Error).message}`,
      file,
      displayFile,
    });
  }
}

function absent(name: string): Problem {
  return {
    summary: `there is no ${name}, and in CI none is made`,
    hint: "Run the build or mpy lock where the project is developed, and commit the lock file.",
  };
}
