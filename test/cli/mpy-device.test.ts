// The commands that talk to a board, as processes, with the WebAssembly MicroPython on a socket.

import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { TestBoard } from "../support/board/board.ts";
import { telnetEscaped, TelnetReader } from "../../src/node/ports/rfc2217.ts";
import { FakeEsp } from "../support/fake-esp.ts";
import { BoardServer } from "../support/board/server.ts";

const MPY = resolve("dist/cli/mpy.js");
let double: TestBoard;
let server: BoardServer;
let folder: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  double = await TestBoard.start({ files: { "/theirs.txt": "mine" } });
  server = await BoardServer.start(double);
  folder = mkdtempSync(join(tmpdir(), "mpy-device-"));
  write("micropython.config.json", '{ "entries": "firmware/*.py", "cache": false }');
  write("firmware/main.py", "import app\napp.run()\n");
  write("firmware/app.py", "def run():\n    print('version 1')\n");
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

afterAll(async () => {
  await server.end();
  await double.end();
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, content: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
}

interface Running {
  readonly child: ChildProcess;
  /** What it has printed so far. */
  readonly output: { stdout: string; stderr: string };
  readonly ended: Promise<number | null>;
}

function start(...args: string[]): Running {
  const child = spawn(process.execPath, [MPY, ...args, "--port", server.address], {
    cwd: folder,
    env: { ...process.env, XDG_RUNTIME_DIR: folder },
  });
  children.push(child);
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (data) => (output.stdout += String(data)));
  child.stderr.on("data", (data) => (output.stderr += String(data)));
  return { child, output, ended: new Promise((done) => child.on("close", done)) };
}

async function mpy(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const { output, ended } = start(...args);
  const code = await ended;
  return { code, ...output };
}

const WAIT = { timeout: 20_000 };

describe("mpy deploy", () => {
  test("a dry run changes nothing, a deploy sends, a second one has nothing to do", async () => {
    const dry = await mpy("deploy", "--dry-run");
    expect(dry.stdout).toContain("add     /main.py (21 bytes)\n2 to send, 0 to remove, 0 unchanged\n");
    expect(Object.keys(await double.texts())).toEqual(["/theirs.txt"]);

    const first = await mpy("deploy", "--json");
    expect(first.stderr).toBe("");
    expect(JSON.parse(first.stdout)).toMatchObject({ written: ["/app.mpy", "/main.py"], removed: [], same: 0 });
    expect(Object.keys(await double.texts()).sort()).toEqual(
      [".mpy-deployed", "app.mpy", "main.py", "theirs.txt"].map((n) => `/${n}`),
    );

    expect((await mpy("deploy")).stdout).toMatch(
      /MicroPython 1\.29\.0 on .*\ndeployed 0 files, 0 bytes, in .* s; 2 unchanged\n$/,
    );
  });

  test("no answer", async () => {
    server.refuses = true;
    const refused = await mpy("deploy");
    server.refuses = false;
    expect(refused).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^mpy deploy: socket:.*the connection to the board has ended/),
    });
  });
});

describe("mpy run", () => {
  test("runs a compiled program as the main one, hands on its output and exit code, and stores nothing", async () => {
    write("tool.py", "import sys\nif __name__ == '__main__':\n    print('\\x1b[31mred')\n    sys.exit(7)\n");
    const before = await double.texts();
    const run = await mpy("run", "tool.py");
    expect(run).toMatchObject({ code: 7, stderr: "" });
    expect(run.stdout).toBe("\\x1b[31mred\n");
    expect(await double.texts()).toEqual(before);
  });

  test("a traceback names the file and goes to standard error", async () => {
    write("bad.py", "def f():\n    return 1 // 0\n\nf()\n");
    const run = await mpy("run", "bad.py");
    expect(run.code).toBe(1);
    expect(run.stderr).toBe(
      'Traceback (most recent call last):\n  File "bad.py", line 4, in <module>\n  File "bad.py", line 2, in f\nZeroDivisionError: divide by zero\n',
    );
    expect((await mpy("run", "missing.py")).stderr).toBe("mpy run: missing.py: there is no such file\n");
  });

  test("Ctrl-C goes to the program", async () => {
    write(
      "loop.py",
      "import time\nprint('begun')\ntry:\n    while True: time.sleep(0.01)\nexcept KeyboardInterrupt:\n    print('cleaned up')\n    raise\n",
    );
    const run = start("run", "loop.py");
    await expect.poll(() => run.output.stdout, WAIT).toContain("begun");
    run.child.kill("SIGINT");
    expect(await run.ended, run.output.stdout + run.output.stderr).toBe(130);
    expect(run.output.stdout).toContain("cleaned up");
  });

  test("a program that does not stop on Ctrl-C is left by pressing it twice", async () => {
    write(
      "stubborn.py",
      "import time\nprint('begun')\nwhile True:\n    try:\n        while True: time.sleep(0.01)\n    except KeyboardInterrupt:\n        print('no')\n",
    );
    onTestFinished(() => double.pressReset());
    const run = start("run", "stubborn.py");
    await expect.poll(() => run.output.stdout, WAIT).toContain("begun");
    run.child.kill("SIGINT");
    await expect.poll(() => run.output.stderr, WAIT).toContain("the program does not stop on Ctrl-C; press it twice");
    expect(run.output.stdout).toContain("no");
    const presses = setInterval(() => run.child.kill("SIGINT"), 200);
    // null: a press after the command's end of listening
    expect([1, null]).toContain(await run.ended);
    clearInterval(presses);
  });
});

test("mpy dev deploys every change and prints what the board prints; mpy logs listens to it", async () => {
  const dev = start("dev");
  await expect.poll(() => dev.output.stdout, WAIT).toContain("version 1");
  const logs = start("logs");
  await expect.poll(() => logs.output.stderr, WAIT).toContain("mpy dev");
  write("firmware/app.py", "def run():\n    print('version 2')\n    raise ValueError('oops')\n");
  await expect.poll(() => dev.output.stdout, WAIT).toContain("ValueError: oops");
  expect(dev.output.stdout).toContain('File "firmware/app.py", line 3, in run');
  await expect.poll(() => logs.output.stdout, WAIT).toContain("version 2");

  // A mistake keeps what the board has; unplugged, the edit waits for the board.
  write("firmware/app.py", "def run(:\n");
  await expect.poll(() => dev.output.stderr, WAIT).toContain("firmware/app.py:1:9");
  server.refuses = true;
  server.hangUp();
  write("firmware/app.py", "def run():\n    print('version 3')\n");
  await expect.poll(() => dev.output.stderr, WAIT).toContain("trying again");
  server.refuses = false;
  await expect.poll(() => dev.output.stdout, WAIT).toContain("version 3");

  const second = await mpy("repl");
  expect(second).toMatchObject({ code: 1, stderr: expect.stringContaining("mpy dev (process") });
  dev.child.kill("SIGINT");
  expect(await dev.ended).toBe(0);
  expect(await logs.ended).toBe(1);
});

test("mpy repl hands on keys and what the board prints", async () => {
  const repl = start("repl");
  await expect.poll(() => repl.output.stdout, WAIT).toContain(">>> ");
  repl.child.stdin!.write("print(6 * 7)\r");
  await expect.poll(() => repl.output.stdout, WAIT).toContain("\r\n42\r\n");
  repl.child.stdin!.write("\x1d");
  expect(await repl.ended).toBe(0);
});

test("mpy flash copies a UF2 file to a bootloader's drive, and writes firmware of ESP chips or names esptool's command", async () => {
  const uf2 = new Uint8Array(512);
  new DataView(uf2.buffer).setUint32(0, 0x0a324655, true);
  writeFileSync(join(folder, "fw.uf2"), uf2);
  write("drive/INFO_UF2.TXT", "UF2 Bootloader\n");
  const run = (...args: string[]): Promise<number | null> => {
    const child = spawn(process.execPath, [MPY, "flash", ...args], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
    let text = "";
    child.stdout.on("data", (data) => (text += String(data)));
    child.stderr.on("data", (data) => (text += String(data)));
    return new Promise((done) => child.on("close", (code) => ((printed = text), done(code))));
  };
  let printed = "";
  expect(await run("fw.uf2", "--drive", "drive")).toBe(0);
  expect(printed).toBe("fw.uf2: copied to drive; the board restarts\n");
  expect(await run("fw.uf2", "--drive", "firmware")).toBe(1);
  expect(printed).toContain("this is not a bootloader's drive");
  const firmware = new Uint8Array(64);
  firmware[0] = 0xe9;
  firmware[12] = 9;
  writeFileSync(join(folder, "fw.bin"), firmware);
  expect(await run("fw.bin")).toBe(0);
  expect(printed).toBe('esptool --chip esp32s3 --baud 460800 write_flash 0x0 "fw.bin"\n');
  writeFileSync(join(folder, "short.bin"), firmware.subarray(0, 8));
  expect(await run("short.bin")).toBe(1);
  expect(printed).toContain("this is neither a UF2 file nor an image for an ESP chip");

  const esp = new FakeEsp();
  const lines = createServer((socket) => {
    const reader = new TelnetReader((bytes) => socket.write(bytes));
    socket.on("data", (bytes) => void esp.port.write(reader.read(bytes)));
    socket.on("error", () => {});
    esp.port.onData((bytes) => socket.write(telnetEscaped(bytes)));
  });
  await new Promise<void>((done) => lines.listen(0, "127.0.0.1", done));
  const port = `rfc2217://127.0.0.1:${(lines.address() as AddressInfo).port}`;
  expect(await run("fw.bin", "--port", port)).toBe(0);
  expect(printed).toBe(`fw.bin: written to the ESP32-S3 at ${port}; the board restarts\n`);
  expect(esp.flash.subarray(0, 65)).toEqual(Uint8Array.from([...firmware, 0xff]));
  lines.close();
});
