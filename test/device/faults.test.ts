// Faults while a host talks to a board: another host, stale answers, resets, floods, programs that do not stop.

import { afterEach, expect, test } from "vitest";
import { Board } from "../../src/device/board.ts";
import { deviceErrors } from "../../src/device/errors.ts";
import { BoardFiles } from "../../src/device/files/board-files.ts";
import type { Port } from "../../src/device/port.ts";
import { DeviceSession } from "../../src/device/session.ts";
import type { SessionEvent } from "../../src/device/session.ts";
import { TestBoard } from "../support/board/board.ts";
import type { TestBoardOptions } from "../support/board/board.ts";

const ends: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function start(options?: TestBoardOptions): Promise<TestBoard> {
  const double = await TestBoard.start(options);
  ends.push(() => double.end());
  return double;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Random enough that it stays as long on the wire. */
const CONTENT = Uint8Array.from({ length: 3000 }, (_, at) => (at * at * 31 + at) >> 4);

test("two hosts at once: input from the other one in the middle of a file is repaired by sending again", async () => {
  const double = await start({ files: { "/a.bin": "old" } });
  const files = new BoardFiles(new Board(double.port()));
  await files.write("/b.bin", bytes("first"));
  let writes = 0;
  // The other host enters the raw REPL.
  double.fault = (sent) => {
    if (sent.length < 500 || writes++ > 0) return sent;
    return Uint8Array.from([...sent.subarray(0, 250), ...bytes("\r\x03\x03\r\x01"), ...sent.subarray(250)]);
  };
  await files.write("/a.bin", CONTENT);
  expect((await double.files()).get("/a.bin")).toEqual(CONTENT);
});

/** A port whose first answers to Ctrl-A come late, when the host has asked again. */
function lateBanner(port: Port, ms: number): Port {
  let listener: (data: Uint8Array) => void = () => {};
  let held = 0;
  let last: Promise<void> = Promise.resolve();
  port.onData((data) => {
    const isBanner = new TextDecoder().decode(data).includes("raw REPL");
    const wait = isBanner && held++ < 2 ? sleep(ms) : Promise.resolve();
    last = Promise.all([last, wait]).then(() => listener(data));
  });
  return { ...port, onData: (other) => void (listener = other) };
}

test("a late banner does not confuse the host", async () => {
  const double = await start();
  const board = new Board(lateBanner(double.port(), 400));
  expect(await board.exec("print(1)")).toBe("1\n");
  for (let at = 2; at < 6; at++) expect(await board.exec(`print(${at})`)).toBe(`${at}\n`);
});

test("a reset in the middle of a paste: the code does not run, and the board goes on", async () => {
  const double = await start();
  const board = new Board(double.port());
  await board.exec("");
  let resets = 0;
  double.fault = (sent, one) => {
    if (sent.length < 100 || resets++ > 0) return sent;
    void one.pressReset();
    return sent.subarray(0, 60);
  };
  const code = `${"x = 1 # padding of the code\n".repeat(30)}f = open('ran', 'w')\nf.close()\n`;
  await expect(board.exec(code)).rejects.toMatchObject({ code: expect.stringMatching(/timeout|protocol/) });
  expect(await board.exec("print('x' in globals())")).toBe("False\n");
  expect((await double.files()).has("/ran")).toBe(false);
});

/** A session that notes what it tells. */
function session(double: TestBoard, onOutput: (output: Uint8Array) => void = () => {}) {
  const events: SessionEvent[] = [];
  const one = new DeviceSession({
    open: async () => double.port(),
    onOutput,
    onEvent: (event) => events.push(event),
    retryMs: 50,
  });
  ends.push(() => one.close());
  return { one, events, kinds: () => events.map(({ kind }) => kind) };
}

const PROGRAM = [{ path: "/app.py", bytes: bytes("x = 1\n"), sha256: "1" }];

test("a board that floods the channel is stopped, and takes files", async () => {
  const flood = "while True: print('flood ' * 20)\n";
  const double = await start({ files: { "/main.py": flood } });
  let heard = 0;
  const { one, kinds } = session(double, (output) => (heard += output.length));
  one.deploy(PROGRAM);
  await expect.poll(() => heard, { timeout: 30_000 }).toBeGreaterThan(20_000);
  expect((await double.texts())["/app.py"]).toBe("x = 1\n");
  one.deploy([{ path: "/app.py", bytes: bytes("x = 2\n"), sha256: "2" }]);
  await expect.poll(() => kinds().filter((kind) => kind === "started"), { timeout: 30_000 }).toHaveLength(2);
  expect((await double.texts())["/app.py"]).toBe("x = 2\n");
});

test("a program that ignores Ctrl-C is reported, and the files are sent when it has ended", async () => {
  const stubborn = [
    "import time, os, micropython",
    "micropython.kbd_intr(-1)",
    "while 'stop' not in os.listdir():",
    "  time.sleep(0.05)",
    "  print('busy')",
    "",
  ].join("\n");
  const double = await start({ files: { "/main.py": stubborn } });
  const { one, events, kinds } = session(double);
  one.deploy(PROGRAM);
  await expect.poll(kinds, { timeout: 30_000 }).toContain("waiting");
  expect(events.find(({ kind }) => kind === "waiting")).toMatchObject({
    reason: expect.stringMatching(/^test board: the program on the board does not stop on Ctrl-C. Reset the board\./),
  });
  double.place("/stop", bytes(""));
  await expect.poll(kinds, { timeout: 30_000 }).toContain("deployed");
  expect((await double.texts())["/app.py"]).toBe("x = 1\n");
});

test("a flash that fills up during a deploy is reported once, the old file stays, and a smaller program fits", async () => {
  const double = await start({ room: 4000, files: { "/big.bin": "old" } });
  // The board does not say how much room it has, so that nothing is refused beforehand.
  const { one, events, kinds } = session(double);
  const board = new Board(double.port());
  await board.exec("import os\nos.statvfs = None\n");
  one.deploy([
    { path: "/app.py", bytes: bytes("x = 1\n"), sha256: "1" },
    { path: "/big.bin", bytes: Uint8Array.from({ length: 6000 }, (_, at) => (at * at) >> 3), sha256: "2" },
  ]);
  await expect.poll(kinds, { timeout: 30_000 }).toContain("failed");
  expect(events.at(-1)).toMatchObject({
    kind: "failed",
    reason: expect.stringContaining("/big.bin: the board's flash"),
  });
  const there = await double.texts();
  expect([there["/big.bin"], there["/app.py"]]).toEqual(["old", "x = 1\n"]);
  expect(Object.keys(there).filter((path) => path.includes("~"))).toEqual([]);
  one.deploy([{ path: "/big.bin", bytes: bytes("new"), sha256: "3" }]);
  await expect.poll(kinds, { timeout: 30_000 }).toContain("deployed");
  expect((await double.texts())["/big.bin"]).toBe("new");
});

test("a missing board does not block", async () => {
  let tries = 0;
  const one = new DeviceSession({
    open: () => Promise.reject(deviceErrors.port("test", `try ${++tries}`)),
    onOutput: () => {},
    onEvent: () => {},
  });
  one.deploy(PROGRAM);
  await one.settled();
  await one.settled();
  await one.close();
  expect(tries).toBe(1);
});
