// x86-64 (System V calling convention): registers by role and the assembler. Instructions are those of the Intel manual
// that the native emitter needs; forms and their lengths are the ones that the reference chooses (py/asmx64.c), which is
// not always the shortest.

import type { Label } from "../../../../brands.ts";
import { DryAssembler } from "../dry.ts";
import {
  fitsInt8,
  IntelAssembler,
  Mod,
  Op,
  SHIFT_EXTENSION,
  SIB_STACK,
  SIGNED_CONDITIONS,
  UNSIGNED_CONDITIONS,
} from "../intel.ts";
import type { Arch, Assembler, Register, ShiftCode, Width } from "../arch.ts";
import { demand } from "../../../assembly-fault.ts";

/** Register numbers; bit 3 goes into the REX prefix. */
export const Reg = {
  rax: 0,
  rcx: 1,
  rdx: 2,
  rbx: 3,
  rsp: 4,
  rbp: 5,
  rsi: 6,
  rdi: 7,
  r8: 8,
  r9: 9,
  r10: 10,
  r11: 11,
  r12: 12,
  r13: 13,
  r14: 14,
  r15: 15,
} as const;

const WORD_SIZE = 8;

const Prefix = { operandSize: 0x66, rex: 0x40 } as const;
/** Bits of the REX prefix. */
const Rex = { w: 8, r: 4, b: 1 } as const;
/** ModRM.reg and ModRM.rm from the low three bits of two registers. */
function modRm(mod: number, reg: Register, rm: Register): number {
  return mod | ((reg & 7) << 3) | (rm & 7);
}

/** A REX prefix: `bits` and the high bits of ModRM.reg and ModRM.rm. */
function rex(bits: number, reg: Register, rm: Register): number {
  return Prefix.rex | bits | ((reg >> 1) & Rex.r) | (rm >> 3);
}

/** How [base + displacement] is written; without a displacement, rbp and r13 as base would mean rip-relative. */
function displacementMode(base: Register, displacement: number): number {
  if (displacement === 0 && (base & 7) !== Reg.rbp) return Mod.none;
  return fitsInt8(displacement) ? Mod.disp8 : Mod.disp32;
}

/** The x86-64 assembler. Registers up to 7 are assumed where the reference has no form for the others. */
export class X64Assembler extends IntelAssembler {
  /** Words reserved by {@link entry}. */
  private localCount = 0;

  // Instruction forms.

  /** op r/m64, r64 on two registers. */
  private registers64(opcode: number, rm: Register, reg: Register): void {
    this.u8x3(rex(Rex.w, reg, rm), opcode, modRm(Mod.register, reg, rm));
  }

  /** ModRM, SIB and displacement for [base + displacement]. */
  private memoryOperand(reg: Register, base: Register, offset: number): void {
    // A displacement is a C int in the reference: it wraps.
    const displacement = offset | 0;
    const mod = displacementMode(base, displacement);
    this.u8(modRm(mod, reg, base));
    if ((base & 7) === Reg.rsp) this.u8(SIB_STACK);
    if (mod === Mod.disp8) this.u8(displacement);
    else if (mod === Mod.disp32) this.u32(displacement);
  }

  /** op r64, [base + displacement] or the reverse. */
  private memory64(opcode: number, reg: Register, base: Register, displacement: number): void {
    if (!this.emitting) {
      // Most instructions are of this form: two of three passes need only its length.
      const mod = displacementMode(base, displacement | 0);
      const size = mod === Mod.none ? 0 : mod === Mod.disp8 ? 1 : 4;
      this.claim(((base & 7) === Reg.rsp ? 4 : 3) + size);
      return;
    }
    this.u8x2(rex(Rex.w, reg, base), opcode);
    this.memoryOperand(reg, base, displacement);
  }

  private rexIfHigh(reg: Register, base: Register): void {
    if (reg >= 8 || base >= 8) this.u8(rex(0, reg, base));
  }

  private push(register: Register): void {
    if (register >= 8) this.u8(Prefix.rex | Rex.b);
    this.u8(Op.push | (register & 7));
  }

  private pop(register: Register): void {
    if (register >= 8) this.u8(Prefix.rex | Rex.b);
    this.u8(Op.pop | (register & 7));
  }

  private subImmFromStackPointer(value: number): void {
    const short = fitsInt8(value);
    this.u8x3(Prefix.rex | Rex.w, short ? Op.arithImm8 : Op.arithImm32, modRm(Mod.register, 5, Reg.rsp));
    if (short) this.u8(value);
    else this.u32(value);
  }

  protected override compare(first: Register, second: Register): void {
    this.registers64(Op.cmp, second, first);
  }

  protected override test(register: Register, isBool: boolean): void {
    if (isBool) this.u8x2(Op.test8, modRm(Mod.register, register, register));
    else this.registers64(Op.test, register, register);
  }

  // Operations of the emitter.

  override dry(): Assembler {
    return new DryAssembler();
  }

  override entry(localCount: number): void {
    this.push(Reg.rbp);
    this.push(Reg.rbx);
    this.push(Reg.r12);
    this.push(Reg.r13);
    // Odd: with the return address and four pushes the stack is aligned to 16 bytes.
    this.localCount = localCount | 1;
    this.subImmFromStackPointer(this.localCount * WORD_SIZE);
  }

  override exit(): void {
    this.subImmFromStackPointer(-this.localCount * WORD_SIZE);
    this.pop(Reg.r13);
    this.pop(Reg.r12);
    this.pop(Reg.rbx);
    this.pop(Reg.rbp);
    this.u8(Op.ret);
  }

  override jumpRegister(register: Register): void {
    demand(register < 8, "register out of range");
    this.u8x2(Op.indirect, modRm(Mod.register, 4, register));
  }

  override callFun(index: number): void {
    this.memory64(Op.movLoad, Reg.rax, Reg.rbp, index * WORD_SIZE);
    this.u8x2(Op.indirect, modRm(Mod.register, 2, Reg.rax));
  }

  override movLocalReg(local: number, source: Register): void {
    this.memory64(Op.movStore, source, Reg.rsp, local * WORD_SIZE);
  }

  override movRegLocal(dest: Register, local: number): void {
    this.memory64(Op.movLoad, dest, Reg.rsp, local * WORD_SIZE);
  }

  override movRegLocalAddress(dest: Register, local: number): void {
    if (local === 0) this.movRegReg(dest, Reg.rsp);
    else this.memory64(Op.lea, dest, Reg.rsp, local * WORD_SIZE);
  }

  override movRegReg(dest: Register, source: Register): void {
    this.registers64(Op.movStore, dest, source);
  }

  override movRegImm(dest: Register, value: number): void {
    this.movHalves(dest, value | 0, Math.floor(value / 0x1_0000_0000));
  }

  override movRegWideImm(dest: Register, value: bigint): void {
    this.movHalves(dest, Number(BigInt.asIntN(32, value)), Number(BigInt.asIntN(32, value >> 32n)));
  }

  /** Five or six bytes if the upper half is zero (a 32-bit move clears it), else ten. */
  private movHalves(dest: Register, low: number, high: number): void {
    if (high !== 0) this.u8(Prefix.rex | Rex.w | (dest >> 3));
    else if (dest >= 8) this.u8(Prefix.rex | Rex.b);
    this.u8(Op.movImm | (dest & 7));
    this.u32(low);
    if (high !== 0) this.u32(high);
  }

  protected override encodeMovRegLabel(dest: Register, label: Label): void {
    // lea dest, [rip + disp32]; seven bytes
    const distance = this.labelOffset(label) - (this.position + 7);
    this.u8x3(rex(Rex.w, dest, 0), Op.lea, modRm(Mod.none, dest, 5));
    this.u32(distance);
  }

  override clear(dest: Register): void {
    this.xor(dest, dest);
  }

  override not(dest: Register): void {
    this.registers64(Op.unary, dest, 2);
  }

  override negate(dest: Register): void {
    this.registers64(Op.unary, dest, 3);
  }

  override shift(kind: ShiftCode, dest: Register): void {
    this.registers64(Op.shiftByCl, dest, SHIFT_EXTENSION[kind]);
  }

  override or(dest: Register, source: Register): void {
    this.registers64(Op.or, dest, source);
  }

  override xor(dest: Register, source: Register): void {
    this.registers64(Op.xor, dest, source);
  }

  override and(dest: Register, source: Register): void {
    this.registers64(Op.and, dest, source);
  }

  override add(dest: Register, source: Register): void {
    this.registers64(Op.add, dest, source);
  }

  override sub(dest: Register, source: Register): void {
    this.registers64(Op.sub, dest, source);
  }

  override mul(dest: Register, source: Register): void {
    this.u8(rex(Rex.w, dest, source));
    this.u8x3(Op.escape, Op.imul, modRm(Mod.register, dest, source));
  }

  override setIf(comparison: number, unsigned: boolean, dest: Register, left: Register, right: Register): void {
    this.xor(dest, dest);
    this.compare(right, left);
    const condition = (unsigned ? UNSIGNED_CONDITIONS : SIGNED_CONDITIONS)[comparison]!;
    this.u8x3(Op.escape, Op.setcc | condition, modRm(Mod.register, 0, dest));
  }

  override loadWord(dest: Register, base: Register, offset: number): void {
    this.memory64(Op.movLoad, dest, base, offset * WORD_SIZE);
  }

  override storeWord(source: Register, base: Register, offset: number): void {
    this.memory64(Op.movStore, source, base, offset * WORD_SIZE);
  }

  override load(width: Width, dest: Register, base: Register, offset: number): void {
    this.rexIfHigh(dest, base);
    if (width === 2) this.u8(Op.movLoad);
    else this.u8x2(Op.escape, width === 0 ? Op.movzx8 : Op.movzx16);
    this.memoryOperand(dest, base, offset << width);
  }

  override store(width: Width, source: Register, base: Register, offset: number): void {
    if (width === 1) this.u8(Prefix.operandSize);
    this.rexIfHigh(source, base);
    this.u8(width === 0 ? Op.movStore8 : Op.movStore);
    this.memoryOperand(source, base, offset << width);
  }
}

export const x64: Arch = {
  name: "x64",
  wordSize: WORD_SIZE,
  registers: {
    ret: Reg.rax,
    arg1: Reg.rdi,
    arg2: Reg.rsi,
    arg3: Reg.rdx,
    arg4: Reg.rcx,
    temp0: Reg.rax,
    temp1: Reg.rdi,
    temp2: Reg.rsi,
    local1: Reg.rbx,
    local2: Reg.r12,
    local3: Reg.r13,
    funTable: Reg.rbp,
    parentRet: Reg.rax,
    parentArg1: Reg.rdi,
    parentArg2: Reg.rsi,
    parentArg3: Reg.rdx,
    parentArg4: Reg.rcx,
  },
  // The larger of System V's 8 and Windows' 10, so that the code runs on both.
  nlrRegisters: 10,
  nlrLocal1: 5,
  nlrNeedsSetjmp: false,
  argumentsOnStack: false,
  shiftCount: Reg.rcx,
  hasNot: true,
  storesFromArg3: true,
  loadsWithOffset: 7,
  storesWithOffset: 7,
  namesFunctions: false,
  createAssembler: () => new X64Assembler(),
};
