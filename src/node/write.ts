// Writes files atomically: a temporary file beside the target is renamed, so that no reader sees an incomplete file,
// and the last good file stays if writing fails.

import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/**
 * Names of temporary files: process, thread and a number. They do not contain the target's name, which may have the
 * maximum length.
 */
const TEMPORARY = /^\.micropython-(\d+)-(\d+)-\d+\.tmp$/;

/**
 * Age from which a temporary file is abandoned, even if a process with its id exists: process ids are reused, in a
 * container soon.
 */
const ABANDONED_MS = 600_000;

/** Pauses in milliseconds before a rename is repeated: Windows refuses it while another program has the target open. */
const RENAME_PAUSES_MS: readonly number[] = [10, 20, 50, 100, 200, 400];
const BUSY_CODES: ReadonlySet<string | undefined> = new Set(["EPERM", "EACCES", "EBUSY"]);

/** Whether a name is that of our temporary files. */
export function isTemporary(name: string): boolean {
  return TEMPORARY.test(name);
}

/** Identifies a thread in a process. The thread's own number is in node:worker_threads, which is slow to load. */
const THREAD = Math.floor(Math.random() * 2 ** 32);

let counter = 0;
/** Temporary files that this thread is writing. */
const unfinished = new Set<string>();

/** Writes `bytes` to `path`, and creates folders as needed. @throws the system's error */
export function writeFileAtomic(path: string, bytes: Uint8Array): void {
  const folder = dirname(resolve(path));
  const name = `.micropython-${process.pid}-${THREAD}-${counter++}.tmp`;
  const temporary = join(folder, name);
  unfinished.add(name);
  try {
    writeIn(folder, temporary, bytes);
    renameOver(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    unfinished.delete(name);
  }
}

/** Writes a temporary file. Folders usually exist, so they are created only after a failed write. */
function writeIn(folder: string, temporary: string, bytes: Uint8Array): void {
  try {
    writeFileSync(temporary, bytes);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
    makeFolder(folder);
    writeFileSync(temporary, bytes);
  }
}

/** Renames a file over another one, with repetitions on Windows. `rename` and `platform` are for tests. */
export function renameOver(
  from: string,
  to: string,
  rename: (from: string, to: string) => void = renameSync,
  platform: NodeJS.Platform = process.platform,
): void {
  for (const pause of platform === "win32" ? RENAME_PAUSES_MS : []) {
    try {
      return rename(from, to);
    } catch (error) {
      if (!BUSY_CODES.has(codeOf(error))) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    }
  }
  rename(from, to);
}

/** Like {@link writeFileAtomic}, but does not change a file (and its time) that already has these bytes. */
export function writeFileIfChanged(path: string, bytes: Uint8Array): void {
  if (!holds(path, bytes)) writeFileAtomic(path, bytes);
}

function holds(path: string, bytes: Uint8Array): boolean {
  try {
    return statSync(path).size === bytes.length && readFileSync(path).equals(bytes);
  } catch {
    return false;
  }
}

/**
 * Creates a folder and its missing parents. Node 20's own `recursive` never ends if a parent exists but mkdir reports
 * ENOENT, as in /proc. @throws the system's error
 */
export function makeFolder(folder: string): void {
  const missing: string[] = [];
  for (let at = resolve(folder); !isFolder(at); at = dirname(at)) {
    missing.push(at);
    if (at === dirname(at)) break;
  }
  for (const path of missing.reverse()) {
    try {
      mkdirSync(path);
    } catch (error) {
      // Another process has just made it.
      if (!isFolder(path)) throw error;
    }
  }
}

/** Removes temporary files of killed processes from a folder. */
export function removeLeftovers(folder: string): void {
  for (const name of namesIn(folder)) {
    const [, pid, thread] = TEMPORARY.exec(name) ?? [];
    if (pid === undefined || unfinished.has(name)) continue;
    const path = join(folder, name);
    if (isAlive(Number(pid), Number(thread)) && isYoung(path)) continue;
    try {
      rmSync(path, { force: true });
    } catch {
      // There is no permission to remove it.
    }
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isAlive(pid: number, thread: number): boolean {
  if (pid === process.pid && thread === THREAD) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

function isYoung(path: string): boolean {
  try {
    return Date.now() - statSync(path).mtimeMs < ABANDONED_MS;
  } catch {
    return false;
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}
