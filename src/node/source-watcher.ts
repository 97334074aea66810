// Sees files that come and go under watched folders. Bundlers watch the files that a build named; a new file matching a glob
// was not named, and watching whole folders through a bundler would also catch the build's own output. So this watcher looks
// for additions and deletions of files that matter, and then touches one trigger file that the bundler does watch.

import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { watch } from "chokidar";
import type { FSWatcher } from "chokidar";
import { isFile, toPosix } from "./files.ts";

/** See the top of this file. */
export class SourceWatcher {
  /** The file to be watched by the bundler: written when a file that matters came or went. */
  readonly trigger: string;
  private readonly watcher: FSWatcher;
  private pokes = 0;

  /** Watches `folders` (absolute); `matters` says which files count, `known` are those that the build has seen. */
  constructor(folders: readonly string[], matters: (file: string) => boolean, known: readonly string[]) {
    this.trigger = join(mkdtempSync(join(tmpdir(), "unplugin-micropython-")), "rescan");
    writeFileSync(this.trigger, "0");
    // An old time: a bundler takes a file that is newer than its build for one that has changed.
    utimesSync(this.trigger, 0, 0);
    this.watcher = watch([...folders], {
      ignored: (path, stats) => isSkippedFolder(path, folders) || (stats?.isFile() === true && !matters(toPosix(path))),
    });
    // The first look around tells of every file; what came or went since the build looked shows when it is over.
    const missing = new Set(known);
    let isNew = false;
    let ready = false;
    const poke = (): void => writeFileSync(this.trigger, String(++this.pokes));
    this.watcher.on("add", (path) => {
      if (ready) poke();
      else if (!missing.delete(toPosix(path))) isNew = true;
    });
    this.watcher.on("unlink", poke);
    this.watcher.on("ready", () => {
      ready = true;
      if (isNew || [...missing].some((file) => !isFile(file))) poke();
    });
  }

  /** Ends watching and removes the trigger. */
  async close(): Promise<void> {
    await this.watcher.close();
    rmSync(dirname(this.trigger), { recursive: true, force: true });
  }
}

function isSkippedFolder(path: string, folders: readonly string[]): boolean {
  const name = basename(path);
  const skipped = name === "node_modules" || name === "__pycache__" || (name.startsWith(".") && name.length > 1);
  return skipped && !folders.includes(toPosix(path));
}
