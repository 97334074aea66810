// The guide pages: their Python compiles without a hint and runs on MicroPython, and their commands work with a board.

import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { compile, findHints } from "../../src/compiler/index.ts";
import { TestBoard } from "../support/board/board.ts";
import { BoardServer } from "../support/board/server.ts";
import { runOnDevice } from "../support/micropython.ts";

/** Blocks of one language in the pages of docs/. */
function blocks(language: string): { page: string; text: string }[] {
  const pages = readdirSync("docs").filter((name) => name.endsWith(".md"));
  return pages.flatMap((page) =>
    [...readFileSync(join("docs", page), "utf8").matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
      .filter(([, found]) => found === language)
      .map(([, , text]) => ({ page, text: text! })),
  );
}

describe("Python", () => {
  test.each(blocks("python"))("of $page compiles without a hint", ({ text }) => {
    expect(compile(text).mpy.length).toBeGreaterThan(0);
    expect(findHints(text, { modules: new Set(["sys", "os", "time", "asyncio", "unittest"]) })).toEqual([]);
  });

  test("the web server of docs/web-page.md answers with the files on the flash", async () => {
    const { text } = blocks("python").find(({ page }) => page === "web-page.md")!;
    const index = gzipSync("<h1>Hello</h1>");
    const files = [
      { path: "/web.mpy", bytes: compile(text).mpy },
      { path: "/www/index.html.gz", bytes: index },
      { path: "/www/logo.svg", bytes: Buffer.from("<svg/>") },
    ];
    const ask = (request: string): string => `print(repr(bytes(web.respond(${JSON.stringify(request)}))))`;
    const requests = [
      "GET / HTTP/1.1",
      "GET /logo.svg?v=1 HTTP/1.1",
      "GET /../web.mpy HTTP/1.1",
      "POST / HTTP/1.1",
      "",
    ];
    const [, ...answers] = await runOnDevice(files, ["import web", ...requests.map(ask)]);
    expect(answers.map(({ error }) => error)).toEqual(requests.map(() => null));
    const heads = answers.map(({ output }) => output.trim());
    expect(heads[0]).toContain(`Content-Length: ${index.length}\\r\\nContent-Encoding: gzip\\r\\n\\r\\n`);
    expect(heads[1]).toBe(
      String.raw`b'HTTP/1.1 200 OK\r\nContent-Type: image/svg+xml\r\nContent-Length: 6\r\n\r\n<svg/>'`,
    );
    for (const head of heads.slice(2)) expect(head).toBe(String.raw`b'HTTP/1.1 404 Not Found\r\n\r\n'`);
  });
});

describe("commands of docs/board.md", () => {
  const lines = blocks("sh")
    .filter(({ page }) => page === "board.md")
    .flatMap(({ text }) => text.trim().split("\n"));
  let double: TestBoard;
  let server: BoardServer;
  let folder = "";

  beforeAll(async () => {
    double = await TestBoard.start();
    server = await BoardServer.start(double);
    folder = mkdtempSync(join(tmpdir(), "guides-"));
    const files = {
      "micropython.config.json": '{ "entries": "firmware/main.py", "cache": false }',
      "firmware/main.py": "print('from main')\n",
      "blink.py": "print('from blink')\n",
    };
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  });
  afterAll(async () => {
    await server.end();
    await double.end();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What each command prints on its way; `mpy dev` goes on until it is stopped. */
  const PRINTS: Readonly<Record<string, string>> = {
    "mpy devices": "",
    "mpy deploy --dry-run": "1 to send",
    "mpy deploy": "deployed 1 file",
    "mpy dev": "from main",
    "mpy run blink.py": "from blink",
  };

  test.each(lines)("%s", async (line) => {
    const command = line.replace("npx ", "");
    expect(Object.keys(PRINTS)).toContain(command);
    const [, ...words] = command.split(" ");
    const port = words[0] === "devices" ? [] : ["--port", server.address];
    const child: ChildProcess = spawn(process.execPath, [resolve("dist/cli/mpy.js"), ...words, ...port], {
      cwd: folder,
      env: { ...process.env, XDG_RUNTIME_DIR: folder },
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    let output = "";
    child.stdout!.on("data", (data) => (output += String(data)));
    const ended = new Promise((done) => child.on("close", done));
    await expect.poll(() => output, { timeout: 20_000 }).toContain(PRINTS[command]);
    if (command !== "mpy dev") expect(await ended).toBe(0);
  });

  test("are those in the table of outputs", () => {
    expect(lines.map((line) => line.replace("npx ", ""))).toEqual(Object.keys(PRINTS));
  });
});
