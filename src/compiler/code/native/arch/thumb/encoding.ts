// Thumb instructions as numbers. Formats and their names follow the ARM7TDMI data sheet ("format 1" to "format 11") and
// the ARMv7-M manual for the 32-bit ones, whose first half-word is the high half here. Each function takes operands
// that fit: who calls it has checked them. Nothing here writes anything, so each instruction can be tested alone.

/** Core registers with a role of their own. */
export const ThumbReg = { r0: 0, r1: 1, r2: 2, r3: 3, r4: 4, r5: 5, r6: 6, r7: 7, sp: 13, lr: 14, pc: 15 } as const;

/** First register that most 16-bit instructions cannot name. */
export const FIRST_HIGH_REG = 8;

/** Condition codes; the lowest bit inverts one. */
export const CONDITIONS: readonly string[] = [
  "eq",
  "ne",
  "cs",
  "cc",
  "mi",
  "pl",
  "vs",
  "vc",
  "hi",
  "ls",
  "ge",
  "lt",
  "gt",
  "le",
];

/** The two conditions that the native emitter needs. */
export const Condition = { equal: 0, notEqual: 1 } as const;

/** Instructions without operands. */
export const Plain = { nop: 0xbf00, wfi: 0xbf30, cpsidI: 0xb672, cpsieI: 0xb662 } as const;

/** Format 1, 000oo iiiii sss ddd: shift by an immediate. */
export const Shift = { lsl: 0x0000, lsr: 0x0800, asr: 0x1000 } as const;

export function shiftImmediate(op: number, dest: number, source: number, count: number): number {
  return op | (count << 6) | (source << 3) | dest;
}

/** Format 2, 00011 io bbb sss ddd: add and subtract of a register (i = 0) or of 3 bits (i = 1). */
export const AddSub = { add: 0x1800, sub: 0x1a00, immediate: 0x0400 } as const;

export function addSub(op: number, dest: number, source: number, second: number): number {
  return op | (second << 6) | (source << 3) | dest;
}

/**
 * Format 3, 001oo ddd iiiiiiii: one register and 8 bits; `ldrPc` (format 6) loads a word i words past the aligned pc.
 */
export const Immediate8 = { mov: 0x2000, cmp: 0x2800, add: 0x3000, sub: 0x3800, ldrPc: 0x4800 } as const;

export function immediate8(op: number, reg: number, value: number): number {
  return op | (reg << 8) | value;
}

/** Format 4, 010000 oooo sss ddd: two low registers. */
export const Alu = {
  and: 0x4000,
  eor: 0x4040,
  lsl: 0x4080,
  lsr: 0x40c0,
  asr: 0x4100,
  adc: 0x4140,
  sbc: 0x4180,
  ror: 0x41c0,
  tst: 0x4200,
  neg: 0x4240,
  cmp: 0x4280,
  cmn: 0x42c0,
  orr: 0x4300,
  mul: 0x4340,
  bic: 0x4380,
  mvn: 0x43c0,
} as const;

export function alu(op: number, dest: number, source: number): number {
  return op | (source << 3) | dest;
}

/** Format 5, 010001 oo d ssss ddd: any registers; the top bit of d is separate. */
export const HighReg = { add: 0x4400, mov: 0x4600, bx: 0x4700, blx: 0x4780 } as const;

export function highReg(op: number, dest: number, source: number): number {
  return op | ((dest << 4) & 0x80) | (source << 3) | (dest & 7);
}

/** Formats 7 and 8, 0101 ooo iii bbb ddd: transfers at base + index. */
export const Indexed = { str: 0x5000, strh: 0x5200, strb: 0x5400, ldr: 0x5800, ldrh: 0x5a00, ldrb: 0x5c00 } as const;

export function indexed(op: number, reg: number, base: number, index: number): number {
  return op | (index << 6) | (base << 3) | reg;
}

/** Formats 9 and 10, ooooo iiiii bbb ddd: transfers at base + i units; a unit is the transfer's own size. */
export const Offset5 = { str: 0x6000, ldr: 0x6800, strb: 0x7000, ldrb: 0x7800, strh: 0x8000, ldrh: 0x8800 } as const;

export function offset5(op: number, reg: number, base: number, units: number): number {
  return op | ((units << 6) & 0x07c0) | (base << 3) | reg;
}

/** Format "extend", 10110010 oo sss ddd. */
export function signExtendHalf(dest: number, source: number): number {
  return 0xb200 | (source << 3) | dest;
}

/** Formats 11 and 12, ooooo ddd iiiiiiii: str, ldr and add of sp + i words. */
export const Stack = { str: 0x9000, ldr: 0x9800, add: 0xa800 } as const;

export function stackRelative(op: number, reg: number, words: number): number {
  return op | (reg << 8) | (words & 0xff);
}

/** Format 13, 10110000 s iiiiiii: moves sp by i words. */
export function moveStack(down: boolean, words: number): number {
  return (down ? 0xb080 : 0xb000) | words;
}

/** Format 14, 1011 x10 r llllllll: push and pop of low registers by bit, and of lr (push) or pc (pop) by r. */
export function push(list: number, linkRegister: boolean): number {
  return (linkRegister ? 0xb500 : 0xb400) | list;
}

export function pop(list: number, programCounter: boolean): number {
  return (programCounter ? 0xbd00 : 0xbc00) | list;
}

/**
 * Format 16, 1101 cccc iiiiiiii: conditional branch of ±256 bytes. `bytes` counts from the instruction's address + 4.
 */
export function branchIf(condition: number, bytes: number): number {
  return 0xd000 | (condition << 8) | ((bytes >> 1) & 0xff);
}

/** Format 18, 11100 iiiiiiiiiii: branch of ±2048 bytes. */
export function branch(bytes: number): number {
  return 0xe000 | ((bytes >> 1) & 0x7ff);
}

/** IT block, 10111111 cccc mmmm. */
export function ifThen(condition: number, mask: number): number {
  return 0xbf00 | (condition << 4) | mask;
}

/** A 32-bit instruction from its half-words. */
function wide(high: number, low: number): number {
  return ((high << 16) | low) >>> 0;
}

/** 11110 s cccc iiiiii, 10 j 0 k iiiiiiiiiii: conditional branch of ±1 MiB. */
export function branchIfWide(condition: number, bytes: number): number {
  return wide(
    0xf000 | (condition << 6) | ((bytes >> 10) & 0x0400) | ((bytes >> 12) & 0x003f),
    0x8000 | ((bytes >> 5) & 0x2000) | ((bytes >> 8) & 0x0800) | ((bytes >> 1) & 0x07ff),
  );
}

/** The same as releases before 1.27 had it, whose bits from 12 on are in the wrong places. */
export function branchIfWideWrong(condition: number, bytes: number): number {
  return wide(
    0xf000 | (condition << 6) | ((bytes >> 10) & 0x0400) | ((bytes >> 14) & 0x003f),
    0x8000 | (bytes & 0x2000) | ((bytes >> 1) & 0x0fff),
  );
}

/** 11110 iiiiiiiiiii, 10111 iiiiiiiiiii: branch of ±4 MiB (the two bits that would widen its reach stay ones). */
export function branchWide(bytes: number): number {
  return wide(0xf000 | ((bytes >> 12) & 0x07ff), 0xb800 | ((bytes >> 1) & 0x07ff));
}

/** 11110 iiiiiiiiiii, 11111 iiiiiiiiiii: call within ±4 MiB. */
export function branchLink(bytes: number): number {
  return wide(0xf000 | ((bytes >> 12) & 0x07ff), 0xf800 | ((bytes >> 1) & 0x07ff));
}

/**
 * 11110 i 10 x100 iiii, 0 iii dddd iiiiiiii: 16 bits to the low half (movw, clears the rest) or the high half (movt).
 */
export const Move16 = { movw: 0xf240, movt: 0xf2c0 } as const;

export function move16(op: number, dest: number, value: number): number {
  return wide(
    op | ((value >> 1) & 0x0400) | ((value >> 12) & 0xf),
    ((value << 4) & 0x7000) | (dest << 8) | (value & 0xff),
  );
}

/**
 * 11110 i 10 o0o0 ssss, 0 iii dddd iiiiiiii: add and subtract of 12 bits (addw, subw). The top bit i is not encoded:
 * the reference leaves it out, so frames from 2048 bytes on come out as there.
 */
export const AddSub12 = { add: 0xf200, sub: 0xf2a0 } as const;

export function addSub12(op: number, dest: number, source: number, value: number): number {
  return wide(op | source, ((value << 4) & 0x7000) | (dest << 8) | (value & 0xff));
}

/**
 * 11111000 1 ss l bbbb, dddd iiiiiiiiiiii: transfer of 1 << `size` bytes at base + 12 bits of bytes; l is 1 for a load.
 */
export function offset12(load: boolean, size: number, reg: number, base: number, bytes: number): number {
  return wide(0xf880 | (size << 5) | (load ? 0x10 : 0) | base, ((reg << 12) | bytes) & 0xffff);
}

/** Push of any registers (stmdb sp!). */
export function pushWide(list: number): number {
  return wide(0xe92d, list);
}

/** Pop of any registers (ldmia sp!). */
export function popWide(list: number): number {
  return wide(0xe8bd, list);
}

/** clz and rbit: the source is in both halves. */
export const BitCount = { clz: 0xfab0f080, rbit: 0xfa90f0a0 } as const;

export function bitCount(op: number, dest: number, source: number): number {
  return (op | (source << 16) | (dest << 8) | source) >>> 0;
}

/** Special registers to a core register (mrs). */
export function moveFromSpecial(dest: number, special: number): number {
  return wide(0xf3ef, 0x8000 | (dest << 8) | special);
}

export const Divide = { sdiv: 0xfb90f0f0, udiv: 0xfbb0f0f0 } as const;

export function divide(op: number, dest: number, dividend: number, divisor: number): number {
  return (op | (dividend << 16) | (dest << 8) | divisor) >>> 0;
}

/** Exclusive load and store of a word at base + `words`. */
export function loadExclusive(dest: number, base: number, words: number): number {
  return wide(0xe850 | base, 0x0f00 | (dest << 12) | words);
}

export function storeExclusive(status: number, source: number, base: number, words: number): number {
  return wide(0xe840 | base, (source << 12) | (status << 8) | words);
}

// Single-precision floating point. A register number's lowest bit is separate from its other four: D and d, N and n, M
// and m below are such pairs.

/** 11101110 1D11 oooo, dddd 1010 oo M0 mmmm. */
export const FloatUnary = {
  vcmp: 0xeeb40ac0,
  vsqrt: 0xeeb10ac0,
  vneg: 0xeeb10a40,
  vcvt_f32_s32: 0xeeb80ac0,
  vcvt_s32_f32: 0xeebd0ac0,
} as const;

export function floatUnary(op: number, dest: number, source: number): number {
  return (op | floatDest(dest) | ((source & 1) << 5) | (source >> 1)) >>> 0;
}

/** 11101110 oDoo nnnn, dddd 1010 No M0 mmmm. */
export const FloatBinary = { vadd: 0xee300a00, vsub: 0xee300a40, vmul: 0xee200a00, vdiv: 0xee800a00 } as const;

export function floatBinary(op: number, dest: number, first: number, second: number): number {
  const sources = ((first & 1) << 7) | ((first >> 1) << 16) | ((second & 1) << 5) | (second >> 1);
  return (op | floatDest(dest) | sources) >>> 0;
}

/** 11101101 1D0l bbbb, dddd 1010 iiiiiiii: transfer at base + i words. */
export const FloatTransfer = { vldr: 0xed900a00, vstr: 0xed800a00 } as const;

export function floatTransfer(op: number, reg: number, base: number, words: number): number {
  return (op | floatDest(reg) | (base << 16) | words) >>> 0;
}

/** 11101110 000t nnnn, rrrr 1010 N0010000: between a core and a float register; t is 1 towards the core. */
export function floatMove(toCore: boolean, core: number, float: number): number {
  return wide(0xee00 | (toCore ? 0x10 : 0) | (float >> 1), 0x0a10 | (core << 12) | ((float & 1) << 7));
}

/** Float status to a core register (vmrs); 15 stands for the condition flags. */
export function floatStatus(dest: number): number {
  return wide(0xeef1, 0x0a10 | (dest << 12));
}

function floatDest(reg: number): number {
  return ((reg & 1) << 22) | ((reg & 0x1e) << 11);
}
