// The common parts of x86 and x64: opcodes, forms of operands, and jumps. x64 adds a prefix to most instructions, so
// each encodes the forms.

import type { Label } from "../../../brands.ts";
import { Assembler, type Register, Shift, type ShiftCode } from "./arch.ts";
import { UNPLACED } from "./assembler-base.ts";

/** Opcode bytes. "/r": register operand in ModRM.reg; "/n": opcode extension there; "+r": register in the low bits. */
export const Op = {
  push: 0x50, // +r
  pop: 0x58, // +r
  ret: 0xc3,
  movImm: 0xb8, // +r, imm32; on x64 with REX.W imm64
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
  arithImm32: 0x81, // /0 add, /5 sub
  arithImm8: 0x83, // /0 add, /5 sub
  test8: 0x84, // /r
  test: 0x85, // /r
  unary: 0xf7, // /2 not, /3 neg
  shiftByCl: 0xd3, // /4 shl, /5 shr, /7 sar
  call: 0xe8, // rel32
  jumpShort: 0xeb, // rel8
  jumpNear: 0xe9, // rel32
  jccShort: 0x70, // + condition, rel8
  jccNear: 0x80, // 0f 80 + condition, rel32
  setcc: 0x90, // 0f 90 + condition /0
  indirect: 0xff, // /2 call, /4 jmp
} as const;

/** ModRM.mod, in place. */
export const Mod = { none: 0x00, disp8: 0x40, disp32: 0x80, register: 0xc0 } as const;
/** SIB byte for "base only, base is the stack pointer" (on x64 or r12). */
export const SIB_STACK = 0x24;

/** Condition codes of jcc. */
const Condition = { zero: 4, notZero: 5 } as const;
/** setcc conditions by Comparison: less, more, equal, lessEqual, moreEqual, notEqual. */
export const UNSIGNED_CONDITIONS: readonly number[] = [2, 7, 4, 6, 3, 5];
export const SIGNED_CONDITIONS: readonly number[] = [0xc, 0xf, 4, 0xe, 0xd, 5];
export const SHIFT_EXTENSION: Readonly<Record<ShiftCode, number>> = {
  [Shift.left]: 4,
  [Shift.rightUnsigned]: 5,
  [Shift.rightSigned]: 7,
};

export function fitsInt8(value: number): boolean {
  return value >= -128 && value <= 127;
}

/** Jumps, by what each machine compares with. */
export abstract class IntelAssembler extends Assembler {
  protected abstract compare(first: Register, second: Register): void;
  /** `isBool`: only the low byte counts. */
  protected abstract test(register: Register, isBool: boolean): void;

  /** A backward jump is short if it fits; a forward one is always near, because its size must be known at once. */
  private shortJumpOffset(label: Label): number | undefined {
    const target = this.labelOffset(label);
    const distance = target - this.position;
    if (target === UNPLACED || distance >= 0) return undefined;
    return fitsInt8(distance - 2) ? distance - 2 : undefined;
  }

  private jumpIf(condition: number, label: Label): void {
    const short = this.shortJumpOffset(label);
    if (short !== undefined) {
      this.u8x2(Op.jccShort | condition, short);
      return;
    }
    const distance = this.labelOffset(label) - this.position - 6;
    this.u8x2(Op.escape, Op.jccNear | condition);
    this.u32(distance);
  }

  protected override encodeJump(label: Label): void {
    const short = this.shortJumpOffset(label);
    if (short !== undefined) {
      this.u8x2(Op.jumpShort, short);
      return;
    }
    const distance = this.labelOffset(label) - this.position - 5;
    this.u8(Op.jumpNear);
    this.u32(distance);
  }

  protected override encodeJumpIfZero(register: Register, label: Label, isBool: boolean): void {
    this.test(register, isBool);
    this.jumpIf(Condition.zero, label);
  }

  protected override encodeJumpIfNonzero(register: Register, label: Label, isBool: boolean): void {
    this.test(register, isBool);
    this.jumpIf(Condition.notZero, label);
  }

  protected override encodeJumpIfEqual(first: Register, second: Register, label: Label): void {
    this.compare(first, second);
    this.jumpIf(Condition.zero, label);
  }
}
