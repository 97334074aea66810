// Watches source folders for new and removed files, and for changes to files that the bundler does not watch. Bundlers
// watch files that a build names. A new file, or a file that a new import adds to the flash, is not among them, and a
// bundler that watches whole folders would also see the build's output. So this watcher finds these changes, and writes
// a trigger file that the bundler watches.

import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import type { ChokidarOptions, FSWatcher } from "chokidar";
import { toPosix } from "./files.ts";
import { isSkippedFolder } from "./folder-tree.ts";

/** Questions of a watcher about files. Paths are absolute. */
export interface WatchQuestions {
  /** Whether a new or removed file may change the flash. */
  readonly matters: (file: string) => boolean;
  /** Whether the flash was made from a file. */
  readonly isPart: (file: string) => boolean;
  /** Whether the bundler watches a file. */
  readonly isSeen: (file: string) => boolean;
  /** Whether new and removed files have changed the flash since the last build. */
  readonly hasChanged: () => boolean;
}

/** Delay from a new or removed file to the question, in milliseconds. */
const SETTLE_MS = 10;

/**
 * Watches source folders for new and removed files, and for changes to files that the bundler does not watch. It writes
 * {@link SourceWatcher.trigger} to notify the bundler.
 */
export class SourceWatcher {
  /** The file for the bundler to watch. It is written when the flash may have changed. */
  readonly trigger: string;
  /** The watcher of chokidar, which is loaded on demand. */
  private readonly watcher: Promise<FSWatcher>;
  /** Folders and files that are watched: absolute. */
  private readonly followed = new Set<string>();
  private triggerCount = 0;
  private asked: NodeJS.Timeout | undefined;

  constructor({ matters, isPart, isSeen, hasChanged }: WatchQuestions, paths: readonly string[]) {
    this.trigger = toPosix(join(mkdtempSync(join(tmpdir(), "unplugin-micropython-")), "rescan"));
    writeFileSync(this.trigger, "0");
    // An old time: bundlers take a file that is newer than the build for a changed file.
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
    const poke = (): void => writeFileSync(this.trigger, String(++this.triggerCount));
    // Many events at once, such as the first scan of a folder, lead to one question.
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

  /** Adds folders and files to watch. */
  follow(paths: readonly string[]): void {
    const added = paths.filter((path) => !this.followed.has(path));
    for (const path of added) this.followed.add(path);
    if (added.length > 0) void this.watcher.then((watcher) => watcher.add(added));
  }

  /** Stops watching, and removes the trigger. */
  async close(): Promise<void> {
    clearTimeout(this.asked);
    await (await this.watcher).close();
    rmSync(dirname(this.trigger), { recursive: true, force: true });
  }
}
