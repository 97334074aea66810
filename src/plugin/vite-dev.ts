// The flash as Vite's dev server has it: served from memory, looked at again after every change. JavaScript that imports what changed
// is updated as Vite does it for any file: whoever accepts the module gets it, else the page loads again.

import type { ServerResponse } from "node:http";
import type { Connect, ViteDevServer } from "vite";
import type { BuiltPython } from "../engine/python-builder.ts";
import { summaryLine } from "../engine/build-report.ts";
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

/** How long after a file event the flash is looked at, in milliseconds. */
const SETTLE_MS = 25;

/** What a module counts as that could not be compiled. */
const FAILED = "";

/** The flash behind Vite's dev server. */
export class DevFlash {
  private readonly state: PluginState;
  private readonly server: ViteDevServer;
  private readonly board: ViteBoard | undefined;
  private readonly imports: ViteImports;
  private readonly files: FlashServer;
  private failing = false;
  /** The mistake that was printed last: each is printed once. */
  private reported = "";
  private queued: NodeJS.Timeout | undefined;
  /** What the page knows, by device path: SHA-256 of the file, and the module's name. */
  private readonly announced = new Map<string, { sha256: string; module: string | null }>();
  /** What JavaScript has loaded, by source file: SHA-256 of what it was built to. */
  private readonly loaded = new Map<string, string>();
  /** Text of the manifest that JavaScript has loaded. */
  private loadedManifest: Uint8Array | undefined;
  /** The imports that the last snapshot was taken with. */
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
      // One save may be several events, the first of them for an emptied file, and one rename always is.
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
    // A page that opens later has missed the message.
    this.server.ws.on("connection", () => {
      if (!this.failing) return;
      const problems = this.problemsOf(this.take());
      if (problems.length > 0) this.server.ws.send(overlay(problems));
    });
  }

  /** Ends what {@link start} began. */
  close(): void {
    clearTimeout(this.queued);
  }

  /** Notes the HTML of a page that is about to be sent: it names entries. */
  notePage(address: string, file: string, html: string): void {
    this.imports.entries.notePage(address, file, html);
  }

  /** Notes a module that JavaScript loads by its address, and gives that. */
  load(built: BuiltPython): string {
    const { path, asset, module = null } = built.placement;
    if (!this.announced.has(path)) this.announced.set(path, { sha256: built.sha256, module });
    return this.files.address(asset, built.sha256);
  }

  /** Notes what a module that JavaScript loads was built to; undefined where that failed. */
  note(file: string, built: BuiltPython | undefined): void {
    if (built === undefined) this.loaded.set(file, FAILED);
    else if (!this.loaded.has(file)) this.loaded.set(file, built.sha256);
  }

  /** The flash as JavaScript loads its manifest. */
  loadManifest(): FlashSnapshot {
    const snapshot = this.take();
    this.loadedManifest ??= snapshot.manifestBytes;
    return snapshot;
  }

  /** The flash as it is now. */
  private take(): FlashSnapshot {
    const imported = this.imports.now();
    this.takenWith = JSON.stringify(imported);
    const snapshot = this.state.snapshot(imported);
    // Vite's watcher sees no packages and nothing outside of its root. A server that only runs tests may have none.
    if (this.server.config.server.watch !== null) this.state.watchSources(false);
    return snapshot;
  }

  private problemsOf(snapshot: FlashSnapshot): readonly Problem[] {
    return [...this.imports.missing(), ...snapshot.problems];
  }

  private answer(request: Connect.IncomingMessage, response: ServerResponse, next: Connect.NextFunction): void {
    const answer = this.files.answer(request.method, request.url ?? "/");
    if (answer === undefined) {
      // What the page imports is known when its modules have been sent.
      response.once("finish", () => this.refreshSoon(() => JSON.stringify(this.imports.now()) !== this.takenWith));
      next();
      return;
    }
    // Node leaves the body out where only the head is asked for.
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }

  /** Looks at the flash when nothing more has happened for a moment, if it is still worth it then. */
  private refreshSoon(isNeeded?: () => boolean): void {
    // A change of a file is always worth it.
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
    // Vite's client takes the overlay away at the next update, and an update may be empty.
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

  /** Has Vite update all JavaScript that has loaded something else than there is now. */
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
