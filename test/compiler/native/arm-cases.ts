// Every instruction of the ARM encoders, at the limits of each operand's range.

import * as a from "../../../src/compiler/code/native/arch/arm/encoding.ts";
import { casesOf, type EncodingCase, type OperandValues } from "./listing.ts";

const ANY: OperandValues = [0, 8, 14];
const BYTE: OperandValues = [0, 255];

function r(number: number): string {
  return number === 13 ? "sp" : number === 14 ? "lr" : number === 15 ? "pc" : `r${number}`;
}

function registerList(list: number): string {
  const names = Array.from({ length: 16 }, (_, number) => number).filter((number) => (list >> number) & 1);
  return `{${names.map(r).join(", ")}}`;
}

/** Condition suffixes by {@link a.Condition}'s numbers. */
const SUFFIXES: Readonly<Record<keyof typeof a.Condition, string>> = {
  equal: "eq",
  notEqual: "ne",
  carrySet: "cs",
  carryClear: "cc",
  higher: "hi",
  lowerOrSame: "ls",
  greaterOrEqual: "ge",
  less: "lt",
  greater: "gt",
  lessOrEqual: "le",
  always: "",
};

function bytesOf(instruction: number, condition: number = a.Condition.always): number[] {
  const word = ((condition << 28) | instruction) >>> 0;
  return [word & 0xff, (word >>> 8) & 0xff, (word >>> 16) & 0xff, word >>> 24];
}

function cases(
  operands: readonly OperandValues[],
  text: (...values: number[]) => string,
  encode: (...values: number[]) => number,
): EncodingCase[] {
  return casesOf(operands, text, (...values) => bytesOf(encode(...values)));
}

const threeRegisters = (["and", "eor", "sub", "rsb", "add", "orr"] as const).flatMap((name) => [
  ...cases(
    [ANY, ANY, ANY],
    (d, n, m) => `${name} ${r(d!)}, ${r(n!)}, ${r(m!)}`,
    (d, n, m) => a.data(a.Data[name], d!, n!, m!),
  ),
  ...cases(
    [ANY, ANY, BYTE],
    (d, n, i) => `${name} ${r(d!)}, ${r(n!)}, #${i}`,
    (d, n, i) => a.data(a.Data[name] | a.IMMEDIATE, d!, n!, i!),
  ),
]);

const twoRegisters = [
  ...(["mov", "mvn"] as const).flatMap((name) => [
    ...cases(
      [ANY, [0, 15]],
      (d, m) => `${name} ${r(d!)}, ${r(m!)}`,
      (d, m) => a.data(a.Data[name], d!, 0, m!),
    ),
    ...cases(
      [ANY, BYTE],
      (d, i) => `${name} ${r(d!)}, #${i}`,
      (d, i) => a.data(a.Data[name] | a.IMMEDIATE, d!, 0, i!),
    ),
  ]),
  ...cases(
    [ANY, ANY],
    (n, m) => `cmp ${r(n!)}, ${r(m!)}`,
    (n, m) => a.data(a.Data.cmp, 0, n!, m!),
  ),
  ...cases(
    [ANY, BYTE],
    (n, i) => `cmp ${r(n!)}, #${i}`,
    (n, i) => a.data(a.Data.cmp | a.IMMEDIATE, 0, n!, i!),
  ),
  ...(["lsl", "lsr", "asr"] as const).flatMap((name) =>
    cases(
      [ANY, ANY, ANY],
      (d, m, s) => `mov ${r(d!)}, ${r(m!)}, ${name} ${r(s!)}`,
      (d, m, s) => a.shift(a.Shift[name], d!, m!, s!),
    ),
  ),
  ...cases(
    [ANY, ANY],
    (d, m) => `mov ${r(d!)}, ${r(m!)}, lsl #1`,
    (d, m) => a.doubled(d!, m!),
  ),
  ...cases(
    [
      [0, 14],
      [1, 12],
      [0, 14],
    ],
    (d, m, s) => `mul ${r(d!)}, ${r(m!)}, ${r(s!)}`,
    (d, m, s) => a.multiply(d!, m!, s!),
  ),
];

const transfers = [
  ...(["str", "ldr", "strb", "ldrb"] as const).flatMap((name) => [
    ...cases(
      [
        [0, 8, 14],
        [1, 13],
        [0, 4095],
      ],
      (d, n, i) => `${name} ${r(d!)}, [${r(n!)}, #${i}]`,
      (d, n, i) => a.transfer(a.Transfer[name], d!, n!, i!),
    ),
    ...cases(
      [
        [0, 8, 14],
        [1, 13],
        [2, 12],
      ],
      (d, n, m) => `${name} ${r(d!)}, [${r(n!)}, ${r(m!)}]`,
      (d, n, m) => a.transfer(a.Transfer[name] | a.BY_REGISTER, d!, n!, m!),
    ),
    ...cases(
      [
        [0, 14],
        [1, 13],
        [2, 12],
      ],
      (d, n, m) => `${name} ${r(d!)}, [${r(n!)}, ${r(m!)}, lsl #2]`,
      (d, n, m) => a.transfer(a.Transfer[name] | a.BY_REGISTER | a.WORDS, d!, n!, m!),
    ),
  ]),
  ...cases(
    [[0, 15]],
    (d) => `ldr ${r(d!)}, [pc]`,
    (d) => a.transfer(a.Transfer.ldr, d!, 15, 0),
  ),
  ...(["strh", "ldrh"] as const).flatMap((name) => [
    ...cases(
      [
        [0, 8, 14],
        [1, 13],
        [0, 15, 16, 255],
      ],
      (d, n, i) => `${name} ${r(d!)}, [${r(n!)}, #${i}]`,
      (d, n, i) => a.halfTransfer(a.HalfTransfer[name], d!, n!, i!),
    ),
    ...cases(
      [
        [0, 8, 14],
        [1, 13],
        [2, 12],
      ],
      (d, n, m) => `${name} ${r(d!)}, [${r(n!)}, ${r(m!)}]`,
      (d, n, m) => a.halfTransferByRegister(a.HalfTransfer[name], d!, n!, m!),
    ),
  ]),
  ...cases(
    [[0x41fe, 0x5fff]],
    (list) => `stmfd sp!, ${registerList(list!)}`,
    (list) => a.push(list!),
  ),
  ...cases(
    [[0x81fe, 0x9fff]],
    (list) => `ldmfd sp!, ${registerList(list!)}`,
    (list) => a.pop(list!),
  ),
];

const branches = [
  ...(Object.keys(a.Condition) as (keyof typeof a.Condition)[]).flatMap((name) =>
    casesOf(
      [[-0x800000, -1, 0x7fffff]],
      (words) => `b${SUFFIXES[name]} . + 8 + (${words! * 4})`,
      (words) => bytesOf(a.branch(words!), a.Condition[name]),
    ),
  ),
  ...cases(
    [[0, 14]],
    (m) => `bx ${r(m!)}`,
    (m) => a.branchExchange(m!),
  ),
];

/** All cases. */
export const ARM_CASES: readonly EncodingCase[] = [...threeRegisters, ...twoRegisters, ...transfers, ...branches];
