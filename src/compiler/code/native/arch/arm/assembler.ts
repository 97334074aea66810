// The ARM assembler: every instruction is a word, so sizes never depend on distances. What does not fit an instruction
// goes through r8, and a constant beyond 8 bits is a word in the code with a branch over it.

import type { Label } from "../../../../brands.ts";
import type { Behaviour } from "../../../../../firmware/index.ts";
import { DryAssembler } from "../dry.ts";
import { Assembler, type ComparisonCode, type Register, type ShiftCode, type Width } from "../arch.ts";
import { demand } from "../../../assembly-fault.ts";
import { fitsSigned } from "../fits.ts";
import {
  ArmReg,
  branch,
  branchExchange,
  BY_REGISTER,
  Condition,
  Data,
  data,
  doubled,
  halfTransfer,
  HalfTransfer,
  halfTransferByRegister,
  IMMEDIATE,
  multiply,
  pop,
  push,
  Shift,
  shift,
  Transfer,
  transfer,
  WORDS,
} from "./encoding.ts";

/** How far the program counter is ahead of the instruction that reads it, in bytes. */
const PREFETCH = 8;

/** For what does not fit an instruction; saved by each function. */
const SCRATCH = ArmReg.r8;

/** r1 to r8: r1 to r3 only so that the push is a multiple of 8 bytes and makes room for three locals. */
const SAVED = 0x1fe;
const LOCALS_IN_SAVED = 3;

/** First value beyond the immediate of data processing and of half-word transfers. */
const IMMEDIATE_END = 0x100;

/** First offset beyond the one of word and byte transfers. */
const OFFSET_END = 0x1000;

/** Shifts by the order of ShiftCode. */
const SHIFTS = [Shift.lsl, Shift.lsr, Shift.asr] as const;

/** Condition codes by the order of ComparisonCode. */
const CONDITIONS_UNSIGNED = [
  Condition.carryClear,
  Condition.higher,
  Condition.equal,
  Condition.lowerOrSame,
  Condition.carrySet,
  Condition.notEqual,
] as const;
const CONDITIONS_SIGNED = [
  Condition.less,
  Condition.greater,
  Condition.equal,
  Condition.lessOrEqual,
  Condition.greaterOrEqual,
  Condition.notEqual,
] as const;

/** Bit of a transfer that writes its address back to the base register. */
const WRITE_BACK = 0x200000;

export class ArmAssembler extends Assembler {
  /** Bytes of the frame below the saved registers. */
  private frameBytes = 0;
  private readonly behaviour: Behaviour;

  constructor(behaviour: Behaviour) {
    super();
    this.behaviour = behaviour;
  }

  private op(instruction: number, condition: number = Condition.always): void {
    this.u32((condition << 28) | instruction);
  }

  override dry(): Assembler {
    return new DryAssembler();
  }

  override entry(localCount: number): void {
    this.frameBytes = localCount > LOCALS_IN_SAVED ? (localCount + (localCount & 1)) * 4 : 0;
    this.op(push(SAVED | (1 << ArmReg.lr)));
    this.moveStack(Data.sub);
  }

  override exit(): void {
    this.moveStack(Data.add);
    this.op(pop(SAVED | (1 << ArmReg.pc)));
  }

  private moveStack(op: number): void {
    if (this.frameBytes > 0) this.addImmediate(op, ArmReg.sp, ArmReg.sp, this.frameBytes);
  }

  /** dest = source ± value, `op` being add or sub. */
  private addImmediate(op: number, dest: Register, source: Register, value: number): void {
    if (value < IMMEDIATE_END || !this.behaviour.hasWideArmFrames) {
      this.op(data(op | IMMEDIATE, dest, source, value & (IMMEDIATE_END - 1)));
      return;
    }
    this.movRegImm(SCRATCH, value);
    this.op(data(op, dest, source, SCRATCH));
  }

  protected override encodeJump(label: Label): void {
    this.jumpIf(Condition.always, label);
  }

  private jumpIf(condition: number, label: Label): void {
    const words = (this.labelOffset(label) - this.position - PREFETCH) >> 2;
    demand(fitsSigned(words, 24), "branch not in range");
    this.op(branch(words), condition);
  }

  private compareImmediate(register: Register, value: number): void {
    this.op(data(Data.cmp | IMMEDIATE, 0, register, value));
  }

  private compare(first: Register, second: Register): void {
    this.op(data(Data.cmp, 0, first, second));
  }

  protected override encodeJumpIfZero(register: Register, label: Label): void {
    this.compareImmediate(register, 0);
    this.jumpIf(Condition.equal, label);
  }

  protected override encodeJumpIfNonzero(register: Register, label: Label): void {
    this.compareImmediate(register, 0);
    this.jumpIf(Condition.notEqual, label);
  }

  protected override encodeJumpIfEqual(first: Register, second: Register, label: Label): void {
    this.compare(first, second);
    this.jumpIf(Condition.equal, label);
  }

  override jumpRegister(register: Register): void {
    this.op(branchExchange(register));
  }

  override callFun(index: number): void {
    this.op(data(Data.mov, ArmReg.lr, 0, ArmReg.pc));
    this.op(transfer(Transfer.ldr, ArmReg.pc, ArmReg.r7, index * 4));
  }

  override movLocalReg(local: number, source: Register): void {
    this.op(transfer(Transfer.str, source, ArmReg.sp, local * 4));
  }

  override movRegLocal(dest: Register, local: number): void {
    this.op(transfer(Transfer.ldr, dest, ArmReg.sp, local * 4));
  }

  override movRegLocalAddress(dest: Register, local: number): void {
    this.addImmediate(Data.add, dest, ArmReg.sp, local * 4);
  }

  override movRegReg(dest: Register, source: Register): void {
    this.op(data(Data.mov, dest, 0, source));
  }

  override movRegImm(dest: Register, value: number): void {
    const word = value | 0;
    if (word >= 0 && word < IMMEDIATE_END) this.op(data(Data.mov | IMMEDIATE, dest, 0, word));
    else if (word < 0 && word >= -IMMEDIATE_END) this.op(data(Data.mvn | IMMEDIATE, dest, 0, ~word));
    else this.movRegWord(dest, word);
  }

  /** Loads a word from the code. */
  private movRegWord(dest: Register, word: number): void {
    this.op(transfer(Transfer.ldr, dest, ArmReg.pc, 0));
    this.op(branch(0));
    this.u32(word);
  }

  protected override encodeMovRegLabel(dest: Register, label: Label): void {
    // Three words on, the program counter is added.
    this.movRegWord(dest, this.labelOffset(label) - this.position - 12 - PREFETCH);
    this.op(data(Data.add, dest, dest, ArmReg.pc));
  }

  override clear(dest: Register): void {
    this.xor(dest, dest);
  }

  override not(dest: Register): void {
    this.op(data(Data.mvn, dest, 0, dest));
  }

  override negate(dest: Register): void {
    this.op(data(Data.rsb | IMMEDIATE, dest, dest, 0));
  }

  override shift(kind: ShiftCode, dest: Register, count: Register): void {
    this.op(shift(SHIFTS[kind], dest, dest, count));
  }

  override or(dest: Register, source: Register): void {
    this.op(data(Data.orr, dest, dest, source));
  }

  override xor(dest: Register, source: Register): void {
    this.op(data(Data.eor, dest, dest, source));
  }

  override and(dest: Register, source: Register): void {
    this.op(data(Data.and, dest, dest, source));
  }

  override add(dest: Register, source: Register): void {
    this.op(data(Data.add, dest, dest, source));
  }

  override sub(dest: Register, source: Register): void {
    this.op(data(Data.sub, dest, dest, source));
  }

  override mul(dest: Register, source: Register): void {
    demand(dest !== source, "product of a register with itself");
    this.op(multiply(dest, source, dest));
  }

  override setIf(comparison: ComparisonCode, unsigned: boolean, dest: Register, left: Register, right: Register): void {
    const condition = (unsigned ? CONDITIONS_UNSIGNED : CONDITIONS_SIGNED)[comparison];
    this.compare(left, right);
    this.op(data(Data.mov | IMMEDIATE, dest, 0, 1), condition);
    this.op(data(Data.mov | IMMEDIATE, dest, 0, 0), condition ^ 1);
  }

  override loadWord(dest: Register, base: Register, offset: number): void {
    this.transferOffset(Transfer.ldr, dest, base, offset * 4);
  }

  override storeWord(source: Register, base: Register, offset: number): void {
    this.transferOffset(Transfer.str, source, base, offset * 4);
  }

  override load(width: Width, dest: Register, base: Register, offset: number): void {
    if (width === 1) this.halfTransferOffset(HalfTransfer.ldrh, dest, base, offset * 2);
    else this.transferOffset(width === 0 ? Transfer.ldrb : Transfer.ldr, dest, base, offset << width);
  }

  override store(width: Width, source: Register, base: Register, offset: number): void {
    if (width === 1) this.halfTransferOffset(HalfTransfer.strh, source, base, offset * 2);
    else this.transferOffset(width === 0 ? Transfer.strb : Transfer.str, source, base, offset << width);
  }

  private transferOffset(op: number, register: Register, base: Register, bytes: number): void {
    // Before 1.26 the upper bits ran into the instruction.
    if (bytes >>> 0 < OFFSET_END || !this.behaviour.indexesMemory) {
      this.op(transfer(op, register, base, bytes));
      return;
    }
    this.movRegImm(SCRATCH, bytes);
    this.op(transfer(op | BY_REGISTER, register, base, SCRATCH));
  }

  private halfTransferOffset(op: number, register: Register, base: Register, bytes: number): void {
    if (bytes >>> 0 < IMMEDIATE_END) {
      this.op(halfTransfer(op, register, base, bytes));
      return;
    }
    this.movRegImm(SCRATCH, bytes);
    this.op(halfTransferByRegister(op, register, base, SCRATCH));
  }

  /** Before 1.25: with the base written back, which it must not be, and an offset of 8 bits. */
  override loadHalf(dest: Register, base: Register, offset: number): void {
    if (this.behaviour.hasWideArmFrames) this.load(1, dest, base, offset);
    else this.op(halfTransfer(HalfTransfer.ldrh | WRITE_BACK, dest, base, (offset * 2) & (IMMEDIATE_END - 1)));
  }

  override storesByIndex(width: Width): boolean {
    return width !== 1;
  }

  override loadIndexed(width: Width, dest: Register, base: Register, index: Register): void {
    if (!this.behaviour.indexesMemory) {
      super.loadIndexed(width, dest, base, index);
      return;
    }
    if (width === 1) this.halfTransferIndexed(HalfTransfer.ldrh, dest, base, index);
    else this.transferIndexed(width === 0 ? Transfer.ldrb : Transfer.ldr | WORDS, dest, base, index);
  }

  override storeIndexed(width: Width, source: Register, base: Register, index: Register): void {
    if (width === 1) this.halfTransferIndexed(HalfTransfer.strh, source, base, index);
    else this.transferIndexed(width === 0 ? Transfer.strb : Transfer.str | WORDS, source, base, index);
  }

  private transferIndexed(op: number, register: Register, base: Register, index: Register): void {
    this.op(transfer(op | BY_REGISTER, register, base, index));
  }

  /** Half-word transfers cannot scale their index. */
  private halfTransferIndexed(op: number, register: Register, base: Register, index: Register): void {
    this.op(doubled(SCRATCH, index));
    this.op(halfTransferByRegister(op, register, base, SCRATCH));
  }
}
