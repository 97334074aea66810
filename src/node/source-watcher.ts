// Sees files that come and go under watched folders, and changes to those that the bundler does not know. Bundlers watch the
// files that a build named before it ran; a new file, or one that an import has just made part of the flash, was not named, and
// watching whole folders through a bundler would also catch the build's own output. So this watcher looks for them, and then
// touches one trigger file that the bundler does watch.

import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import type { ChokidarOptions, FSWatcher } from "chokidar";
import { toPosix } from "./files.ts";
import { isSkippedFolder } from "./folder-tree.ts";

/** What a watcher asks about files: absolute paths. */
export interface WatchQuestions {
  /** Whether a file that comes or goes may change the flash. */
  readonly matters: (file: string) => boolean;
  /** Whether the flash was made from a file. */
  readonly isPart: (file: string) => boolean;
  /** Whether the bundler sees changes to a file itself. */
  readonly isSeen: (file: string) => boolean;
  /** Whether what comes and goes has made a difference since the build looked. */
  readonly hasChanged: () => boolean;
}

/** How long after a file has come or gone it is asked what that means, in milliseconds. */
const SETTLE_MS = 10;

/**
 * Watches source folders for files that come and go, and for changes to files that the bundler does not know. It tells the bundler
 * by writing to {@link SourceWatcher.trigger}.
 */
export class SourceWatcher {
  /** The file to be watched by the bundler: written when the flash has to be looked at again. */
  readonly trigger: string;
  /** Loads chokidar, which only watching needs. */
  private readonly watcher: Promise<FSWatcher>;
  /** Folders and files that are watched: absolute. */
  private readonly followed = new Set<string>();
  private pokes = 0;
  private asked: NodeJS.Timeout | undefined;

  constructor({ matters, isPart, isSeen, hasChanged }: WatchQuestions, paths: readonly string[]) {
    this.trigger = toPosix(join(mkdtempSync(join(tmpdir(), "unplugin-micropython-")), "rescan"));
    writeFileSync(this.trigger, "0");
    // An old time: a bundler takes a file that is newer than its build for one that has changed.
    utimesSync(this.trigger, 0, 0);
    for (const path of paths) this.followed.add(path);
    const options: ChokidarOptions = {
      ignored: (path, stats) => {
        const file = toPosix(path);
        if (this.followed.has(file)) return false;
        return isSkippedFolder(basename(file)) || (stats?.isFile() === true && !matters(file));
      },
    };
    let ready = false;
    const poke = (): void => writeFileSync(this.trigger, String(++this.pokes));
    // Many at once, such as the first look at a folder, are asked about once.
    let isGone = false;
    const ask = (): void => {
      clearTimeout(this.asked);
      if (!ready) return;
      this.asked = setTimeout(() => {
        if (isGone || hasChanged()) poke();
        isGone = false;
      }, SETTLE_MS);
    };
    this.watcher = import("chokidar").then(({ watch }) => {
      const watcher = watch([...this.followed], options);
      watcher.on("add", ask);
      watcher.on("unlink", (path) => {
        isGone ||= isPart(toPosix(path));
        ask();
      });
      watcher.on("change", (path) => {
        const file = toPosix(path);
        if (isPart(file) && !isSeen(file)) poke();
      });
      watcher.on("ready", () => {
        ready = true;
        ask();
      });
      return watcher;
    });
  }

  /** Watches these folders and files, too. */
  follow(paths: readonly string[]): void {
    const added = paths.filter((path) => !this.followed.has(path));
    for (const path of added) this.followed.add(path);
    if (added.length > 0) void this.watcher.then((watcher) => watcher.add(added));
  }

  /** Ends watching and removes the trigger. */
  async close(): Promise<void> {
    clearTimeout(this.asked);
    await (await this.watcher).close();
    rmSync(dirname(this.trigger), { recursive: true, force: true });
  }
}
