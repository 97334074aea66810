// Builds the flash of a project: runs the stages in order, from the files that the options and JavaScript name to a
// snapshot. It does not depend on a bundler. One memo holds the result of each stage as long as its inputs are the
// same.

import { checkLockFile } from "../node/lock-file.ts";
import type { OutsideFile } from "../project/lock/lock.ts";
import { comparePaths, relativePath } from "../project/paths.ts";
import { findClashes } from "../project/placement.ts";
import type { Placement } from "../project/placement.ts";
import { ProjectError } from "../project/problem.ts";
import type { Problem } from "../project/problem.ts";
import type { BundleFile } from "../project/web-assets.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";
import { FlashAssembler } from "./flash-assembler.ts";
import { FlashInputs } from "./flash-inputs.ts";
import { ContentStage } from "./content-stage.ts";
import { ImportSearch } from "./import-search.ts";
import type { ImportedPython } from "./imported-python.ts";
import { FileScan } from "./named-files.ts";
import { OutputWriter } from "./output-writer.ts";
import { OutputMaker } from "./outputs.ts";
import { sha256 } from "../node/files.ts";
import type { OutputFile } from "../node/output/output-folder.ts";
import type { FileSizes } from "../project/report/table.ts";
import { outsideFiles } from "./outside-files.ts";
import { PythonBuilder } from "./python-builder.ts";
import type { BuiltPython } from "./python-builder.ts";
import { SizeStage } from "./size-stage.ts";
import type { FlashFile, FlashSnapshot } from "./snapshot.ts";

/**
 * Builds the flash of a project. {@link FlashBuild.snapshot} builds it from the files as they are now, {@link
 * FlashBuild.complete} adds the bundle's own output. It does not depend on a bundler.
 */
export class FlashBuild {
  readonly options: ResolvedOptions;
  /** Builds single Python files, as bundlers load them. */
  readonly python: PythonBuilder;
  /** Writes into output folders. */
  readonly output: OutputWriter;
  /** The files that the last snapshot was made from. */
  readonly inputs: FlashInputs;
  private readonly scan: FileScan;
  private readonly found: ContentStage;
  private readonly assembler: FlashAssembler;
  private readonly size: SizeStage | undefined;
  private readonly outputMaker: OutputMaker;
  private readonly fileOf: (built: BuiltPython) => FlashFile;

  constructor(options: ResolvedOptions) {
    this.options = options;
    this.python = new PythonBuilder(options);
    this.scan = new FileScan(options, this.python);
    this.found = new ContentStage(options, this.python, new ImportSearch(options, this.python, this.scan));
    this.size = options.size === undefined ? undefined : new SizeStage(options, this.python);
    this.assembler = new FlashAssembler(options, this.python.memo, (file) => ({
      bytes: this.python.read(file).bytes,
      displayFile: relativePath(options.root, file),
    }));
    this.fileOf = this.python.memo.remembering("file of flash", pythonFile);
    this.outputMaker = new OutputMaker(options, this.python.memo);
    this.inputs = new FlashInputs(options, this.python, this.scan);
    this.output = new OutputWriter(options, () => this.inputs.all());
  }

  /** Builds everything: the entries and data files, and the Python that JavaScript imports. */
  snapshot(given: ImportedPython): FlashSnapshot {
    const { python, options } = this;
    python.disk.refresh();
    const imported = this.asKnown(given);
    const named = this.scan.take(imported);
    const { found, findings } = this.found.take(named);
    const placements = [...new Set([...named.placements, ...found.placements])];
    this.inputs.take(fileSet(placements));
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
    const stubs = shipped.python.flatMap(stubFile);
    const files = [...shipped.python.map(this.fileOf), ...stubs, ...data].sort((a, b) => comparePaths(a.path, b.path));
    const compiled = python.takeCompiled();
    python.saveCache();
    const others = [...named.data.map((placement) => placement.file), ...imported.inlined];
    const outside = (): OutsideFile[] => outsideFiles(found.files, others, python, options.root);
    if (options.lock) problems.push(...checkLockFile(outside(), options.lock));
    problems.push(...found.checks.problems);
    const warnings = [...named.warnings, ...findings.warnings, ...found.checks.warnings];
    this.found.keep(problems.length === 0 && findings.warnings.length === 0);
    const parts = { problems, warnings, compiled, graph: found.graph, outside, optimized: optimized?.program };
    return this.assembler.assemble(files, shipped.modules, parts, options.flash.web === undefined);
  }

  /** The imports of JavaScript, with paths as the options name them. */
  private asKnown({ byUrl, inlined }: ImportedPython): ImportedPython {
    const known = (files: readonly string[]): string[] => {
      return [...new Set(files.map((file) => this.python.trees.knownPath(file)))].sort();
    };
    return { byUrl: known(byUrl), inlined: known(inlined) };
  }

  /** The flash with the bundle's own output on it, if the options ask for that. */
  complete(snapshot: FlashSnapshot, bundle: readonly BundleFile[]): FlashSnapshot {
    return this.assembler.complete(snapshot, bundle);
  }

  /** All outputs, in the order of writing. `before` gives the sizes of the last build. */
  outputs(snapshot: FlashSnapshot, before?: () => FileSizes | undefined): OutputFile[] {
    return this.outputMaker.make(snapshot, before);
  }

  /** Reads the disk again. Returns whether the next snapshot will differ from the last one. */
  hasChanged(): boolean {
    this.python.disk.refresh();
    return this.found.hasChanged();
  }

  /** Runs in idle time the search that the record replaced, so that the next snapshot need not. */
  catchUp(): void {
    this.found.catchUp();
  }

  /** The name of `file` in messages: relative to the project root. */
  display(file: string): string {
    return relativePath(this.options.root, file);
  }

  /** Why `file` cannot be built; undefined if it can. */
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

/** The stub of one line that imports a compiled boot.py or main.py. */
function stubFile({ placement: { file, stub } }: BuiltPython): FlashFile[] {
  if (stub === undefined) return [];
  const bytes = new TextEncoder().encode(stub.text);
  return [{ path: stub.path, asset: stub.asset, source: file, bytes, sha256: sha256(bytes) }];
}

function pythonFile(built: BuiltPython): FlashFile {
  const { path, asset, file } = built.placement;
  const lines = built.placement.kind === "source" ? undefined : built.compiled.lines;
  return { path, asset, source: file, bytes: built.bytes, sha256: built.sha256, ...(lines && { lines }) };
}
