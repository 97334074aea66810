// What the functions of a module are called, by themselves and within the functions around them.

import { forEachInstruction } from "../file/instruction.ts";
import type { MpyLayout } from "../file/layout.ts";
import type { MpyModule, MpyQstr, MpyRawCode } from "../file/model.ts";
import { Op } from "../file/opcodes.ts";
import { tryPrelude } from "./segments.ts";
import { STATIC_QSTRS } from "../file/static-qstrs.ts";
import { displayText } from "../file/text.ts";

/** Names of one function. */
export interface FunctionName {
  /**
   * Its own name. Viper and assembler functions carry none: theirs is what their maker stores them under, or else the
   * module's source name.
   */
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
  const stored = storedNames(layout);
  layout.rawCodes.forEach(({ raw, parent }, index) => {
    const number = tryPrelude(layout, index)?.names[0] ?? stored.get(raw) ?? 0;
    const qstr = module.qstrs[number];
    const name = qstr === undefined ? `?qstr ${number}` : qstrText(qstr);
    names.push({ name, qualifiedName: qualify(names[parent]?.qualifiedName, name) });
  });
  return names;
}

/** For functions without a prelude, the qstr that their maker's bytecode stores them under right away. */
function storedNames(layout: MpyLayout): Map<MpyRawCode, number> {
  const stored = new Map<MpyRawCode, number>();
  layout.rawCodes.forEach(({ raw }, index) => {
    const isNameless = (child: MpyRawCode): boolean => child.kind === "viper" || child.kind === "asm";
    if (raw.kind !== "bytecode" || !raw.children.some(isNameless)) return;
    let made: MpyRawCode | undefined;
    forEachInstruction(raw.code, tryPrelude(layout, index)?.end ?? raw.code.length, ({ info, opcode, operand }) => {
      const isStore = opcode === Op.STORE_NAME || opcode === Op.STORE_GLOBAL;
      if (made !== undefined && isStore) stored.set(made, operand);
      made = info.operand === "child" ? raw.children[operand] : undefined;
    });
  });
  return stored;
}

/** Names grow with each level; beyond this only their end is kept. */
const MAX_NAME = 200;

function qualify(parent: string | undefined, name: string): string {
  if (parent === undefined || parent === "<module>") return name;
  const full = `${parent}.${name}`;
  return full.length > MAX_NAME ? `…${full.slice(-MAX_NAME)}` : full;
}
