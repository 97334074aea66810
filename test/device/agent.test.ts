// The agent, with which a program goes on while code of the host runs.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { Agent } from "../../src/device/agent.ts";
import { Board } from "../../src/device/board.ts";
import { ByteQueue } from "../../src/device/byte-queue.ts";
import { PortEvents } from "../../src/device/port.ts";
import { DeviceSession } from "../../src/device/session.ts";
import type { SessionEvent } from "../../src/device/session.ts";
import { DeployedSwap } from "../../src/device/swap/deployed-swap.ts";
import { TestBoard } from "../support/board/board.ts";
import { unixBoard } from "../support/board/unix.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** A board side that takes what an agent takes, and notes the code. `lose` are bytes that do not arrive. */
function fakeAgent({ lose = 0, silent = false } = {}) {
  const queue = new ByteQueue("fake");
  const events = new PortEvents();
  const taken: string[] = [];
  const windows: number[] = [];
  let state: "idle" | "head" | "code" = "idle";
  let size = 0;
  let sum = 0;
  let code = "";
  const say = (...bytes: number[]): void => queue.push(Uint8Array.from(bytes));
  const port = {
    name: "fake",
    onData: (listener: (bytes: Uint8Array) => void) => events.onData(listener),
    onClose: (listener: () => void) => events.onClose(listener),
    close: async () => {},
    write: async (bytes: Uint8Array) => {
      if (silent) return;
      if (state === "idle") {
        expect([...bytes]).toEqual([0x10]);
        queue.push(encode("tick\r\n"));
        state = "head";
        return say(0x06);
      }
      if (state === "head") {
        [size, sum] = [parseInt(decode(bytes).slice(0, 6), 16), parseInt(decode(bytes).slice(6), 16)];
        state = "code";
        return say(0x01);
      }
      windows.push(bytes.length);
      code += decode(lose > 0 ? bytes.subarray(0, bytes.length - lose) : bytes);
      if (code.length < size) {
        // what is missing is waited for
        if (lose === 0) say(0x01);
        return;
      }
      expect(encode(code).reduce((total, byte) => total + byte, 0)).toBe(sum);
      taken.push(code);
      state = "idle";
      code = "";
      say(0x02);
    },
  };
  let heard = "";
  const agent = new Agent(port, queue, (bytes) => (heard += decode(bytes)));
  return { agent, taken, windows, heard: () => heard };
}

describe("code to the agent", () => {
  test("travels in windows that the board asks for, and what the program prints meanwhile is output", async () => {
    const fake = fakeAgent();
    const code = `print('${"x".repeat(300)}')`;
    expect(await fake.agent.start(code)).toBe(true);
    expect(await fake.agent.start("pass")).toBe(true);
    expect(fake.taken).toEqual([code, "pass"]);
    expect(fake.windows).toEqual([128, 128, 53, 4]);
    expect(fake.heard()).toBe("tick\r\ntick\r\n");
  });

  test("does not run where no agent answers, or bytes were lost", { timeout: 20_000 }, async () => {
    expect(await fakeAgent({ silent: true }).agent.start("pass")).toBe(false);
    const losing = fakeAgent({ lose: 1 });
    expect(await losing.agent.start("pass")).toBe(false);
    expect(losing.taken).toEqual([]);
  });
});

test("a program without asyncio is stopped, as without the agent", { timeout: 60_000 }, async () => {
  const double = await TestBoard.start({ files: { "/main.py": "import time\nwhile True: time.sleep_ms(5)\n" } });
  onTestFinished(() => double.end());
  const board = new Board(double.port());
  await board.restartWithAgent();
  expect(board.programGoesOn).toBe(true);
  expect(await board.exec("print(6 * 7)")).toBe("42\n");
  expect(board.programGoesOn).toBe(false);
});

// ---- with a real asyncio: MICROPYTHON names a unix port that finds one (MICROPYPATH, where it is not frozen)

const MICROPYTHON = process.env["MICROPYTHON"];
const hasAsyncio = MICROPYTHON !== undefined && spawnSync(MICROPYTHON, ["-c", "import asyncio"]).status === 0;

const MAIN = `import asyncio
import work
async def tick():
    n = 0
    while True:
        print('tick', n, work.answer())
        n += 1
        await asyncio.sleep_ms(10)
asyncio.run(tick())
`;

describe("a program with asyncio", () => {
  beforeEach((context) =>
    context.skip(!hasAsyncio, "MICROPYTHON names no unix port of MicroPython that finds asyncio"),
  );
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  function file(path: string, text: string) {
    return { path, bytes: encode(text), sha256: createHash("sha256").update(text).digest("hex") };
  }

  test("goes on through deploys and swaps without a lost tick", { timeout: 120_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "agent-"));
    ends.push(() => rmSync(folder, { recursive: true }));
    const swap = new DeployedSwap((text) => refused.push(text));
    const refused: string[] = [];
    const events: SessionEvent[] = [];
    let output = "";
    const session = new DeviceSession({
      open: async () => unixBoard(MICROPYTHON!, folder),
      agent: true,
      onOutput: (bytes) => {
        output += decode(bytes);
        swap.heard(bytes);
      },
      onEvent: (event) => {
        if (event.kind === "started") swap.started();
        events.push(event);
      },
      swap: (board) => swap.swap(board),
    });
    ends.push(() => session.close());
    const deploy = (answer: number): void => {
      const work = `def answer():\n    return ${answer}\n`;
      const files = [file(`${folder}/main.py`, MAIN), file(`${folder}/work.py`, work)];
      const sources = new Map<string, string>([
        ["main.py", MAIN],
        ["work.py", work],
      ]);
      const modules = files.map(({ path, sha256 }, at) => {
        return { name: ["main", "work"][at]!, path, source: ["main.py", "work.py"][at]!, sha256 };
      });
      swap.deploy(files, { modules, read: (source: string) => encode(sources.get(source)!) } as never);
      session.deploy(files);
    };
    deploy(0);
    await expect.poll(() => output, { timeout: 60_000 }).toMatch(/tick \d+ 0/);
    for (let answer = 1; answer <= 5; answer++) {
      deploy(answer);
      await expect.poll(() => output, { timeout: 30_000 }).toMatch(new RegExp(`tick \\d+ ${answer}\\r?\\n`));
    }
    expect(refused).toEqual([]);
    expect(events.filter(({ kind }) => kind === "started")).toHaveLength(1);
    expect(events.filter(({ kind }) => kind === "swapped")).toHaveLength(5);
    expect(output).not.toContain("KeyboardInterrupt");
    const ticks = [...output.matchAll(/tick (\d+) /g)].map(([, tick]) => Number(tick));
    expect(ticks).toEqual(ticks.map((_, at) => at));
  });

  test("a mistake in code of the host is told, and the program goes on", { timeout: 60_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "agent-"));
    ends.push(() => rmSync(folder, { recursive: true }));
    const board = new Board(unixBoard(MICROPYTHON!, folder));
    ends.push(() => board.close());
    let output = "";
    board.onOutput((bytes) => (output += decode(bytes)));
    await board.exec(`with open('work.py','w')as f:f.write('def answer():\\n return 1\\n')`);
    await board.exec(`with open('main.py','w')as f:f.write(${JSON.stringify(MAIN)})`);
    await board.restartWithAgent();
    await expect.poll(() => output, { timeout: 20_000 }).toContain("tick 3");
    expect((await board.run("print('before')\n1/0")).error).toContain("ZeroDivisionError");
    expect(await board.exec("print('from the host')")).toBe("from the host\n");
    expect(board.programGoesOn).toBe(true);
    output = "";
    await expect.poll(() => output, { timeout: 20_000 }).toContain("tick");
    await board.restart();
    expect(board.programGoesOn).toBe(false);
  });
});
