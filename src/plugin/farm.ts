// Farm's own part. Its asset addresses are its public path and the name; the manifest goes into the finished resources,
// because Farm has no moment between the last module and the first chunk that a plugin could use.

import type { JsPlugin, ResolvedUserConfig } from "@farmfe/core";
import type { BuiltPython } from "./flash-build.ts";
import type { PluginState } from "./state.ts";

/** Farm's part of the plugin. */
export class FarmHost {
  private readonly state: PluginState;
  private readonly imported: Set<string> = new Set();
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
      configResolved: (config: ResolvedUserConfig) => {
        const mode = config.compilation?.mode === "development" ? "development" : "production";
        this.publicPath = config.compilation?.output?.publicPath ?? "/";
        this.state.configure({ root: config.root ?? process.cwd(), mode });
      },
    };
  }
}
