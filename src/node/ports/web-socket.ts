// WebREPL in Node, with the package ws, an optional peer. Node's own WebSocket closes the connection at bytes that are
// not UTF-8, and a board may print any bytes.

import { deviceErrors } from "../../device/errors.ts";
import type { Port } from "../../device/port.ts";
import { connectWebRepl } from "../../device/webrepl.ts";
import type { FrameSocket } from "../../device/webrepl.ts";
import { CONNECT_MS } from "./port-options.ts";
import type { PortOptions } from "./port-options.ts";
import { connectFailure } from "./socket.ts";
import { NO_WS } from "../messages.ts";

/** The parts of the package ws that are used. */
interface WsSocket {
  on(event: "open", listener: () => void): void;
  on(event: "message", listener: (data: Uint8Array, isBinary: boolean) => void): void;
  on(event: "error", listener: (error: Error) => void): void;
  on(event: "close", listener: () => void): void;
  send(data: Uint8Array, options: { binary: boolean }, done: (error?: Error) => void): void;
  terminate(): void;
}
interface WsModule {
  readonly WebSocket: new (url: string, options: object) => WsSocket;
}

async function loadWs(name: string): Promise<WsModule> {
  try {
    // The package has no types.
    const packageName: string = "ws";
    return (await import(packageName)) as WsModule;
  } catch {
    throw deviceErrors.port(name, NO_WS);
  }
}

export async function openWebSocket(
  name: string,
  url: URL,
  headers: Record<string, string> = {},
): Promise<FrameSocket> {
  const { WebSocket } = await loadWs(name);
  const socket = new WebSocket(url.href, { skipUTF8Validation: true, handshakeTimeout: CONNECT_MS, headers });
  // A board may send before a listener is set.
  const early: (readonly [Uint8Array, boolean])[] = [];
  let take = (bytes: Uint8Array, isBinary: boolean): unknown => early.push([bytes, isBinary]);
  socket.on("message", (bytes, isBinary) => take(bytes, isBinary));
  await new Promise<void>((resolve, reject) => {
    socket.on("open", resolve);
    socket.on("error", (error) => reject(deviceErrors.port(name, connectFailure(error))));
  });
  return {
    send: (bytes, binary) =>
      new Promise((resolve, reject) =>
        socket.send(bytes, { binary }, (error) =>
          error ? reject(deviceErrors.closed(name, error.message)) : resolve(),
        ),
      ),
    listen: (onFrame, onClose) => {
      take = onFrame;
      for (const frame of early.splice(0)) onFrame(...frame);
      socket.on("close", onClose);
    },
    close: () => socket.terminate(),
  };
}

export async function openWebRepl(name: string, url: URL, { password }: PortOptions): Promise<Port> {
  return connectWebRepl(name, await openWebSocket(name, url), password);
}
