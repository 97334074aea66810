// Source lines of machine code, for listings only: no .mpy file has them.

import { type Line, NO_LINE } from "../../brands.ts";
import type { LineEntry } from "../../../mpy/file/prelude.ts";

/** Adds that the code from `offset` on is of `line`. Entries are ordered by offset. */
export function addLine(lines: LineEntry[], offset: number, line: Line): void {
  if (line === NO_LINE) return;
  // no code was made since the last entry
  if (lines.at(-1)?.offset === offset) lines.pop();
  if (lines.at(-1)?.line !== line) lines.push({ offset, line });
}
