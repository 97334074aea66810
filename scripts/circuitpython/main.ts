// npm run circuitpython -- --old DIR --new DIR: makes the tables of CircuitPython's built-in modules, and of its boards and what they
// freeze, from checkouts of a 9.x and a 10.x release with the submodules in frozen/. Each board's makefiles are evaluated by GNU make,
// which says what parts of shared-bindings are built; nothing else of a build is needed. `npm run format` comes after it.

import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import type { FrozenBoard } from "./frozen.ts";
import { frozenTable, modulesIn } from "./frozen.ts";

const TABLE = "src/project/builtins/circuitpython-ports.ts";
const BOARDS_TABLE = "src/project/builtins/circuitpython-boards.ts";
/** Boards that are evaluated at a time. */
const BATCH = 4;

const MAKEFILE = `
TOP := ../..
BUILD := /nowhere
include boards/$(BOARD)/mpconfigboard.mk
include mpconfigport.mk
include $(TOP)/py/circuitpy_mpconfig.mk
include $(TOP)/py/circuitpy_defns.mk
$(info patterns $(SRC_PATTERNS))
$(info flags $(CFLAGS))
$(info frozen $(FROZEN_MPY_DIRS))
none: ;
`;

/** Modules that do not lie in a folder of their name in shared-bindings, by the flag that builds them; "" for always. */
const BY_FLAG: Readonly<Record<string, string>> = {
  "": "builtins gc micropython sys __main__",
  CIRCUITPY_ARRAY: "array",
  CIRCUITPY_COLLECTIONS: "collections",
  CIRCUITPY_IO: "io",
  CIRCUITPY_BINASCII: "binascii",
  CIRCUITPY_ERRNO: "errno",
  CIRCUITPY_JSON: "json",
  CIRCUITPY_RE: "re",
  CIRCUITPY_ULAB:
    "ulab ulab.numpy ulab.numpy.carray ulab.numpy.fft ulab.numpy.linalg ulab.numpy.random ulab.scipy ulab.scipy.integrate ulab.scipy.linalg ulab.scipy.optimize ulab.scipy.signal ulab.scipy.special ulab.utils",
  CIRCUITPY_DISPLAYIO: "fontio terminalio",
  CIRCUITPY_PYUSB: "usb usb.core usb.util",
  MICROPY_PY_ASYNCIO: "_asyncio",
  MICROPY_PY_SELECT: "select",
};

/** Modules inside of modules of shared-bindings. */
const SUBMODULES: Readonly<Record<string, string>> = {
  adafruit_bus_device: "adafruit_bus_device.i2c_device adafruit_bus_device.spi_device",
  alarm: "alarm.pin alarm.time alarm.touch",
  microcontroller: "microcontroller.pin",
};

/** Ports whose builds follow other rules. */
const OTHER_PORTS: ReadonlySet<string> = new Set(["unix", "zephyr-cp"]);

type BoardModules = ReadonlySet<string>;

/** Boards of a checkout, with what is found on the way. */
interface Checkout {
  readonly ports: Map<string, BoardModules[]>;
  readonly boards: FrozenBoard[];
}

const run = promisify(execFile);

async function modulesOf(
  checkout: string,
  makefile: string,
  port: string,
  board: string,
): Promise<{ modules: BoardModules; frozen: FrozenBoard }> {
  const args = ["-s", "-C", join(checkout, "ports", port), "-f", makefile, `BOARD=${board}`, "none"];
  const { stdout } = await run("make", args, { maxBuffer: 1 << 24 });
  const line = (name: string): string => new RegExp(`^${name} (.*)$`, "m").exec(stdout)?.[1] ?? "";
  const flags = new Set(line("flags").split(/\s+/));
  const found = new Set<string>();
  const add = (names: string): void => {
    for (const name of names.split(" ")) found.add(name);
  };
  for (const pattern of line("patterns").split(/\s+/)) {
    const name = pattern.split("/")[0]!;
    const folders = [join(checkout, "shared-bindings", name), join(checkout, "ports", port, "bindings", name)];
    if (name === "" || !folders.some((folder) => existsSync(folder))) continue;
    add(name);
    add(SUBMODULES[name] ?? name);
  }
  for (const [flag, names] of Object.entries(BY_FLAG)) if (flag === "" || flags.has(`-D${flag}=1`)) add(names);
  const folders = line("frozen").split(/\s+/).filter(Boolean);
  const relative = folders.map((one) => one.replace(/^\.\.\/\.\.\//, "").replace(/\/+$/, ""));
  return { modules: found, frozen: { board, port, folders: [...new Set(relative)].sort() } };
}

async function boardsOf(checkout: string): Promise<Checkout> {
  const folder = mkdtempSync(join(tmpdir(), "circuitpython-"));
  const makefile = join(folder, "modules.mk");
  writeFileSync(makefile, MAKEFILE);
  const ports = new Map<string, BoardModules[]>();
  const all: FrozenBoard[] = [];
  for (const port of readdirSync(join(checkout, "ports")).sort()) {
    const boardsFolder = join(checkout, "ports", port, "boards");
    if (OTHER_PORTS.has(port) || !existsSync(boardsFolder)) continue;
    const boards = readdirSync(boardsFolder).filter((name) => existsSync(join(boardsFolder, name, "mpconfigboard.mk")));
    const found: BoardModules[] = [];
    for (let at = 0; at < boards.length; at += BATCH) {
      const some = await Promise.all(
        boards.slice(at, at + BATCH).map((one) => modulesOf(checkout, makefile, port, one)),
      );
      found.push(...some.map(({ modules }) => modules));
      all.push(...some.map(({ frozen }) => frozen));
    }
    ports.set(port, found);
    console.log(`${checkout}: ${port}, ${found.length} boards`);
  }
  rmSync(folder, { recursive: true });
  return { ports, boards: all };
}

/** Modules that a file may take the place of, by their registration in C. */
function extensible(checkout: string): string[] {
  const names = new Set<string>();
  for (const folder of ["shared-bindings", "extmod", "py", "shared-module"]) {
    for (const file of readdirSync(join(checkout, folder), { recursive: true, encoding: "utf8" })) {
      if (!file.endsWith(".c")) continue;
      const text = readFileSync(join(checkout, folder, file), "utf8");
      for (const [, name] of text.matchAll(/^MP_REGISTER_EXTENSIBLE_MODULE\(MP_QSTR_(\w+),/gm)) names.add(name!);
    }
  }
  return [...names];
}

function wordsOf(names: Iterable<string>): string {
  const lines: string[] = [""];
  for (const name of [...names].sort()) {
    if (lines.at(-1)!.length + name.length > 110) lines.push("");
    lines[lines.length - 1] += ` ${name}`;
  }
  return lines.map((line) => `     ${line}`).join("\n");
}

const { values } = parseArgs({ options: { old: { type: "string" }, new: { type: "string" } } });
if (values.old === undefined || values.new === undefined) {
  console.error("usage: npm run circuitpython -- --old DIR --new DIR");
  process.exit(2);
}
const checkouts = { old: values.old, new: values.new };
const { ports: before, boards: boardsBefore } = await boardsOf(checkouts.old);
const { ports: now, boards } = await boardsOf(checkouts.new);
const union = (boards: readonly BoardModules[]): Set<string> => new Set(boards.flatMap((board) => [...board]));
const allBefore = union([...before.values()].flat());
const allNow = union([...now.values()].flat());

let text = `// The modules of the firmware of each port of CircuitPython, as words in tables. Made by \`npm run circuitpython\` from the
// makefiles of all boards of 9.2.9 and 10.2.1. Frozen libraries of single boards are in circuitpython-boards.ts.

/** Modules of a port of CircuitPython: names separated by blanks. */
export interface CircuitPythonModules {
  /** In the firmware of every board of 10.2.1. */
  readonly always: string;
  /** In the firmware of some boards. */
  readonly some: string;
}

/** By the names of CircuitPython's ports/ folders. */
export const CIRCUITPYTHON_PORTS: Readonly<Record<string, CircuitPythonModules>> = {
`;
for (const [port, boards] of now) {
  const some = union(boards);
  const always = [...some].filter((name) => boards.every((board) => board.has(name)));
  const rest = [...some].filter((name) => !always.includes(name));
  text += `  ${JSON.stringify(port)}: {\n    always: \`\n${wordsOf(always)}\n    \`,\n    some: \`\n${wordsOf(rest)}\n    \`,\n  },\n`;
}
text += `};

/** Modules that were added in 10.0. */
export const CIRCUITPYTHON_SINCE_10 = \`
${wordsOf([...allNow].filter((name) => !allBefore.has(name)))}
\`;

/** Modules that some boards had up to 9.2. */
export const CIRCUITPYTHON_UP_TO_9 = \`
${wordsOf([...allBefore].filter((name) => !allNow.has(name)))}
\`;

/** Modules that a file on the drive can replace. */
export const CIRCUITPYTHON_EXTENSIBLE = \`
${wordsOf(extensible(values.new))}
\`;
`;
writeFileSync(TABLE, text);

// A folder's modules are those of either release: libraries go their own way.
const modules = new Map<string, readonly string[]>();
const gone = boardsBefore.filter(({ board }) => !boards.some((one) => one.board === board));
const allBoards = [...boards, ...gone];
for (const folder of [...new Set(allBoards.flatMap(({ folders }) => folders))].sort()) {
  const has = Object.values(checkouts).filter((checkout) => existsSync(join(checkout, folder)));
  if (has.length === 0)
    console.log(`${folder} is in neither checkout: the boards that freeze it are listed without it`);
  modules.set(folder, [...new Set(has.flatMap((checkout) => modulesIn(checkout, folder)))].sort());
}
for (const { board, folders } of boardsBefore) {
  const other = boards.find((one) => one.board === board)?.folders ?? folders;
  if (other.join() !== folders.join()) console.log(`${board}: freezes ${folders.join(" ")}, later ${other.join(" ")}`);
}
writeFileSync(BOARDS_TABLE, frozenTable(allBoards, modules, wordsOf));
