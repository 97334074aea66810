// The hooks for Rollup, Rolldown and Vite's builds. All Python is compiled before the first chunk is rendered, so a
// mistake ends the build while the last good output is still in place. Files are emitted afterwards.

import { dirname, resolve } from "node:path";
import type { NormalizedOutputOptions, OutputBundle, PluginContext, RollupError, Plugin as RollupPlugin } from "rollup";
import { absolutePath } from "../node/files.ts";
import type { FlashSnapshot } from "../engine/snapshot.ts";
import type { BuiltPython } from "../engine/python-builder.ts";
import { manifestExpression } from "../engine/baked-manifest.ts";
import { importedPython, isPythonImport, MANIFEST_PLACEHOLDER } from "./python-module.ts";
import { fileUrlCode } from "./file-url.ts";
import { modeFromEnvironment, joinProblems, problemOf } from "./state.ts";
import type { PluginState } from "./state.ts";
import { completeWorkers, contributeWorkers, noteWorker, SCRIPT } from "./vite-workers.ts";
import { ProjectError } from "../project/problem.ts";
import type { Problem } from "../project/problem.ts";
import type { BundleFile } from "../project/web-assets.ts";
import { markInUrl, noAssetUrl } from "./messages.ts";

/** The placeholder entry of a project without JavaScript. Its chunk is removed from the output. */
export const NO_JAVASCRIPT_ID = "\0micropython:no-javascript";

type Flavour = "rollup" | "rolldown" | "vite";

/** One bundle: several environments of Vite may share a plugin. */
interface Bundle {
  readonly part: string;
  /** The entry of a worker's bundle: absolute. */
  readonly workerEntry: string | undefined;
  /** The snapshot of the build; with the bundle's own output once that is known. */
  snapshot?: FlashSnapshot;
  /** Output folders that are being written: one build may write several. */
  readonly begun: Set<string>;
}

/** The hooks other than resolveId, load and transform, which all bundlers share. */
export function rollupLikeHooks(state: PluginState, flavour: Flavour): Partial<RollupPlugin> {
  const bundles = new WeakMap<object, Bundle>();
  const bundleOf = (context: PluginContext): Bundle | undefined => bundles.get(environmentOf(context) ?? state);

  function generateFlash(
    this: PluginContext,
    options: NormalizedOutputOptions,
    output: OutputBundle,
    isWrite: boolean,
  ): void {
    for (const [fileName, one] of Object.entries(output)) {
      if (one.type === "chunk" && one.facadeModuleId === NO_JAVASCRIPT_ID) delete output[fileName];
    }
    const bundle = bundleOf(this);
    if (!bundle?.snapshot) return;
    if (isWorker(this)) {
      // The page's bundle writes the flash.
      for (const { asset } of bundle.snapshot.files) delete output[state.assetName(asset)];
    }
    if (bundle.workerEntry === undefined && flavour === "vite") {
      const completed = completeWorkers(state, output, bundle.snapshot.manifest);
      for (const name of completed) this.warn(state.outdatedHashWarning(absolutePath(outputFolder(options), name)));
    }
    refuseLostAddress(this, options, output, bundle.snapshot, state);
    if (!writesFlash(this)) return;
    const whole = state.complete(bundle.snapshot, () => bundleFiles(output), bundle.part);
    if (whole.problems.length > 0) this.error(rollupError(whole.problems));
    bundle.snapshot = whole;
    const outputs = state.outputs(whole);
    const folder = outputFolder(options);
    if (isWrite) {
      orRefuse(this, () => state.build.output.begin(state.flashFolder(folder), outputs));
      bundle.begun.add(folder);
    }
    for (const { asset, bytes } of outputs) {
      const fileName = state.assetName(asset);
      if (!(fileName in output)) this.emitFile({ type: "asset", fileName, source: bytes });
    }
    this.info(state.report(whole));
  }

  /** Updates what other bundles wrote. */
  function settle(context: PluginContext, bundle: Bundle, folder: string, output: OutputBundle): void {
    const { snapshot, part } = bundle;
    if (!snapshot) return;
    // The scripts of workers are assets.
    const scripts = Object.values(output)
      .filter(({ type, fileName }) => type === "chunk" || SCRIPT.test(fileName))
      .map(({ fileName }) => absolutePath(folder, fileName));
    const isServer = environmentOf(context)?.config?.consumer === "server";
    const settled = state.settle(part, {
      // A server's folder has no flash, but its scripts may contain the manifest.
      folder: writesFlash(context) ? state.flashFolder(folder) : undefined,
      scripts,
      snapshot,
      isCached: !isServer,
    });
    if (!settled) return;
    context.info(state.report(settled.snapshot));
    for (const script of settled.cached) context.warn(state.outdatedHashWarning(script));
  }

  return {
    options(options) {
      if (flavour === "vite" || !isEmptyInput(options.input)) return null;
      return { ...options, input: [NO_JAVASCRIPT_ID] };
    },

    async buildStart(options) {
      if (flavour !== "vite") {
        await state.configure({ root: process.cwd(), mode: modeFromEnvironment() });
      }
      if (isDevServer(this)) return;
      bundles.set(environmentOf(this) ?? state, {
        part: partOf(this, options.input),
        workerEntry: isWorker(this) ? String(options.input) : undefined,
        begun: new Set(),
      });
      // Vite watches a worker's files through the page.
      if (!this.meta.watchMode || isWorker(this)) return;
      for (const file of state.watchSources()) this.addWatchFile(file);
    },

    buildEnd(error) {
      const bundle = bundleOf(this);
      if (error || !bundle) return;
      const ids = [...this.getModuleIds()];
      const imported = importedPython(ids);
      const { workerEntry } = bundle;
      if (workerEntry === undefined && flavour === "vite" && this.meta.watchMode) {
        contributeWorkers(state, bundle.part, ids);
      }
      const snapshot = state.snapshot(imported, bundle.part);
      bundle.snapshot = snapshot;
      if (workerEntry !== undefined) {
        noteWorker(state, bundle.part, { entry: workerEntry, ids, imported, manifest: snapshot.manifest });
      }
      for (const warning of snapshot.warnings) this.warn(warning);
      if (snapshot.problems.length === 0) return;
      // After an error in its first build, Rollup watches only the files that the error names. Rolldown has no such
      // list and needs none.
      const watchFiles = "getWatchFiles" in this ? this.getWatchFiles() : [];
      this.error(Object.assign(rollupError(snapshot.problems), { watchFiles }));
    },

    // Runs before anything is written, and before Vite empties the folder.
    renderStart: {
      order: "pre",
      handler(options) {
        if (writesFlash(this)) orRefuse(this, () => state.build.output.check(state.flashFolder(outputFolder(options))));
      },
    },

    renderChunk(code) {
      const snapshot = bundleOf(this)?.snapshot;
      if (!snapshot || !code.includes(MANIFEST_PLACEHOLDER)) return null;
      const manifest = manifestExpression(snapshot.manifest);
      // The name stands alone on its side of an assignment, so mappings before it hold, and none follow on its line.
      return { code: code.replaceAll(MANIFEST_PLACEHOLDER, () => manifest), map: null };
    },

    resolveFileUrl: {
      // Runs before Vite's own hook, for which all URLs begin with `base`.
      order: "pre",
      handler({ relativePath, format, moduleId }) {
        return isPythonImport(moduleId) ? (fileUrlCode(relativePath, format) ?? null) : null;
      },
    },

    // Runs after all other plugins: a page on the flash must have its final content.
    generateBundle: { order: "post", handler: generateFlash },

    writeBundle: {
      // Runs before plugins that process the output, such as a server's build that starts the build of the page.
      order: "pre",
      handler(options, output) {
        const bundle = bundleOf(this);
        if (!bundle) return;
        const folder = outputFolder(options);
        if (bundle.begun.delete(folder)) orRefuse(this, () => state.build.output.finish(state.flashFolder(folder)));
        orRefuse(this, () => settle(this, bundle, folder, output));
        if (state.lastGood && writesFlash(this)) state.deploy(state.lastGood, this.meta.watchMode);
      },
    },

    async closeWatcher() {
      await state.close();
      state.withdraw();
    },
  };
}

/** Emits a Python module's file, and returns code for its URL, which the bundler fills in. */
export function emittedUrl(
  context: PluginContext,
  built: BuiltPython,
  flavour: Flavour,
  assetName: (asset: string) => string,
): string {
  const { asset, file } = built.placement;
  if (flavour === "vite" && /[?#]/.test(asset)) {
    throw new ProjectError(markInUrl(asset, file));
  }
  const reference = context.emitFile({ type: "asset", fileName: assetName(asset), source: built.bytes });
  // Vite puts its `base` in place of its own marker; Rollup's would ignore it.
  return flavour === "vite" ? `"__VITE_ASSET__${reference}__"` : `import.meta.ROLLUP_FILE_URL_${reference}`;
}

/**
 * Problems as an error for Rollup and Vite's build: place and code frame are in the message, the place also in `loc`.
 */
export function rollupError(problems: readonly Problem[]): RollupError {
  const { text, first } = joinProblems(problems);
  const error: RollupError = { message: text, stack: "" };
  // Without a line the bundler would print the file's name twice: the message begins with it.
  if (first.file && first.line) {
    error.id = first.file;
    error.loc = { file: first.file, line: first.line, column: (first.column ?? 1) - 1 };
  }
  return error;
}

/** The code of Rolldown 1.0 for an asset's URL in formats such as "cjs" for browsers. Plugins cannot change it. */
const LOST_ADDRESS = /new URL\(\s*(["'`])((?:(?!\1).)+)\1\s*,\s*\(?\{\s*\}\)?\.url\s*\)/;

/** Refuses a script that would throw when it evaluates the URL of a Python file. */
function refuseLostAddress(
  context: PluginContext,
  { format }: NormalizedOutputOptions,
  output: OutputBundle,
  { files }: FlashSnapshot,
  state: PluginState,
): void {
  for (const one of Object.values(output)) {
    const address = one.type === "chunk" ? LOST_ADDRESS.exec(one.code)?.[2] : undefined;
    const file = address && files.find(({ asset }) => address.endsWith(state.assetName(asset)));
    if (!file) continue;
    const displayFile = state.build.display(file.source);
    context.error(rollupError([noAssetUrl(format, { file: file.source, displayFile })]));
  }
}

/** Ends the build with the problem of a ProjectError. */
function orRefuse(context: PluginContext, act: () => void): void {
  try {
    act();
  } catch (error) {
    const problem = problemOf(error);
    if (!problem) throw error;
    context.error(rollupError([problem]));
  }
}

function outputFolder(options: NormalizedOutputOptions): string {
  return resolve(options.dir ?? dirname(options.file ?? ""));
}

/** The files that are about to be written. */
function bundleFiles(bundle: OutputBundle): BundleFile[] {
  const encoder = new TextEncoder();
  return Object.values(bundle).map((output) => {
    const content = output.type === "chunk" ? output.code : output.source;
    return { name: output.fileName, bytes: typeof content === "string" ? encoder.encode(content) : content };
  });
}

function isEmptyInput(input: unknown): boolean {
  if (input === undefined || input === "") return true;
  return typeof input === "object" && input !== null && Object.keys(input).length === 0;
}

/** The used part of Vite's environments. */
interface Environment {
  readonly name: string;
  readonly mode?: string;
  readonly config?: {
    readonly consumer?: "client" | "server";
    readonly isWorker?: boolean;
    readonly build?: { readonly emitAssets?: boolean; readonly outDir?: string };
  };
}

/** The environment of Vite that a hook is called for; undefined in other bundlers. */
function environmentOf(context: object): Environment | undefined {
  return (context as { environment?: Environment }).environment;
}

/** Identifies a bundle among those of its project; the same at its next build. */
function partOf(context: object, input: unknown): string {
  const environment = environmentOf(context);
  return JSON.stringify([environment?.name, environment?.config?.isWorker, environment?.config?.build?.outDir, input]);
}

/** Whether this is Vite's dev server, which has its own watcher: see vite.ts. */
function isDevServer(context: object): boolean {
  return environmentOf(context)?.mode === "dev";
}

function isWorker(context: object): boolean {
  return environmentOf(context)?.config?.isWorker ?? false;
}

/** Whether a bundle writes the flash. In Vite the browser's build writes it, not the server's build and not workers. */
function writesFlash(context: object): boolean {
  return !isWorker(context) && (environmentOf(context)?.config?.build?.emitAssets ?? true);
}
