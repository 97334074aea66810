// Simplifies jumps to jumps, jumps over jumps and jumps to the next instruction, and removes unreachable code.
//
// It does not move instructions: the virtual machine distinguishes an active `finally` from a pending one by comparing
// addresses (py/vm.c), so code may be removed but not moved across a handler.

import { Op } from "../../../mpy/file/opcodes.ts";
import type { FunctionCode, Instr } from "../code.ts";
import { endsFlow, jumpTargets, numberInstrs, redirect, setOpcode } from "./flow.ts";

/** Number of instructions that a short jump certainly spans: two bytes each on average, and some reserve. */
const NEAR = 24;

const CONDITIONAL: ReadonlyMap<number, number> = new Map([
  [Op.POP_JUMP_IF_TRUE, Op.POP_JUMP_IF_FALSE],
  [Op.POP_JUMP_IF_FALSE, Op.POP_JUMP_IF_TRUE],
]);

/** Simplifies the jumps of a function, and removes unreachable code. Returns whether it changed anything. */
export function simplifyJumps(one: FunctionCode): boolean {
  let hasChanged = one.children.length > 0 && dropUnmade(one);
  for (let changed = hasBranches(one.instrs); changed;) {
    numberInstrs(one.instrs);
    changed = threadJumps(one.instrs);
    changed = dropJumps(one) || changed;
    changed = dropUnreachable(one) || changed;
    hasChanged ||= changed;
  }
  return hasChanged;
}

/** Whether the function has branches. */
function hasBranches(instrs: readonly Instr[]): boolean {
  for (let at = 0; at + 1 < instrs.length; at++) {
    if (instrs[at]!.target !== null || endsFlow(instrs[at]!)) return true;
  }
  return false;
}

function threadJumps(instrs: readonly Instr[]): boolean {
  let changed = false;
  for (const instr of instrs) {
    if (instr.target === null) continue;
    if (instr.op === Op.JUMP || CONDITIONAL.has(instr.op)) {
      const end = endOfChain(instr);
      if (end !== instr.target && reaches(instr, end)) {
        instr.target = end;
        changed = true;
      }
      if (instr.op === Op.JUMP && instr.target.op === Op.RETURN_VALUE) {
        setOpcode(instr, Op.RETURN_VALUE);
        instr.target = null;
        changed = true;
      }
    } else if (instr.op === Op.JUMP_IF_TRUE_OR_POP || instr.op === Op.JUMP_IF_FALSE_OR_POP) {
      changed = threadOrPop(instrs, instr) || changed;
    }
  }
  return changed;
}

/** The end of a chain of unconditional jumps; the jump's own target if the chain is circular. */
function endOfChain(instr: Instr): Instr {
  const seen = new Set<Instr>([instr]);
  let target = instr.target!;
  while (target.op === Op.JUMP && target.target !== null && !seen.has(target)) {
    seen.add(target);
    target = target.target;
  }
  return target.op === Op.JUMP ? instr.target! : target;
}

/** Whether a jump to the target stays short, if it is short now. */
function reaches(instr: Instr, target: Instr): boolean {
  return Math.abs(target.at - instr.at) <= NEAR || Math.abs(instr.target!.at - instr.at) > NEAR;
}

/** `a or b` as a condition: the value on the stack is only tested and popped. */
function threadOrPop(instrs: readonly Instr[], instr: Instr): boolean {
  const target = instr.target!;
  const ifTrue = instr.op === Op.JUMP_IF_TRUE_OR_POP;
  if (target.op === instr.op && target.target!.at > instr.at && reaches(instr, target.target!)) {
    instr.target = target.target;
    return true;
  }
  if (!CONDITIONAL.has(target.op)) return false;
  const taken = (target.op === Op.POP_JUMP_IF_TRUE) === ifTrue;
  const next = taken ? target.target! : instrs[target.at + 1];
  if (next === undefined || !reaches(instr, next)) return false;
  setOpcode(instr, ifTrue ? Op.POP_JUMP_IF_TRUE : Op.POP_JUMP_IF_FALSE);
  instr.target = next;
  return true;
}

/** Removes jumps to the next instruction, and inverts a condition that jumps over a jump. */
function dropJumps(one: FunctionCode): boolean {
  const { instrs } = one;
  if (!instrs.some((instr) => instr.op === Op.JUMP)) return false;
  const targets = jumpTargets(instrs);
  const dropped = new Set<Instr>();
  for (let at = 0; at + 1 < instrs.length; at++) {
    const instr = instrs[at]!;
    const next = instrs[at + 1]!;
    if (instr.op === Op.JUMP && instr.target === next) {
      dropped.add(instr);
      if (targets.has(instr)) redirect(instrs, instr, next);
    } else if (
      CONDITIONAL.has(instr.op) &&
      next.op === Op.JUMP &&
      instr.target === instrs[at + 2] &&
      !targets.has(next) &&
      next.target !== next
    ) {
      setOpcode(instr, CONDITIONAL.get(instr.op)!);
      instr.target = next.target;
      dropped.add(next);
      at++;
    }
  }
  if (dropped.size === 0) return false;
  one.instrs = instrs.filter((instr) => !dropped.has(instr));
  numberInstrs(one.instrs);
  return true;
}

/** Removes unreachable instructions, and the functions that only they create. */
function dropUnreachable(one: FunctionCode): boolean {
  const { instrs } = one;
  numberInstrs(instrs);
  const isReached = new Uint8Array(instrs.length);
  const pending = [0];
  while (pending.length > 0) {
    for (let at = pending.pop()!; at < instrs.length && isReached[at] === 0; at++) {
      isReached[at] = 1;
      const instr = instrs[at]!;
      if (instr.target !== null) pending.push(instr.target.at);
      if (endsFlow(instr)) break;
    }
  }
  if (!isReached.includes(0)) return false;
  one.instrs = instrs.filter((_, at) => isReached[at] === 1);
  numberInstrs(one.instrs);
  if (one.children.length > 0) dropUnmade(one);
  return true;
}

/**
 * Removes children that no instruction creates: the compiler also lists those of unreachable code. Tells whether there
 * were any.
 */
function dropUnmade(one: FunctionCode): boolean {
  const made = new Set<FunctionCode>();
  for (const { child } of one.instrs) if (child !== null) made.add(child);
  if (made.size === one.children.length) return false;
  one.children = one.children.filter((child) => made.has(child));
  return true;
}
