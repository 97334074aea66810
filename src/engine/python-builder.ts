// The stage that compiles: Python files one by one, where each lies on the device and what it became. What the compiler answered is
// kept on disk as well, by content and options, so that the next process does not compile again.

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

/** A Python file as the device gets it. */
export interface BuiltPython {
  readonly placement: Placement;
  /** What lies on the device: an .mpy, or the source where that ships. */
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly compiled: CompiledPython;
  /** Under what the cache on disk has the compiler's answer; undefined without a cache, or of what is compiled already. */
  readonly key: string | undefined;
}

const decoder = new TextDecoder("utf-8");

/** What a module reads that a stub imports in the place of the program that the board runs. */
const MAIN = { __name__: '"__main__"' };

/** The process does not end before what is new is kept: so long at most. */
const SAVE_PAUSE_MS = 20;

/**
 * Compiles the Python files of a project, one by one. An answer is kept in the memo while its file and options are the same, and on
 * disk for the next process.
 */
export class PythonBuilder {
  /** Where files are found. */
  readonly trees: ProjectTrees;
  private readonly options: ResolvedOptions;
  readonly disk: Disk;
  readonly memo: Memo;
  /** Sources that the bundler hands over otherwise than they lie on disk (another plugin changed them). */
  private readonly replaced: Input<string, FileContent | undefined> = {
    name: "replaced",
    read: () => undefined,
    print: (content) => content?.sha256 ?? "-",
  };
  private readonly built: Stage<Placement, BuiltPython> = {
    name: "compile",
    make: (placement) => this.compile(placement),
  };
  /** What a module imports: as long as it is the same, no other module is looked for. @throws ProjectError */
  readonly factsOf: (placement: Placement) => readonly ImportFact[];
  private readonly cache: CompileCache | undefined;
  private hasSaved = false;
  private saving: NodeJS.Timeout | undefined;
  /** How many sources have been compiled from the beginning. */
  compileCount = 0;
  /** How many have been found compiled in the cache on disk. */
  restoredCount = 0;
  /** Called with each source that is compiled, relative to the project's root: for a line that shows how far a build is. */
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

  /** All inputs that a build may be made from. */
  get inputs(): readonly Input<never, unknown>[] {
    return [...this.disk.inputs, this.replaced, ...this.trees.inputs, IMPORTED];
  }

  /** Whether the keys of an input are paths; else there is one of it. */
  isKeyed(input: Input<never, unknown>): boolean {
    return input === this.replaced || this.disk.inputs.includes(input);
  }

  /** Why the cache on disk cannot be written, in the system's words; undefined while it can. */
  get cacheFailure(): string | undefined {
    return this.cache?.failure;
  }

  /** Where a file comes to lie. @throws ProjectError where it lies in none of the source roots that the user gave */
  place(file: string): Placement {
    return this.trees.place(this.trees.find(file));
  }

  /**
   * Builds one Python file that the bundler loads. `text` is the bundler's idea of its content; the bytes on disk are used
   * unless another plugin changed it, because decoding to text loses some. @throws ProjectError
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

  /** Takes a file as it lies on the disk again, whatever a bundler handed over for it. */
  release(file: string): void {
    this.memo.set(this.replaced, file, undefined);
  }

  /** A file's content as bundlers take it. The bytes that are not UTF-8 are lost here, and only here. */
  textOf(file: string): string | undefined {
    this.disk.refreshFile(file);
    const content = this.disk.content(file);
    return content && decoder.decode(content.bytes);
  }

  /** A file's content as it lies on disk. @throws ProjectError where it cannot be read */
  read(file: string): FileContent {
    const content = this.disk.content(file);
    if (!content) throw new ProjectError({ summary: "the file cannot be read", file, displayFile: this.display(file) });
    return content;
  }

  /** A source as it is compiled: as the bundler hands it over, else as it lies on disk. */
  sourceOf(file: string): Uint8Array {
    return this.contentOf(file).bytes;
  }

  /** A placed source as it is compiled: with what its library appends, and what `define` names replaced. */
  sourceToCompile(placement: Placement): Uint8Array {
    return this.prepared(this.contentOf(placement.file), placement).bytes;
  }

  /** Options that a placed source is compiled with. */
  compileOptionsOf(placement: Placement): CompileOptions {
    const { relative, optimize } = placement;
    const wishes = optimize === undefined ? {} : { optimize };
    const { settingsOf, target } = this.options;
    return compileOptions(placement, settingsOf(relative, this.display(placement.file), wishes), target);
  }

  /** Compiles another source in the place of a file's own. @throws CompileError */
  compileInstead(placement: Placement, bytes: Uint8Array): Pick<CompiledPython, "mpy" | "lines"> {
    const options = this.compileOptionsOf(placement);
    const key = this.cache?.key({ bytes, sha256: sha256(bytes) }, options);
    const known = key === undefined ? undefined : this.cache?.get(key);
    const answer = known ?? askCompiler(bytes, options);
    // Throws what the compiler refuses.
    if ("refusal" in answer) return compile(bytes, options);
    if (known === undefined && key !== undefined) this.cache?.set(key, answer);
    return answer;
  }

  private prepared(file: FileContent, placement: Placement): FileContent {
    const source = asShipped(file, placement);
    const define = placement.stub === undefined ? this.options.define : { ...this.options.define, ...MAIN };
    if (define === undefined || placement.kind === "source") return source;
    const { optimize = 0, smallIntBits = DEFAULT_SMALL_INT_BITS } = this.compileOptionsOf(placement);
    const bytes = defineConstants(source.bytes, define, { optimize, smallIntBits });
    return bytes === source.bytes ? source : { bytes, sha256: sha256(bytes) };
  }

  private contentOf(file: string): FileContent {
    return this.memo.get(this.replaced, file) ?? this.read(file);
  }

  /** Builds a placed Python file, if that has not been done. @throws ProjectError */
  build(placement: Placement): BuiltPython {
    return this.memo.get(this.built, placement);
  }

  /**
   * A placed file as another process built it, from the source as it is now: `hash` is that of what lies on the device. Undefined
   * where the cache has lost it.
   */
  restore(placement: Placement, key: string | undefined, hash: string): BuiltPython | undefined {
    if (key === undefined || this.memo.has(this.built, placement)) {
      const built = this.build(placement);
      return built.sha256 === hash ? built : undefined;
    }
    const compiled = this.cache?.get(key);
    if (compiled === undefined || "refusal" in compiled) return undefined;
    const { file, kind } = placement;
    const bytes = kind === "source" ? this.asSource(asShipped(this.contentOf(file), placement)).bytes : compiled.mpy;
    const built: BuiltPython = { placement, bytes, sha256: hash, compiled, key };
    const inputs = [this.replaced, this.disk.contents].map((input) => ({
      input: input as Input<unknown, unknown>,
      key: file,
    }));
    this.memo.restore(this.built, placement, built, inputs);
    this.restoredCount++;
    return built;
  }

  /** Sources that were compiled since this was last asked, relative to the project's root, sorted. */
  takeCompiled(): string[] {
    const compiled = this.compiledSince.sort();
    this.compiledSince = [];
    return compiled;
  }

  /**
   * Keeps on disk what was compiled since the last time: the first time at once, later in the pause after a build, so that nobody
   * who watches has to wait for it.
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

  /** A source as it lies on the device. */
  private asSource(source: FileContent): FileContent {
    if (!this.options.stripsSources) return { bytes: source.bytes, sha256: source.sha256 };
    const bytes = stripSource(source.bytes);
    return { bytes, sha256: sha256(bytes) };
  }

  /** A file that is compiled already. @throws ProjectError for one that is damaged, or that the device would not load */
  private asItIs({ bytes, sha256: hash }: FileContent, placement: Placement, displayFile: string): BuiltPython {
    const compiled = readCompiled(bytes, this.options.device, { file: placement.file, displayFile });
    return { placement, bytes, sha256: hash, compiled, key: undefined };
  }

  /** What the compiler answers, or has answered before. */
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

/** A source with what its library appends. */
function asShipped(source: FileContent, { suffix }: Placement): FileContent {
  if (suffix === undefined) return source;
  const { bytes } = source;
  const added = new TextEncoder().encode(suffix);
  const whole = new Uint8Array(bytes.length + added.length);
  whole.set(bytes);
  whole.set(added, bytes.length);
  return { bytes: whole, sha256: sha256(whole) };
}

/** Whether `text` is what a bundler makes of these bytes: decoded, with or without the byte order mark. */
function isTextOf(text: string, bytes: Uint8Array): boolean {
  return decoder.decode(bytes) === (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
}
