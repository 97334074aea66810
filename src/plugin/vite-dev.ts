// The flash in Vite's dev server: served from memory, rebuilt after every change. JavaScript that imports a changed
// file gets Vite's usual update: a module that accepts it is updated, otherwise the page reloads.

import type { ServerResponse } from "node:http";
import type { Connect, ViteDevServer } from "vite";
import type { BuiltPython } from "../engine/python-builder.ts";
import { summaryLine } from "../engine/summary-line.ts";
import type { FlashSnapshot } from "../engine/snapshot.ts";
import { toPosix } from "../node/files.ts";
import type { Problem } from "../project/problem.ts";
import { FlashServer } from "./flash-server.ts";
import { UPDATE_EVENT } from "./micropython-update.ts";
import type { MicroPythonUpdate } from "./micropython-update.ts";
import { parsePythonId } from "./python-module.ts";
import { joinProblems, PLUGIN_NAME, problemOf } from "./state.ts";
import type { PluginState } from "./state.ts";
import type { ViteBoard } from "./vite-device.ts";
import { ViteImports } from "./vite-imports.ts";
import { overlay } from "./vite-overlay.ts";

/** The delay from a file event to the next snapshot, in milliseconds. */
const SETTLE_MS = 25;

/** The hash of a module that could not be compiled. */
const FAILED = "";

/** The flash in Vite's dev server. */
export class DevFlash {
  private readonly state: PluginState;
  private readonly server: ViteDevServer;
  private readonly board: ViteBoard | undefined;
  private readonly imports: ViteImports;
  private readonly files: FlashServer;
  private failing = false;
  /** The last printed mistake: each is printed once. */
  private reported = "";
  private queued: NodeJS.Timeout | undefined;
  /** The last state sent to the page, by device path: SHA-256 of the file, and the module's name. */
  private readonly announced = new Map<string, { sha256: string; module: string | null }>();
  /** The modules that JavaScript has loaded, by source file: SHA-256 of the built file. */
  private readonly loaded = new Map<string, string>();
  /** The manifest that JavaScript has loaded. */
  private loadedManifest: Uint8Array | undefined;
  /** The imports of the last snapshot, as text. */
  private takenWith = "";

  constructor(state: PluginState, server: ViteDevServer, board: ViteBoard | undefined) {
    this.state = state;
    this.server = server;
    this.board = board;
    this.imports = new ViteImports(server, state.build.options.root);
    this.files = new FlashServer(state, server.config.base, () => this.take());
  }

  start(): void {
    const { watcher, middlewares, config } = this.server;
    const { build } = this.state;
    const first = this.take();
    const trigger = this.state.watchTrigger;
    if (trigger !== undefined) watcher.add(trigger);
    watcher.on("all", (_event, path) => {
      const file = toPosix(path);
      // One save may cause several events, the first of them for an empty file. A rename always does.
      if (file === trigger || build.inputs.concerns(file) || this.imports.includes(file)) this.refreshSoon();
    });
    middlewares.use((request, response, next) => this.answer(request, response, next));
    this.updates(first);
    for (const warning of first.warnings) config.logger.warn(`[${PLUGIN_NAME}] ${warning}`);
    if (first.problems.length > 0) this.report(first.problems);
    else {
      this.board?.deploy(first);
      config.logger.info(`[${PLUGIN_NAME}] ${summaryLine(first.manifest, first.compiled.length)}`, { timestamp: true });
    }
    // A page that opens later did not get the message.
    this.server.ws.on("connection", () => {
      if (!this.failing) return;
      const problems = this.problemsOf(this.take());
      if (problems.length > 0) this.server.ws.send(overlay(problems));
    });
  }

  /** Undoes {@link start}. */
  close(): void {
    clearTimeout(this.queued);
  }

  /** Records the HTML of a page that is about to be sent: it names entries. */
  notePage(address: string, file: string, html: string): void {
    this.imports.entries.notePage(address, file, html);
  }

  /** Records a module that JavaScript loads by URL, and returns the URL. */
  load(built: BuiltPython): string {
    const { path, asset, module = null } = built.placement;
    if (!this.announced.has(path)) this.announced.set(path, { sha256: built.sha256, module });
    return this.files.address(asset, built.sha256);
  }

  /** Records the build result of a module that JavaScript loads; undefined if it failed. */
  note(file: string, built: BuiltPython | undefined): void {
    if (built === undefined) this.loaded.set(file, FAILED);
    else if (!this.loaded.has(file)) this.loaded.set(file, built.sha256);
  }

  /** Takes a snapshot whose manifest JavaScript loads. */
  loadManifest(): FlashSnapshot {
    const snapshot = this.take();
    this.loadedManifest ??= snapshot.manifestBytes;
    return snapshot;
  }

  /** Takes a snapshot. */
  private take(): FlashSnapshot {
    const imported = this.imports.now();
    this.takenWith = JSON.stringify(imported);
    const snapshot = this.state.snapshot(imported);
    // Vite's watcher ignores packages and files outside its root. A server that only runs tests may have no watcher.
    if (this.server.config.server.watch !== null) this.state.watchSources(false);
    return snapshot;
  }

  private problemsOf(snapshot: FlashSnapshot): readonly Problem[] {
    return [...this.imports.missing(), ...snapshot.problems];
  }

  private answer(request: Connect.IncomingMessage, response: ServerResponse, next: Connect.NextFunction): void {
    const answer = this.files.answer(request.method, request.url ?? "/");
    if (answer === undefined) {
      // The page's imports are known only after its modules have been sent.
      response.once("finish", () => this.refreshSoon(() => JSON.stringify(this.imports.now()) !== this.takenWith));
      next();
      return;
    }
    // Node omits the body for a HEAD request.
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }

  /** Takes a snapshot after a short time without events, if it is still needed then. */
  private refreshSoon(isNeeded?: () => boolean): void {
    // After a change of a file it is always needed.
    if (isNeeded && this.queued) return;
    clearTimeout(this.queued);
    this.queued = setTimeout(() => {
      this.queued = undefined;
      if (!isNeeded || isNeeded()) this.refresh();
    }, SETTLE_MS);
  }

  private refresh(): void {
    const snapshot = this.take();
    const problems = this.problemsOf(snapshot);
    if (problems.length > 0) {
      this.report(problems);
      return;
    }
    // Vite's client removes the overlay at the next update. An empty update is enough.
    if (this.failing) this.server.ws.send({ type: "update", updates: [] });
    this.failing = false;
    this.reported = "";
    this.board?.deploy(snapshot);
    const updates = this.updates(snapshot);
    for (const update of updates) this.server.ws.send({ type: "custom", event: UPDATE_EVENT, data: update });
    this.updateJavaScript(snapshot);
    if (updates.length === 0) return;
    const names = updates.map((update) => update.path).join(", ");
    this.server.config.logger.info(`[${PLUGIN_NAME}] ${names} (compiled ${snapshot.compiled.length})`, {
      timestamp: true,
    });
  }

  /** Has Vite update all JavaScript that has loaded outdated files. */
  private updateJavaScript({ manifestBytes }: FlashSnapshot): void {
    const changed = this.imports.pythonModules().filter(({ node }) => this.hasChanged(fileOf(node.id!)));
    for (const { node } of changed) this.loaded.set(fileOf(node.id!), this.builtHash(fileOf(node.id!)));
    if (this.loadedManifest !== undefined && Buffer.compare(this.loadedManifest, manifestBytes) !== 0) {
      this.loadedManifest = manifestBytes;
      changed.push(...this.imports.manifestModules());
    }
    for (const { environment, node } of changed) void environment.reloadModule(node);
  }

  private hasChanged(file: string): boolean {
    const known = this.loaded.get(file);
    return known !== undefined && known !== this.builtHash(file);
  }

  private builtHash(file: string): string {
    const { python } = this.state.build;
    try {
      return python.build(python.place(file)).sha256;
    } catch (error) {
      if (!problemOf(error)) throw error;
      return FAILED;
    }
  }

  /** The changes since the last message to the page. They count as sent. */
  private updates({ files, manifest }: FlashSnapshot): MicroPythonUpdate[] {
    const names = new Map(manifest.modules.map((module) => [module.path, module.name]));
    const gone = new Map(this.announced);
    const updates: MicroPythonUpdate[] = [];
    for (const { path, asset, bytes, sha256 } of files) {
      const module = names.get(path) ?? null;
      gone.delete(path);
      if (this.announced.get(path)?.sha256 === sha256) continue;
      this.announced.set(path, { sha256, module });
      updates.push({ module, path, url: this.files.address(asset, sha256), size: bytes.length, sha256 });
    }
    for (const [path, { module }] of gone) {
      this.announced.delete(path);
      updates.push({ module, path, url: null, size: 0, sha256: "" });
    }
    return updates;
  }

  private report(problems: readonly Problem[]): void {
    this.failing = true;
    const { text } = joinProblems(problems);
    if (text !== this.reported) this.server.config.logger.error(`[${PLUGIN_NAME}] ${text}`, { timestamp: true });
    this.reported = text;
    this.server.ws.send(overlay(problems));
  }
}

function fileOf(id: string): string {
  return parsePythonId(toPosix(id)).file;
}
