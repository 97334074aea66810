// webpack, Rspack and Rsbuild: one adapter for their compiler. When all modules are built it takes the snapshot, because a
// cache may have restored modules whose loaders did not run; problems are reported there, once; the manifest's module is
// built a second time when the manifest is complete, so that hashes, caches and source maps hold.

import { globSync } from "../node/glob.ts";
import type { Compilation, Compiler, Module, NormalModule, WebpackError } from "webpack";
import { absolutePath, toPosix } from "../node/files.ts";
import type { Problem } from "../project/problem.ts";
import { ProjectError, problemText } from "../project/problem.ts";
import type { BundleFile } from "../project/web-assets.ts";
import type { FlashSnapshot } from "../engine/snapshot.ts";
import type { OutputFile } from "../node/output/output-folder.ts";
import { importedPython, MANIFEST_IMPORT, urlPath } from "./python-module.ts";
import { PLUGIN_NAME, problemOf } from "./state.ts";
import type { PluginState } from "./state.ts";

/** Code of a Python module's URL. */
export function publicPathUrl(asset: string): string {
  return `__webpack_public_path__ + ${JSON.stringify(urlPath(asset))}`;
}

/** What the import of the manifest is renamed to: webpack takes "virtual:" for a protocol that it lacks. */
export const MANIFEST_ALIAS = "unplugin-micropython-manifest";

/** Snapshots of compilations, for the second time that their manifest's module is built. One plugin may serve several compilers. */
export type CurrentManifests = WeakMap<object, FlashSnapshot>;

/**
 * Attaches the plugin to a compiler. `current` is what the load hook reads; `log` takes what a build that is done has to say,
 * if not the compiler's own logger.
 */
export function applyToCompiler(
  state: PluginState,
  compiler: Compiler,
  current: CurrentManifests,
  log?: (text: string) => void,
): void {
  const { context, mode } = compiler.options;
  const build = state.configure({
    root: compiler.context || context || process.cwd(),
    mode: mode === "development" ? "development" : "production",
  });
  allowNoJavaScript(compiler);

  compiler.hooks.normalModuleFactory.tap(PLUGIN_NAME, (factory) => {
    factory.hooks.beforeResolve.tap(PLUGIN_NAME, (data) => {
      if (data.request === MANIFEST_IMPORT) data.request = MANIFEST_ALIAS;
    });
  });

  const { output } = build;
  const { together } = state;
  const isNext = isNextJs(compiler);
  // Of Next.js's output only this folder is served, and only the browser's compiler writes there.
  if (isNext) state.publicPath = "static/";
  const bringsFlash = !isNext || compiler.options.name === "client";
  const part = partOf(compiler);
  const folder = (): string => state.flashFolder(compiler.outputPath);
  let main: Compilation | undefined;
  /** The snapshot of the compilation, and in the end the whole flash. */
  let snapshot: FlashSnapshot | undefined;
  /** What is about to be written; undefined where nothing of ours is. */
  let pending: readonly OutputFile[] | undefined;
  let scripts: readonly string[] = [];

  const begin = async (): Promise<void> => {
    if (bringsFlash) output.check(folder());
    together.begin(compiler);
  };
  compiler.hooks.beforeRun.tapPromise(PLUGIN_NAME, begin);
  compiler.hooks.watchRun.tapPromise(PLUGIN_NAME, begin);
  compiler.hooks.failed.tap(PLUGIN_NAME, () => together.end(compiler));
  compiler.hooks.thisCompilation.tap(PLUGIN_NAME, (compilation) => {
    main = compilation;
    snapshot = undefined;
    pending = undefined;
    current.delete(compiler);
    const { PROCESS_ASSETS_STAGE_ADDITIONAL, PROCESS_ASSETS_STAGE_REPORT } = compiler.webpack.Compilation;
    // Where the page goes onto the flash, its files must be as they will be written: minified, with their final names.
    const stage = state.awaitsBundle ? PROCESS_ASSETS_STAGE_REPORT : PROCESS_ASSETS_STAGE_ADDITIONAL;
    compilation.hooks.processAssets.tap({ name: PLUGIN_NAME, stage }, () => {
      if (snapshot?.problems.length === 0) {
        snapshot = state.complete(snapshot, () => bundleFiles(compilation), part);
        for (const problem of snapshot.problems) compilation.errors.push(problemError(compiler, problem));
      }
      // With problems the last good flash stays, also where the bundler clears its output folder.
      const good = snapshot?.problems.length === 0 ? snapshot : state.lastGood;
      if (!good || !bringsFlash) return;
      const outputs = state.outputs(good);
      try {
        refuseMarks(outputs);
        output.checkAll(folder(), outputs);
      } catch (error) {
        const problem = problemOf(error);
        if (!problem) throw error;
        compilation.errors.push(problemError(compiler, problem));
        return;
      }
      emit(compiler, compilation, outputs, (asset) => state.assetName(asset));
      pending = outputs;
    });
  });
  // Rspack builds a module again at no later moment. Compilers of children, such as that of an HTML page, have this hook, too.
  compiler.hooks.finishMake.tapPromise({ name: PLUGIN_NAME, stage: 1000 }, async (compilation) => {
    if (compilation !== main) return;
    const modules = [...compilation.modules];
    state.contribute(importedPython(modules.map(resourceOf)), part);
    await together.arrive(compiler);
    snapshot = state.current();
    for (const warning of snapshot.warnings) compilation.warnings.push(webpackError(compiler, warning));
    for (const problem of snapshot.problems) compilation.errors.push(problemError(compiler, problem));
    if (compiler.watchMode) {
      for (const file of state.watchSources()) compilation.fileDependencies.add(file);
    }
    current.set(compiler, snapshot);
    for (const module of modules) {
      if (resourceOf(module).endsWith(MANIFEST_ALIAS)) await rebuild(compilation, module);
    }
  });
  // After webpack has cleaned the folder.
  compiler.hooks.emit.tapPromise({ name: PLUGIN_NAME, stage: 1000 }, async (compilation) => {
    scripts = scriptsOf(compilation);
    if (pending && writesToDisk(compiler)) output.begin(folder(), pending);
  });
  compiler.hooks.afterEmit.tapPromise(PLUGIN_NAME, async () => {
    if (!writesToDisk(compiler)) return;
    if (pending) output.finish(folder());
    if (snapshot?.problems.length !== 0) return;
    const settled = state.settle(part, {
      folder: bringsFlash ? folder() : undefined,
      scripts,
      isCached: false,
      snapshot,
    });
    if (settled) snapshot = settled.snapshot;
  });

  compiler.hooks.done.tap(PLUGIN_NAME, () => {
    together.end(compiler);
    if (snapshot?.problems.length !== 0) return;
    const report = state.report(snapshot);
    if (log) log(report);
    else compiler.getInfrastructureLogger(PLUGIN_NAME).info(report);
    state.deploy(snapshot, compiler.watchMode);
  });
  compiler.hooks.watchClose.tap(PLUGIN_NAME, () => {
    void state.close();
    state.withdraw();
  });
}

/** Whether a compiler is one of Next.js, which names its loaders so. */
function isNextJs(compiler: Compiler): boolean {
  const { alias } = compiler.options.resolveLoader;
  return typeof alias === "object" && alias !== null && "next-swc-loader" in alias;
}

/** Identifies a compiler among those of its project; the same at its next build. */
function partOf(compiler: Compiler): string {
  const { name, target, entry, output } = compiler.options;
  const entries = typeof entry === "function" ? undefined : entry;
  return JSON.stringify([name, target, entries, output.path, output.filename]);
}

/** Scripts of a compilation, as they lie on the disk: absolute. */
function scriptsOf(compilation: Compilation): string[] {
  const { outputPath } = compilation.compiler;
  const names = compilation.getAssets().map(({ name }) => name.replace(/\?.*$/, ""));
  return names.filter((name) => /\.[cm]?js$/.test(name)).map((name) => absolutePath(outputPath, name));
}

/** Whether the output goes to the disk and not, as a dev server has it, into memory. */
function writesToDisk({ outputFileSystem }: Compiler): boolean {
  return outputFileSystem !== null && !("__vol" in outputFileSystem);
}

/** webpack and Rspack cut a file's name at these when they write it. @throws ProjectError */
function refuseMarks(outputs: readonly OutputFile[]): void {
  const marked = outputs.find(({ asset }) => /[?#]/.test(asset));
  if (marked === undefined) return;
  const summary = `webpack and Rspack write no files with "?" or "#" in their names, and "${marked.asset}" has one`;
  throw new ProjectError({ summary, hint: "Rename the file or its folder, or leave it out with `exclude`." });
}

function emit(
  compiler: Compiler,
  compilation: Compilation,
  outputs: readonly OutputFile[],
  assetName: (asset: string) => string,
): void {
  const { RawSource } = compiler.webpack.sources;
  for (const { asset, bytes } of outputs) {
    compilation.emitAsset(
      assetName(asset),
      new RawSource(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)),
    );
  }
}

/** What is about to be written. */
function bundleFiles(compilation: Compilation): BundleFile[] {
  return compilation.getAssets().map(({ name, source }) => {
    const content = source.source();
    return { name, bytes: typeof content === "string" ? new TextEncoder().encode(content) : content };
  });
}

function rebuild(compilation: Compilation, module: Module): Promise<void> {
  return new Promise((resolve, reject) => {
    compilation.rebuildModule(module, (error) => (error ? reject(error) : resolve()));
  });
}

/** The default entry ./src is dropped where there is none: the project has no JavaScript. */
function allowNoJavaScript(compiler: Compiler): void {
  const { entry } = compiler.options;
  if (typeof entry === "function") return;
  const names = Object.keys(entry);
  const isDefault = names.length === 1 && names[0] === "main" && !entry["main"]?.import;
  if (isDefault && !hasDefaultEntry(compiler)) compiler.options.entry = {};
}

function hasDefaultEntry(compiler: Compiler): boolean {
  return globSync(["src.*", "src/index.*"], { cwd: compiler.context, onlyFiles: true }).length > 0;
}

function resourceOf(module: Module): string {
  const { resource } = module as NormalModule;
  return toPosix(resource ?? "");
}

function problemError(compiler: Compiler, problem: Problem): WebpackError {
  const error = webpackError(compiler, problemText(problem));
  if (problem.displayFile) error.file = problem.displayFile;
  if (problem.line) {
    error.loc = { start: { line: problem.line, column: (problem.column ?? 1) - 1 } };
  }
  return error;
}

function webpackError(compiler: Compiler, message: string): WebpackError {
  const error = new compiler.webpack.WebpackError(message);
  error.name = PLUGIN_NAME;
  error.hideStack = true;
  error.stack = "";
  return error;
}
