// Farm's own adapter. An asset's address there is the public path and the name; the flash is written beside Farm's own
// resources, and the manifest takes its placeholder's place when those are finished. Hooks are async throughout: Farm's
// core aborts on an error that is thrown outside of a promise.

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { JsPlugin, ResolvedUserConfig, UserConfig } from "@farmfe/core";
import { absolutePath, sha256 } from "../node/files.ts";
import type { BundleFile } from "../project/web-assets.ts";
import type { FlashSnapshot } from "../engine/snapshot.ts";
import { NO_IMPORTS } from "../engine/imported-python.ts";
import type { BuiltPython } from "../engine/python-builder.ts";
import { manifestExpression } from "../engine/baked-manifest.ts";
import { importedPython, MANIFEST_PLACEHOLDER } from "./python-module.ts";

import { joinProblems, PLUGIN_NAME } from "./state.ts";
import type { PluginState } from "./state.ts";

/** Name of the entry that stands in for JavaScript where a project has none. Its output is taken back. */
export const NO_JAVASCRIPT = "micropython-no-javascript";

const PLACEHOLDER_WITH_HASH = new RegExp(`${MANIFEST_PLACEHOLDER}[0-9a-f]*`, "g");

/** Farm's part of the plugin. */
export class FarmHost {
  private readonly state: PluginState;
  private snapshot: FlashSnapshot | undefined;
  /** Builds that were finished: Farm does not say whether it watches, and a second one tells. */
  private builds = 0;
  private publicPath = "/";
  private folder = "";

  constructor(state: PluginState) {
    this.state = state;
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
      finalizeResources: {
        executor: async ({ resourcesMap }, context) => {
          // Modules that Farm's cache restored have not been loaded, but stand in the resources.
          const ids = Object.values(resourcesMap).flatMap((resource) => resource.info?.moduleIds ?? []);
          const { root } = this.state.build.options;
          const snapshot = this.state.snapshot(importedPython(ids.map((id) => absolutePath(root, id))));
          for (const warning of snapshot.warnings) context?.warn(warning);
          if (snapshot.problems.length > 0) throw withoutStack(joinProblems(snapshot.problems).text);
          for (const [name, resource] of Object.entries(resourcesMap)) {
            if (name.includes(NO_JAVASCRIPT)) delete resourcesMap[name];
            else if (name.endsWith(".js")) fillIn(resource, snapshot);
          }
          const whole = this.state.complete(snapshot, () => bundleFiles(Object.values(resourcesMap)));
          if (whole.problems.length > 0) throw withoutStack(joinProblems(whole.problems).text);
          this.snapshot = whole;
          return resourcesMap;
        },
      },
      // Resources that a plugin adds get lost where Farm's cache on disk is on, so the files are written here.
      writeResources: { executor: async () => this.write() },
    };
  }

  /** Code of the manifest's module: a placeholder that changes with the sources, so that no cache holds on to it. */
  manifestModule(): string {
    const { manifestBytes } = this.state.build.snapshot(NO_IMPORTS);
    return `export default ${MANIFEST_PLACEHOLDER}${sha256(manifestBytes).slice(0, 8)};\n`;
  }

  private write(): void {
    if (!this.snapshot) return;
    const outputs = this.state.outputs(this.snapshot);
    const { output } = this.state.build;
    output.begin(this.folder, outputs);
    output.write(this.folder);
    output.finish(this.folder);
    console.info(`[${PLUGIN_NAME}] ${this.state.report(this.snapshot)}`);
    this.state.deploy(this.snapshot, ++this.builds > 1);
  }
}

/** Puts the manifest in its placeholder's place. */
function fillIn(resource: { bytes: number[] }, snapshot: FlashSnapshot): void {
  const code = Buffer.from(resource.bytes).toString("utf8");
  if (!code.includes(MANIFEST_PLACEHOLDER)) return;
  const manifest = manifestExpression(snapshot.manifest);
  const filled = code.replaceAll(PLACEHOLDER_WITH_HASH, () => manifest);
  resource.bytes = [...Buffer.from(filled, "utf8")];
}

/** What is about to be written; Farm calls "emitted" what it has put into the page itself. */
function bundleFiles(resources: readonly { name: string; bytes: number[]; emitted: boolean }[]): BundleFile[] {
  return resources
    .filter(({ emitted }) => !emitted)
    .map(({ name, bytes }) => ({ name, bytes: Uint8Array.from(bytes) }));
}

/** Farm prints an error's stack after its message; what is wrong here is in the user's Python, not in this code. */
function withoutStack(message: string): Error {
  const error = new Error(message);
  error.stack = "";
  return error;
}
