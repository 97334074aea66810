// Vite's several bundles of one project: workers are built with plugins of their own, and frameworks serve part of the output alone.

import type { PluginOption, ResolvedConfig, UserConfig } from "vite";
import { PLUGIN_NAME } from "./state.ts";

/** Adds the plugin to those that workers are built with, unless the user has. */
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

/** What of the output is public, where that is not all of it: Nuxt serves the folder of its own assets, such as "_nuxt/". */
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
