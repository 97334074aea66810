// Every instruction of the Thumb encoders, at the limits of each operand's range.

import * as t from "../../../src/compiler/code/native/arch/thumb/encoding.ts";
import { casesOf, type EncodingCase, type OperandValues } from "./listing.ts";

const LOW: OperandValues = [0, 7];
const ANY: OperandValues = [0, 8, 14];
const FLOAT: OperandValues = [0, 1, 30, 31];
const CONDITION_NUMBERS: OperandValues = t.CONDITIONS.map((_, number) => number);

function r(number: number): string {
  return number === 13 ? "sp" : number === 14 ? "lr" : number === 15 ? "pc" : `r${number}`;
}

function registerList(list: number): string {
  const names = Array.from({ length: 16 }, (_, number) => number).filter((number) => (list >> number) & 1);
  return `{${names.map(r).join(", ")}}`;
}

/** A 16-bit or 32-bit instruction in memory. */
function bytesOf(instruction: number): number[] {
  const halves = instruction > 0xffff ? [instruction >>> 16, instruction & 0xffff] : [instruction];
  return halves.flatMap((half) => [half & 0xff, half >> 8]);
}

function cases(
  operands: readonly OperandValues[],
  text: (...values: number[]) => string,
  encode: (...values: number[]) => number,
): EncodingCase[] {
  return casesOf(operands, text, (...values) => bytesOf(encode(...values)));
}

/** A branch target so far from the program counter. */
function target(bytes: number): string {
  return `. + 4 + (${bytes})`;
}

const plain: EncodingCase[] = [
  ["nop", t.Plain.nop],
  ["wfi", t.Plain.wfi],
  ["cpsid i", t.Plain.cpsidI],
  ["cpsie i", t.Plain.cpsieI],
].map(([source, op]) => ({ source: source as string, bytes: bytesOf(op as number) }));

const shifts = [
  // A right shift by 0 means one by 32.
  ...cases(
    [LOW, LOW, [0, 31]],
    (d, s, n) => `lsls ${r(d!)}, ${r(s!)}, #${n}`,
    (d, s, n) => t.shiftImmediate(t.Shift.lsl, d!, s!, n!),
  ),
  ...cases(
    [LOW, LOW, [0, 31]],
    (d, s, n) => `lsrs ${r(d!)}, ${r(s!)}, #${n! || 32}`,
    (d, s, n) => t.shiftImmediate(t.Shift.lsr, d!, s!, n!),
  ),
  ...cases(
    [LOW, LOW, [0, 31]],
    (d, s, n) => `asrs ${r(d!)}, ${r(s!)}, #${n! || 32}`,
    (d, s, n) => t.shiftImmediate(t.Shift.asr, d!, s!, n!),
  ),
];

const addsAndSubs = (["add", "sub"] as const).flatMap((name) => [
  ...cases(
    [LOW, LOW, LOW],
    (d, a, b) => `${name}s ${r(d!)}, ${r(a!)}, ${r(b!)}`,
    (d, a, b) => t.addSub(t.AddSub[name], d!, a!, b!),
  ),
  ...cases(
    [LOW, [1, 6], [0, 7]],
    (d, a, n) => `${name}s ${r(d!)}, ${r(a!)}, #${n}`,
    (d, a, n) => t.addSub(t.AddSub[name] | t.AddSub.immediate, d!, a!, n!),
  ),
]);

const immediates = (["mov", "cmp", "add", "sub"] as const).flatMap((name) =>
  cases(
    [LOW, [0, 8, 255]],
    (d, n) => `${name === "cmp" ? name : `${name}s`} ${r(d!)}, #${n}`,
    (d, n) => t.immediate8(t.Immediate8[name], d!, n!),
  ),
);

const pcRelative = cases(
  [LOW, [0, 255]],
  (d, n) => `ldr.n ${r(d!)}, [pc, #${n! * 4}]`,
  (d, n) => t.immediate8(t.Immediate8.ldrPc, d!, n!),
);

const ALU_TEXT: Record<keyof typeof t.Alu, (d: string, s: string) => string> = {
  and: (d, s) => `ands ${d}, ${s}`,
  eor: (d, s) => `eors ${d}, ${s}`,
  lsl: (d, s) => `lsls ${d}, ${s}`,
  lsr: (d, s) => `lsrs ${d}, ${s}`,
  asr: (d, s) => `asrs ${d}, ${s}`,
  adc: (d, s) => `adcs ${d}, ${s}`,
  sbc: (d, s) => `sbcs ${d}, ${s}`,
  ror: (d, s) => `rors ${d}, ${s}`,
  tst: (d, s) => `tst ${d}, ${s}`,
  neg: (d, s) => `negs ${d}, ${s}`,
  cmp: (d, s) => `cmp ${d}, ${s}`,
  cmn: (d, s) => `cmn ${d}, ${s}`,
  orr: (d, s) => `orrs ${d}, ${s}`,
  mul: (d, s) => `muls ${d}, ${s}, ${d}`,
  bic: (d, s) => `bics ${d}, ${s}`,
  mvn: (d, s) => `mvns ${d}, ${s}`,
};
const alus = (Object.keys(t.Alu) as (keyof typeof t.Alu)[]).flatMap((name) =>
  cases(
    [LOW, LOW],
    (d, s) => ALU_TEXT[name](r(d!), r(s!)),
    (d, s) => t.alu(t.Alu[name], d!, s!),
  ),
);

const highRegisters = [
  ...cases(
    [ANY, ANY],
    (d, s) => `mov ${r(d!)}, ${r(s!)}`,
    (d, s) => t.highReg(t.HighReg.mov, d!, s!),
  ),
  ...cases(
    [
      [0, 7, 15],
      [8, 15],
    ],
    (d, s) => `add ${r(d!)}, ${r(s!)}`,
    (d, s) => t.highReg(t.HighReg.add, d!, s!),
  ).filter(({ source }) => source !== "add pc, pc"),
  ...cases(
    [[0, 15]],
    (s) => `bx ${r(s!)}`,
    (s) => t.highReg(t.HighReg.bx, 0, s!),
  ),
  ...cases(
    [[0, 14]],
    (s) => `blx ${r(s!)}`,
    (s) => t.highReg(t.HighReg.blx, 0, s!),
  ),
];

const transfers = [
  ...(Object.keys(t.Indexed) as (keyof typeof t.Indexed)[]).flatMap((name) =>
    cases(
      [LOW, LOW, LOW],
      (d, b, i) => `${name} ${r(d!)}, [${r(b!)}, ${r(i!)}]`,
      (d, b, i) => t.indexed(t.Indexed[name], d!, b!, i!),
    ),
  ),
  ...(Object.keys(t.Offset5) as (keyof typeof t.Offset5)[]).flatMap((name) => {
    const size = name.endsWith("b") ? 1 : name.endsWith("h") ? 2 : 4;
    return cases(
      [LOW, LOW, [0, 31]],
      (d, b, n) => `${name}.n ${r(d!)}, [${r(b!)}, #${n! * size}]`,
      (d, b, n) => t.offset5(t.Offset5[name], d!, b!, n!),
    );
  }),
  ...[0, 1, 2].flatMap((size) => {
    const suffix = ["b", "h", ""][size]!;
    return [true, false].flatMap((load) =>
      cases(
        [[0, 8, 12], ANY.filter((b) => b !== 15), [0, 4095]],
        (d, b, n) => `${load ? "ldr" : "str"}${suffix}.w ${r(d!)}, [${r(b!)}, #${n}]`,
        (d, b, n) => t.offset12(load, size, d!, b!, n!),
      ),
    );
  }),
  ...cases(
    [ANY, ANY, [0, 255]],
    (d, b, n) => `ldrex ${r(d!)}, [${r(b!)}, #${n! * 4}]`,
    (d, b, n) => t.loadExclusive(d!, b!, n!),
  ),
  ...cases(
    [
      [0, 12],
      [1, 14],
      [2, 11],
      [0, 255],
    ],
    (d, s, b, n) => `strex ${r(d!)}, ${r(s!)}, [${r(b!)}, #${n! * 4}]`,
    (d, s, b, n) => t.storeExclusive(d!, s!, b!, n!),
  ),
];

const stack = [
  ...cases(
    [LOW, [0, 255]],
    (d, n) => `str ${r(d!)}, [sp, #${n! * 4}]`,
    (d, n) => t.stackRelative(t.Stack.str, d!, n!),
  ),
  ...cases(
    [LOW, [0, 255]],
    (d, n) => `ldr ${r(d!)}, [sp, #${n! * 4}]`,
    (d, n) => t.stackRelative(t.Stack.ldr, d!, n!),
  ),
  ...cases(
    [LOW, [0, 255]],
    (d, n) => `add ${r(d!)}, sp, #${n! * 4}`,
    (d, n) => t.stackRelative(t.Stack.add, d!, n!),
  ),
  ...cases(
    [[0, 127]],
    (n) => `add sp, #${n! * 4}`,
    (n) => t.moveStack(false, n!),
  ),
  ...cases(
    [[0, 127]],
    (n) => `sub sp, #${n! * 4}`,
    (n) => t.moveStack(true, n!),
  ),
  ...cases(
    [[512, 2047]],
    (n) => `addw sp, sp, #${n}`,
    (n) => t.addSub12(t.AddSub12.add, 13, 13, n!),
  ),
  ...cases(
    [[512, 2047]],
    (n) => `subw sp, sp, #${n}`,
    (n) => t.addSub12(t.AddSub12.sub, 13, 13, n!),
  ),
  ...cases(
    [[0x01, 0x80, 0xff]],
    (list) => `push ${registerList(list!)}`,
    (list) => t.push(list!, false),
  ),
  ...cases(
    [[0x00, 0xff]],
    (list) => `push ${registerList(list! | 0x4000)}`,
    (list) => t.push(list!, true),
  ),
  ...cases(
    [[0x01, 0x80, 0xff]],
    (list) => `pop ${registerList(list!)}`,
    (list) => t.pop(list!, false),
  ),
  ...cases(
    [[0x00, 0xff]],
    (list) => `pop ${registerList(list! | 0x8000)}`,
    (list) => t.pop(list!, true),
  ),
  ...cases(
    [[0x0101, 0x1fff, 0x5fff]],
    (list) => `push.w ${registerList(list!)}`,
    (list) => t.pushWide(list!),
  ),
  ...cases(
    [[0x0101, 0x1fff, 0x9fff]],
    (list) => `pop.w ${registerList(list!)}`,
    (list) => t.popWide(list!),
  ),
];

const branches = [
  ...cases(
    [CONDITION_NUMBERS, [-256, 254]],
    (c, n) => `b${t.CONDITIONS[c!]}.n ${target(n!)}`,
    (c, n) => t.branchIf(c!, n!),
  ),
  ...cases(
    [CONDITION_NUMBERS, [-0x100000, -2, 0xffffe]],
    (c, n) => `b${t.CONDITIONS[c!]}.w ${target(n!)}`,
    (c, n) => t.branchIfWide(c!, n!),
  ),
  ...cases(
    [[-2048, 2046]],
    (n) => `b.n ${target(n!)}`,
    (n) => t.branch(n!),
  ),
  ...cases(
    [[-0x400000, -2, 0x3ffffe]],
    (n) => `b.w ${target(n!)}`,
    (n) => t.branchWide(n!),
  ),
  ...cases(
    [[-0x400000, -2, 0x3ffffe]],
    (n) => `bl ${target(n!)}`,
    (n) => t.branchLink(n!),
  ),
];

const wide = [
  ...cases(
    [ANY, [0, 0x00ff, 0x0800, 0xffff]],
    (d, n) => `movw ${r(d!)}, #${n}`,
    (d, n) => t.move16(t.Move16.movw, d!, n!),
  ),
  ...cases(
    [ANY, [0, 0x00ff, 0x0800, 0xffff]],
    (d, n) => `movt ${r(d!)}, #${n}`,
    (d, n) => t.move16(t.Move16.movt, d!, n!),
  ),
  ...cases(
    [LOW, LOW],
    (d, s) => `sxth ${r(d!)}, ${r(s!)}`,
    (d, s) => t.signExtendHalf(d!, s!),
  ),
  ...cases(
    [ANY, ANY],
    (d, s) => `clz ${r(d!)}, ${r(s!)}`,
    (d, s) => t.bitCount(t.BitCount.clz, d!, s!),
  ),
  ...cases(
    [ANY, ANY],
    (d, s) => `rbit ${r(d!)}, ${r(s!)}`,
    (d, s) => t.bitCount(t.BitCount.rbit, d!, s!),
  ),
  ...cases(
    [ANY, ANY, ANY],
    (d, n, m) => `sdiv ${r(d!)}, ${r(n!)}, ${r(m!)}`,
    (d, n, m) => t.divide(t.Divide.sdiv, d!, n!, m!),
  ),
  ...cases(
    [ANY, ANY, ANY],
    (d, n, m) => `udiv ${r(d!)}, ${r(n!)}, ${r(m!)}`,
    (d, n, m) => t.divide(t.Divide.udiv, d!, n!, m!),
  ),
  ...cases(
    [[0, 12]],
    (d) => `mrs ${r(d!)}, IPSR`,
    (d) => t.moveFromSpecial(d!, 5),
  ),
  ...cases(
    [[0, 12]],
    (d) => `mrs ${r(d!)}, BASEPRI`,
    (d) => t.moveFromSpecial(d!, 17),
  ),
];

const float = [
  ...(["vcmp", "vsqrt", "vneg"] as const).flatMap((name) => {
    // The inline assembler's vcmp is the one that signals on a quiet NaN.
    const mnemonic = name === "vcmp" ? "vcmpe.f32" : `${name}.f32`;
    return cases(
      [FLOAT, FLOAT],
      (d, m) => `${mnemonic} s${d}, s${m}`,
      (d, m) => t.floatUnary(t.FloatUnary[name], d!, m!),
    );
  }),
  ...cases(
    [FLOAT, FLOAT],
    (d, m) => `vcvt.f32.s32 s${d}, s${m}`,
    (d, m) => t.floatUnary(t.FloatUnary.vcvt_f32_s32, d!, m!),
  ),
  ...cases(
    [FLOAT, FLOAT],
    (d, m) => `vcvt.s32.f32 s${d}, s${m}`,
    (d, m) => t.floatUnary(t.FloatUnary.vcvt_s32_f32, d!, m!),
  ),
  ...(["vadd", "vsub", "vmul", "vdiv"] as const).flatMap((name) =>
    cases(
      [FLOAT, FLOAT, FLOAT],
      (d, n, m) => `${name}.f32 s${d}, s${n}, s${m}`,
      (d, n, m) => t.floatBinary(t.FloatBinary[name], d!, n!, m!),
    ),
  ),
  ...(["vldr", "vstr"] as const).flatMap((name) =>
    cases(
      [FLOAT, LOW, [0, 255]],
      (d, b, n) => `${name} s${d}, [${r(b!)}, #${n! * 4}]`,
      (d, b, n) => t.floatTransfer(t.FloatTransfer[name], d!, b!, n!),
    ),
  ),
  ...cases(
    [[0, 12, 14], FLOAT],
    (c, f) => `vmov ${r(c!)}, s${f}`,
    (c, f) => t.floatMove(true, c!, f!),
  ),
  ...cases(
    [FLOAT, [0, 12, 14]],
    (f, c) => `vmov s${f}, ${r(c!)}`,
    (f, c) => t.floatMove(false, c!, f!),
  ),
  ...cases(
    [[0, 14]],
    (d) => `vmrs ${r(d!)}, fpscr`,
    (d) => t.floatStatus(d!),
  ),
  { source: "vmrs APSR_nzcv, fpscr", bytes: bytesOf(t.floatStatus(15)) },
];

/** All cases. */
export const THUMB_CASES: readonly EncodingCase[] = [
  ...plain,
  ...shifts,
  ...addsAndSubs,
  ...immediates,
  ...pcRelative,
  ...alus,
  ...highRegisters,
  ...transfers,
  ...stack,
  ...branches,
  ...wide,
  ...float,
];
