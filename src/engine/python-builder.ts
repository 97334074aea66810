// The compile stage: builds Python files one by one. The compiler's answers are also cached on disk, by content and
// options, so that the next process does not compile again.

import { Disk } from "../node/disk.ts";
import { sha256 } from "../node/files.ts";
import type { FileContent } from "../node/files.ts";
import { StatRecord } from "../node/stat-record.ts";
import type { ImportFact } from "../project/imports.ts";
import { Memo } from "../project/memo.ts";
import type { Input, Stage } from "../project/memo.ts";
import { relativePath } from "../project/paths.ts";
import type { Placement } from "../project/placement.ts";
import { ProjectError } from "../project/problem.ts";
import { CompileCache } from "./compile-cache.ts";
import { compile } from "../compiler/index.ts";
import type { CompileOptions } from "../compiler/index.ts";
import { DEFAULT_SMALL_INT_BITS } from "../mpy/file/model.ts";
import { defineConstants, stripSource } from "../optimize/index.ts";
import { askCompiler, compileOptions, compilePython } from "./compile-python.ts";
import type { CompileAnswer, CompiledPython } from "./compile-python.ts";
import { IMPORTED } from "./imported-python.ts";
import { readCompiled } from "./precompiled.ts";
import { ProjectTrees } from "./project-trees.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";
import { unreadableFile } from "./messages.ts";

/** A Python file as it is written to the device. */
export interface BuiltPython {
  readonly placement: Placement;
  /** The content on the device: an .mpy file, or the source if that ships. */
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly compiled: CompiledPython;
  /** The key of the compiler's answer in the cache; undefined without a cache and for a precompiled file. */
  readonly key: string | undefined;
}

const decoder = new TextDecoder("utf-8");

/** The value of `__name__` in a module that a stub imports, so that it runs as the main program. */
const MAIN = { __name__: '"__main__"' };

/** The pause before new answers are written to the cache. It delays the end of the process by this much at most. */
const SAVE_PAUSE_MS = 20;

/**
 * Compiles the Python files of a project, one by one. The memo keeps an answer while its file and options are the same,
 * the cache keeps it for the next process.
 */
export class PythonBuilder {
  /** The source trees. */
  readonly trees: ProjectTrees;
  private readonly options: ResolvedOptions;
  readonly disk: Disk;
  readonly memo: Memo;
  /** Sources that differ from the file on disk because another plugin of the bundler changed them. */
  private readonly replaced: Input<string, FileContent | undefined> = {
    name: "replaced",
    read: () => undefined,
    print: (content) => content?.sha256 ?? "-",
  };
  private readonly built: Stage<Placement, BuiltPython> = {
    name: "compile",
    make: (placement) => this.compile(placement),
  };
  /** The imports of a module. As long as they are the same, they are not resolved again. @throws ProjectError */
  readonly factsOf: (placement: Placement) => readonly ImportFact[];
  private readonly cache: CompileCache | undefined;
  private hasSaved = false;
  private saving: NodeJS.Timeout | undefined;
  /** The number of sources compiled so far. */
  compileCount = 0;
  /** The number of cache hits so far. */
  restoredCount = 0;
  /** Called with each source that is compiled (relative to the project root), to show progress. */
  onCompile: ((file: string) => void) | undefined;
  private compiledSince: string[] = [];

  constructor(options: ResolvedOptions) {
    this.options = options;
    const memo = new Memo();
    this.memo = memo;
    this.disk = new Disk(memo, options.cacheFolder === undefined ? undefined : new StatRecord(options.root));
    this.trees = new ProjectTrees(options, this.disk, memo);
    this.cache = CompileCache.open(options.cacheFolder);
    this.factsOf = memo.remembering(
      "facts",
      (placement: Placement) => this.build(placement).compiled.imports,
      areSameFacts,
    );
  }

  /** All inputs of a build. */
  get inputs(): readonly Input<never, unknown>[] {
    return [...this.disk.inputs, this.replaced, ...this.trees.inputs, IMPORTED];
  }

  /** Whether the keys of an input are paths. Otherwise it has a single value. */
  isKeyed(input: Input<never, unknown>): boolean {
    return input === this.replaced || this.disk.inputs.includes(input);
  }

  /** Why the cache on disk cannot be written, in the system's words; undefined while it can. */
  get cacheFailure(): string | undefined {
    return this.cache?.failure;
  }

  /**
   * The place of a file on the device. @throws ProjectError if the file is in none of the source roots that the user
   * gave
   */
  place(file: string): Placement {
    return this.trees.place(this.trees.find(file));
  }

  /**
   * Builds one Python file that the bundler loads. `text` is its content according to the bundler. The bytes on disk
   * are used unless another plugin changed the text, because decoding loses bytes that are not UTF-8. @throws
   * ProjectError
   */
  buildImported(file: string, text: string | undefined): BuiltPython {
    return this.buildKnown(this.trees.knownPath(file), text);
  }

  private buildKnown(file: string, text: string | undefined): BuiltPython {
    this.disk.refreshFile(file);
    const onDisk = this.disk.content(file);
    if (text === undefined || (onDisk && isTextOf(text, onDisk.bytes))) {
      this.memo.set(this.replaced, file, undefined);
    } else {
      const bytes = new TextEncoder().encode(text);
      this.memo.set(this.replaced, file, { bytes, sha256: sha256(bytes) });
    }
    return this.build(this.place(file));
  }

  /** Uses the file on disk again, instead of the text that a bundler gave for it. */
  release(file: string): void {
    this.memo.set(this.replaced, file, undefined);
  }

  /** A file's content as text, for bundlers. Only here, bytes that are not UTF-8 are lost. */
  textOf(file: string): string | undefined {
    this.disk.refreshFile(file);
    const content = this.disk.content(file);
    return content && decoder.decode(content.bytes);
  }

  /** A file's content on disk. @throws ProjectError if it cannot be read */
  read(file: string): FileContent {
    const content = this.disk.content(file);
    if (!content) throw new ProjectError(unreadableFile({ file, displayFile: this.display(file) }));
    return content;
  }

  /** The source that is compiled: the bundler's text if another plugin changed it, else the file on disk. */
  sourceOf(file: string): Uint8Array {
    return this.contentOf(file).bytes;
  }

  /**
   * The source that is compiled for a place: with the text that its library appends, and with the names of `define`
   * replaced.
   */
  sourceToCompile(placement: Placement): FileContent {
    return this.prepared(this.contentOf(placement.file), placement);
  }

  /** The compiler's options for a placed source. */
  compileOptionsOf(placement: Placement): CompileOptions {
    const { relative, optimize } = placement;
    const wishes = optimize === undefined ? {} : { optimize };
    const { settingsOf, target } = this.options;
    return compileOptions(placement, settingsOf(relative, this.display(placement.file), wishes), target);
  }

  /** Compiles another source instead of the file's own. @throws CompileError */
  compileInstead(placement: Placement, bytes: Uint8Array): Pick<CompiledPython, "mpy" | "lines"> {
    const options = this.compileOptionsOf(placement);
    const key = this.cache?.key({ bytes, sha256: sha256(bytes) }, options);
    const known = key === undefined ? undefined : this.cache?.get(key);
    const answer = known ?? askCompiler(bytes, options);
    // The compiler throws its refusal.
    if ("refusal" in answer) return compile(bytes, options);
    if (known === undefined && key !== undefined) this.cache?.set(key, answer);
    return answer;
  }

  private prepared(file: FileContent, placement: Placement): FileContent {
    const source = asShipped(file, placement);
    const define = placement.stub === undefined ? this.options.define : { ...this.options.define, ...MAIN };
    if (define === undefined) return source;
    const { optimize = 0, smallIntBits = DEFAULT_SMALL_INT_BITS } = this.compileOptionsOf(placement);
    const bytes = defineConstants(source.bytes, define, { optimize, smallIntBits });
    return bytes === source.bytes ? source : { bytes, sha256: sha256(bytes) };
  }

  private contentOf(file: string): FileContent {
    return this.memo.get(this.replaced, file) ?? this.read(file);
  }

  /** Builds a placed Python file, or gives the earlier result. @throws ProjectError */
  build(placement: Placement): BuiltPython {
    return this.memo.get(this.built, placement);
  }

  /**
   * A placed file as another process built it from the same source. `hash` is the hash of the content on the device.
   * Undefined if the cache no longer has it.
   */
  restore(placement: Placement, key: string | undefined, hash: string): BuiltPython | undefined {
    if (key === undefined || this.memo.has(this.built, placement)) {
      const built = this.build(placement);
      return built.sha256 === hash ? built : undefined;
    }
    const compiled = this.cache?.get(key);
    if (compiled === undefined || "refusal" in compiled) return undefined;
    const { file, kind } = placement;
    const bytes =
      kind === "source" ? this.asSource(this.prepared(this.contentOf(file), placement)).bytes : compiled.mpy;
    const built: BuiltPython = { placement, bytes, sha256: hash, compiled, key };
    const inputs = [this.replaced, this.disk.contents].map((input) => ({
      input: input as Input<unknown, unknown>,
      key: file,
    }));
    this.memo.restore(this.built, placement, built, inputs);
    this.restoredCount++;
    return built;
  }

  /** Sources that were compiled since the last call, relative to the project root, sorted. */
  takeCompiled(): string[] {
    const compiled = this.compiledSince.sort();
    this.compiledSince = [];
    return compiled;
  }

  /**
   * Writes new answers to the cache. The first call writes at once, later calls after a pause, so that a watcher's
   * rebuild does not wait for it.
   */
  saveCache(): void {
    if (this.hasSaved) {
      this.saving ??= setTimeout(() => this.saveNow(), SAVE_PAUSE_MS);
    } else {
      this.hasSaved = true;
      this.saveNow();
    }
  }

  private saveNow(): void {
    this.saving = undefined;
    this.cache?.save();
    this.disk.save();
  }

  private compile(placement: Placement): BuiltPython {
    const file = this.contentOf(placement.file);
    const displayFile = this.display(placement.file);
    const { targetHints } = this.options;
    if (placement.relative.endsWith(".mpy")) return this.asItIs(file, placement, displayFile);
    const options = this.compileOptionsOf(placement);
    const source = this.prepared(file, placement);
    const key = this.cache?.key(source, options);
    const ask = (): CompileAnswer => this.answer(source, options, displayFile, key);
    const compiled = compilePython(ask, placement, targetHints, displayFile);
    if (placement.kind === "source") return { placement, ...this.asSource(source), compiled, key };
    return { placement, bytes: compiled.mpy, sha256: sha256(compiled.mpy), compiled, key };
  }

  /** A source as it is written to the device. */
  private asSource(source: FileContent): FileContent {
    if (!this.options.stripsSources) return { bytes: source.bytes, sha256: source.sha256 };
    const bytes = stripSource(source.bytes);
    return { bytes, sha256: sha256(bytes) };
  }

  /** Builds a precompiled file. @throws ProjectError if it is damaged or the device would not load it */
  private asItIs({ bytes, sha256: hash }: FileContent, placement: Placement, displayFile: string): BuiltPython {
    const compiled = readCompiled(bytes, this.options.device, { file: placement.file, displayFile });
    return { placement, bytes, sha256: hash, compiled, key: undefined };
  }

  /** The compiler's answer, from the cache or anew. */
  private answer(
    source: FileContent,
    options: CompileOptions,
    displayFile: string,
    key: string | undefined,
  ): CompileAnswer {
    const known = key === undefined ? undefined : this.cache?.get(key);
    if (known) {
      this.restoredCount++;
      return known;
    }
    this.compiledSince.push(displayFile);
    this.compileCount++;
    this.onCompile?.(displayFile);
    const answer = askCompiler(source.bytes, options);
    if (key !== undefined) this.cache?.set(key, answer);
    return answer;
  }

  private display(file: string): string {
    return relativePath(this.options.root, file);
  }
}

function areSameFacts(a: readonly ImportFact[], b: readonly ImportFact[]): boolean {
  return a.length === b.length && JSON.stringify(a) === JSON.stringify(b);
}

/** A source with the text that its library appends. */
function asShipped(source: FileContent, { suffix }: Placement): FileContent {
  if (suffix === undefined) return source;
  const { bytes } = source;
  const added = new TextEncoder().encode(suffix);
  const whole = new Uint8Array(bytes.length + added.length);
  whole.set(bytes);
  whole.set(added, bytes.length);
  return { bytes: whole, sha256: sha256(whole) };
}

/** Whether `text` is the decoded form of these bytes, with or without the byte order mark. */
function isTextOf(text: string, bytes: Uint8Array): boolean {
  return decoder.decode(bytes) === (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
}
