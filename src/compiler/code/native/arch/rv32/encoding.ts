// RV32IMC instructions with Zicsr, Zba and Zcmp as numbers. Formats carry the names of the RISC-V manual, and the
// tables beside each give the fixed bits, field by field as its listings print them (operand bits as zeros). A format
// takes the fixed bits and the operands in assembler order and keeps the low bits of each operand: who calls it has
// checked that they fit. Nothing here writes anything, so each instruction can be tested alone.

/** Integer registers by their ABI names. */
export const Reg = {
  zero: 0,
  ra: 1,
  sp: 2,
  gp: 3,
  tp: 4,
  t0: 5,
  t1: 6,
  t2: 7,
  s0: 8,
  s1: 9,
  a0: 10,
  a1: 11,
  a2: 12,
  a3: 13,
  a4: 14,
  a5: 15,
  a6: 16,
  a7: 17,
  s2: 18,
  s3: 19,
  s4: 20,
  s5: 21,
  s6: 22,
  s7: 23,
  s8: 24,
  s9: 25,
  s10: 26,
  s11: 27,
  t3: 28,
  t4: 29,
  t5: 30,
  t6: 31,
} as const;

/** How a format puts operands into the fixed bits. */
export type Format = (match: number, first: number, second: number, third: number) => number;

/** Whether a register can be named by the three bits of most compressed instructions: x8 to x15. */
export function isCompressible(register: number): boolean {
  return register >= 8 && register <= 15;
}

// --- 32 bits ---

/** Register to register: rd, rs1, rs2. */
export const typeR: Format = (match, rd, rs1, rs2) => match | (rd << 7) | (rs1 << 15) | (rs2 << 20);

export const R = {
  add: 0b0000000_00000_00000_000_00000_0110011,
  and: 0b0000000_00000_00000_111_00000_0110011,
  div: 0b0000001_00000_00000_100_00000_0110011,
  divu: 0b0000001_00000_00000_101_00000_0110011,
  mul: 0b0000001_00000_00000_000_00000_0110011,
  mulh: 0b0000001_00000_00000_001_00000_0110011,
  mulhsu: 0b0000001_00000_00000_010_00000_0110011,
  mulhu: 0b0000001_00000_00000_011_00000_0110011,
  or: 0b0000000_00000_00000_110_00000_0110011,
  rem: 0b0000001_00000_00000_110_00000_0110011,
  remu: 0b0000001_00000_00000_111_00000_0110011,
  sh1add: 0b0010000_00000_00000_010_00000_0110011,
  sh2add: 0b0010000_00000_00000_100_00000_0110011,
  sh3add: 0b0010000_00000_00000_110_00000_0110011,
  sll: 0b0000000_00000_00000_001_00000_0110011,
  slt: 0b0000000_00000_00000_010_00000_0110011,
  sltu: 0b0000000_00000_00000_011_00000_0110011,
  sra: 0b0100000_00000_00000_101_00000_0110011,
  srl: 0b0000000_00000_00000_101_00000_0110011,
  sub: 0b0100000_00000_00000_000_00000_0110011,
  xor: 0b0000000_00000_00000_100_00000_0110011,
} as const;

/** Immediate of 12 bits: rd, rs1, immediate. */
export const typeI: Format = (match, rd, rs1, immediate) => match | (rd << 7) | (rs1 << 15) | (immediate << 20);

export const I = {
  addi: 0b000000000000_00000_000_00000_0010011,
  andi: 0b000000000000_00000_111_00000_0010011,
  csrrc: 0b000000000000_00000_011_00000_1110011,
  csrrs: 0b000000000000_00000_010_00000_1110011,
  csrrw: 0b000000000000_00000_001_00000_1110011,
  ebreak: 0b000000000001_00000_000_00000_1110011,
  ecall: 0b000000000000_00000_000_00000_1110011,
  jalr: 0b000000000000_00000_000_00000_1100111,
  lb: 0b000000000000_00000_000_00000_0000011,
  lbu: 0b000000000000_00000_100_00000_0000011,
  lh: 0b000000000000_00000_001_00000_0000011,
  lhu: 0b000000000000_00000_101_00000_0000011,
  lw: 0b000000000000_00000_010_00000_0000011,
  ori: 0b000000000000_00000_110_00000_0010011,
  slli: 0b0000000_00000_00000_001_00000_0010011,
  slti: 0b000000000000_00000_010_00000_0010011,
  sltiu: 0b000000000000_00000_011_00000_0010011,
  srai: 0b0100000_00000_00000_101_00000_0010011,
  srli: 0b0000000_00000_00000_101_00000_0010011,
  xori: 0b000000000000_00000_100_00000_0010011,
} as const;

/** Shift by an immediate of 5 bits, a variant of {@link typeI}: rd, rs1, count. */
export const typeShift: Format = (match, rd, rs1, count) => match | (rd << 7) | (rs1 << 15) | ((count & 0x1f) << 20);

/** Access to a control register with an immediate of 5 bits, a variant of {@link typeI}: rd, csr, immediate. */
export const typeCsrImmediate: Format = (match, rd, csr, immediate) =>
  match | (rd << 7) | ((immediate & 0x1f) << 15) | (csr << 20);

export const CsrImmediate = {
  csrrci: 0b000000000000_00000_111_00000_1110011,
  csrrsi: 0b000000000000_00000_110_00000_1110011,
  csrrwi: 0b000000000000_00000_101_00000_1110011,
} as const;

/** Store: source rs2, base rs1, offset. */
export const typeS: Format = (match, rs2, rs1, offset) =>
  match | ((offset & 0x1f) << 7) | (rs1 << 15) | (rs2 << 20) | ((offset & 0xfe0) << 20);

export const S = {
  sb: 0b0000000_00000_00000_000_00000_0100011,
  sh: 0b0000000_00000_00000_001_00000_0100011,
  sw: 0b0000000_00000_00000_010_00000_0100011,
} as const;

/** Branch: rs1, rs2, offset in bytes (13 bits, even). */
export const typeB: Format = (match, rs1, rs2, offset) =>
  match |
  ((offset & 0x800) >> 4) |
  ((offset & 0x1e) << 7) |
  (rs1 << 15) |
  (rs2 << 20) |
  ((offset & 0x7e0) << 20) |
  ((offset & 0x1000) << 19);

export const B = {
  beq: 0b0000000_00000_00000_000_00000_1100011,
  bge: 0b0000000_00000_00000_101_00000_1100011,
  bgeu: 0b0000000_00000_00000_111_00000_1100011,
  blt: 0b0000000_00000_00000_100_00000_1100011,
  bltu: 0b0000000_00000_00000_110_00000_1100011,
  bne: 0b0000000_00000_00000_001_00000_1100011,
} as const;

/** Upper 20 bits: rd, immediate (its low 12 bits are dropped). */
export const typeU: Format = (match, rd, immediate) => match | (rd << 7) | (immediate & 0xfffff000);

export const U = {
  auipc: 0b00000000000000000000_00000_0010111,
  lui: 0b00000000000000000000_00000_0110111,
} as const;

/** Jump: rd, offset in bytes (21 bits, even). */
export const typeJ: Format = (match, rd, offset) =>
  match |
  (rd << 7) |
  (offset & 0xff000) |
  ((offset & 0x800) << 9) |
  ((offset & 0x7fe) << 20) |
  ((offset & 0x100000) << 11);

export const J = { jal: 0b00000000000000000000_00000_1101111 } as const;

// --- 16 bits; an apostrophe in the manual's rd' and rs' means a register of x8 to x15, given here as 0 to 7 ---

/** Register: rd, rs2 (0 where there is none). */
export const typeCR: Format = (match, rd, rs2) => match | (rd << 7) | (rs2 << 2);

export const CR = {
  add: 0b1001_00000_00000_10,
  ebreak: 0b1001_00000_00000_10,
  jalr: 0b1001_00000_00000_10,
  jr: 0b1000_00000_00000_10,
  mv: 0b1000_00000_00000_10,
} as const;

/** Immediate of 6 bits: rd, immediate. */
export const typeCI: Format = (match, rd, immediate) =>
  match | ((immediate & 0x20) << 7) | (rd << 7) | ((immediate & 0x1f) << 2);

export const CI = {
  addi: 0b000_0_00000_00000_01,
  li: 0b010_0_00000_00000_01,
  lui: 0b011_0_00000_00000_01,
  lwsp: 0b010_0_00000_00000_10,
  nop: 0b000_0_00000_00000_01,
  slli: 0b000_0_00000_00000_10,
} as const;

/** Upper immediate, a variant of {@link typeCI}: rd, immediate (its low 12 bits are dropped). */
export const typeCIUpper: Format = (match, rd, immediate) => typeCI(match, rd, immediate >> 12, 0);

/** Bits 5..2 and 7..6 of a stack offset, as c.lwsp and c.swsp hold them. */
function stackOffset(offset: number): number {
  return (offset & 0x3c) | ((offset & 0xc0) >> 6);
}

/** Load from the stack, a variant of {@link typeCI}: rd, offset in bytes. */
export const typeCIStack: Format = (match, rd, offset) => typeCI(match, rd, stackOffset(offset), 0);

/** Store to the stack: rs2, offset in bytes. */
export const typeCSS: Format = (match, rs2, offset) => match | (stackOffset(offset) << 7) | (rs2 << 2);

export const CSS = { swsp: 0b110_000000_00000_10 } as const;

/** Wide immediate: rd', immediate (10 bits, a multiple of 4). Takes x8 to x15 under their own numbers too. */
export const typeCIW: Format = (match, rd, immediate) =>
  match |
  ((immediate & 0x30) << 7) |
  ((immediate & 0x3c0) << 1) |
  ((immediate & 4) << 4) |
  ((immediate & 8) << 2) |
  ((rd & 7) << 2);

export const CIW = { addi4spn: 0b000_00000000_000_00 } as const;

/** Load and store: rd' or rs2', base rs1', offset in bytes (7 bits, a multiple of 4). */
export const typeCL: Format = (match, register, base, offset) =>
  match | ((offset & 0x38) << 7) | (base << 7) | ((offset & 4) << 4) | ((offset & 0x40) >> 1) | (register << 2);

export const CL = {
  lw: 0b010_000_000_00_000_00,
  sw: 0b110_000_000_00_000_00,
} as const;

/** Arithmetic: rd', rs2'. */
export const typeCA: Format = (match, rd, rs2) => match | (rd << 7) | (rs2 << 2);

export const CA = {
  and: 0b100011_000_11_000_01,
  or: 0b100011_000_10_000_01,
  sub: 0b100011_000_00_000_01,
  xor: 0b100011_000_01_000_01,
} as const;

/** Branch: rs1', offset in bytes (9 bits, even). */
export const typeCB: Format = (match, rs1, offset) =>
  match |
  ((offset & 0x100) << 4) |
  ((offset & 0x18) << 7) |
  (rs1 << 7) |
  ((offset & 0xc0) >> 1) |
  ((offset & 6) << 2) |
  ((offset & 0x20) >> 3);

export const CB = {
  beqz: 0b110_000_000_00000_01,
  bnez: 0b111_000_000_00000_01,
} as const;

/** Arithmetic with an immediate of 6 bits, a variant of {@link typeCB}: rd', immediate. */
export const typeCBImmediate: Format = (match, rd, immediate) =>
  match | ((immediate & 0x20) << 7) | (rd << 7) | ((immediate & 0x1f) << 2);

export const CBImmediate = {
  andi: 0b100_0_10_000_00000_01,
  srai: 0b100_0_01_000_00000_01,
  srli: 0b100_0_00_000_00000_01,
} as const;

/** Jump: offset in bytes (12 bits, even). */
export const typeCJ: Format = (match, offset) =>
  match |
  ((offset & 0x800) << 1) |
  ((offset & 0x10) << 7) |
  ((offset & 0x300) << 1) |
  ((offset & 0x400) >> 2) |
  ((offset & 0x40) << 1) |
  ((offset & 0x80) >> 1) |
  ((offset & 0xe) << 2) |
  ((offset & 0x20) >> 3);

export const CJ = {
  j: 0b101_00000000000_01,
  jal: 0b001_00000000000_01,
} as const;

// --- Zcmp ---

/**
 * Push and pop: register list (4: ra; 5: ra and s0; up to 15: all of s0 to s11), additional stack in units of 16 bytes.
 */
export const typeCMPP: Format = (match, list, stack) => match | (list << 4) | ((stack & 3) << 2);

export const CMPP = {
  pop: 0b101110_10_0000_00_10,
  popret: 0b101111_10_0000_00_10,
  popretz: 0b101111_00_0000_00_10,
  push: 0b101110_00_0000_00_10,
} as const;

/** s0 to s7, the registers that a Zcmp move can name, as 3 bits. */
function savedRegister(register: number): number {
  return register <= Reg.s1 ? register - Reg.s0 : register - Reg.s2 + 2;
}

/** Move of two saved registers: r1s', r2s'. */
export const typeCMMV: Format = (match, first, second) =>
  match | (savedRegister(first) << 7) | (savedRegister(second) << 2);

export const CMMV = {
  mva01s: 0b101011_000_11_000_10,
  mvsa01: 0b101011_000_01_000_10,
} as const;
