// CircuitPython: its web workflow, against a server that follows its documentation, and writing over its REPL.

import { createHash } from "node:crypto";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { Board } from "../../src/device/board.ts";
import { deploy } from "../../src/device/deploy.ts";
import type { DeployFile } from "../../src/device/deploy.ts";
import { BoardFiles, filesOf } from "../../src/device/files/board-files.ts";
import { WebFiles } from "../../src/device/files/web-files.ts";
import { openPort } from "../../src/node/ports/open-port.ts";
import { TestBoard } from "../support/board/board.ts";
import { WebBoard } from "../support/board/web-workflow.ts";
import type { WebBoardOptions } from "../support/board/web-workflow.ts";

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function start(options: WebBoardOptions = {}, double?: TestBoard): Promise<{ web: WebBoard; files: WebFiles }> {
  const web = await WebBoard.start({ password: "pässword", ...options }, double);
  ends.push(() => web.end());
  return { web, files: new WebFiles("board", web.address, "pässword") };
}

function filesFrom(contents: Readonly<Record<string, string>>): DeployFile[] {
  return Object.entries(contents).map(([path, content]) => {
    const bytes = new TextEncoder().encode(content);
    return { path, bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
  });
}

const withoutRecord = (web: WebBoard): Record<string, string> => {
  const { "/.mpy-deployed": _, ...files } = web.texts();
  return files;
};

describe.each([1, 2, 3, 4])("version %d of the workflow", (version) => {
  test("sends what differs, removes what it put there, and leaves the rest alone", async () => {
    const { web, files } = await start({ version });
    web.files.set("/theirs.py", new TextEncoder().encode("x"));
    const first = { "/code.py": "import app\n", "/app/__init__.mpy": "one", "/app/näme &%.txt": "two" };
    expect(await deploy(files, filesFrom(first))).toMatchObject({ removed: [], same: 0 });
    expect(withoutRecord(web)).toEqual({ ...first, "/theirs.py": "x" });
    expect(await deploy(files, filesFrom(first))).toMatchObject({ written: [], same: 3 });
    const second = { "/code.py": "import sys\n" };
    expect(await deploy(new WebFiles("board", web.address, "pässword"), filesFrom(second))).toMatchObject({
      written: ["/code.py"],
      removed: ["/app/__init__.mpy", "/app/näme &%.txt"],
    });
    expect(withoutRecord(web)).toEqual({ ...second, "/theirs.py": "x" });
    expect([...web.files.keys()]).not.toContain("/app");
    expect((await files.state()).free).toBe(version === 1 ? undefined : 512 * (2000 - 3));
  });
});

test("a folder with other files stays", async () => {
  const { web, files } = await start();
  await deploy(files, filesFrom({ "/lib/a.mpy": "a" }));
  web.files.set("/lib/theirs.txt", new Uint8Array(3));
  await deploy(files, []);
  expect([...web.files.keys()].sort()).toEqual(["/.mpy-deployed", "/lib", "/lib/theirs.txt"]);
});

test.each<[string, WebBoardOptions, string, (web: WebBoard) => void]>([
  ["a wrong password", { password: "other" }, "the board needs a password, and the board refuses it", () => {}],
  ["no password on the board", { password: undefined as never }, "Set CIRCUITPY_WEB_API_PASSWORD", () => {}],
  ["a drive that a computer has", {}, "a computer has its drive over USB", (web) => (web.isUsbActive = true)],
  ["too large a file", { largest: 100 }, "/big.bin: the board's flash is full", () => {}],
])("%s is told", async (_, options, message, prepare) => {
  const { web, files } = await start(options);
  prepare(web);
  await expect(files.write("/big.bin", new Uint8Array(200))).rejects.toThrow(message);
  expect(withoutRecord(web)).toEqual({});
});

test("after any failed request, the next deploy completes the files", async () => {
  const path = fc.constantFrom("/code.py", "/lib/a.mpy", "/lib/b/c.mpy");
  const snapshot = fc.dictionary(path, fc.string({ maxLength: 50 }), { maxKeys: 3 });
  const steps = fc.array(fc.tuple(snapshot, fc.integer({ min: 0, max: 25 })), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const { web } = await start();
      for (const [wanted, cutAt] of all) {
        web.cutAt = cutAt;
        await deploy(new WebFiles("board", web.address, "pässword"), filesFrom(wanted)).catch(() => {});
        web.cutAt = 0;
      }
      const last = all.at(-1)![0];
      await deploy(new WebFiles("board", web.address, "pässword"), filesFrom(last));
      expect(withoutRecord(web)).toEqual(last);
      web.end();
    }),
    { numRuns: 15, seed: 3 },
  );
});

test("http:// is a port: the terminal, the files, and a restart", async () => {
  const double = await TestBoard.start();
  ends.push(() => double.end());
  const { web } = await start({}, double);
  const port = await openPort(web.address, { password: () => Promise.resolve("pässword") });
  const board = new Board(port);
  ends.push(() => board.close());
  expect(await board.exec("print('hello')")).toBe("hello\n");
  await deploy(filesOf(board), filesFrom({ "/code.py": "x = 1\n" }));
  expect(withoutRecord(web)).toEqual({ "/code.py": "x = 1\n" });
  await board.restart();
});

test.each([
  ["http://127.0.0.1:59999", "ECONNREFUSED"],
  ["http://user:secret@127.0.0.1", "an address must not contain a password"],
])("%s is refused", async (address, message) => {
  await expect(openPort(address, { password: () => Promise.resolve("x") })).rejects.toThrow(message);
});

test("another server and a wrong password are reported", async () => {
  const { web } = await start();
  await expect(openPort(web.address, { password: () => Promise.resolve("x") })).rejects.toMatchObject({
    code: "password",
  });
  const other = new URL("/nowhere", web.address);
  web.end();
  await expect(openPort(other.href, { password: () => Promise.resolve("x") })).rejects.toMatchObject({ code: "port" });
});

test("CircuitPython's REPL asks for leave to write, and says who has the drive where it gets none", async () => {
  const storage = "asked = []\ndef remount(path, readonly): asked.append((path, readonly))\n";
  const double = await TestBoard.start({ files: { "/storage.py": storage } });
  ends.push(() => double.end());
  const board = new Board(double.port());
  const facts = { ...(await board.facts()), implementation: "circuitpython" };
  board.facts = () => Promise.resolve(facts);
  const files = new BoardFiles(board);
  await files.write("/a.py", new TextEncoder().encode("x = 1\n"));
  expect(await board.exec("import storage\nprint(storage.asked)")).toBe("[('/', False)]\n");
  await board.exec("def open(*a): raise OSError(30)");
  await expect(files.write("/a.py", new Uint8Array(3))).rejects.toMatchObject({
    code: "read-only",
    message: expect.stringContaining("eject the drive"),
  });
  expect((await double.texts())["/a.py"]).toBe("x = 1\n");
});
