// The names and qualified names of a module's functions.

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
   * Its own name, at most 255 characters. Viper and assembler functions have none in the file: theirs is the variable
   * to which the code around them assigns them, or else the module's source name.
   */
  readonly name: string;
  /** Names of the functions around it and its own, with dots between; the module's body is "<module>". */
  readonly qualifiedName: string;
}

/** The text of a qstr. */
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
    const name = qstr === undefined ? `?qstr ${number}` : shortName(qstrText(qstr));
    names.push({ name, qualifiedName: qualify(names[parent]?.qualifiedName, name) });
  });
  return names;
}

/** For functions without a prelude: the qstr of the variable to which the next instruction assigns them. */
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

/**
 * Greatest number of characters of a name, qualified or not. A device loads no longer ones, and a file that repeats a
 * longer one thousands of times must not take memory for each.
 */
const MAX_NAME = 255;

/** A name or constant for a listing: cut after {@link MAX_NAME} characters. */
export function shortName(name: string): string {
  return name.length > MAX_NAME ? `${name.slice(0, MAX_NAME - 1)}…` : name;
}

/** A qualified name. Of a long one only the end remains. */
function qualify(parent: string | undefined, name: string): string {
  if (parent === undefined || parent === "<module>") return name;
  const full = `${parent}.${name}`;
  return full.length > MAX_NAME ? `…${full.slice(1 - MAX_NAME)}` : full;
}
