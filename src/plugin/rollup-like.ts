// Rollup, Rolldown and Vite's builds: one set of hooks. All Python is compiled before the first chunk is rendered, so that a
// mistake ends the build while the last good output is still in place; emission comes after, when nothing can fail any more.

import { dirname, resolve } from "node:path";
import type { NormalizedOutputOptions, OutputBundle, PluginContext, RollupError, Plugin as RollupPlugin } from "rollup";
import type { FlashSnapshot } from "../engine/snapshot.ts";
import type { BuiltPython } from "../engine/python-builder.ts";
import { importedPython, manifestExpression, MANIFEST_PLACEHOLDER } from "./python-module.ts";
import { modeFromEnvironment, joinProblems, problemOf } from "./state.ts";
import type { PluginState } from "./state.ts";
import type { Problem } from "../project/problem.ts";
import type { BundleFile } from "../project/web-assets.ts";

/** Stands in for JavaScript in a project that has none; its chunk is taken out of the output. */
export const NO_JAVASCRIPT_ID = "\0micropython:no-javascript";

type Flavour = "rollup" | "rolldown" | "vite";

/** The hooks beside resolveId, load and transform, which all bundlers share. */
export function rollupLikeHooks(state: PluginState, flavour: Flavour): Partial<RollupPlugin> {
  let snapshot: FlashSnapshot | undefined;
  // One build may write several.
  const begun = new Set<string>();

  function generateFlash(
    this: PluginContext,
    options: NormalizedOutputOptions,
    bundle: OutputBundle,
    isWrite: boolean,
  ): void {
    for (const [fileName, output] of Object.entries(bundle)) {
      if (output.type === "chunk" && output.facadeModuleId === NO_JAVASCRIPT_ID) delete bundle[fileName];
    }
    if (!snapshot || !emitsAssets(this)) return;
    const whole = state.complete(snapshot, () => bundleFiles(bundle));
    if (whole.problems.length > 0) this.error(rollupError(whole.problems));
    const outputs = state.outputs(whole);
    const folder = outputFolder(options);
    if (isWrite) {
      orRefuse(this, () => state.build.output.begin(folder, outputs));
      begun.add(folder);
    }
    for (const { asset, bytes } of outputs) {
      if (!(asset in bundle)) this.emitFile({ type: "asset", fileName: asset, source: bytes });
    }
    this.info(state.report(whole));
  }

  return {
    options(options) {
      if (flavour === "vite" || !isEmptyInput(options.input)) return null;
      return { ...options, input: [NO_JAVASCRIPT_ID] };
    },

    buildStart() {
      if (flavour !== "vite") {
        state.configure({ root: process.cwd(), mode: modeFromEnvironment() });
      }
      if (!this.meta.watchMode || isDevServer(this)) return;
      for (const file of state.watchSources()) this.addWatchFile(file);
    },

    buildEnd(error) {
      if (error) return;
      snapshot = state.snapshot(importedPython(this.getModuleIds()));
      for (const warning of snapshot.warnings) this.warn(warning);
      if (snapshot.problems.length > 0) this.error(rollupError(snapshot.problems));
    },

    // Before anything is written, also before Vite empties the folder.
    renderStart: {
      order: "pre",
      handler(options) {
        if (emitsAssets(this)) orRefuse(this, () => state.build.output.check(outputFolder(options)));
      },
    },

    renderChunk(code) {
      if (!snapshot || !code.includes(MANIFEST_PLACEHOLDER)) return null;
      const manifest = manifestExpression(snapshot.manifest);
      // The name stands alone on its side of an assignment, so mappings before it hold, and none follow on its line.
      return { code: code.replaceAll(MANIFEST_PLACEHOLDER, () => manifest), map: null };
    },

    // After all others: where the page goes onto the flash, its files must be as they will be written.
    generateBundle: { order: "post", handler: generateFlash },

    writeBundle(options) {
      const folder = outputFolder(options);
      if (begun.delete(folder)) orRefuse(this, () => state.build.output.finish(folder));
      if (state.lastGood && emitsAssets(this)) state.deploy(state.lastGood, this.meta.watchMode);
    },

    async closeWatcher() {
      await state.close();
    },
  };
}

/** Code of a Python module's URL: emits the file and leaves the address to the bundler. */
export function emittedUrl(context: PluginContext, built: BuiltPython, flavour: Flavour): string {
  const reference = context.emitFile({ type: "asset", fileName: built.placement.asset, source: built.bytes });
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

/** Vite's dev server has a watcher of its own: see vite.ts. */
function isDevServer(context: object): boolean {
  return (context as { environment?: { mode?: string } }).environment?.mode === "dev";
}

/** Vite's builds for a server leave assets to the build for the browser. */
function emitsAssets(context: object): boolean {
  const { environment } = context as { environment?: { config?: { build?: { emitAssets?: boolean } } } };
  return environment?.config?.build?.emitAssets ?? true;
}
