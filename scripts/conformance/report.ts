// The output of a comparison: a table of option sets, the numbers of differences by kind, and the first ones by name.

import { kindOfDifference } from "./answer.ts";
import type { Verdict } from "./answer.ts";
import type { Difference } from "./work.ts";
import { noCounts } from "./work.ts";

/** How many kinds of difference are listed. */
const KINDS_SHOWN = 15;

/** Sums up the counts of a run. */
export class Totals {
  readonly sets: readonly string[];
  readonly counts: Record<Verdict, number>[];
  readonly differences: Difference[] = [];

  constructor(sets: readonly string[]) {
    this.sets = sets;
    this.counts = sets.map(noCounts);
  }

  /** Programs compared so far: those under the first option set. */
  get programs(): number {
    return Object.values(this.counts[0]!).reduce((sum, count) => sum + count, 0);
  }

  /** Adds what came of one task. */
  add(counts: readonly Record<Verdict, number>[], differences: readonly Difference[]): void {
    for (let at = 0; at < counts.length; at++) {
      const sum = this.counts[at]!;
      for (const [name, count] of Object.entries(counts[at]!)) sum[name as Verdict] += count;
    }
    for (const difference of differences) this.differences.push(difference);
  }

  /** Heads, then one row for each option set and one for all. */
  rows(): string[][] {
    const rows = [["options", "compared", "same .mpy", "same refusal", "abort refused", "DIFFER"]];
    const all = noCounts();
    this.sets.forEach((set, at) => {
      const counts = this.counts[at]!;
      for (const name of Object.keys(all)) all[name as Verdict] += counts[name as Verdict];
      rows.push(row(set, counts));
    });
    if (this.sets.length > 1) rows.push(row("all", all));
    return rows;
  }

  /** {@link rows} as text. */
  table(): string {
    const rows = this.rows();
    const widths = rows[0]!.map((_, column) => Math.max(...rows.map((cells) => cells[column]!.length)));
    return rows.map((cells) => cells.map((cell, column) => pad(cell, widths[column]!, column)).join("  ")).join("\n");
  }

  /** Differences by kind, the most frequent first. */
  kinds(): string {
    const kinds = new Map<string, number>();
    for (const { ours, theirs } of this.differences) {
      const kind = kindOfDifference(ours, theirs);
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    const sorted = [...kinds].sort((a, b) => b[1] - a[1]);
    const lines = sorted.slice(0, KINDS_SHOWN).map(([kind, count]) => `${String(count).padStart(7)} × ${kind}`);
    if (sorted.length > KINDS_SHOWN) lines.push(`        and ${sorted.length - KINDS_SHOWN} kinds more`);
    return lines.join("\n");
  }

  /** The first `count` programs that differ, in the order of the corpus, each with its first option set. */
  firstDifferences(count: number, order: (difference: Difference) => number): Difference[] {
    const first = new Map<string, Difference>();
    for (const difference of this.differences.sort((a, b) => order(a) - order(b))) {
      if (first.size === count && !first.has(difference.program.name)) break;
      if (!first.has(difference.program.name)) first.set(difference.program.name, difference);
    }
    return [...first.values()];
  }
}

/** One line for one difference. */
export function describe({ program, set, ours, theirs }: Difference): string {
  return `${program.name} [${set}]\n    reference ${theirs}\n    ours      ${ours}`;
}

function row(name: string, counts: Record<Verdict, number>): string[] {
  const sum = Object.values(counts).reduce((a, b) => a + b, 0);
  const cells = [sum, counts.same, counts["same-refusal"], counts["abort-refused"], counts.differs];
  return [name, ...cells.map(String)];
}

function pad(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}
