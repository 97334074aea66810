// The input files of a flash, and the files that may become inputs. Watchers use them, and the check of the output
// folder.

import { isFile } from "../node/files.ts";
import { FolderTree } from "../node/folder-tree.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";
import { listingOf } from "./listed-files.ts";
import type { FileScan } from "./named-files.ts";
import type { BuildInputs } from "./output-writer.ts";
import type { PythonBuilder } from "./python-builder.ts";

/** The input files of a flash. All paths are absolute, with forward slashes. */
export class FlashInputs {
  private readonly options: ResolvedOptions;
  private readonly python: PythonBuilder;
  private readonly scan: FileScan;
  private readonly isListed: (file: string) => boolean;
  /** Sources of the last snapshot. */
  private sources: ReadonlySet<string> = new Set();

  constructor(options: ResolvedOptions, python: PythonBuilder, scan: FileScan) {
    this.options = options;
    this.python = python;
    this.scan = scan;
    this.isListed = listingOf(options);
  }

  /** Sets the sources of the last snapshot. */
  take(sources: ReadonlySet<string>): void {
    this.sources = sources;
  }

  /** Files to watch: the sources of the last snapshot and the files that describe libraries. */
  watched(): string[] {
    const { files: listed } = this.scan.listed(undefined);
    return [...new Set([...listed, ...this.parts()])];
  }

  /** The sources of the last snapshot. */
  parts(): string[] {
    return [...this.sources, ...this.python.trees.describedBy, ...this.lockFile()];
  }

  /** Whether the last snapshot was made from a file. */
  isPart(file: string): boolean {
    return (
      this.sources.has(file) ||
      this.sources.has(this.python.trees.knownPath(file)) ||
      this.python.trees.describedBy.includes(file) ||
      file === this.options.lock?.file
    );
  }

  /**
   * Whether a file may be part of the flash, because the options name it or an import may find it. The file need not
   * exist.
   */
  concerns(file: string): boolean {
    return this.isListed(file) || this.isPart(file) || this.python.trees.mayHold(file);
  }

  /** The inputs of the last snapshot, and the possible inputs of the next. */
  all(): BuildInputs {
    const folders: string[] = [];
    const listed = new Set<string>();
    for (const tree of this.python.trees.all) {
      if (!(tree instanceof FolderTree)) for (const { file } of tree.files()) listed.add(file);
      else if (this.python.trees.isLibrary(tree)) folders.push(tree.path);
    }
    return { folders, isInput: (file) => this.isPart(file) || listed.has(file) };
  }

  /** The lock file, if it exists. Updating it while a watcher runs starts a build. */
  private lockFile(): string[] {
    const { lock } = this.options;
    return lock && isFile(lock.file) ? [lock.file] : [];
  }
}
