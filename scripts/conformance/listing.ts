// Two .mpy files side by side around the first place where they differ.

import { disassemble, formatDisassembly } from "../../src/mpy/index.ts";

/** Lines before and after the first difference. */
const CONTEXT = 12;

/** Both texts in two columns, from a little before their first difference on; `!` marks lines that differ. */
export function sideBySide(left: readonly string[], right: readonly string[], width = 118): string {
  const longest = Math.max(left.length, right.length);
  let first = 0;
  while (first < longest && left[first] === right[first]) first++;
  const column = (width - 3) >> 1;
  const rows = [`${"reference".padEnd(column)} | ours`];
  for (let at = Math.max(0, first - CONTEXT); at < Math.min(longest, first + CONTEXT); at++) {
    const a = left[at] ?? "";
    const b = right[at] ?? "";
    rows.push(`${a.slice(0, column).padEnd(column)} ${a === b ? "|" : "!"} ${b.slice(0, column)}`.trimEnd());
  }
  return rows.join("\n");
}

/** The lines of a .mpy's disassembly; as hex where it cannot be read. */
export function listingOf(mpy: Uint8Array): string[] {
  try {
    return formatDisassembly(disassemble(mpy)).split("\n");
  } catch (error) {
    return [
      String(error),
      ...(Buffer.from(mpy)
        .toString("hex")
        .match(/.{1,48}/g) ?? []),
    ];
  }
}
