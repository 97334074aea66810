// Every instruction that the Xtensa encoders know, at the ends of each operand's range, and the native emitter's
// operations at each place where they change their form. The assembler at hand is for a processor without register
// windows: entry, callx8 and retw.n are in xtensa-encodings.test.ts, with the words that ESP32 listings show.

import { label } from "../labels.ts";
import type { Comparison } from "../../../src/compiler/code/native/arch/arch.ts";
import { Call0Assembler } from "../../../src/compiler/code/native/arch/xtensa/assembler.ts";
import * as e from "../../../src/compiler/code/native/arch/xtensa/encoding.ts";
import { casesOf, type EncodingCase, type OperandValues } from "./listing.ts";
import { TODAY } from "../../../src/firmware/index.ts";

const ANY: OperandValues = [0, 1, 15];
const BYTE: OperandValues = [0, 127, 128, 255];
const DISTANCE8: OperandValues = [-128, -1, 0, 127];

type Encode = (...values: number[]) => number;

function wide(operands: readonly OperandValues[], text: (...v: number[]) => string, encode: Encode): EncodingCase[] {
  return casesOf(operands, text, (...values) => littleEndian(encode(...values), 3));
}

function narrow(operands: readonly OperandValues[], text: (...v: number[]) => string, encode: Encode): EncodingCase[] {
  return casesOf(operands, text, (...values) => littleEndian(encode(...values), 2));
}

function littleEndian(value: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => (value >>> (index * 8)) & 0xff);
}

/** A branch's target. */
function target(distance: number): string {
  return `. + 4 + (${distance})`;
}

const THREE = [
  "add",
  "addx2",
  "addx4",
  "addx8",
  "and",
  "mull",
  "or",
  "src",
  "sub",
  "subx2",
  "subx4",
  "subx8",
  "xor",
] as const;
const ONE_IN_S = ["callx0", "jx", "ssa8b", "ssa8l", "ssl", "ssr"] as const;

/** Loads and stores with the bytes of their unit. */
const ACCESSES = [
  ["l8ui", 1],
  ["l16ui", 2],
  ["l16si", 2],
  ["l32i", 4],
  ["s8i", 1],
  ["s16i", 2],
  ["s32i", 4],
] as const;

const BIT_BRANCHES = ["bci", "bsi"] as const;

export const XTENSA_CASES: readonly EncodingCase[] = [
  ...THREE.flatMap((name) =>
    wide(
      [ANY, ANY, ANY],
      (r, s, t) => `${name} a${r}, a${s}, a${t}`,
      (r, s, t) => e.rrr(e.RRR[name], r!, s!, t!),
    ),
  ),
  ...(["abs", "neg", "sra", "srl"] as const).flatMap((name) =>
    wide(
      [ANY, ANY],
      (r, t) => `${name} a${r}, a${t}`,
      (r, t) => e.rrr(e.RRR[name], r!, 0, t!),
    ),
  ),
  ...(["nsa", "nsau"] as const).flatMap((name) =>
    wide(
      [ANY, ANY],
      (t, s) => `${name} a${t}, a${s}`,
      (t, s) => e.rrr(e.RRR[name], 0, s!, t!),
    ),
  ),
  ...wide(
    [ANY, ANY],
    (r, s) => `sll a${r}, a${s}`,
    (r, s) => e.rrr(e.RRR.sll, r!, s!, 0),
  ),
  ...ONE_IN_S.flatMap((name) =>
    wide(
      [ANY],
      (s) => `${name} a${s}`,
      (s) => e.rrr(e.RRR[name], 0, s!, 0),
    ),
  ),
  ...wide(
    [],
    () => "nop",
    () => e.RRR.nop,
  ),
  ...wide(
    [[0, 15, 16, 31]],
    (n) => `ssai ${n}`,
    (n) => e.rrr(e.RRR.ssai, 0, n! & 15, n! >> 4),
  ),
  ...wide(
    [ANY, ANY, [1, 15, 16, 31]],
    (r, s, n) => `slli a${r}, a${s}, ${n}`,
    (r, s, n) => e.rrr(e.ShiftImmediate.slli | e.countHigh(32 - n!), r!, s!, (32 - n!) & 15),
  ),
  ...wide(
    [ANY, ANY, [0, 15, 16, 31]],
    (r, t, n) => `srai a${r}, a${t}, ${n}`,
    (r, t, n) => e.rrr(e.ShiftImmediate.srai | e.countHigh(n!), r!, n! & 15, t!),
  ),
  ...wide(
    [ANY, ANY, [0, 15]],
    (r, t, n) => `srli a${r}, a${t}, ${n}`,
    (r, t, n) => e.rrr(e.RRR.srli, r!, n!, t!),
  ),
  ...wide(
    [ANY, ANY, [-128, -1, 0, 127]],
    (t, s, n) => `addi a${t}, a${s}, ${n}`,
    (t, s, n) => e.rri8(e.RRI8.addi, s!, t!, n!),
  ),
  ...wide(
    [ANY, ANY, [-128, -1, 0, 127]],
    (t, s, n) => `addmi a${t}, a${s}, ${n! * 256}`,
    (t, s, n) => e.rri8(e.RRI8.addmi, s!, t!, n!),
  ),
  ...ACCESSES.flatMap(([name, unit]) =>
    wide(
      [ANY, ANY, BYTE],
      (t, s, n) => `${name} a${t}, a${s}, ${n! * unit}`,
      (t, s, n) => e.rri8(e.RRI8[name], s!, t!, n!),
    ),
  ),
  ...wide(
    [ANY, [-2048, -1, 0, 2047]],
    (t, n) => `movi a${t}, ${n}`,
    (t, n) => e.movi(t!, n!),
  ),
  ...Object.entries(e.BranchIf)
    .filter(([name]) => !BIT_BRANCHES.includes(name as "bci"))
    .flatMap(([name, condition]) =>
      wide(
        [ANY, ANY, DISTANCE8],
        (s, t, n) => `b${name} a${s}, a${t}, ${target(n!)}`,
        (s, t, n) => e.branch(condition, s!, t!, n!),
      ),
    ),
  ...BIT_BRANCHES.flatMap((name) =>
    wide(
      [ANY, [0, 15, 16, 31], DISTANCE8],
      (s, bit, n) => `b${name} a${s}, ${bit}, ${target(n!)}`,
      (s, bit, n) => e.branch(e.BranchIf[name] | (bit! >> 4), s!, bit! & 15, n!),
    ),
  ),
  ...Object.entries(e.BranchIfZero).flatMap(([name, condition]) =>
    wide(
      [ANY, [-2048, -1, 0, 2047]],
      (s, n) => `b${name}z a${s}, ${target(n!)}`,
      (s, n) => e.branchZero(condition, s!, n!),
    ),
  ),
  ...wide(
    [[-131072, -1, 0, 131071]],
    (n) => `j ${target(n!)}`,
    (n) => e.call(e.CALL.j, n!),
  ),
  ...wide(
    [[-131072, -1, 0, 131071]],
    (n) => `call0 ${target(n! * 4)}`,
    (n) => e.call(e.CALL.call0, n!),
  ),
  ...wide(
    [ANY, [-65536, -2, -1]],
    (t, n) => `l32r a${t}, . + (${n! * 4})`,
    (t, n) => e.l32r(t!, n!),
  ),
  ...narrow(
    [ANY, ANY, ANY],
    (r, s, t) => `add.n a${r}, a${s}, a${t}`,
    (r, s, t) => e.rrrn(e.RRRN.add, r!, s!, t!),
  ),
  // A t of 0 stands for -1.
  ...narrow(
    [ANY, ANY, [-1, 1, 15]],
    (r, s, n) => `addi.n a${r}, a${s}, ${n}`,
    (r, s, n) => e.rrrn(e.RRRN.addi, r!, s!, Math.max(n!, 0)),
  ),
  ...(["l32i", "s32i"] as const).flatMap((name) =>
    narrow(
      [ANY, ANY, [0, 1, 15]],
      (t, s, n) => `${name}.n a${t}, a${s}, ${n! * 4}`,
      (t, s, n) => e.rrrn(e.RRRN[name], n!, s!, t!),
    ),
  ),
  ...narrow(
    [ANY, ANY],
    (t, s) => `mov.n a${t}, a${s}`,
    (t, s) => e.rrrn(e.RRRN.mov, 0, s!, t!),
  ),
  ...narrow(
    [ANY, [-32, -1, 0, 63, 64, 95]],
    (s, n) => `movi.n a${s}, ${n}`,
    (s, n) => e.moviN(s!, n!),
  ),
  ...narrow(
    [],
    () => "nop.n",
    () => e.RRRN.nop,
  ),
  ...narrow(
    [],
    () => "ret.n",
    () => e.RRRN.ret,
  ),
];

/** What one operation of the assembler emits. */
function operation(source: string, run: (assembler: Call0Assembler) => void): EncodingCase {
  const assembler = new Call0Assembler(TODAY);
  for (const emitting of [false, false, true]) {
    assembler.startPass(emitting);
    run(assembler);
    assembler.endPass();
  }
  return { source, bytes: [...assembler.toBytes()] };
}

/** A jump over `bytes` of code backwards: the jump alone is compared. */
function jumpBack(source: string, bytes: number, run: (assembler: Call0Assembler) => void): EncodingCase {
  const { bytes: all } = operation(source, (assembler) => {
    assembler.assignLabel(label(0));
    for (let done = 0; done < bytes; done++) assembler.u8(0);
    run(assembler);
  });
  return { source, bytes: all.slice(bytes) };
}

/** Branches that {@link Call0Assembler.setIf} takes, signed and unsigned, with their operands. */
const COMPARISONS: readonly [keyof typeof Comparison, string, string][] = [
  ["less", "blt a3, a4", "bltu a3, a4"],
  ["more", "blt a4, a3", "bltu a4, a3"],
  ["equal", "beq a3, a4", "beq a3, a4"],
  ["lessEqual", "bge a4, a3", "bgeu a4, a3"],
  ["moreEqual", "bge a3, a4", "bgeu a3, a4"],
  ["notEqual", "bne a3, a4", "bne a3, a4"],
];

const SAVES = "s32i.n a0, a1, 0; s32i.n a12, a1, 4; s32i.n a13, a1, 8; s32i.n a14, a1, 12; s32i.n a15, a1, 16";
const RESTORES = "l32i.n a15, a1, 16; l32i.n a14, a1, 12; l32i.n a13, a1, 8; l32i.n a12, a1, 4; l32i.n a0, a1, 0";

/** Operations of the native emitter, in the forms that they take. */
export const XTENSA_OPERATION_CASES: readonly EncodingCase[] = [
  ...[-32, 0, 95].map((n) => operation(`movi.n a3, ${n}`, (a) => a.movRegImm(3, n))),
  ...[-2048, -33, 96, 2047].map((n) => operation(`movi a3, ${n}`, (a) => a.movRegImm(3, n))),
  operation(
    `j 1f; .balign 4, 0; .word 2048, 0xfffff7ff; 1: addi a1, a1, -32; ${SAVES}; l32r a3, . - 21; l32r a4, . - 20`,
    (a) => (a.entry(0), a.movRegImm(3, 2048), a.movRegImm(4, -2049)),
  ),
  ...COMPARISONS.flatMap(([name, signed, unsigned], code) => [
    operation(`movi.n a2, 1; ${signed}, . + 5; movi.n a2, 0`, (a) => a.setIf(code as 0, false, 2, 3, 4)),
    ...(name === "equal" || name === "notEqual"
      ? []
      : [operation(`movi.n a2, 1; ${unsigned}, . + 5; movi.n a2, 0`, (a) => a.setIf(code as 0, true, 2, 3, 4))]),
  ]),
  operation("ssl a4; sll a3, a3", (a) => a.shift(0, 3, 4)),
  operation("ssr a4; srl a3, a3", (a) => a.shift(1, 3, 4)),
  operation("ssr a4; sra a3, a3", (a) => a.shift(2, 3, 4)),
  operation("movi.n a3, -1; xor a2, a2, a3", (a) => a.not(2)),
  operation("neg a3, a3", (a) => a.negate(3)),
  operation("and a3, a3, a4", (a) => a.and(3, 4)),
  operation("or a3, a3, a4", (a) => a.or(3, 4)),
  operation("xor a3, a3, a4", (a) => a.xor(3, 4)),
  operation("add.n a3, a3, a4", (a) => a.add(3, 4)),
  operation("sub a3, a3, a4", (a) => a.sub(3, 4)),
  operation("mull a3, a3, a4", (a) => a.mul(3, 4)),
  operation("mov.n a3, a4", (a) => a.movRegReg(3, 4)),
  operation("movi.n a3, 0", (a) => a.clear(3)),
  operation("jx a3", (a) => a.jumpRegister(3)),

  // Memory: the short form, the common one, and the far one.
  operation("l32i.n a3, a4, 60", (a) => a.load(2, 3, 4, 15)),
  operation("l32i a3, a4, 64", (a) => a.load(2, 3, 4, 16)),
  operation("l32i a3, a4, 1020", (a) => a.load(2, 3, 4, 255)),
  operation("movi a3, 1024; add.n a3, a4, a3; l32i.n a3, a3, 0", (a) => a.load(2, 3, 4, 256)),
  operation("movi.n a3, -4; add.n a3, a4, a3; l32i.n a3, a3, 0", (a) => a.load(2, 3, 4, -1)),
  operation("l16ui a3, a4, 510", (a) => a.load(1, 3, 4, 255)),
  operation("movi a3, 512; add.n a3, a4, a3; l16ui a3, a3, 0", (a) => a.load(1, 3, 4, 256)),
  operation("l8ui a3, a4, 255", (a) => a.load(0, 3, 4, 255)),
  operation("movi a3, 256; add.n a3, a4, a3; l8ui a3, a3, 0", (a) => a.load(0, 3, 4, 256)),
  operation("s32i.n a3, a4, 60", (a) => a.store(2, 3, 4, 15)),
  operation("s32i a3, a4, 64", (a) => a.store(2, 3, 4, 16)),
  operation("movi a6, 1024; add.n a6, a4, a6; s32i.n a3, a6, 0", (a) => a.store(2, 3, 4, 256)),
  operation("s16i a3, a4, 510", (a) => a.store(1, 3, 4, 255)),
  operation("movi a6, 512; add.n a6, a4, a6; s16i a3, a6, 0", (a) => a.store(1, 3, 4, 256)),
  operation("s8i a3, a4, 255", (a) => a.store(0, 3, 4, 255)),
  operation("movi.n a6, -1; add.n a6, a4, a6; s8i a3, a6, 0", (a) => a.store(0, 3, 4, -1)),
  operation("add.n a4, a5, a4; l8ui a3, a4, 0", (a) => a.loadIndexed(0, 3, 4, 5)),
  operation("addx2 a4, a5, a4; l16ui a3, a4, 0", (a) => a.loadIndexed(1, 3, 4, 5)),
  operation("addx4 a4, a5, a4; l32i.n a3, a4, 0", (a) => a.loadIndexed(2, 3, 4, 5)),
  operation("add.n a4, a5, a4; s8i a3, a4, 0", (a) => a.storeIndexed(0, 3, 4, 5)),
  operation("addx2 a4, a5, a4; s16i a3, a4, 0", (a) => a.storeIndexed(1, 3, 4, 5)),
  operation("addx4 a4, a5, a4; s32i.n a3, a4, 0", (a) => a.storeIndexed(2, 3, 4, 5)),

  // Frames; locals lie above the five saved registers.
  operation(`addi a1, a1, -128; ${SAVES}`, (a) => a.entry(27)),
  operation(`movi a9, 144; sub a1, a1, a9; ${SAVES}`, (a) => a.entry(28)),
  operation(`addi a1, a1, -112; ${SAVES}; ${RESTORES}; addi a1, a1, 112; ret.n`, (a) => (a.entry(23), a.exit())),
  operation(`addi a1, a1, -128; ${SAVES}; ${RESTORES}; movi a9, 128; add.n a1, a1, a9; ret.n`, (a) => {
    a.entry(24);
    a.exit();
  }),
  operation("s32i a3, a1, 20", (a) => a.movLocalReg(0, 3)),
  operation("s32i a3, a1, 1020", (a) => a.movLocalReg(250, 3)),
  operation("l32i a3, a1, 1020", (a) => a.movRegLocal(3, 250)),
  operation("addi a3, a1, 124", (a) => a.movRegLocalAddress(3, 26)),
  operation("movi a3, 128; add.n a3, a3, a1", (a) => a.movRegLocalAddress(3, 27)),

  // Jumps: the longest of each short form, and the next.
  jumpBack("j . - 2", 2, (a) => a.jump(label(0))),
  jumpBack("beqz a3, . - 2044", 2044, (a) => a.jumpIfZero(3, label(0))),
  jumpBack("bnez a3, . + 6; j . - 2048", 2045, (a) => a.jumpIfZero(3, label(0))),
  jumpBack("bnez a3, . - 2044", 2044, (a) => a.jumpIfNonzero(3, label(0))),
  jumpBack("beq a3, a4, . - 124", 124, (a) => a.jumpIfEqual(3, 4, label(0))),
  jumpBack("bne a3, a4, . + 6; j . - 128", 125, (a) => a.jumpIfEqual(3, 4, label(0))),
  operation("bnez a3, . + 6; j . + 3", (a) => (a.jumpIfZero(3, label(0)), a.assignLabel(label(0)))),
  operation("bne a3, a4, . + 6; j . + 3", (a) => (a.jumpIfEqual(3, 4, label(0)), a.assignLabel(label(0)))),
  operation("j . + 3", (a) => (a.jump(label(0)), a.assignLabel(label(0)))),
  // The place behind call0 in a0, and from there to the label over the padding and add.n.
  ...[2, 1, 0, 3].map((padding, before) =>
    operation(
      `${".byte 0; ".repeat(before)}movi a3, ${padding + 2}; call0 1f; .balign 4, 0; 1: add.n a3, a3, a0`,
      (a) => {
        for (let done = 0; done < before; done++) a.u8(0);
        a.movRegLabel(3, label(0));
        a.assignLabel(label(0));
      },
    ),
  ),
  operation("l32i.n a0, a15, 60; callx0 a0", (a) => a.callFun(15)),
  operation("l32i a0, a15, 64; callx0 a0", (a) => a.callFun(16)),
];
