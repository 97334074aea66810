// Optimises local variables: removes dead stores and store-load pairs, and renumbers slots.
//
// In MicroPython `locals()` does not show locals, and nothing else can read a frame. Cells are not changed, because
// other functions use them.

import { Op } from "../../../mpy/file/opcodes.ts";
import type { FunctionCode, Instr } from "../code.ts";
import {
  endsFlow,
  jumpTargets,
  loadedSlot,
  loadsConstant,
  numberInstrs,
  redirect,
  setSlot,
  setsUpHandler,
  simpleInstr,
  storedSlot,
} from "./flow.ts";

/** Maximum number of slots. Functions with more are rare and are not optimised, because the work grows with them. */
const MAX_SLOTS = 512;

/** Removes dead stores. Returns whether there were any. */
export function dropDeadStores(one: FunctionCode): boolean {
  let dropped = false;
  while (hasCandidate(one.instrs) && dropOnce(one)) dropped = true;
  return dropped;
}

function dropOnce(one: FunctionCode): boolean {
  const { instrs } = one;
  numberInstrs(instrs);
  const isCell = cellSlots(one);
  const slots = countSlots(instrs);
  if (slots > MAX_SLOTS) return false;
  const live = new Liveness(instrs, slots);
  const targets = jumpTargets(instrs);
  const dropped = new Set<Instr>();
  let changed = false;
  for (let at = 0; at + 1 < instrs.length; at++) {
    const instr = instrs[at]!;
    const slot = storedSlot(instr);
    if (slot < 0 || slot >= MAX_SLOTS || isCell.has(slot)) continue;
    const next = instrs[at + 1]!;
    const before = instrs[at - 1];
    if (loadedSlot(next) === slot && !targets.has(next) && !live.isLiveAfter(at + 1, slot)) {
      const behind = instrs[at + 2];
      if (behind === undefined) continue;
      if (targets.has(instr)) redirect(instrs, instr, behind);
      targets.add(behind);
      dropped.add(instr).add(next);
      at++;
    } else if (live.isLiveAfter(at, slot)) {
      continue;
    } else if (before !== undefined && loadsConstant(before) && !targets.has(instr) && !dropped.has(before)) {
      if (targets.has(before)) redirect(instrs, before, next);
      targets.add(next);
      dropped.add(before).add(instr);
    } else if (instr.op === Op.STORE_FAST_N) {
      const pop = simpleInstr(Op.POP_TOP, instr.line);
      redirect(instrs, instr, pop);
      instrs[at] = pop;
      changed = true;
    }
  }
  if (dropped.size > 0) one.instrs = instrs.filter((instr) => !dropped.has(instr));
  return changed || dropped.size > 0;
}

function cellSlots(one: FunctionCode): Set<number> {
  const cells = new Set(one.cells);
  for (const instr of one.instrs) if (instr.info.operand === "cell") cells.add(instr.arg);
  return cells;
}

/** Live slots after each instruction. */
class Liveness {
  /** Bit sets with this many words for each instruction. */
  private readonly words: number;
  private readonly after: Int32Array;

  constructor(instrs: readonly Instr[], slots: number) {
    const count = instrs.length;
    const words = (slots + 31) >> 5;
    this.words = words;
    const before = new Int32Array(count * words);
    const after = new Int32Array(count * words);
    this.after = after;
    const stored = new Int16Array(count);
    const read = new Int16Array(count);
    const target = new Int32Array(count);
    // An exception is assumed to lead from any instruction to any handler. That is more than can happen, so no live
    // store is removed.
    const handlers: number[] = [];
    let hasLoops = false;
    for (let at = 0; at < count; at++) {
      const instr = instrs[at]!;
      stored[at] = storedSlot(instr);
      read[at] = instr.op === Op.DELETE_FAST ? instr.arg : loadedSlot(instr);
      target[at] = instr.target === null ? -1 : instr.target.at;
      if (target[at]! >= 0 && target[at]! <= at) hasLoops = true;
      if (setsUpHandler(instr)) handlers.push(instr.target!.at);
    }
    // From the end to the start: without backward jumps one pass is enough.
    for (let changed = true; changed;) {
      changed = false;
      for (let word = 0; word < words; word++) {
        let raised = 0;
        for (const handler of handlers) raised |= before[handler * words + word]!;
        let bits = 0;
        for (let at = count - 1; at >= 0; at--) {
          if (at + 1 === count || endsFlow(instrs[at]!)) bits = 0;
          if (target[at]! >= 0) bits |= before[target[at]! * words + word]!;
          bits |= raised;
          const place = at * words + word;
          after[place] = bits;
          if (stored[at]! >> 5 === word) bits &= ~(1 << (stored[at]! & 31));
          if (read[at]! >> 5 === word) bits |= 1 << (read[at]! & 31);
          if (before[place] === bits) continue;
          before[place] = bits;
          changed = hasLoops || handlers.length > 0;
        }
      }
    }
  }

  isLiveAfter(at: number, slot: number): boolean {
    return (this.after[at * this.words + (slot >> 5)]! & (1 << (slot & 31))) !== 0;
  }
}

/** Number of used slots. */
function countSlots(instrs: readonly Instr[]): number {
  let slots = 0;
  for (const instr of instrs) {
    slots = Math.max(slots, loadedSlot(instr) + 1, storedSlot(instr) + 1, deletedSlot(instr) + 1);
  }
  return slots;
}

/** Whether a store may be dead. Most functions have no candidate, and are not analysed further. */
function hasCandidate(instrs: readonly Instr[]): boolean {
  for (let at = 0; at < instrs.length; at++) {
    const slot = storedSlot(instrs[at]!);
    if (slot < 0) continue;
    if (instrs[at]!.op === Op.STORE_FAST_N) return true;
    const next = instrs[at + 1];
    if (next !== undefined && loadedSlot(next) === slot) return true;
    if (at > 0 && loadsConstant(instrs[at - 1]!)) return true;
  }
  return false;
}

/** `del x` fails if x is not set, so it reads the variable. */
function deletedSlot(instr: Instr): number {
  return instr.op === Op.DELETE_FAST ? instr.arg : -1;
}

/** Slots below this are encoded in the opcode. */
const SHORT_SLOTS = 16;

/** Assigns slots without an operand to the most used locals. Returns whether some locals need an operand. */
export function orderSlots(one: FunctionCode): boolean {
  // Few functions have more.
  if (!one.instrs.some(({ info, arg }) => info.operand === "local" && arg >= SHORT_SLOTS)) return false;
  const uses = new Map<number, number>();
  const fixed = cellSlots(one);
  for (const instr of one.instrs) {
    const slot = Math.max(loadedSlot(instr), storedSlot(instr), deletedSlot(instr));
    if (slot >= 0) uses.set(slot, (uses.get(slot) ?? 0) + 1);
  }
  for (let at = 0; at < argumentSlots(one); at++) fixed.add(at);
  const movable = [...uses.keys()].filter((slot) => !fixed.has(slot));
  const slots = movable.toSorted((a, b) => a - b);
  const ranked = movable.toSorted((a, b) => uses.get(b)! - uses.get(a)! || a - b);
  const moved = new Map(ranked.map((slot, at) => [slot, slots[at]!]));
  for (const instr of one.instrs) {
    const to = moved.get(Math.max(loadedSlot(instr), storedSlot(instr), deletedSlot(instr)));
    if (to === undefined) continue;
    if (instr.op === Op.DELETE_FAST) instr.arg = to;
    else setSlot(instr, to);
  }
  return true;
}

const VAR_KEYWORDS = 0x02;
const VAR_ARGS = 0x04;

/** Number of slots that a call sets: arguments, *args and **kwargs. */
function argumentSlots(one: FunctionCode): number {
  const stars = (one.scopeFlags & VAR_KEYWORDS ? 1 : 0) + (one.scopeFlags & VAR_ARGS ? 1 : 0);
  return one.positionalArgs + one.keywordOnlyArgs + stars;
}
