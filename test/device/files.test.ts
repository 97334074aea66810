// Files on a board: any bytes, by every kind of transfer, with faults on the way.

import { readdirSync, readFileSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import { Board } from "../../src/device/board.ts";
import { BoardFiles } from "../../src/device/files/board-files.ts";
import type { TransferWay } from "../../src/device/files/board-files.ts";
import { binaryPieces } from "../../src/device/files/encode.ts";
import { compile } from "../../src/compiler/index.ts";
import { TestBoard } from "../support/board/board.ts";
import type { Fault, TestBoardOptions } from "../support/board/board.ts";

const started: TestBoard[] = [];

afterEach(async () => {
  for (const double of started.splice(0)) await double.end();
});

async function start(
  options?: TestBoardOptions,
  way?: TransferWay,
): Promise<{ double: TestBoard; board: Board; files: BoardFiles }> {
  const double = await TestBoard.start(options);
  started.push(double);
  const board = new Board(double.port());
  return { double, board, files: new BoardFiles(board, way) };
}

const EVERY_BYTE = Uint8Array.from({ length: 1500 }, (_, at) => (at < 256 ? at : (at * at) >> 3));

describe.each<TransferWay>(["binary", "base64", "literal"])("%s", (way) => {
  test("every byte value, an empty file and text arrive unchanged", async () => {
    const { files, double } = await start({ files: { "/a.bin": "old" } }, way);
    const sent: Record<string, Uint8Array> = {
      "/a.bin": EVERY_BYTE,
      "/empty": new Uint8Array(),
      "/controls": new Uint8Array(700).fill(3),
      "/é.txt": new TextEncoder().encode("\r\n\x10C\x04"),
    };
    for (const [path, bytes] of Object.entries(sent)) await files.write(path, bytes);
    const there = await double.files();
    there.delete("/.mpy-deployed");
    expect(Object.fromEntries(there)).toEqual(sent);
    expect(await files.read("/a.bin")).toEqual(EVERY_BYTE);
    expect(await files.read("/missing")).toBeUndefined();
    expect(double.lost).toBe(0);
  });

  test("a full flash is reported, and the old file stays", async () => {
    const { files, double } = await start({ room: 2500, files: { "/a.bin": "old", "/b.bin": "x".repeat(1500) } }, way);
    await expect(files.write("/a.bin", EVERY_BYTE)).rejects.toMatchObject({ code: "full" });
    const { "/b.bin": other, "/.mpy-deployed": _, ...left } = await double.texts();
    expect(left).toEqual({ "/a.bin": "old" });
    expect(other).toHaveLength(1500);
  });
});

test("without deflate and with a board that is short of memory", async () => {
  const { board, double } = await start({ files: { "/boot.py": "import sys\nsys.modules['deflate'] = 1\n" } });
  await board.reset();
  const files = new BoardFiles(board);
  expect((await board.facts()).has.has("deflate")).toBe(false);
  await files.write("/a.bin", EVERY_BYTE);
  expect((await double.files()).get("/a.bin")).toEqual(EVERY_BYTE);
});

test("a file of 1 MB", async () => {
  const { files, double } = await start({ heap: 8 * 1024 * 1024 });
  const bytes = new Uint8Array(1024 * 1024);
  let state = 1;
  for (let at = 0; at < bytes.length; at++) bytes[at] = (state = (state * 1103515245 + 12345) & 0x7fffffff) >> 16;
  let told = 0;
  await files.write("/big.bin", bytes, { onProgress: (sent) => (told = sent) });
  expect(told).toBe(bytes.length);
  expect(Buffer.compare((await double.files()).get("/big.bin")!, bytes)).toBe(0);
});

test("a compiled module takes at most 0.85 of its bytes and 400 more on the wire", async () => {
  const { files, double } = await start();
  await files.write("/other.mpy", EVERY_BYTE);
  const folder = "playground/firmware/greenhouse";
  for (const name of readdirSync(folder).filter((name) => name.endsWith(".py"))) {
    const { mpy } = compile(readFileSync(`${folder}/${name}`), { filename: name });
    const before = double.received;
    await files.write(`/${name.replace(".py", ".mpy")}`, mpy);
    expect(double.received - before, name).toBeLessThanOrEqual(0.85 * mpy.length + 400);
  }
});

describe("faults of the wire", () => {
  /** Does `harm` to the first write that holds a piece of a file. */
  const once = (harm: Fault): Fault => {
    let done = false;
    return (bytes, board) => {
      if (done || bytes.length < 500) return bytes;
      done = true;
      return harm(bytes, board);
    };
  };

  test.each<[string, Fault]>([
    ["a lost byte", (bytes) => Uint8Array.from([...bytes.subarray(0, 300), ...bytes.subarray(301)])],
    ["a lost byte of the length", (bytes) => bytes.subarray(1)],
    ["a changed byte", (bytes) => bytes.map((byte, at) => (at === 400 ? byte ^ 0x20 : byte))],
    // Behind the piece, so that it stands before the end of the file.
    ["a byte behind a piece", (bytes) => Uint8Array.from([...bytes, 0x7a])],
    ["a byte too many", (bytes) => Uint8Array.from([...bytes.subarray(0, 100), 65, ...bytes.subarray(100)])],
  ])("%s: the file is sent again", async (_, harm) => {
    const { files, double } = await start({ files: { "/a.bin": "old" } });
    await files.write("/b.bin", EVERY_BYTE.subarray(0, 20));
    double.fault = once(harm);
    await files.write("/a.bin", EVERY_BYTE);
    const there = await double.files();
    expect(there.get("/a.bin")).toEqual(EVERY_BYTE);
    expect([...there.keys()].filter((path) => path.includes("~"))).toEqual([]);
  });

  test("unplugged in the middle of a file: the old one stays, and the next deploy is whole", async () => {
    const { files, double } = await start({ files: { "/a.bin": "old" } });
    await files.write("/b.bin", EVERY_BYTE.subarray(0, 20));
    let off: Promise<void> | undefined;
    double.fault = once((bytes, board) => {
      setTimeout(() => (off = board.unplug()), 5);
      return bytes.subarray(0, 700);
    });
    await expect(files.write("/a.bin", EVERY_BYTE)).rejects.toMatchObject({ code: "closed" });
    await off;
    double.fault = undefined;
    await double.plug();
    expect((await double.texts())["/a.bin"]).toBe("old");
    await new BoardFiles(new Board(double.port())).write("/a.bin", EVERY_BYTE);
    expect((await double.files()).get("/a.bin")).toEqual(EVERY_BYTE);
  });

  test("reset in the middle of a file: it is sent again", async () => {
    const { files, double } = await start({ files: { "/a.bin": "old" } });
    await files.write("/b.bin", EVERY_BYTE.subarray(0, 20));
    double.fault = once((bytes, board) => {
      void board.pressReset();
      return bytes.subarray(0, 700);
    });
    await files.write("/a.bin", EVERY_BYTE);
    expect((await double.files()).get("/a.bin")).toEqual(EVERY_BYTE);
  });

  test("printing during a transfer is output", async () => {
    const { board, files, double } = await start();
    await files.write("/b.bin", EVERY_BYTE);
    // What the helper calls prints, as a timer's callback would at that moment.
    await board.exec("_quiet=open\ndef open(*a):\n print('noise 1')\n f=_quiet(*a)\n print('noise 2')\n return f\n");
    let heard = "";
    board.onOutput((bytes) => (heard += new TextDecoder().decode(bytes)));
    await files.write("/a.bin", EVERY_BYTE);
    expect(heard).toContain("noise 1\r\nnoise 2\r\n");
    expect((await double.files()).get("/a.bin")).toEqual(EVERY_BYTE);
  });
});

test("pieces never contain Ctrl-C", () => {
  for (const windowBits of [undefined, 10, 12]) {
    const bytes = Uint8Array.from({ length: 5000 }, (_, at) => (at * 7919) >> 4);
    const pieces = [...binaryPieces(bytes, { size: 1024, windowBits })];
    expect(pieces.reduce((sum, { size }) => sum + size, 0)).toBe(bytes.length);
    for (const { wire } of pieces) expect(wire.includes(3)).toBe(false);
  }
});
