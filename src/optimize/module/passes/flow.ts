// Control flow and instruction helpers for passes.

import { RANGES } from "../../../mpy/file/opcode-ranges.ts";
import { Op, OPCODES } from "../../../mpy/file/opcodes.ts";
import type { Instr } from "../code.ts";

/** Opcodes after which the next instruction does not run. */
const ENDS: Uint8Array = opcodeSet([
  Op.RETURN_VALUE,
  Op.RAISE_LAST,
  Op.RAISE_OBJ,
  Op.RAISE_FROM,
  Op.JUMP,
  Op.POP_EXCEPT_JUMP,
  Op.UNWIND_JUMP,
]);

/** A table by opcode: 1 for those of `ops`. It is used for every instruction. */
function opcodeSet(ops: readonly number[]): Uint8Array {
  const table = new Uint8Array(256);
  for (const op of ops) table[op] = 1;
  return table;
}

/** Whether control never continues to the next instruction. */
export function endsFlow(instr: Instr): boolean {
  return ENDS[instr.op] === 1;
}

const SETUPS: Uint8Array = opcodeSet([Op.SETUP_EXCEPT, Op.SETUP_FINALLY, Op.SETUP_WITH]);

/** Whether the instruction sets up an exception handler, which is its target. */
export function setsUpHandler(instr: Instr): boolean {
  return SETUPS[instr.op] === 1;
}

/** An instruction of one byte. */
export function simpleInstr(op: number, line: number): Instr {
  return {
    op,
    info: OPCODES[op]!,
    arg: 0,
    extra: -1,
    wide: null,
    target: null,
    child: null,
    line,
    at: 0,
  };
}

/** A jump to `target`. */
export function jumpTo(target: Instr, line: number): Instr {
  return { op: Op.JUMP, info: OPCODES[Op.JUMP]!, arg: 0, extra: -1, wide: null, target, child: null, line, at: 0 };
}

/** Changes an instruction's opcode to another of the same format. */
export function setOpcode(instr: Instr, op: number): void {
  instr.op = op;
  instr.info = OPCODES[op]!;
}

/** All targets of jumps and handlers. */
export function jumpTargets(instrs: readonly Instr[]): Set<Instr> {
  const found = new Set<Instr>();
  for (const { target } of instrs) if (target !== null) found.add(target);
  return found;
}

/** Writes each instruction's index into its `at`. */
export function numberInstrs(instrs: readonly Instr[]): void {
  for (let at = 0; at < instrs.length; at++) instrs[at]!.at = at;
}

/** Redirects every jump to `from` to `to`. */
export function redirect(instrs: readonly Instr[], from: Instr, to: Instr): void {
  for (const instr of instrs) if (instr.target === from) instr.target = to;
}

/** The slot that an instruction loads; -1 if it loads none. */
export function loadedSlot(instr: Instr): number {
  const { first, count } = RANGES.loadFast;
  if (instr.op >= first && instr.op < first + count) return instr.op - first;
  return instr.op === Op.LOAD_FAST_N ? instr.arg : -1;
}

/** The slot that an instruction stores to; -1 if it stores to none. */
export function storedSlot(instr: Instr): number {
  const { first, count } = RANGES.storeFast;
  if (instr.op >= first && instr.op < first + count) return instr.op - first;
  return instr.op === Op.STORE_FAST_N ? instr.arg : -1;
}

/** The shortest encoding of an access to a slot. */
export function setSlot(instr: Instr, slot: number): void {
  const range = loadedSlot(instr) >= 0 ? RANGES.loadFast : RANGES.storeFast;
  const isLoad = range === RANGES.loadFast;
  if (slot < range.count) {
    setOpcode(instr, range.first + slot);
  } else {
    setOpcode(instr, isLoad ? Op.LOAD_FAST_N : Op.STORE_FAST_N);
  }
  instr.arg = slot;
}

const CONSTANT_LOADS: ReadonlySet<number> = new Set([
  Op.LOAD_CONST_FALSE,
  Op.LOAD_CONST_NONE,
  Op.LOAD_CONST_TRUE,
  Op.LOAD_CONST_SMALL_INT,
  Op.LOAD_CONST_STRING,
  Op.LOAD_CONST_OBJ,
]);

/** Whether an instruction only pushes a constant. */
export function loadsConstant(instr: Instr): boolean {
  const { first, count } = RANGES.smallInt;
  return CONSTANT_LOADS.has(instr.op) || (instr.op >= first && instr.op < first + count);
}
