// Several bundles of one project in Vite: workers are built with a separate list of plugins, and some frameworks serve
// only a part of the output.

import type { PluginOption, ResolvedConfig, UserConfig } from "vite";
import { PLUGIN_NAME } from "./state.ts";

/** Adds the plugin to the plugins for workers, unless the user has added it. */
export function addToWorkers(config: UserConfig, plugin: () => PluginOption): void {
  const given = config.worker?.plugins;
  config.worker = { ...config.worker, plugins: () => [withPlugin(given?.() ?? [], plugin)] };
}

async function withPlugin(given: PluginOption[], plugin: () => PluginOption): Promise<PluginOption[]> {
  const all = await flatten(given);
  return all.some(isOurs) ? all : [...all, plugin()];
}

async function flatten(plugins: PluginOption): Promise<PluginOption[]> {
  const one = await plugins;
  return Array.isArray(one) ? (await Promise.all(one.map(flatten))).flat() : [one];
}

function isOurs(plugin: PluginOption): boolean {
  return plugin !== null && typeof plugin === "object" && "name" in plugin && plugin.name === PLUGIN_NAME;
}

/**
 * The public folder of the output, if only a part is public: Nuxt serves only its folder of assets, such as "_nuxt/".
 */
export function publicPathOf({ plugins, build }: ResolvedConfig): string {
  if (!plugins.some(({ name }) => name.startsWith("nuxt:"))) return "";
  const output = [build.rollupOptions.output ?? []].flat()[0];
  const names = output?.assetFileNames;
  const asset = {
    type: "asset",
    name: "a.mpy",
    names: ["a.mpy"],
    originalFileName: null,
    originalFileNames: [],
    source: "",
  };
  const pattern = typeof names === "function" ? names(asset as unknown as Parameters<typeof names>[0]) : (names ?? "");
  return pattern.slice(0, pattern.lastIndexOf("/") + 1);
}
