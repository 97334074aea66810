// The table of the Xtensa inline assembler: for each mnemonic what its operands may be, and which of them goes to which
// field. What needs more than fields, and all jumps, are functions in the second table.

import { BranchIf, BranchIfZero, RRI8, RRR, RRRN } from "../arch/xtensa/encoding.ts";

/** No operand goes to this field. */
const NO = -1;

/** An instruction whose operands fill fields. */
export interface XtensaFields {
  readonly match: number;
  readonly bytes: 2 | 3;
  readonly operandCount: number;
  /** Indices of the operands that are the registers of the fields r, s and t; -1 for none. */
  readonly registers: readonly [r: number, s: number, t: number];
  /** The last operand is an immediate of 8 bits, in units of `1 << shift` bytes. */
  readonly immediate?: { readonly min: number; readonly max: number; readonly shift: number };
}

function fields(match: number, bytes: 2 | 3, r: number, s: number, t: number): XtensaFields {
  return { match, bytes, operandCount: Math.max(r, s, t) + 1, registers: [r, s, t] };
}

/** RRR with all three fields, in their order. */
const three = (match: number): XtensaFields => fields(match, 3, 0, 1, 2);
const inS = (match: number): XtensaFields => fields(match, 3, NO, 0, NO);
const none = (match: number, bytes: 2 | 3): XtensaFields => fields(match, bytes, NO, NO, NO);

/** Load or store: register in t, base in s, an offset that is not negative. */
function access(match: number, shift: number): XtensaFields {
  return { ...fields(match, 3, NO, 1, 0), operandCount: 3, immediate: { min: 0, max: 0xff << shift, shift } };
}

/** Instructions by mnemonic; an underscore stands for the manual's dot, or behind abs, and, or for nothing. */
export const XTENSA_FIELDS: ReadonlyMap<string, XtensaFields> = new Map(
  Object.entries({
    abs_: fields(RRR.abs, 3, 0, NO, 1),
    add: three(RRR.add),
    add_n: fields(RRRN.add, 2, 0, 1, 2),
    addi: { ...access(RRI8.addi, 0), immediate: { min: -128, max: 127, shift: 0 } },
    addx2: three(RRR.addx2),
    addx4: three(RRR.addx4),
    addx8: three(RRR.addx8),
    and_: three(RRR.and),
    callx0: inS(RRR.callx0),
    jx: inS(RRR.jx),
    l16si: access(RRI8.l16si, 1),
    l16ui: access(RRI8.l16ui, 1),
    l32i: access(RRI8.l32i, 2),
    l8ui: access(RRI8.l8ui, 0),
    mov: fields(RRRN.mov, 2, NO, 1, 0),
    mov_n: fields(RRRN.mov, 2, NO, 1, 0),
    mull: three(RRR.mull),
    neg: fields(RRR.neg, 3, 0, NO, 1),
    nop: none(RRR.nop, 3),
    nop_n: none(RRRN.nop, 2),
    nsa: fields(RRR.nsa, 3, NO, 1, 0),
    nsau: fields(RRR.nsau, 3, NO, 1, 0),
    or_: three(RRR.or),
    ret: none(RRRN.ret, 2),
    ret_n: none(RRRN.ret, 2),
    s16i: access(RRI8.s16i, 1),
    s32i: access(RRI8.s32i, 2),
    s8i: access(RRI8.s8i, 0),
    sll: fields(RRR.sll, 3, 0, 1, NO),
    sra: fields(RRR.sra, 3, 0, NO, 1),
    src: three(RRR.src),
    srl: fields(RRR.srl, 3, 0, NO, 1),
    ssa8b: inS(RRR.ssa8b),
    ssa8l: inS(RRR.ssa8l),
    ssl: inS(RRR.ssl),
    ssr: inS(RRR.ssr),
    sub: three(RRR.sub),
    subx2: three(RRR.subx2),
    subx4: three(RRR.subx4),
    subx8: three(RRR.subx8),
    xor: three(RRR.xor),
  }),
);

/** Branches that compare two registers. */
export const XTENSA_BRANCHES: ReadonlyMap<string, number> = new Map([
  ["bnone", BranchIf.none],
  ["beq", BranchIf.eq],
  ["blt", BranchIf.lt],
  ["bltu", BranchIf.ltu],
  ["ball", BranchIf.all],
  ["bbc", BranchIf.bc],
  ["bany", BranchIf.any],
  ["bne", BranchIf.ne],
  ["bge", BranchIf.ge],
  ["bgeu", BranchIf.geu],
  ["bnall", BranchIf.nall],
  ["bbs", BranchIf.bs],
]);

/** Branches that compare a register with zero; there is no narrow form of them here, despite the name. */
export const XTENSA_ZERO_BRANCHES: ReadonlyMap<string, number> = new Map([
  ["beqz", BranchIfZero.eq],
  ["bnez", BranchIfZero.ne],
  ["bltz", BranchIfZero.lt],
  ["bgez", BranchIfZero.ge],
  ["beqz_n", BranchIfZero.eq],
  ["bnez_n", BranchIfZero.ne],
]);

/** Instructions that came with 1.26 (see hasWholeXtensaInline). */
export const XTENSA_ADDED: ReadonlySet<string> = new Set(
  (
    "abs_ add_n addi_n addmi addx2 addx4 addx8 bbci bbsi beqz_n bgez bltu bltz bnez_n call0 l32i_n l32r movi_n neg nop nop_n " +
    "nsa nsau ret s32i_n sll slli sra srai src srl srli ssa8b ssa8l ssai ssl ssr subx2 subx4 subx8"
  ).split(" "),
);
