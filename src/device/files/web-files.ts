// A board's files over CircuitPython's web workflow: HTTP with a password (docs/workflows.md in CircuitPython). It can
// write while programs on the board cannot, and stops no program.

import { deviceErrors, reasons } from "../errors.ts";
import type { DeviceError } from "../errors.ts";
import { TEMPORARY_SUFFIX } from "./helper.ts";
import { hashOf } from "./hash.ts";
import { fileLine, folderLine, parseRecord, RECORD_NAME, removalLine } from "./record.ts";
import type { FileStore, FoundFile, HashedBytes, StoreState, WantedFile, WriteOptions } from "./store.ts";

/** Time limit of an answer, in milliseconds. A file gets additional time by {@link SLOWEST_LINK}. */
const ANSWER_MS = 10_000;
/** The slowest supported transfer of a file, in bytes per millisecond. */
const SLOWEST_LINK = 5;
const RECORD_PATH = `/${RECORD_NAME}`;

/** The board's listing of a folder. Before version 4 of the workflow it is a plain list of files. */
type Listing = readonly ListedFile[] | { readonly files: readonly ListedFile[] };

interface ListedFile {
  readonly name: string;
  readonly directory: boolean;
  /** Bytes. */
  readonly file_size: number;
}

/** A disk in /cp/diskinfo.json. Version 2 of the workflow has one disk, later versions a list. */
interface Disk {
  readonly root: string;
  /** Blocks. */
  readonly free: number;
  /** Bytes. */
  readonly block_size: number;
}

interface Request {
  readonly method?: "GET" | "PUT" | "DELETE" | "MOVE";
  readonly headers?: Record<string, string>;
  readonly body?: Uint8Array;
  readonly signal?: AbortSignal | undefined;
  /** Status codes that are not failures, in addition to those of success. */
  readonly allowed?: readonly number[];
}

/** The value of the header Authorization. The user's name is empty. */
export function webAuthorization(password: string): string {
  const bytes = new TextEncoder().encode(`:${password}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}

/** The files of one board. */
export class WebFiles implements FileStore {
  private readonly name: string;
  private readonly origin: string;
  private readonly authorization: string;
  /** The record's text; undefined before it was read. */
  private record: string | undefined;

  /** `name` is the port's, for messages; `origin` is "http://cpy-951032.local". */
  constructor(name: string, origin: string, password: string) {
    this.name = name;
    this.origin = origin;
    this.authorization = webAuthorization(password);
  }

  /** Checks the password. @throws DeviceError of kind password or port */
  async signIn(): Promise<void> {
    await this.list("/");
  }

  hash(file: HashedBytes): Promise<string> {
    return hashOf(file, "sha256");
  }

  /** Files of the requested size are downloaded, because the board cannot hash. */
  async survey(wanted: readonly WantedFile[]): Promise<Map<string, FoundFile>> {
    const found = new Map<string, FoundFile>();
    const folders = new Map<string, readonly ListedFile[] | undefined>();
    for (const { path, size } of wanted) {
      const folder = parentOf(path);
      if (!folders.has(folder)) folders.set(folder, await this.list(folder));
      const there = folders.get(folder)?.find(({ name }) => name === path.slice(folder.length));
      if (there === undefined) continue;
      if (there.directory) found.set(path, { kind: "folder" });
      else {
        const isAsked = size === undefined || size === there.file_size;
        const bytes = isAsked ? await this.read(path) : undefined;
        found.set(path, { kind: "file", size: there.file_size, hash: bytes && (await this.hash({ bytes })) });
      }
    }
    return found;
  }

  async read(path: string): Promise<Uint8Array | undefined> {
    const response = await this.ask(path, { allowed: [404] });
    return response.status === 404 ? undefined : new Uint8Array(await response.arrayBuffer());
  }

  async state(): Promise<StoreState> {
    const bytes = await this.read(RECORD_PATH);
    this.record = bytes === undefined ? "" : new TextDecoder().decode(bytes);
    return { record: parseRecord(this.record), free: await this.free() };
  }

  async rewriteRecord(text: string): Promise<void> {
    this.record = text;
    await this.ask(RECORD_PATH, { method: "PUT", body: new TextEncoder().encode(text) });
  }

  async write(path: string, bytes: Uint8Array, options: WriteOptions = {}): Promise<void> {
    const { signal, onProgress } = options;
    const temporary = path + TEMPORARY_SUFFIX;
    // The record comes first, so that an interrupted transfer leaves no file that is not recorded.
    if (options.recorded !== false) await this.addToRecord(fileLine(path, await this.hash({ bytes })));
    await this.ask(temporary, { method: "PUT", body: bytes, signal, headers: timestamp() });
    onProgress?.(bytes.length, bytes.length);
    // A move does not replace. After an interruption between the two, the new file has its temporary name.
    await this.ask(path, { method: "DELETE", allowed: [404] });
    await this.ask(temporary, { method: "MOVE", headers: { "X-Destination": addressOf(path) } });
  }

  async makeFolders(paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      const { status } = await this.ask(`${path}/`, { method: "PUT", headers: timestamp() });
      // 204: the folder existed, so it is not ours.
      if (status === 201) await this.addToRecord(folderLine(path));
    }
  }

  async remove(files: readonly string[], folders: readonly string[]): Promise<void> {
    let removed = "";
    for (const path of files) {
      await this.ask(path, { method: "DELETE", allowed: [404] });
      removed += removalLine(path);
    }
    for (const path of folders) {
      // The board would also delete its content.
      const inside = await this.list(`${path}/`);
      if (inside === undefined || inside.length > 0) continue;
      await this.ask(`${path}/`, { method: "DELETE", allowed: [404] });
      removed += removalLine(path);
    }
    if (removed !== "") await this.addToRecord(removed);
  }

  private async addToRecord(lines: string): Promise<void> {
    if (this.record === undefined) await this.state();
    await this.rewriteRecord(this.record! + lines);
  }

  /** The content of a folder, whose path ends in "/"; undefined if it does not exist. */
  private async list(folder: string): Promise<readonly ListedFile[] | undefined> {
    const response = await this.ask(folder, { headers: { Accept: "application/json" }, allowed: [404] });
    if (response.status === 404) return undefined;
    const listing = (await response.json()) as Listing;
    return "files" in listing ? listing.files : listing;
  }

  /** Free bytes; undefined in version 1 of the workflow. */
  private async free(): Promise<number | undefined> {
    const response = await this.request("/cp/diskinfo.json", { allowed: [404] });
    if (response.status === 404) return undefined;
    const disks = (await response.json()) as Disk | readonly Disk[];
    const disk = "root" in disks ? disks : disks.find(({ root }) => root === "/");
    return disk && disk.free * disk.block_size;
  }

  private ask(path: string, request: Request): Promise<Response> {
    return this.request(addressOf(path), request, path);
  }

  private async request(address: string, request: Request, path = ""): Promise<Response> {
    const { method = "GET", headers = {}, body, signal, allowed = [] } = request;
    const shown = path.endsWith(TEMPORARY_SUFFIX) ? path.slice(0, -TEMPORARY_SUFFIX.length) : path;
    const late = AbortSignal.timeout(ANSWER_MS + Math.ceil((body?.length ?? 0) / SLOWEST_LINK));
    let response: Response;
    try {
      response = await fetch(this.origin + address, {
        method,
        headers: { ...headers, Authorization: this.authorization },
        signal: signal ? AbortSignal.any([signal, late]) : late,
        ...(body && { body: body as Uint8Array<ArrayBuffer> }),
      });
      // The body is read completely, so that the board's only connection is free again.
      response = new Response(response.status === 204 ? null : await response.arrayBuffer(), response);
    } catch (error) {
      if (signal?.aborted) throw deviceErrors.cancelled(this.name, `${method} ${path}`);
      throw deviceErrors.closed(this.name, reasonOf(error));
    }
    if (response.ok || allowed.includes(response.status)) return response;
    throw this.refusal(response.status, `${method} ${path}`, shown);
  }

  private refusal(status: number, what: string, path: string): DeviceError {
    switch (status) {
      case 401:
        return deviceErrors.password(this.name, reasons.wrongPassword);
      case 403:
        return deviceErrors.noWebPassword(this.name);
      case 409:
        return deviceErrors.heldByUsb(path);
      case 413:
      case 417:
        return deviceErrors.full(path);
      default:
        return deviceErrors.protocol(this.name, `an answer to ${what}`, String(status));
    }
  }
}

/** The workflow's URL path of a device path. */
function addressOf(path: string): string {
  return `/fs${path.split("/").map(encodeURIComponent).join("/")}`;
}

/** "/app/" of "/app/net.py". */
function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/** A header with the time, because the board's clock may be wrong. */
function timestamp(): Record<string, string> {
  return { "X-Timestamp": String(Date.now()) };
}

/** Why a request failed. `fetch` puts the reason into the cause. */
export function reasonOf(error: unknown): string {
  const { cause, message } = error as { cause?: { message?: string }; message: string };
  return cause?.message || message;
}
