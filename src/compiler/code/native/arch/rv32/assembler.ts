// The operations of the native emitter on RV32IMC. A compressed form is taken wherever the reference takes one, and
// only there: a backward branch knows its distance in every pass and may be short, a forward one always has the long
// form, so that no pass changes a size. Registers that a function touches are collected for its prologue and never
// forgotten, not even by the next function of the module, as in the reference.

import type { Label } from "../../../../brands.ts";
import { demand } from "../../../assembly-fault.ts";
import { UNPLACED } from "../assembler-base.ts";
import type { Behaviour } from "../../../../../firmware/index.ts";
import type { ComparisonCode, Register, ShiftCode, Width } from "../arch.ts";
import { Assembler, Comparison, Shift } from "../arch.ts";
import { DryAssembler } from "../dry.ts";
import { fitsSigned, fitsUnsigned } from "../fits.ts";
import {
  B,
  CB,
  CI,
  CIW,
  CJ,
  CL,
  CMPP,
  CR,
  CSS,
  I,
  R,
  Reg,
  S,
  U,
  isCompressible,
  typeB,
  typeCB,
  typeCI,
  typeCIStack,
  typeCIUpper,
  typeCIW,
  typeCJ,
  typeCL,
  typeCMPP,
  typeCR,
  typeCSS,
  typeI,
  typeR,
  typeS,
  typeShift,
  typeU,
} from "./encoding.ts";

/** Feature bits beyond the base, as -march-flags gives them. */
export const Extension = { zba: 1, zcmp: 2 } as const;

/** Bytes of a word. */
const WORD = 4;
/** The emitter's function table pointer and the registers that it keeps locals in; every function saves them. */
export const FUN_TABLE: Register = Reg.s1;
export const LOCAL_1: Register = Reg.s3;
/** Holds the target of a call through the function table, where its slot is near enough for a compressed load. */
const CALL_TEMPORARY = Reg.s0;
/** The registers that releases differ in. */
export interface Rv32Registers {
  readonly local2: Register;
  readonly local3: Register;
  /** Caller-saved scratch registers, free between the emitter's operations. */
  readonly temp0: Register;
  readonly temp1: Register;
  readonly temp2: Register;
}

/** Where the emitter keeps locals and computes. */
export function registersFor({ computesInRv32Arguments, keepsRv32LocalsLow }: Behaviour): Rv32Registers {
  const [local2, local3] = keepsRv32LocalsLow ? [Reg.s2, Reg.s4] : [Reg.s4, Reg.s5];
  const [temp0, temp1, temp2] = computesInRv32Arguments ? [Reg.a4, Reg.a5, Reg.a6] : [Reg.t1, Reg.t2, Reg.t3];
  return { local2, local3, temp0, temp1, temp2 };
}

/** Loads and stores by {@link Width}. */
const LOADS = [I.lbu, I.lhu, I.lw] as const;
const STORES = [S.sb, S.sh, S.sw] as const;
/** rd = (index << width) + base, for widths 1 and 2. */
const SCALED_ADDS = [R.add, R.sh1add, R.sh2add] as const;
const SHIFTS = { [Shift.left]: R.sll, [Shift.rightUnsigned]: R.srl, [Shift.rightSigned]: R.sra } as const;

/** The part of an immediate that lui or auipc adds, such that a sign-extended {@link lowPart} completes it. */
function highPart(value: number): number {
  return ((value & 0xfffff000) + ((value & 0x800) << 1)) >>> 0;
}

function lowPart(value: number): number {
  return value & 0xfff;
}

export class Rv32Assembler extends Assembler {
  private readonly hasZba: boolean;
  private readonly hasZcmp: boolean;
  private readonly behaviour: Behaviour;
  private readonly temp0: Register;
  private readonly temp2: Register;
  /** Registers that every prologue saves. */
  private readonly alwaysSaved: number;
  /** Bit n: register xn is saved by prologues. */
  private savedRegisters = 0;
  /** Bytes by which the prologue moved the stack pointer, apart from what cm.push took. */
  private stackSize = 0;
  /** Units of 16 bytes that cm.push and cm.popret move the stack pointer by beyond the saved registers. */
  private pushedStack = 0;
  /** Byte offset from the stack pointer of local 0. */
  private localsOffset = 0;

  /** @param flags sum of {@link Extension} */
  constructor(flags: number, behaviour: Behaviour) {
    super();
    this.behaviour = behaviour;
    const { local2, local3, temp0, temp2 } = registersFor(behaviour);
    this.temp0 = temp0;
    this.temp2 = temp2;
    const early = behaviour.sparesRv32Temporary ? 0 : 1 << CALL_TEMPORARY;
    this.alwaysSaved = (1 << FUN_TABLE) | (1 << LOCAL_1) | (1 << local2) | (1 << local3) | early;
    this.hasZba = (flags & Extension.zba) !== 0;
    this.hasZcmp = (flags & Extension.zcmp) !== 0;
  }

  // --- function frame ---

  override dry(): Assembler {
    return new Rv32DryAssembler((index) => this.noteCall(index));
  }

  entry(localCount: number): void {
    this.savedRegisters |= this.alwaysSaved;
    if (this.hasZcmp) this.compressedPrologue(localCount);
    else this.prologue(localCount);
  }

  exit(): void {
    if (this.hasZcmp) {
      this.moveStackPointer(this.stackSize);
      this.u16(typeCMPP(CMPP.popret, this.registerList(), this.pushedStack, 0));
      return;
    }
    this.forEachSaved(CI.lwsp, typeCIStack);
    this.moveStackPointer(this.stackSize);
    this.u16(typeCR(CR.jr, Reg.ra, 0, 0));
  }

  private prologue(localCount: number): void {
    const registerCount = bitCount(this.savedRegisters);
    this.stackSize = (registerCount + localCount) * WORD;
    this.localsOffset = registerCount * WORD;
    this.moveStackPointer(-this.stackSize);
    this.forEachSaved(CSS.swsp, typeCSS);
  }

  /** Stores or loads the saved registers, in order of their numbers, from the stack pointer upwards. */
  private forEachSaved(match: number, format: typeof typeCSS): void {
    let offset = 0;
    for (let register = 0; register < 32; register++) {
      if ((this.savedRegisters & (1 << register)) === 0) continue;
      this.u16(format(match, register, offset, 0));
      offset += WORD;
    }
  }

  /** cm.push takes the saved registers, rounded up to 16 bytes, and up to 48 bytes of locals; the rest is as usual. */
  private compressedPrologue(localCount: number): void {
    const saved = this.savedSequence();
    const slack = ((saved + 3) & -4) - saved;
    const left = Math.max(0, localCount - slack);
    this.pushedStack = Math.min(3, left >> 2);
    this.stackSize = (left - this.pushedStack * 4) * WORD;
    this.u16(typeCMPP(CMPP.push, this.registerList(), this.pushedStack, 0));
    this.moveStackPointer(-this.stackSize);
  }

  /** Number of registers that cm.push saves: only runs of ra, s0 … sn, and none that ends at s10. */
  private savedSequence(): number {
    const saved = this.savedRegisters;
    demand((saved & ~0x0ffc0302) === 0, "registers that Zcmp cannot save are in use");
    const length = 32 - Math.clz32(((saved & 0x2) >> 1) | ((saved & 0x300) >> 7) | ((saved & 0x0ffc0000) >> 15));
    return length === 12 ? 13 : length;
  }

  private registerList(): number {
    return Math.min(3 + this.savedSequence(), 15);
  }

  private moveStackPointer(bytes: number): void {
    if (bytes === 0) return;
    if (fitsSigned(bytes, 6)) {
      this.u16(typeCI(CI.addi, Reg.sp, bytes, 0));
    } else if (fitsSigned(bytes, 12)) {
      this.u32(typeI(I.addi, Reg.sp, Reg.sp, bytes));
    } else {
      this.loadFull(this.temp0, bytes);
      this.u16(typeCR(CR.add, Reg.sp, this.temp0, 0));
    }
  }

  // --- constants ---

  movRegImm(dest: Register, value: number): void {
    if (fitsSigned(value, 6)) this.u16(typeCI(CI.li, dest, value, 0));
    else if (fitsSigned(value, 12)) this.u32(typeI(I.addi, dest, Reg.zero, value));
    else this.loadFull(dest, value);
  }

  private loadFull(dest: Register, value: number): void {
    this.loadHigh(dest, highPart(value));
    const low = lowPart(value);
    if (low === 0) return;
    // A negative low part never counts as short since 1.25: the reference looks at the 12 bits without their sign.
    const isShort = low < 0x20 || (low >= 0xfe0 && !this.behaviour.sparesRv32Temporary);
    if (isShort) this.u16(typeCI(CI.addi, dest, low, 0));
    else this.u32(typeI(I.addi, dest, dest, low));
  }

  private loadHigh(dest: Register, high: number): void {
    if (fitsSigned(high, 17) && high !== 0) this.u16(typeCIUpper(CI.lui, dest, high, 0));
    else this.u32(typeU(U.lui, dest, high, 0));
  }

  protected override encodeMovRegLabel(dest: Register, label: Label): void {
    this.addressAt(dest, this.labelOffset(label) - this.position);
  }

  /** dest = address of the place `distance` bytes from here; of one size, so that labels stay where they are. */
  addressAt(dest: Register, distance: number): void {
    this.u32(typeU(U.auipc, dest, highPart(distance), 0));
    this.u32(typeI(I.addi, dest, dest, lowPart(distance)));
  }

  clear(dest: Register): void {
    this.u16(typeCI(CI.li, dest, 0, 0));
  }

  // --- jumps and calls ---

  /** Distance from here to a label behind us; 0 or more if it is ahead or not placed yet. */
  private backwardDistance(label: Label): number {
    const offset = this.labelOffset(label);
    return offset === UNPLACED ? 0 : offset - this.position;
  }

  /** Jump that reaches everything, its target relative to this place. */
  private farJump(distance: number): void {
    this.u32(typeU(U.auipc, this.temp2, highPart(distance), 0));
    this.u32(typeI(I.jalr, Reg.zero, this.temp2, lowPart(distance)));
  }

  protected override encodeJump(label: Label): void {
    const distance = this.backwardDistance(label);
    if (distance < 0 && fitsSigned(distance, 12)) this.u16(typeCJ(CJ.j, distance, 0, 0));
    else this.farJump(distance);
  }

  protected override encodeJumpIfZero(register: Register, label: Label): void {
    this.encodeJumpIfEqual(register, Reg.zero, label);
  }

  protected override encodeJumpIfEqual(first: Register, second: Register, label: Label): void {
    const distance = this.backwardDistance(label);
    if (distance < 0 && fitsSigned(distance, 13)) {
      this.u32(typeB(B.beq, first, second, distance));
      return;
    }
    this.u32(typeB(B.bne, first, second, 12));
    this.farJump(distance - 4);
  }

  protected override encodeJumpIfNonzero(register: Register, label: Label): void {
    const distance = this.backwardDistance(label);
    const isShort = distance < 0 && isCompressible(register);
    if (isShort && fitsSigned(distance, 8)) {
      this.u16(typeCB(CB.bnez, register - 8, distance, 0));
    } else if (distance < 0 && fitsSigned(distance, 13)) {
      this.u32(typeB(B.bne, register, Reg.zero, distance));
    } else if (isShort) {
      this.u16(typeCB(CB.beqz, register - 8, 10, 0));
      this.farJump(distance - 2);
    } else {
      this.u32(typeB(B.beq, register, Reg.zero, 12));
      this.farJump(distance - 4);
    }
  }

  jumpRegister(register: Register): void {
    this.u16(typeCR(CR.jr, register, 0, 0));
  }

  callFun(index: number): void {
    const offset = index * WORD;
    this.noteCall(index);
    if (fitsUnsigned(offset, 6)) {
      this.u16(typeCL(CL.lw, CALL_TEMPORARY - 8, FUN_TABLE - 8, offset));
      this.u16(typeCR(CR.jalr, CALL_TEMPORARY, 0, 0));
      return;
    }
    // The table's 50 entries end far below the 2 KiB that lw reaches.
    this.u32(typeI(I.lw, this.temp2, FUN_TABLE, offset));
    this.u16(typeCR(CR.jalr, this.temp2, 0, 0));
  }

  /** A call changes the return address, and a register that holds its target where the table's entry is near. */
  private noteCall(index: number): void {
    this.savedRegisters |= 1 << Reg.ra;
    if (fitsUnsigned(index * WORD, 6)) this.savedRegisters |= 1 << CALL_TEMPORARY;
  }

  // --- locals ---

  movLocalReg(local: number, source: Register): void {
    const offset = this.localsOffset + local * WORD;
    if (fitsUnsigned(offset >> 2, 6)) this.u16(typeCSS(CSS.swsp, source, offset, 0));
    else if (fitsUnsigned(offset, 11)) this.u32(typeS(S.sw, source, Reg.sp, offset));
    else this.storeFar(S.sw, source, Reg.sp, offset);
  }

  movRegLocal(dest: Register, local: number): void {
    const offset = this.localsOffset + local * WORD;
    if (fitsUnsigned(offset >> 2, 6)) this.u16(typeCIStack(CI.lwsp, dest, offset, 0));
    else if (fitsUnsigned(offset, 11)) this.u32(typeI(I.lw, dest, Reg.sp, offset));
    else this.loadFar(I.lw, dest, Reg.sp, offset);
  }

  movRegLocalAddress(dest: Register, local: number): void {
    const offset = this.localsOffset + local * WORD;
    if (fitsUnsigned(offset, 10) && offset !== 0 && isCompressible(dest)) {
      this.u16(typeCIW(CIW.addi4spn, dest - 8, offset, 0));
    } else if (fitsUnsigned(offset, 11)) {
      this.u32(typeI(I.addi, dest, Reg.sp, offset));
    } else {
      this.loadFull(dest, offset);
      this.u16(typeCR(CR.add, dest, Reg.sp, 0));
    }
  }

  // --- arithmetic ---

  movRegReg(dest: Register, source: Register): void {
    this.u16(typeCR(CR.mv, dest, source, 0));
  }

  not(dest: Register): void {
    this.u32(typeI(I.xori, dest, dest, -1));
  }

  negate(dest: Register): void {
    this.u32(typeR(R.sub, dest, Reg.zero, dest));
  }

  shift(kind: ShiftCode, dest: Register, count: Register): void {
    this.u32(typeR(SHIFTS[kind], dest, dest, count));
  }

  or(dest: Register, source: Register): void {
    this.u32(typeR(R.or, dest, dest, source));
  }

  xor(dest: Register, source: Register): void {
    if (dest === source) this.clear(dest);
    else this.u32(typeR(R.xor, dest, dest, source));
  }

  and(dest: Register, source: Register): void {
    this.u32(typeR(R.and, dest, source, dest));
  }

  add(dest: Register, source: Register): void {
    this.u16(typeCR(CR.add, dest, source, 0));
  }

  sub(dest: Register, source: Register): void {
    this.u32(typeR(R.sub, dest, dest, source));
  }

  mul(dest: Register, source: Register): void {
    this.u32(typeR(R.mul, dest, dest, source));
  }

  setIf(comparison: ComparisonCode, unsigned: boolean, dest: Register, left: Register, right: Register): void {
    const setLess = unsigned ? R.sltu : R.slt;
    if (!this.behaviour.comparesRv32Short && this.setIfEqual(comparison, setLess, dest, left, right)) return;
    switch (comparison) {
      case Comparison.less:
        this.u32(typeR(setLess, dest, left, right));
        break;
      case Comparison.more:
        this.u32(typeR(setLess, dest, right, left));
        break;
      case Comparison.lessEqual: // not right < left
        this.u32(typeR(setLess, dest, right, left));
        this.u32(typeI(I.xori, dest, dest, 1));
        break;
      case Comparison.moreEqual:
        this.u32(typeR(setLess, dest, left, right));
        this.u32(typeI(I.xori, dest, dest, 1));
        break;
      case Comparison.equal: // the difference is below 1
        this.u32(typeR(R.sub, dest, left, right));
        this.u32(typeI(I.sltiu, dest, dest, 1));
        break;
      case Comparison.notEqual: // the difference is above 0
        this.u32(typeR(R.sub, dest, right, left));
        this.u32(typeR(R.sltu, dest, Reg.zero, dest));
        break;
    }
  }

  /** Before 1.27: comparisons that hold for equal operands, by a branch. False for the others. */
  private setIfEqual(
    comparison: ComparisonCode,
    setLess: number,
    dest: Register,
    left: Register,
    right: Register,
  ): boolean {
    const swaps = comparison === Comparison.moreEqual;
    if (comparison !== Comparison.equal && comparison !== Comparison.lessEqual && !swaps) return false;
    this.u16(typeCI(CI.li, dest, 1, 0));
    if (comparison === Comparison.equal) {
      this.u32(typeB(B.beq, left, right, 6));
      this.u16(typeCI(CI.li, dest, 0, 0));
      return true;
    }
    const [first, second] = swaps ? [right, left] : [left, right];
    this.u32(typeB(B.beq, first, second, 8));
    this.u32(typeR(setLess, dest, first, second));
    return true;
  }

  // --- memory ---

  loadWord(dest: Register, base: Register, offset: number): void {
    this.load(2, dest, base, offset);
  }

  storeWord(source: Register, base: Register, offset: number): void {
    this.store(2, source, base, offset);
  }

  load(width: Width, dest: Register, base: Register, offset: number): void {
    const bytes = offset << width;
    if (width === 2 && isCompressible(dest) && isCompressible(base) && fitsUnsigned(bytes, 6)) {
      this.u16(typeCL(CL.lw, dest - 8, base - 8, bytes));
    } else if (fitsSigned(bytes, 12)) {
      this.u32(typeI(LOADS[width], dest, base, bytes));
    } else {
      this.loadFar(LOADS[width], dest, base, bytes);
    }
  }

  store(width: Width, source: Register, base: Register, offset: number): void {
    const bytes = offset << width;
    const mayCompress = width === 2 && this.behaviour.compressesRv32Stores;
    if (mayCompress && isCompressible(source) && isCompressible(base) && fitsUnsigned(bytes, 6)) {
      this.u16(typeCL(CL.sw, source - 8, base - 8, bytes));
    } else if (fitsSigned(bytes, 12)) {
      this.u32(typeS(STORES[width], source, base, bytes));
    } else {
      this.storeFar(STORES[width], source, base, bytes);
    }
  }

  private loadFar(match: number, dest: Register, base: Register, bytes: number): void {
    this.loadHigh(dest, highPart(bytes));
    this.u16(typeCR(CR.add, dest, base, 0));
    this.u32(typeI(match, dest, dest, lowPart(bytes)));
  }

  private storeFar(match: number, source: Register, base: Register, bytes: number): void {
    this.loadHigh(this.temp2, highPart(bytes));
    this.u16(typeCR(CR.add, this.temp2, base, 0));
    this.u32(typeS(match, source, this.temp2, lowPart(bytes)));
  }

  override takesIndex(width: Width, index: number): boolean {
    return fitsSigned(index, 12 - width);
  }

  override loadAtIndex(width: Width, dest: Register, base: Register, index: number): void {
    if (this.behaviour.indexesMemory || index === 0) this.load(width, dest, base, index);
    else this.u32(typeI(LOADS[width], dest, base, index << width));
  }

  override loadIndexed(width: Width, dest: Register, base: Register, index: Register): void {
    if (!this.behaviour.keepsIndexRegister) {
      this.changeBase(width, base, index);
      if (this.behaviour.indexesRv32Short || (!this.behaviour.indexesMemory && width < 2))
        this.load(width, dest, base, 0);
      else this.u32(typeI(LOADS[width], dest, base, 0));
      return;
    }
    this.addressIndexed(width, base, index);
    this.load(width, dest, this.temp2, 0);
  }

  override storeIndexed(width: Width, source: Register, base: Register, index: Register): void {
    if (!this.behaviour.keepsIndexRegister) {
      this.changeBase(width, base, index);
      if (this.behaviour.indexesRv32Short) this.store(width, source, base, 0);
      else this.u32(typeS(STORES[width], source, base, 0));
      return;
    }
    this.addressIndexed(width, base, index);
    this.store(width, source, this.temp2, 0);
  }

  /** Before 1.28: base = base + (index << width); the index is shifted where it is. */
  private changeBase(width: Width, base: Register, index: Register): void {
    const { indexesMemory, indexesRv32Short } = this.behaviour;
    if (indexesRv32Short && this.hasZba && width > 0) {
      this.u32(typeR(SCALED_ADDS[width], base, index, base));
    } else if (indexesRv32Short) {
      if (width > 0) this.u16(typeCI(CI.slli, index, width, 0));
      this.u16(typeCR(CR.add, base, index, 0));
    } else if (indexesMemory) {
      if (width > 0) this.u32(typeShift(I.slli, index, index, width));
      this.u16(typeCR(CR.add, base, index, 0));
    } else if (width === 2) {
      this.u32(typeShift(I.slli, this.temp2, index, width));
      this.u16(typeCR(CR.add, base, this.temp2, 0));
    } else {
      this.addScaled(width, base, index);
    }
  }

  /** this.temp2 = base + (index << width). */
  private addressIndexed(width: Width, base: Register, index: Register): void {
    if (width === 0) {
      this.u32(typeR(R.add, this.temp2, base, index));
    } else if (this.hasZba) {
      this.u32(typeR(SCALED_ADDS[width], this.temp2, index, base));
    } else {
      this.u32(typeShift(I.slli, this.temp2, index, width));
      this.u16(typeCR(CR.add, this.temp2, base, 0));
    }
  }
}

/** An assembler without code that finds the called functions: prologues save the registers that calls change. */
class Rv32DryAssembler extends DryAssembler {
  private readonly noteCall: (index: number) => void;

  constructor(noteCall: (index: number) => void) {
    super();
    this.noteCall = noteCall;
  }

  override callFun(index: number): void {
    this.noteCall(index);
  }

  override callFunWith4Arguments(index: number): void {
    this.noteCall(index);
  }
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}
