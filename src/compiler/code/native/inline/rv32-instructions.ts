// The table of the RV32 inline assembler: for each mnemonic what its operands may be and how they become bits.

import * as e from "../arch/rv32/encoding.ts";
import { Extension } from "../arch/rv32/assembler.ts";
import type { Rv32Assembler } from "../arch/rv32/assembler.ts";

/** What an operand may be; a mask has a bit for each register, or each bit of an integer that the instruction holds. */
export type Rv32Operand =
  /** A register of the mask; `compressed`: x8 to x15 as 0 to 7. */
  | { readonly kind: "register"; readonly mask: number; readonly compressed: boolean }
  /** An integer, shifted left by `shift`; two's complement within the mask unless `unsigned`. */
  | IntegerOperand
  /** A label, as its distance in bytes: two's complement within the mask. */
  | { readonly kind: "label"; readonly mask: number }
  /** `offset(base)`: two values, the base first. */
  | { readonly kind: "memory"; readonly offset: IntegerOperand; readonly base: Rv32Operand };

export interface IntegerOperand {
  readonly kind: "integer";
  readonly mask: number;
  readonly shift: number;
  readonly unsigned: boolean;
  readonly nonzero: boolean;
}

export interface Rv32Instruction {
  readonly operands: readonly Rv32Operand[];
  readonly emit: (assembler: Rv32Assembler, first: number, second: number, third: number) => void;
  /** Extensions of the base that it belongs to. */
  readonly needs: number;
}

function register(mask: number, compressed = false): Rv32Operand {
  return { kind: "register", mask, compressed };
}

function integer(mask: number, more: Partial<IntegerOperand> = {}): IntegerOperand {
  return { kind: "integer", mask, shift: 0, unsigned: false, nonzero: false, ...more };
}

function label(mask: number): Rv32Operand {
  return { kind: "label", mask };
}

function memory(offset: IntegerOperand, base: Rv32Operand): Rv32Operand {
  return { kind: "memory", offset, base };
}

/** Any register; any but x0; x8 to x15; those that c.lui takes (the reference's mask leaves out x2 and x0). */
const X = register(0xffffffff);
const NONZERO_X = register(0xfffffffe);
const SHORT_X = register(0x0000ff00, true);
const LUI_X = register(0xfffffffa);

const INT6 = integer(0x3f);
const INT12 = integer(0xfff);
const UINT5 = integer(0x1f, { unsigned: true });
const UINT12 = integer(0xfff, { unsigned: true });
const UPPER = integer(0xfffff000, { shift: 12 });
const WORD_OFFSET = integer(0xfc);
const ANYTHING = integer(0xffffffff);
const SHORT_ADDRESS = memory(integer(0x7c), SHORT_X);

const BRANCH_LABEL = label(0x1ffe);
const SHORT_BRANCH_LABEL = label(0x1fe);
const SHORT_JUMP_LABEL = label(0xffe);

/** An instruction of 32 bits. */
function wide(format: e.Format, match: number, operands: readonly Rv32Operand[], needs = 0): Rv32Instruction {
  return { operands, needs, emit: (assembler, a, b, c) => assembler.u32(format(match, a, b, c)) };
}

/** An instruction of 16 bits. */
function short(format: e.Format, match: number, operands: readonly Rv32Operand[]): Rv32Instruction {
  return { operands, needs: 0, emit: (assembler, a, b, c) => assembler.u16(format(match, a, b, c)) };
}

const arithmetic = (match: number, needs?: number): Rv32Instruction => wide(e.typeR, match, [X, X, X], needs);
const immediate = (match: number): Rv32Instruction => wide(e.typeI, match, [X, X, INT12]);
const shiftImmediate = (match: number): Rv32Instruction => wide(e.typeShift, match, [X, X, UINT5]);
const control = (match: number): Rv32Instruction => wide(e.typeI, match, [X, X, UINT12]);
const controlImmediate = (match: number): Rv32Instruction => wide(e.typeCsrImmediate, match, [X, UINT12, UINT5]);
const load = (match: number): Rv32Instruction => wide(e.typeI, match, [X, memory(INT12, X)]);
const store = (match: number): Rv32Instruction => wide(e.typeS, match, [X, memory(INT12, X)]);
const branch = (match: number): Rv32Instruction => wide(e.typeB, match, [X, X, BRANCH_LABEL]);
const upper = (match: number): Rv32Instruction => wide(e.typeU, match, [X, UPPER]);
/** The reference keeps two of the three bits of each register: x12 to x15 come out as x8 to x11. */
const shortArithmetic = (match: number): Rv32Instruction =>
  short((fixed, rd, rs2) => e.typeCA(fixed, rd & 3, rs2 & 3, 0), match, [SHORT_X, SHORT_X]);
const shortShift = (match: number): Rv32Instruction => short(e.typeCBImmediate, match, [SHORT_X, UINT5]);
const shortBranch = (match: number): Rv32Instruction => short(e.typeCB, match, [SHORT_X, SHORT_BRANCH_LABEL]);
const shortMemory = (match: number): Rv32Instruction => short(e.typeCL, match, [SHORT_X, SHORT_ADDRESS]);

/** Instructions by mnemonic; an underscore stands for the manual's dot, and behind and, or for nothing. */
export const RV32_INSTRUCTIONS: ReadonlyMap<string, Rv32Instruction> = new Map(
  Object.entries({
    add: arithmetic(e.R.add),
    addi: immediate(e.I.addi),
    and_: arithmetic(e.R.and),
    andi: immediate(e.I.andi),
    auipc: upper(e.U.auipc),
    beq: branch(e.B.beq),
    bge: branch(e.B.bge),
    bgeu: branch(e.B.bgeu),
    blt: branch(e.B.blt),
    bltu: branch(e.B.bltu),
    bne: branch(e.B.bne),
    csrrc: control(e.I.csrrc),
    csrrs: control(e.I.csrrs),
    csrrw: control(e.I.csrrw),
    csrrci: controlImmediate(e.CsrImmediate.csrrci),
    csrrsi: controlImmediate(e.CsrImmediate.csrrsi),
    csrrwi: controlImmediate(e.CsrImmediate.csrrwi),
    c_add: short(e.typeCR, e.CR.add, [NONZERO_X, NONZERO_X]),
    c_addi: short(e.typeCI, e.CI.addi, [NONZERO_X, integer(0x3f, { nonzero: true })]),
    c_addi4spn: short(e.typeCIW, e.CIW.addi4spn, [SHORT_X, integer(0x3fc, { unsigned: true, nonzero: true })]),
    c_and: shortArithmetic(e.CA.and),
    c_andi: short(e.typeCBImmediate, e.CBImmediate.andi, [SHORT_X, INT6]),
    c_beqz: shortBranch(e.CB.beqz),
    c_bnez: shortBranch(e.CB.bnez),
    c_ebreak: short(e.typeCR, e.CR.ebreak, []),
    c_j: short(e.typeCJ, e.CJ.j, [SHORT_JUMP_LABEL]),
    c_jal: short(e.typeCJ, e.CJ.jal, [SHORT_JUMP_LABEL]),
    c_jalr: short(e.typeCR, e.CR.jalr, [NONZERO_X]),
    c_jr: short(e.typeCR, e.CR.jr, [NONZERO_X]),
    c_li: short(e.typeCI, e.CI.li, [NONZERO_X, INT6]),
    c_lui: short(e.typeCIUpper, e.CI.lui, [LUI_X, integer(0x1f800, { shift: 12, unsigned: true, nonzero: true })]),
    c_lw: shortMemory(e.CL.lw),
    c_lwsp: short(e.typeCIStack, e.CI.lwsp, [NONZERO_X, WORD_OFFSET]),
    c_mv: short(e.typeCR, e.CR.mv, [NONZERO_X, NONZERO_X]),
    c_nop: short(e.typeCI, e.CI.nop, []),
    c_or: shortArithmetic(e.CA.or),
    c_slli: short(e.typeCI, e.CI.slli, [NONZERO_X, UINT5]),
    c_srai: shortShift(e.CBImmediate.srai),
    c_srli: shortShift(e.CBImmediate.srli),
    c_sub: shortArithmetic(e.CA.sub),
    c_sw: shortMemory(e.CL.sw),
    c_swsp: short(e.typeCSS, e.CSS.swsp, [X, WORD_OFFSET]),
    c_xor: shortArithmetic(e.CA.xor),
    div: arithmetic(e.R.div),
    divu: arithmetic(e.R.divu),
    ebreak: wide(e.typeI, e.I.ebreak, []),
    ecall: wide(e.typeI, e.I.ecall, []),
    jal: wide(e.typeJ, e.J.jal, [X, label(0x1ffffe)]),
    jalr: immediate(e.I.jalr),
    la: {
      operands: [X, label(0xffffffff)],
      needs: 0,
      emit: (assembler, dest, distance) => assembler.addressAt(dest, distance),
    },
    lb: load(e.I.lb),
    lbu: load(e.I.lbu),
    lh: load(e.I.lh),
    lhu: load(e.I.lhu),
    li: { operands: [X, ANYTHING], needs: 0, emit: (assembler, dest, value) => assembler.movRegImm(dest, value) },
    lui: upper(e.U.lui),
    lw: load(e.I.lw),
    mv: short(e.typeCR, e.CR.mv, [X, X]),
    mul: arithmetic(e.R.mul),
    mulh: arithmetic(e.R.mulh),
    mulhsu: arithmetic(e.R.mulhsu),
    mulhu: arithmetic(e.R.mulhu),
    or_: arithmetic(e.R.or),
    ori: immediate(e.I.ori),
    rem: arithmetic(e.R.rem),
    remu: arithmetic(e.R.remu),
    sb: store(e.S.sb),
    sh: store(e.S.sh),
    sh1add: arithmetic(e.R.sh1add, Extension.zba),
    sh2add: arithmetic(e.R.sh2add, Extension.zba),
    sh3add: arithmetic(e.R.sh3add, Extension.zba),
    sll: arithmetic(e.R.sll),
    slli: shiftImmediate(e.I.slli),
    slt: arithmetic(e.R.slt),
    slti: immediate(e.I.slti),
    sltiu: immediate(e.I.sltiu),
    sltu: arithmetic(e.R.sltu),
    sra: arithmetic(e.R.sra),
    srai: shiftImmediate(e.I.srai),
    srl: arithmetic(e.R.srl),
    srli: shiftImmediate(e.I.srli),
    sub: arithmetic(e.R.sub),
    sw: store(e.S.sw),
    xor: arithmetic(e.R.xor),
    xori: immediate(e.I.xori),
  }),
);

/** Zcmp instructions that take a register list and a stack adjustment. */
export const RV32_PUSH_POP: ReadonlyMap<string, number> = new Map([
  ["cm_push", e.CMPP.push],
  ["cm_pop", e.CMPP.pop],
  ["cm_popret", e.CMPP.popret],
  ["cm_popretz", e.CMPP.popretz],
]);

/** Zcmp instructions that move two of s0 to s7. */
export const RV32_DOUBLE_MOVES: ReadonlyMap<string, number> = new Map([
  ["cm_mva01s", e.CMMV.mva01s],
  ["cm_mvsa01", e.CMMV.mvsa01],
]);
