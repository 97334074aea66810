// Xtensa instructions as numbers, little-endian. Formats carry the names of the ISA manual (RRR, RRI8, …), and the
// tables beside each give the fixed bits, field by field as its listings print them (operand bits as zeros). A format
// takes the fixed bits and the operands by field, in the manual's order r, s, t, and keeps the low bits of each
// immediate. The narrow instructions, with a name that ends in "N", have 16 bits, all others 24. Nothing here writes
// anything.

/** How a format puts operands into the fixed bits. */
export type Format = (match: number, first: number, second: number, third: number) => number;

/** Three registers: r, s, t. */
export const rrr: Format = (match, r, s, t) => match | (r << 12) | (s << 8) | (t << 4);

/** op2, op1, r, s, t, op0. */
export const RRR = {
  abs: 0b0110_0000_0000_0001_0000_0000,
  add: 0b1000_0000_0000_0000_0000_0000,
  addx2: 0b1001_0000_0000_0000_0000_0000,
  addx4: 0b1010_0000_0000_0000_0000_0000,
  addx8: 0b1011_0000_0000_0000_0000_0000,
  and: 0b0001_0000_0000_0000_0000_0000,
  callx0: 0b0000_0000_0000_0000_1100_0000,
  callx8: 0b0000_0000_0000_0000_1110_0000,
  jx: 0b0000_0000_0000_0000_1010_0000,
  mull: 0b1000_0010_0000_0000_0000_0000,
  neg: 0b0110_0000_0000_0000_0000_0000,
  nop: 0b0000_0000_0010_0000_1111_0000,
  nsa: 0b0100_0000_1110_0000_0000_0000,
  nsau: 0b0100_0000_1111_0000_0000_0000,
  or: 0b0010_0000_0000_0000_0000_0000,
  sll: 0b1010_0001_0000_0000_0000_0000,
  sra: 0b1011_0001_0000_0000_0000_0000,
  src: 0b1000_0001_0000_0000_0000_0000,
  srl: 0b1001_0001_0000_0000_0000_0000,
  srli: 0b0100_0001_0000_0000_0000_0000,
  ssa8b: 0b0100_0000_0011_0000_0000_0000,
  ssa8l: 0b0100_0000_0010_0000_0000_0000,
  ssai: 0b0100_0000_0100_0000_0000_0000,
  ssl: 0b0100_0000_0001_0000_0000_0000,
  ssr: 0b0100_0000_0000_0000_0000_0000,
  sub: 0b1100_0000_0000_0000_0000_0000,
  subx2: 0b1101_0000_0000_0000_0000_0000,
  subx4: 0b1110_0000_0000_0000_0000_0000,
  subx8: 0b1111_0000_0000_0000_0000_0000,
  xor: 0b0011_0000_0000_0000_0000_0000,
} as const;

/** The shifts whose count has a fifth bit in op2: slli takes 32 - count. */
export const ShiftImmediate = {
  slli: 0b0000_0001_0000_0000_0000_0000,
  srai: 0b0010_0001_0000_0000_0000_0000,
} as const;

/** Where the fifth bit of a shift's count goes. */
export function countHigh(count: number): number {
  return (count & 0x10) << 16;
}

/** Two registers and an immediate of 8 bits: s, t, immediate. */
export const rri8: Format = (match, s, t, immediate) => match | ((immediate & 0xff) << 16) | (s << 8) | (t << 4);

/** imm8, r, s, t, op0. Offsets of loads and stores are in units of the access, that of addmi in units of 256. */
export const RRI8 = {
  addi: 0b00000000_1100_0000_0000_0010,
  addmi: 0b00000000_1101_0000_0000_0010,
  l16si: 0b00000000_1001_0000_0000_0010,
  l16ui: 0b00000000_0001_0000_0000_0010,
  l32i: 0b00000000_0010_0000_0000_0010,
  l8ui: 0b00000000_0000_0000_0000_0010,
  movi: 0b00000000_1010_0000_0000_0010,
  s16i: 0b00000000_0101_0000_0000_0010,
  s32i: 0b00000000_0110_0000_0000_0010,
  s8i: 0b00000000_0100_0000_0000_0010,
} as const;

/** A {@link RRI8} instruction whose immediate's upper four bits are in s. */
export function movi(dest: number, immediate: number): number {
  return rri8(RRI8.movi, (immediate >> 8) & 0xf, dest, immediate);
}

/** The conditions of a branch that compares s and t, with the distance in imm8: the r field. Bit 3 inverts. */
export const BranchIf = {
  none: 0,
  eq: 1,
  lt: 2,
  ltu: 3,
  all: 4,
  bc: 5,
  bci: 6,
  any: 8,
  ne: 9,
  ge: 10,
  geu: 11,
  nall: 12,
  bs: 13,
  bsi: 14,
} as const;

/** Branch: r is a {@link BranchIf}; registers s and t; distance in bytes from the instruction's end + 1. */
export function branch(condition: number, s: number, t: number, distance: number): number {
  return rri8(0b0111 | (condition << 12), s, t, distance);
}

/** The conditions of a branch that compares s with zero. Bit 0 inverts. */
export const BranchIfZero = { eq: 0, ne: 1, lt: 2, ge: 3 } as const;

/** Branch on s against zero: imm12, s, condition, 01, 0110; distance as in {@link branch}. */
export function branchZero(condition: number, s: number, distance: number): number {
  return 0b01_0110 | (condition << 6) | (s << 8) | ((distance & 0xfff) << 12);
}

/** Window of the caller is rotated and the stack made: imm12, s, 00 11 0110; `bytes` is a multiple of 8. */
export function entry(s: number, bytes: number): number {
  return 0b0011_0110 | (s << 8) | (((bytes >> 3) & 0xfff) << 12);
}

/** offset, n, op0: calls and jumps relative to the program counter; j in bytes, call0 in words. */
export const CALL = {
  call0: 0b000000000000000000_00_0101,
  j: 0b000000000000000000_00_0110,
} as const;

export function call(match: number, distance: number): number {
  return match | ((distance & 0x3ffff) << 6);
}

/** Load of a word before the instruction: imm16, t, 0001; `words` is negative. */
export function l32r(t: number, words: number): number {
  return 0b0001 | (t << 4) | ((words & 0xffff) << 8);
}

/** Three operands in 16 bits: r, s, t. */
export const rrrn: Format = (match, r, s, t) => match | ((r & 0xf) << 12) | (s << 8) | (t << 4);

/** r, s, t, op0. Offsets of loads and stores are in words. */
export const RRRN = {
  add: 0b0000_0000_0000_1010,
  addi: 0b0000_0000_0000_1011,
  l32i: 0b0000_0000_0000_1000,
  mov: 0b0000_0000_0000_1101,
  nop: 0b1111_0000_0011_1101,
  ret: 0b1111_0000_0000_1101,
  retw: 0b1111_0000_0001_1101,
  s32i: 0b0000_0000_0000_1001,
} as const;

/** movi.n: imm7 3..0, s, 0, imm7 6..4, 1100; -32 to 95. */
export function moviN(s: number, immediate: number): number {
  return 0b1100 | ((immediate & 0xf) << 12) | (s << 8) | (immediate & 0x70);
}
