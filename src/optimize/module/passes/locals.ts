// Local variables: stores that no load can see, a store and a load in a row, and the numbers of the slots.
//
// `locals()` shows none of them in MicroPython, and nothing else can look into a frame. Cells are left alone: other
// functions see them.

import { Op } from "../../../mpy/file/opcodes.ts";
import type { FunctionCode, Instr } from "../code.ts";
import {
  jumpTargets,
  loadedSlot,
  loadsConstant,
  numberInstrs,
  redirect,
  setSlot,
  setsUpHandler,
  simpleInstr,
  storedSlot,
  successors,
} from "./flow.ts";

/** Slots above this are not watched: 32 bits of a set hold them no more, and few functions have so many. */
const MAX_SLOTS = 512;

/** Takes out stores that no load sees. */
export function dropDeadStores(one: FunctionCode): void {
  if (!one.instrs.some((instr) => storedSlot(instr) >= 0)) return;
  for (let changed = true; changed;) changed = dropOnce(one);
}

function dropOnce(one: FunctionCode): boolean {
  const { instrs } = one;
  numberInstrs(instrs);
  const isCell = cellSlots(one);
  const live = liveAfter(instrs);
  if (live === undefined) return false;
  const targets = jumpTargets(instrs);
  const dropped = new Set<Instr>();
  const isLiveAfter = (at: number, slot: number): boolean => (live[at]![slot >> 5]! & (1 << (slot & 31))) !== 0;
  let changed = false;
  for (let at = 0; at + 1 < instrs.length; at++) {
    const instr = instrs[at]!;
    const slot = storedSlot(instr);
    if (slot < 0 || slot >= MAX_SLOTS || isCell.has(slot)) continue;
    const next = instrs[at + 1]!;
    const before = instrs[at - 1];
    if (loadedSlot(next) === slot && !targets.has(next) && !isLiveAfter(at + 1, slot)) {
      const behind = instrs[at + 2];
      if (behind === undefined) continue;
      if (targets.has(instr)) redirect(instrs, instr, behind);
      targets.add(behind);
      dropped.add(instr).add(next);
      at++;
    } else if (isLiveAfter(at, slot)) {
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

/** Slots that a load may see after each instruction, as bits; undefined where there are too many. */
function liveAfter(instrs: readonly Instr[]): Int32Array[] | undefined {
  let slots = 0;
  for (const instr of instrs)
    slots = Math.max(slots, loadedSlot(instr) + 1, storedSlot(instr) + 1, deletedSlot(instr) + 1);
  if (slots > MAX_SLOTS) return undefined;
  const words = (slots + 31) >> 5;
  const before = instrs.map(() => new Int32Array(words));
  const after = instrs.map(() => new Int32Array(words));
  // An exception may lead from anywhere to any handler: more than can happen, so nothing too much is dropped.
  const handlers = instrs.filter(setsUpHandler).map((instr) => instr.target!.at);
  for (let changed = true; changed;) {
    changed = false;
    for (let at = instrs.length - 1; at >= 0; at--) {
      for (let word = 0; word < words; word++) {
        let bits = 0;
        for (const next of successors(instrs, at)) bits |= before[next]![word]!;
        for (const handler of handlers) bits |= before[handler]![word]!;
        after[at]![word] = bits;
        const instr = instrs[at]!;
        const stored = storedSlot(instr);
        if (stored >= 0 && stored >> 5 === word) bits &= ~(1 << (stored & 31));
        for (const read of [loadedSlot(instr), deletedSlot(instr)]) {
          if (read >= 0 && read >> 5 === word) bits |= 1 << (read & 31);
        }
        if (before[at]![word] === bits) continue;
        before[at]![word] = bits;
        changed = true;
      }
    }
  }
  return after;
}

/** `del x` fails where x is not set, so it looks at the variable as a load does. */
function deletedSlot(instr: Instr): number {
  return instr.op === Op.DELETE_FAST ? instr.arg : -1;
}

/** Slots below this are part of the opcode. */
const SHORT_SLOTS = 16;

/** Gives the locals that are used most the slots that take no operand. */
export function orderSlots(one: FunctionCode): void {
  const uses = new Map<number, number>();
  const fixed = cellSlots(one);
  let isLarge = false;
  for (const instr of one.instrs) {
    const slot = Math.max(loadedSlot(instr), storedSlot(instr), deletedSlot(instr));
    if (slot < 0) continue;
    if (slot >= SHORT_SLOTS) isLarge = true;
    uses.set(slot, (uses.get(slot) ?? 0) + 1);
  }
  if (!isLarge) return;
  for (let at = 0; at < argumentSlots(one); at++) fixed.add(at);
  const movable = [...uses.keys()].filter((slot) => !fixed.has(slot));
  const slots = movable.toSorted((a, b) => a - b);
  const ranked = movable.toSorted((a, b) => uses.get(b)! - uses.get(a)! || a - b);
  const moved = new Map(ranked.map((slot, at) => [slot, slots[at]!]));
  for (const instr of one.instrs) {
    const to = moved.get(Math.max(loadedSlot(instr), storedSlot(instr), deletedSlot(instr)));
    if (to === undefined) continue;
    if (instr.op !== Op.DELETE_FAST) {
      setSlot(instr, to);
    } else {
      instr.arg = to;
      instr.bytes = to < 0x80 ? Uint8Array.of(instr.op, to) : Uint8Array.of(instr.op, 0x80 | (to >> 7), to & 0x7f);
    }
  }
}

const VAR_KEYWORDS = 0x02;
const VAR_ARGS = 0x04;

/** Slots that a call fills: arguments, *args and **kwargs. */
function argumentSlots(one: FunctionCode): number {
  const stars = (one.scopeFlags & VAR_KEYWORDS ? 1 : 0) + (one.scopeFlags & VAR_ARGS ? 1 : 0);
  return one.positionalArgs + one.keywordOnlyArgs + stars;
}
