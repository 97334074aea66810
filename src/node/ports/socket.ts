// Ports over TCP: `socket://host:port`, with raw bytes, for QEMU, Wokwi and many serial servers.

import { connect } from "node:net";
import type { Socket } from "node:net";
import { deviceErrors } from "../../device/errors.ts";
import { PortEvents } from "../../device/port.ts";
import type { Port } from "../../device/port.ts";
import { CONNECT_MS } from "./port-options.ts";
import { CLOSED_BY_OTHER_SIDE } from "../messages.ts";

/** Connects. @throws DeviceError of kind port */
export function connectSocket(name: string, host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true, timeout: CONNECT_MS });
    const fail = (reason: string): void => {
      socket.destroy();
      reject(deviceErrors.port(name, reason));
    };
    socket.once("timeout", () => fail("no answer"));
    socket.once("error", (error) => fail(connectFailure(error)));
    socket.once("connect", () => {
      socket.removeAllListeners();
      socket.setTimeout(0);
      resolve(socket);
    });
  });
}

/** A connected socket as a port. */
export function socketPort(name: string, socket: Socket): Port {
  const events = new PortEvents();
  let failure: Error | undefined;
  let closing = false;
  socket.on("data", (bytes) => events.data(bytes));
  socket.on("error", (error) => (failure = error));
  socket.on("close", () => events.close(closing ? undefined : (failure ?? new Error(CLOSED_BY_OTHER_SIDE))));
  return {
    name,
    write: (bytes) => writeTo(name, socket, bytes),
    onData: (listener) => events.onData(listener),
    onClose: (listener) => events.onClose(listener),
    close: () => {
      closing = true;
      socket.destroy();
      return Promise.resolve();
    },
  };
}

/** Writes to a socket. @throws DeviceError of kind closed */
export function writeTo(name: string, socket: Socket, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    if (socket.destroyed) return reject(deviceErrors.closed(name));
    socket.write(bytes, (error) => (error ? reject(deviceErrors.closed(name, error.message)) : resolve()));
  });
}

export async function openSocket(name: string, url: URL): Promise<Port> {
  return socketPort(name, await connectSocket(name, url.hostname, Number(url.port)));
}

/** Why a connection was not made, in the words of our messages. */
export function connectFailure(error: NodeJS.ErrnoException): string {
  return error.code === "ECONNREFUSED" ? "no server listens there" : error.message;
}
