// Ports other than plain sockets, each against a small server or folder of ours that behaves like the real one.

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { Board } from "../../src/device/board.ts";
import { BoardFiles } from "../../src/device/files/board-files.ts";
import type { Port } from "../../src/device/port.ts";
import { linuxPorts } from "../../src/node/ports/list-ports.ts";
import { openPort } from "../../src/node/ports/open-port.ts";
import { PortHub, listenToOwner, ownerOf } from "../../src/node/ports/port-hub.ts";
import { telnetEscaped, TelnetReader } from "../../src/node/ports/rfc2217.ts";
import { TestBoard } from "../support/board/board.ts";
// @ts-expect-error -- the package has no types of its own
import { WebSocketServer } from "ws";

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function listen(onConnection: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ends.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

async function startBoard(): Promise<TestBoard> {
  const double = await TestBoard.start();
  ends.push(() => double.end());
  return double;
}

const EVERY_BYTE = Uint8Array.from({ length: 1024 }, (_, at) => at & 255);

test("rfc2217: signals, baud rate and every byte value, with the board on the other side", async () => {
  const double = await startBoard();
  const settings: number[][] = [];
  const port = await listen((socket) => {
    const board = double.port();
    const reader = new TelnetReader(() => {});
    let queue: Promise<void> = Promise.resolve();
    socket.on("data", (bytes) => {
      for (
        let at = bytes.indexOf(Buffer.of(255, 250, 44));
        at >= 0;
        at = bytes.indexOf(Buffer.of(255, 250, 44), at + 1)
      )
        settings.push([...bytes.subarray(at + 3, bytes.indexOf(Buffer.of(255, 240), at))]);
      const data = reader.read(bytes);
      queue = queue.then(() => board.write(data)).catch(() => {});
    });
    board.onData((bytes) => socket.write(telnetEscaped(bytes)));
    socket.write(Buffer.of(255, 251, 44, 255, 253, 0, 255, 251, 1, 255, 253, 31));
  });
  const opened = await openPort(`rfc2217://127.0.0.1:${port}`, { baudRate: 460800, dtr: false, rts: true });
  ends.push(() => opened.close());
  const files = new BoardFiles(new Board(opened));
  await files.write("/a.bin", EVERY_BYTE);
  expect(await files.read("/a.bin")).toEqual(EVERY_BYTE);
  expect(settings.slice(0, 7)).toEqual([
    [1, 0, 7, 8, 0],
    [2, 8],
    [3, 1],
    [4, 1],
    [5, 1],
    [5, 9],
    [5, 11],
  ]);
});

test("Telnet: commands that are split over pieces, doubled 0xFF, unknown options are refused once", () => {
  const answers: number[][] = [];
  const reader = new TelnetReader((bytes) => answers.push([...bytes]));
  const stream = [65, 255, 255, 66, 255, 253, 31, 255, 250, 44, 101, 255, 255, 0, 255, 240, 67, 255, 253, 31];
  const data = stream.flatMap((byte) => [...reader.read(Uint8Array.of(byte))]);
  expect(data).toEqual([65, 255, 66, 67]);
  expect(answers).toEqual([[255, 252, 31]]);
});

describe("WebREPL", () => {
  /** A board behind WebREPL: text frames are its REPL, binary ones files. */
  async function start(double: TestBoard, password: string): Promise<string> {
    return (await serve(double, password)).address;
  }

  /** `double` is used when somebody has signed in. */
  async function serve(double: TestBoard | undefined, password: string): Promise<{ address: string; server: any }> {
    const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
    ends.push(() => {
      for (const client of server.clients) client.terminate();
      server.close();
    });
    await new Promise((resolve) => server.once("listening", resolve));
    server.on("connection", (socket: any) => {
      let board: Port | undefined;
      // Frames arrive at the board one after the other, however slow it is.
      let written: Promise<void> = Promise.resolve();
      let typed = "";
      let file: { path: string; left: number; parts: Buffer[] } | undefined;
      const answer = (): void => socket.send(Buffer.from([0x57, 0x42, 0, 0]), { binary: true });
      const finish = async (): Promise<void> => {
        const { path, parts } = file!;
        file = undefined;
        double!.place(path.replace("/flash", ""), Buffer.concat(parts));
        answer();
      };
      socket.send("Password: ");
      socket.on("message", (data: Buffer, isBinary: boolean) => {
        if (isBinary && !file) {
          file = {
            path: data.subarray(18, 18 + data.readUInt16LE(16)).toString(),
            left: data.readUInt32LE(12),
            parts: [],
          };
          answer();
          if (file.left === 0) void finish();
        } else if (isBinary) {
          file!.parts.push(data);
          file!.left -= data.length;
          if (file!.left === 0) void finish();
        } else if (board) {
          const to = board;
          written = written.then(() => to.write(new Uint8Array(data))).catch(() => {});
        } else {
          typed += data.toString();
          if (!typed.endsWith("\r")) return;
          if (typed !== `${password}\r`) {
            socket.send("\r\nAccess denied\r\n");
            socket.close();
            return;
          }
          socket.send("\r\nWebREPL connected\r\n>>> ");
          board = double!.port();
          board.onData((bytes) => socket.send(bytes, { binary: false }));
        }
      });
    });
    return { address: `ws://127.0.0.1:${server.address().port}`, server };
  }

  test("signs in and sends files with its own protocol", async () => {
    const double = await startBoard();
    const port = await openPort(await start(double, "secret"), { password: () => Promise.resolve("secret") });
    ends.push(() => port.close());
    const board = new Board(port);
    expect(await board.exec("print('é')")).toBe("é\n");
    const files = new BoardFiles(board);
    await files.write("/a.bin", EVERY_BYTE);
    expect((await double.files()).get("/a.bin")).toEqual(EVERY_BYTE);
    // A name that is too long for it goes over the REPL.
    const long = `/${"n".repeat(70)}.bin`;
    await files.write(long, EVERY_BYTE);
    expect((await double.files()).get(long)).toEqual(EVERY_BYTE);
  });

  test("a wrong password, none, and one in the address", async () => {
    const { address, server } = await serve(undefined, "secret");
    await expect(openPort(address, { password: () => Promise.resolve("wrong") })).rejects.toMatchObject({
      code: "password",
    });
    await expect(openPort(address)).rejects.toMatchObject({ code: "password" });
    await expect(openPort(address.replace("ws://", "ws://:secret@"))).rejects.toMatchObject({
      code: "password",
      message: expect.not.stringContaining("secret"),
    });
    // No refused connection stays open.
    await expect.poll(() => server.clients.size, { timeout: 30_000 }).toBe(0);
  });
});

test.each([
  ["socket://127.0.0.1:1", "socket://127.0.0.1:1: no server listens there"],
  ["ws://127.0.0.1:1", "ws://127.0.0.1:1: no server listens there"],
  ["socket://127.0.0.1", "socket://127.0.0.1: its port number is missing"],
  ["gopher://x:1", "gopher://x:1: this is not an address of a board; give auto, /dev/ttyACM0, COM3, socket://"],
  ["/dev/ttyACM-none", "/dev/ttyACM-none: there is no such port"],
])("%s is refused", async (address, message) => {
  await expect(openPort(address)).rejects.toMatchObject({ code: "port", message: expect.stringContaining(message) });
});

test("Linux: ports are listed from /sys, without udevadm", () => {
  const folder = mkdtempSync(join(tmpdir(), "ports-"));
  ends.push(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  write("usb/1-1/idVendor", "2e8a\n");
  write("usb/1-1/idProduct", "0005\n");
  write("usb/1-1/product", "Board in FS mode\n");
  for (const name of ["class/ttyACM0", "class/ttyUSB3", "class/ttyS0"])
    mkdirSync(join(folder, name), { recursive: true });
  mkdirSync(join(folder, "usb/1-1/1-1:1.0"));
  symlinkSync(join(folder, "usb/1-1/1-1:1.0"), join(folder, "class/ttyACM0/device"));
  expect(linuxPorts(join(folder, "class"), "/dev")).toEqual([
    expect.objectContaining({ path: "/dev/ttyACM0", vendorId: "2e8a", productId: "0005", product: "Board in FS mode" }),
    expect.objectContaining({ path: "/dev/ttyUSB3", vendorId: undefined }),
  ]);
  expect(linuxPorts(join(folder, "none"), "/dev")).toEqual([]);
});

test("the owner of a port forwards its output; a second one gets the owner's name", async () => {
  const address = `socket://test:${process.pid}`;
  expect(await ownerOf(address)).toBeUndefined();
  const hub = (await PortHub.open(address, "vite dev"))!;
  ends.push(() => hub.close());
  expect(await PortHub.open(address, "mpy dev")).toBeUndefined();
  const listener = (await listenToOwner(address))!;
  expect(listener.owner).toEqual({ title: "vite dev", pid: process.pid, port: address });
  let heard = "";
  const ended = new Promise<void>((resolve) =>
    listener.listen((bytes) => (heard += Buffer.from(bytes).toString()), resolve),
  );
  hub.output(Buffer.from("hello"));
  await expect.poll(() => heard).toBe("hello");
  await hub.close();
  ends.pop();
  await ended;
  expect(await ownerOf(address)).toBeUndefined();
});
