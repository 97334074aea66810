// npm run boards -- --micropython DIR [--write]: compares the tables of boards and of their frozen modules with a checkout, or
// writes both from one. --pico-sdk, --micropython-lib and --arduino-lib name folders that replace the checkout's submodules.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { BOARD_ROWS } from "../../src/flash/boards/table.ts";
import { absolutePath } from "../../src/node/files.ts";
import { BOARD_MODULES } from "../../src/project/builtins/board-modules.ts";
import { readBoards } from "./ports.ts";
import { readFrozen } from "./frozen.ts";
import { frozenDifferences, frozenTable } from "./frozen-table.ts";
import { boardTable, differences } from "./table.ts";
import { cDefine, textOf } from "./text.ts";

const TABLE = "src/flash/boards/table.ts";
const FROZEN_TABLE = "src/project/builtins/board-modules.ts";

const { values } = parseArgs({
  options: {
    micropython: { type: "string" },
    "pico-sdk": { type: "string" },
    "micropython-lib": { type: "string" },
    "arduino-lib": { type: "string" },
    write: { type: "boolean" },
  },
});
if (values.micropython === undefined) {
  const folders = "[--pico-sdk DIR] [--micropython-lib DIR] [--arduino-lib DIR]";
  console.error(`usage: npm run boards -- --micropython DIR ${folders} [--write]`);
  process.exit(2);
}
const micropython = absolutePath(values.micropython);
const submodule = (name: "pico-sdk" | "micropython-lib" | "arduino-lib"): string =>
  absolutePath(values[name] ?? join(micropython, "lib", name));
const rows = readBoards({ micropython, picoSdk: submodule("pico-sdk") });
const libraries = { MPY_LIB_DIR: submodule("micropython-lib"), ARDUINO_LIB_DIR: submodule("arduino-lib") };
const frozen = readFrozen({ micropython, libraries });
if (values.write) {
  const header = textOf(micropython, "py/mpconfig.h");
  const version = ["MAJOR", "MINOR"].map((part) => cDefine(header, `MICROPY_VERSION_${part}`)).join(".");
  writeFileSync(TABLE, boardTable(rows, version));
  writeFileSync(FROZEN_TABLE, frozenTable(frozen));
} else {
  const found = [...differences(BOARD_ROWS, rows), ...frozenDifferences(BOARD_MODULES, frozen)];
  for (const line of found) console.log(line);
  console.log(`${Object.keys(rows).length} boards in the checkout, ${found.length} differences`);
  process.exitCode = found.length === 0 ? 0 : 1;
}
