// The adapter for Farm. An asset's URL is the public path and the name. The flash is written beside Farm's own
// resources, and the manifest replaces its placeholder when those are finished. All hooks are async: Farm's core aborts
// on an error that is thrown outside of a promise.

import { existsSync } from "node:fs";
import type { Server as HttpServer } from "node:http";
import { resolve } from "node:path";
import type { Compiler, JsPlugin, ResolvedUserConfig, Server, UserConfig } from "@farmfe/core";
import { absolutePath, isFile, sha256 } from "../node/files.ts";
import type { BundleFile } from "../project/web-assets.ts";
import type { FlashSnapshot } from "../engine/snapshot.ts";
import { NO_IMPORTS } from "../engine/imported-python.ts";
import type { ImportedPython } from "../engine/imported-python.ts";
import type { Problem } from "../project/problem.ts";
import { FlashServer } from "./flash-server.ts";
import type { BuiltPython } from "../engine/python-builder.ts";
import { manifestExpression } from "../engine/baked-manifest.ts";
import { importedPython, MANIFEST_PLACEHOLDER, urlPath } from "./python-module.ts";

import { joinProblems, PLUGIN_NAME } from "./state.ts";
import type { PluginState } from "./state.ts";

/** Name of the placeholder entry of a project without JavaScript. Its output is removed. */
export const NO_JAVASCRIPT = "micropython-no-javascript";

const PLACEHOLDER_WITH_HASH = new RegExp(`${MANIFEST_PLACEHOLDER}[0-9a-f]*`, "g");

/** Farm's part of the plugin. */
export class FarmHost {
  private readonly state: PluginState;
  /** The imports of JavaScript at the last build. */
  private imported: ImportedPython = NO_IMPORTS;
  /** The last good snapshot. */
  private snapshot: FlashSnapshot | undefined;
  /** The number of finished builds. Farm does not report watch mode, but a second build shows it. */
  private builds = 0;
  /** Whether Farm continues after a mistake. Farm does not report this. It does so in builds for development. */
  private continuesAfterErrors = false;
  private compiler: Compiler | undefined;
  private server: Server | undefined;
  /** The last printed mistake: each is printed once. */
  private reported = "";
  private publicPath = "/";
  private folder = "";
  /** Identifies this build among those of the project; the same at the next build. */
  private part = "";
  /** Scripts of the output: absolute. */
  private scripts: string[] = [];

  constructor(state: PluginState) {
    this.state = state;
  }

  /** Code for a Python module's URL. */
  url(built: BuiltPython): string {
    return JSON.stringify(`${this.publicPath.replace(/\/?$/, "/")}${urlPath(built.placement.asset)}`);
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
      configResolved: async (config: ResolvedUserConfig) => {
        const mode = config.compilation?.mode === "development" ? "development" : "production";
        this.publicPath = config.compilation?.output?.publicPath ?? "/";
        const root = config.root ?? process.cwd();
        this.folder = resolve(root, config.compilation?.output?.path ?? "dist");
        const { input, output } = config.compilation ?? {};
        this.part = JSON.stringify([input, output?.path, output?.targetEnv, output?.entryFilename]);
        await this.state.configure({ root, mode });
        this.continuesAfterErrors = mode === "development";
      },
      configureCompiler: (compiler: Compiler) => {
        this.compiler = compiler;
      },
      configureDevServer: (server: Server) => {
        this.server = server;
        const files = new FlashServer(this.state, this.publicPath.replace(/\/?$/, "/"), () => this.take());
        answerFirst(server.server as HttpServer, files);
      },
      finalizeResources: {
        executor: async ({ resourcesMap }, context) => {
          // Modules from Farm's cache have not been loaded, but are in the resources.
          const ids = Object.values(resourcesMap).flatMap((resource) => resource.info?.moduleIds ?? []);
          const { root } = this.state.build.options;
          const files = ids.map((id) => absolutePath(root, id));
          this.imported = importedPython(files);
          const snapshot = this.take();
          if (this.server || this.builds > 0) this.watchOthers(files.find(isFile));
          for (const warning of snapshot.warnings) context?.warn(warning);
          this.refuse(snapshot.problems);
          // With problems the page gets the last good snapshot.
          const shown = snapshot.problems.length === 0 ? snapshot : (this.snapshot ?? snapshot);
          for (const [name, resource] of Object.entries(resourcesMap)) {
            if (name.includes(NO_JAVASCRIPT)) delete resourcesMap[name];
            else if (name.endsWith(".js")) fillIn(resource, shown);
          }
          if (snapshot.problems.length > 0) return resourcesMap;
          const whole = this.state.complete(snapshot, () => bundleFiles(Object.values(resourcesMap)), this.part);
          this.refuse(whole.problems);
          if (whole.problems.length === 0) this.accept(whole);
          this.scripts = Object.keys(resourcesMap)
            .filter((name) => name.endsWith(".js"))
            .map((name) => absolutePath(this.folder, name));
          return resourcesMap;
        },
      },
      // Farm's disk cache drops resources that a plugin adds, so the files are written here.
      writeResources: { executor: async () => this.write() },
    };
  }

  /** The code of the manifest's module: a placeholder that changes with the sources, so that Farm does not cache it. */
  manifestModule(): string {
    const { manifestBytes } = this.state.build.snapshot(NO_IMPORTS);
    return `export default ${MANIFEST_PLACEHOLDER}${sha256(manifestBytes).slice(0, 8)};\n`;
  }

  /** Has Farm watch files that only the options name, as if `module` (a file) depended on them. */
  private watchOthers(module: string | undefined): void {
    const [trigger] = this.state.watchSources(false);
    if (module !== undefined && trigger !== undefined) this.compiler?.addExtraWatchFile(module, [trigger]);
  }

  private take(): FlashSnapshot {
    return this.state.snapshot(this.imported, this.part);
  }

  private accept(snapshot: FlashSnapshot): void {
    this.snapshot = snapshot;
    if (this.reported !== "") process.exitCode = 0;
    this.reported = "";
  }

  /**
   * Ends a build with its problems. Where Farm continues after mistakes, an error would abort it, so problems are only
   * printed.
   */
  private refuse(problems: readonly Problem[]): void {
    if (problems.length === 0) return;
    const { text } = joinProblems(problems);
    if (!this.continuesAfterErrors) throw withoutStack(text);
    // A single build for development fails with this exit code.
    process.exitCode = 1;
    if (text !== this.reported) console.error(`[${PLUGIN_NAME}] ${text}`);
    this.reported = text;
    const message = JSON.stringify({ type: "error", err: { message: text }, overlay: true });
    for (const client of this.server?.ws?.clients ?? []) client.rawSend(message);
  }

  private write(): void {
    if (!this.snapshot) return;
    // Farm's dev server has its files in memory by default.
    if (this.server === undefined || this.server.config.writeToDisk) {
      const { output } = this.state.build;
      output.begin(this.folder, this.state.outputs(this.snapshot));
      output.write(this.folder);
      output.finish(this.folder);
      const { folder, scripts, snapshot } = this;
      this.snapshot =
        this.state.settle(this.part, { folder, scripts, snapshot, isCached: false })?.snapshot ?? snapshot;
    }
    console.info(`[${PLUGIN_NAME}] ${this.state.report(this.snapshot)}`);
    this.state.deploy(this.snapshot, ++this.builds > 1);
  }
}

/** Answers requests for the flash before Farm's own middlewares, which do not answer unknown requests. */
function answerFirst(server: HttpServer, files: FlashServer): void {
  const others = server.listeners("request");
  server.removeAllListeners("request");
  server.on("request", (request, response) => {
    const answer = files.answer(request.method, request.url ?? "/");
    if (answer) response.writeHead(answer.status, answer.headers).end(answer.body);
    else for (const other of others) other.call(server, request, response);
  });
}

/** Replaces the placeholder by the manifest. */
function fillIn(resource: { bytes: number[] }, snapshot: FlashSnapshot): void {
  const code = Buffer.from(resource.bytes).toString("utf8");
  if (!code.includes(MANIFEST_PLACEHOLDER)) return;
  const manifest = manifestExpression(snapshot.manifest);
  const filled = code.replaceAll(PLACEHOLDER_WITH_HASH, () => manifest);
  resource.bytes = [...Buffer.from(filled, "utf8")];
}

/** The files that are about to be written. Farm calls resources "emitted" that it has put into the page itself. */
function bundleFiles(resources: readonly { name: string; bytes: number[]; emitted: boolean }[]): BundleFile[] {
  return resources
    .filter(({ emitted }) => !emitted)
    .map(({ name, bytes }) => ({ name, bytes: Uint8Array.from(bytes) }));
}

/** An error without a stack: Farm prints the stack after the message, and the mistake is in the user's Python. */
function withoutStack(message: string): Error {
  const error = new Error(message);
  error.stack = "";
  return error;
}
