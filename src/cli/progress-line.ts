// A progress line for long work, if standard error is a terminal.

import { printableName } from "../diagnostics/printable.ts";

/** Minimum time between two updates of the line, in milliseconds. */
const REDRAW_MS = 50;

/** A progress line on standard error. */
export class ProgressLine {
  private readonly total: number | undefined;
  private count = 0;
  private drawnAt = 0;

  /** `total` is the number of steps, if known. */
  constructor(total?: number) {
    this.total = total;
  }

  /** A progress line if standard error is a terminal, else undefined. */
  static onTerminal(total?: number): ProgressLine | undefined {
    return process.stderr.isTTY ? new ProgressLine(total) : undefined;
  }

  /** Counts a step. */
  step(name: string): void {
    this.count++;
    const now = performance.now();
    if (now - this.drawnAt < REDRAW_MS && this.count !== this.total) return;
    this.drawnAt = now;
    const width = (process.stderr.columns || 80) - 1;
    const done = this.total === undefined ? this.count : `${this.count}/${this.total}`;
    process.stderr.write(`\r\x1b[K${`[${done}] ${printableName(name)}`.slice(0, width)}`);
  }

  /** Removes the line. */
  clear(): void {
    process.stderr.write("\r\x1b[K");
  }
}
