// The adapter for Rsbuild: webpack's adapter on the Rspack inside, and a placeholder entry for projects without
// JavaScript, which Rsbuild does not build.

import type { RsbuildPluginAPI } from "@rsbuild/core";
import { globSync } from "../node/glob.ts";
import type { Compiler } from "webpack";
import { applyToCompiler } from "./webpack-like.ts";
import type { CurrentManifests } from "./webpack-like.ts";
import { PLUGIN_NAME } from "./state.ts";
import type { PluginState } from "./state.ts";

/** Name of the placeholder entry. Its output is removed. */
const NO_JAVASCRIPT = "micropython-no-javascript";

/** Rsbuild's part of the plugin. */
export function setupRsbuild(state: PluginState, api: RsbuildPluginAPI, current: CurrentManifests): void {
  api.modifyRsbuildConfig((config) => {
    const isFilled = Object.keys(config.source?.entry ?? {}).length > 0;
    if (isFilled || globSync(["src/index.*"], { cwd: api.context.rootPath }).length > 0) return config;
    const entry = { [NO_JAVASCRIPT]: { import: "data:text/javascript,", html: false } };
    return { ...config, source: { ...config.source, entry } };
  });
  api.modifyRspackConfig((config) => {
    config.plugins.push({
      apply(compiler: unknown) {
        // Rsbuild silences the compiler's logger below errors. Its own logger exists since 2.0.
        const logger: Pick<Console, "info"> = api.logger ?? console;
        applyToCompiler(state, compiler as Compiler, current, (text) => logger.info(`[${PLUGIN_NAME}] ${text}`));
        dropPlaceholder(compiler as Compiler);
      },
    });
  });
}

function dropPlaceholder(compiler: Compiler): void {
  compiler.hooks.thisCompilation.tap(PLUGIN_NAME, (compilation) => {
    const stage = compiler.webpack.Compilation.PROCESS_ASSETS_STAGE_SUMMARIZE;
    compilation.hooks.processAssets.tap({ name: PLUGIN_NAME, stage }, (assets) => {
      for (const name of Object.keys(assets)) {
        if (name.includes(NO_JAVASCRIPT)) compilation.deleteAsset(name);
      }
    });
  });
}
