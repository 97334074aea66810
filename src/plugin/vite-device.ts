// The board of Vite's dev server: every change is deployed, output goes to the terminal and to the browser's console, a traceback to
// Vite's overlay until the program runs again, and keys in Vite's terminal reset it, deploy all, or let the port go.

import type { BindCLIShortcutsOptions, ErrorPayload, HtmlTagDescriptor, ViteDevServer } from "vite";
import type { MappedTraceback } from "../device/mapped-traceback.ts";
import { deployFiles, tracedProject } from "../engine/deployable.ts";
import type { FlashSnapshot } from "../engine/snapshot.ts";
import { DeviceLoop } from "../node/device-loop.ts";
import { absolutePath } from "../node/files.ts";
import type { ResolvedDevice } from "../options/device-options.ts";
import { BOARD_PREFIX } from "./device.ts";
import { overlayFrame } from "./vite-overlay.ts";

/** The event that carries a line of the board to the page. */
const OUTPUT_EVENT = "micropython:output";

/** The board of one server. */
export class ViteBoard {
  private readonly loop: DeviceLoop;
  private readonly server: ViteDevServer;
  private readonly root: string;
  /** The traceback in the overlay. */
  private shown: ErrorPayload | undefined;

  constructor(device: ResolvedDevice, server: ViteDevServer, root: string) {
    this.server = server;
    this.root = root;
    const { afterBuild: _, ...settings } = device;
    const { logger } = server.config;
    this.loop = new DeviceLoop(settings, "vite dev", {
      info: (text) => logger.info(`${BOARD_PREFIX} ${text}`, { timestamp: true }),
      warn: (text) => logger.warn(`${BOARD_PREFIX} ${text}`, { timestamp: true }),
      line: (text) => this.line(text),
      traceback: (traceback, text) => {
        for (const line of text.trimEnd().split("\n")) this.line(line);
        this.shown = tracebackOverlay(traceback, text, root);
        server.ws.send(this.shown);
      },
      started: () => this.clear(),
    });
    // A page that opens later has missed the message.
    server.ws.on("connection", () => {
      if (this.shown) server.ws.send(this.shown);
    });
    addShortcuts(server, this.loop);
  }

  deploy(snapshot: FlashSnapshot): void {
    this.loop.deploy(deployFiles(snapshot), tracedProject(snapshot, this.root));
  }

  close(): Promise<void> {
    return this.loop.close();
  }

  private line(text: string): void {
    this.server.config.logger.info(`${BOARD_PREFIX} ${text}`);
    this.server.ws.send({ type: "custom", event: OUTPUT_EVENT, data: text });
  }

  /** Vite's client takes the overlay away at the next update, and an update may be empty. */
  private clear(): void {
    if (this.shown) this.server.ws.send({ type: "update", updates: [] });
    this.shown = undefined;
  }
}

/** The script that writes the board's lines to the console of the page, as text. */
export function consoleScript(base: string): HtmlTagDescriptor {
  return {
    tag: "script",
    attrs: { type: "module" },
    children:
      `import { createHotContext } from ${JSON.stringify(`${base}@vite/client`)};\n` +
      `createHotContext("/@micropython-board").on(${JSON.stringify(OUTPUT_EVENT)}, (text) => console.info(${JSON.stringify(`${BOARD_PREFIX} `)} + text));`,
    injectTo: "head",
  };
}

/** A traceback as Vite's overlay takes it, at the innermost frame in the project. */
export function tracebackOverlay(traceback: MappedTraceback, text: string, root: string): ErrorPayload {
  const { exception, message, frames, codeFrame } = traceback;
  const innermost = frames.findLast(({ source, sourceLine }) => source !== undefined && sourceLine !== undefined);
  const file = innermost && absolutePath(root, innermost.source!);
  return {
    type: "error",
    err: {
      message: `${exception}: ${message}`,
      stack: text,
      plugin: "the board",
      ...(file && { id: file, loc: { file, line: innermost.sourceLine!, column: 0 } }),
      ...(codeFrame !== undefined && { frame: overlayFrame(codeFrame) }),
    },
  };
}

/** Adds our keys to those that Vite binds when its terminal is ready. */
function addShortcuts(server: ViteDevServer, loop: DeviceLoop): void {
  const bind = server.bindCLIShortcuts.bind(server);
  server.bindCLIShortcuts = (options?: BindCLIShortcutsOptions<ViteDevServer>) =>
    bind({
      ...options,
      customShortcuts: [
        ...(options?.customShortcuts ?? []),
        { key: "b", description: "start the board's program anew", action: () => loop.restart() },
        { key: "d", description: "deploy everything to the board again", action: () => loop.deployAll() },
        { key: "p", description: "let the board's port go, or take it again", action: () => loop.togglePause() },
      ],
    });
}
