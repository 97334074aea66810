// The stage of all that was found, with its record on disk: the first snapshot of a process takes what the last whole build found,
// if all that it was made from is the same.

import type { Memo, Stage } from "../project/memo.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";
import { FlashFinder } from "./found-flash.ts";
import type { FoundFlash } from "./found-flash.ts";
import type { Findings, ImportSearch } from "./import-search.ts";
import { KeptFlash } from "./kept-flash.ts";
import type { NamedFiles } from "./named-files.ts";
import type { PythonBuilder } from "./python-builder.ts";

const NOTHING: Findings = { problems: [], warnings: [] };

/** All that was found, now and the last time. */
export class FoundStage {
  private readonly memo: Memo;
  private readonly search: ImportSearch;
  private readonly stage: Stage<undefined, FoundFlash>;
  /** What an earlier process found; looked at for the first snapshot alone. */
  private kept: KeptFlash | undefined;
  /** Taken from there, and not searched for yet. */
  private recalled: FoundFlash | undefined;
  private last: FoundFlash | undefined;

  constructor(options: ResolvedOptions, python: PythonBuilder, search: ImportSearch) {
    this.memo = python.memo;
    this.search = search;
    const finder = new FlashFinder(options, python, search);
    this.stage = { name: "found", make: () => finder.find() };
    this.kept = KeptFlash.open(options, python);
  }

  /** What is found from these files, and what is wrong with it. */
  take(named: NamedFiles): { found: FoundFlash; findings: Findings } {
    const recalled = this.kept?.recall(named);
    if (recalled !== undefined) {
      this.kept = undefined;
      this.recalled = recalled.found;
      this.memo.restore(this.stage, undefined, recalled.found, recalled.inputs);
    }
    const found = this.memo.get(this.stage, undefined);
    this.last = found;
    // A build is kept only if there was nothing to tell of its imports.
    return { found, findings: found === this.recalled ? NOTHING : this.search.findings() };
  }

  /** Keeps for the next process what was just taken, if there `isNothing` to tell of it and this is the first time. */
  keep(isNothing: boolean): void {
    if (isNothing && this.last) this.kept?.keep(this.last, this.memo.inputsOf(this.stage, undefined));
    this.kept = undefined;
  }

  /** Whether something else is found now than was taken last. */
  hasChanged(): boolean {
    return this.memo.get(this.stage, undefined) !== this.last;
  }

  /** Searches for what was recalled, so that the next change need not. */
  catchUp(): void {
    if (this.recalled === undefined) return;
    if (this.last === this.recalled) this.memo.forget(this.stage, undefined);
    this.recalled = undefined;
    this.last = this.memo.get(this.stage, undefined);
  }
}
