// The files of a board whose flash is mounted as a drive, such as CircuitPython's CIRCUITPY. A deploy writes to the
// drive, and the board reloads when files change.

import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { sha256 as hashOf } from "./files.ts";
import { TEMPORARY_SUFFIX } from "../device/files/helper.ts";
import { fileLine, folderLine, parseRecord, RECORD_NAME, removalLine } from "../device/files/record.ts";
import type { FileStore, FoundFile, HashedBytes, StoreState, WantedFile, WriteOptions } from "../device/files/store.ts";
import { notCircuitPython } from "./messages.ts";

/** The file that CircuitPython writes to its drive at each boot, with its firmware and board. */
const BOOT_OUTPUT = "boot_out.txt";

/** The files of a mounted drive. */
export class DriveFiles implements FileStore {
  /** The board's description of itself. */
  readonly description: string;
  private readonly folder: string;
  private readonly recordPath: string;

  /** @throws Error if `folder` is not a drive of CircuitPython */
  constructor(folder: string) {
    const output = join(folder, BOOT_OUTPUT);
    if (!existsSync(output)) throw new Error(notCircuitPython(folder, BOOT_OUTPUT));
    this.description = readFileSync(output, "utf8").split("\n", 1)[0]!.trim();
    this.folder = folder;
    this.recordPath = join(folder, RECORD_NAME);
  }

  hash({ bytes, sha256 }: HashedBytes): Promise<string> {
    return Promise.resolve(sha256 ?? hashOf(bytes));
  }

  async survey(wanted: readonly WantedFile[]): Promise<Map<string, FoundFile>> {
    const found = new Map<string, FoundFile>();
    for (const { path, size } of wanted) {
      const stat = statSync(this.place(path), { throwIfNoEntry: false });
      if (stat?.isDirectory()) found.set(path, { kind: "folder" });
      else if (stat !== undefined) {
        const isHashed = size === undefined || size === stat.size;
        const hash = isHashed ? await this.hash({ bytes: readFileSync(this.place(path)) }) : undefined;
        found.set(path, { kind: "file", size: stat.size, hash });
      }
    }
    return found;
  }

  read(path: string): Promise<Uint8Array | undefined> {
    const place = this.place(path);
    return Promise.resolve(existsSync(place) ? readFileSync(place) : undefined);
  }

  async write(path: string, bytes: Uint8Array, { onProgress, recorded = true }: WriteOptions = {}): Promise<void> {
    const place = this.place(path);
    const part = `${place}${TEMPORARY_SUFFIX}`;
    mkdirSync(dirname(place), { recursive: true });
    const file = openSync(part, "w");
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
      // the drive may be unplugged at any time
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    if (recorded) appendFileSync(this.recordPath, fileLine(path, await this.hash({ bytes })));
    renameSync(part, place);
    onProgress?.(bytes.length, bytes.length);
  }

  makeFolders(paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      if (existsSync(this.place(path))) continue;
      mkdirSync(this.place(path));
      appendFileSync(this.recordPath, folderLine(path));
    }
    return Promise.resolve();
  }

  remove(files: readonly string[], folders: readonly string[]): Promise<void> {
    for (const path of files) {
      rmSync(this.place(path), { force: true });
      appendFileSync(this.recordPath, removalLine(path));
    }
    for (const path of folders) {
      const place = this.place(path);
      if (existsSync(place)) {
        if (readdirSync(place).length > 0) continue;
        rmdirSync(place);
      }
      appendFileSync(this.recordPath, removalLine(path));
    }
    return Promise.resolve();
  }

  state(): Promise<StoreState> {
    const text = existsSync(this.recordPath) ? readFileSync(this.recordPath, "utf8") : "";
    const { bavail, bsize } = statfsSync(this.folder);
    return Promise.resolve({ record: parseRecord(text), free: bavail * bsize });
  }

  rewriteRecord(text: string): Promise<void> {
    return this.write(`/${RECORD_NAME}`, new TextEncoder().encode(text), { recorded: false });
  }

  private place(path: string): string {
    return join(this.folder, path);
  }
}
