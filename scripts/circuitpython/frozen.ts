// The Python that CircuitPython's boards have frozen: which folders a board names in FROZEN_MPY_DIRS, and which modules are in them, by
// the rules of tools/preprocess_frozen_modules.py.

import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";

/** A board of a checkout. */
export interface FrozenBoard {
  readonly board: string;
  readonly port: string;
  /** Folders that it freezes, from the checkout's root. */
  readonly folders: readonly string[];
}

const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(["examples", "docs", "tests", "utils"]);
const SKIPPED_FILES: ReadonlySet<string> = new Set(["conf.py", "setup.py"]);

/** The modules in a folder that is frozen, sorted. @throws Error where the submodule is not there */
export function modulesIn(checkout: string, folder: string): string[] {
  const src = join(checkout, folder, "src");
  const top = existsSync(src) ? src : join(checkout, folder);
  const names = new Set<string>();
  const visit = (path: string, parts: readonly string[]): void => {
    for (const name of readdirSync(path)) {
      const inside = join(path, name);
      if (statSync(inside, { throwIfNoEntry: false })?.isDirectory()) {
        if (parts.length > 0 || !(SKIPPED_FOLDERS.has(name) || name.startsWith("."))) visit(inside, [...parts, name]);
      } else if (name.endsWith(".py") && !(parts.length === 0 && SKIPPED_FILES.has(name))) {
        const module = name === "__init__.py" ? parts : [...parts, name.slice(0, -".py".length)];
        if (module.length > 0) names.add(module.join("."));
      }
    }
  };
  visit(top, []);
  if (names.size === 0) throw new Error(`${folder}: no Python; check out the submodule`);
  return [...names].sort();
}

/** The table as a source file. `modules`: those of each folder. */
export function frozenTable(
  boards: readonly FrozenBoard[],
  modules: ReadonlyMap<string, readonly string[]>,
  wordsOf: (names: Iterable<string>) => string,
): string {
  const literal = (names: readonly string[]): string => {
    const line = names.join(" ");
    return line.length < 80 ? `"${line}"` : `\`\n${wordsOf(names)}\n    \``;
  };
  const libraries = [...modules].map(([folder, names]) => `  ${JSON.stringify(nameOf(folder))}: ${literal(names)},\n`);
  const ports = [...new Set(boards.map(({ port }) => port))].map((port) => {
    const rows = new Map<string, string[]>();
    for (const { board, folders } of boards.filter((one) => one.port === port)) {
      const key = folders.map(nameOf).join(" ");
      rows.set(key, [...(rows.get(key) ?? []), board]);
    }
    const lines = [...rows].map(
      ([folders, names]) => `    [${literal(folders === "" ? [] : folders.split(" "))}, ${literal(names)}],\n`,
    );
    return `  ${JSON.stringify(port)}: [\n${lines.join("")}  ],\n`;
  });
  const mixed = boards.map(({ board }) => board).filter((board) => board !== board.toLowerCase());
  return `// CircuitPython's boards and the Python that each has frozen: made by \`npm run circuitpython\` from the boards' makefiles and the
// submodules that they name, of 9.2.9 and 10.2.1, whose boards freeze the same libraries; formatted after it.

/** Modules of the libraries that boards freeze, by the name of their folder in frozen/. */
export const CIRCUITPYTHON_LIBRARIES: Readonly<Record<string, string>> = {
${libraries.join("")}};

/** All boards by port, together with the libraries that they freeze; names with blanks between them. */
export const CIRCUITPYTHON_BOARDS: Readonly<Record<string, readonly (readonly [libraries: string, boards: string])[]>> = {
${ports.join("")}};

/** A board by the name of its folder; nearly all are in lower case. */
export type CircuitPythonBoardName = Lowercase<string> | ${mixed.map((name) => JSON.stringify(name)).join(" | ")};
`;
}

/** "frozen/circuitpython-stage/meowbit" is "circuitpython-stage/meowbit"; a board's own folder is its name. */
function nameOf(folder: string): string {
  return folder.startsWith("frozen/") ? folder.slice("frozen/".length) : basename(folder);
}
