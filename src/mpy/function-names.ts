// What the functions of a module are called, by themselves and within the functions around them.

import type { MpyLayout } from "./layout.ts";
import type { MpyModule, MpyQstr } from "./model.ts";
import { tryPrelude } from "./segments.ts";
import { STATIC_QSTRS } from "./static-qstrs.ts";
import { displayText } from "./text.ts";

/** Names of one function. */
export interface FunctionName {
  /** Its own name; viper and assembler functions carry none and have the module's source name. */
  readonly name: string;
  /** Its name behind those of the functions around it, with dots between; the module's body is "<module>". */
  readonly qualifiedName: string;
}

/** The text of a qstr, for people. */
export function qstrText(qstr: MpyQstr): string {
  return typeof qstr === "number" ? STATIC_QSTRS[qstr]! : displayText(qstr);
}

/** The names of all functions, in the order of the file. */
export function functionNames(module: MpyModule, layout: MpyLayout): FunctionName[] {
  const names: FunctionName[] = [];
  layout.rawCodes.forEach(({ parent }, index) => {
    const number = tryPrelude(layout, index)?.names[0] ?? 0;
    const qstr = module.qstrs[number];
    const name = qstr === undefined ? `?qstr ${number}` : qstrText(qstr);
    names.push({ name, qualifiedName: qualify(names[parent]?.qualifiedName, name) });
  });
  return names;
}

/** Names grow with each level; beyond this only their end is kept. */
const MAX_NAME = 200;

function qualify(parent: string | undefined, name: string): string {
  if (parent === undefined || parent === "<module>") return name;
  const full = `${parent}.${name}`;
  return full.length > MAX_NAME ? `…${full.slice(-MAX_NAME)}` : full;
}
