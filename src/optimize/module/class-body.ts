// Finds functions that are bodies of classes.

import { Op } from "../../mpy/file/opcodes.ts";
import type { FunctionCode } from "./code.ts";

/** Whether a function is the body of a class: its creator passes it to `__build_class__`. */
export function isClassBody(one: FunctionCode): boolean {
  const maker = one.parent;
  if (maker === null) return false;
  const at = maker.instrs.findIndex((instr) => instr.child === one);
  for (let before = at - 1; before >= 0; before--) {
    const { op, info } = maker.instrs[before]!;
    if (op === Op.LOAD_BUILD_CLASS) return true;
    // A closure's cells are loaded in between.
    if (info.name !== "LOAD_FAST" && op !== Op.LOAD_FAST_N) return false;
  }
  return false;
}

/** Whether an instruction loads the name of a class for `__build_class__`, after the creation of the body. */
export function namesClass(one: FunctionCode, at: number): boolean {
  const made = one.instrs[at - 1]?.child ?? null;
  return one.instrs[at]!.op === Op.LOAD_CONST_STRING && made !== null && isClassBody(made);
}
