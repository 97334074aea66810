// What a deploy needs of a board's files, however they are reached: over the REPL, or by CircuitPython's web workflow.

import type { DeployRecord } from "./record.ts";

/** A file that is asked about. */
export interface WantedFile {
  /** Absolute path on the device. */
  readonly path: string;
  /** Hash it only if it has this size; undefined to hash it anyway. */
  readonly size: number | undefined;
}

/** What is at a path. */
export type FoundFile =
  | { readonly kind: "folder" }
  | {
      readonly kind: "file";
      /** Bytes. */
      readonly size: number;
      /** Undefined where it has another size than was asked for. */
      readonly hash: string | undefined;
    };

/** How a file is written. */
export interface WriteOptions {
  /** Told after each piece: bytes of the file that are sent, and its size. */
  readonly onProgress?: (sent: number, total: number) => void;
  readonly signal?: AbortSignal | undefined;
  /** Whether the file is recorded as put there by a deploy. @default true */
  readonly recorded?: boolean;
}

/** Bytes whose SHA-256 may be known. */
export interface HashedBytes {
  readonly bytes: Uint8Array;
  /** In hexadecimal. */
  readonly sha256?: string;
}

/** What a store knows of itself. */
export interface StoreState {
  readonly record: DeployRecord;
  /** Free bytes; undefined where the board does not say. */
  readonly free: number | undefined;
}

/** A board's files. Paths are absolute device paths. */
export interface FileStore {
  /** The hash of a file, as this board compares and records it. */
  hash(file: HashedBytes): Promise<string>;
  /** What is there of the files asked about; missing ones are left out. */
  survey(wanted: readonly WantedFile[]): Promise<Map<string, FoundFile>>;
  /** A file's bytes; undefined where it is missing. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** Writes a file whole: the old one stays until the new one is complete and its hash is right. */
  write(path: string, bytes: Uint8Array, options?: WriteOptions): Promise<void>;
  /** Makes folders that are missing, in this order, and records them. */
  makeFolders(paths: readonly string[]): Promise<void>;
  /** Removes files, then folders that are empty, and records it. Missing ones do not count. */
  remove(files: readonly string[], folders: readonly string[]): Promise<void>;
  /** What was deployed, and how much room there is. */
  state(): Promise<StoreState>;
  /** Replaces the record's text. */
  rewriteRecord(text: string): Promise<void>;
}
