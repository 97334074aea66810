// Farm's own adapter. An asset's address there is the public path and the name; when all modules are built the files are
// emitted, and the manifest takes its placeholder's place when the chunks are rendered.

import { existsSync } from "node:fs";
import type { JsPlugin, ResolvedUserConfig, UserConfig } from "@farmfe/core";
import type { BuiltPython, FlashSnapshot } from "./flash-build.ts";
import { manifestExpression, MANIFEST_PLACEHOLDER } from "./python-module.ts";
import { joinProblems } from "./state.ts";
import type { PluginState } from "./state.ts";

/** Name of the entry that stands in for JavaScript where a project has none. Its output is taken back. */
export const NO_JAVASCRIPT = "micropython-no-javascript";

/** Farm's part of the plugin. */
export class FarmHost {
  private readonly state: PluginState;
  private readonly imported = new Set<string>();
  private snapshot: FlashSnapshot | undefined;
  private publicPath = "/";

  constructor(state: PluginState) {
    this.state = state;
  }

  /** Code of a Python module's URL. */
  url(built: BuiltPython): string {
    this.imported.add(built.placement.file);
    return JSON.stringify(`${this.publicPath.replace(/\/?$/, "/")}${built.placement.asset}`);
  }

  /** Farm's own hooks. */
  hooks(): Partial<JsPlugin> {
    return {
      config: (config: UserConfig): UserConfig => {
        const input = config.compilation?.input;
        const hasPage = existsSync(`${config.root ?? process.cwd()}/index.html`);
        if (hasPage || (input && Object.keys(input).length > 0)) return config;
        return { ...config, compilation: { ...config.compilation, input: { [NO_JAVASCRIPT]: NO_JAVASCRIPT } } };
      },
      configResolved: (config: ResolvedUserConfig) => {
        const mode = config.compilation?.mode === "development" ? "development" : "production";
        this.publicPath = config.compilation?.output?.publicPath ?? "/";
        this.state.configure({ root: config.root ?? process.cwd(), mode });
      },
      buildEnd: {
        executor: (_param, context) => {
          const snapshot = this.state.snapshot([...this.imported].sort());
          for (const warning of snapshot.warnings) context?.warn(warning);
          if (snapshot.problems.length > 0) throw new Error(joinProblems(snapshot.problems).text);
          this.snapshot = snapshot;
        },
      },
      renderResourcePot: {
        filters: { resourcePotTypes: ["js"] },
        executor: ({ content }) => {
          if (!this.snapshot || !content.includes(MANIFEST_PLACEHOLDER)) return null;
          const manifest = manifestExpression(this.snapshot.manifest);
          return { content: content.replaceAll(MANIFEST_PLACEHOLDER, () => manifest) };
        },
      },
      finalizeResources: {
        executor: ({ resourcesMap }) => {
          for (const name of Object.keys(resourcesMap)) {
            if (name.includes(NO_JAVASCRIPT)) delete resourcesMap[name];
          }
          for (const { asset, bytes } of this.outputs()) {
            resourcesMap[asset] = {
              name: asset,
              bytes: [...bytes],
              emitted: false,
              resourceType: "asset",
              origin: { type: "Module", value: asset },
            };
          }
          return resourcesMap;
        },
      },
    };
  }

  private outputs(): { asset: string; bytes: Uint8Array }[] {
    if (!this.snapshot) return [];
    const outputs = this.snapshot.files.map(({ asset, bytes }) => ({ asset, bytes }));
    const { manifestAsset } = this.state.build.options;
    if (manifestAsset) {
      outputs.push({ asset: manifestAsset, bytes: new TextEncoder().encode(this.snapshot.manifestText) });
    }
    return outputs;
  }
}
