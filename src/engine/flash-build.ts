// The flash of a project, taken again and again: the stages in their order, from the files that the options and JavaScript name to a
// snapshot of the whole. It knows no bundler. What a stage makes is kept in one memo as long as what it was made from is the same.

import { checkLockFile } from "../node/lock-file.ts";
import { isFile } from "../node/files.ts";
import { FolderTree } from "../node/folder-tree.ts";
import type { OutsideFile } from "../project/lock/lock.ts";
import type { Stage } from "../project/memo.ts";
import { comparePaths, relativePath } from "../project/paths.ts";
import { findClashes } from "../project/placement.ts";
import type { Placement } from "../project/placement.ts";
import { ProjectError } from "../project/problem.ts";
import type { Problem } from "../project/problem.ts";
import type { BundleFile } from "../project/web-assets.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";
import { FlashAssembler } from "./flash-assembler.ts";
import { FlashFinder } from "./found-flash.ts";
import type { FoundFlash } from "./found-flash.ts";
import { ImportSearch } from "./import-search.ts";
import type { Findings } from "./import-search.ts";
import type { ImportedPython } from "./imported-python.ts";
import { listingOf } from "./listed-files.ts";
import { KeptFlash } from "./kept-flash.ts";
import { FileScan } from "./named-files.ts";
import type { NamedFiles } from "./named-files.ts";
import { OutputWriter } from "./output-writer.ts";
import type { BuildInputs } from "./output-writer.ts";
import { outsideFiles } from "./outside-files.ts";
import { PythonBuilder } from "./python-builder.ts";
import type { BuiltPython } from "./python-builder.ts";
import { SizeStage } from "./size-stage.ts";
import type { FlashFile, FlashSnapshot } from "./snapshot.ts";

const NOTHING: Findings = { problems: [], warnings: [] };

/**
 * Builds the flash of a project: {@link FlashBuild.snapshot} gives it as its files are now, {@link FlashBuild.complete} adds the
 * bundle's own output. It knows no bundler.
 */
export class FlashBuild {
  readonly options: ResolvedOptions;
  /** Its Python files one by one, as bundlers load them. */
  readonly python: PythonBuilder;
  /** Writes into output folders. */
  readonly output: OutputWriter;
  private readonly scan: FileScan;
  private readonly search: ImportSearch;
  private readonly found: Stage<undefined, FoundFlash>;
  /** What an earlier process found; looked at for the first snapshot alone. */
  private kept: KeptFlash | undefined;
  /** Taken from there, and not searched for yet. */
  private recalled: FoundFlash | undefined;
  private readonly assembler: FlashAssembler;
  private readonly size: SizeStage | undefined;
  private readonly isListed: (file: string) => boolean;
  private lastFound: FoundFlash | undefined;
  /** Sources of the last snapshot. */
  private sources: ReadonlySet<string> = new Set();

  constructor(options: ResolvedOptions) {
    this.options = options;
    this.python = new PythonBuilder(options);
    this.scan = new FileScan(options, this.python);
    this.search = new ImportSearch(options, this.python, this.scan);
    const finder = new FlashFinder(options, this.python, this.search);
    this.found = { name: "found", make: () => finder.find() };
    this.kept = KeptFlash.open(options, this.python);
    this.size = options.size === undefined ? undefined : new SizeStage(options, this.python);
    this.assembler = new FlashAssembler(options, this.python.memo);
    this.output = new OutputWriter(options, () => this.inputs());
    this.isListed = listingOf(options);
  }

  /** Builds everything: the entries and data files, and the Python that JavaScript imports. */
  snapshot(imported: ImportedPython): FlashSnapshot {
    const { python, options } = this;
    python.disk.refresh();
    const named = this.scan.take(imported);
    this.recall(named);
    const found = python.memo.get(this.found, undefined);
    this.lastFound = found;
    // A build is kept only if there was nothing to tell of its imports.
    const findings = found === this.recalled ? NOTHING : this.search.findings();
    const placements = [...new Set([...named.placements, ...found.placements])];
    this.sources = new Set(placements.map((placement) => placement.file));
    const problems = [
      ...named.problems,
      ...findClashes(placements, (file) => this.display(file)),
      ...findings.problems,
    ];
    const data = placements.filter(({ kind }) => kind === "data").flatMap((one) => this.dataFile(one, problems));
    for (const file of imported.inlined) {
      const problem = this.problemWith(file);
      if (problem && !problems.includes(problem)) problems.push(problem);
    }
    const optimized = this.size?.optimize(
      found,
      fileSet(named.placements),
      new Set([...imported.byUrl, ...imported.inlined]),
    );
    const shipped = optimized ?? found;
    const files = [...shipped.python.map(pythonFile), ...data].sort((a, b) => comparePaths(a.path, b.path));
    const compiled = python.takeCompiled();
    python.saveCache();
    const others = [...named.data.map((placement) => placement.file), ...imported.inlined];
    const outside = (): OutsideFile[] => outsideFiles(found.files, others, python, options.root);
    if (options.lock) problems.push(...checkLockFile(outside(), options.lock));
    problems.push(...found.checks.problems);
    const warnings = [...named.warnings, ...findings.warnings, ...found.checks.warnings];
    const isGood = problems.length === 0 && findings.warnings.length === 0;
    if (isGood) this.kept?.keep(found, python.memo.inputsOf(this.found, undefined));
    this.kept = undefined;
    const parts = { problems, warnings, compiled, graph: found.graph, outside, optimized: optimized?.program };
    return this.assembler.assemble(files, shipped.modules, parts, options.flash.web === undefined);
  }

  /** The flash with the bundle's own output on it, as far as the options ask for that. */
  complete(snapshot: FlashSnapshot, bundle: readonly BundleFile[]): FlashSnapshot {
    return this.assembler.complete(snapshot, bundle);
  }

  /** Looks at the disk, and says whether the next snapshot finds something else than the last one. */
  hasChanged(): boolean {
    this.python.disk.refresh();
    return this.python.memo.get(this.found, undefined) !== this.lastFound;
  }

  /** Does in idle time what the record saved the last snapshot, so that the next one need not. */
  catchUp(): void {
    if (this.recalled === undefined) return;
    const { memo } = this.python;
    if (this.lastFound === this.recalled) memo.forget(this.found, undefined);
    this.recalled = undefined;
    this.lastFound = memo.get(this.found, undefined);
  }

  private recall(named: NamedFiles): void {
    const recalled = this.kept?.recall(named);
    if (recalled === undefined) return;
    this.kept = undefined;
    this.recalled = recalled.found;
    this.python.memo.restore(this.found, undefined, recalled.found, recalled.inputs);
  }

  /** `file` as people know it: relative to the project's root. */
  display(file: string): string {
    return relativePath(this.options.root, file);
  }

  /** The lock file, if there is one: who renews it while a watcher runs expects the build to go on. */
  private lockFile(): string[] {
    const { lock } = this.options;
    return lock && isFile(lock.file) ? [lock.file] : [];
  }

  /**
   * Files on disk that the flash is made of, as far as the last snapshot knows them, and what describes libraries: what a
   * watcher is to look at.
   */
  watched(): string[] {
    const { files: listed } = this.scan.listed(undefined);
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

  private dataFile({ file, path, asset }: Placement, problems: Problem[]): FlashFile[] {
    try {
      const { bytes, sha256 } = this.python.read(file);
      return [{ path, asset, source: file, bytes, sha256 }];
    } catch (error) {
      if (!(error instanceof ProjectError)) throw error;
      problems.push(error.problem);
      return [];
    }
  }
}

function fileSet(placements: readonly Placement[]): Set<string> {
  return new Set(placements.map(({ file }) => file));
}

function pythonFile(built: BuiltPython): FlashFile {
  const { path, asset, file } = built.placement;
  const lines = built.placement.kind === "source" ? undefined : built.compiled.lines;
  return { path, asset, source: file, bytes: built.bytes, sha256: built.sha256, ...(lines && { lines }) };
}
