// Which files a flash is made of, and which may become part of it: what watchers ask, and what an output folder is held against.

import { isFile } from "../node/files.ts";
import { FolderTree } from "../node/folder-tree.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";
import { listingOf } from "./listed-files.ts";
import type { FileScan } from "./named-files.ts";
import type { BuildInputs } from "./output-writer.ts";
import type { PythonBuilder } from "./python-builder.ts";

/** The files that a flash is made of. All paths are absolute, with forward slashes. */
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

  /** Says which sources the last snapshot was made from. */
  take(sources: ReadonlySet<string>): void {
    this.sources = sources;
  }

  /** What a watcher is to look at: what the flash is made of, as far as the last snapshot knows, and what describes libraries. */
  watched(): string[] {
    const { files: listed } = this.scan.listed(undefined);
    return [...new Set([...listed, ...this.parts()])];
  }

  /** Files that the last snapshot was made from. */
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

  /** Whether a file, there or not, may be part of the flash: the options name it, or an import may find it. */
  concerns(file: string): boolean {
    return this.isListed(file) || this.isPart(file) || this.python.trees.mayHold(file);
  }

  /** What the last snapshot was made from, and what the next one may be. */
  all(): BuildInputs {
    const folders: string[] = [];
    const listed = new Set<string>();
    for (const tree of this.python.trees.all) {
      if (!(tree instanceof FolderTree)) for (const { file } of tree.files()) listed.add(file);
      else if (this.python.trees.isLibrary(tree)) folders.push(tree.path);
    }
    return { folders, isInput: (file) => this.isPart(file) || listed.has(file) };
  }

  /** The lock file, if there is one: who renews it while a watcher runs expects the build to go on. */
  private lockFile(): string[] {
    const { lock } = this.options;
    return lock && isFile(lock.file) ? [lock.file] : [];
  }
}
