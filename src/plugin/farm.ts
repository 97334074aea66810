// Farm's own adapter. An asset's address there is the public path and the name; when all modules are built the files are
// emitted, and the manifest takes its placeholder's place when the chunks are rendered. Hooks are async throughout: Farm's
// core aborts on an error that is thrown outside of a promise.

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { JsPlugin, ResolvedUserConfig, UserConfig } from "@farmfe/core";
import { removeAssets, staleAssets } from "../node/stale.ts";
import type { BuiltPython, FlashSnapshot } from "./flash-build.ts";
import { manifestExpression, MANIFEST_PLACEHOLDER } from "./python-module.ts";
import type { PythonRequest } from "./python-module.ts";
import { joinProblems } from "./state.ts";
import type { PluginState } from "./state.ts";

/** Name of the entry that stands in for JavaScript where a project has none. Its output is taken back. */
export const NO_JAVASCRIPT = "micropython-no-javascript";

/** Farm's part of the plugin. */
export class FarmHost {
  private readonly state: PluginState;
  private readonly imported = { byUrl: new Set<string>(), inlined: new Set<string>() };
  private snapshot: FlashSnapshot | undefined;
  private publicPath = "/";
  private folder = "";

  constructor(state: PluginState) {
    this.state = state;
  }

  /** Notes that JavaScript imports a Python file. */
  note({ file, bytes }: PythonRequest): void {
    (bytes ? this.imported.inlined : this.imported.byUrl).add(file);
  }

  /** Code of a Python module's URL. */
  url(built: BuiltPython): string {
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
        const root = config.root ?? process.cwd();
        this.folder = resolve(root, config.compilation?.output?.path ?? "dist");
        this.state.configure({ root, mode });
      },
      buildEnd: {
        executor: async (_param, context) => {
          const snapshot = this.state.snapshot({
            byUrl: [...this.imported.byUrl].sort(),
            inlined: [...this.imported.inlined].sort(),
          });
          for (const warning of snapshot.warnings) context?.warn(warning);
          if (snapshot.problems.length > 0) throw withoutStack(joinProblems(snapshot.problems).text);
          this.snapshot = snapshot;
        },
      },
      renderResourcePot: {
        filters: { resourcePotTypes: ["js"] },
        executor: async ({ content }) => {
          if (!this.snapshot || !content.includes(MANIFEST_PLACEHOLDER)) return null;
          const manifest = manifestExpression(this.snapshot.manifest);
          return { content: content.replaceAll(MANIFEST_PLACEHOLDER, () => manifest) };
        },
      },
      finalizeResources: {
        executor: async ({ resourcesMap }) => {
          for (const name of Object.keys(resourcesMap)) {
            if (name.includes(NO_JAVASCRIPT)) delete resourcesMap[name];
          }
          const outputs = this.outputs();
          const { manifestAsset } = this.state.build.options;
          removeAssets(
            this.folder,
            staleAssets(
              this.folder,
              manifestAsset,
              outputs.map((output) => output.asset),
            ),
          );
          for (const { asset, bytes } of outputs) {
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

/** Farm prints an error's stack after its message; what is wrong here is in the user's Python, not in this code. */
function withoutStack(message: string): Error {
  const error = new Error(message);
  error.stack = "";
  return error;
}
