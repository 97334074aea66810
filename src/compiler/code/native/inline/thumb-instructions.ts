// The table of the Thumb inline assembler: for each mnemonic what its operands are and how they become bits. Branches
// and IT blocks, whose mnemonics are made of parts, are not in it (see thumb.ts).

import * as t from "../arch/thumb/encoding.ts";

/** What an operand may be. */
export type ThumbOperand =
  /** A core register up to `max`. */
  | { readonly kind: "register"; readonly max: number }
  /** A special register: IPSR, BASEPRI. */
  | { readonly kind: "special" }
  /** s0 to s31. */
  | { readonly kind: "float" }
  /** A core register, or the condition flags (APSR_nzcv). */
  | { readonly kind: "statusDest" }
  /** An integer without bits outside `mask`. */
  | { readonly kind: "integer"; readonly mask: number }
  /** `[base, offset]`: a register up to `maxBase` and an integer within `mask`; two values. */
  | { readonly kind: "address"; readonly maxBase: number; readonly mask: number }
  /** `{r0, r1}` as a bit for each register. */
  | { readonly kind: "list" }
  /** Anything; no value. */
  | { readonly kind: "ignored" };

/** Extension of the instruction set that an instruction belongs to. */
export type ThumbExtension = "armv7m" | "float";

export interface ThumbInstruction {
  readonly operands: readonly ThumbOperand[];
  /** The instructions, from the operands' values; undefined where there is no encoding for these. */
  readonly encode: (values: readonly number[]) => readonly number[] | undefined;
  /** Absent: all processors have it. */
  readonly needs?: ThumbExtension;
  /** A wrong address makes the whole instruction unknown. */
  readonly strictAddress?: boolean;
}

const LOW: ThumbOperand = { kind: "register", max: 7 };
const ANY: ThumbOperand = { kind: "register", max: 15 };
const FLOAT: ThumbOperand = { kind: "float" };
const LIST: ThumbOperand = { kind: "list" };
const NOT_PC: ThumbOperand = { kind: "register", max: 14 };

function integer(mask: number): ThumbOperand {
  return { kind: "integer", mask };
}

function address(maxBase: number, mask: number): ThumbOperand {
  return { kind: "address", maxBase, mask };
}

/** A row whose operands go to `encode` one by one; missing ones are never read by it. */
function row(
  operands: readonly ThumbOperand[],
  encode: (a: number, b: number, c: number, d: number) => number,
  needs?: ThumbExtension,
): ThumbInstruction {
  return { operands, encode: ([a = 0, b = 0, c = 0, d = 0]) => [encode(a, b, c, d)], needs };
}

function shift(op: number): ThumbInstruction {
  return row([LOW, LOW, integer(0x1f)], (dest, source, count) => t.shiftImmediate(op, dest, source, count));
}

function aluRow(op: number): ThumbInstruction {
  return row([LOW, LOW], (dest, source) => t.alu(op, dest, source));
}

function immediate8(op: number): ThumbInstruction {
  return row([LOW, integer(0xff)], (reg, value) => t.immediate8(op, reg, value));
}

function addSubRegister(op: number): ThumbInstruction {
  return row([LOW, LOW, LOW], (dest, source, second) => t.addSub(op, dest, source, second));
}

function addSubImmediate(op: number): ThumbInstruction {
  return row([LOW, LOW, integer(7)], (dest, source, value) => t.addSub(op | t.AddSub.immediate, dest, source, value));
}

/** Formats 9 and 10: the offset is in bytes and a multiple of the transfer's size, 1 << `width`. */
function transfer(op: number, width: number): ThumbInstruction {
  const operands = [LOW, address(7, 0x1f << width)];
  return { ...row(operands, (reg, base, offset) => t.offset5(op, reg, base, offset >> width)), strictAddress: true };
}

function move16(op: number): ThumbInstruction {
  return row([NOT_PC, integer(0xffff)], (dest, value) => t.move16(op, dest, value), "armv7m");
}

function bitCount(op: number): ThumbInstruction {
  return row([ANY, ANY], (dest, source) => t.bitCount(op, dest, source), "armv7m");
}

function divide(op: number): ThumbInstruction {
  return row([ANY, ANY, ANY], (dest, dividend, divisor) => t.divide(op, dest, dividend, divisor), "armv7m");
}

function floatUnary(op: number): ThumbInstruction {
  return row([FLOAT, FLOAT], (dest, source) => t.floatUnary(op, dest, source), "float");
}

function floatBinary(op: number): ThumbInstruction {
  return row([FLOAT, FLOAT, FLOAT], (dest, first, second) => t.floatBinary(op, dest, first, second), "float");
}

function floatTransfer(op: number): ThumbInstruction {
  const encode = (reg: number, base: number, offset: number): number => t.floatTransfer(op, reg, base, offset >> 2);
  return row([FLOAT, address(7, 0x3fc)], encode, "float");
}

const LOW_REGISTERS = 0xff;
const LR_BIT = 1 << t.ThumbReg.lr;
const PC_BIT = 1 << t.ThumbReg.pc;

/** Instructions with one spelling of their operands, by mnemonic and number of arguments. */
export const INSTRUCTIONS: Readonly<Record<string, ThumbInstruction>> = {
  "nop/0": row([], () => t.Plain.nop),
  "wfi/0": row([], () => t.Plain.wfi),

  "bx/1": row([ANY], (target) => t.highReg(t.HighReg.bx, 0, target)),
  "cpsid/1": row([{ kind: "ignored" }], () => t.Plain.cpsidI),
  "cpsie/1": row([{ kind: "ignored" }], () => t.Plain.cpsieI),

  "lsl/3": shift(t.Shift.lsl),
  "lsr/3": shift(t.Shift.lsr),
  "asr/3": shift(t.Shift.asr),
  "sdiv/3": divide(t.Divide.sdiv),
  "udiv/3": divide(t.Divide.udiv),
  "strex/3": row(
    [ANY, ANY, address(15, 0xff)],
    (status, source, base, offset) => t.storeExclusive(status, source, base, offset >> 2),
    "armv7m",
  ),

  "vcmp/2": floatUnary(t.FloatUnary.vcmp),
  "vsqrt/2": floatUnary(t.FloatUnary.vsqrt),
  "vneg/2": floatUnary(t.FloatUnary.vneg),
  "vcvt_f32_s32/2": floatUnary(t.FloatUnary.vcvt_f32_s32),
  "vcvt_s32_f32/2": floatUnary(t.FloatUnary.vcvt_s32_f32),
  "vldr/2": floatTransfer(t.FloatTransfer.vldr),
  "vstr/2": floatTransfer(t.FloatTransfer.vstr),
  "vadd/3": floatBinary(t.FloatBinary.vadd),
  "vsub/3": floatBinary(t.FloatBinary.vsub),
  "vmul/3": floatBinary(t.FloatBinary.vmul),
  "vdiv/3": floatBinary(t.FloatBinary.vdiv),
};

/** Instructions whose last argument is a name. */
export const WITH_NAME: Readonly<Record<string, ThumbInstruction>> = {
  "mov/2": row([ANY, ANY], (dest, source) => t.highReg(t.HighReg.mov, dest, source)),
  "clz/2": bitCount(t.BitCount.clz),
  "rbit/2": bitCount(t.BitCount.rbit),
  "mrs/2": row(
    [{ kind: "register", max: 12 }, { kind: "special" }],
    (dest, special) => t.moveFromSpecial(dest, special),
    "armv7m",
  ),
  "and_/2": aluRow(t.Alu.and),
  "eor/2": aluRow(t.Alu.eor),
  "lsl/2": aluRow(t.Alu.lsl),
  "lsr/2": aluRow(t.Alu.lsr),
  "asr/2": aluRow(t.Alu.asr),
  "adc/2": aluRow(t.Alu.adc),
  "sbc/2": aluRow(t.Alu.sbc),
  "ror/2": aluRow(t.Alu.ror),
  "tst/2": aluRow(t.Alu.tst),
  "neg/2": aluRow(t.Alu.neg),
  "cmp/2": aluRow(t.Alu.cmp),
  "cmn/2": aluRow(t.Alu.cmn),
  "orr/2": aluRow(t.Alu.orr),
  "mul/2": aluRow(t.Alu.mul),
  "bic/2": aluRow(t.Alu.bic),
  "mvn/2": aluRow(t.Alu.mvn),
  "add/3": addSubRegister(t.AddSub.add),
  "sub/3": addSubRegister(t.AddSub.sub),
};

/** Instructions whose last argument is no name. */
export const WITHOUT_NAME: Readonly<Record<string, ThumbInstruction>> = {
  "mov/2": immediate8(t.Immediate8.mov),
  "cmp/2": immediate8(t.Immediate8.cmp),
  "add/2": immediate8(t.Immediate8.add),
  "sub/2": immediate8(t.Immediate8.sub),
  "add/3": addSubImmediate(t.AddSub.add),
  "sub/3": addSubImmediate(t.AddSub.sub),
  "movw/2": move16(t.Move16.movw),
  "movt/2": move16(t.Move16.movt),
  "movwt/2": {
    // Not an instruction of the machine: 32 bits by two.
    operands: [NOT_PC, integer(0xffffffff)],
    encode: ([dest = 0, value = 0]) => [
      t.move16(t.Move16.movw, dest, value & 0xffff),
      t.move16(t.Move16.movt, dest, value >>> 16),
    ],
    needs: "armv7m",
  },
  "ldrex/2": row([ANY, address(15, 0xff)], (dest, base, offset) => t.loadExclusive(dest, base, offset >> 2), "armv7m"),
  "ldr/2": transfer(t.Offset5.ldr, 2),
  "ldrb/2": transfer(t.Offset5.ldrb, 0),
  "ldrh/2": transfer(t.Offset5.ldrh, 1),
  "str/2": transfer(t.Offset5.str, 2),
  "strb/2": transfer(t.Offset5.strb, 0),
  "strh/2": transfer(t.Offset5.strh, 1),
};

/** Transfers of register lists: the 16-bit form takes low registers and `extra`; ARMv7-M has one for the rest. */
function listRow(
  extra: number,
  narrow: (list: number, withExtra: boolean) => number,
  wide: (list: number) => number,
): (armv7m: boolean) => ThumbInstruction {
  return (armv7m) => ({
    operands: [LIST],
    encode: ([list = 0]) => {
      if ((list & ~(LOW_REGISTERS | extra)) === 0) return [narrow(list & LOW_REGISTERS, (list & extra) !== 0)];
      return armv7m ? [wide(list)] : undefined;
    },
  });
}

/** push and pop, whose encodings depend on the processor. */
export const LIST_TRANSFERS: Readonly<Record<string, (armv7m: boolean) => ThumbInstruction>> = {
  "push/1": listRow(LR_BIT, t.push, t.pushWide),
  "pop/1": listRow(PC_BIT, t.pop, t.popWide),
};

/** vmov towards a core register, and from one. */
export const FLOAT_TO_CORE: ThumbInstruction = row([ANY, FLOAT], (core, float) => t.floatMove(true, core, float));
export const CORE_TO_FLOAT: ThumbInstruction = row([FLOAT, ANY], (float, core) => t.floatMove(false, core, float));

/** vmrs from FPSCR; its second argument is checked by name. */
export const FLOAT_STATUS: ThumbInstruction = row([{ kind: "statusDest" }], (dest) => t.floatStatus(dest));
