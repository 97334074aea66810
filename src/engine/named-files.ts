// The stage that scans: the files that the options and JavaScript name, and where they come to lie.

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
import type { PythonBuilder } from "./python-builder.ts";

/** Files that the options and JavaScript name, with the paths on the device that they get. */
export interface NamedFiles {
  readonly roots: readonly Root[];
  readonly data: readonly Placement[];
  /** All of them. */
  readonly placements: readonly Placement[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
}

const NOT_UTF8 = "its name is not UTF-8";

/** Finds the files that the options and JavaScript name. */
export class FileScan {
  private readonly options: ResolvedOptions;
  private readonly python: PythonBuilder;
  private readonly named: (_: undefined) => NamedFiles;
  /** Files of the options, as they are now. */
  readonly listed: (_: undefined) => ListedFiles;

  constructor(options: ResolvedOptions, python: PythonBuilder) {
    this.options = options;
    this.python = python;
    this.listed = python.memo.remembering("globs", () => listedFiles(options, python.disk), areSameLists);
    this.named = python.memo.remembering("named files", () => this.placeAll());
  }

  /** The files with what JavaScript imports now. */
  take(imported: ImportedPython): NamedFiles {
    const { memo, trees } = this.python;
    const before = memo.get(IMPORTED, undefined);
    const isSame = before.byUrl.join("\n") === imported.byUrl.join("\n");
    if (!isSame) memo.set(IMPORTED, undefined, imported);
    trees.useRootsOf(this.named(undefined).roots.map((root) => root.file));
    return this.now;
  }

  /** The files as they were when they were last taken, but for what has changed on the disk. */
  get now(): NamedFiles {
    return this.named(undefined);
  }

  private placeAll(): NamedFiles {
    const { trees, memo } = this.python;
    const problems: Problem[] = [];
    const warnings: string[] = [];
    const listed = this.listed(undefined);
    for (const pattern of listed.unmatched) this.tellUnmatched(pattern, problems, warnings);
    const passedOver = new Map([...listed.passedOver, ...trees.unreadable.map((file) => [file, NOT_UTF8] as const)]);
    for (const [file, reason] of passedOver) {
      warnings.push(`${relativePath(this.options.root, file)} is passed over: ${reason}`);
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

  private tellUnmatched(pattern: string, problems: Problem[], warnings: string[]): void {
    const { root, entries, data } = this.options;
    const isPython = pattern.endsWith(".py");
    const isThere = this.python.disk.kindOf(absolutePath(root, pattern)) === "file";
    if (!(isPython ? entries : data).includes(pattern) && isThere) {
      problems.push(misplaced(pattern, isPython));
      return;
    }
    const summary = `option entries or data: no file matches "${pattern}"`;
    // A glob may match nothing yet; a file that is spelled out is missed.
    if (isGlob(pattern)) warnings.push(`${summary} in ${root}`);
    else problems.push({ summary, hint: `It was looked for in ${root}.` });
  }
}

function areSameLists(a: ListedFiles, b: ListedFiles): boolean {
  const text = ({ files, unmatched, passedOver }: ListedFiles): string =>
    JSON.stringify([files, unmatched, [...passedOver]]);
  return text(a) === text(b);
}

function misplaced(pattern: string, isPython: boolean): Problem {
  return {
    summary: `option ${isPython ? "data" : "entries"}: "${pattern}" is not for it`,
    hint: "Python sources (.py) belong in entries, all other files in data.",
  };
}
