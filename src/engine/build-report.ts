// The log of a finished build: one line and the size table. The first build compares its sizes with the record of the
// last build. A watcher's rebuild compares them with the build before.

import { printableText } from "../diagnostics/printable.ts";
import { SizeRecord } from "../node/size-record.ts";
import { savingLines } from "../project/report/optimized.ts";
import { fileSizes, sizeTable } from "../project/report/table.ts";
import { summaryLine } from "./summary-line.ts";
import type { FileSizes } from "../project/report/table.ts";
import type { FlashSnapshot } from "./snapshot.ts";
import type { PythonBuilder } from "./python-builder.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";
import { cacheFailureLine } from "./messages.ts";

/** Counts of the work done so far, for all snapshots. */
type WorkDone = Pick<PythonBuilder, "compileCount" | "restoredCount" | "cacheFailure">;

/** Makes the log of builds: a line for each build, and the size table with the changes since the last build. */
export class BuildReport {
  private readonly options: ResolvedOptions;
  private readonly record: SizeRecord;
  private last: FileSizes | undefined;
  private compiledBefore: number;
  private restoredBefore: number;
  private hasReportedCache = false;

  /**
   * `bundler` is the bundler's name: builds by different bundlers are not compared with each other. `before` holds the
   * counts at the start of this build.
   */
  constructor(options: ResolvedOptions, bundler: string, before: Pick<WorkDone, "compileCount" | "restoredCount">) {
    this.compiledBefore = before.compileCount;
    this.restoredBefore = before.restoredCount;
    this.options = options;
    const { mode, root, layout, flash } = options;
    const kind = [bundler, mode, layout.outputFolder, flash.filesystem, String(flash.web !== undefined)];
    this.record = new SizeRecord(root, kind.join("\n"));
  }

  /** Sizes of the build before this one; undefined where none is known. */
  get before(): FileSizes | undefined {
    return this.last ?? this.record.read();
  }

  /**
   * The log text of a finished build. `work` counts from the start, because some bundlers take several snapshots for
   * one build.
   */
  text(snapshot: FlashSnapshot, work: WorkDone): string {
    const { compileCount, restoredCount, cacheFailure } = work;
    const restored = restoredCount - this.restoredBefore;
    let summary = summaryLine(snapshot.manifest, compileCount - this.compiledBefore);
    if (restored > 0) summary += `, ${restored} from the cache`;
    if (cacheFailure !== undefined && !this.hasReportedCache) summary += `\n${cacheFailureLine(cacheFailure)}`;
    this.compiledBefore = compileCount;
    this.restoredBefore = restoredCount;
    this.hasReportedCache ||= cacheFailure !== undefined;
    if (!this.options.report.table) return summary;
    const changesOnly = this.last !== undefined;
    const table = sizeTable(snapshot.manifest, { before: this.before, changesOnly });
    this.last = fileSizes(snapshot.manifest);
    this.record.write(this.last);
    if (table === "") return printableText(summary);
    const optimized = snapshot.optimized === undefined ? [] : savingLines(snapshot.optimized.report);
    // A rebuild shows only the total.
    const lines = [table, ...(changesOnly ? optimized.slice(0, 1) : optimized)];
    return printableText(`${summary}\n\n${lines.join("\n")}\n`);
  }
}
