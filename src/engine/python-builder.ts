// Python files one by one: where each lies on the device and what it compiled to. Results are kept by content and options, so
// that a watcher compiles only what changed, in whatever order the bundler asks; and on disk, so that the next process does not
// compile again either.

import { FileCache } from "../node/file-cache.ts";
import { sha256 } from "../node/files.ts";
import type { FileContent } from "../node/files.ts";
import { StatRecord } from "../node/stat-record.ts";
import { relativePath } from "../project/paths.ts";
import type { Placement } from "../project/placement.ts";
import { ProjectError } from "../project/problem.ts";
import { CompileCache } from "./compile-cache.ts";
import type { CompileOptions } from "../compiler/index.ts";
import { askCompiler, compileOptions, compilePython } from "./compile-python.ts";
import type { CompileAnswer, CompiledPython } from "./compile-python.ts";
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
  readonly origin: Origin;
}

/** What a file was made from, by what identifies it. */
export interface Origin {
  /** Of the source, without what its library appends. */
  readonly sha256: string;
  /** Under what the cache on disk has the compiler's answer; undefined without a cache, or of what is compiled already. */
  readonly key: string | undefined;
}

const decoder = new TextDecoder("utf-8");

interface Remembered {
  readonly sourceHash: string;
  readonly placement: Placement;
  readonly outcome: BuiltPython | ProjectError;
}

/** The process does not end before what is new is kept: so long at most. */
const SAVE_PAUSE_MS = 20;

/** See the top of this file. */
export class PythonBuilder {
  /** Where files are found. */
  readonly trees: ProjectTrees;
  private readonly options: ResolvedOptions;
  private readonly disk: FileCache;
  /** By path on the device: one source may lie at several, as of a library that has part of a source root. */
  private readonly remembered = new Map<string, Remembered>();
  /** Sources that the bundler hands over otherwise than they lie on disk (another plugin changed them). */
  private readonly replaced = new Map<string, FileContent>();
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
    this.disk = new FileCache(options.cacheFolder === undefined ? undefined : new StatRecord(options.root));
    this.trees = new ProjectTrees(options, (file) => this.disk.read(file));
    this.cache = CompileCache.open(options.cacheFolder);
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
    const onDisk = this.disk.read(file);
    if (text === undefined || (onDisk && isTextOf(text, onDisk.bytes))) {
      this.replaced.delete(file);
    } else {
      const bytes = new TextEncoder().encode(text);
      this.replaced.set(file, { bytes, sha256: sha256(bytes) });
    }
    return this.build(this.place(file));
  }

  /** A file's content as bundlers take it. The bytes that are not UTF-8 are lost here, and only here. */
  textOf(file: string): string | undefined {
    const content = this.disk.read(file);
    return content && decoder.decode(content.bytes);
  }

  /** A file's content as it lies on disk. @throws ProjectError where it cannot be read */
  read(file: string): FileContent {
    const content = this.disk.read(file);
    if (!content) throw new ProjectError({ summary: "the file cannot be read", file, displayFile: this.display(file) });
    return content;
  }

  /** A source as it is compiled: as the bundler hands it over, else as it lies on disk. */
  sourceOf(file: string): Uint8Array {
    return (this.replaced.get(file) ?? this.read(file)).bytes;
  }

  /** Builds a placed Python file, if that has not been done. @throws ProjectError */
  build(placement: Placement): BuiltPython {
    const { file } = placement;
    const source = this.replaced.get(file) ?? this.read(file);
    const known = this.remembered.get(placement.path);
    if (known?.sourceHash === source.sha256 && isSamePlace(known.placement, placement)) {
      if (known.outcome instanceof ProjectError) throw known.outcome;
      return known.outcome;
    }
    const outcome = this.compile(source, placement);
    this.remembered.set(placement.path, { sourceHash: source.sha256, placement, outcome });
    if (outcome instanceof ProjectError) throw outcome;
    return outcome;
  }

  /**
   * A placed file as an earlier build made it; undefined where the source is another one now, or the cache has lost it.
   * `hash` is that of what lies on the device.
   */
  restore(placement: Placement, origin: Origin, hash: string): BuiltPython | undefined {
    const { file, path } = placement;
    const source = this.replaced.get(file) ?? this.disk.read(file);
    if (source?.sha256 !== origin.sha256) return undefined;
    try {
      const isCompiled = origin.key === undefined || this.remembered.has(path);
      const built = isCompiled ? this.build(placement) : this.restored(placement, source, origin, hash);
      return built?.sha256 === hash ? built : undefined;
    } catch (error) {
      // For the ordinary way to tell.
      if (error instanceof ProjectError) return undefined;
      throw error;
    }
  }

  private restored(placement: Placement, source: FileContent, origin: Origin, hash: string): BuiltPython | undefined {
    const compiled = origin.key === undefined ? undefined : this.cache?.get(origin.key);
    if (!compiled || "refusal" in compiled) return undefined;
    const bytes = placement.kind === "source" ? asShipped(source, placement).bytes : compiled.mpy;
    const outcome: BuiltPython = { placement, bytes, sha256: hash, compiled, origin };
    this.restoredCount++;
    this.remembered.set(placement.path, { sourceHash: source.sha256, placement, outcome });
    return outcome;
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

  private compile(file: FileContent, placement: Placement): BuiltPython | ProjectError {
    const displayFile = this.display(placement.file);
    const { settingsOf, target, targetHints } = this.options;
    const { relative, optimize } = placement;
    const wishes = optimize === undefined ? {} : { optimize };
    const options = compileOptions(placement, settingsOf(relative, displayFile, wishes), target);
    const source = asShipped(file, placement);
    const key = this.cache?.key(source, options);
    const ask = (): CompileAnswer => this.answer(source, options, displayFile, key);
    const origin = { sha256: file.sha256, key };
    try {
      if (relative.endsWith(".mpy")) return this.asItIs(file, placement, displayFile);
      const compiled = compilePython(ask, placement, targetHints, displayFile);
      if (placement.kind === "source")
        return { placement, bytes: source.bytes, sha256: source.sha256, compiled, origin };
      return { placement, bytes: compiled.mpy, sha256: sha256(compiled.mpy), compiled, origin };
    } catch (error) {
      if (error instanceof ProjectError) return error;
      throw error;
    }
  }

  /** A file that is compiled already. @throws ProjectError for one that is damaged, or that the device would not load */
  private asItIs({ bytes, sha256: hash }: FileContent, placement: Placement, displayFile: string): BuiltPython {
    const compiled = readCompiled(bytes, this.options.device, { file: placement.file, displayFile });
    return { placement, bytes, sha256: hash, compiled, origin: { sha256: hash, key: undefined } };
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

/** Whether a file would become the same at both places. */
function isSamePlace(a: Placement, b: Placement): boolean {
  if (a === b) return true;
  return (
    a.path === b.path && a.file === b.file && a.kind === b.kind && a.optimize === b.optimize && a.suffix === b.suffix
  );
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
