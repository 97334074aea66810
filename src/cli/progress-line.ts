// A line on the terminal that shows how far a long work is. Where standard error is no terminal, there is none.

import { printableName } from "../diagnostics/printable.ts";

/** Milliseconds between two drawings of the line. */
const REDRAW_MS = 50;

/** A line on standard error that says how far a long work is; nothing where that is no terminal. */
export class ProgressLine {
  private readonly total: number | undefined;
  private count = 0;
  private drawnAt = 0;

  /** `total`: how many steps there will be, where that is known. */
  constructor(total?: number) {
    this.total = total;
  }

  /** A line if there is a terminal to draw it on. */
  static onTerminal(total?: number): ProgressLine | undefined {
    return process.stderr.isTTY ? new ProgressLine(total) : undefined;
  }

  /** One step is done, or begun. */
  step(name: string): void {
    this.count++;
    const now = performance.now();
    if (now - this.drawnAt < REDRAW_MS && this.count !== this.total) return;
    this.drawnAt = now;
    const width = (process.stderr.columns || 80) - 1;
    const done = this.total === undefined ? this.count : `${this.count}/${this.total}`;
    process.stderr.write(`\r\x1b[K${`[${done}] ${printableName(name)}`.slice(0, width)}`);
  }

  /** Takes the line away. */
  clear(): void {
    process.stderr.write("\r\x1b[K");
  }
}
