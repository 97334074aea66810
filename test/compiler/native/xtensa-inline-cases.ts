// Every instruction that the Xtensa inline assembler knows: each operand at its least and greatest value, for the
// comparison with binutils, and just outside, with the reason for the refusal.

import {
  XTENSA_BRANCHES,
  XTENSA_FIELDS,
  XTENSA_ZERO_BRANCHES,
} from "../../../src/compiler/code/native/inline/xtensa-instructions.ts";
import { filler, inlineCode, type InlineTarget } from "./inline-code.ts";
import type { EncodingCase } from "./listing.ts";

export const XTENSA: InlineTarget = { arch: "xtensa", decorator: "asm_xtensa" };

/** What an operand may be: values that are taken, and values that are not with what is said about them. */
interface OperandSpec {
  readonly good: readonly string[];
  /** `{op}` stands for the mnemonic. */
  readonly bad: readonly (readonly [value: string, reason: string])[];
}

const REGISTER: OperandSpec = {
  good: ["a0", "a15"],
  bad: [
    ["a16", "'{op}' expects a register"],
    ["sp", "'{op}' expects a register"],
    ["1", "'{op}' expects a register"],
  ],
};

function integers(min: number, max: number): OperandSpec {
  const outside = (value: number): readonly [string, string] => [
    String(value),
    `'{op}' integer ${value} isn't within range ${min}..${max}`,
  ];
  return {
    good: [String(min), String(max)],
    bad: [outside(min - 1), outside(max + 1), ["a2", "'{op}' expects an integer"]],
  };
}

/** Integers in steps of `unit`. */
function multiples(min: number, max: number, unit: number): OperandSpec {
  const { good, bad } = integers(min, max);
  return { good, bad: [...bad, [String(max - 1), `${max - 1} is not a multiple of ${unit}`]] };
}

interface Form {
  readonly name: string;
  readonly operands: readonly OperandSpec[];
}

function all(names: string, ...operands: OperandSpec[]): Form[] {
  return names.split(" ").map((name) => ({ name, operands }));
}

const FORMS: readonly Form[] = [
  ...all("add add_n addx2 addx4 addx8 and_ mull or_ src sub subx2 subx4 subx8 xor", REGISTER, REGISTER, REGISTER),
  ...all("abs_ mov_n neg nsa nsau sll sra srl", REGISTER, REGISTER),
  ...all("mov", REGISTER, REGISTER),
  ...all("callx0 jx ssa8b ssa8l ssl ssr", REGISTER),
  ...all("nop nop_n ret ret_n"),
  ...all("addi", REGISTER, REGISTER, integers(-128, 127)),
  ...all("addmi", REGISTER, REGISTER, multiples(-32768, 32512, 256)),
  ...all("l8ui s8i", REGISTER, REGISTER, integers(0, 255)),
  ...all("l16si l16ui s16i", REGISTER, REGISTER, integers(0, 510)),
  ...all("l32i s32i", REGISTER, REGISTER, integers(0, 1020)),
  ...all("l32i_n s32i_n", REGISTER, REGISTER, multiples(0, 60, 4)),
  ...all("slli", REGISTER, REGISTER, integers(1, 31)),
  ...all("srai", REGISTER, REGISTER, integers(0, 31)),
  ...all("srli", REGISTER, REGISTER, integers(0, 15)),
  ...all("ssai", integers(0, 31)),
  ...all("movi_n", REGISTER, integers(-32, 95)),
];

/** Operands that are all at their first value but one. */
function* variations<Value>(
  specs: readonly OperandSpec[],
  values: (spec: OperandSpec) => readonly Value[],
): Generator<[args: string[], index: number, value: Value]> {
  for (let index = 0; index < specs.length; index++) {
    for (const value of values(specs[index]!)) yield [specs.map((spec) => spec.good[0]!), index, value];
  }
}

/** Names of ours for narrow instructions. */
const NARROW: Readonly<Record<string, string>> = { mov: "mov.n", ret: "ret.n" };

/** A mnemonic as binutils write it. */
function gnuName(name: string): string {
  return NARROW[name] ?? name.replace(/_n$/, ".n").replace(/_$/, "");
}

/** The frame that the assembler puts around: addi and five stores in front, five loads, addi and ret.n behind. */
export const ENTRY_BYTES = 13;
export const EXIT_BYTES = 15;

function bodyOf(lines: readonly string[]): number[] {
  return inlineCode(XTENSA, lines).slice(ENTRY_BYTES, -EXIT_BYTES);
}

const FORM_CASES: readonly EncodingCase[] = FORMS.flatMap(({ name, operands }) => {
  const lines: string[][] = operands.length === 0 ? [[]] : [];
  for (const [args, index, value] of variations(operands, (spec) => spec.good)) lines.push(args.with(index, value));
  return lines.map((args) => ({
    source: `${gnuName(name)} ${args.join(", ")}`.trim(),
    bytes: bodyOf([`${name}(${args.join(", ")})`]),
  }));
});

/** Branches: the instruction's operands in front of the target, and the one that stands in for the opposite condition. */
const BRANCHES: readonly [name: string, args: string, opposite: string, back: number][] = [
  ...["none any", "eq ne", "lt ge", "ltu geu", "all nall", "bc bs"].flatMap((pair): typeof BRANCHES => {
    const [first, second] = pair.split(" ") as [string, string];
    return [
      [`b${first}`, "a2, a15", `b${second}`, 124],
      [`b${second}`, "a2, a15", `b${first}`, 124],
    ];
  }),
  ["beqz", "a2", "bnez", 2044],
  ["bnez", "a2", "beqz", 2044],
  ["bltz", "a2", "bgez", 2044],
  ["bgez", "a2", "bltz", 2044],
];

const BRANCH_CASES: readonly EncodingCase[] = BRANCHES.flatMap(([name, args, opposite, back]) => [
  // As far back as one instruction reaches, then two bytes farther, then ahead.
  {
    source: `${name} ${args}, . - ${back}`,
    bytes: bodyOf(["label(target)", ...filler(back), `${name}(${args}, target)`]).slice(back),
  },
  {
    source: `${opposite} ${args}, . + 6; j . - ${back + 5}`,
    bytes: bodyOf(["label(target)", ...filler(back + 2), `${name}(${args}, target)`]).slice(back + 2),
  },
  {
    source: `${opposite} ${args}, . + 6; j . + 3`,
    bytes: bodyOf([`${name}(${args}, target)`, "label(target)"]),
  },
]);

/** Tests of a bit have one form. */
const BIT_CASES: readonly EncodingCase[] = ["bbci", "bbsi"].flatMap((name) =>
  ["0", "15", "16", "31"].flatMap((bit) => [
    {
      source: `${name} a15, ${bit}, . - 124`,
      bytes: bodyOf(["label(target)", ...filler(124), `${name}(a15, ${bit}, target)`]).slice(124),
    },
    {
      source: `${name} a15, ${bit}, . + 131`,
      bytes: bodyOf([`${name}(a15, ${bit}, target)`, ...filler(128), "label(target)"]).slice(0, 3),
    },
  ]),
);

/** Where the entry ends, the next multiple of 4 is 3 bytes away. */
const TO_WORD = 3;

/** The cases for the comparison with binutils. */
export const XTENSA_INLINE_CASES: readonly EncodingCase[] = [
  ...FORM_CASES,
  ...["1", "15"].map((n) => ({ source: `addi.n a0, a15, ${n}`, bytes: bodyOf([`addi_n(a0, a15, ${n})`]) })),
  ...BRANCH_CASES,
  ...BIT_CASES,
  { source: "bnez a2, . + 6; j . + 3", bytes: bodyOf(["beqz_n(a2, target)", "label(target)"]) },
  { source: "beqz a2, . + 6; j . + 3", bytes: bodyOf(["bnez_n(a2, target)", "label(target)"]) },
  { source: "j . + 3", bytes: bodyOf(["j(target)", "label(target)"]) },
  {
    source: "l32r a3, . - 4",
    bytes: bodyOf(["align(4)", "label(target)", "data(4, 1)", "l32r(a3, target)"]).slice(TO_WORD + 4),
  },
];

/** Lines that are refused, with exception and reason. */
export const XTENSA_REFUSALS: readonly (readonly [lines: readonly string[], refusal: string])[] = [
  ...FORMS.flatMap(({ name, operands }) => {
    const tooMany = [...operands.map((spec) => spec.good[0]!), "a0"];
    const refusals: [string[], string][] = [
      [
        [`${name}(${tooMany.join(", ")})`],
        `SyntaxError: unsupported Xtensa instruction '${name}' with ${tooMany.length} arguments`,
      ],
    ];
    for (const [args, index, [value, reason]] of variations(operands, (spec) => spec.bad)) {
      refusals.push([
        [`${name}(${args.with(index, value).join(", ")})`],
        `SyntaxError: ${reason.replace("{op}", name)}`,
      ]);
    }
    return refusals;
  }),
  ...[...XTENSA_BRANCHES.keys()].flatMap((name): [string[], string][] => [
    [[`${name}(a2, a3, target)`], "SyntaxError: label 'target' not defined"],
    [[`${name}(a2, a3, 4)`], `SyntaxError: '${name}' expects a label`],
    [["label(target)", `${name}(a2, 4, target)`], `SyntaxError: '${name}' expects a register`],
  ]),
  ...[...XTENSA_ZERO_BRANCHES.keys()].flatMap((name): [string[], string][] => [
    [[`${name}(a2, target)`], "SyntaxError: label 'target' not defined"],
    [["label(target)", `${name}(a16, target)`], `SyntaxError: '${name}' expects a register`],
  ]),
  ...["bbci", "bbsi"].flatMap((name): [string[], string][] => [
    [["label(target)", `${name}(a2, 32, target)`], `SyntaxError: '${name}' integer 32 isn't within range 0..31`],
    [["label(target)", `${name}(a2, -1, target)`], `SyntaxError: '${name}' integer -1 isn't within range 0..31`],
    [
      ["label(target)", ...filler(126), `${name}(a2, 0, target)`],
      "RuntimeError: ERROR: xtensa bit_branch out of range",
    ],
    [
      [`${name}(a2, 0, target)`, ...filler(130), "label(target)"],
      "RuntimeError: ERROR: xtensa bit_branch out of range",
    ],
  ]),
  [["addi_n(a2, a3, 16)"], "SyntaxError: 'addi_n' integer 16 isn't within range -1..15"],
  [["addi_n(a2, a3, -2)"], "SyntaxError: 'addi_n' integer -2 isn't within range -1..15"],
  [["j(4)"], "SyntaxError: 'j' expects a label"],
  [["movi(a2, a3)"], "SyntaxError: 'movi' expects an integer"],
  [["label(target)", "call0(target)"], "RuntimeError: ERROR: call0 target not word-aligned"],
  [["align(4)", "label(target)", "call0(target)"], "RuntimeError: ERROR: call0 location not word-aligned"],
  [["label(target)", "l32r(a2, target)"], "RuntimeError: ERROR: l32r target not word-aligned"],
  [["align(4)", "label(target)", "nop()", "l32r(a2, target)"], "RuntimeError: ERROR: l32r location not word-aligned"],
  [["align(4)", "l32r(a2, target)", "align(4)", "label(target)"], "RuntimeError: ERROR: xtensa l32r out of range"],
  [["memw()"], "SyntaxError: unsupported Xtensa instruction 'memw' with 0 arguments"],
  // The first of several complaints about an instruction gives way to the last.
  [["addi(a16, a2, 128)"], "SyntaxError: 'addi' expects a register"],
];

/** Instructions that the forms stand for. */
export const XTENSA_FORM_NAMES: readonly string[] = FORMS.map(({ name }) => name);

/** Instructions whose operands fill fields: the forms must have them all. */
export const XTENSA_FIELD_NAMES: readonly string[] = [...XTENSA_FIELDS.keys()];
