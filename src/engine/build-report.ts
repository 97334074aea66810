// What a build says of its flash when it is done: one line, and the table of sizes. The first build compares with the record
// of the last one, a watcher's later rounds with the round before.

import { printableText } from "../diagnostics/printable.ts";
import { SizeRecord } from "../node/size-record.ts";
import type { Manifest } from "../project/manifest.ts";
import { savingLines } from "../project/report/optimized.ts";
import { fileSizes, number, sizeTable } from "../project/report/table.ts";
import type { FileSizes } from "../project/report/table.ts";
import type { FlashSnapshot } from "./snapshot.ts";
import type { PythonBuilder } from "./python-builder.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";

/** What has been done for the files of all snapshots so far. */
type WorkDone = Pick<PythonBuilder, "compileCount" | "restoredCount" | "cacheFailure">;

/** Says how large the flash became: a line for each build, and the table of sizes with what changed since the last one. */
export class BuildReport {
  private readonly options: ResolvedOptions;
  private readonly record: SizeRecord;
  private last: FileSizes | undefined;
  private compiledBefore: number;
  private restoredBefore: number;
  private toldOfCache = false;

  /**
   * `bundler` names it: builds of one project by several are not compared with each other. `before` is what had been done when
   * this one began.
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
   * Text for the log, of a build that is done. `work` counts from the beginning: some bundlers ask for snapshots on the way, so
   * that the last one alone does not know what was compiled.
   */
  text(snapshot: FlashSnapshot, work: WorkDone): string {
    const { compileCount, restoredCount, cacheFailure } = work;
    const restored = restoredCount - this.restoredBefore;
    let summary = summaryLine(snapshot.manifest, compileCount - this.compiledBefore);
    if (restored > 0) summary += `, ${restored} from the cache`;
    if (cacheFailure !== undefined && !this.toldOfCache) summary += `\nThe cache cannot be written: ${cacheFailure}`;
    this.compiledBefore = compileCount;
    this.restoredBefore = restoredCount;
    this.toldOfCache ||= cacheFailure !== undefined;
    if (!this.options.report.table) return summary;
    const changesOnly = this.last !== undefined;
    const table = sizeTable(snapshot.manifest, { before: this.before, changesOnly });
    this.last = fileSizes(snapshot.manifest);
    this.record.write(this.last);
    if (table === "") return printableText(summary);
    const optimized = snapshot.optimized === undefined ? [] : savingLines(snapshot.optimized.report);
    // Of a watcher's later rounds only the whole.
    const lines = [table, ...(changesOnly ? optimized.slice(0, 1) : optimized)];
    return printableText(`${summary}\n\n${lines.join("\n")}\n`);
  }
}

/** One line for the log: what this build did. */
export function summaryLine(manifest: Manifest, compiled: number): string {
  const { modules, files, flash } = manifest;
  const parts = [`${modules.length} Python ${modules.length === 1 ? "module" : "modules"}`];
  const web = files.filter((file) => file.web).length;
  const data = files.length - web;
  if (data > 0) parts.push(`${data} data ${data === 1 ? "file" : "files"}`);
  if (web > 0) parts.push(`${web} web ${web === 1 ? "file" : "files"}`);
  return `${parts.join(", ")}, ${number(flash.used)} bytes on flash; compiled ${compiled}`;
}
