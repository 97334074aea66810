// The playground's page in a real browser, with a serial port of a test's board in place of the browser's own: its button puts a
// module onto the board through `unplugin-micropython/device`.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { createServer } from "vite";
// @ts-expect-error -- the package has no types of its own
import { WebSocketServer } from "ws";
import { expect, onTestFinished, test } from "vitest";
import { compile } from "../../src/compiler/index.ts";
import { pluginFor } from "../plugin/support/bundlers.ts";
import { TestBoard } from "../support/board/board.ts";

const BROWSER = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** Runs in the page: a port of WebSerial whose wire is a WebSocket. */
function emulateSerial(address: string): void {
  const port = {
    readable: null as ReadableStream<Uint8Array> | null,
    writable: null as WritableStream<Uint8Array> | null,
    async open({ baudRate }: { baudRate: number }) {
      if (!baudRate) throw new TypeError("baudRate is missing");
      const socket = new WebSocket(address);
      socket.binaryType = "arraybuffer";
      await new Promise((resolve) => socket.addEventListener("open", resolve));
      let cancelled = false;
      this.readable = new ReadableStream({
        start: (controller) => {
          socket.addEventListener("message", ({ data }: MessageEvent) => {
            if (!cancelled) controller.enqueue(new Uint8Array(data as ArrayBuffer));
          });
          socket.addEventListener("close", () => {
            if (!cancelled) controller.error(new Error("The device has been lost."));
          });
        },
        cancel: () => void (cancelled = true),
      });
      this.writable = new WritableStream({ write: (bytes) => socket.send(bytes as Uint8Array<ArrayBuffer>) });
      this.close = async () => {
        if (this.readable!.locked || this.writable!.locked) throw new Error("its streams are locked");
        socket.close();
        (globalThis as any).document.title = "port closed";
      };
    },
    async close() {},
  };
  Object.defineProperty((globalThis as any).navigator, "serial", {
    value: { requestPort: () => Promise.resolve(port) },
  });
}

test.skipIf(!existsSync(BROWSER))("the page puts a module onto a board", async () => {
  const double = await TestBoard.start();
  onTestFinished(() => double.end());
  const wire = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  onTestFinished(() => wire.close());
  wire.on("connection", (socket: any) => {
    const port = double.port();
    port.onData((bytes) => socket.send(bytes, { binary: true }));
    let queue: Promise<void> = Promise.resolve();
    socket.on(
      "message",
      (bytes: Buffer) => (queue = queue.then(() => port.write(new Uint8Array(bytes))).catch(() => {})),
    );
    socket.on("close", () => void port.close());
  });
  const folder = join(process.cwd(), "playground");
  const { default: options } = (await import("../../playground/micropython.config.js" as string)) as any;
  const micropython = await pluginFor("vite");
  const server = await createServer({
    root: folder,
    configFile: false,
    plugins: [micropython(options)],
    logLevel: "silent",
    server: { port: 0, host: "127.0.0.1" },
  });
  onTestFinished(() => server.close());
  await server.listen();

  const browser = await chromium.launch({ executablePath: BROWSER, args: ["--no-sandbox"] });
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  await page.addInitScript(emulateSerial, `ws://127.0.0.1:${wire.address().port}`);
  const { port } = server.httpServer!.address() as { port: number };
  await page.goto(`http://127.0.0.1:${port}/`);
  await page.click("#send");
  const { length } = compile("", {}).mpy;
  await expect
    .poll(() => page.textContent("#state"), { timeout: 30_000 })
    .toMatch(/^MicroPython 1\.29\.0 on JS with Emscripten: wrote \/blink\.mpy, \d+ bytes$/);
  expect((await double.files()).get("/blink.mpy")!.length).toBeGreaterThan(length);
  await expect.poll(() => page.title()).toBe("port closed");
});
