// The line table of one scope: pairs of bytes to skip and lines to skip, one for each place where the line grows. Positions
// are collected while code is written and become bytes when the jumps before them have their size.

import type { Line } from "../../brands.ts";
import type { ByteWriter } from "../../../bytes/writer.ts";
import { writeLineSkip } from "../../../mpy/file/prelude.ts";
import type { Jumps } from "./jumps.ts";

export class Lines {
  private positions = new Int32Array(256);
  private jumpsBefore = new Int32Array(256);
  private skips = new Int32Array(256);
  private count = 0;
  private last = 1;

  reset(): void {
    this.count = 0;
    this.last = 1;
  }

  /** The code from `position` on belongs to `line`; a smaller line than the last is not noted. */
  set(line: Line, position: number, jumpsBefore: number): void {
    if (line <= this.last) return;
    const at = this.count++;
    if (at === this.positions.length) {
      this.positions = double(this.positions);
      this.jumpsBefore = double(this.jumpsBefore);
      this.skips = double(this.skips);
    }
    this.positions[at] = position;
    this.jumpsBefore[at] = jumpsBefore;
    this.skips[at] = line - this.last;
    this.last = line;
  }

  write(to: ByteWriter, jumps: Jumps): void {
    let last = 0;
    for (let i = 0; i < this.count; i++) {
      const offset = this.positions[i]! + jumps.longAmong(this.jumpsBefore[i]!);
      writeLineSkip(to, offset - last, this.skips[i]!);
      last = offset;
    }
  }
}

function double(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(array.length * 2);
  grown.set(array);
  return grown;
}
