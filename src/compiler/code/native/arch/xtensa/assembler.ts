// The operations of the native emitter on Xtensa, and the jumps that its inline assembler shares. Constants that no
// instruction can hold lie in a table at the start of each function, whose size the pass before has found; the function
// jumps over it. A backward branch knows its distance in every pass and may be short, a forward one is a short branch
// around a jump, so that no pass changes a size. The two calling conventions differ in the frame and in calls, below.

import type { Label } from "../../../../brands.ts";
import { SourceError } from "../../../../../diagnostics/source-error.ts";
import type { Behaviour } from "../../../../../firmware/index.ts";
import type { ComparisonCode, Register, ShiftCode, Width } from "../arch.ts";
import { Assembler, Comparison, Shift } from "../arch.ts";
import { UNPLACED } from "../assembler-base.ts";
import { fitsSigned, fitsUnsigned } from "../fits.ts";
import {
  BranchIf,
  BranchIfZero,
  CALL,
  RRI8,
  RRR,
  RRRN,
  branch,
  branchZero,
  call,
  entry,
  l32r,
  movi,
  moviN,
  rri8,
  rrr,
  rrrn,
} from "./encoding.ts";

/** Bytes of a word. */
const WORD = 4;
/** Return address and stack pointer. */
const A0: Register = 0;
const A1: Register = 1;
/** Takes the size of a big frame. */
const FRAME_TEMPORARY: Register = 9;
/** Address of a store whose offset no instruction can hold: the same register in both calling conventions. */
const STORE_TEMPORARY: Register = 6;

/** Loads and stores by {@link Width}. */
const LOADS = [RRI8.l8ui, RRI8.l16ui, RRI8.l32i] as const;
const STORES = [RRI8.s8i, RRI8.s16i, RRI8.s32i] as const;
/** base = (index << width) + base; for bytes there is a narrow instruction. */
const SCALED_ADDS = [0, RRR.addx2, RRR.addx4] as const;

/** The branch that {@link XtensaAssembler.setIf} takes, unsigned and signed; with `swap` it compares right to left. */
const SET_IF: Readonly<Record<ComparisonCode, { unsigned: number; signed: number; swap: boolean }>> = {
  [Comparison.less]: { unsigned: BranchIf.ltu, signed: BranchIf.lt, swap: false },
  [Comparison.more]: { unsigned: BranchIf.ltu, signed: BranchIf.lt, swap: true },
  [Comparison.equal]: { unsigned: BranchIf.eq, signed: BranchIf.eq, swap: false },
  [Comparison.lessEqual]: { unsigned: BranchIf.geu, signed: BranchIf.ge, swap: true },
  [Comparison.moreEqual]: { unsigned: BranchIf.geu, signed: BranchIf.ge, swap: false },
  [Comparison.notEqual]: { unsigned: BranchIf.ne, signed: BranchIf.ne, swap: false },
};

/** A jump that cannot be encoded: the reference raises this outside of its compiler, without a line. */
function cannotReach(what: string): SourceError {
  return new SourceError("RuntimeError", `ERROR: ${what}`, -1, -1);
}

/** Jumps and branches take the distance from 4 bytes behind the instruction's start. */
const BRANCH_BIAS = 4;

export abstract class XtensaAssembler extends Assembler {
  /** Words that the convention saves below the locals. */
  protected abstract readonly savedWords: number;
  /** The second argument's register. */
  protected abstract readonly maskTemporary: Register;
  /** The register of results. */
  protected abstract readonly result: Register;
  protected readonly behaviour: Behaviour;
  /** Constants in the table of the pass before, and of this one so far. */
  private tableSize = 0;
  private tableUsed = 0;
  /** Whether the last pass needed as many constants as the one before it. */
  private settled = false;
  /** Offset of the table in the emit pass; -1 if nothing is stored. */
  private tableAt = -1;

  constructor(behaviour: Behaviour) {
    super();
    this.behaviour = behaviour;
  }

  abstract override entry(localCount: number): void;

  /** The table is before the code, so its size has to be known. */
  override get isSettled(): boolean {
    return this.settled;
  }

  override endPass(): void {
    this.settled = this.tableUsed === this.tableSize;
    this.tableSize = this.tableUsed;
    this.tableUsed = 0;
  }

  /** Room for the constants, word-aligned: called with the position at a multiple of 4. */
  protected constantTable(skipsEmpty: boolean): void {
    if (this.tableSize === 0 && skipsEmpty) return;
    const bytes = this.tableSize * WORD;
    this.u24(call(CALL.j, bytes)); // from the padding byte's end to the table's
    this.claim(1);
    this.tableAt = this.claim(bytes);
  }

  // --- constants ---

  movRegImm(dest: Register, value: number): void {
    const low = value | 0;
    if (low >= -32 && low <= 95 && this.behaviour.usesNarrowMovi) this.u16(moviN(dest, low));
    else if (fitsSigned(low, 12)) this.u24(movi(dest, low));
    else this.loadConstant(dest, low);
  }

  /** Loads a word from the constant table. */
  loadConstant(dest: Register, value: number): void {
    const slot = Math.max(this.tableAt, 0) + this.tableUsed * WORD;
    this.loadWordAt(dest, slot);
    if (this.emitting) for (let byte = 0; byte < WORD; byte++) this.put(slot + byte, value >> (byte * 8));
    this.tableUsed++;
  }

  /** l32r takes words from the word-aligned end of the instruction. */
  protected loadWordAt(dest: Register, offset: number): void {
    this.u24(l32r(dest, (offset - ((this.position + 3) & -WORD)) >> 2));
  }

  /** The program counter comes from a call0 to the next word, which is the address that `dest` is added to. */
  protected override encodeMovRegLabel(dest: Register, label: Label): void {
    this.u24(movi(dest, this.labelOffset(label) - this.position - 6));
    const at = this.position;
    this.u24(call(CALL.call0, (at >> 1) & 1));
    this.claim((5 - at) & 3);
    this.u16(rrrn(RRRN.add, dest, dest, A0));
  }

  clear(dest: Register): void {
    if (this.behaviour.clearsRegisters) this.u16(moviN(dest, 0));
    else this.xor(dest, dest);
  }

  // --- jumps ---

  /** The encoded distance of a jump to `label` from here. */
  private distanceTo(label: Label): number {
    return this.labelOffset(label) - this.position - BRANCH_BIAS;
  }

  private isBehind(label: Label): boolean {
    return this.labelOffset(label) !== UNPLACED && this.distanceTo(label) < 0;
  }

  protected override encodeJump(label: Label): void {
    this.u24(call(CALL.j, this.distanceTo(label)));
  }

  protected override encodeJumpIfZero(register: Register, label: Label): void {
    this.branchZeroTo(BranchIfZero.eq, register, label);
  }

  protected override encodeJumpIfNonzero(register: Register, label: Label): void {
    this.branchZeroTo(BranchIfZero.ne, register, label);
  }

  protected override encodeJumpIfEqual(first: Register, second: Register, label: Label): void {
    this.branchTo(BranchIf.eq, first, second, label);
  }

  jumpRegister(register: Register): void {
    this.u24(rrr(RRR.jx, 0, register, 0));
  }

  /** Branch to a label on a register against zero. */
  branchZeroTo(condition: number, register: Register, label: Label): void {
    const distance = this.distanceTo(label);
    if ((this.isBehind(label) && fitsSigned(distance, 12)) || !this.behaviour.branchesFarOnXtensa) {
      this.u24(branchZero(condition, register, distance));
      return;
    }
    this.demandJump(label, distance, "bccz");
    this.u24(branchZero(condition ^ 1, register, 2));
    this.u24(call(CALL.j, distance - 3));
  }

  /** Branch to a label on two registers. */
  branchTo(condition: number, first: Register, second: Register, label: Label): void {
    const distance = this.distanceTo(label);
    if ((this.isBehind(label) && fitsSigned(distance, 8)) || !this.behaviour.branchesFarOnXtensa) {
      this.u24(branch(condition, first, second, distance));
      return;
    }
    this.demandJump(label, distance, "bcc");
    this.u24(branch(condition ^ 8, first, second, 2));
    this.u24(call(CALL.j, distance - 3));
  }

  /** The jump behind a branch must reach. */
  private demandJump(label: Label, distance: number, what: string): void {
    if (!this.emitting || this.labelOffset(label) === UNPLACED) return;
    if (!fitsSigned(distance - 6, 18)) throw cannotReach(`xtensa ${what} out of range`);
  }

  /** Branch to a near label on bit `bit` of a register: {@link BranchIf.bci} or {@link BranchIf.bsi}. */
  branchBitTo(condition: number, register: Register, bit: number, label: Label): void {
    const distance = this.distanceTo(label);
    if (this.emitting && !fitsSigned(distance, 8)) throw cannotReach("xtensa bit_branch out of range");
    this.u24(branch(condition | (bit >> 4), register, bit & 0xf, distance));
  }

  /** call0 to a label. The distance is given in bytes where the instruction takes words, as in the reference. */
  callLabel(label: Label): void {
    const target = this.labelOffset(label);
    const distance = target - this.position - 3;
    if (this.emitting) {
      if ((target & 3) !== 0) throw cannotReach("call0 target not word-aligned");
      if ((distance & 3) !== 0) throw cannotReach("call0 location not word-aligned");
      if (!fitsSigned(distance, 18)) throw cannotReach("xtensa call0 out of range");
    }
    this.u24(call(CALL.call0, distance));
  }

  /** l32r from a label behind. */
  loadLabel(dest: Register, label: Label): void {
    const target = this.labelOffset(label);
    const distance = target - this.position;
    if (this.emitting) {
      if ((target & 3) !== 0) throw cannotReach("l32r target not word-aligned");
      if ((distance & 3) !== 0) throw cannotReach("l32r location not word-aligned");
      if (!fitsSigned(distance, 18) || distance >= 0) throw cannotReach("xtensa l32r out of range");
    }
    this.loadWordAt(dest, target);
  }

  // --- locals; an offset that does not fit loses its upper bits, as in the reference ---

  movLocalReg(local: number, source: Register): void {
    this.u24(rri8(RRI8.s32i, A1, source, this.savedWords + local));
  }

  movRegLocal(dest: Register, local: number): void {
    this.u24(rri8(RRI8.l32i, A1, dest, this.savedWords + local));
  }

  movRegLocalAddress(dest: Register, local: number): void {
    const offset = (this.savedWords + local) * WORD;
    if (fitsSigned(offset, 8)) {
      this.u24(rri8(RRI8.addi, A1, dest, offset));
    } else {
      this.u24(movi(dest, offset));
      this.u16(rrrn(RRRN.add, dest, dest, A1));
    }
  }

  // --- arithmetic ---

  movRegReg(dest: Register, source: Register): void {
    this.u16(rrrn(RRRN.mov, 0, source, dest));
  }

  /** There is no such instruction. */
  not(dest: Register): void {
    this.movRegImm(this.maskTemporary, -1);
    this.xor(dest, this.maskTemporary);
  }

  negate(dest: Register): void {
    this.u24(rrr(RRR.neg, dest, 0, dest));
  }

  shift(kind: ShiftCode, dest: Register, count: Register): void {
    if (kind === Shift.left) {
      this.u24(rrr(RRR.ssl, 0, count, 0));
      this.u24(rrr(RRR.sll, dest, dest, 0));
    } else {
      this.u24(rrr(RRR.ssr, 0, count, 0));
      this.u24(rrr(kind === Shift.rightUnsigned ? RRR.srl : RRR.sra, dest, 0, dest));
    }
  }

  or(dest: Register, source: Register): void {
    this.u24(rrr(RRR.or, dest, dest, source));
  }

  xor(dest: Register, source: Register): void {
    this.u24(rrr(RRR.xor, dest, dest, source));
  }

  and(dest: Register, source: Register): void {
    this.u24(rrr(RRR.and, dest, dest, source));
  }

  add(dest: Register, source: Register): void {
    this.u16(rrrn(RRRN.add, dest, dest, source));
  }

  sub(dest: Register, source: Register): void {
    this.u24(rrr(RRR.sub, dest, dest, source));
  }

  mul(dest: Register, source: Register): void {
    this.u24(rrr(RRR.mull, dest, dest, source));
  }

  setIf(comparison: ComparisonCode, unsigned: boolean, dest: Register, left: Register, right: Register): void {
    const how = SET_IF[comparison];
    const condition = unsigned ? how.unsigned : how.signed;
    this.u16(moviN(dest, 1));
    this.u24(how.swap ? branch(condition, right, left, 1) : branch(condition, left, right, 1));
    this.u16(moviN(dest, 0));
  }

  // --- memory ---

  loadWord(dest: Register, base: Register, offset: number): void {
    this.load(2, dest, base, offset);
  }

  storeWord(source: Register, base: Register, offset: number): void {
    this.store(2, source, base, offset);
  }

  load(width: Width, dest: Register, base: Register, offset: number): void {
    if (width === 2 && fitsUnsigned(offset, 4)) {
      this.u16(rrrn(RRRN.l32i, offset, base, dest));
    } else if (fitsUnsigned(offset, 8)) {
      this.u24(rri8(LOADS[width], base, dest, offset));
    } else if (!this.behaviour.offsetsXtensaFar) {
      this.overflow(width, LOADS[width], base, dest, offset);
    } else {
      this.movRegImm(dest, offset << width);
      this.u16(rrrn(RRRN.add, dest, base, dest));
      this.load(width, dest, dest, 0);
    }
  }

  store(width: Width, source: Register, base: Register, offset: number): void {
    if (width === 2 && fitsUnsigned(offset, 4)) {
      this.u16(rrrn(RRRN.s32i, offset, base, source));
    } else if (fitsUnsigned(offset, 8)) {
      this.u24(rri8(STORES[width], base, source, offset));
    } else if (!this.behaviour.offsetsXtensaFar) {
      this.overflow(width, STORES[width], base, source, offset);
    } else {
      this.movRegImm(STORE_TEMPORARY, offset << width);
      this.u16(rrrn(RRRN.add, STORE_TEMPORARY, base, STORE_TEMPORARY));
      this.store(width, source, STORE_TEMPORARY, 0);
    }
  }

  /** Before 1.26: words beyond 255 are refused, halves lose the upper bits of their offset. */
  private overflow(width: Width, match: number, base: Register, register: Register, offset: number): void {
    if (width === 2) throw new SourceError("RuntimeError", "asm overflow", -1, -1);
    this.u24(rri8(match, base, register, offset & 0xff));
  }

  override takesIndex(_width: Width, index: number): boolean {
    return this.behaviour.indexesXtensa && index > 0 && index < 256;
  }

  /** In 1.25 what was in the register of results was stored. */
  override storeAtIndex(width: Width, source: Register, base: Register, index: number): void {
    this.store(width, this.behaviour.indexesMemory || index === 0 ? source : this.result, base, index);
  }

  override loadIndexed(width: Width, dest: Register, base: Register, index: Register): void {
    this.addIndex(width, base, index);
    this.load(width, dest, base, 0);
  }

  override storeIndexed(width: Width, source: Register, base: Register, index: Register): void {
    this.addIndex(width, base, index);
    this.store(width, source, base, 0);
  }

  private addIndex(width: Width, base: Register, index: Register): void {
    if (!this.behaviour.indexesXtensa) this.addScaled(width, base, index);
    else if (width === 0 && !this.behaviour.indexesMemory) this.add(base, index);
    else if (width === 0) this.u16(rrrn(RRRN.add, base, index, base));
    else this.u24(rrr(SCALED_ADDS[width], base, index, base));
  }
}

/** The "call0" convention: a12 to a15 are kept by the callee, the caller's registers stay where they are. */
export class Call0Assembler extends XtensaAssembler {
  static readonly funTable: Register = 15;
  /** a0 and a12 to a15. */
  protected readonly savedWords = 5;
  protected readonly maskTemporary = 3;
  protected readonly result = 2;
  private frameBytes = 0;

  entry(localCount: number): void {
    this.constantTable(this.behaviour.skipsEmptyTable);
    this.frameBytes = ((this.savedWords + localCount) * WORD + 15) & -16;
    if (fitsSigned(-this.frameBytes, 8)) {
      this.u24(rri8(RRI8.addi, A1, A1, -this.frameBytes));
    } else {
      this.u24(movi(FRAME_TEMPORARY, this.frameBytes));
      this.u24(rrr(RRR.sub, A1, A1, FRAME_TEMPORARY));
    }
    this.u16(rrrn(RRRN.s32i, 0, A1, A0));
    for (let slot = 1; slot < this.savedWords; slot++) this.u16(rrrn(RRRN.s32i, slot, A1, 11 + slot));
  }

  exit(): void {
    for (let slot = this.savedWords - 1; slot >= 1; slot--) this.u16(rrrn(RRRN.l32i, slot, A1, 11 + slot));
    this.u16(rrrn(RRRN.l32i, 0, A1, A0));
    if (fitsSigned(this.frameBytes, 8)) {
      this.u24(rri8(RRI8.addi, A1, A1, this.frameBytes));
    } else {
      this.u24(movi(FRAME_TEMPORARY, this.frameBytes));
      this.u16(rrrn(RRRN.add, A1, A1, FRAME_TEMPORARY));
    }
    this.u16(RRRN.ret);
  }

  callFun(index: number): void {
    this.load(2, A0, Call0Assembler.funTable, index);
    this.u24(rrr(RRR.callx0, 0, A0, 0));
  }
}

/** The windowed convention: a call rotates the registers by 8, so that a0 to a7 need no saving but for a0. */
export class WindowedAssembler extends XtensaAssembler {
  static readonly funTable: Register = 7;
  /** a0, which code that finds its own address overwrites. */
  protected readonly savedWords = 1;
  protected readonly maskTemporary = 11;
  protected readonly result = 10;

  entry(localCount: number): void {
    this.constantTable(this.behaviour.hasWindowedInline);
    // 32 bytes below the frame belong to the window overflow handler.
    this.u24(entry(A1, 32 + (((this.savedWords + localCount) * WORD + 15) & -16)));
    this.u16(rrrn(RRRN.s32i, 0, A1, A0));
  }

  exit(): void {
    this.u16(rrrn(RRRN.l32i, 0, A1, A0));
    this.u16(RRRN.retw);
  }

  callFun(index: number): void {
    const target: Register = 8;
    this.load(2, target, WindowedAssembler.funTable, index);
    this.u24(rrr(RRR.callx8, 0, target, 0));
  }
}
