// Merges common tails: if two paths to the same place end in the same instructions, one jumps into the other.
//
// It skips functions with exception handlers, where the address of code matters (jumps.ts). It need not check the depth
// of the stack: two jumps to one place have the same depth, and a return or raise drops the stack.
//
// A path that ends in a jump and now jumps into another such path runs one jump more. Once in a call that cannot be
// measured, but in a loop it can, so loops are left alone.

import { Op } from "../../../mpy/file/opcodes.ts";
import type { FunctionCode, Instr } from "../code.ts";
import { endsFlow, jumpTargets, jumpTo, numberInstrs, redirect, setsUpHandler } from "./flow.ts";

/** The end of a run of instructions. */
interface End {
  /** Index of the last instruction before the jump, or the one that returns or raises. */
  readonly last: number;
  /** Index of the jump at the end; -1 if control falls through, returns or raises. */
  readonly jump: number;
  /** Two ends can be merged only if their keys are equal: an opcode, or the index of a target. */
  readonly key: string;
}

/** Maximum number of compared ends with one key: the work grows with its square. */
const MAX_ENDS = 32;
/** Minimum saving in bytes of a merge that adds a jump to one path. */
const WORTH_A_JUMP = 4;

const LEAVES: ReadonlySet<number> = new Set([Op.RETURN_VALUE, Op.RAISE_OBJ, Op.RAISE_FROM]);

/** Merges common tails of a function. Returns whether there were any. */
export function mergeTails(one: FunctionCode): boolean {
  if (!canHaveTwoEnds(one.instrs)) return false;
  let merged = false;
  while (mergeBest(one)) merged = true;
  return merged;
}

/** Whether there are two paths to one end, and no handlers. */
function canHaveTwoEnds(instrs: readonly Instr[]): boolean {
  let ends = 0;
  for (const instr of instrs) {
    if (setsUpHandler(instr)) return false;
    if (LEAVES.has(instr.op) || instr.op === Op.JUMP) ends++;
  }
  return ends > 1;
}

interface Merge {
  readonly saved: number;
  readonly removed: End;
  readonly kept: End;
  readonly count: number;
}

function mergeBest(one: FunctionCode): boolean {
  const { instrs } = one;
  numberInstrs(instrs);
  const targets = jumpTargets(instrs);
  const isInLoop = findLoops(instrs);
  const groups = new Map<string, End[]>();
  for (const end of findEnds(instrs, targets)) {
    const group = groups.get(end.key);
    if (group === undefined) groups.set(end.key, [end]);
    else group.push(end);
  }
  let best: Merge | undefined;
  for (const ends of groups.values()) {
    for (let a = 0; a < ends.length && a < MAX_ENDS; a++) {
      for (let b = 0; b < ends.length && b < MAX_ENDS; b++) {
        const merge = a === b ? undefined : compareEnds(instrs, targets, ends[a]!, ends[b]!);
        if (merge !== undefined && addsJump(merge) && isInLoop[merge.removed.jump] === 1) continue;
        if (merge !== undefined && merge.saved > (best?.saved ?? 0)) best = merge;
      }
    }
  }
  if (best === undefined) return false;
  apply(one, best);
  return true;
}

/** By index: 1 for instructions between a jump back and where it leads. */
function findLoops(instrs: readonly Instr[]): Uint8Array {
  const isInLoop = new Uint8Array(instrs.length);
  instrs.forEach(({ target }, at) => {
    if (target !== null && target.at <= at) isInLoop.fill(1, target.at, at + 1);
  });
  return isInLoop;
}

/** Whether the way that is taken out ends in a jump, and so does the other one. */
function addsJump({ removed, kept }: Merge): boolean {
  return removed.jump >= 0 && kept.jump >= 0;
}

function findEnds(instrs: readonly Instr[], targets: ReadonlySet<Instr>): End[] {
  const ends: End[] = [];
  instrs.forEach((instr, at) => {
    if (LEAVES.has(instr.op)) ends.push({ last: at, jump: -1, key: `leaves ${instr.op}` });
    else if (instr.op === Op.JUMP) ends.push({ last: at - 1, jump: at, key: `to ${instr.target!.at}` });
    if (at > 0 && targets.has(instr) && !endsFlow(instrs[at - 1]!))
      ends.push({ last: at - 1, jump: -1, key: `to ${at}` });
  });
  return ends;
}

/** The saving of a jump from `removed` into `kept`. */
function compareEnds(
  instrs: readonly Instr[],
  targets: ReadonlySet<Instr>,
  removed: End,
  kept: End,
): Merge | undefined {
  const leaves = LEAVES.has(instrs[removed.last]?.op ?? 0) && removed.jump < 0;
  // A path that falls through has no jump to replace.
  if (removed.jump < 0 && !leaves) return undefined;
  let count = 0;
  let size = 0;
  const limit = Math.abs(removed.last - kept.last);
  while (count < limit) {
    const a = instrs[removed.last - count];
    const b = instrs[kept.last - count];
    if (a === undefined || b === undefined || !isSame(a, b)) break;
    count++;
    size += sizeOf(a);
    // Another path leads into the middle of both: the code before that belongs to only one of them.
    if (targets.has(a)) break;
  }
  if (count === 0) return undefined;
  const saved = leaves ? size - 2 : size;
  const isFree = removed.jump >= 0 && kept.jump < 0;
  return saved >= (isFree ? 1 : WORTH_A_JUMP) ? { saved, removed, kept, count } : undefined;
}

function isSame(a: Instr, b: Instr): boolean {
  return (
    a.op === b.op &&
    a.line === b.line &&
    a.child === null &&
    b.child === null &&
    a.target === b.target &&
    a.extra === b.extra &&
    a.arg === b.arg &&
    a.wide === null &&
    b.wide === null
  );
}

/** Minimum size of an instruction in bytes. */
function sizeOf(instr: Instr): number {
  return (instr.info.format === "byte" ? 1 : 2) + (instr.extra >= 0 ? 1 : 0);
}

function apply(one: FunctionCode, { removed, kept, count }: Merge): void {
  const { instrs } = one;
  const first = instrs[kept.last - count + 1]!;
  const start = removed.last - count + 1;
  const jump = jumpTo(first, instrs[start]!.line);
  for (let at = 0; at < count; at++) redirect(instrs, instrs[start + at]!, instrs[kept.last - count + 1 + at]!);
  if (removed.jump >= 0) redirect(instrs, instrs[removed.jump]!, instrs[removed.jump]!.target!);
  instrs.splice(start, removed.jump >= 0 ? count + 1 : count, jump);
}
