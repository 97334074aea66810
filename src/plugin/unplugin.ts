// The plugin: one unplugin factory with the hooks that all bundlers share. The other hooks are in one file for each
// family of bundlers.

import type { PluginContext } from "rollup";
import type { UnpluginBuildContext, UnpluginContext, UnpluginFactory, UnpluginOptions } from "unplugin";
import { createVitePlugin } from "unplugin";
import type { DevEnvironment, Plugin } from "vite";
import type { Compiler } from "webpack";
import { toPosix } from "../node/files.ts";
import type { Problem } from "../project/problem.ts";
import { problemText } from "../project/problem.ts";
import { setupEsbuild } from "./esbuild.ts";
import { FarmHost, NO_JAVASCRIPT } from "./farm.ts";
import type { BuiltPython } from "../engine/python-builder.ts";
import type { FlashSnapshot } from "../engine/snapshot.ts";
import type { MicroPythonOptions } from "../options/types.ts";
import {
  bytesExpression,
  failingModule,
  MANIFEST_ID,
  MANIFEST_IMPORT,
  manifestModule,
  parsePythonId,
  PYTHON_ID,
  pythonModule,
} from "./python-module.ts";
import { emittedUrl, NO_JAVASCRIPT_ID, rollupError, rollupLikeHooks } from "./rollup-like.ts";
import { PLUGIN_NAME, PluginState, problemOf } from "./state.ts";
import { ViteHost } from "./vite.ts";
import { applyToCompiler, MANIFEST_ALIAS, publicPathUrl } from "./webpack-like.ts";
import { setupRsbuild } from "./rsbuild.ts";
import type { CurrentManifests } from "./webpack-like.ts";

type HookContext = UnpluginBuildContext & UnpluginContext;

// Ids of virtual modules, as written and as resolved.
const OWN_IDS: RegExp =
  /^(?:\0?virtual:micropython\/manifest|unplugin-micropython-manifest|\0micropython:no-javascript|(?:\.\/)?micropython-no-javascript)$/;
const OWN_OR_BYTES: RegExp = new RegExp(`${OWN_IDS.source}|\\.py\\?bytes$`);
const OWN_OR_PYTHON: RegExp = new RegExp(`${OWN_IDS.source}|${PYTHON_ID.source}`);

const RESOLVED: Readonly<Record<string, string>> = {
  [MANIFEST_IMPORT]: MANIFEST_ID,
  [MANIFEST_ALIAS]: MANIFEST_ALIAS,
  [NO_JAVASCRIPT_ID]: NO_JAVASCRIPT_ID,
  [`./${NO_JAVASCRIPT}`]: NO_JAVASCRIPT,
};

/** Makes the plugin of any bundler of unplugin. */
export const factory: UnpluginFactory<MicroPythonOptions | undefined, false> = (user, meta): UnpluginOptions => {
  const state = new PluginState(user ?? {}, meta.framework);
  setImmediate(() => void import("../engine/build-parts.ts").then(({ warmUp }) => warmUp()));
  const vite = new ViteHost(state, () => vitePlugin(user));
  const farm = new FarmHost(state);
  const current: CurrentManifests = new WeakMap();
  const { framework } = meta;
  // These bundlers look for a file by its whole id. The others remove the query.
  const seeksWholeId = framework === "rollup" || framework === "rolldown" || framework === "farm";
  // These bundlers read text, and some of them refuse files that are not UTF-8. The others read bytes.
  const readsText = seeksWholeId || framework === "vite";

  const emitted = (context: HookContext, built: BuiltPython, flavour: "vite" | "rollup"): string =>
    emittedUrl(context as unknown as PluginContext, built, flavour, (asset) => state.assetName(asset));

  /** Code for the URL of `built` in this bundler's output. */
  function urlOf(context: HookContext, built: BuiltPython): string {
    switch (framework) {
      case "vite":
        return vite.serving ? vite.devUrl(built) : emitted(context, built, vite.isLibrary ? "rollup" : "vite");
      case "webpack":
      case "rspack":
      case "rsbuild":
        return publicPathUrl(state.assetName(built.placement.asset));
      case "farm":
        return farm.url(built);
      default:
        return emitted(context, built, "rollup");
    }
  }

  /** Reports a problem of a source, or returns a module that throws. */
  function refuse(context: HookContext, problem: Problem): string {
    // The dev server reports problems itself, once.
    if ((framework === "vite" && !vite.serving) || framework === "rollup" || framework === "rolldown") {
      context.error(rollupError([problem]));
    }
    // webpack's adapter reports problems when all modules are built. An error here would be reported twice.
    return failingModule(problemText(problem));
  }

  return {
    name: PLUGIN_NAME,

    resolveId: {
      filter: { id: seeksWholeId ? OWN_OR_BYTES : OWN_IDS },
      async handler(id, importer) {
        if (!PYTHON_ID.test(id)) return RESOLVED[id];
        const { file } = parsePythonId(id);
        const { resolve } = this as unknown as PluginContext;
        const resolved = await resolve?.call(this, file, importer, { skipSelf: true });
        return resolved && !resolved.external ? `${resolved.id}?bytes` : undefined;
      },
    },

    load: {
      filter: { id: readsText ? OWN_OR_PYTHON : OWN_IDS },
      async handler(id) {
        // Code that is not removed, because bundlers warn about empty chunks. The chunk is removed later.
        if (id === NO_JAVASCRIPT_ID || id === NO_JAVASCRIPT) return "throw 0;\n";
        if (!PYTHON_ID.test(id)) {
          neverCached(this);
          if (framework === "farm") return farm.manifestModule();
          if (!vite.serving) return manifestModule(snapshotFor(this, current)?.manifest);
          return manifestModule(await vite.devManifest((this as { environment?: DevEnvironment }).environment));
        }
        const { file } = parsePythonId(toPosix(id));
        const text = state.build.python.textOf(file);
        // Rollup watches only files that it has read itself. Vite's dev server would take the file for another module.
        if (text !== undefined && framework !== "farm" && !vite.serving) this.addWatchFile(file);
        return text;
      },
    },

    transform: {
      filter: { id: PYTHON_ID },
      handler(text, id) {
        if (id.startsWith("\0")) return undefined;
        const request = parsePythonId(toPosix(id));
        neverCached(this);
        try {
          const built = state.build.python.buildImported(request.file, text);
          vite.noteLoaded(request.file, built);
          const value = request.bytes ? bytesExpression(built.bytes) : urlOf(this, built);
          return { code: pythonModule(built, value), map: { version: 3, mappings: "", names: [], sources: [] } };
        } catch (error) {
          const problem = problemOf(error);
          if (!problem) throw error;
          vite.noteLoaded(request.file, undefined);
          return refuse(this, problem);
        }
      },
    },

    rollup: rollupLikeHooks(state, "rollup"),
    rolldown: rollupLikeHooks(state, "rolldown") as UnpluginOptions["rolldown"],
    vite: { ...(rollupLikeHooks(state, "vite") as UnpluginOptions["vite"]), ...vite.hooks() },
    webpack: (compiler) => applyToCompiler(state, compiler, current),
    rspack: (compiler) => applyToCompiler(state, compiler as unknown as Compiler, current),
    rsbuild: { setup: (api) => setupRsbuild(state, api, current) },
    esbuild: { onLoadFilter: /\.py$/, onResolveFilter: /^\0$/, setup: (build) => setupEsbuild(state, build) },
    farm: farm.hooks(),
  };
};

/** The plugin for Vite; its hooks make another one for workers. */
export const vitePlugin: (user?: MicroPythonOptions) => Plugin = /* #__PURE__ */ createVitePlugin(
  factory,
  // Its type allows a list; our factory makes one plugin.
) as (user?: MicroPythonOptions) => Plugin;

/**
 * Turns off webpack's cache for a module. The manifest depends on all modules. A Python module depends on the plugin's
 * options, which webpack's cache does not include; it is compiled again only if it changed.
 */
function neverCached(context: HookContext): void {
  const native = context.getNativeBuildContext?.();
  if (native && "loaderContext" in native) native.loaderContext?.cacheable(false);
}

/** The snapshot of the compiler (webpack, Rspack, Rsbuild) that a module is built for. */
function snapshotFor(context: HookContext, current: CurrentManifests): FlashSnapshot | undefined {
  const native = context.getNativeBuildContext?.();
  const compiler = native && "compiler" in native ? native.compiler : undefined;
  return compiler && current.get(compiler);
}
