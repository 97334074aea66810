// Writing files: through a temporary name beside the target and a rename, so that nobody ever sees half a file and the last good
// one stays when writing fails.

import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** Temporary files: process, thread, and number in it. The name does not grow with the target's, which may be as long as names can be. */
const TEMPORARY = /^\.micropython-(\d+)-(\d+)-\d+\.tmp$/;

/** Process ids are used again, in a container from the start: an older temporary file is nobody's, whoever has its number. */
const ABANDONED_MS = 600_000;

/** Times in milliseconds after which a rename is tried again that Windows refuses while somebody has the target open. */
const RENAME_PAUSES_MS: readonly number[] = [10, 20, 50, 100, 200, 400];
const BUSY_CODES: ReadonlySet<string | undefined> = new Set(["EPERM", "EACCES", "EBUSY"]);

/** Whether a file is a temporary one of ours, by its name. */
export function isTemporary(name: string): boolean {
  return TEMPORARY.test(name);
}

/** Tells the threads of a process apart. Their own numbers are in node:worker_threads, which takes a while to load. */
const THREAD = Math.floor(Math.random() * 2 ** 32);

let counter = 0;
/** Temporary files that this thread is writing. */
const unfinished = new Set<string>();

/** Writes `bytes` to `path`, making folders as needed. @throws what the system says */
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

/** Most folders are there: they are looked for only when a write fails. */
function writeIn(folder: string, temporary: string, bytes: Uint8Array): void {
  try {
    writeFileSync(temporary, bytes);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
    makeFolder(folder);
    writeFileSync(temporary, bytes);
  }
}

/** Renames a file over another one; on Windows again and again for a moment. `rename` and `platform` are for tests. */
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

/** As {@link writeFileAtomic}, but leaves a file alone (and its time) that already holds these bytes. */
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
 * Makes a folder and those above it that are missing. Node's own way (`recursive`) never ends on Node 20 where a folder is there
 * in which mkdir says that nothing is, such as /proc. @throws what the system says
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

/** Removes the temporary files in a folder that killed processes left there. */
export function removeLeftovers(folder: string): void {
  for (const name of namesIn(folder)) {
    const [, pid, thread] = TEMPORARY.exec(name) ?? [];
    if (pid === undefined || unfinished.has(name)) continue;
    const path = join(folder, name);
    if (isAlive(Number(pid), Number(thread)) && isYoung(path)) continue;
    try {
      rmSync(path, { force: true });
    } catch {
      // Nobody may remove it: it stays until somebody may.
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
