// The cache of compiled files on disk. A key covers everything that the compiler's answer depends on, and an answer
// holds no path of this machine. So a cache can be copied to another folder, another machine, or a remote store.

import type { CompileOptions } from "../compiler/index.ts";
import { codeVersion } from "../node/cache/code-version.ts";
import { DiskCache } from "../node/cache/disk-cache.ts";
import { sha256 } from "../node/files.ts";
import type { FileContent } from "../node/files.ts";
import type { CompileAnswer, CompiledPython } from "./compile-python.ts";

/** The version of the entries' format. Raise it when the format changes, so that older entries are ignored. */
const FORMAT = 2;

type Facts = Omit<CompiledPython, "mpy"> | Extract<CompileAnswer, { refusal: unknown }>;

const NO_BYTES = new Uint8Array(0);

/** The compiler's answers on disk, by {@link CompileCache.key}. No method throws. */
export class CompileCache {
  private readonly disk: DiskCache;
  private readonly version: string;

  private constructor(disk: DiskCache, version: string) {
    this.disk = disk;
    this.version = version;
  }

  /** Opens the cache in `folder`; undefined without a folder. */
  static open(folder: string | undefined): CompileCache | undefined {
    return folder === undefined ? undefined : new CompileCache(new DiskCache(folder), codeVersion());
  }

  /** Why the cache cannot be written, in the system's words; undefined while it can. */
  get failure(): string | undefined {
    return this.disk.failure;
  }

  /** The key of the answer to a source. It covers all options. */
  key(source: FileContent, options: CompileOptions): string {
    return sha256(`${FORMAT} ${this.version} ${source.sha256} ${JSON.stringify(options)}`);
  }

  /** The answer to a key; undefined on a cache miss. */
  get(key: string): CompileAnswer | undefined {
    const entry = this.disk.get(key);
    if (!entry) return undefined;
    const facts = entry.facts as Facts;
    return "refusal" in facts ? facts : { ...facts, mpy: entry.bytes };
  }

  /** Adds an answer. */
  set(key: string, answer: CompileAnswer): void {
    if ("refusal" in answer) {
      this.disk.set(key, { facts: answer, bytes: NO_BYTES });
    } else {
      const { mpy, ...facts } = answer;
      this.disk.set(key, { facts, bytes: mpy });
    }
  }

  /** Writes new entries to disk. It never throws. */
  save(): void {
    this.disk.save();
  }
}
