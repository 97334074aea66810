// The table of boards as a source file, and the differences between two such tables.

import type { BoardRow } from "../../src/flash/boards/rows.ts";

type Rows = Readonly<Record<string, BoardRow>>;

const HEAD = `// Where the boards of MicroPython's ports have their filesystem: made by \`npm run boards -- --micropython DIR --write\` from the ports' own
// build files, which scripts/boards/ports.ts names. What the rows mean is in rows.ts. Boards of the esp32 port have the size that their
// configuration names; a module with more flash has a larger filesystem, which \`flash.size\` says.

`;

/** The file. */
export function boardTable(rows: Rows, version: string): string {
  const key = (name: string): string => (/^\w+$/.test(name) ? name : JSON.stringify(name));
  const lines = Object.entries(rows).map(([name, row]) => `  ${key(name)}: [${row.map(cell).join(", ")}],`);
  return `${HEAD}
/** The release that the rows are of. */
export const BOARDS_VERSION: string = ${JSON.stringify(version)};

/** Rows by the names of boards. */
export const BOARD_ROWS = {
${lines.join("\n")}
} as const;
`;
}

function cell(value: string | number | undefined): string {
  return typeof value === "number" ? `0x${value.toString(16)}` : JSON.stringify(value);
}

/** What differs, a line for each board. */
export function differences(known: Rows, found: Rows): string[] {
  const names = new Set([...Object.keys(known), ...Object.keys(found)]);
  return [...names].sort().flatMap((name) => {
    const [here, there] = [known[name], found[name]].map((row) => row && row.map(cell).join(", "));
    if (here === there) return [];
    if (here === undefined) return [`${name}: new: ${there}`];
    return [there === undefined ? `${name}: no longer there` : `${name}: ${here} here, ${there} there`];
  });
}
