// The board of Vite's dev server. Every change is deployed. Output goes to the terminal and to the browser's console, a
// traceback to Vite's overlay until the program restarts. Keys in Vite's terminal restart the program, deploy
// everything, or release the port.

import type { BindCLIShortcutsOptions, ErrorPayload, ViteDevServer } from "vite";
import type { MappedTraceback } from "../device/mapped-traceback.ts";
import { deployFiles, tracedProject } from "../engine/deployable.ts";
import type { FlashSnapshot } from "../engine/snapshot.ts";
import { DeviceLoop } from "../node/device-loop.ts";
import { absolutePath } from "../node/files.ts";
import type { ResolvedDevice } from "../options/device-options.ts";
import { BOARD_PREFIX, OUTPUT_EVENT } from "./board-output.ts";
import { overlayFrame } from "./vite-overlay.ts";

/** The board of one dev server. */
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
    // A page that opens later did not get the message.
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

  /** Vite's client removes the overlay at the next update. An empty update is enough. */
  private clear(): void {
    if (this.shown) this.server.ws.send({ type: "update", updates: [] });
    this.shown = undefined;
  }
}

/** A traceback for Vite's overlay, at the innermost frame in the project. */
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

/** Adds our keys to Vite's shortcuts when its terminal is ready. */
function addShortcuts(server: ViteDevServer, loop: DeviceLoop): void {
  const bind = server.bindCLIShortcuts.bind(server);
  server.bindCLIShortcuts = (options?: BindCLIShortcutsOptions<ViteDevServer>) =>
    bind({
      ...options,
      customShortcuts: [
        ...(options?.customShortcuts ?? []),
        { key: "b", description: "restart the board's program", action: () => loop.restart() },
        { key: "d", description: "deploy all files to the board again", action: () => loop.deployAll() },
        { key: "p", description: "release the board's port, or open it again", action: () => loop.togglePause() },
      ],
    });
}
