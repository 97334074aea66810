// The Thumb assembler. Sizes are decided as the reference does it: a backward jump is as short as it can be, a forward
// jump is always long because its distance is not known in the first pass. ARMv7-M has 32-bit instructions for long
// jumps and constants; ARMv6-M makes do with words inside the code, which must be aligned, and may clobber r1 for a far
// jump.

import type { Label } from "../../../../brands.ts";
import { SourceError } from "../../../../../diagnostics/source-error.ts";
import type { Behaviour } from "../../../../../firmware/index.ts";
import { DryAssembler } from "../dry.ts";
import { Assembler, type ComparisonCode, type Register, type ShiftCode, type Width } from "../arch.ts";
import { demand } from "../../../assembly-fault.ts";
import { UNPLACED } from "../assembler-base.ts";
import { fitsSigned, fitsUnsigned } from "../fits.ts";
import {
  addSub,
  AddSub,
  addSub12,
  AddSub12,
  Alu,
  alu,
  branch,
  branchIf,
  branchIfWide,
  branchIfWideWrong,
  branchWide,
  Condition,
  FIRST_HIGH_REG,
  HighReg,
  highReg,
  ifThen,
  Immediate8,
  immediate8,
  Indexed,
  indexed,
  Move16,
  move16,
  moveStack,
  Offset5,
  offset12,
  offset5,
  Plain,
  pop,
  push,
  Shift,
  shiftImmediate,
  signExtendHalf,
  Stack,
  stackRelative,
  ThumbReg,
} from "./encoding.ts";

/** How far the program counter is ahead of the instruction that reads it, in bytes. */
const PREFETCH = 4;

/** Saved registers: with r1 to r3 the push also makes room for two or three locals and keeps sp a multiple of 8. */
const SAVED_SHORT = 0xf2; // r1, r4 to r7
const SAVED_LONG = 0xfe; // r1 to r7
const LOCALS_IN_SAVED_LONG = 3;

/** Most words that one 16-bit instruction can move sp by. */
const MAX_STACK_MOVE = 127;

/** Largest offset of formats 9 and 10, in units of the transfer. */
const MAX_OFFSET5 = 31;

/** Shifts by the order of ShiftCode. */
const SHIFTS = [Alu.lsl, Alu.lsr, Alu.asr] as const;

/** Transfers by width. */
const LOADS_OFFSET = [Offset5.ldrb, Offset5.ldrh, Offset5.ldr] as const;
const STORES_OFFSET = [Offset5.strb, Offset5.strh, Offset5.str] as const;
const LOADS_INDEXED = [Indexed.ldrb, Indexed.ldrh, Indexed.ldr] as const;
const STORES_INDEXED = [Indexed.strb, Indexed.strh, Indexed.str] as const;

/** Condition codes by the order of ComparisonCode: cc hi eq ls cs ne, lt gt eq le ge ne. */
const CONDITIONS_UNSIGNED = [0x3, 0x8, 0x0, 0x9, 0x2, 0x1] as const;
const CONDITIONS_SIGNED = [0xb, 0xc, 0x0, 0xd, 0xa, 0x1] as const;

/**
 * ARM code that calls the Thumb code behind it and returns: push {r4, lr}; add lr, pc, #9; blx lr; pop {r4, lr}; bx lr.
 * For processors that run the caller in ARM state.
 */
const FROM_ARM_STATE = [0xe92d4010, 0xe28fe009, 0xe12fff3e, 0xe8bd4010, 0xe12fff1e] as const;

/** What a processor's Thumb code may contain and where it is called from. */
export interface ThumbFeatures {
  /** 32-bit instructions of ARMv7-M. */
  readonly armv7m: boolean;
  /** Single-precision floating point. */
  readonly float: boolean;
  /** The caller runs in ARM state. */
  readonly calledFromArm: boolean;
}

/** The refusal of a function that ARMv6-M could not jump through before 1.26; the reference names no line. */
function tooBig(): SourceError {
  return new SourceError("NotImplementedError", "native method too big", -1, -1);
}

export class ThumbAssembler extends Assembler {
  readonly features: ThumbFeatures;
  private readonly behaviour: Behaviour;
  private readonly armv7m: boolean;
  private savedRegisters = 0;
  /** Words of the frame beyond what the push of the saved registers makes. */
  private frameWords = 0;

  constructor(features: ThumbFeatures, behaviour: Behaviour) {
    super();
    this.features = features;
    this.behaviour = behaviour;
    this.armv7m = features.armv7m;
  }

  /** Appends an instruction of either length: 32-bit ones are stored with their high half first. */
  op(instruction: number): void {
    if (instruction > 0xffff) this.u32((instruction << 16) | (instruction >>> 16));
    else this.u16(instruction);
  }

  /** Distance of a label from the program counter as this instruction would read it. */
  distance(label: Label): number {
    return this.labelOffset(label) - this.position - PREFETCH;
  }

  override dry(): Assembler {
    return new DryAssembler();
  }

  override entry(localCount: number): void {
    if (this.features.calledFromArm) for (const word of FROM_ARM_STATE) this.u32(word);
    this.savedRegisters = localCount > 1 ? SAVED_LONG : SAVED_SHORT;
    this.frameWords = localCount > LOCALS_IN_SAVED_LONG ? (localCount - LOCALS_IN_SAVED_LONG + 1) & ~1 : 0;
    this.op(push(this.savedRegisters, true));
    this.moveStack(true);
  }

  override exit(): void {
    this.moveStack(false);
    this.op(pop(this.savedRegisters, true));
  }

  private moveStack(down: boolean): void {
    let words = this.frameWords;
    if (words === 0) return;
    if (this.armv7m && words > MAX_STACK_MOVE) {
      this.op(addSub12(down ? AddSub12.sub : AddSub12.add, ThumbReg.sp, ThumbReg.sp, words * 4));
      return;
    }
    for (; words > MAX_STACK_MOVE; words -= MAX_STACK_MOVE) this.op(moveStack(down, MAX_STACK_MOVE));
    this.op(moveStack(down, words));
  }

  /** Whether a jump to `label` is a backward one over `distance` that a branch with `bits` of offset reaches. */
  private isShortBackward(label: Label, distance: number, bits: number): boolean {
    return this.labelOffset(label) !== UNPLACED && distance <= -PREFETCH && fitsSigned(distance, bits);
  }

  protected override encodeJump(label: Label): void {
    const distance = this.distance(label);
    if (this.isShortBackward(label, distance, 12)) this.op(branch(distance));
    else if (this.armv7m) this.op(branchWide(distance));
    else if (this.behaviour.jumpsFarOnArmv6m) this.jumpFar(distance);
    else this.jumpNear(label, distance);
  }

  /** Before 1.26: a jump of 2 bytes, or none. */
  private jumpNear(label: Label, distance: number): void {
    if (fitsSigned(distance, 12)) {
      this.op(branch(distance));
      return;
    }
    this.op(Plain.nop);
    if (this.labelOffset(label) !== UNPLACED) throw tooBig();
  }

  /** A jump of 8 bytes (10 where a word in the code would not be aligned), whatever the distance. */
  private jumpFar(distance: number): void {
    const unaligned = (this.position & 2) !== 0;
    if (fitsSigned(distance, 12)) {
      this.op(branch(distance));
      for (let fill = unaligned ? 4 : 3; fill > 0; fill--) this.op(Plain.nop);
      return;
    }
    // r1, because r0 may hold the function's result while it jumps to its exit.
    let fromAdd = distance - 2;
    if (unaligned) {
      this.op(Plain.nop);
      fromAdd -= 2;
    }
    this.op(immediate8(Immediate8.ldrPc, ThumbReg.r1, 0));
    this.op(highReg(HighReg.add, ThumbReg.pc, ThumbReg.r1));
    this.u32(fromAdd);
  }

  /** Jumps where `condition` holds. */
  private jumpIf(condition: number, label: Label): void {
    const distance = this.distance(label);
    if (this.isShortBackward(label, distance, 9)) {
      this.op(branchIf(condition, distance));
    } else if (this.armv7m) {
      this.op((this.behaviour.branchesFarOnThumb ? branchIfWide : branchIfWideWrong)(condition, distance));
    } else if (!this.behaviour.jumpsFarOnArmv6m) {
      this.op(branchIf(condition ^ 1, 0));
      this.jump(label);
    } else {
      // The opposite condition jumps over the far jump, whose length is known only when it is there.
      const start = this.position;
      const at = this.claim(2);
      this.encodeJump(label);
      if (at < 0) return;
      const skip = branchIf(condition ^ 1, this.position - start - PREFETCH);
      this.put(at, skip);
      this.put(at + 1, skip >>> 8);
    }
  }

  protected override encodeJumpIfZero(register: Register, label: Label): void {
    this.op(immediate8(Immediate8.cmp, register, 0));
    this.jumpIf(Condition.equal, label);
  }

  protected override encodeJumpIfNonzero(register: Register, label: Label): void {
    this.op(immediate8(Immediate8.cmp, register, 0));
    this.jumpIf(Condition.notEqual, label);
  }

  protected override encodeJumpIfEqual(first: Register, second: Register, label: Label): void {
    this.op(alu(Alu.cmp, first, second));
    this.jumpIf(Condition.equal, label);
  }

  override jumpRegister(register: Register): void {
    this.op(highReg(HighReg.bx, 0, register));
  }

  override callFun(index: number): void {
    this.callVia(index, ThumbReg.r3);
  }

  override callFunWith4Arguments(index: number): void {
    this.callVia(index, ThumbReg.r4);
  }

  private callVia(index: number, register: Register): void {
    this.load(2, register, ThumbReg.r7, index);
    this.op(highReg(HighReg.blx, 0, register));
  }

  override movLocalReg(local: number, source: Register): void {
    this.checkLocal(local);
    this.op(stackRelative(Stack.str, source, local));
  }

  override movRegLocal(dest: Register, local: number): void {
    this.checkLocal(local);
    this.op(stackRelative(Stack.ldr, dest, local));
  }

  override movRegLocalAddress(dest: Register, local: number): void {
    this.op(stackRelative(Stack.add, dest, local));
  }

  private checkLocal(local: number): void {
    if (!this.emitting || fitsUnsigned(local, 8)) return;
    throw new SourceError("NotImplementedError", "too many locals for native method", -1, -1);
  }

  override movRegReg(dest: Register, source: Register): void {
    this.op(highReg(HighReg.mov, dest, source));
  }

  override movRegImm(dest: Register, value: number): void {
    const word = value | 0;
    if (dest < FIRST_HIGH_REG && fitsUnsigned(word, 8)) this.op(immediate8(Immediate8.mov, dest, word));
    else if (!this.armv7m) this.movRegImmNarrow(dest, word);
    else if (fitsUnsigned(word, 16)) this.op(move16(Move16.movw, dest, word));
    else this.movRegWord(dest, word);
  }

  /** ARMv6-M: 8 bits shifted, or 16 bits, of the value or of its negation; else a word in the code. */
  private movRegImmNarrow(dest: Register, word: number): void {
    // The least integer is its own negation; the reference negates it all the same.
    const negate = word < 0;
    const value = negate ? -word : word;
    const leadingZeros = Math.clz32(value);
    const trailingZeros = value === 0 ? 0 : 31 - Math.clz32(value & -value);
    if (leadingZeros + trailingZeros >= 24) {
      this.op(immediate8(Immediate8.mov, dest, (value >> trailingZeros) & 0xff));
      this.op(shiftImmediate(Shift.lsl, dest, dest, trailingZeros));
    } else if (fitsUnsigned(value, 16)) {
      this.movRegHalf(dest, value);
    } else {
      this.movRegWord(dest, word);
      return;
    }
    if (negate) this.op(alu(Alu.neg, dest, dest));
  }

  private movRegHalf(dest: Register, value: number): void {
    this.op(immediate8(Immediate8.mov, dest, (value >> 8) & 0xff));
    this.op(shiftImmediate(Shift.lsl, dest, dest, 8));
    this.op(immediate8(Immediate8.add, dest, value & 0xff));
  }

  private movRegWord(dest: Register, word: number): void {
    if (this.armv7m) {
      this.op(move16(Move16.movw, dest, word & 0xffff));
      this.op(move16(Move16.movt, dest, word >>> 16));
      return;
    }
    if ((this.position & 2) !== 0) this.op(Plain.nop);
    this.op(immediate8(Immediate8.ldrPc, dest, 0));
    this.op(branch(2)); // over the word
    this.u32(word);
  }

  protected override encodeMovRegLabel(dest: Register, label: Label): void {
    // The offset is 16 bits with a sign; its lowest bit keeps the processor in Thumb state. It counts from the last
    // instruction, 6 or 8 bytes on.
    const distance = (this.labelOffset(label) - this.position) | 1;
    if (this.armv7m) this.op(move16(Move16.movw, dest, (distance - 6 - PREFETCH) & 0xffff));
    else this.movRegHalf(dest, distance - 8 - PREFETCH);
    this.op(signExtendHalf(dest, dest));
    this.op(highReg(HighReg.add, dest, ThumbReg.pc));
  }

  override clear(dest: Register): void {
    if (this.behaviour.clearsRegisters) this.op(immediate8(Immediate8.mov, dest, 0));
    else this.xor(dest, dest);
  }

  override not(dest: Register): void {
    this.op(alu(Alu.mvn, dest, dest));
  }

  override negate(dest: Register): void {
    this.op(alu(Alu.neg, dest, dest));
  }

  override shift(kind: ShiftCode, dest: Register, count: Register): void {
    this.op(alu(SHIFTS[kind], dest, count));
  }

  override or(dest: Register, source: Register): void {
    this.op(alu(Alu.orr, dest, source));
  }

  override xor(dest: Register, source: Register): void {
    this.op(alu(Alu.eor, dest, source));
  }

  override and(dest: Register, source: Register): void {
    this.op(alu(Alu.and, dest, source));
  }

  override add(dest: Register, source: Register): void {
    this.op(addSub(AddSub.add, dest, dest, source));
  }

  override sub(dest: Register, source: Register): void {
    this.op(addSub(AddSub.sub, dest, dest, source));
  }

  override mul(dest: Register, source: Register): void {
    this.op(alu(Alu.mul, dest, source));
  }

  override setIf(comparison: ComparisonCode, unsigned: boolean, dest: Register, left: Register, right: Register): void {
    const condition = (unsigned ? CONDITIONS_UNSIGNED : CONDITIONS_SIGNED)[comparison];
    this.op(alu(Alu.cmp, left, right));
    if (this.armv7m) {
      this.op(ifThen(condition, (condition & 1) !== 0 ? 0x4 : 0xc)); // one instruction if it holds, one else
      this.op(immediate8(Immediate8.mov, dest, 1));
      this.op(immediate8(Immediate8.mov, dest, 0));
      return;
    }
    this.op(branchIf(condition, 2));
    this.op(immediate8(Immediate8.mov, dest, 0));
    this.op(branch(0));
    this.op(immediate8(Immediate8.mov, dest, 1));
  }

  override loadWord(dest: Register, base: Register, offset: number): void {
    this.load(2, dest, base, offset);
  }

  override storeWord(source: Register, base: Register, offset: number): void {
    this.store(2, source, base, offset);
  }

  override load(width: Width, dest: Register, base: Register, offset: number): void {
    if (dest < FIRST_HIGH_REG && base < FIRST_HIGH_REG && fitsUnsigned(offset, 5)) {
      this.op(offset5(LOADS_OFFSET[width], dest, base, offset));
    } else if (this.armv7m && (fitsUnsigned(offset << width, 12) || !this.behaviour.offsetsThumbFar)) {
      this.op(offset12(true, width, dest, base, offset << width));
    } else {
      this.addOffset(dest, base, offset - MAX_OFFSET5, width);
      this.op(offset5(LOADS_OFFSET[width], dest, dest, MAX_OFFSET5));
    }
  }

  override store(width: Width, source: Register, base: Register, offset: number): void {
    const isNear = fitsUnsigned(offset, 5) || !this.behaviour.offsetsThumbFar;
    if (source < FIRST_HIGH_REG && base < FIRST_HIGH_REG && isNear) {
      this.op(offset5(STORES_OFFSET[width], source, base, offset));
    } else if (this.armv7m && fitsUnsigned(offset << width, 12)) {
      this.op(offset12(false, width, source, base, offset << width));
    } else {
      this.op(push(1 << base, false));
      this.addOffset(base, base, offset - MAX_OFFSET5, width);
      this.op(offset5(STORES_OFFSET[width], source, base, MAX_OFFSET5));
      this.op(pop(1 << base, false));
    }
  }

  /** dest = base + (offset << width), for low registers. */
  private addOffset(dest: Register, base: Register, offset: number, width: Width): void {
    demand(dest < FIRST_HIGH_REG && base < FIRST_HIGH_REG, "offset from a high register");
    const bytes = offset << width;
    if (bytes >>> 0 < 256) {
      if (dest !== base) this.movRegReg(dest, base);
      this.op(immediate8(Immediate8.add, dest, bytes));
    } else if (!this.behaviour.offsetsThumbFar) {
      this.addOffsetWrong(dest, base, offset, width);
    } else if (dest === base) {
      const other = dest ^ 7;
      this.op(push(1 << other, false));
      this.movRegImm(other, bytes);
      this.op(addSub(AddSub.add, dest, dest, other));
      this.op(pop(1 << other, false));
    } else if (fitsUnsigned(offset, 8)) {
      this.op(immediate8(Immediate8.mov, dest, offset));
      this.op(shiftImmediate(Shift.lsl, dest, dest, width));
      this.op(addSub(AddSub.add, dest, dest, base));
    } else {
      this.movRegImm(dest, bytes);
      this.op(addSub(AddSub.add, dest, dest, base));
    }
  }

  /** Before 1.26: offsets of 16 bits, and the base left out beyond 8. */
  private addOffsetWrong(dest: Register, base: Register, offset: number, width: Width): void {
    const bytes = offset << width;
    if (dest === base) {
      const other = dest ^ 7;
      this.op(push(1 << other, false));
      this.movRegHalf(other, bytes);
      this.op(addSub(AddSub.add, dest, dest, other));
      this.op(pop(1 << other, false));
    } else if (fitsUnsigned(offset, 8)) {
      this.op(immediate8(Immediate8.mov, dest, offset));
      this.op(shiftImmediate(Shift.lsl, dest, dest, width));
      this.op(addSub(AddSub.add, dest, dest, base));
    } else {
      this.movRegHalf(dest, bytes);
      this.op(addSub(AddSub.add, dest, dest, dest));
    }
  }

  override takesIndex(_width: Width, index: number): boolean {
    return index > 0 && index <= MAX_OFFSET5;
  }

  override loadIndexed(width: Width, dest: Register, base: Register, index: Register): void {
    if (!this.behaviour.indexesMemory) {
      super.loadIndexed(width, dest, base, index);
      return;
    }
    const scaled = width === 0 || !this.behaviour.keepsIndexRegister ? index : ThumbReg.r2;
    if (width > 0) this.op(shiftImmediate(Shift.lsl, scaled, index, width));
    this.op(indexed(LOADS_INDEXED[width], dest, base, scaled));
  }

  override storeIndexed(width: Width, source: Register, base: Register, index: Register): void {
    if (!this.behaviour.indexesMemory) {
      super.storeIndexed(width, source, base, index);
      return;
    }
    const keeps = width > 0 && this.behaviour.keepsIndexRegister;
    if (keeps) this.op(push(1 << index, false));
    if (width > 0) this.op(shiftImmediate(Shift.lsl, index, index, width));
    this.op(indexed(STORES_INDEXED[width], source, base, index));
    if (keeps) this.op(pop(1 << index, false));
  }
}
