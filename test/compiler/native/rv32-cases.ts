// Every instruction that the RV32 encoders know, at the ends of each operand's range, and the native emitter's operations
// at each place where they change their form.

import { label } from "../labels.ts";
import type { Comparison, Shift } from "../../../src/compiler/code/native/arch/arch.ts";
import { Extension, Rv32Assembler } from "../../../src/compiler/code/native/arch/rv32/assembler.ts";
import * as e from "../../../src/compiler/code/native/arch/rv32/encoding.ts";
import { casesOf, type EncodingCase, type OperandValues } from "./listing.ts";
import { TODAY } from "../../../src/firmware/index.ts";

const ANY: OperandValues = [0, 1, 31];
const NONZERO: OperandValues = [1, 31];
const SHORT: OperandValues = [0, 7];
const INT12: OperandValues = [-2048, -1, 0, 2047];
const INT6: OperandValues = [-32, -1, 1, 31];
const SHIFT: OperandValues = [1, 31];

/** A register of x8 to x15 by its three bits. */
function short(register: number): string {
  return `x${register + 8}`;
}

/** Manual's names where Python's keywords are in the way of ours, or the case differs. */
function entries(table: Readonly<Record<string, number>>, without: readonly string[] = []): [string, number][] {
  return Object.entries(table).filter(([name]) => !without.includes(name));
}

type Encode = (...values: number[]) => number;

function wide(operands: readonly OperandValues[], text: (...v: number[]) => string, encode: Encode): EncodingCase[] {
  return casesOf(operands, text, (...values) => littleEndian(encode(...values), 4));
}

function narrow(operands: readonly OperandValues[], text: (...v: number[]) => string, encode: Encode): EncodingCase[] {
  return casesOf(operands, text, (...values) => littleEndian(encode(...values), 2));
}

function littleEndian(value: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => (value >>> (index * 8)) & 0xff);
}

const LOADS = ["lb", "lbu", "lh", "lhu", "lw"];
const CONTROLS = ["csrrc", "csrrs", "csrrw"];
const SHIFTS = ["slli", "srai", "srli"];
const FIXED = ["ebreak", "ecall"];
const NOT_PLAIN = [...LOADS, ...CONTROLS, ...SHIFTS, ...FIXED, "jalr"];

/** Instructions of 32 bits. */
export const RV32_CASES: readonly EncodingCase[] = [
  ...entries(e.R).flatMap(([name, match]) =>
    wide(
      [ANY, ANY, ANY],
      (d, a, b) => `${name} x${d}, x${a}, x${b}`,
      (d, a, b) => e.typeR(match, d!, a!, b!),
    ),
  ),
  ...entries(e.I, NOT_PLAIN).flatMap(([name, match]) =>
    wide(
      [ANY, ANY, INT12],
      (d, a, n) => `${name} x${d}, x${a}, ${n}`,
      (d, a, n) => e.typeI(match, d!, a!, n!),
    ),
  ),
  ...[...LOADS, "jalr"].flatMap((name) =>
    wide(
      [ANY, ANY, INT12],
      (d, a, n) => `${name} x${d}, ${n}(x${a})`,
      (d, a, n) => e.typeI(e.I[name as keyof typeof e.I], d!, a!, n!),
    ),
  ),
  ...CONTROLS.flatMap((name) =>
    wide(
      [ANY, ANY, [0, 0x7ff, 0xfff]],
      (d, a, n) => `${name} x${d}, ${n}, x${a}`,
      (d, a, n) => e.typeI(e.I[name as keyof typeof e.I], d!, a!, n!),
    ),
  ),
  ...entries(e.CsrImmediate).flatMap(([name, match]) =>
    wide(
      [ANY, [0, 0x7ff, 0xfff], [0, 31]],
      (d, c, n) => `${name} x${d}, ${c}, ${n}`,
      (d, c, n) => e.typeCsrImmediate(match, d!, c!, n!),
    ),
  ),
  ...SHIFTS.flatMap((name) =>
    wide(
      [ANY, ANY, [0, 31]],
      (d, a, n) => `${name} x${d}, x${a}, ${n}`,
      (d, a, n) => e.typeShift(e.I[name as keyof typeof e.I], d!, a!, n!),
    ),
  ),
  ...FIXED.flatMap((name) =>
    wide(
      [],
      () => name,
      () => e.typeI(e.I[name as keyof typeof e.I], 0, 0, 0),
    ),
  ),
  ...entries(e.S).flatMap(([name, match]) =>
    wide(
      [ANY, ANY, INT12],
      (s, a, n) => `${name} x${s}, ${n}(x${a})`,
      (s, a, n) => e.typeS(match, s!, a!, n!),
    ),
  ),
  ...entries(e.B).flatMap(([name, match]) =>
    wide(
      [ANY, ANY, [-4096, -2, 0, 2, 4094]],
      (a, b, n) => `${name} x${a}, x${b}, . + (${n})`,
      (a, b, n) => e.typeB(match, a!, b!, n!),
    ),
  ),
  ...entries(e.U).flatMap(([name, match]) =>
    wide(
      [ANY, [0, 1, 0x7ffff, 0xfffff]],
      (d, n) => `${name} x${d}, ${n}`,
      (d, n) => e.typeU(match, d!, n! << 12, 0),
    ),
  ),
  ...wide(
    [ANY, [-1048576, -2, 2, 2048, 1048574]],
    (d, n) => `jal x${d}, . + (${n})`,
    (d, n) => e.typeJ(e.J.jal, d!, n!, 0),
  ),
];

/** Instructions of 16 bits. */
export const RV32C_CASES: readonly EncodingCase[] = [
  ...(["add", "mv"] as const).flatMap((name) =>
    narrow(
      [NONZERO, NONZERO],
      (d, s) => `c.${name} x${d}, x${s}`,
      (d, s) => e.typeCR(e.CR[name], d!, s!, 0),
    ),
  ),
  ...(["jalr", "jr"] as const).flatMap((name) =>
    narrow(
      [NONZERO],
      (s) => `c.${name} x${s}`,
      (s) => e.typeCR(e.CR[name], s!, 0, 0),
    ),
  ),
  ...narrow(
    [],
    () => "c.ebreak",
    () => e.typeCR(e.CR.ebreak, 0, 0, 0),
  ),
  ...narrow(
    [],
    () => "c.nop",
    () => e.typeCI(e.CI.nop, 0, 0, 0),
  ),
  ...(["addi", "li"] as const).flatMap((name) =>
    narrow(
      [NONZERO, INT6],
      (d, n) => `c.${name} x${d}, ${n}`,
      (d, n) => e.typeCI(e.CI[name], d!, n!, 0),
    ),
  ),
  ...narrow(
    [NONZERO, [1, 31, 0xfffe0, 0xfffff]],
    (d, n) => `c.lui x${d}, ${n}`,
    (d, n) => e.typeCIUpper(e.CI.lui, d!, n! << 12, 0),
  ),
  ...narrow(
    [NONZERO, [0, 4, 60, 64, 252]],
    (d, n) => `c.lwsp x${d}, ${n}(sp)`,
    (d, n) => e.typeCIStack(e.CI.lwsp, d!, n!, 0),
  ),
  ...narrow(
    [NONZERO, SHIFT],
    (d, n) => `c.slli x${d}, ${n}`,
    (d, n) => e.typeCI(e.CI.slli, d!, n!, 0),
  ),
  ...narrow(
    [ANY, [0, 4, 60, 64, 252]],
    (s, n) => `c.swsp x${s}, ${n}(sp)`,
    (s, n) => e.typeCSS(e.CSS.swsp, s!, n!, 0),
  ),
  ...narrow(
    [SHORT, [4, 8, 16, 32, 64, 1020]],
    (d, n) => `c.addi4spn ${short(d!)}, sp, ${n}`,
    (d, n) => e.typeCIW(e.CIW.addi4spn, d!, n!, 0),
  ),
  ...entries(e.CL).flatMap(([name, match]) =>
    narrow(
      [SHORT, SHORT, [0, 4, 8, 60, 64, 124]],
      (d, a, n) => `c.${name} ${short(d!)}, ${n}(${short(a!)})`,
      (d, a, n) => e.typeCL(match, d!, a!, n!),
    ),
  ),
  ...entries(e.CA).flatMap(([name, match]) =>
    narrow(
      [SHORT, SHORT],
      (d, s) => `c.${name} ${short(d!)}, ${short(s!)}`,
      (d, s) => e.typeCA(match, d!, s!, 0),
    ),
  ),
  ...entries(e.CB).flatMap(([name, match]) =>
    narrow(
      [SHORT, [-256, -2, 2, 4, 8, 32, 64, 128, 254]],
      (s, n) => `c.${name} ${short(s!)}, . + (${n})`,
      (s, n) => e.typeCB(match, s!, n!, 0),
    ),
  ),
  ...narrow(
    [SHORT, INT6],
    (d, n) => `c.andi ${short(d!)}, ${n}`,
    (d, n) => e.typeCBImmediate(e.CBImmediate.andi, d!, n!, 0),
  ),
  ...(["srai", "srli"] as const).flatMap((name) =>
    narrow(
      [SHORT, SHIFT],
      (d, n) => `c.${name} ${short(d!)}, ${n}`,
      (d, n) => e.typeCBImmediate(e.CBImmediate[name], d!, n!, 0),
    ),
  ),
  ...entries(e.CJ).flatMap(([name, match]) =>
    narrow(
      [[-2048, -2, 2, 16, 32, 64, 128, 256, 1024, 2046]],
      (n) => `c.${name} . + (${n})`,
      (n) => e.typeCJ(match, n!, 0, 0),
    ),
  ),
];

/** What one operation of the assembler emits. */
function operation(source: string, run: (assembler: Rv32Assembler) => void, flags = 0): EncodingCase {
  const assembler = new Rv32Assembler(flags, TODAY);
  for (const emitting of [false, true]) {
    assembler.startPass(emitting);
    run(assembler);
  }
  return { source, bytes: [...assembler.toBytes()] };
}

/** A jump over `bytes` of code, backwards if negative. Forward the jump alone is compared, backward with what it jumps over. */
function jumpBack(source: string, bytes: number, run: (assembler: Rv32Assembler) => void): EncodingCase {
  const { bytes: all } = operation(source, (assembler) => {
    assembler.assignLabel(label(0));
    for (let done = 0; done < bytes; done += 2) assembler.u16(1);
    run(assembler);
  });
  return { source, bytes: all.slice(bytes) };
}

const COMPARISONS: readonly [keyof typeof Comparison, string, string][] = [
  ["less", "slt a0, a1, a2", "sltu a0, a1, a2"],
  ["more", "slt a0, a2, a1", "sltu a0, a2, a1"],
  ["equal", "sub a0, a1, a2; sltiu a0, a0, 1", "sub a0, a1, a2; sltiu a0, a0, 1"],
  ["lessEqual", "slt a0, a2, a1; xori a0, a0, 1", "sltu a0, a2, a1; xori a0, a0, 1"],
  ["moreEqual", "slt a0, a1, a2; xori a0, a0, 1", "sltu a0, a1, a2; xori a0, a0, 1"],
  ["notEqual", "sub a0, a2, a1; sltu a0, zero, a0", "sub a0, a2, a1; sltu a0, zero, a0"],
];

const SHIFT_TEXTS: readonly [keyof typeof Shift, string][] = [
  ["left", "sll"],
  ["rightUnsigned", "srl"],
  ["rightSigned", "sra"],
];

const FRAME = "c.swsp s1, 0(sp); c.swsp s2, 4(sp); c.swsp s3, 8(sp); c.swsp s4, 12(sp)";
const FRAME_END = "c.lwsp s1, 0(sp); c.lwsp s2, 4(sp); c.lwsp s3, 8(sp); c.lwsp s4, 12(sp)";

/** Operations of the native emitter, in the forms that they take. */
export const RV32_OPERATION_CASES: readonly EncodingCase[] = [
  ...[-32, 0, 31].map((n) => operation(`c.li a1, ${n}`, (a) => a.movRegImm(11, n))),
  ...[-2048, -33, 32, 2047].map((n) => operation(`addi a1, zero, ${n}`, (a) => a.movRegImm(11, n))),
  operation("c.lui a1, 1; addi a1, a1, -2048", (a) => a.movRegImm(11, 2048)),
  operation("c.lui a1, 1; addi a1, a1, -1", (a) => a.movRegImm(11, 4095)),
  operation("c.lui a1, 1", (a) => a.movRegImm(11, 4096)),
  operation("c.lui a1, 1; c.addi a1, 31", (a) => a.movRegImm(11, 4096 + 31)),
  operation("c.lui a1, 1; addi a1, a1, 32", (a) => a.movRegImm(11, 4096 + 32)),
  // c.lui could take twice as much either way, but the reference counts one bit less.
  operation("c.lui a1, 15", (a) => a.movRegImm(11, 15 << 12)),
  operation("lui a1, 16", (a) => a.movRegImm(11, 16 << 12)),
  operation("c.lui a1, 0xfffff; addi a1, a1, 2047", (a) => a.movRegImm(11, -2049)),
  operation("c.lui a1, 0xffff0", (a) => a.movRegImm(11, -16 << 12)),
  operation("lui a1, 0xfffef; addi a1, a1, -1", (a) => a.movRegImm(11, (-17 << 12) - 1)),
  operation("lui a1, 0x80000", (a) => a.movRegImm(11, -0x80000000)),
  operation("lui a1, 0x80000; addi a1, a1, -1", (a) => a.movRegImm(11, 0x7fffffff)),
  ...COMPARISONS.flatMap(([name, signed, unsigned], code) => [
    operation(signed, (a) => a.setIf(code as 0, false, 10, 11, 12)),
    ...(name === "equal" || name === "notEqual"
      ? []
      : [operation(unsigned, (a) => a.setIf(code as 0, true, 10, 11, 12))]),
  ]),
  ...SHIFT_TEXTS.map(([, name], kind) => operation(`${name} a1, a1, a2`, (a) => a.shift(kind as 0, 11, 12))),
  operation("xori a1, a1, -1", (a) => a.not(11)),
  operation("sub a1, zero, a1", (a) => a.negate(11)),
  operation("and a1, a2, a1", (a) => a.and(11, 12)),
  operation("or a1, a1, a2", (a) => a.or(11, 12)),
  operation("xor a1, a1, a2", (a) => a.xor(11, 12)),
  operation("c.add a1, a2", (a) => a.add(11, 12)),
  operation("sub a1, a1, a2", (a) => a.sub(11, 12)),
  operation("mul a1, a1, a2", (a) => a.mul(11, 12)),
  operation("c.mv a1, a2", (a) => a.movRegReg(11, 12)),
  operation("c.jr a1", (a) => a.jumpRegister(11)),

  // Memory: the short form, the common one, and the far one.
  operation("c.lw a1, 0(a2)", (a) => a.load(2, 11, 12, 0)),
  operation("c.lw a1, 60(a2)", (a) => a.load(2, 11, 12, 15)),
  operation("lw a1, 64(a2)", (a) => a.load(2, 11, 12, 16)),
  operation("lw a6, 0(a2)", (a) => a.load(2, 16, 12, 0)),
  operation("lw a1, -4(a2)", (a) => a.load(2, 11, 12, -1)),
  operation("lw a1, 2044(a2)", (a) => a.load(2, 11, 12, 511)),
  operation("c.lui a1, 1; c.add a1, a2; lw a1, -2048(a1)", (a) => a.load(2, 11, 12, 512)),
  operation("lw a1, -2048(a2)", (a) => a.load(2, 11, 12, -512)),
  operation("c.lui a1, 0xfffff; c.add a1, a2; lw a1, 2044(a1)", (a) => a.load(2, 11, 12, -513)),
  operation("lhu a1, 2046(a2)", (a) => a.load(1, 11, 12, 1023)),
  operation("c.lui a1, 1; c.add a1, a2; lhu a1, -2048(a1)", (a) => a.load(1, 11, 12, 1024)),
  operation("lbu a1, 2047(a2)", (a) => a.load(0, 11, 12, 2047)),
  operation("c.lui a1, 1; c.add a1, a2; lbu a1, -2048(a1)", (a) => a.load(0, 11, 12, 2048)),
  operation("c.sw a1, 60(a2)", (a) => a.store(2, 11, 12, 15)),
  operation("sw a1, 64(a2)", (a) => a.store(2, 11, 12, 16)),
  operation("sw a1, 2044(a2)", (a) => a.store(2, 11, 12, 511)),
  operation("c.lui a6, 1; c.add a6, a2; sw a1, -2048(a6)", (a) => a.store(2, 11, 12, 512)),
  operation("lui a6, 0x20; c.add a6, a2; sw a1, 0(a6)", (a) => a.store(2, 11, 12, 0x8000)),
  operation("sh a1, -2(a2)", (a) => a.store(1, 11, 12, -1)),
  operation("sb a1, -2048(a2)", (a) => a.store(0, 11, 12, -2048)),
  operation("c.lui a6, 0xfffff; c.add a6, a2; sb a1, 2047(a6)", (a) => a.store(0, 11, 12, -2049)),
  operation("add a6, a2, a3; lbu a1, 0(a6)", (a) => a.loadIndexed(0, 11, 12, 13)),
  operation("slli a6, a3, 1; c.add a6, a2; lhu a1, 0(a6)", (a) => a.loadIndexed(1, 11, 12, 13)),
  operation("slli a6, a3, 2; c.add a6, a2; lw a1, 0(a6)", (a) => a.loadIndexed(2, 11, 12, 13)),
  operation("sh2add a6, a3, a2; lw a1, 0(a6)", (a) => a.loadIndexed(2, 11, 12, 13), Extension.zba),
  operation("add a6, a2, a3; sb a1, 0(a6)", (a) => a.storeIndexed(0, 11, 12, 13), Extension.zba),
  operation("sh1add a6, a3, a2; sh a1, 0(a6)", (a) => a.storeIndexed(1, 11, 12, 13), Extension.zba),

  // Locals lie above the four saved registers.
  operation(`c.addi sp, -16; ${FRAME}; c.swsp a1, 16(sp)`, (a) => (a.entry(0), a.movLocalReg(0, 11))),
  operation(`c.addi sp, -32; ${FRAME}; c.lwsp a1, 28(sp)`, (a) => (a.entry(4), a.movRegLocal(11, 3))),
  operation(`addi sp, sp, -36; ${FRAME}; c.addi4spn a1, sp, 16`, (a) => (a.entry(5), a.movRegLocalAddress(11, 0))),
  operation(
    `addi sp, sp, -2048; ${FRAME}; c.addi4spn a1, sp, 1020`,
    (a) => (a.entry(508), a.movRegLocalAddress(11, 251)),
  ),
  operation(`c.lui a4, 0xfffff; addi a4, a4, 2044; c.add sp, a4; ${FRAME}; addi a1, sp, 1024`, (a) => {
    a.entry(509);
    a.movRegLocalAddress(11, 252);
  }),
  operation(`addi sp, sp, -2048; ${FRAME}; c.swsp a1, 252(sp); sw a1, 256(sp); lw a1, 256(sp)`, (a) => {
    a.entry(508);
    a.movLocalReg(59, 11);
    a.movLocalReg(60, 11);
    a.movRegLocal(11, 60);
  }),
  operation(
    `c.lui a4, 0xffffe; c.add sp, a4; ${FRAME}; addi a1, sp, 2044; c.lui a1, 1; addi a1, a1, -2048; c.add a1, sp; ` +
      "c.lui a6, 1; c.add a6, sp; sw a1, -2048(a6); c.lui a1, 1; c.add a1, sp; lw a1, -2048(a1)",
    (a) => {
      a.entry(2044);
      a.movRegLocalAddress(11, 507);
      a.movRegLocalAddress(11, 508);
      a.movLocalReg(508, 11);
      a.movRegLocal(11, 508);
    },
  ),
  operation(`c.addi sp, -28; ${FRAME}; ${FRAME_END}; c.addi sp, 28; c.jr ra`, (a) => (a.entry(3), a.exit())),
  operation(`c.addi sp, -32; ${FRAME}; ${FRAME_END}; addi sp, sp, 32; c.jr ra`, (a) => (a.entry(4), a.exit())),

  // Jumps: the longest of each short form, and the next.
  jumpBack("c.j . - 2048", 2048, (a) => a.jump(label(0))),
  jumpBack("auipc a6, 0xfffff; jalr zero, 2046(a6)", 2050, (a) => a.jump(label(0))),
  jumpBack("beq a1, a2, . - 4096", 4096, (a) => a.jumpIfEqual(11, 12, label(0))),
  jumpBack("bne a1, a2, . + 12; auipc a6, 0xfffff; jalr zero, -6(a6)", 4098, (a) => a.jumpIfEqual(11, 12, label(0))),
  jumpBack("beq a1, zero, . - 2", 2, (a) => a.jumpIfZero(11, label(0))),
  jumpBack("c.bnez a1, . - 128", 128, (a) => a.jumpIfNonzero(11, label(0))),
  jumpBack("bne a1, zero, . - 130", 130, (a) => a.jumpIfNonzero(11, label(0))),
  jumpBack("bne a6, zero, . - 2", 2, (a) => a.jumpIfNonzero(16, label(0))),
  jumpBack("bne a1, zero, . - 4096", 4096, (a) => a.jumpIfNonzero(11, label(0))),
  jumpBack("c.beqz a1, . + 10; auipc a6, 0xfffff; jalr zero, -4(a6)", 4098, (a) => a.jumpIfNonzero(11, label(0))),
  jumpBack("beq a6, zero, . + 12; auipc a6, 0xfffff; jalr zero, -6(a6)", 4098, (a) => a.jumpIfNonzero(16, label(0))),
  operation("auipc a6, 0; jalr zero, 8(a6)", (a) => (a.jump(label(0)), a.assignLabel(label(0)))),
  operation(
    "beq a1, zero, . + 12; auipc a6, 0; jalr zero, 8(a6)",
    (a) => (a.jumpIfNonzero(11, label(0)), a.assignLabel(label(0))),
  ),
  operation(
    "bne a1, a2, . + 12; auipc a6, 0; jalr zero, 8(a6)",
    (a) => (a.jumpIfEqual(11, 12, label(0)), a.assignLabel(label(0))),
  ),
  operation("auipc a1, 0; addi a1, a1, 8", (a) => (a.movRegLabel(11, label(0)), a.assignLabel(label(0)))),
  operation("c.lw s0, 60(s1); c.jalr s0", (a) => a.callFun(15)),
  operation("lw a6, 64(s1); c.jalr a6", (a) => a.callFun(16)),
];
