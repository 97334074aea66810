// The adapter for webpack, Rspack and Rsbuild. It takes the snapshot when all modules are built, because the loaders of
// cached modules do not run. It reports problems there, once. It builds the manifest's module again when the manifest
// is complete, so that hashes, caches and source maps are right.

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
import { markInFileName } from "./messages.ts";

/** Code of a Python module's URL. */
export function publicPathUrl(asset: string): string {
  return `__webpack_public_path__ + ${JSON.stringify(urlPath(asset))}`;
}

/** The alias for the import of the manifest: webpack takes "virtual:" for an unknown protocol. */
export const MANIFEST_ALIAS = "unplugin-micropython-manifest";

/** Snapshots by compilation, for the second build of the manifest's module. One plugin may serve several compilers. */
export type CurrentManifests = WeakMap<object, FlashSnapshot>;

/**
 * Attaches the plugin to a compiler. The load hook reads `current`. `log` takes the log text of a finished build; the
 * default is the compiler's logger.
 */
export function applyToCompiler(
  state: PluginState,
  compiler: Compiler,
  current: CurrentManifests,
  log?: (text: string) => void,
): void {
  allowNoJavaScript(compiler);

  compiler.hooks.normalModuleFactory.tap(PLUGIN_NAME, (factory) => {
    factory.hooks.beforeResolve.tap(PLUGIN_NAME, (data) => {
      if (data.request === MANIFEST_IMPORT) data.request = MANIFEST_ALIAS;
    });
  });

  const isNext = isNextJs(compiler);
  // Next.js serves only this folder of its output, and only the browser's compiler writes to it.
  if (isNext) state.publicPath = "static/";
  const writesFlash = !isNext || compiler.options.name === "client";
  const part = partOf(compiler);
  const folder = (): string => state.flashFolder(compiler.outputPath);
  let main: Compilation | undefined;
  /** The snapshot of the compilation; with the bundle's own output once that is known. */
  let snapshot: FlashSnapshot | undefined;
  /** Our files that are about to be written; undefined for none. */
  let pending: readonly OutputFile[] | undefined;
  let scripts: readonly string[] = [];

  const begin = async (): Promise<void> => {
    const { context, mode } = compiler.options;
    const { output } = await state.configure({
      root: compiler.context || context || process.cwd(),
      mode: mode === "development" ? "development" : "production",
    });
    if (writesFlash) output.check(folder());
    state.together.begin(compiler);
  };
  compiler.hooks.beforeRun.tapPromise(PLUGIN_NAME, begin);
  compiler.hooks.watchRun.tapPromise(PLUGIN_NAME, begin);
  compiler.hooks.failed.tap(PLUGIN_NAME, () => {
    if (state.isConfigured) state.together.end(compiler);
  });
  compiler.hooks.thisCompilation.tap(PLUGIN_NAME, (compilation) => {
    main = compilation;
    snapshot = undefined;
    pending = undefined;
    current.delete(compiler);
    const { PROCESS_ASSETS_STAGE_ADDITIONAL, PROCESS_ASSETS_STAGE_REPORT } = compiler.webpack.Compilation;
    // The files of a page on the flash must be final: minified, with their final names.
    const stage = state.awaitsBundle ? PROCESS_ASSETS_STAGE_REPORT : PROCESS_ASSETS_STAGE_ADDITIONAL;
    compilation.hooks.processAssets.tap({ name: PLUGIN_NAME, stage }, () => {
      if (snapshot?.problems.length === 0) {
        snapshot = state.complete(snapshot, () => bundleFiles(compilation), part);
        for (const problem of snapshot.problems) compilation.errors.push(problemError(compiler, problem));
      }
      // With problems the last good flash stays, even if the bundler clears its output folder.
      const good = snapshot?.problems.length === 0 ? snapshot : state.lastGood;
      if (!good || !writesFlash) return;
      const outputs = state.outputs(good);
      try {
        refuseMarks(outputs);
        state.build.output.checkAll(folder(), outputs);
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
  // Rspack rebuilds modules only in this hook. Child compilers, such as an HTML page's, call it, too.
  compiler.hooks.finishMake.tapPromise({ name: PLUGIN_NAME, stage: 1000 }, async (compilation) => {
    if (compilation !== main) return;
    const modules = [...compilation.modules];
    state.contribute(importedPython(modules.map(resourceOf)), part);
    await state.together.arrive(compiler);
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
  // Runs after webpack has cleaned the folder.
  compiler.hooks.emit.tapPromise({ name: PLUGIN_NAME, stage: 1000 }, async (compilation) => {
    scripts = scriptsOf(compilation);
    if (pending && writesToDisk(compiler)) state.build.output.begin(folder(), pending);
  });
  compiler.hooks.afterEmit.tapPromise(PLUGIN_NAME, async () => {
    if (!writesToDisk(compiler)) return;
    if (pending) state.build.output.finish(folder());
    if (snapshot?.problems.length !== 0) return;
    const settled = state.settle(part, {
      folder: writesFlash ? folder() : undefined,
      scripts,
      isCached: false,
      snapshot,
    });
    if (settled) snapshot = settled.snapshot;
  });

  compiler.hooks.done.tap(PLUGIN_NAME, () => {
    state.together.end(compiler);
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

/** Whether a compiler belongs to Next.js, which has this alias for a loader. */
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

/** The scripts of a compilation on disk (absolute). */
function scriptsOf(compilation: Compilation): string[] {
  const { outputPath } = compilation.compiler;
  const names = compilation.getAssets().map(({ name }) => name.replace(/\?.*$/, ""));
  return names.filter((name) => /\.[cm]?js$/.test(name)).map((name) => absolutePath(outputPath, name));
}

/** Whether the output goes to disk. A dev server's output stays in memory. */
function writesToDisk({ outputFileSystem }: Compiler): boolean {
  return outputFileSystem !== null && !("__vol" in outputFileSystem);
}

/** Refuses names with "?" or "#": webpack and Rspack cut a file's name there. @throws ProjectError */
function refuseMarks(outputs: readonly OutputFile[]): void {
  const marked = outputs.find(({ asset }) => /[?#]/.test(asset));
  if (marked) throw new ProjectError(markInFileName(marked.asset));
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

/** The files that are about to be written. */
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

/** Removes the default entry ./src if it does not exist: the project has no JavaScript. */
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
