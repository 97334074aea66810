// The interface to a board's files that a deploy needs. The REPL and CircuitPython's web workflow implement it.

import type { DeployRecord } from "./record.ts";

/** A requested file. */
export interface WantedFile {
  /** Absolute path on the device. */
  readonly path: string;
  /** Hash it only if it has this size; undefined to hash it anyway. */
  readonly size: number | undefined;
}

/** The file or folder at a path. */
export type FoundFile =
  | { readonly kind: "folder" }
  | {
      readonly kind: "file";
      /** Bytes. */
      readonly size: number;
      /** Undefined if the size is not the requested one. */
      readonly hash: string | undefined;
    };

/** Options of a write. */
export interface WriteOptions {
  /** Called after each piece with the sent bytes and the size of the file. */
  readonly onProgress?: (sent: number, total: number) => void;
  readonly signal?: AbortSignal | undefined;
  /** Whether to record the file as deployed. @default true */
  readonly recorded?: boolean;
}

/** Bytes, with their SHA-256 if known. */
export interface HashedBytes {
  readonly bytes: Uint8Array;
  /** In hexadecimal. */
  readonly sha256?: string;
}

/** The state of a store. */
export interface StoreState {
  readonly record: DeployRecord;
  /** Free bytes; undefined if the board does not report them. */
  readonly free: number | undefined;
}

/** A board's files. Paths are absolute device paths. */
export interface FileStore {
  /** The hash of a file in this board's record. */
  hash(file: HashedBytes): Promise<string>;
  /** The requested files that exist. */
  survey(wanted: readonly WantedFile[]): Promise<Map<string, FoundFile>>;
  /** A file's bytes; undefined if it does not exist. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** Writes a file. The old one stays until the new one is complete and its hash is right. */
  write(path: string, bytes: Uint8Array, options?: WriteOptions): Promise<void>;
  /** Makes missing folders, in this order, and records them. */
  makeFolders(paths: readonly string[]): Promise<void>;
  /** Removes files, then empty folders, and records it. Missing ones are ignored. */
  remove(files: readonly string[], folders: readonly string[]): Promise<void>;
  /** The record of earlier deploys, and the free space. */
  state(): Promise<StoreState>;
  /** Replaces the record's text. */
  rewriteRecord(text: string): Promise<void>;
}
