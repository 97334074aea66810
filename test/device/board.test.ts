// A board in any state: the WebAssembly MicroPython behind a port with faults.

import { afterEach, describe, expect, test } from "vitest";
import { Board } from "../../src/device/board.ts";
import { TestBoard } from "../support/board/board.ts";
import type { TestBoardOptions } from "../support/board/board.ts";

const started: TestBoard[] = [];

async function start(options?: TestBoardOptions): Promise<{ double: TestBoard; board: Board }> {
  const double = await TestBoard.start(options);
  started.push(double);
  return { double, board: new Board(double.port()) };
}

afterEach(async () => {
  for (const double of started.splice(0)) await double.end();
});

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe.each([{ paste: true }, { paste: false }])("with %o", (kind) => {
  test("runs code and returns its output", async () => {
    const { board, double } = await start(kind);
    expect(await board.exec("print('hello')\nprint(1 + 1)")).toBe("hello\n2\n");
    expect(await board.exec(`x = '${"a".repeat(3000)}'\nprint(len(x))`)).toBe("3000\n");
    expect(double.lost).toBe(0);
  });

  test("an exception is an error with its traceback", async () => {
    const { board } = await start(kind);
    await expect(board.exec("1 / 0")).rejects.toMatchObject({
      code: "exception",
      message: "ZeroDivisionError: divide by zero",
    });
    expect(await board.exec("print('still here')")).toBe("still here\n");
  });
});

describe("a board without raw paste", () => {
  test("loses what its receive buffer cannot hold: code is sent again in shorter pieces, and runs once", async () => {
    const { board, double } = await start({ paste: false });
    await board.exec("runs = []");
    double.fault = (bytes) => bytes.subarray(0, 64);
    const code = `a = '''${"é\n\\t'".repeat(60)}\x01'''\nruns.append(len(a))\nprint(runs)`;
    expect(await board.exec(code)).toBe("[241]\n");
    expect(await board.exec("print(runs, a[:5])")).toBe("[241] é\n\t'é\n");
  });

  test("code with a lost byte never runs as other code", async () => {
    const { board, double } = await start({ paste: false });
    await board.exec("");
    const code = "n=10\nfor i in range(12):\n n+=i\nprint('answer',n,100000)";
    for (let at = 0; at < 70; at += 4) {
      let writes = 0;
      double.fault = (bytes) => (writes++ === 0 ? bytes.filter((_, index) => index !== at) : bytes);
      expect(await board.exec(code), `without byte ${at}`).toBe("answer 76 100000\n");
    }
  });

  test("reports damage of all bytes", async () => {
    const { board, double } = await start({ paste: false });
    await board.exec("");
    double.fault = (bytes) => bytes.map((byte) => (byte === 0x78 ? 0x79 : byte));
    await expect(board.exec(`print('${"x".repeat(100)}')`)).rejects.toMatchObject({
      code: "protocol",
      message: expect.stringContaining("bytes are lost between"),
    });
  });
});

test("a stray byte in the REPL does not hide raw paste", async () => {
  const { board, double } = await start();
  await board.exec("");
  const before = double.received;
  double.fault = (bytes) => {
    double.fault = undefined;
    return Uint8Array.from([0x41, ...bytes]);
  };
  expect(await board.exec("print('fine')")).toBe("fine\n");
  expect(double.received - before).toBeLessThan(40);
  expect(await board.exec(`print(len('${"x".repeat(500)}'))`)).toBe("500\n");
  expect(double.received - before).toBeLessThan(600);
});

test("describes the board", async () => {
  const { board } = await start();
  const facts = await board.facts();
  expect(facts).toMatchObject({
    implementation: "micropython",
    version: "1.29.0",
    platform: "webassembly",
    root: "/flash",
  });
  expect([...facts.has].sort()).toMatchObject([
    "binascii",
    "bytesIo",
    "deflate",
    "folders",
    "mount",
    "rename",
    "sha256",
    "stat",
    "statvfs",
    "stdin",
    "ubinascii",
    "usha256",
  ]);
});

test("calls that overlap wait for each other", async () => {
  const { board } = await start();
  const calls = [1, 2, 3, 4].map((n) => board.exec(`print(${n})`));
  expect(await Promise.all(calls)).toEqual(["1\n", "2\n", "3\n", "4\n"]);
});

test("output comes while the code runs", async () => {
  const { board } = await start();
  let heard = "";
  const onOutput = (bytes: Uint8Array): unknown => (heard += new TextDecoder().decode(bytes));
  const run = board.run("import time\nprint('one')\ntime.sleep(0.3)\nprint('two')", { onOutput });
  await expect.poll(() => heard).toBe("one\r\n");
  await run;
  expect(heard).toBe("one\r\ntwo\r\n");
});

test("a program that runs too long is stopped, and the board goes on", async () => {
  const { board } = await start();
  const endless = "import time\nwhile True: time.sleep(0.01)";
  await expect(board.exec(endless, { timeoutMs: 200 })).rejects.toMatchObject({ code: "timeout" });
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 100);
  await expect(board.exec(endless, { signal: stop.signal })).rejects.toMatchObject({ code: "cancelled" });
  expect(await board.exec("print('fine')")).toBe("fine\n");
});

test("comes into the raw REPL from a program, a strange prompt, and one that takes the first Ctrl-C for itself", async () => {
  const stubborn =
    "import time\ntry:\n  while True: time.sleep(0.01)\nexcept KeyboardInterrupt:\n  print('no')\nwhile True: time.sleep(0.01)\n";
  const { board } = await start({ prompt: "\u2192 ", files: { "/main.py": stubborn } });
  expect(await board.exec("print('in')")).toBe("in\n");
});

test("a restart runs boot.py and main.py, and their output goes to the listeners", async () => {
  const files = { "/boot.py": "print('boot')\n", "/main.py": "print('main')\n1/0\n" };
  const { board } = await start({ files });
  let heard = "";
  board.onOutput((bytes) => (heard += new TextDecoder().decode(bytes)));
  await board.stop();
  heard = "";
  await board.restart();
  await expect.poll(() => heard).toContain("ZeroDivisionError");
  expect(heard).toMatch(/^boot\r\nmain\r\nTraceback/);
  expect(await board.exec("print('x' in globals())")).toBe("False\n");
});

test("a reset gives a fresh interpreter without main.py", async () => {
  const { board } = await start({ files: { "/main.py": "y = 1\n" } });
  await board.exec("x = 1");
  await board.reset();
  expect(await board.exec("print('x' in globals(), 'y' in globals())")).toBe("False False\n");
});

test("the byte 0x04 and everything else that a program prints is its output", async () => {
  const { board } = await start({ crlf: false });
  expect(await board.exec("import sys\nfor i in range(128): sys.stdout.write(chr(i))")).toBe(
    Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)).join(""),
  );
});

test("an unplugged board ends what waits for it", async () => {
  const { board, double } = await start();
  const run = board.exec("import time\nwhile True: time.sleep(0.01)");
  const failed = run.catch((error: unknown) => error);
  await sleep(200);
  await double.unplug();
  expect(await failed).toMatchObject({ code: "closed", message: expect.stringContaining("unplugged") });
  await double.plug();
  expect(await new Board(double.port()).exec("print('back')")).toBe("back\n");
});
