// Farm's own adapter. An asset's address there is the public path and the name; the flash is written beside Farm's own
// resources, and the manifest takes its placeholder's place when those are finished. Hooks are async throughout: Farm's
// core aborts on an error that is thrown outside of a promise.

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

/** Name of the entry that stands in for JavaScript where a project has none. Its output is taken back. */
export const NO_JAVASCRIPT = "micropython-no-javascript";

const PLACEHOLDER_WITH_HASH = new RegExp(`${MANIFEST_PLACEHOLDER}[0-9a-f]*`, "g");

/** Farm's part of the plugin. */
export class FarmHost {
  private readonly state: PluginState;
  /** What JavaScript imported at the last build. */
  private imported: ImportedPython = NO_IMPORTS;
  /** The last good one. */
  private snapshot: FlashSnapshot | undefined;
  /** Builds that were finished: Farm does not say whether it watches, and a second one tells. */
  private builds = 0;
  /** Whether Farm goes on after a mistake. It has no word for that, and builds for development only where it does. */
  private goesOn = false;
  private compiler: Compiler | undefined;
  private server: Server | undefined;
  /** The mistake that was printed last: each is printed once. */
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

  /** Code of a Python module's URL. */
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
      configResolved: (config: ResolvedUserConfig) => {
        const mode = config.compilation?.mode === "development" ? "development" : "production";
        this.publicPath = config.compilation?.output?.publicPath ?? "/";
        const root = config.root ?? process.cwd();
        this.folder = resolve(root, config.compilation?.output?.path ?? "dist");
        const { input, output } = config.compilation ?? {};
        this.part = JSON.stringify([input, output?.path, output?.targetEnv, output?.entryFilename]);
        this.state.configure({ root, mode });
        this.goesOn = mode === "development";
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
          // Modules that Farm's cache restored have not been loaded, but stand in the resources.
          const ids = Object.values(resourcesMap).flatMap((resource) => resource.info?.moduleIds ?? []);
          const { root } = this.state.build.options;
          const files = ids.map((id) => absolutePath(root, id));
          this.imported = importedPython(files);
          const snapshot = this.take();
          if (this.server || this.builds > 0) this.watchOthers(files.find(isFile));
          for (const warning of snapshot.warnings) context?.warn(warning);
          this.refuse(snapshot.problems);
          // With problems the page gets what was good.
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
      // Resources that a plugin adds get lost where Farm's cache on disk is on, so the files are written here.
      writeResources: { executor: async () => this.write() },
    };
  }

  /** Code of the manifest's module: a placeholder that changes with the sources, so that no cache holds on to it. */
  manifestModule(): string {
    const { manifestBytes } = this.state.build.snapshot(NO_IMPORTS);
    return `export default ${MANIFEST_PLACEHOLDER}${sha256(manifestBytes).slice(0, 8)};\n`;
  }

  /** Has Farm watch what only the options name, as if `module` (a file) were made from it. */
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

  /** Ends a build with what is wrong. Where Farm would go on it would abort instead, so problems are only told there. */
  private refuse(problems: readonly Problem[]): void {
    if (problems.length === 0) return;
    const { text } = joinProblems(problems);
    if (!this.goesOn) throw withoutStack(text);
    // Of a build for development that does not go on this is the outcome.
    process.exitCode = 1;
    if (text !== this.reported) console.error(`[${PLUGIN_NAME}] ${text}`);
    this.reported = text;
    const message = JSON.stringify({ type: "error", err: { message: text }, overlay: true });
    for (const client of this.server?.ws?.clients ?? []) client.rawSend(message);
  }

  private write(): void {
    if (!this.snapshot) return;
    // Farm's dev server has its files in memory, unless it is told otherwise.
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

/** Has requests for the flash answered before Farm's own middlewares, which leave a request that they do not know unanswered. */
function answerFirst(server: HttpServer, files: FlashServer): void {
  const others = server.listeners("request");
  server.removeAllListeners("request");
  server.on("request", (request, response) => {
    const answer = files.answer(request.method, request.url ?? "/");
    if (answer) response.writeHead(answer.status, answer.headers).end(answer.body);
    else for (const other of others) other.call(server, request, response);
  });
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
