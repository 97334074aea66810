// The state of one instance of the plugin, for any bundler: the user's options, and the build, which is made when the
// bundler's root folder and mode are known.

import { readFileSync } from "node:fs";
import { absolutePath } from "../node/files.ts";
import { findFiles } from "../node/file-finder.ts";
import { SourceWatcher } from "../node/source-watcher.ts";
import type { WatchQuestions } from "../node/source-watcher.ts";
import { relativePath } from "../project/paths.ts";
import { ProjectError, problemText } from "../project/problem.ts";
import type { Problem } from "../project/problem.ts";
import type { BundleFile } from "../project/web-assets.ts";
import type { BuildReport } from "../engine/build-report.ts";
import type { Engine, Settled, WrittenBundle } from "../engine/engine.ts";
import type { Rendezvous } from "../engine/rendezvous.ts";
import type { FlashBuild } from "../engine/flash-build.ts";
import type { FlashSnapshot } from "../engine/snapshot.ts";
import type { OutputFile } from "../node/output/output-folder.ts";
import type { ImportedPython } from "../engine/imported-python.ts";
import type { MicroPythonOptions } from "../options/types.ts";
import type { HostFacts } from "../options/resolve-options.ts";
import type { BuildBoard } from "./device.ts";
import { NOT_CONFIGURED, outdatedHash, problemCount } from "./messages.ts";

/** The plugin's name in bundlers. */
export const PLUGIN_NAME = "unplugin-micropython";

/** The parts that exist once root, mode and options are known. */
interface ConfiguredProject {
  readonly engine: Engine;
  readonly report: BuildReport;
}

/** The state of one instance of the plugin: the user's options, and the build, made when root and mode are known. */
export class PluginState {
  readonly user: MicroPythonOptions;
  private readonly bundler: string;
  /** The last snapshot without problems: the one in the output. */
  lastGood: FlashSnapshot | undefined;
  /**
   * Folder whose files the bundler copies to its output unchanged (Vite's public folder). They are part of the page.
   */
  publicFolder: string | undefined;
  /** The public folder of the bundler's output: "_nuxt/"; "" if all of it is public. */
  publicPath = "";
  private configured: Promise<FlashBuild> | undefined;
  private project: ConfiguredProject | undefined;
  private watcher: SourceWatcher | undefined;
  /** Loaded when something is deployed: most builds have no board. */
  private board: Promise<BuildBoard> | undefined;
  /** Bundles that this instance has built. */
  private readonly parts = new Set<string>();
  /** Files that the bundler watches. */
  private seen = new Set<string>();
  /** The relevant files at the last update of the bundler's list. */
  private known: ReadonlySet<string> = new Set();

  constructor(user: MicroPythonOptions, bundler: string) {
    this.user = user;
    this.bundler = bundler;
  }

  /**
   * Sets the project's root and mode, resolves the options, and loads what a build needs. @throws ProjectError for wrong options
   */
  configure(host: HostFacts): Promise<FlashBuild> {
    this.configured ??= this.load(host).catch((error: unknown) => {
      this.configured = undefined;
      throw error;
    });
    return this.configured;
  }

  private async load(host: HostFacts): Promise<FlashBuild> {
    const { BuildReport, engineOf, resolveOptions } = await import("../engine/build-parts.ts");
    const engine = engineOf(resolveOptions(this.user, host));
    const { build } = engine;
    // The report subtracts the engine's counts at this moment: other instances share the engine.
    this.project = { engine, report: new BuildReport(build.options, this.bundler, build.python) };
    return build;
  }

  /** Whether {@link configure} has succeeded. */
  get isConfigured(): boolean {
    return this.project !== undefined;
  }

  /** The build. @throws Error before {@link configure} */
  get build(): FlashBuild {
    return this.engine.build;
  }

  private get engine(): Engine {
    return this.configuredProject.engine;
  }

  private get configuredProject(): ConfiguredProject {
    if (!this.project) throw new Error(NOT_CONFIGURED);
    return this.project;
  }

  /**
   * Takes a snapshot with the imports of a bundle and of the project's other bundles. Keeps it if it is complete and
   * without problems. `part` identifies the bundle within one bundler, in all its builds.
   */
  snapshot(imported: ImportedPython, part = ""): FlashSnapshot {
    this.contribute(imported, part);
    return this.current();
  }

  /** Takes a snapshot with the imports of all bundles. */
  current(): FlashSnapshot {
    const snapshot = this.engine.snapshot();
    this.watcher?.follow([...this.build.python.trees.folders, ...this.build.inputs.parts().filter(isInPackage)]);
    if (snapshot.problems.length === 0 && !this.awaitsBundle) this.lastGood = snapshot;
    return snapshot;
  }

  /** Sets what a bundle imports, for the snapshots of all bundles. */
  contribute(imported: ImportedPython, part: string): void {
    this.engine.contribute(this.partName(part), imported);
    this.parts.add(part);
    // Files that JavaScript imports are in the bundler's own graph.
    for (const file of imported.byUrl) this.seen.add(file);
  }

  /** Bundles that are built at the same time. */
  get together(): Rendezvous {
    return this.engine.together;
  }

  /** Whether the flash includes the bundle's own output. Then call {@link complete}. */
  get awaitsBundle(): boolean {
    return this.build.options.flash.web !== undefined;
  }

  /** Adds the bundle's own output to the flash, if the options ask for that. The result may have new problems. */
  complete(snapshot: FlashSnapshot, bundle: () => readonly BundleFile[], part = ""): FlashSnapshot {
    if (!this.awaitsBundle || snapshot.problems.length > 0) return snapshot;
    const whole = this.engine.complete(this.partName(part), snapshot, [...bundle(), ...this.publicFiles()]);
    if (whole.problems.length === 0) this.lastGood = whole;
    return whole;
  }

  /**
   * Updates what other bundles wrote with later contributions; undefined if nothing changed. Call it when the bundle
   * `part` is on disk. A bundle that stays in memory is undefined. @throws ProjectError
   */
  settle(part: string, bundle: WrittenBundle | undefined): Settled | undefined {
    if (bundle) this.engine.wrote(this.partName(part), bundle);
    const settled = this.engine.settle();
    if (settled) this.lastGood = settled.snapshot;
    return settled;
  }

  /** The path of an asset in the bundler's output. */
  assetName(asset: string): string {
    return `${this.publicPath}${asset}`;
  }

  /** The folder for assets, from the bundler's output folder. */
  flashFolder(folder: string): string {
    return absolutePath(folder, this.publicPath);
  }

  private partName(part: string): string {
    return `${this.bundler}:${part}`;
  }

  /** All outputs of the build: files, images, report, and the manifest last. */
  outputs(snapshot: FlashSnapshot): OutputFile[] {
    return this.build.outputs(snapshot, () => this.configuredProject.report.before);
  }

  /** The log text of a finished build. */
  report(snapshot: FlashSnapshot): string {
    return this.configuredProject.report.text(snapshot, this.build.python);
  }

  /**
   * Deploys the flash to the board that the options name. `isWatching` is set if the bundler rebuilds after every
   * change.
   */
  deploy(snapshot: FlashSnapshot, isWatching: boolean): void {
    const { deployTo } = this.build.options;
    if (!deployTo || !(isWatching || deployTo.afterBuild)) return;
    this.board ??= import("./device.ts").then(({ BuildBoard }) => new BuildBoard(deployTo, this.bundler));
    const { root } = this.build.options;
    void this.board.then((board) => board.deploy(snapshot, root));
    if (!isWatching) void this.closeBoard();
  }

  /** Releases the board when everything is deployed. */
  private async closeBoard(): Promise<void> {
    const board = this.board;
    this.board = undefined;
    await (await board)?.close();
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
   * Starts or updates the watcher for files that the bundler does not watch. Returns the files that the bundler should
   * watch. `watchesThem` says whether it does.
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

  /** The file that is touched to start a rebuild; undefined before {@link watchSources}. */
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

  /** Stops the watcher that {@link watchSources} started. */
  async close(): Promise<void> {
    const watcher = this.watcher;
    this.watcher = undefined;
    await watcher?.close();
    await this.closeBoard();
  }

  /** Removes contributions of this instance's bundles: the named ones, or all. */
  withdraw(parts: Iterable<string> = [...this.parts]): void {
    for (const part of parts) {
      this.engine.withdraw(this.partName(part));
      this.parts.delete(part);
    }
  }

  /** The warning for a script (absolute) whose manifest was replaced after it was named by its hash. */
  outdatedHashWarning(script: string): string {
    return outdatedHash(this.build.display(script));
  }
}

/** Whether a file is in an installed package. Several bundlers do not check those for changes. */
function isInPackage(file: string): boolean {
  return file.includes("/node_modules/");
}

/** The mode for bundlers without modes. */
export function modeFromEnvironment(): HostFacts["mode"] {
  return process.env["NODE_ENV"] === "development" ? "development" : "production";
}

/** Several problems as one text, and the first of them for an error with one place. */
export function joinProblems(problems: readonly Problem[]): { text: string; first: Problem } {
  const text = problems.map(problemText).join("\n\n");
  return { text: problemCount(problems.length) + text, first: problems[0]! };
}

/** The problem of a ProjectError; undefined for any other error. */
export function problemOf(error: unknown): Problem | undefined {
  return error instanceof ProjectError ? error.problem : undefined;
}
