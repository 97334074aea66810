// Two .mpy files side by side around the first place where they differ.

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

/** Offset, sixteen bytes in hex, and as text. */
export function hexDump(bytes: Uint8Array): string[] {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const row = bytes.subarray(at, at + 16);
    const hex = Array.from(row, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
    const text = Array.from(row, (byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : ".")).join("");
    lines.push(`${at.toString(16).padStart(6, "0")} ${hex.padEnd(47)} ${text}`);
  }
  return lines;
}
