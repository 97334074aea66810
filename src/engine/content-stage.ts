// The stage that gives the flash's content, with its record on disk: the first snapshot of a process reuses the last
// complete build if all its inputs are unchanged.

import type { Memo, Stage } from "../project/memo.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";
import { ContentFinder } from "./flash-content.ts";
import type { FlashContent } from "./flash-content.ts";
import type { Findings, ImportSearch } from "./import-search.ts";
import { BuildRecord } from "./build-record.ts";
import type { NamedFiles } from "./named-files.ts";
import type { PythonBuilder } from "./python-builder.ts";

const NOTHING: Findings = { problems: [], warnings: [] };

/** The content of the flash, from the record of the last build or from a search. */
export class ContentStage {
  private readonly memo: Memo;
  private readonly search: ImportSearch;
  private readonly stage: Stage<undefined, FlashContent>;
  /** The record of the last build; used for the first snapshot only. */
  private kept: BuildRecord | undefined;
  /** Content from the record, not searched for yet. */
  private recalled: FlashContent | undefined;
  private last: FlashContent | undefined;

  constructor(options: ResolvedOptions, python: PythonBuilder, search: ImportSearch) {
    this.memo = python.memo;
    this.search = search;
    const finder = new ContentFinder(options, python, search);
    this.stage = { name: "found", make: () => finder.find() };
    this.kept = BuildRecord.open(options, python);
  }

  /** The content that follows from these files, and its findings. */
  take(named: NamedFiles): { found: FlashContent; findings: Findings } {
    const recalled = this.kept?.recall(named);
    if (recalled !== undefined) {
      this.kept = undefined;
      this.recalled = recalled.found;
      this.memo.restore(this.stage, undefined, recalled.found, recalled.inputs);
    }
    const found = this.memo.get(this.stage, undefined);
    this.last = found;
    // A build is recorded only if its imports have no findings.
    return { found, findings: found === this.recalled ? NOTHING : this.search.findings() };
  }

  /** Records the content for the next process, the first time that it has no findings (`isNothing`). */
  keep(isNothing: boolean): void {
    if (isNothing && this.last) this.kept?.keep(this.last, this.memo.inputsOf(this.stage, undefined));
    this.kept = undefined;
  }

  /** Whether the content has changed since it was last taken. */
  hasChanged(): boolean {
    return this.memo.get(this.stage, undefined) !== this.last;
  }

  /** Runs the search that the record replaced, so that the next change need not. */
  catchUp(): void {
    if (this.recalled === undefined) return;
    if (this.last === this.recalled) this.memo.forget(this.stage, undefined);
    this.recalled = undefined;
    this.last = this.memo.get(this.stage, undefined);
  }
}
