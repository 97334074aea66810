// The loop to the board in Vite's dev server and in watch builds: the built plugin, with the WebAssembly MicroPython on a socket.

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createLogger, createServer } from "vite";
import type { Plugin, ViteDevServer } from "vite";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { TestBoard } from "../support/board/board.ts";
import { BoardServer } from "../support/board/server.ts";
import { BUNDLERS } from "./support/bundlers.ts";
import { startWatching } from "./support/watchers.ts";

const { default: vitePlugin } = (await import("../../dist/vite.js" as string)) as {
  default: (options: object) => Plugin;
};

/** What of a message to the page is looked at. */
interface PageMessage {
  readonly type: string;
  readonly err?: object;
}

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

async function startVite(): Promise<{ server: ViteDevServer; log: string[]; sent: PageMessage[] }> {
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
  const sent: PageMessage[] = [];
  const send = server.ws.send.bind(server.ws) as (...args: unknown[]) => void;
  server.ws.send = (...args: unknown[]): void => {
    sent.push(args[0] as PageMessage);
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

test("Vite: keys in its terminal start the program anew, deploy all, and let the port go", async () => {
  const script = `
    import { createServer } from "vite";
    import micropython from ${JSON.stringify(new URL("../../dist/vite.js", import.meta.url).href)};
    process.stdin.isTTY = true;
    const server = await createServer({
      root: ${JSON.stringify(folder)}, configFile: false, server: { port: 0, host: "127.0.0.1" },
      plugins: [micropython(${JSON.stringify(options())})],
    });
    await server.listen();
    server.bindCLIShortcuts();`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], { env: { ...process.env, CI: "" } });
  ends.push(() => child.kill("SIGKILL"));
  let log = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (log += String(data)));
  const starts = (): number => log.split("[board] version 1").length - 1;
  const press = (key: string): unknown => child.stdin.write(`${key}\n`);
  await expect.poll(starts, WAIT).toBe(1);
  press("h");
  await expect.poll(() => log, WAIT).toContain("release the board's port, or open it again");
  press("b");
  await expect.poll(starts, WAIT).toBe(2);
  press("d");
  await expect.poll(starts, WAIT).toBe(3);
  press("p");
  await expect.poll(() => log, WAIT).toContain("paused: other programs can use the port");
  await expect.poll(() => socket.isFree, WAIT).toBe(true);
  press("p");
  await expect.poll(starts, WAIT).toBe(4);
});

// esbuild and Farm do not tell their plugins whether they watch: there the first build is deployed only if that is asked for.
test.each(["rollup", "webpack", "esbuild"])("%s: a watch build deploys every change", async (bundler) => {
  write("src/main.js", "export default 1;\n");
  const info = vi.spyOn(console, "info").mockImplementation(() => {});
  ends.push(() => info.mockRestore());
  const printed = (): string => info.mock.calls.map(([text]) => String(text)).join("\n");
  const device = { port: socket.address, afterBuild: bundler === "esbuild" };
  const watching = await startWatching(bundler, { root: folder, options: { ...options(), device } });
  await watching.after(
    () => {},
    () => printed().includes("[board] starts anew"),
  );
  const change = (): void => write("firmware/app.py", "def run():\n    print('version 2')\n");
  await watching.after(change, () => printed().includes("[board] version 2"));
});

test("Farm: deploys after a build that asks for it", async () => {
  write("src/main.js", "export default 1;\n");
  const info = vi.spyOn(console, "info").mockImplementation(() => {});
  ends.push(() => info.mockRestore());
  const device = { port: socket.address, afterBuild: true };
  await BUNDLERS["farm"]!({ root: folder, options: { ...options(), device } });
  await expect.poll(() => info.mock.calls.join("\n"), WAIT).toContain("[board] starts anew");
  await expect.poll(() => socket.isFree, WAIT).toBe(true);
  expect((await double.texts())["/main.py"]).toBe("import app\napp.run()\n");
});
