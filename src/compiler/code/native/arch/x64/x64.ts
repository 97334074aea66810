// x86-64 (System V calling convention): registers by role and the assembler. Instructions are those of the Intel manual
// that the native emitter needs; forms and their lengths are the ones that the reference chooses (py/asmx64.c), which is
// not always the shortest.

import { DryAssembler } from "../dry.ts";
import { Assembler, type Arch, type Register, Shift, type ShiftCode, type Width } from "../arch.ts";
import { demand } from "../../../assembly-fault.ts";
import { UNPLACED } from "../assembler-base.ts";

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

/** Opcode bytes. "/r": register operand in ModRM.reg; "/n": opcode extension there; "+r": register in the low bits. */
const Op = {
  push: 0x50, // +r
  pop: 0x58, // +r
  ret: 0xc3,
  movImm: 0xb8, // +r, imm32 or with REX.W imm64
  movStore8: 0x88, // mov r/m8, r8 /r
  movStore: 0x89, // mov r/m, r /r
  movLoad: 0x8b, // mov r, r/m /r
  escape: 0x0f,
  movzx8: 0xb6, // 0f b6 /r
  movzx16: 0xb7, // 0f b7 /r
  imul: 0xaf, // 0f af /r
  lea: 0x8d, // /r
  add: 0x01, // /r
  or: 0x09, // /r
  and: 0x21, // /r
  sub: 0x29, // /r
  xor: 0x31, // /r
  cmp: 0x39, // cmp r/m, r /r
  arithImm32: 0x81, // /5 sub
  arithImm8: 0x83, // /5 sub
  test8: 0x84, // /r
  test: 0x85, // /r
  unary: 0xf7, // /2 not, /3 neg
  shiftByCl: 0xd3, // /4 shl, /5 shr, /7 sar
  jumpShort: 0xeb, // rel8
  jumpNear: 0xe9, // rel32
  jccShort: 0x70, // + condition, rel8
  jccNear: 0x80, // 0f 80 + condition, rel32
  setcc: 0x90, // 0f 90 + condition /0
  indirect: 0xff, // /2 call, /4 jmp
} as const;

const Prefix = { operandSize: 0x66, rex: 0x40 } as const;
/** Bits of the REX prefix. */
const Rex = { w: 8, r: 4, b: 1 } as const;
/** ModRM.mod, in place. */
const Mod = { none: 0x00, disp8: 0x40, disp32: 0x80, register: 0xc0 } as const;
/** SIB byte for "base only, base is rsp or r12". */
const SIB_STACK = 0x24;

/** Condition codes of jcc. */
const Condition = { zero: 4, notZero: 5 } as const;
/** setcc conditions by Comparison: less, more, equal, lessEqual, moreEqual, notEqual. */
const UNSIGNED_CONDITIONS: readonly number[] = [2, 7, 4, 6, 3, 5];
const SIGNED_CONDITIONS: readonly number[] = [0xc, 0xf, 4, 0xe, 0xd, 5];
const SHIFT_EXTENSION: Readonly<Record<ShiftCode, number>> = {
  [Shift.left]: 4,
  [Shift.rightUnsigned]: 5,
  [Shift.rightSigned]: 7,
};

function fitsInt8(value: number): boolean {
  return value >= -128 && value <= 127;
}

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
export class X64Assembler extends Assembler {
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

  private compare(first: Register, second: Register): void {
    this.registers64(Op.cmp, second, first);
  }

  private test(register: Register, isBool: boolean): void {
    if (isBool) this.u8x2(Op.test8, modRm(Mod.register, register, register));
    else this.registers64(Op.test, register, register);
  }

  /** A backward jump is short if it fits; a forward one is always near, because its size must be known at once. */
  private shortJumpOffset(label: number): number | undefined {
    const target = this.labelOffset(label);
    const distance = target - this.position;
    if (target === UNPLACED || distance >= 0) return undefined;
    return fitsInt8(distance - 2) ? distance - 2 : undefined;
  }

  private jumpIf(condition: number, label: number): void {
    const short = this.shortJumpOffset(label);
    if (short !== undefined) {
      this.u8x2(Op.jccShort | condition, short);
      return;
    }
    const distance = this.labelOffset(label) - this.position - 6;
    this.u8x2(Op.escape, Op.jccNear | condition);
    this.u32(distance);
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

  protected override encodeJump(label: number): void {
    const short = this.shortJumpOffset(label);
    if (short !== undefined) {
      this.u8x2(Op.jumpShort, short);
      return;
    }
    const distance = this.labelOffset(label) - this.position - 5;
    this.u8(Op.jumpNear);
    this.u32(distance);
  }

  protected override encodeJumpIfZero(register: Register, label: number, isBool: boolean): void {
    this.test(register, isBool);
    this.jumpIf(Condition.zero, label);
  }

  protected override encodeJumpIfNonzero(register: Register, label: number, isBool: boolean): void {
    this.test(register, isBool);
    this.jumpIf(Condition.notZero, label);
  }

  protected override encodeJumpIfEqual(first: Register, second: Register, label: number): void {
    this.compare(first, second);
    this.jumpIf(Condition.zero, label);
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

  protected override encodeMovRegLabel(dest: Register, label: number): void {
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
