// A test's board as the serial port of a page in a real browser: the page's end is emulated, its wire is a WebSocket.

// @ts-expect-error -- the package has no types of its own
import { WebSocketServer } from "ws";
import { onTestFinished } from "vitest";
import type { TestBoard } from "./board.ts";

/** What of a connection is used. */
interface Socket {
  send(bytes: Uint8Array, options: { binary: boolean }): void;
  on(event: "message", listener: (bytes: Buffer) => void): void;
  on(event: "close", listener: () => void): void;
}

/** Runs in the page: puts a port of WebSerial there whose wire is a WebSocket to `address`. */
export function emulateSerial(address: string): void {
  // Node's types know no document.
  const { document, navigator } = globalThis as unknown as { document: { title: string }; navigator: object };
  const port = {
    readable: null as ReadableStream<Uint8Array> | null,
    writable: null as WritableStream<Uint8Array> | null,
    async open({ baudRate }: { baudRate: number }) {
      if (!baudRate) throw new TypeError("baudRate is missing");
      const socket = new WebSocket(address);
      socket.binaryType = "arraybuffer";
      await new Promise((resolve) => socket.addEventListener("open", resolve));
      let cancelled = false;
      this.readable = new ReadableStream({
        start: (controller) => {
          socket.addEventListener("message", ({ data }: MessageEvent) => {
            if (!cancelled) controller.enqueue(new Uint8Array(data as ArrayBuffer));
          });
          socket.addEventListener("close", () => {
            if (!cancelled) controller.error(new Error("The device has been lost."));
          });
        },
        cancel: () => void (cancelled = true),
      });
      this.writable = new WritableStream({ write: (bytes) => socket.send(bytes as Uint8Array<ArrayBuffer>) });
      this.close = async () => {
        if (this.readable!.locked || this.writable!.locked) throw new Error("its streams are locked");
        socket.close();
        // As a browser's port, which has streams only while it is open.
        this.readable = this.writable = null;
        document.title = "port closed";
      };
    },
    async close() {},
  };
  Object.defineProperty(navigator, "serial", {
    value: { requestPort: () => Promise.resolve(port) },
  });
}

/** Puts a board behind a WebSocket until the test ends. Gives its address. */
export async function wireTo(double: TestBoard): Promise<string> {
  const wire = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  onTestFinished(() => wire.close());
  wire.on("connection", (socket: Socket) => {
    const port = double.port();
    port.onData((bytes) => socket.send(bytes, { binary: true }));
    let queue: Promise<void> = Promise.resolve();
    socket.on("message", (bytes) => (queue = queue.then(() => port.write(new Uint8Array(bytes))).catch(() => {})));
    socket.on("close", () => void port.close());
  });
  await new Promise((resolve) => wire.on("listening", resolve));
  const { port } = wire.address() as { port: number };
  return `ws://127.0.0.1:${port}`;
}
