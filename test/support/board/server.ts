// A board on a TCP socket, for commands that run as processes.

import { createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import type { Port } from "../../../src/device/port.ts";
import type { TestBoard } from "./board.ts";

/** A server that connects whoever comes with the board, one at a time. */
export class BoardServer {
  private readonly server: Server;
  private readonly board: TestBoard;
  private current: { socket: Socket; port: Port } | undefined;
  /** Whether connections are refused, as for a board that is not plugged in. */
  refuses = false;

  private constructor(server: Server, board: TestBoard) {
    this.server = server;
    this.board = board;
    server.on("connection", (socket) => this.accept(socket));
  }

  static async start(board: TestBoard): Promise<BoardServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new BoardServer(server, board);
  }

  /** What the commands' --port takes. */
  get address(): string {
    return `socket://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Whether nobody holds the board. */
  get isFree(): boolean {
    return this.current === undefined || this.current.socket.destroyed;
  }

  /** Ends the connection, as pulling the plug does. */
  hangUp(): void {
    this.current?.socket.destroy();
  }

  async end(): Promise<void> {
    this.hangUp();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private accept(socket: Socket): void {
    if (this.refuses) {
      socket.destroy();
      return;
    }
    const port = this.board.port();
    this.current = { socket, port };
    socket.on("error", () => socket.destroy());
    socket.on("close", () => void port.close());
    let writing: Promise<void> = Promise.resolve();
    socket.on("data", (bytes: Buffer) => {
      // A full board makes TCP wait.
      socket.pause();
      writing = writing
        .then(() => port.write(new Uint8Array(bytes)))
        .catch(() => {})
        .finally(() => socket.resume());
    });
    port.onData((bytes) => socket.write(bytes));
    port.onClose(() => socket.destroy());
  }
}
