// Removes metadata that a program may not read: the names in an import's list, the module and the qualified name of a
// class, the names of arguments.

import { Op } from "../../../mpy/file/opcodes.ts";
import { STATIC_QSTRS } from "../../../mpy/file/static-qstrs.ts";
import type { FunctionCode, Instr, ModuleCode } from "../code.ts";
import { jumpTargets, redirect, simpleInstr } from "./flow.ts";

/**
 * Replaces the tuple of names in `from m import a, b` by True: the import only tests it (py/builtinimport.c).
 *
 * @returns whether there were any
 */
export function dropImportLists(one: FunctionCode): boolean {
  const { instrs } = one;
  if (!instrs.some(({ op }) => op === Op.IMPORT_NAME)) return false;
  const targets = jumpTargets(instrs);
  const dropped = new Set<Instr>();
  for (let at = 1; at < instrs.length; at++) {
    const build = instrs[at - 1]!;
    if (instrs[at]!.op !== Op.IMPORT_NAME || build.op !== Op.BUILD_TUPLE || targets.has(build)) continue;
    const first = at - 1 - build.arg;
    const names = instrs.slice(Math.max(first, 0), at - 1);
    if (build.arg === 0 || names.length !== build.arg) continue;
    if (!names.every((name, index) => name.op === Op.LOAD_CONST_STRING && (index === 0 || !targets.has(name))))
      continue;
    const given = simpleInstr(Op.LOAD_CONST_TRUE, names[0]!.line);
    if (targets.has(names[0]!)) redirect(instrs, names[0]!, given);
    instrs[at - 1] = given;
    for (const name of names) dropped.add(name);
  }
  if (dropped.size > 0) one.instrs = instrs.filter((instr) => !dropped.has(instr));
  return dropped.size > 0;
}

const MODULE_OF_CLASS: number = STATIC_QSTRS.indexOf("__module__");
const NAME_OF_MODULE: number = STATIC_QSTRS.indexOf("__name__");
const QUALIFIED_NAME: number = STATIC_QSTRS.indexOf("__qualname__");

/**
 * Removes `__module__ = __name__` and `__qualname__ = "…"` from the beginning of a class body.
 *
 * @returns whether it was a class body
 */
export function dropClassMetadata(one: FunctionCode, { module }: ModuleCode): boolean {
  if (!isClassBody(one, module.qstrs)) return false;
  const { instrs } = one;
  const targets = jumpTargets(instrs);
  if (instrs.slice(0, 4).some((instr) => targets.has(instr))) return false;
  instrs.splice(0, 4);
  return true;
}

function isClassBody({ instrs }: FunctionCode, qstrs: ModuleCode["module"]["qstrs"]): boolean {
  return (
    instrs[0]?.op === Op.LOAD_NAME &&
    qstrs[instrs[0].arg] === NAME_OF_MODULE &&
    instrs[1]?.op === Op.STORE_NAME &&
    qstrs[instrs[1].arg] === MODULE_OF_CLASS &&
    instrs[2]?.op === Op.LOAD_CONST_STRING &&
    instrs[3]?.op === Op.STORE_NAME &&
    qstrs[instrs[3].arg] === QUALIFIED_NAME
  );
}

/**
 * Replaces names of positional arguments that no call uses by the source's name, which is in the table already and is
 * not an identifier.
 *
 * @param isNamed whether the program may use the name of a keyword argument, by index of the qstr
 * @returns whether there were any
 */
export function dropArgumentNames(one: FunctionCode, isNamed: (qstr: number) => boolean): boolean {
  let dropped = false;
  for (let at = 0; at < one.positionalArgs; at++) {
    const name = one.args[at]!;
    if (name === 0 || isNamed(name)) continue;
    one.args[at] = 0;
    dropped = true;
  }
  return dropped;
}
