// What one instance of the plugin keeps from its creation to its end, whatever the bundler: the user's options, and the
// build behind them, made when the bundler's root folder and mode are known.

import { readFileSync } from "node:fs";
import { absolutePath } from "../node/files.ts";
import { findFiles } from "../node/file-finder.ts";
import { SourceWatcher } from "../node/source-watcher.ts";
import type { WatchQuestions } from "../node/source-watcher.ts";
import { relativePath } from "../project/paths.ts";
import { ProjectError, problemText } from "../project/problem.ts";
import type { Problem } from "../project/problem.ts";
import type { BundleFile } from "../project/web-assets.ts";
import { BuildReport } from "../engine/build-report.ts";
import { engineOf } from "../engine/engine.ts";
import type { Engine, Settled, WrittenBundle } from "../engine/engine.ts";
import type { Rendezvous } from "../engine/rendezvous.ts";
import type { FlashBuild } from "../engine/flash-build.ts";
import type { FlashSnapshot } from "../engine/snapshot.ts";
import type { OutputFile } from "../node/output/output-folder.ts";
import type { ImportedPython } from "../engine/imported-python.ts";
import type { MicroPythonOptions } from "../options/types.ts";
import { resolveOptions } from "../options/resolve-options.ts";
import type { HostFacts } from "../options/resolve-options.ts";
import { BuildBoard } from "./device.ts";

/** Name of the plugin, as bundlers show it. */
export const PLUGIN_NAME = "unplugin-micropython";

/** The state of one instance of the plugin: the user's options, and the build that is made of them once root and mode are known. */
export class PluginState {
  readonly user: MicroPythonOptions;
  private readonly bundler: string;
  /** The last snapshot without problems: what lies in the output. */
  lastGood: FlashSnapshot | undefined;
  /** Folder whose files the bundler copies into its output as they are (Vite's public folder): they are part of the page. */
  publicFolder: string | undefined;
  /** What of the bundler's output is public, where that is not all of it: "_nuxt/"; "" for all. */
  publicPath = "";
  private buildReport: BuildReport | undefined;
  /** What the engine had done for others when this instance began. */
  private workBefore = { compileCount: 0, restoredCount: 0 };
  private found: Engine | undefined;
  private watcher: SourceWatcher | undefined;
  private board: BuildBoard | undefined;
  /** Bundles that this instance has built. */
  private readonly parts = new Set<string>();
  /** Files that the bundler watches. */
  private seen = new Set<string>();
  /** Files that mattered when the bundler was told last. */
  private known: ReadonlySet<string> = new Set();

  constructor(user: MicroPythonOptions, bundler: string) {
    this.user = user;
    this.bundler = bundler;
  }

  /** Says where the project is. Hosts that tell nothing get the working directory. @throws ProjectError for wrong options */
  configure(host: HostFacts): FlashBuild {
    if (this.found === undefined) {
      this.found = engineOf(resolveOptions(this.user, host));
      const { compileCount, restoredCount } = this.build.python;
      this.workBefore = { compileCount, restoredCount };
    }
    return this.build;
  }

  /** The build. @throws Error before {@link configure} */
  get build(): FlashBuild {
    return this.engine.build;
  }

  private get engine(): Engine {
    if (!this.found) throw new Error("the bundler loaded a module before its configuration was complete");
    return this.found;
  }

  /**
   * Takes a snapshot with what a bundle imports and what others of the project do, and remembers it if it is good and whole. `part`
   * tells bundles of one bundler apart, and is the same at the next build of the same bundle.
   */
  snapshot(imported: ImportedPython, part = ""): FlashSnapshot {
    this.contribute(imported, part);
    return this.current();
  }

  /** Takes a snapshot with what all bundles have said. */
  current(): FlashSnapshot {
    const snapshot = this.engine.snapshot();
    this.watcher?.follow([...this.build.python.trees.folders, ...this.build.inputs.parts().filter(isInPackage)]);
    if (snapshot.problems.length === 0 && !this.awaitsBundle) this.lastGood = snapshot;
    return snapshot;
  }

  /** Says what a bundle imports, for the snapshots of all bundles. */
  contribute(imported: ImportedPython, part: string): void {
    this.engine.contribute(this.partName(part), imported);
    this.parts.add(part);
    // What JavaScript imports is in the bundler's own graph.
    for (const file of imported.byUrl) this.seen.add(file);
  }

  /** Bundles that are built at the same time. */
  get together(): Rendezvous {
    return this.engine.together;
  }

  /** Whether the flash is whole only with the bundle's own output: {@link complete} is to be called then. */
  get awaitsBundle(): boolean {
    return this.build.options.flash.web !== undefined;
  }

  /** Puts the bundle's own output on the flash, where the options ask for that; the result may have new problems. */
  complete(snapshot: FlashSnapshot, bundle: () => readonly BundleFile[], part = ""): FlashSnapshot {
    if (!this.awaitsBundle || snapshot.problems.length > 0) return snapshot;
    const whole = this.engine.complete(this.partName(part), snapshot, [...bundle(), ...this.publicFiles()]);
    if (whole.problems.length === 0) this.lastGood = whole;
    return whole;
  }

  /**
   * When the bundle `part` is on the disk: brings what other bundles wrote up to date with what has been contributed since. Undefined
   * where nothing was to be done. A bundle that stays in memory is undefined. @throws ProjectError
   */
  settle(part: string, bundle: WrittenBundle | undefined): Settled | undefined {
    if (bundle) this.engine.wrote(this.partName(part), bundle);
    const settled = this.engine.settle();
    if (settled) this.lastGood = settled.snapshot;
    return settled;
  }

  /** Path of an asset in the bundler's output. */
  assetName(asset: string): string {
    return `${this.publicPath}${asset}`;
  }

  /** The folder that assets are written into, from the bundler's own. */
  flashFolder(folder: string): string {
    return absolutePath(folder, this.publicPath);
  }

  private partName(part: string): string {
    return `${this.bundler}:${part}`;
  }

  /** Everything that the build is to write: files, images, report, and the manifest last. */
  outputs(snapshot: FlashSnapshot): OutputFile[] {
    return this.build.outputs(snapshot, () => this.sizes.before);
  }

  /** Text for the log, of a build that is done. */
  report(snapshot: FlashSnapshot): string {
    return this.sizes.text(snapshot, this.build.python);
  }

  private get sizes(): BuildReport {
    this.buildReport ??= new BuildReport(this.build.options, this.bundler, this.workBefore);
    return this.buildReport;
  }

  /** Deploys the flash of a build to the board of the options; `isWatching` where the bundler builds again at every change. */
  deploy(snapshot: FlashSnapshot, isWatching: boolean): void {
    const { deployTo } = this.build.options;
    if (!deployTo || !(isWatching || deployTo.afterBuild)) return;
    this.board ??= new BuildBoard(deployTo, this.bundler);
    this.board.deploy(snapshot, this.build.options.root);
    if (!isWatching) void this.closeBoard();
  }

  /** Lets the board go when all is deployed. */
  private async closeBoard(): Promise<void> {
    const board = this.board;
    this.board = undefined;
    await board?.close();
  }

  private publicFiles(): BundleFile[] {
    const folder = this.publicFolder;
    if (folder === undefined) return [];
    return findFiles(folder, ["**"], []).map((file) => ({
      name: relativePath(folder, file),
      bytes: readFileSync(file),
    }));
  }

  /**
   * Starts looking for what the bundler does not see, or goes on with it; gives the files that the bundler is to watch.
   * `watchesThem` tells whether it does.
   */
  watchSources(watchesThem = true): string[] {
    const { build } = this;
    const files = build.inputs.watched();
    this.known = new Set(files);
    const unseen = watchesThem ? files.filter(isInPackage) : files;
    this.seen = new Set(watchesThem ? files : []);
    for (const file of unseen) this.seen.delete(file);
    setImmediate(() => build.catchUp());
    const paths = [...build.python.trees.folders, ...unseen];
    if (this.watcher) this.watcher.follow(paths);
    else this.watcher = new SourceWatcher(this.watchQuestions(), paths);
    return [this.watcher.trigger, ...files];
  }

  /** The file that is touched when the flash has to be looked at again; undefined before {@link watchSources}. */
  get watchTrigger(): string | undefined {
    return this.watcher?.trigger;
  }

  private watchQuestions(): WatchQuestions {
    const { build } = this;
    return {
      matters: (file) => build.inputs.concerns(file),
      isPart: (file) => build.inputs.isPart(file),
      isSeen: (file) => this.seen.has(file),
      hasChanged: () => {
        if (build.hasChanged()) return true;
        const now = build.inputs.watched();
        return now.length !== this.known.size || !now.every((file) => this.known.has(file));
      },
    };
  }

  /** Ends what {@link watchSources} started. */
  async close(): Promise<void> {
    const watcher = this.watcher;
    this.watcher = undefined;
    await watcher?.close();
    await this.closeBoard();
  }

  /** Forgets bundles of this instance, all unless some are named: whoever watched them has ended. */
  withdraw(parts: Iterable<string> = [...this.parts]): void {
    for (const part of parts) {
      this.engine.withdraw(this.partName(part));
      this.parts.delete(part);
    }
  }

  /** What to tell of a script (absolute) whose manifest was replaced after it got a name with a hash. */
  outdatedName(script: string): string {
    return (
      `${this.build.display(script)} holds the manifest, and got its name before another build added Python to the flash: its ` +
      `content was replaced, its name does not tell of it. List what only other bundles import under entries.`
    );
  }
}

/** Whether a file is of an installed package. Several bundlers take those for something that never changes. */
function isInPackage(file: string): boolean {
  return file.includes("/node_modules/");
}

/** Mode for bundlers that have none. */
export function modeFromEnvironment(): HostFacts["mode"] {
  return process.env["NODE_ENV"] === "development" ? "development" : "production";
}

/** Several problems as one text, and the first of them for where only one has a place. */
export function joinProblems(problems: readonly Problem[]): { text: string; first: Problem } {
  const text = problems.map(problemText).join("\n\n");
  const count = problems.length > 1 ? `${problems.length} problems in the Python sources\n\n` : "";
  return { text: `${count}${text}`, first: problems[0]! };
}

/** The problem that an error stands for; undefined for an error of another kind. */
export function problemOf(error: unknown): Problem | undefined {
  return error instanceof ProjectError ? error.problem : undefined;
}
