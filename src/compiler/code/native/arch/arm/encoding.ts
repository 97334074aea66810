// ARM instructions as numbers, without the condition in their top four bits, which the assembler adds. Names and
// layouts follow the ARM architecture manual (A32): d, n, m and s are registers.

/** Registers with a role of their own. */
export const ArmReg = {
  r0: 0,
  r1: 1,
  r2: 2,
  r3: 3,
  r4: 4,
  r5: 5,
  r6: 6,
  r7: 7,
  r8: 8,
  sp: 13,
  lr: 14,
  pc: 15,
} as const;

/** Condition codes; the lowest bit inverts one. */
export const Condition = {
  equal: 0x0,
  notEqual: 0x1,
  carrySet: 0x2,
  carryClear: 0x3,
  higher: 0x8,
  lowerOrSame: 0x9,
  greaterOrEqual: 0xa,
  less: 0xb,
  greater: 0xc,
  lessOrEqual: 0xd,
  always: 0xe,
} as const;

/** Data processing, 00 i oooo s nnnn dddd, with the second operand a register; `IMMEDIATE` makes it 8 bits. */
export const Data = {
  and: 0x0000000,
  eor: 0x0200000,
  sub: 0x0400000,
  rsb: 0x0600000,
  add: 0x0800000,
  cmp: 0x1500000,
  orr: 0x1800000,
  mov: 0x1a00000,
  mvn: 0x1e00000,
} as const;

/** Bit i of data processing. */
export const IMMEDIATE = 0x2000000;

export function data(op: number, dest: number, first: number, second: number): number {
  return op | (first << 16) | (dest << 12) | second;
}

/** Shift of a register's value by another register (mov d, m, shift s), 0001101 0 0000 dddd ssss 0tt1 mmmm. */
export const Shift = { lsl: 0x1a00010, lsr: 0x1a00030, asr: 0x1a00050 } as const;

export function shift(op: number, dest: number, source: number, count: number): number {
  return op | (dest << 12) | (count << 8) | source;
}

/** dest = source << 1. */
export function doubled(dest: number, source: number): number {
  return 0x1a00080 | (dest << 12) | source;
}

/** dest = first * second; the manual requires that dest and first differ. 000000 0 0 dddd 0000 ssss 1001 mmmm. */
export function multiply(dest: number, first: number, second: number): number {
  return 0x0000090 | (dest << 16) | (second << 8) | first;
}

/** Words and bytes, 01 0 1 1 b 0 l nnnn dddd and 12 bits of offset in bytes. */
export const Transfer = { str: 0x5800000, ldr: 0x5900000, strb: 0x5c00000, ldrb: 0x5d00000 } as const;

/**
 * Added to {@link Transfer}: the offset is a register, shifted left by the two bits of `WORDS` where that is added too.
 */
export const BY_REGISTER = 0x2000000;
export const WORDS = 0x0000100;

export function transfer(op: number, reg: number, base: number, offset: number): number {
  return op | (base << 16) | (reg << 12) | offset;
}

/** Half-words, 000 1 1 i 0 l nnnn dddd hhhh 1011 llll: the offset is a register, or 8 bits in two parts (i = 1). */
export const HalfTransfer = { strh: 0x18000b0, ldrh: 0x19000b0 } as const;

export function halfTransfer(op: number, reg: number, base: number, offset: number): number {
  return op | 0x0400000 | (base << 16) | (reg << 12) | ((offset & 0xf0) << 4) | (offset & 0xf);
}

export function halfTransferByRegister(op: number, reg: number, base: number, index: number): number {
  return op | (base << 16) | (reg << 12) | index;
}

/** stmfd sp!, {…} and ldmfd sp!, {…}: a bit for each register. */
export function push(list: number): number {
  return 0x92d0000 | list;
}

export function pop(list: number): number {
  return 0x8bd0000 | list;
}

/** 1010 and 24 bits: branch by `words` from the program counter. */
export function branch(words: number): number {
  return 0xa000000 | (words & 0xffffff);
}

export function branchExchange(register: number): number {
  return 0x12fff10 | register;
}
