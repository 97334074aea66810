// Shares the output of a port between processes. The owner of the port (vite dev, mpy dev) forwards its output over a
// local socket, in a folder that only this user can enter. mpy logs connects to that socket before it opens the port
// itself.

import { createHash } from "node:crypto";
import { chmodSync, lstatSync, mkdirSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import type { Server, Socket } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { folderOfOtherUser } from "../messages.ts";

/** Maximum number of unsent bytes for a listener. Beyond that it is dropped. */
const MAX_UNSENT = 1024 * 1024;
/** Time limit for the owner's first message, in milliseconds. */
const HELLO_MS = 1000;

/** The owner of a port. */
export interface PortOwner {
  /** "vite dev". */
  readonly title: string;
  readonly pid: number;
  /** The port, as the owner opened it. */
  readonly port: string;
}

/** The folder of the sockets, which only this user can enter. @throws Error if another user has created it */
function socketFolder(): string {
  const { uid, username } = userInfo();
  const runtime = process.env["XDG_RUNTIME_DIR"];
  const folder = join(runtime || tmpdir(), `unplugin-micropython-${uid < 0 ? username : uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid: owner } = lstatSync(folder);
  if (!lstatSync(folder).isDirectory() || owner !== uid) throw new Error(folderOfOtherUser(folder));
  chmodSync(folder, 0o700);
  return folder;
}

function socketPath(address: string): string {
  const name = createHash("sha256").update(address).digest("hex").slice(0, 16);
  // Other users can open a named pipe of Windows for reading, so its name cannot be guessed.
  if (process.platform === "win32") return `\\\\.\\pipe\\unplugin-micropython-${userInfo().username}-${name}`;
  return join(socketFolder(), `${name}.sock`);
}

/** The owner's side of the socket. */
export class PortHub {
  private readonly server: Server;
  private readonly path: string;
  private readonly listeners = new Set<Socket>();

  private constructor(server: Server, path: string) {
    this.server = server;
    this.path = path;
  }

  /** Opens the hub of the port at `address`; undefined if there is another owner, or sockets cannot be created. */
  static async open(address: string, title: string): Promise<PortHub | undefined> {
    let path: string;
    try {
      path = socketPath(address);
    } catch {
      return undefined;
    }
    if (await ownerOf(address)) return undefined;
    // The socket of an owner that was killed.
    if (process.platform !== "win32") rmSync(path, { force: true });
    const server = createServer();
    const hub = new PortHub(server, path);
    const hello = `${JSON.stringify({ title, pid: process.pid, port: address } satisfies PortOwner)}\n`;
    server.on("connection", (socket) => {
      socket.on("error", () => socket.destroy());
      socket.on("close", () => hub.listeners.delete(socket));
      socket.resume();
      socket.write(hello);
      hub.listeners.add(socket);
    });
    const isOpen = await new Promise<boolean>((resolve) => {
      server.once("error", () => resolve(false));
      server.listen(path, () => resolve(true));
    });
    server.unref();
    return isOpen ? hub : undefined;
  }

  /** Forwards output. */
  output(bytes: Uint8Array): void {
    for (const socket of this.listeners) {
      if (socket.writableLength > MAX_UNSENT) socket.destroy();
      else socket.write(bytes);
    }
  }

  async close(): Promise<void> {
    for (const socket of this.listeners) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
    if (process.platform !== "win32") rmSync(this.path, { force: true });
  }
}

/** The listener's side of the socket. */
export interface HubListener {
  readonly owner: PortOwner;
  /** Sets the listener of output, and of the owner's end. */
  listen(onOutput: (bytes: Uint8Array) => void, onEnd: () => void): void;
  close(): void;
}

/** Connects to the owner of the port at `address`; undefined if there is none. */
export async function listenToOwner(address: string): Promise<HubListener | undefined> {
  let path: string;
  try {
    path = socketPath(address);
  } catch {
    return undefined;
  }
  return new Promise((resolve) => {
    const socket = connect(path);
    let heard = Buffer.alloc(0);
    const give = (listener?: HubListener): void => {
      socket.setTimeout(0);
      socket.removeAllListeners();
      socket.on("error", () => socket.destroy());
      if (!listener) socket.destroy();
      resolve(listener);
    };
    socket.setTimeout(HELLO_MS, () => give());
    socket.on("error", () => give());
    socket.on("close", () => give());
    socket.on("data", (bytes) => {
      heard = Buffer.concat([heard, bytes]);
      const end = heard.indexOf("\n");
      if (end < 0) return;
      const rest = heard.subarray(end + 1);
      const owner = JSON.parse(heard.subarray(0, end).toString()) as PortOwner;
      socket.pause();
      give({
        owner,
        listen: (onOutput, onEnd) => {
          if (rest.length > 0) onOutput(rest);
          socket.on("data", onOutput);
          socket.on("close", onEnd);
          socket.resume();
        },
        close: () => socket.destroy(),
      });
    });
  });
}

/** The owner of the port at `address`. */
export async function ownerOf(address: string): Promise<PortOwner | undefined> {
  const listener = await listenToOwner(address);
  listener?.close();
  return listener?.owner;
}
