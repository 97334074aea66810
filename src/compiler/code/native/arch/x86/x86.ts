// x86 (cdecl): registers by role and the assembler. Arguments are passed on the stack, but the emitter uses registers:
// a call pushes the argument registers that the called function takes, and the function's own arguments are fetched on
// entry. Forms and lengths are the ones that the reference chooses (py/asmx86.c).

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
import { FUN_ARGUMENTS } from "./fun-arguments.ts";

/** Register numbers. */
export const Reg = { eax: 0, ecx: 1, edx: 2, ebx: 3, esp: 4, ebp: 5, esi: 6, edi: 7 } as const;

const WORD_SIZE = 4;
/** Registers that stand for the arguments of a call. */
const ARGUMENTS: readonly Register[] = [Reg.eax, Reg.ecx, Reg.edx, Reg.ebx];
/** Words between the locals and the function's arguments: four saved registers and the return address. */
const FRAME_WORDS = 5;

const OPERAND_SIZE_PREFIX = 0x66;
/** Opcode extensions in ModRM.reg. */
const Extension = { add: 0, sub: 5, not: 2, negate: 3, call: 2, jump: 4 } as const;

function modRm(mod: number, reg: Register, rm: Register): number {
  return mod | (reg << 3) | rm;
}

/** The x86 assembler. */
export class X86Assembler extends IntelAssembler {
  /** Words reserved by {@link entry}. */
  private localCount = 0;

  // Instruction forms.

  /** op r/m32, r32 on two registers. */
  private registers(opcode: number, rm: Register, reg: Register): void {
    this.u8x2(opcode, modRm(Mod.register, reg, rm));
  }

  /** ModRM, SIB and displacement for [base + displacement]. */
  private memoryOperand(reg: Register, base: Register, offset: number): void {
    // A displacement is a C int in the reference: it wraps.
    const displacement = offset | 0;
    // Without a displacement, ebp as base would mean an absolute address.
    const noDisplacement = displacement === 0 && base !== Reg.ebp;
    const mod = noDisplacement ? Mod.none : fitsInt8(displacement) ? Mod.disp8 : Mod.disp32;
    this.u8(modRm(mod, reg, base));
    if (base === Reg.esp) this.u8(SIB_STACK);
    if (mod === Mod.disp8) this.u8(displacement);
    else if (mod === Mod.disp32) this.u32(displacement);
  }

  private memory(opcode: number, reg: Register, base: Register, displacement: number): void {
    this.u8(opcode);
    this.memoryOperand(reg, base, displacement);
  }

  private arithImmStackPointer(extension: number, value: number): void {
    const short = fitsInt8(value);
    this.u8x2(short ? Op.arithImm8 : Op.arithImm32, modRm(Mod.register, extension, Reg.esp));
    if (short) this.u8(value);
    else this.u32(value);
  }

  protected override compare(first: Register, second: Register): void {
    this.registers(Op.cmp, second, first);
  }

  protected override test(register: Register, isBool: boolean): void {
    this.registers(isBool ? Op.test8 : Op.test, register, register);
  }

  // Operations of the emitter.

  override dry(): Assembler {
    return new DryAssembler();
  }

  override entry(localCount: number): void {
    this.u8(Op.push | Reg.ebp);
    this.u8(Op.push | Reg.ebx);
    this.u8(Op.push | Reg.esi);
    this.u8(Op.push | Reg.edi);
    // 3 modulo 4: with the return address and four pushes the stack is aligned to 16 bytes.
    this.localCount = localCount | 3;
    this.arithImmStackPointer(Extension.sub, this.localCount * WORD_SIZE);
  }

  override exit(): void {
    this.arithImmStackPointer(Extension.sub, -this.localCount * WORD_SIZE);
    this.u8(Op.pop | Reg.edi);
    this.u8(Op.pop | Reg.esi);
    this.u8(Op.pop | Reg.ebx);
    this.u8(Op.pop | Reg.ebp);
    this.u8(Op.ret);
  }

  override loadStackArgument(dest: Register, index: number): void {
    this.memory(Op.movLoad, dest, Reg.esp, (this.localCount + FRAME_WORDS + index) * WORD_SIZE);
  }

  override jumpRegister(register: Register): void {
    this.registers(Op.indirect, register, Extension.jump);
  }

  override callFun(index: number): void {
    const count = FUN_ARGUMENTS[index]!;
    const padding = ((count + 3) & ~3) - count;
    if (padding !== 0) this.arithImmStackPointer(Extension.sub, padding * WORD_SIZE);
    for (let argument = count - 1; argument >= 0; argument--) this.u8(Op.push | ARGUMENTS[argument]!);
    this.memory(Op.movLoad, Reg.eax, Reg.ebp, index * WORD_SIZE);
    this.registers(Op.indirect, Reg.eax, Extension.call);
    if (count > 0) this.arithImmStackPointer(Extension.add, (count + padding) * WORD_SIZE);
  }

  override movLocalReg(local: number, source: Register): void {
    this.memory(Op.movStore, source, Reg.esp, local * WORD_SIZE);
  }

  override movRegLocal(dest: Register, local: number): void {
    this.memory(Op.movLoad, dest, Reg.esp, local * WORD_SIZE);
  }

  override movRegLocalAddress(dest: Register, local: number): void {
    if (local === 0) this.movRegReg(dest, Reg.esp);
    else this.memory(Op.lea, dest, Reg.esp, local * WORD_SIZE);
  }

  override movRegReg(dest: Register, source: Register): void {
    this.registers(Op.movStore, dest, source);
  }

  override movRegImm(dest: Register, value: number): void {
    this.u8(Op.movImm | dest);
    this.u32(value);
  }

  protected override encodeMovRegLabel(dest: Register, label: Label): void {
    // There is no access relative to eip: a call to the next instruction pushes its address.
    this.u8(Op.call);
    this.u32(0);
    const distance = this.labelOffset(label) - this.position;
    this.u8(Op.pop | dest);
    this.registers(Op.arithImm32, dest, Extension.add);
    this.u32(distance);
  }

  override clear(dest: Register): void {
    this.xor(dest, dest);
  }

  override not(dest: Register): void {
    this.registers(Op.unary, dest, Extension.not);
  }

  override negate(dest: Register): void {
    this.registers(Op.unary, dest, Extension.negate);
  }

  override shift(kind: ShiftCode, dest: Register): void {
    this.registers(Op.shiftByCl, dest, SHIFT_EXTENSION[kind]);
  }

  override or(dest: Register, source: Register): void {
    this.registers(Op.or, dest, source);
  }

  override xor(dest: Register, source: Register): void {
    this.registers(Op.xor, dest, source);
  }

  override and(dest: Register, source: Register): void {
    this.registers(Op.and, dest, source);
  }

  override add(dest: Register, source: Register): void {
    this.registers(Op.add, dest, source);
  }

  override sub(dest: Register, source: Register): void {
    this.registers(Op.sub, dest, source);
  }

  override mul(dest: Register, source: Register): void {
    this.u8x3(Op.escape, Op.imul, modRm(Mod.register, dest, source));
  }

  override setIf(comparison: number, unsigned: boolean, dest: Register, left: Register, right: Register): void {
    this.xor(dest, dest);
    this.compare(right, left);
    const condition = (unsigned ? UNSIGNED_CONDITIONS : SIGNED_CONDITIONS)[comparison]!;
    this.u8x3(Op.escape, Op.setcc | condition, modRm(Mod.register, 0, dest));
  }

  override loadWord(dest: Register, base: Register, offset: number): void {
    this.memory(Op.movLoad, dest, base, offset * WORD_SIZE);
  }

  override storeWord(source: Register, base: Register, offset: number): void {
    this.memory(Op.movStore, source, base, offset * WORD_SIZE);
  }

  override load(width: Width, dest: Register, base: Register, offset: number): void {
    if (width < 2) this.u8(Op.escape);
    this.memory(width === 0 ? Op.movzx8 : width === 1 ? Op.movzx16 : Op.movLoad, dest, base, offset << width);
  }

  override store(width: Width, source: Register, base: Register, offset: number): void {
    if (width === 1) this.u8(OPERAND_SIZE_PREFIX);
    this.memory(width === 0 ? Op.movStore8 : Op.movStore, source, base, offset << width);
  }
}

export const x86: Arch = {
  name: "x86",
  wordSize: WORD_SIZE,
  registers: {
    ret: Reg.eax,
    arg1: Reg.eax,
    arg2: Reg.ecx,
    arg3: Reg.edx,
    arg4: Reg.ebx,
    temp0: Reg.eax,
    temp1: Reg.ecx,
    temp2: Reg.edx,
    local1: Reg.ebx,
    local2: Reg.esi,
    local3: Reg.edi,
    funTable: Reg.ebp,
    parentRet: Reg.eax,
    parentArg1: Reg.eax,
    parentArg2: Reg.ecx,
    parentArg3: Reg.edx,
    parentArg4: Reg.ebx,
  },
  nlrRegisters: 6,
  nlrLocal1: 5,
  nlrNeedsSetjmp: false,
  argumentsOnStack: true,
  shiftCount: Reg.ecx,
  hasNot: true,
  storesFromArg3: true,
  loadsWithOffset: 7,
  storesWithOffset: 7,
  namesFunctions: false,
  createAssembler: () => new X86Assembler(),
};
