// The hooks for Vite beyond Rollup's: configuration, projects without a page, and the dev server.

import { existsSync } from "node:fs";
import type { DevEnvironment, Plugin, PluginOption, ResolvedConfig } from "vite";
import { toPosix } from "../node/files.ts";
import type { BuiltPython } from "../engine/python-builder.ts";
import { NO_IMPORTS } from "../engine/imported-python.ts";
import type { Manifest } from "../project/manifest.ts";
import { isPythonImport, MANIFEST_ID } from "./python-module.ts";
import { NO_JAVASCRIPT_ID } from "./rollup-like.ts";
import type { PluginState } from "./state.ts";
import { addToWorkers, publicPathOf } from "./vite-bundles.ts";
import { DevFlash } from "./vite-dev.ts";
import { consoleScript } from "./board-output.ts";
import type { ViteBoard } from "./vite-device.ts";

/**
 * The maximum time that the manifest waits for the page's other modules, in milliseconds. A server that closes
 * meanwhile never reports them.
 */
const CRAWL_MS = 1000;

/** Vite's part of the plugin. */
export class ViteHost {
  private readonly state: PluginState;
  private readonly again: () => PluginOption;
  private config: ResolvedConfig | undefined;
  private flash: DevFlash | undefined;
  private board: ViteBoard | undefined;

  /** `again` makes another instance of the plugin. */
  constructor(state: PluginState, again: () => PluginOption) {
    this.state = state;
    this.again = again;
  }

  /** Whether this is the dev server and not a build. */
  get serving(): boolean {
    return this.config?.command === "serve";
  }

  /**
   * Whether the bundle's base is not known, so that URLs are relative: a library, or a process of Electron other than
   * the page.
   */
  get isLibrary(): boolean {
    const { build, plugins } = this.config ?? {};
    return Boolean(build?.lib) || (plugins ?? []).some(({ name }) => /^vite:electron-(?:main|preload)-/.test(name));
  }

  /**
   * Code for a module's URL in the dev server. Its query changes with the content, so that caches do not return old
   * content.
   */
  devUrl(built: BuiltPython): string {
    return JSON.stringify(this.flash?.load(built) ?? "");
  }

  /** Records what the dev server sends for a file; `built` is undefined if it could not be compiled. */
  noteLoaded(file: string, built: BuiltPython | undefined): void {
    if (this.serving) this.flash?.note(file, built);
  }

  /** The current manifest, for the dev server. */
  async devManifest(environment: DevEnvironment | undefined): Promise<Manifest> {
    // Then the page's other static imports are known.
    if (environment?.name === "client") await atMost(CRAWL_MS, environment.waitForRequestsIdle(MANIFEST_ID));
    return (this.flash?.loadManifest() ?? this.state.snapshot(NO_IMPORTS)).manifest;
  }

  /** Vite's own hooks. */
  hooks(): Partial<Plugin> {
    return {
      config: (config) => {
        addToWorkers(config, this.again);
        const { input } = config.build?.rollupOptions ?? {};
        const rolldown = (config.build as { rolldownOptions?: { input?: unknown } } | undefined)?.rolldownOptions;
        const hasPage = existsSync(`${config.root ?? process.cwd()}/index.html`);
        if (input || rolldown?.input || hasPage || config.build?.lib || config.build?.ssr) return null;
        return { build: { rollupOptions: { input: NO_JAVASCRIPT_ID } } };
      },
      configResolved: async (config) => {
        this.config = config;
        if (!this.serving) this.state.publicPath = publicPathOf(config);
        const mode = config.isProduction ? "production" : "development";
        await this.state.configure({ root: config.root, mode, serving: this.serving });
        if (config.publicDir !== "" && config.build.copyPublicDir) this.state.publicFolder = toPosix(config.publicDir);
      },
      configureServer: async (server) => {
        const { deployTo, root } = this.state.build.options;
        // A server that only runs tests has no watcher and no board.
        if (deployTo && server.config.server.watch !== null) {
          const { ViteBoard } = await import("./vite-device.ts");
          this.board = new ViteBoard(deployTo, server, root);
        }
        this.flash = new DevFlash(this.state, server, this.board);
        this.flash.start();
      },
      // Python is compiled before its importers are updated: see vite-dev.ts.
      hotUpdate: ({ modules }) => {
        const others = modules.filter(({ id }) => id === null || !isPythonImport(id));
        return others.length < modules.length ? others : undefined;
      },
      transformIndexHtml: (html, { path, originalUrl, filename }) => {
        this.flash?.notePage(originalUrl ?? path, toPosix(filename), html);
        return this.board ? [consoleScript(this.config?.base ?? "/")] : [];
      },
      // The server calls this when it closes. A build calls it after every rebuild.
      closeBundle: async () => {
        if (!this.serving) return;
        this.flash?.close();
        await this.board?.close();
        await this.state.close();
        this.state.withdraw();
      },
    };
  }
}

async function atMost(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise((resolve) => (timer = setTimeout(resolve, milliseconds)));
  await Promise.race([work, end]);
  clearTimeout(timer);
}
