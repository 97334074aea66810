// What Vite needs beyond Rollup's hooks: its configuration, projects without a page, and the dev server, which serves the
// flash from memory, shows mistakes in the overlay and tells the page of every change.

import { existsSync } from "node:fs";
import { extname } from "node:path";
import type { ErrorPayload, Plugin, ResolvedConfig, ViteDevServer } from "vite";
import { isFile, toPosix } from "../node/files.ts";
import type { Manifest } from "../project/manifest.ts";
import type { Problem } from "../project/problem.ts";
import { summaryLine } from "../engine/build-report.ts";
import type { FlashFile, FlashSnapshot } from "../engine/snapshot.ts";
import type { BuiltPython } from "../engine/python-builder.ts";
import { importedPython, MANIFEST_ID } from "./python-module.ts";

import { NO_IMPORTS } from "../engine/imported-python.ts";
import type { ImportedPython } from "../engine/imported-python.ts";
import { NO_JAVASCRIPT_ID } from "./rollup-like.ts";
import { joinProblems, PLUGIN_NAME } from "./state.ts";
import type { PluginState } from "./state.ts";
import { consoleScript, ViteBoard } from "./vite-device.ts";

/** What the event `micropython:update` carries: a module that changed on the flash. */
export interface MicroPythonUpdate {
  /** Name that Python imports it by; null for a data file. */
  module: string | null;
  /** Absolute path on the device. */
  path: string;
  /** Where the page gets its new bytes; null where the file is gone. */
  url: string | null;
  /** Bytes; 0 where the file is gone. */
  size: number;
  /** Of the new bytes, in hexadecimal; "" where the file is gone. */
  sha256: string;
}

/** Name of the event that the page gets for each file that changed on the flash. */
export const UPDATE_EVENT = "micropython:update";

/** Vite's part of the plugin. */
export class ViteHost {
  private readonly state: PluginState;
  private config: ResolvedConfig | undefined;
  private flash: DevFlash | undefined;
  private board: ViteBoard | undefined;

  constructor(state: PluginState) {
    this.state = state;
  }

  /** Whether modules are for the dev server and not for a bundle. */
  get serving(): boolean {
    return this.config?.command === "serve";
  }

  /** Code of a module's URL in the dev server. Its query changes with the content, so that no cache stands in the way. */
  devUrl(built: BuiltPython): string {
    this.flash?.know(built);
    return JSON.stringify(this.address(built.placement.asset, built.sha256));
  }

  /** The manifest as it is now, for the dev server. */
  devManifest(): Manifest {
    return (this.flash?.take() ?? this.state.snapshot(NO_IMPORTS)).manifest;
  }

  /** Vite's own hooks. */
  hooks(): Partial<Plugin> {
    return {
      config: (config) => {
        const { input } = config.build?.rollupOptions ?? {};
        const rolldown = (config.build as { rolldownOptions?: { input?: unknown } } | undefined)?.rolldownOptions;
        const hasPage = existsSync(`${config.root ?? process.cwd()}/index.html`);
        if (input || rolldown?.input || hasPage || config.build?.lib || config.build?.ssr) return null;
        return { build: { rollupOptions: { input: NO_JAVASCRIPT_ID } } };
      },
      configResolved: (config) => {
        this.config = config;
        const mode = config.isProduction ? "production" : "development";
        this.state.configure({ root: config.root, mode, serving: this.serving });
        if (config.publicDir !== "" && config.build.copyPublicDir) this.state.publicFolder = toPosix(config.publicDir);
      },
      configureServer: (server) => {
        const { deployTo, root } = this.state.build.options;
        // A server that only runs tests watches nothing, and has no board.
        if (deployTo && server.config.server.watch !== null) this.board = new ViteBoard(deployTo, server, root);
        this.flash = new DevFlash(this.state, server, (asset, sha256) => this.address(asset, sha256), this.board);
        this.flash.start();
      },
      transformIndexHtml: () => (this.board ? [consoleScript(this.config?.base ?? "/")] : []),
      // Called when the server ends; a build calls it after every round of its own.
      closeBundle: async () => {
        if (!this.serving) return;
        await this.board?.close();
        await this.state.close();
      },
    };
  }

  private address(asset: string, sha256: string): string {
    return `${this.config?.base ?? "/"}${asset}?v=${sha256.slice(0, 8)}`;
  }
}

/** How long after a file event the flash is looked at, in milliseconds. */
const SETTLE_MS = 25;

/** The flash as the dev server has it. */
class DevFlash {
  private readonly state: PluginState;
  private readonly server: ViteDevServer;
  private readonly address: (asset: string, sha256: string) => string;
  private readonly board: ViteBoard | undefined;
  private failing = false;
  /** What the page knows, by device path: SHA-256 of the file, and the module's name. */
  private readonly announced = new Map<string, { sha256: string; module: string | null }>();

  constructor(
    state: PluginState,
    server: ViteDevServer,
    address: (asset: string, sha256: string) => string,
    board: ViteBoard | undefined,
  ) {
    this.board = board;
    this.state = state;
    this.server = server;
    this.address = address;
  }

  start(): void {
    const { watcher, middlewares, config } = this.server;
    const { build } = this.state;
    const first = this.take();
    const trigger = this.state.watchTrigger;
    if (trigger !== undefined) watcher.add(trigger);
    let queued: NodeJS.Timeout | undefined;
    watcher.on("all", (_event, path) => {
      const file = toPosix(path);
      if (file !== trigger && !build.concerns(file) && !this.isImported(file)) return;
      // One save may be several events, the first of them for an emptied file, and one rename always is.
      clearTimeout(queued);
      queued = setTimeout(() => this.refresh(), SETTLE_MS);
    });
    middlewares.use((request, response, next) => {
      const { pathname, version } = splitUrl(request.url ?? "/");
      const asset = this.requestedAsset(pathname);
      if (asset === undefined) return next();
      const found = this.find(asset, version);
      if (!found) {
        // Vite would answer with the page.
        response.statusCode = 404;
        response.end(`${asset} is not on the flash\n`);
        return;
      }
      response.setHeader("Content-Type", CONTENT_TYPES[extname(asset)] ?? "application/octet-stream");
      response.setHeader("Cache-Control", "no-cache");
      response.end(found);
    });
    this.updates(first);
    for (const warning of first.warnings) config.logger.warn(`[${PLUGIN_NAME}] ${warning}`);
    if (first.problems.length === 0) this.board?.deploy(first);
    if (first.problems.length > 0) this.report(first.problems);
    else
      config.logger.info(`[${PLUGIN_NAME}] ${summaryLine(first.manifest, first.compiled.length)}`, { timestamp: true });
    // A page that opens later has missed the message.
    this.server.ws.on("connection", () => {
      const snapshot = this.failing ? this.take() : undefined;
      if (snapshot && snapshot.problems.length > 0) this.server.ws.send(overlay(snapshot.problems));
    });
  }

  /** Notes a module that the page has loaded by an import. */
  know({ placement, sha256 }: BuiltPython): void {
    const { path, module = null } = placement;
    if (!this.announced.has(path)) this.announced.set(path, { sha256, module });
  }

  private isImported(file: string): boolean {
    return (this.server.environments.client.moduleGraph.getModulesByFile(file)?.size ?? 0) > 0;
  }

  private imported(): ImportedPython {
    const found = importedPython(this.server.environments.client.moduleGraph.idToModuleMap.keys());
    // The graph remembers modules that are gone.
    return { byUrl: found.byUrl.filter(isFile), inlined: found.inlined.filter(isFile) };
  }

  /** The flash as it is now. */
  take(): FlashSnapshot {
    const snapshot = this.state.snapshot(this.imported());
    // Vite's watcher sees no packages and nothing outside of its root. A server that only runs tests may have none.
    if (this.server.config.server.watch !== null) this.state.watchSources(false);
    return snapshot;
  }

  /** The asset of the flash that a request is for; undefined for requests that are none of the flash. */
  private requestedAsset(pathname: string): string | undefined {
    const { base } = this.server.config;
    const { flash, layout, manifestAsset } = this.state.build.options;
    const asset = pathname.startsWith(base) ? pathname.slice(base.length) : pathname.slice(1);
    const isFlash = layout.outputFolder === "" ? this.find(asset, "") : asset.startsWith(`${layout.outputFolder}/`);
    const beside = [manifestAsset, flash.target.imageAsset, flash.target.uf2?.asset];
    return isFlash || beside.includes(asset) ? asset : undefined;
  }

  /** Content of an asset. `version` is the start of the hash that the page knows it by, "" for any. */
  private find(asset: string, version: string): Uint8Array | string | undefined {
    if (asset === this.state.build.options.manifestAsset) {
      this.take();
      return this.state.lastGood?.manifestText;
    }
    const image = this.image(asset);
    if (image) return image;
    const good = (): FlashFile | undefined => this.state.lastGood?.files.find((file) => file.asset === asset);
    const known = good();
    if (known?.sha256.startsWith(version)) return known.bytes;
    // A module that the page has just begun to import, or that changed a moment ago.
    this.take();
    return good()?.bytes;
  }

  private image(asset: string): Uint8Array | undefined {
    const { imageAsset, uf2 } = this.state.build.options.flash.target;
    if (asset !== imageAsset && asset !== uf2?.asset) return undefined;
    this.take();
    return this.state.lastGood?.images.find((one) => one.asset === asset)?.bytes;
  }

  private refresh(): void {
    const snapshot = this.take();
    if (snapshot.problems.length > 0) {
      this.report(snapshot.problems);
      return;
    }
    // Vite's client takes the overlay away at the next update, and an update may be empty.
    if (this.failing) this.server.ws.send({ type: "update", updates: [] });
    this.failing = false;
    this.board?.deploy(snapshot);
    const updates = this.updates(snapshot);
    for (const update of updates) this.server.ws.send({ type: "custom", event: UPDATE_EVENT, data: update });
    if (updates.length === 0) return;
    const { client } = this.server.environments;
    const manifest = client.moduleGraph.getModuleById(MANIFEST_ID);
    if (manifest) void client.reloadModule(manifest);
    const names = updates.map((update) => update.path).join(", ");
    this.server.config.logger.info(`[${PLUGIN_NAME}] ${names} (compiled ${snapshot.compiled.length})`, {
      timestamp: true,
    });
  }

  /** What has changed since the page was told last; it counts as told now. */
  private updates({ files, manifest }: FlashSnapshot): MicroPythonUpdate[] {
    const names = new Map(manifest.modules.map((module) => [module.path, module.name]));
    const gone = new Map(this.announced);
    const updates: MicroPythonUpdate[] = [];
    for (const { path, asset, bytes, sha256 } of files) {
      const module = names.get(path) ?? null;
      gone.delete(path);
      if (this.announced.get(path)?.sha256 === sha256) continue;
      this.announced.set(path, { sha256, module });
      updates.push({ module, path, url: this.address(asset, sha256), size: bytes.length, sha256 });
    }
    for (const [path, { module }] of gone) {
      this.announced.delete(path);
      updates.push({ module, path, url: null, size: 0, sha256: "" });
    }
    return updates;
  }

  private report(problems: readonly Problem[]): void {
    this.failing = true;
    this.server.config.logger.error(`[${PLUGIN_NAME}] ${joinProblems(problems).text}`, { timestamp: true });
    this.server.ws.send(overlay(problems));
  }
}

function splitUrl(url: string): { pathname: string; version: string } {
  const version = /[?&]v=([0-9a-f]+)/.exec(url)?.[1] ?? "";
  const pathname = url.replace(/[?#].*$/, "");
  try {
    return { pathname: decodeURIComponent(pathname), version };
  } catch {
    return { pathname, version };
  }
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".json": "application/json",
  ".py": "text/x-python; charset=utf-8",
};

/** Problems as Vite's error overlay takes them. */
export function overlay(problems: readonly Problem[]): ErrorPayload {
  const { text, first } = joinProblems(problems);
  const err: ErrorPayload["err"] = { message: text, stack: "", plugin: PLUGIN_NAME };
  if (first.file) err.id = first.file;
  if (first.frame) err.frame = first.frame;
  if (first.file && first.line) err.loc = { file: first.file, line: first.line, column: (first.column ?? 1) - 1 };
  return { type: "error", err };
}
