// Readers of the build files of MicroPython's ports, as far as boards need them: assignments of make and CMake, defines of C
// headers, and memory regions of linker scripts. They run nothing, and skip text that they cannot parse.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A file's text; "" where there is none. */
export function textOf(...path: string[]): string {
  const file = join(...path);
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

/** A makefile or C header of a board with the files of other boards that it includes. */
export function withIncluded(text: string, port: string): string {
  return text.replace(/^(?:include (boards\/\S+)|#include "(boards\/[^"]+)")$/gm, (_, make?: string, header?: string) =>
    withIncluded(textOf(port, make ?? header!), port),
  );
}

/** Names of the folders in a folder that have a file. */
export function foldersWith(folder: string, file: RegExp): string[] {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return names
    .map(({ name }) => name)
    .filter((name) => readdirSync(join(folder, name)).some((one) => file.test(one)))
    .sort();
}

/** Variants of a board, by the files that describe them; "" is the board itself. */
export function variantsOf(folder: string): string[] {
  const names = readdirSync(folder).flatMap((name) => /^mpconfigvariant_(\w+)\.(?:mk|cmake)$/.exec(name)?.[1] ?? []);
  return ["", ...names.sort()];
}

/** Variables of a makefile, conditions on variables followed. Included files have to be part of `text`. */
export function makeVariables(text: string, known: Record<string, string> = {}): Record<string, string> {
  const values = { ...known };
  const expand = (value: string): string => value.replace(/\$\((\w+)\)/g, (_, name: string) => values[name] ?? "");
  const open: boolean[] = [];
  for (const line of text.split("\n").map((one) => one.replace(/#.*/, "").trim())) {
    const condition = /^(ifeq|ifneq) \(([^,]*),([^)]*)\)$/.exec(line.replace(/\$\((\w+)\)/g, "$<$1>"));
    if (condition) {
      const [, kind, left, right] = condition;
      const value = (side: string): string =>
        side.replace(/\$<(\w+)>/g, (_, name: string) => values[name] ?? "").trim();
      open.push((value(left!) === value(right!)) === (kind === "ifeq"));
    } else if (line.startsWith("if")) open.push(true);
    else if (line === "else") open.push(!open.pop());
    else if (line === "endif") open.pop();
    const assignment = /^(\w+) *([:?+]?=) *(.*)$/.exec(line);
    if (assignment === null || open.includes(false)) continue;
    const [, name, operator, value] = assignment;
    if (operator === "?=" && values[name!] !== undefined) continue;
    values[name!] = operator === "+=" ? `${values[name!] ?? ""} ${expand(value!)}` : expand(value!);
  }
  return values;
}

/** The first value that a name is set to in CMake: `set(NAME value)`. */
export function cmakeValue(text: string, name: string): string | undefined {
  return new RegExp(`\\bset\\(${name} +"?([^")\\s]+)`).exec(text)?.[1];
}

/** The first value that C defines a name as. */
export function cDefine(text: string, name: string): string | undefined {
  return new RegExp(`^ *# *define +${name} +(.+?) *(?://.*|/\\*.*)?$`, "m").exec(text)?.[1];
}

/** Bytes of "0x100", "184K", "1M", "(4 * 1024 * 1024)". */
export function bytesOf(text: string): number {
  const factors = text.replace(/[()\s]/g, "").split("*");
  return factors.reduce((product, factor) => {
    const [, digits, unit] = /^(0x[0-9a-f]+|\d+)([km]?)$/i.exec(factor) ?? [];
    if (digits === undefined) throw new Error(`${text} is no number of bytes`);
    return product * Number(digits) * { "": 1, k: 1024, m: 1024 * 1024 }[unit!.toLowerCase()]!;
  }, 1);
}

/** A region of a linker script's MEMORY. */
export interface Region {
  readonly start: number;
  readonly size: number;
}

/** A region by its name. */
export function region(text: string, name: string): Region | undefined {
  const found = new RegExp(`^ *${name} *\\([a-z]+\\) *: *ORIGIN *= *(\\w+), *LENGTH *= *(\\w+)`, "m").exec(text);
  return found ? { start: bytesOf(found[1]!), size: bytesOf(found[2]!) } : undefined;
}

/** A symbol of a linker script that is one number. */
export function symbol(text: string, name: string): number | undefined {
  const found = new RegExp(`^ *${name} *= *(?:flash_start *\\+ *)?(0x[0-9a-f]+|\\d+[KM]?) *;`, "im").exec(text)?.[1];
  return found === undefined ? undefined : bytesOf(found);
}
