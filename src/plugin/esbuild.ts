// The adapter for esbuild. esbuild has no transform hook, takes errors as data with a place, gives an asset's URL only
// through its loaders, and has written its files when a build ends. So this file loads Python itself, compiles listed
// sources before the build, and finds the bundle's imports with a first, silent build.

import { readFileSync, rmSync } from "node:fs";
import { relative, resolve } from "node:path";
import type { BuildOptions, BuildResult, Metafile, PartialMessage, Plugin, PluginBuild } from "esbuild";
import { codeWithManifest, replaceBakedManifest } from "../engine/baked-manifest.ts";
import type { Settled } from "../engine/engine.ts";
import { absolutePath, sha256, toPosix } from "../node/files.ts";
import type { OutputWriter } from "../engine/output-writer.ts";
import type { Manifest } from "../project/manifest.ts";
import { problemText } from "../project/problem.ts";
import type { Problem } from "../project/problem.ts";
import type { BundleFile } from "../project/web-assets.ts";
import type { OutputFile } from "../node/output/output-folder.ts";
import {
  bytesExpression,
  failingModule,
  MANIFEST_IMPORT,
  manifestModule,
  pythonModule,
  urlPath,
} from "./python-module.ts";

import { NO_IMPORTS } from "../engine/imported-python.ts";
import type { ImportedPython } from "../engine/imported-python.ts";
import { noteBuild } from "./esbuild-serve.ts";
import { modeFromEnvironment, PLUGIN_NAME, problemOf } from "./state.ts";
import type { PluginState } from "./state.ts";

// Namespaces of virtual modules.
const MANIFEST = "micropython-manifest";
const ASSET = "micropython-asset";
const WATCH = "micropython-watch";

const PYTHON_FILE: RegExp = /\.py$/;
const WATCH_IMPORT = "micropython:watch";
/** Output name of the placeholder entry of a project without JavaScript. Its file is removed. */
const NO_JAVASCRIPT = "micropython-no-javascript";

/** Log levels at which a build logs its result. */
const LOG_LEVELS: ReadonlySet<string> = new Set(["verbose", "debug", "info"]);

/** esbuild's part of the plugin. */
export async function setupEsbuild(state: PluginState, build: PluginBuild): Promise<void> {
  const { initialOptions } = build;
  const root = initialOptions.absWorkingDir ?? process.cwd();
  const flash = await state.configure({ root, mode: modeFromEnvironment() });
  const imported = { byUrl: new Set<string>(), inlined: new Set<string>() };
  const importedNow = (): ImportedPython => ({
    byUrl: [...imported.byUrl].sort(),
    inlined: [...imported.inlined].sort(),
  });
  /** Problems that were reported in this build: esbuild prints every report. */
  const reported = new Set<string>();
  const tell = (problems: readonly Problem[]): PartialMessage[] => {
    return problems.filter((one) => !reported.has(problemText(one)) && reported.add(problemText(one))).map(message);
  };
  const part = partOf(initialOptions);
  const endServers = noteBuild(state, root, initialOptions, outputFolder(root, initialOptions));
  const hasJavaScript = isFilled(initialOptions.entryPoints) || initialOptions.stdin !== undefined;
  if (hasJavaScript) {
    // An injected module adds nothing to the bundle. Its load hook gives esbuild the files to watch.
    initialOptions.inject = [...(initialOptions.inject ?? []), WATCH_IMPORT];
  } else {
    initialOptions.entryPoints = [{ in: WATCH_IMPORT, out: NO_JAVASCRIPT }];
  }

  // Only the metafile lists the written files.
  const wantsMetafile = initialOptions.metafile;
  initialOptions.metafile = true;
  /** The manifest in the scripts of this build, if there is one. */
  let baked: Manifest | undefined;

  build.onStart(() => {
    imported.byUrl.clear();
    imported.inlined.clear();
    reported.clear();
    baked = undefined;
    const { problems, warnings } = flash.snapshot(NO_IMPORTS);
    return { errors: tell(problems), warnings: warnings.map((text) => ({ text })) };
  });

  build.onResolve({ filter: /^micropython:watch$/ }, () => ({ path: "sources", namespace: WATCH }));
  build.onLoad({ filter: /.*/, namespace: WATCH }, () => {
    return { contents: "", loader: "js", watchFiles: state.watchSources() };
  });

  build.onLoad({ filter: PYTHON_FILE, namespace: "file" }, (args) => {
    const file = toPosix(args.path);
    if (args.suffix !== "" && args.suffix !== "?bytes") return undefined;
    try {
      const built = flash.python.buildImported(file, undefined);
      const { publicPath } = initialOptions;
      if (args.suffix === "?bytes") {
        imported.inlined.add(file);
        return { contents: pythonModule(built, bytesExpression(built.bytes)), loader: "js", watchFiles: [file] };
      }
      imported.byUrl.add(file);
      if (publicPath !== undefined) {
        const url = `${publicPath.replace(/\/?$/, "/")}${urlPath(built.placement.asset)}`;
        return { contents: pythonModule(built, JSON.stringify(url)), loader: "js", watchFiles: [file] };
      }
      // Without a public path a URL depends on its chunk, which only esbuild's own loader knows.
      const contents = `import url from ${JSON.stringify(`${ASSET}:${file}`)};\n${pythonModule(built, "url")}`;
      return { contents, loader: "js", watchFiles: [file] };
    } catch (error) {
      const problem = problemOf(error);
      if (!problem) throw error;
      const errors = tell([problem]);
      // Importers are still linked.
      return { contents: failingModule(problemText(problem)), loader: "js", errors, watchFiles: [file] };
    }
  });

  build.onResolve({ filter: /^micropython-asset:/ }, (args) => {
    const file = args.path.slice(ASSET.length + 1);
    const { placement } = flash.python.buildImported(file, undefined);
    return { path: placement.path, namespace: ASSET, pluginData: file };
  });
  build.onLoad({ filter: /.*/, namespace: ASSET }, (args) => {
    return { contents: flash.python.buildImported(args.pluginData as string, undefined).bytes, loader: "file" };
  });

  build.onResolve({ filter: /^virtual:micropython\/manifest$/ }, () => ({
    path: MANIFEST_IMPORT,
    namespace: MANIFEST,
  }));
  build.onLoad({ filter: /.*/, namespace: MANIFEST }, async () => {
    const files = await findImports(build);
    // The imports of other bundles are added when the build ends: hashed names must not depend on the order of builds.
    baked = flash.snapshot({ byUrl: files, inlined: [] }).manifest;
    return { contents: manifestModule(baked), loader: "js", watchFiles: files };
  });

  let builds = 0;
  build.onEnd((result) => {
    if (!hasJavaScript) dropPlaceholder(root, initialOptions, result);
    if (result.errors.length > 0) return undefined;
    const snapshot = state.snapshot(importedNow(), part);
    if (snapshot.problems.length > 0) return { errors: snapshot.problems.map(message) };
    const folder = outputFolder(root, initialOptions);
    const written = Object.keys(result.metafile?.outputs ?? {}).map((output) => absolutePath(root, output));
    const scripts = written.filter((file) => /\.[cm]?js$/.test(file));
    let outdated = baked === undefined ? [] : rebake(scripts, result, baked, snapshot.manifest);
    const whole = state.complete(snapshot, () => bundleFiles(folder, written, result), part);
    if (!wantsMetafile) delete (result as Partial<BuildResult>).metafile;
    if (whole.problems.length > 0) return { errors: whole.problems.map(message) };
    let settled: Settled | undefined;
    const isCached = hasHashedNames(initialOptions);
    try {
      emit(root, folder, initialOptions, result, state.outputs(whole), flash.output);
      const onDisk = initialOptions.write !== false && folder !== undefined;
      settled = state.settle(part, onDisk ? { folder, scripts, snapshot: whole, isCached } : undefined);
    } catch (error) {
      const problem = problemOf(error);
      if (!problem) throw error;
      return { errors: [message(problem)] };
    }
    outdated = [...(isCached ? outdated : []), ...(settled?.cached ?? [])];
    if (LOG_LEVELS.has(initialOptions.logLevel ?? "info")) console.info(`[${PLUGIN_NAME}] ${state.report(whole)}`);
    // esbuild does not report watch mode. A second build shows it.
    state.deploy(whole, ++builds > 1);
    return {
      warnings: outdated.map((script) => ({ text: state.outdatedHashWarning(script), pluginName: PLUGIN_NAME })),
    };
  });
  build.onDispose(() => {
    endServers();
    void state.close();
    // A single build ends here, too, but its output stays.
    if (builds > 1) state.withdraw([part]);
  });
}

/** Identifies a build among those of its project; the same at its next build. */
function partOf({ entryPoints, stdin, outdir, outfile, entryNames, format, platform }: BuildOptions): string {
  const input = [entryPoints, stdin?.sourcefile, stdin?.resolveDir];
  return JSON.stringify([input, outdir, outfile, entryNames, format, platform]);
}

function hasHashedNames({ entryNames, chunkNames }: BuildOptions): boolean {
  return [entryNames, chunkNames].some((names) => names?.includes("[hash]"));
}

/**
 * Replaces the manifest in scripts of a build, on disk or in memory. Returns the changed scripts. @throws ProjectError
 */
function rebake(scripts: readonly string[], { outputFiles }: BuildResult, before: Manifest, after: Manifest): string[] {
  if (!outputFiles) return scripts.filter((file) => replaceBakedManifest(file, before, after));
  return scripts.filter((script) => {
    const output = outputFiles.find(({ path }) => toPosix(path) === script);
    const code = output && codeWithManifest(output.text, before, after);
    if (code === undefined) return false;
    const contents = new TextEncoder().encode(code);
    // The property `text` is computed from `contents`.
    Object.assign(output!, { contents, hash: sha256(contents).slice(0, 16) });
    return true;
  });
}

/** A problem as a message of esbuild, which draws the code frame itself. */
function message(problem: Problem): PartialMessage {
  const { summary, displayFile, line, column = 1, hint } = problem;
  const found: PartialMessage = { text: summary, pluginName: PLUGIN_NAME };
  if (hint) found.notes = [{ text: hint }];
  if (displayFile) {
    const lineText = problem.sourceLine ?? "";
    found.location = { file: displayFile, line: line ?? 1, column: byteColumn(lineText, column), lineText };
  }
  return found;
}

/** esbuild counts columns from 0 and in bytes of UTF-8. */
function byteColumn(lineText: string, column: number): number {
  return Buffer.byteLength([...lineText].slice(0, column - 1).join(""));
}

/**
 * Finds the Python files that the bundle imports by URL, with a build that writes nothing and uses the other plugins to
 * resolve modules. The real build reports mistakes in JavaScript.
 */
async function findImports(build: PluginBuild): Promise<string[]> {
  const { plugins = [], ...options } = build.initialOptions;
  const files = new Set<string>();
  const look: Plugin = {
    name: PLUGIN_NAME,
    setup(inner) {
      inner.onLoad({ filter: PYTHON_FILE, namespace: "file" }, (args) => {
        if (args.suffix === "") files.add(toPosix(args.path));
        const facts = "export const module = '', path = '', size = 0, sha256 = '', arch = null;";
        return args.suffix === "" || args.suffix === "?bytes" ? { contents: `${facts}\nexport default 0;` } : undefined;
      });
      const ours = /^(virtual:micropython\/manifest|micropython:watch)$/;
      inner.onResolve({ filter: ours }, (args) => ({ path: args.path, namespace: WATCH }));
      inner.onLoad({ filter: /.*/, namespace: WATCH }, () => ({ contents: "export default 0;" }));
    },
  };
  const others = plugins.filter((plugin) => plugin.name !== PLUGIN_NAME).map(silent);
  const settled = { write: false, metafile: false, sourcemap: false, minify: false, logLevel: "silent" } as const;
  await build.esbuild.build({ ...options, ...settled, plugins: [look, ...others] }).catch(() => undefined);
  return [...files].sort();
}

/** A plugin reduced to its resolve and load hooks. */
function silent(plugin: Plugin): Plugin {
  const nothing = (): void => undefined;
  return {
    name: plugin.name,
    setup: (build) => plugin.setup({ ...build, onStart: nothing, onEnd: nothing, onDispose: nothing }),
  };
}

function isFilled(entryPoints: BuildOptions["entryPoints"]): boolean {
  return entryPoints !== undefined && Object.keys(entryPoints).length > 0;
}

function outputFolder(root: string, options: BuildOptions): string | undefined {
  if (options.outdir !== undefined) return absolutePath(root, options.outdir);
  return options.outfile === undefined ? undefined : absolutePath(root, options.outfile, "..");
}

function emit(
  root: string,
  folder: string | undefined,
  options: BuildOptions,
  result: BuildResult,
  outputs: readonly OutputFile[],
  writer: OutputWriter,
): void {
  if (folder === undefined) return;
  if (options.write !== false) {
    writer.begin(folder, outputs);
    writer.write(folder);
    writer.finish(folder);
  }
  for (const { asset, bytes, sha256: hash } of outputs) {
    const path = resolve(folder, asset);
    result.outputFiles?.push({
      path,
      contents: bytes,
      hash: hash.slice(0, 16),
      get text() {
        return new TextDecoder().decode(bytes);
      },
    });
    if (result.metafile) listInMetafile(result.metafile, toPosix(relative(root, path)), bytes.length);
  }
}

/** The files that were written, or that esbuild returned in memory. */
function bundleFiles(
  folder: string | undefined,
  written: readonly string[],
  { outputFiles }: BuildResult,
): BundleFile[] {
  if (folder === undefined) return [];
  const inMemory = new Map(outputFiles?.map((file) => [toPosix(file.path), file.contents]));
  return written.map((path) => {
    return { name: toPosix(relative(folder, path)), bytes: inMemory.get(path) ?? readFileSync(path) };
  });
}

function listInMetafile(metafile: Metafile, path: string, bytes: number): void {
  metafile.outputs[path] = { bytes, inputs: {}, imports: [], exports: [] };
}

/** Removes the output of the placeholder entry. */
function dropPlaceholder(root: string, options: BuildOptions, result: BuildResult): void {
  const isPlaceholder = (path: string): boolean => path.includes(NO_JAVASCRIPT);
  for (const path of Object.keys(result.metafile?.outputs ?? {})) {
    if (isPlaceholder(path)) delete result.metafile?.outputs[path];
  }
  if (result.outputFiles) {
    const kept = result.outputFiles.filter((file) => !isPlaceholder(file.path));
    result.outputFiles.splice(0, result.outputFiles.length, ...kept);
  }
  const folder = outputFolder(root, options);
  if (folder === undefined || options.write === false) return;
  const extension = options.outExtension?.[".js"] ?? ".js";
  rmSync(`${folder}/${NO_JAVASCRIPT}${extension}`, { force: true });
  rmSync(`${folder}/${NO_JAVASCRIPT}${extension}.map`, { force: true });
}
