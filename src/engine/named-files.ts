// The scan stage: the files that the options and JavaScript name, with their paths on the device.

import { absolutePath } from "../node/files.ts";
import type { Root } from "../project/graph/reach.ts";
import type { Placement } from "../project/placement.ts";
import { ProjectError } from "../project/problem.ts";
import type { Problem } from "../project/problem.ts";
import { relativePath } from "../project/paths.ts";
import { isGlob } from "../options/resolve-options.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";
import { IMPORTED } from "./imported-python.ts";
import type { ImportedPython } from "./imported-python.ts";
import { listedFiles } from "./listed-files.ts";
import type { ListedFiles } from "./listed-files.ts";
import {
  dataInEntries,
  missingNamedFile,
  NAME_NOT_UTF8,
  noFileMatches,
  pythonInData,
  skippedFile,
} from "./messages.ts";
import type { PythonBuilder } from "./python-builder.ts";

/** Files that the options and JavaScript name, with their paths on the device. */
export interface NamedFiles {
  readonly roots: readonly Root[];
  readonly data: readonly Placement[];
  /** Roots and data. */
  readonly placements: readonly Placement[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
}

/** Finds the files that the options and JavaScript name. */
export class FileScan {
  private readonly options: ResolvedOptions;
  private readonly python: PythonBuilder;
  private readonly named: (_: undefined) => NamedFiles;
  /** The files that the options name now. */
  readonly listed: (_: undefined) => ListedFiles;

  constructor(options: ResolvedOptions, python: PythonBuilder) {
    this.options = options;
    this.python = python;
    this.listed = python.memo.remembering("globs", () => listedFiles(options, python.disk), areSameLists);
    this.named = python.memo.remembering("named files", () => this.placeAll());
  }

  /** Sets what JavaScript imports, and gives the files. */
  take(imported: ImportedPython): NamedFiles {
    const { memo, trees } = this.python;
    const before = memo.get(IMPORTED, undefined);
    const isSame = before.byUrl.join("\n") === imported.byUrl.join("\n");
    if (!isSame) memo.set(IMPORTED, undefined, imported);
    trees.useRootsOf(this.named(undefined).roots.map((root) => root.file));
    return this.now;
  }

  /** The files for the imports that were last set, with changes on disk. */
  get now(): NamedFiles {
    return this.named(undefined);
  }

  private placeAll(): NamedFiles {
    const { trees, memo } = this.python;
    const problems: Problem[] = [];
    const warnings: string[] = [];
    const listed = this.listed(undefined);
    for (const pattern of listed.unmatched) this.reportUnmatched(pattern, problems, warnings);
    const skipped = new Map([...listed.skipped, ...trees.unreadable.map((file) => [file, NAME_NOT_UTF8] as const)]);
    for (const [file, reason] of skipped) {
      warnings.push(skippedFile(relativePath(this.options.root, file), reason));
    }
    const roots: Root[] = [];
    const data: Placement[] = [];
    const placements: Placement[] = [];
    const names = new Set(listed.files.filter((file) => !trees.isFrozen(file)));
    for (const file of new Set([...names, ...memo.get(IMPORTED, undefined).byUrl])) {
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
    return { roots, data, placements, problems, warnings };
  }

  private reportUnmatched(pattern: string, problems: Problem[], warnings: string[]): void {
    const { root, entries, data } = this.options;
    const isPython = pattern.endsWith(".py");
    const isThere = this.python.disk.kindOf(absolutePath(root, pattern)) === "file";
    if (!(isPython ? entries : data).includes(pattern) && isThere) {
      problems.push(isPython ? pythonInData(pattern) : dataInEntries(pattern));
      return;
    }
    // A glob may match nothing yet. A path must exist.
    if (isGlob(pattern)) warnings.push(`${noFileMatches(pattern)} in ${root}`);
    else problems.push(missingNamedFile(pattern, root));
  }
}

function areSameLists(a: ListedFiles, b: ListedFiles): boolean {
  const text = ({ files, unmatched, skipped }: ListedFiles): string => JSON.stringify([files, unmatched, [...skipped]]);
  return text(a) === text(b);
}
