// The loop to the board in Vite's dev server and in watch builds: the built plugin, with the WebAssembly MicroPython on a socket.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { watch as watchRollup } from "rollup";
import { createLogger, createServer } from "vite";
import type { ViteDevServer } from "vite";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { TestBoard } from "../support/board/board.ts";
import { BoardServer } from "../support/board/server.ts";

const { default: vitePlugin } = (await import("../../dist/vite.js" as string)) as any;
const { default: rollupPlugin } = (await import("../../dist/rollup.js" as string)) as any;

let folder: string;
let double: TestBoard;
let socket: BoardServer;
const ends: (() => unknown)[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "device-loop-"));
  double = await TestBoard.start();
  socket = await BoardServer.start(double);
  write("firmware/main.py", "import app\napp.run()\n");
  write("firmware/app.py", "def run():\n    print('version 1 \\x1b]0;title')\n");
  ends.push(
    () => rmSync(folder, { recursive: true, force: true }),
    () => double.end(),
    () => socket.end(),
  );
});

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

function write(name: string, content: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
}

const WAIT = { timeout: 20_000 };
const options = (): object => ({ entries: "firmware", cache: false, device: socket.address });

async function startVite(): Promise<{ server: ViteDevServer; log: string[]; sent: any[] }> {
  const log: string[] = [];
  const logger = createLogger("info");
  for (const level of ["info", "warn", "error"] as const) logger[level] = (text) => void log.push(text);
  const server = await createServer({
    root: folder,
    configFile: false,
    customLogger: logger,
    server: { port: 0, host: "127.0.0.1" },
    plugins: [vitePlugin(options())],
  });
  ends.push(() => server.close());
  const sent: any[] = [];
  const send = server.ws.send.bind(server.ws) as (...args: any[]) => void;
  server.ws.send = (...args: any[]): void => {
    sent.push(args[0]);
    send(...args);
  };
  await server.listen();
  return { server, log, sent };
}

test("Vite: deploys, shows output in the terminal and the page, a traceback in the overlay until the program runs again", async () => {
  write("index.html", "<!doctype html><html><head></head><body></body></html>");
  const { server, log, sent } = await startVite();
  await expect.poll(() => log.join("\n"), WAIT).toContain("[board] version 1 \\x1b]0;title");
  expect(sent).toContainEqual({ type: "custom", event: "micropython:output", data: "version 1 \\x1b]0;title" });
  const page = await server.transformIndexHtml("/", "<!doctype html><html><head></head><body></body></html>");
  expect(page).toContain('createHotContext("/@micropython-board").on("micropython:output"');

  write("firmware/app.py", "def run():\n    print('version 2')\n    raise ValueError('oops')\n");
  await expect
    .poll(() => sent.find(({ type }) => type === "error")?.err, WAIT)
    .toMatchObject({
      message: "ValueError: oops",
      id: `${folder}/firmware/app.py`,
      loc: { file: `${folder}/firmware/app.py`, line: 3, column: 0 },
      frame: expect.stringContaining("raise ValueError('oops')"),
    });
  const errors = sent.length;
  write("firmware/app.py", "def run():\n    print('version 3')\n");
  await expect.poll(() => log.join("\n"), WAIT).toContain("[board] version 3");
  expect(sent.slice(errors)).toContainEqual({ type: "update", updates: [] });
});

test("Rollup: a watch build deploys every change", async () => {
  write("index.js", "export default 1;\n");
  const info = vi.spyOn(console, "info").mockImplementation(() => {});
  ends.push(() => info.mockRestore());
  const watcher = watchRollup({
    input: join(folder, "index.js"),
    output: { dir: join(folder, "dist") },
    plugins: [rollupPlugin({ ...options(), root: folder })],
    onLog: () => {},
  });
  ends.push(() => watcher.close());
  const printed = (): string => info.mock.calls.map(([text]) => String(text)).join("\n");
  await expect.poll(printed, WAIT).toContain("[board] version 1");
  write("firmware/app.py", "def run():\n    print('version 2')\n");
  await expect.poll(printed, WAIT).toContain("[board] version 2");
});
