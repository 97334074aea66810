// What the compiler answered before, on disk. The key holds all that an answer depends on, and an answer names nothing of this
// machine: so a cache may be copied to another folder, another machine, or a remote store.

import type { CompileOptions } from "../compiler/index.ts";
import { codeVersion } from "../node/cache/code-version.ts";
import { DiskCache } from "../node/cache/disk-cache.ts";
import { sha256 } from "../node/files.ts";
import type { FileContent } from "../node/files.ts";
import type { CompileAnswer, CompiledPython } from "./compile-python.ts";

/** To be raised when what is kept of an answer changes, so that older entries are not understood wrongly. */
const FORMAT = 2;

type Facts = Omit<CompiledPython, "mpy"> | Extract<CompileAnswer, { refusal: unknown }>;

const NO_BYTES = new Uint8Array(0);

/** Answers of the compiler, kept on disk by {@link CompileCache.key}. No method throws. */
export class CompileCache {
  private readonly disk: DiskCache;
  private readonly version: string;

  private constructor(disk: DiskCache, version: string) {
    this.disk = disk;
    this.version = version;
  }

  /** The cache in `folder`; undefined for none. */
  static open(folder: string | undefined): CompileCache | undefined {
    return folder === undefined ? undefined : new CompileCache(new DiskCache(folder), codeVersion());
  }

  /** Why it cannot be written, in the system's words; undefined while it can. */
  get failure(): string | undefined {
    return this.disk.failure;
  }

  /** Under what the answer to a source is kept. All options count, whatever they are. */
  key(source: FileContent, options: CompileOptions): string {
    return sha256(`${FORMAT} ${this.version} ${source.sha256} ${JSON.stringify(options)}`);
  }

  /** The answer under a key, if it is known. */
  get(key: string): CompileAnswer | undefined {
    const entry = this.disk.get(key);
    if (!entry) return undefined;
    const facts = entry.facts as Facts;
    return "refusal" in facts ? facts : { ...facts, mpy: entry.bytes };
  }

  /** Keeps an answer. */
  set(key: string, answer: CompileAnswer): void {
    if ("refusal" in answer) {
      this.disk.set(key, { facts: answer, bytes: NO_BYTES });
    } else {
      const { mpy, ...facts } = answer;
      this.disk.set(key, { facts, bytes: mpy });
    }
  }

  /** Writes what is new. It never fails. */
  save(): void {
    this.disk.save();
  }
}
