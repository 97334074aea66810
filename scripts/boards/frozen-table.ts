// The table of the boards' frozen modules as a source file, and the differences between two such tables.

import * as packages from "../../src/project/builtins/frozen-packages.ts";
import { words } from "../../src/project/builtins/ports.ts";
import type { FrozenRows } from "../../src/project/builtins/board-modules.ts";
import type { FrozenByBoard } from "./frozen.ts";

const HEAD = `// Frozen modules of some boards, in addition to those of every board of their port. Made by
// \`npm run boards -- --micropython DIR --write\` from each board's own manifest.py, and formatted after it. A board that is in no row has
// no more than every board of its port.

import { AIOBLE, ASYNCIO, LORA, NETWORKING, SENML } from "./frozen-packages.ts";

/** Modules and the boards that freeze all of them; names separated by blanks. */
export type FrozenRows = readonly (readonly [modules: string, boards: string])[];

`;

/** The file. */
export function frozenTable(byPort: Readonly<Record<string, FrozenByBoard>>): string {
  const ports = Object.entries(byPort).map(([port, frozen]) => {
    const groups = new Map<string, string[]>();
    for (const [board, modules] of Object.entries(frozen)) {
      const written = shortened(modules);
      groups.set(written, [...(groups.get(written) ?? []), board]);
    }
    const rows = [...groups].map(([modules, boards]) => `    [${modules}, \`${wrapped(boards)}\`],\n`);
    return rows.length === 0 ? "" : `  ${JSON.stringify(port)}: [\n${rows.join("")}  ],\n`;
  });
  return `${HEAD}/** By port. */
export const BOARD_MODULES: Readonly<Record<string, FrozenRows>> = {
${ports.join("")}};
`;
}

/** A literal of names, in which packages have the names of their constants. */
function shortened(modules: readonly string[]): string {
  let left = modules;
  const constants = Object.entries(packages).flatMap(([name, text]) => {
    const parts = words(text);
    if (![...parts].every((one) => left.includes(one))) return [];
    left = left.filter((one) => !parts.has(one));
    return [`\${${name}}`];
  });
  if (left.length === 0 && constants.length === 1) return constants[0]!.slice(2, -1);
  return `\`${[...constants, ...left].join(" ")}\``;
}

/** Names in lines, where they are too long for one. */
function wrapped(names: readonly string[]): string {
  const lines = [""];
  for (const name of names) {
    const line = lines.at(-1)!;
    if (line.length + name.length > 110) lines.push(name);
    else lines[lines.length - 1] = line === "" ? name : `${line} ${name}`;
  }
  return lines.length === 1 ? lines[0]! : `\n      ${lines.join("\n      ")}\n    `;
}

/** What differs, a line for each board. */
export function frozenDifferences(
  known: Readonly<Record<string, FrozenRows>>,
  found: Readonly<Record<string, FrozenByBoard>>,
): string[] {
  const here = new Map<string, readonly string[]>();
  for (const [modules, boards] of Object.values(known).flat()) {
    for (const board of words(boards)) here.set(board, [...words(modules)]);
  }
  const there = new Map(Object.values(found).flatMap((frozen) => Object.entries(frozen)));
  return [...new Set([...here.keys(), ...there.keys()])].sort().flatMap((board) => {
    const [ours, theirs] = [here.get(board) ?? [], there.get(board) ?? []];
    const more = theirs.filter((name) => !ours.includes(name));
    const less = ours.filter((name) => !theirs.includes(name));
    return [
      ...(more.length > 0 ? [`${board}: also freezes ${more.join(" ")}`] : []),
      ...(less.length > 0 ? [`${board}: does not freeze ${less.join(" ")}`] : []),
    ];
  });
}
