// The state of a build behind all bundlers: which files belong on the device, what each compiled to, and what the flash
// looks like as a whole. It knows no bundler. It keeps results between builds of one process, keyed by content and options,
// so that a watcher compiles only what changed, in whatever order the bundler asks.

import { FileCache, findFiles, isFile, sha256 } from "../node/files.ts";
import type { FileContent } from "../node/files.ts";
import { createManifest, manifestText } from "../project/manifest.ts";
import type { Manifest, ManifestFile, ManifestModule, ManifestWeb } from "../project/manifest.ts";
import { importedModules } from "../project/imports.ts";
import { baseName, comparePaths, relativePath } from "../project/paths.ts";
import { findClashes, packageRoot, placeFile, placementWarnings, rootOf } from "../project/placement.ts";
import type { Placement } from "../project/placement.ts";
import { ProjectError } from "../project/problem.ts";
import type { Problem } from "../project/problem.ts";
import type { BundleFile } from "../project/web-assets.ts";
import { compilePython, MPY_FORMAT } from "./compile-python.ts";
import type { CompiledPython } from "./compile-python.ts";
import { FlashImager } from "./flash-image.ts";
import type { OutputFile } from "./flash-image.ts";
import { isGlob } from "./resolve-options.ts";
import type { ImportedPython } from "./python-module.ts";
import type { ResolvedOptions } from "./resolve-options.ts";

/** A Python file as the device gets it. */
export interface BuiltPython {
  readonly placement: Placement;
  /** What lies on the device: an .mpy, or the source where that ships. */
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly compiled: CompiledPython;
}

/** One file of the output. */
export interface FlashFile {
  /** Absolute path on the device. */
  readonly path: string;
  /** Path in the build's output. */
  readonly asset: string;
  /** Absolute path of what it was made from; of the bundle's own output, its name there. */
  readonly source: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
  /** Set for the bundle's own output. */
  readonly web?: ManifestWeb;
}

/** The whole flash at one moment. With problems it holds what is good, and is not to be written. */
export interface FlashSnapshot {
  /** In the order of device paths. */
  readonly files: readonly FlashFile[];
  /** What is written beside the files: the image, the UF2 file. */
  readonly images: readonly OutputFile[];
  readonly manifest: Manifest;
  readonly manifestText: string;
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
  /** Sources that were compiled since the last snapshot, relative to the project's root. */
  readonly compiled: readonly string[];
}

const decoder = new TextDecoder("utf-8");

type Findings = Pick<FlashSnapshot, "problems" | "warnings" | "compiled">;

interface Remembered {
  readonly sourceHash: string;
  readonly placement: Placement;
  readonly outcome: BuiltPython | ProjectError;
}

/** See the top of this file. */
export class FlashBuild {
  readonly options: ResolvedOptions;
  private readonly disk = new FileCache();
  private readonly remembered = new Map<string, Remembered>();
  /** Sources that the bundler hands over otherwise than they lie on disk (another plugin changed them). */
  private readonly replaced = new Map<string, FileContent>();
  private readonly imager: FlashImager;
  /** How many sources this build has compiled from its beginning. */
  compileCount = 0;
  private compiledSince: string[] = [];

  constructor(options: ResolvedOptions) {
    this.options = options;
    this.imager = new FlashImager(options);
  }

  /** `file` as people know it: relative to the project's root. */
  display(file: string): string {
    return relativePath(this.options.root, file);
  }

  /** Where a file comes to lie. @throws ProjectError where it lies in none of the source roots that the user gave */
  place(file: string): Placement {
    const { layout, rootsAreGiven, flashRoot } = this.options;
    const root = rootOf(file, layout.roots);
    if (root) return placeFile(file, root, layout);
    if (!rootsAreGiven) return placeFile(file, { path: packageRoot(file, isFile), to: flashRoot }, layout);
    const roots = layout.roots.map((one) => this.display(one.path) || ".").join(", ");
    throw new ProjectError({
      summary: "this file lies in none of the source roots, so it has no place on the device",
      file,
      displayFile: this.display(file),
      hint: `Source roots are: ${roots}. Add its folder to the option sourceRoots.`,
    });
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

  /** Builds everything: the entries and data files, and the Python that JavaScript imports. */
  snapshot(imported: ImportedPython): FlashSnapshot {
    const problems: Problem[] = [];
    const warnings: string[] = [];
    const placements = this.placeAll(imported.byUrl, problems, warnings);
    const display = (file: string): string => this.display(file);
    warnings.push(...placementWarnings(placements, display));
    problems.push(...findClashes(placements, display));
    const python: BuiltPython[] = [];
    const data: FlashFile[] = [];
    for (const placement of placements) {
      try {
        if (placement.kind === "data") data.push(this.dataFile(placement));
        else python.push(this.build(placement));
      } catch (error) {
        if (!(error instanceof ProjectError)) throw error;
        problems.push(error.problem);
      }
    }
    for (const file of imported.inlined) {
      const problem = this.problemWith(file);
      if (problem && !problems.includes(problem)) problems.push(problem);
    }
    const files = [...python.map(pythonFile), ...data].sort((a, b) => comparePaths(a.path, b.path));
    const compiled = this.compiledSince.sort(comparePaths);
    this.compiledSince = [];
    const modules = this.manifestModules(python);
    return this.assemble(files, modules, { problems, warnings, compiled }, this.options.flash.web === undefined);
  }

  /** The flash with the bundle's own output on it, as far as the options ask for that. */
  complete(snapshot: FlashSnapshot, bundle: readonly BundleFile[]): FlashSnapshot {
    const web = this.imager.webFiles(bundle, snapshot.files);
    const paths = new Map(snapshot.files.map((file) => [file.path, file]));
    const problems = [...snapshot.problems];
    for (const file of web) {
      const other = paths.get(file.path);
      if (other) problems.push(webClash(file, this.displaySource(other)));
    }
    const files = [...snapshot.files, ...web].sort((a, b) => comparePaths(a.path, b.path));
    return this.assemble(files, snapshot.manifest.modules, { ...snapshot, problems }, true);
  }

  /** Puts a snapshot together; with an image only if the flash `isWhole`. */
  private assemble(
    files: readonly FlashFile[],
    modules: readonly ManifestModule[],
    { problems: found, warnings, compiled }: Findings,
    isWhole: boolean,
  ): FlashSnapshot {
    const problems = [...found];
    const overManifest = files.find((file) => file.asset === this.options.manifestAsset);
    if (overManifest) problems.push(this.manifestClash(overManifest));
    let placed = this.imager.withoutImage(files);
    if (isWhole && problems.length === 0) {
      try {
        placed = this.imager.place(files, (file) => this.displaySource(file));
      } catch (error) {
        if (!(error instanceof ProjectError)) throw error;
        problems.push(error.problem);
      }
    }
    const { flash, images, offsets } = placed;
    const withOffset = <T extends { path: string }>(entry: T): T => {
      const offset = offsets.get(entry.path);
      return offset === undefined ? entry : { ...entry, offset };
    };
    const pythonPaths = new Set(modules.map((module) => module.path));
    const others = files.filter((file) => !pythonPaths.has(file.path)).map((file) => this.manifestFile(file));
    const { arch = null, smallIntBits } = this.options.target;
    const target = { mpy: MPY_FORMAT, arch, smallIntBits };
    const manifest = createManifest(target, flash, modules.map(withOffset), others.map(withOffset));
    return { files, images, manifest, manifestText: manifestText(manifest), problems, warnings, compiled };
  }

  /** Files that `entries` and `include` match now. `unmatched` is called with each pattern that matches none. */
  listed(unmatched?: (pattern: string) => void): string[] {
    const { root, entries, include, exclude } = this.options;
    const files = new Set<string>();
    const collect = (patterns: readonly string[], python: boolean): void => {
      for (const pattern of patterns) {
        const found = findFiles(root, [pattern], exclude).filter((file) => file.endsWith(".py") === python);
        if (found.length === 0) unmatched?.(pattern);
        for (const file of found) files.add(file);
      }
    };
    collect(entries, true);
    collect(include, false);
    return [...files];
  }

  private placeAll(imported: Iterable<string>, problems: Problem[], warnings: string[]): Placement[] {
    const placements: Placement[] = [];
    const listed = this.listed((pattern) => {
      const summary = `option entries or include: no file matches "${pattern}"`;
      // A glob may match nothing yet; a file that is spelled out is missed.
      if (isGlob(pattern)) warnings.push(`${summary} in ${this.options.root}`);
      else problems.push({ summary, hint: `It was looked for in ${this.options.root}.` });
    });
    for (const file of new Set([...listed, ...imported])) {
      try {
        placements.push(this.place(file));
      } catch (error) {
        if (!(error instanceof ProjectError)) throw error;
        problems.push(error.problem);
      }
    }
    return placements;
  }

  /** What keeps `file` from being built, if anything. */
  private problemWith(file: string): Problem | undefined {
    try {
      this.build(this.place(file));
      return undefined;
    } catch (error) {
      if (error instanceof ProjectError) return error.problem;
      throw error;
    }
  }

  private build(placement: Placement): BuiltPython {
    const { file } = placement;
    const source = this.replaced.get(file) ?? this.disk.read(file);
    if (!source) {
      throw new ProjectError({ summary: "the file cannot be read", file, displayFile: this.display(file) });
    }
    const known = this.remembered.get(file);
    if (known?.sourceHash === source.sha256 && known.placement.path === placement.path) {
      if (known.outcome instanceof ProjectError) throw known.outcome;
      return known.outcome;
    }
    const outcome = this.compile(source, placement);
    this.remembered.set(file, { sourceHash: source.sha256, placement, outcome });
    if (outcome instanceof ProjectError) throw outcome;
    return outcome;
  }

  private compile(source: FileContent, placement: Placement): BuiltPython | ProjectError {
    const displayFile = this.display(placement.file);
    const settings = this.options.settingsOf(placement.relative, displayFile);
    this.compiledSince.push(displayFile);
    this.compileCount++;
    try {
      const compiled = compilePython(source.bytes, placement, settings, this.options, displayFile);
      if (placement.kind === "source") return { placement, bytes: source.bytes, sha256: source.sha256, compiled };
      return { placement, bytes: compiled.mpy, sha256: sha256(compiled.mpy), compiled };
    } catch (error) {
      if (error instanceof ProjectError) return error;
      throw error;
    }
  }

  private dataFile(placement: Placement): FlashFile {
    const { file, path, asset } = placement;
    const content = this.disk.read(file);
    if (!content) throw new ProjectError({ summary: "the file cannot be read", file, displayFile: this.display(file) });
    return { path, asset, source: file, bytes: content.bytes, sha256: content.sha256 };
  }

  private manifestModules(python: readonly BuiltPython[]): ManifestModule[] {
    const names = new Set(python.map((built) => built.placement.module));
    return python.map((built): ManifestModule => {
      const { placement, bytes, compiled } = built;
      const name = placement.module ?? "";
      const isPackage = baseName(placement.relative) === "__init__.py";
      return {
        name,
        path: placement.path,
        asset: placement.asset,
        source: this.display(placement.file),
        format: placement.kind === "source" ? "py" : "mpy",
        size: bytes.length,
        sha256: built.sha256,
        imports: importedModules(name, isPackage, compiled.imports, (module) => names.has(module)),
        native: placement.kind === "source" ? null : compiled.native,
      };
    });
  }

  private manifestFile(file: FlashFile): ManifestFile {
    const { path, asset, bytes, web } = file;
    const entry = { path, asset, source: this.displaySource(file), size: bytes.length, sha256: file.sha256 };
    return web ? { ...entry, web } : entry;
  }

  private displaySource(file: FlashFile): string {
    return file.web ? file.source : this.display(file.source);
  }

  private manifestClash(file: FlashFile): Problem {
    return {
      summary: `its place in the output, ${file.asset}, is where the manifest is written`,
      file: file.source,
      displayFile: this.displaySource(file),
      hint: 'Give the manifest another name (flash: { manifest: "device-manifest.json" }) or rename the file.',
    };
  }
}

function pythonFile(built: BuiltPython): FlashFile {
  const { path, asset, file } = built.placement;
  return { path, asset, source: file, bytes: built.bytes, sha256: built.sha256 };
}

function webClash(file: FlashFile, other: string): Problem {
  return {
    summary: `${file.source} of the web page and ${other} both claim ${file.path} on the device`,
    hint: "Give flash.assets.to another folder, or leave one of them out (flash.assets.exclude, exclude).",
  };
}

/** Whether `text` is what a bundler makes of these bytes: decoded, with or without the byte order mark. */
function isTextOf(text: string, bytes: Uint8Array): boolean {
  return decoder.decode(bytes) === (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
}
