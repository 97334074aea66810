// Rollup, Rolldown and Vite's builds: one set of hooks. All Python is compiled before the first chunk is rendered, so that a
// mistake ends the build while the last good output is still in place; emission comes after, when nothing can fail any more.

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

/** Stands in for JavaScript in a project that has none; its chunk is taken out of the output. */
export const NO_JAVASCRIPT_ID = "\0micropython:no-javascript";

type Flavour = "rollup" | "rolldown" | "vite";

/** One bundle: several environments of Vite may share a plugin. */
interface Bundle {
  readonly part: string;
  /** The entry of a worker's bundle: absolute. */
  readonly workerEntry: string | undefined;
  /** The snapshot of the build, and in the end the whole flash. */
  snapshot?: FlashSnapshot;
  /** Output folders that are being written: one build may write several. */
  readonly begun: Set<string>;
}

/** The hooks beside resolveId, load and transform, which all bundlers share. */
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
      // The page's bundle brings the flash.
      for (const { asset } of bundle.snapshot.files) delete output[state.assetName(asset)];
    }
    if (bundle.workerEntry === undefined && flavour === "vite") {
      const completed = completeWorkers(state, output, bundle.snapshot.manifest);
      for (const name of completed) this.warn(state.outdatedName(absolutePath(outputFolder(options), name)));
    }
    refuseLostAddress(this, options, output, bundle.snapshot, state);
    if (!bringsFlash(this)) return;
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

  /** Brings what other bundles wrote up to date. */
  function settle(context: PluginContext, bundle: Bundle, folder: string, output: OutputBundle): void {
    const { snapshot, part } = bundle;
    if (!snapshot) return;
    // The scripts of workers are assets.
    const scripts = Object.values(output)
      .filter(({ type, fileName }) => type === "chunk" || SCRIPT.test(fileName))
      .map(({ fileName }) => absolutePath(folder, fileName));
    const isServer = environmentOf(context)?.config?.consumer === "server";
    const settled = state.settle(part, {
      // The folder of a server has no flash, but scripts that may hold the manifest.
      folder: bringsFlash(context) ? state.flashFolder(folder) : undefined,
      scripts,
      snapshot,
      isCached: !isServer,
    });
    if (!settled) return;
    context.info(state.report(settled.snapshot));
    for (const script of settled.cached) context.warn(state.outdatedName(script));
  }

  return {
    options(options) {
      if (flavour === "vite" || !isEmptyInput(options.input)) return null;
      return { ...options, input: [NO_JAVASCRIPT_ID] };
    },

    buildStart(options) {
      if (flavour !== "vite") {
        state.configure({ root: process.cwd(), mode: modeFromEnvironment() });
      }
      if (isDevServer(this)) return;
      bundles.set(environmentOf(this) ?? state, {
        part: partOf(this, options.input),
        workerEntry: isWorker(this) ? String(options.input) : undefined,
        begun: new Set(),
      });
      // Vite watches what a worker is made of through the page.
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
      // Rollup, at its first build, watches after an error here only what the error names. Rolldown has no such list, and needs none.
      const watchFiles = "getWatchFiles" in this ? this.getWatchFiles() : [];
      this.error(Object.assign(rollupError(snapshot.problems), { watchFiles }));
    },

    // Before anything is written, also before Vite empties the folder.
    renderStart: {
      order: "pre",
      handler(options) {
        if (bringsFlash(this)) orRefuse(this, () => state.build.output.check(state.flashFolder(outputFolder(options))));
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
      // Before Vite's own, for which all addresses begin with `base`.
      order: "pre",
      handler({ relativePath, format, moduleId }) {
        return isPythonImport(moduleId) ? (fileUrlCode(relativePath, format) ?? null) : null;
      },
    },

    // After all others: where the page goes onto the flash, its files must be as they will be written.
    generateBundle: { order: "post", handler: generateFlash },

    writeBundle: {
      // Before those that go on with the output, such as a build of the page that a build of the server starts.
      order: "pre",
      handler(options, output) {
        const bundle = bundleOf(this);
        if (!bundle) return;
        const folder = outputFolder(options);
        if (bundle.begun.delete(folder)) orRefuse(this, () => state.build.output.finish(state.flashFolder(folder)));
        orRefuse(this, () => settle(this, bundle, folder, output));
        if (state.lastGood && bringsFlash(this)) state.deploy(state.lastGood, this.meta.watchMode);
      },
    },

    async closeWatcher() {
      await state.close();
      state.withdraw();
    },
  };
}

/** Code of a Python module's URL: emits the file and leaves the address to the bundler. */
export function emittedUrl(
  context: PluginContext,
  built: BuiltPython,
  flavour: Flavour,
  assetName: (asset: string) => string,
): string {
  const { asset, file } = built.placement;
  if (flavour === "vite" && /[?#]/.test(asset)) {
    const summary = `Vite escapes neither "?" nor "#" in an address, and "${asset}" has one`;
    throw new ProjectError({ summary, file, hint: "Rename the file or its folder, or import it with ?bytes." });
  }
  const reference = context.emitFile({ type: "asset", fileName: assetName(asset), source: built.bytes });
  // Vite puts its `base` in place of its own marker; Rollup's would ignore it.
  return flavour === "vite" ? `"__VITE_ASSET__${reference}__"` : `import.meta.ROLLUP_FILE_URL_${reference}`;
}

/** Problems as Rollup and Vite's build take errors: place and code frame in the message, and the place in `loc` as well. */
export function rollupError(problems: readonly Problem[]): RollupError {
  const { text, first } = joinProblems(problems);
  const error: RollupError = { message: text, stack: "" };
  // Without a line the bundler would print the file's name, which the message begins with, a second time.
  if (first.file && first.line) {
    error.id = first.file;
    error.loc = { file: first.file, line: first.line, column: (first.column ?? 1) - 1 };
  }
  return error;
}

/** What Rolldown 1.0, which lets no plugin say otherwise, makes of an asset's address in formats such as "cjs" for browsers. */
const LOST_ADDRESS = /new URL\(\s*(["'`])((?:(?!\1).)+)\1\s*,\s*\(?\{\s*\}\)?\.url\s*\)/;

/** Refuses a script that would throw when it asks for the address of a Python file. */
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
    const summary = `a bundle of format "${format}" does not know the address of an asset, and it imports the URL of this file`;
    const hint = `Import its bytes ("${displayFile}?bytes"), or build the format "es".`;
    context.error(rollupError([{ summary, file: file.source, displayFile, hint }]));
  }
}

/** Ends the build with what is wrong. */
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

/** What is about to be written. */
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

/** What of Vite's environments is looked at here. */
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

/** Vite's dev server has a watcher of its own: see vite.ts. */
function isDevServer(context: object): boolean {
  return environmentOf(context)?.mode === "dev";
}

function isWorker(context: object): boolean {
  return environmentOf(context)?.config?.isWorker ?? false;
}

/** Whether a bundle brings the flash. Vite's builds for a server leave it to the build for the browser, workers to the page. */
function bringsFlash(context: object): boolean {
  return !isWorker(context) && (environmentOf(context)?.config?.build?.emitAssets ?? true);
}
