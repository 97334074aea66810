// Source lines of machine code: kept for listings only, since no .mpy file holds them.

import { type Line, NO_LINE } from "../../brands.ts";
import type { LineEntry } from "../../../mpy/file/prelude.ts";

/** Notes that the code from `offset` on is of `line`, in lines that are ordered by offset. */
export function addLine(lines: LineEntry[], offset: number, line: Line): void {
  if (line === NO_LINE) return;
  // no code was made since the last entry
  if (lines.at(-1)?.offset === offset) lines.pop();
  if (lines.at(-1)?.line !== line) lines.push({ offset, line });
}
