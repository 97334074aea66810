// A build of the flash, whoever asks for it: which files belong on the device, what each became, and what the flash looks like
// as a whole. It knows no bundler. What the single files became is kept in its PythonBuilder from one build to the next.

import { budgetFindings, budgetUses } from "../project/budgets.ts";
import { checkFlash } from "../project/checks/checks.ts";
import { judge } from "../project/checks/finding.ts";
import { checkLockFile } from "../node/lock-file.ts";
import { FileFinder } from "../node/file-finder.ts";
import { FolderTree } from "../node/folder-tree.ts";
import { absolutePath, isFile } from "../node/files.ts";
import { createManifest, manifestText } from "../project/manifest.ts";
import type { Manifest, ManifestFile, ManifestModule, ManifestWeb } from "../project/manifest.ts";
import type { DeviceFile } from "../project/flash-image.ts";
import { importedModules } from "../project/imports.ts";
import type { ImportGraph } from "../project/graph/graph.ts";
import type { Root } from "../project/graph/reach.ts";
import type { Resolver } from "../project/graph/resolver.ts";
import type { OutsideFile } from "../project/lock/lock.ts";
import { baseName, comparePaths, relativePath } from "../project/paths.ts";
import { findClashes } from "../project/placement.ts";
import type { Placement } from "../project/placement.ts";
import { ProjectError } from "../project/problem.ts";
import type { Problem } from "../project/problem.ts";
import type { BundleFile } from "../project/web-assets.ts";
import { MPY_FORMAT } from "./compile-python.ts";
import { BuildRecord } from "./build-record.ts";
import type { BuildStart, FoundBuild } from "./build-record.ts";
import { FlashImager } from "./flash-image.ts";
import type { OutputFile } from "../node/output/output-folder.ts";
import { ImportSearch } from "./import-search.ts";
import { OutputWriter } from "./output-writer.ts";
import type { BuildInputs } from "./output-writer.ts";
import { isGlob } from "../options/resolve-options.ts";
import type { ImportedPython } from "./imported-python.ts";
import { listedFiles, listingOf } from "./listed-files.ts";
import { outsideFiles } from "./outside-files.ts";
import { PythonBuilder } from "./python-builder.ts";
import type { BuiltPython } from "./python-builder.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";

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
  /** Modules and their imports; of what could be built. */
  readonly graph: ImportGraph;
  /** What of it comes from outside the project, as far as it can be read: found out when it is asked for. */
  readonly outside: () => readonly OutsideFile[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
  /** Sources that were compiled since the last snapshot, relative to the project's root. */
  readonly compiled: readonly string[];
}

type Findings = Pick<FlashSnapshot, "problems" | "warnings" | "compiled" | "graph" | "outside">;

/** The files that the options and JavaScript name. */
interface NamedFiles {
  readonly roots: readonly Root[];
  readonly data: readonly Placement[];
  /** All of them. */
  readonly placements: readonly Placement[];
}

type Told = Pick<FlashSnapshot, "problems" | "warnings">;

/** What the search, or the record of an earlier one, found. */
interface Found extends Omit<FoundBuild, "imports" | "warnings"> {
  readonly modules: readonly ManifestModule[];
  readonly search: Told;
  readonly checks: Told;
}

const NOT_UTF8 = "its name is not UTF-8";

const NOTHING: Told = { problems: [], warnings: [] };

/** See the top of this file. */
export class FlashBuild {
  readonly options: ResolvedOptions;
  /** Its Python files one by one, as bundlers load them. */
  readonly python: PythonBuilder;
  /** Writes into output folders. */
  readonly output: OutputWriter;
  private readonly imager: FlashImager;
  private readonly finder = new FileFinder();
  /** Entries of the manifest by what they tell of: to find what imports mean costs more than all the rest of them. */
  private readonly entries = new WeakMap<
    BuiltPython,
    { readonly resolver: Resolver; readonly entry: ManifestModule }
  >();
  private readonly search: ImportSearch;
  /** What an earlier process found; looked at for the first snapshot alone. */
  private record: BuildRecord | undefined;
  /** What the last snapshot started from, if the record told the rest. */
  private recalled: BuildStart | undefined;
  private readonly isListed: (file: string) => boolean;
  /** Sources of the last snapshot. */
  private sources: ReadonlySet<string> = new Set();

  constructor(options: ResolvedOptions) {
    this.options = options;
    this.python = new PythonBuilder(options);
    this.imager = new FlashImager(options);
    this.output = new OutputWriter(options, () => this.inputs());
    this.search = new ImportSearch(options, this.python);
    this.record = BuildRecord.open(options, this.python);
    this.isListed = listingOf(options);
  }

  /** `file` as people know it: relative to the project's root. */
  display(file: string): string {
    return relativePath(this.options.root, file);
  }

  /** Builds everything: the entries and data files, and the Python that JavaScript imports. */
  snapshot(imported: ImportedPython): FlashSnapshot {
    const problems: Problem[] = [];
    const warnings: string[] = [];
    this.python.trees.refresh();
    const named = this.placeAll(imported.byUrl, problems, warnings);
    const start = { roots: named.roots, data: named.data.map((placement) => placement.path) };
    const found = this.recall(start) ?? this.find(start);
    const { python, graph, modules } = found;
    const placements = [...new Set([...named.placements, ...found.placements])];
    const display = (file: string): string => this.display(file);
    warnings.push(...found.search.warnings);
    problems.push(...findClashes(placements, display), ...found.search.problems);
    const data: FlashFile[] = [];
    for (const placement of placements) {
      try {
        if (placement.kind === "data") data.push(this.dataFile(placement));
      } catch (error) {
        if (!(error instanceof ProjectError)) throw error;
        problems.push(error.problem);
      }
    }
    this.sources = new Set(placements.map((placement) => placement.file));
    for (const file of imported.inlined) {
      const problem = this.problemWith(file);
      if (problem && !problems.includes(problem)) problems.push(problem);
    }
    const files = [...python.map(pythonFile), ...data].sort((a, b) => comparePaths(a.path, b.path));
    const compiled = this.python.takeCompiled();
    this.python.saveCache();
    const others = [...named.data.map((placement) => placement.file), ...imported.inlined];
    const outside = (): OutsideFile[] => outsideFiles(found.files, others, this.python, this.options.root);
    if (this.options.lock) problems.push(...checkLockFile(outside(), this.options.lock));
    problems.push(...found.checks.problems);
    warnings.push(...found.checks.warnings);
    this.keep(start, found, problems);
    const findings = { problems, warnings, compiled, graph, outside };
    return this.assemble(files, modules, findings, this.options.flash.web === undefined);
  }

  /** Does in idle time what the record saved the last snapshot, so that the next one need not. */
  catchUp(): void {
    const start = this.recalled;
    this.recalled = undefined;
    try {
      if (start) this.find(start);
    } catch (error) {
      // A file that has gone since: the next snapshot tells.
      if (!(error instanceof ProjectError)) throw error;
    }
  }

  private find(start: BuildStart): Found {
    const { resolver, problems, warnings, ...found } = this.search.find(start.roots, start.data);
    const modules = this.manifestModules(found.python, resolver);
    return { ...found, modules, search: { problems, warnings }, checks: this.check(modules, found.graph) };
  }

  /** What the first snapshot finds, if an earlier process found the same. */
  private recall(start: BuildStart): Found | undefined {
    const isWhole = this.python.trees.problems.length === 0;
    const known = isWhole ? this.record?.recall(start) : undefined;
    this.recalled = known && start;
    if (!known) return undefined;
    this.record = undefined;
    const modules = known.python.map((built, at) => this.manifestModule(built, [...known.imports[at]!]));
    return { ...known, modules, search: NOTHING, checks: { problems: [], warnings: known.warnings } };
  }

  /** Keeps what the first snapshot found. What the search warned of depends on more than the record knows. */
  private keep(start: BuildStart, found: Found, problems: readonly Problem[]): void {
    const isGood = problems.length === 0 && found.search.warnings.length === 0;
    const imports = found.modules.map((module) => module.imports);
    if (isGood) this.record?.keep(start, { ...found, imports, warnings: found.checks.warnings });
    this.record = undefined;
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
    { problems: found, warnings, compiled, graph, outside }: Findings,
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
    const counted = this.options.budgets.length === 0 ? [] : files.map((file) => this.deviceFile(file));
    const budgets = budgetUses(this.options.budgets, counted, { used: flash.used, root: flash.root });
    const exceeded = isWhole && problems.length === 0 ? budgetFindings(budgets) : { problems: [], warnings: [] };
    problems.push(...exceeded.problems);
    const withOffset = <T extends { path: string }>(entry: T): T => {
      const offset = offsets.get(entry.path);
      return offset === undefined ? entry : { ...entry, offset };
    };
    const pythonPaths = new Set(modules.map((module) => module.path));
    const others = files.filter((file) => !pythonPaths.has(file.path)).map((file) => this.manifestFile(file));
    const { arch = null, smallIntBits } = this.options.target;
    const target = { mpy: MPY_FORMAT, arch, smallIntBits };
    const manifest = createManifest({
      target,
      flash,
      modules: modules.map(withOffset),
      files: others.map(withOffset),
      graph,
      budgets,
    });
    const text = manifestText(manifest);
    const allWarnings = [...warnings, ...exceeded.warnings];
    return { files, images, manifest, manifestText: text, graph, outside, problems, warnings: allWarnings, compiled };
  }

  /** The lock file, if there is one: who renews it while a watcher runs expects the build to go on. */
  private lockFile(): string[] {
    const { lock } = this.options;
    return lock && isFile(lock.file) ? [lock.file] : [];
  }

  /** What is certain to hurt on the device. */
  private check(modules: readonly ManifestModule[], { hidden }: ImportGraph): ReturnType<typeof judge> {
    const { firmware, target, targetHints: hints, device, flash, layout, checks } = this.options;
    const roots = new Set(layout.roots.map((root) => this.display(root.path) || "."));
    const findings = checkFlash({
      modules: modules.map(({ name, path, source, native }) => ({ name, path, source, arch: native?.arch })),
      shadows: {
        hidden,
        firmware,
        isShipped: (source) => modules.some((module) => module.source === source),
        isOwn: (tree) => roots.has(tree),
      },
      device: { micropython: device.micropython, arch: target.arch, hints },
      mount: flash.mount,
    });
    return judge(findings, checks);
  }

  /**
   * Files on disk that the flash is made of, as far as the last snapshot knows them, and what describes libraries: what a
   * watcher is to look at.
   */
  watched(): string[] {
    const listed = listedFiles(this.options, this.finder).files;
    return [...new Set([...listed, ...this.parts()])];
  }

  /** Files (absolute) that the last snapshot was made from. */
  parts(): string[] {
    return [...this.sources, ...this.python.trees.describedBy, ...this.lockFile()];
  }

  /** Whether the last snapshot was made from a file (absolute). */
  isPart(file: string): boolean {
    return this.sources.has(file) || this.python.trees.describedBy.includes(file) || file === this.options.lock?.file;
  }

  /** Whether a file (absolute), there or not, may be part of the flash: the options name it, or an import may find it. */
  concerns(file: string): boolean {
    return this.isListed(file) || this.isPart(file) || this.python.trees.mayHold(file);
  }

  /** What the last snapshot was made from, and what the next one may be. */
  private inputs(): BuildInputs {
    const folders: string[] = [];
    const listed = new Set<string>();
    for (const tree of this.python.trees.all) {
      if (!(tree instanceof FolderTree)) for (const { file } of tree.files()) listed.add(file);
      else if (this.python.trees.isLibrary(tree)) folders.push(tree.path);
    }
    return { folders, isInput: (file) => this.isPart(file) || listed.has(file) };
  }

  private placeAll(imported: Iterable<string>, problems: Problem[], warnings: string[]): NamedFiles {
    const roots: Root[] = [];
    const data: Placement[] = [];
    const placements: Placement[] = [];
    const { trees } = this.python;
    const listed = listedFiles(this.options, this.finder);
    for (const pattern of listed.unmatched) {
      const { options } = this;
      const { root } = options;
      const isPython = pattern.endsWith(".py");
      if (!(isPython ? options.entries : options.data).includes(pattern) && isFile(absolutePath(root, pattern))) {
        problems.push(misplaced(pattern, isPython));
        continue;
      }
      const summary = `option entries or data: no file matches "${pattern}"`;
      // A glob may match nothing yet; a file that is spelled out is missed.
      if (isGlob(pattern)) warnings.push(`${summary} in ${root}`);
      else problems.push({ summary, hint: `It was looked for in ${root}.` });
    }
    const passedOver = new Map([...listed.passedOver, ...trees.unreadable.map((file) => [file, NOT_UTF8] as const)]);
    for (const [file, reason] of passedOver) warnings.push(`${this.display(file)} is passed over: ${reason}`);
    const names = new Set(listed.files);
    for (const file of new Set([...listed.files, ...imported])) {
      try {
        const placed = trees.find(file);
        const placement = trees.place(placed);
        placements.push(placement);
        if (placement.kind === "data") data.push(placement);
        else roots.push({ file: placed, entry: names.has(file) ? "options" : "javascript" });
      } catch (error) {
        if (!(error instanceof ProjectError)) throw error;
        problems.push(error.problem);
      }
    }
    trees.useRootsOf(roots.map((root) => root.file));
    return { roots, data, placements };
  }

  /** What keeps `file` from being built, if anything. */
  private problemWith(file: string): Problem | undefined {
    try {
      this.python.build(this.python.place(file));
      return undefined;
    } catch (error) {
      if (error instanceof ProjectError) return error.problem;
      throw error;
    }
  }

  private dataFile(placement: Placement): FlashFile {
    const { file, path, asset } = placement;
    const content = this.python.read(file);
    return { path, asset, source: file, bytes: content.bytes, sha256: content.sha256 };
  }

  private manifestModules(python: readonly BuiltPython[], resolver: Resolver): ManifestModule[] {
    const isModule = (module: string): boolean => resolver.locate(module) !== undefined;
    return python.map((built): ManifestModule => {
      const known = this.entries.get(built);
      if (known?.resolver === resolver) return known.entry;
      const { placement, compiled } = built;
      const isPackage = /^__init__\.m?py$/.test(baseName(placement.relative));
      const imports = importedModules(placement.module ?? "", isPackage, compiled.imports, isModule);
      const entry = this.manifestModule(built, imports);
      this.entries.set(built, { resolver, entry });
      return entry;
    });
  }

  private manifestModule(built: BuiltPython, imports: string[]): ManifestModule {
    const { placement, bytes, compiled } = built;
    return {
      name: placement.module ?? "",
      path: placement.path,
      asset: placement.asset,
      source: this.display(placement.file),
      format: placement.kind === "source" ? "py" : "mpy",
      size: bytes.length,
      sha256: built.sha256,
      imports,
      native: placement.kind === "source" ? null : compiled.native,
    };
  }

  private manifestFile(file: FlashFile): ManifestFile {
    const { path, asset, bytes, web } = file;
    const entry = { path, asset, source: this.displaySource(file), size: bytes.length, sha256: file.sha256 };
    return web ? { ...entry, web } : entry;
  }

  private deviceFile(file: FlashFile): DeviceFile {
    return { path: file.path, bytes: file.bytes, displaySource: this.displaySource(file) };
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

/** A file that is there, under the option that passes over its kind. */
function misplaced(pattern: string, isPython: boolean): Problem {
  return {
    summary: `option ${isPython ? "data" : "entries"}: "${pattern}" is not for it`,
    hint: "Python sources (.py) belong in entries, all other files in data.",
  };
}

function pythonFile(built: BuiltPython): FlashFile {
  const { path, asset, file } = built.placement;
  return { path, asset, source: file, bytes: built.bytes, sha256: built.sha256 };
}

function webClash(file: FlashFile, other: string): Problem {
  return {
    summary: `${file.source} of the web page and ${other} both claim ${file.path} on the device`,
    hint: "Give flash.web.to another folder, or leave one of them out (flash.web.exclude, exclude).",
  };
}
