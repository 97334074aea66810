// A board with CircuitPython's web workflow, written from the description in its docs/workflows.md: files over HTTP, and the
// terminal of a test board over a WebSocket.

import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
// @ts-expect-error -- the package has no types of its own
import { WebSocketServer } from "ws";
import type { TestBoard } from "./board.ts";

/** What kind of board it is. */
export interface WebBoardOptions {
  /** Undefined: none is set in settings.toml. */
  readonly password?: string;
  /** Version of the workflow, 1 to 4. @default 4 */
  readonly version?: number;
  /** Bytes of the largest file. @default no limit */
  readonly largest?: number;
}

const BLOCK = 512;
const BLOCKS = 2000;

/** A running server. */
export class WebBoard {
  /** By path; null for folders. */
  readonly files: Map<string, Uint8Array | null> = new Map();
  /** Whether a computer has its drive. */
  isUsbActive = false;
  /** Ends the connection instead of the answer to the n-th request from now, counted from 1. */
  cutAt = 0;
  private readonly options: WebBoardOptions;
  private readonly server: Server;

  private constructor(options: WebBoardOptions, board: TestBoard | undefined) {
    this.options = options;
    this.server = createServer((request, response) => void this.answer(request, response));
    const sockets = new WebSocketServer({ noServer: true });
    this.server.on("upgrade", (request, socket, head) => {
      if (request.url !== "/cp/serial/" || !this.isAllowed(request) || !board) {
        socket.end("HTTP/1.1 401 Unauthorized\r\n\r\n");
        return;
      }
      sockets.handleUpgrade(request, socket, head, (link: any) => {
        const port = board.port();
        port.onData((bytes) => link.send(bytes, { binary: false }));
        port.onClose(() => link.terminate());
        link.on("message", (bytes: Buffer) => void port.write(new Uint8Array(bytes)).catch(() => {}));
        link.on("close", () => void port.close());
      });
    });
  }

  static async start(options: WebBoardOptions = {}, board?: TestBoard): Promise<WebBoard> {
    const one = new WebBoard(options, board);
    await new Promise<void>((resolve) => one.server.listen(0, "127.0.0.1", resolve));
    return one;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  texts(): Record<string, string> {
    const files = [...this.files].filter(([, bytes]) => bytes !== null);
    return Object.fromEntries(files.map(([path, bytes]) => [path, new TextDecoder().decode(bytes!)]).sort());
  }

  end(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private isAllowed({ headers }: IncomingMessage): boolean {
    const { password } = this.options;
    return headers.authorization === `Basic ${Buffer.from(`:${password}`).toString("base64")}`;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { version = 4, password } = this.options;
    const url = decodeURIComponent(request.url!);
    const json = (value: unknown): unknown =>
      response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(value));
    const disk = { root: "/", free: this.free(), total: BLOCKS, block_size: BLOCK, writable: !this.isUsbActive };
    if (url === "/cp/version.json") return void json({ web_api_version: version, version: "9.2.9" });
    if (url === "/cp/diskinfo.json" && version > 1) return void json(version === 2 ? disk : [disk]);
    if (!url.startsWith("/fs/")) return void response.writeHead(404).end();
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const path = url.slice("/fs".length);
    if (this.cutAt > 0 && --this.cutAt === 0) return void request.socket.destroy();
    if (password === undefined) return void response.writeHead(403).end();
    if (!this.isAllowed(request)) return void response.writeHead(401).end();
    if (request.method !== "GET") {
      const destination = decodeURIComponent(String(request.headers["x-destination"] ?? "")).slice("/fs".length);
      response.writeHead(this.change(request.method!, path, Buffer.concat(parts), destination)).end();
      return;
    }
    if (path.endsWith("/")) {
      if (!this.has(path.slice(0, -1))) return void response.writeHead(404).end();
      const files = this.inside(path).map(([name, bytes]) => ({
        name: name.slice(path.length),
        directory: bytes === null,
        modified_ns: 946934328000000000,
        file_size: bytes?.length ?? 0,
      }));
      return void json(version < 4 ? files : { ...disk, files });
    }
    const bytes = this.files.get(path);
    if (bytes) response.writeHead(200).end(bytes);
    else response.writeHead(404).end();
  }

  /** Carries out a change and gives the status. */
  private change(method: string, path: string, body: Uint8Array, destination: string): number {
    if (this.isUsbActive) return 409;
    const isFolder = path.endsWith("/");
    const name = isFolder ? path.slice(0, -1) : path;
    const exists = this.files.has(name) && (this.files.get(name) === null) === isFolder;
    switch (method) {
      case "PUT": {
        if (!this.has(name.slice(0, name.lastIndexOf("/")))) return 404;
        if (isFolder && exists) return 204;
        if (body.length > (this.options.largest ?? Infinity)) return 413;
        this.files.set(name, isFolder ? null : body);
        return exists ? 204 : 201;
      }
      case "DELETE": {
        if (!exists) return 404;
        for (const [inner] of this.inside(`${name}/`, true)) this.files.delete(inner);
        this.files.delete(name);
        return 204;
      }
      case "MOVE": {
        if (!exists) return 404;
        if (this.files.has(destination)) return 412;
        this.files.set(destination, this.files.get(name)!);
        this.files.delete(name);
        return 201;
      }
      default:
        return 405;
    }
  }

  private has(folder: string): boolean {
    return folder === "" || this.files.get(folder) === null;
  }

  private inside(folder: string, isDeep = false): (readonly [string, Uint8Array | null])[] {
    return [...this.files].filter(
      ([path]) => path.startsWith(folder) && (isDeep || !path.slice(folder.length).includes("/")),
    );
  }

  private free(): number {
    const used = [...this.files.values()].reduce((sum, bytes) => sum + Math.ceil((bytes?.length ?? 0) / BLOCK), 0);
    return BLOCKS - used;
  }
}
