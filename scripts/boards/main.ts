// npm run boards -- --micropython DIR [--pico-sdk DIR] [--write]: compares the table of boards with a checkout, or makes it anew from one.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { BOARD_ROWS } from "../../src/flash/boards/table.ts";
import { readBoards } from "./ports.ts";
import { boardTable, differences } from "./table.ts";
import { cDefine, textOf } from "./text.ts";

const TABLE = "src/flash/boards/table.ts";

const { values } = parseArgs({
  options: { micropython: { type: "string" }, "pico-sdk": { type: "string" }, write: { type: "boolean" } },
});
const micropython = values.micropython;
if (micropython === undefined) {
  console.error("usage: npm run boards -- --micropython DIR [--pico-sdk DIR] [--write]");
  process.exit(2);
}
const rows = readBoards({ micropython, picoSdk: values["pico-sdk"] ?? join(micropython, "lib/pico-sdk") });
if (values.write) {
  const header = textOf(micropython, "py/mpconfig.h");
  const version = ["MAJOR", "MINOR"].map((part) => cDefine(header, `MICROPY_VERSION_${part}`)).join(".");
  writeFileSync(TABLE, boardTable(rows, version));
} else {
  const found = differences(BOARD_ROWS, rows);
  for (const line of found) console.log(line);
  console.log(`${Object.keys(rows).length} boards in the checkout, ${found.length} differences`);
  process.exitCode = found.length === 0 ? 0 : 1;
}
