// Every instruction that the RV32 inline assembler knows: each operand at its least and greatest value, for the comparison
// with binutils, and just outside, with the reason for the refusal.

import { RV32_INSTRUCTIONS } from "../../../src/compiler/code/native/inline/rv32-instructions.ts";
import { filler, inlineCode, type InlineTarget } from "./inline-code.ts";
import type { EncodingCase } from "./listing.ts";

export const RV32: InlineTarget = { arch: "rv32imc", archFlags: 3, decorator: "asm_rv32" };

/** What an operand may be: values that are taken, and values that are not with what is said about them. */
interface OperandSpec {
  readonly good: readonly string[];
  readonly bad: readonly (readonly [value: string, complaint: string])[];
}

function registers(good: readonly string[], unknown: readonly string[]): OperandSpec {
  return {
    good,
    bad: [
      ...unknown.map((name) => [name, "unknown register"] as const),
      ["x32", "expecting register"],
      ["fp", "expecting register"],
      ["1", "expecting register"],
    ],
  };
}

function integers(min: number, max: number, more: Partial<OperandSpec> = {}, step = 1): OperandSpec {
  return {
    good: [String(min), String(max), ...(more.good ?? [])],
    bad: [
      [String(min - step), "out of range"],
      [String(max + step), "out of range"],
      ["a0", "expecting integer"],
      ["1.5", "expecting integer"],
      ...(more.bad ?? []),
    ],
  };
}

/** Multiples of `min`, without 0. */
function nonzero(min: number, max: number): OperandSpec {
  return {
    good: [String(min), String(max)],
    bad: [
      ["0", "must not be zero"],
      [String(-min), "out of range"],
      [String(max + min), "out of range"],
    ],
  };
}

const X = registers(["zero", "x31"], []);
const NONZERO = registers(["ra", "t6"], ["zero", "x0"]);
const SHORT = registers(["s0", "x15"], ["x7", "a6"]);
/** Of these the reference keeps the lower two bits only (see RV32_INSTRUCTIONS). */
const SHORT_PAIR = registers(["x8", "a1"], ["x7", "a6"]);
const INT12 = integers(-2048, 2047, { good: ["-1", "0"] });
const INT6 = integers(-32, 31);
const UINT5 = integers(0, 31, { bad: [["1 << 32", "out of range"]] });
const UINT12 = integers(0, 4095);
const UPPER: OperandSpec = { good: ["0", "1", "0xfffff"], bad: [["a0", "expecting integer"]] };

/** Offsets beside their base, as one operand. */
function memory(offsets: OperandSpec, base: OperandSpec): OperandSpec {
  const [low, high] = base.good as [string, string];
  return {
    good: [...offsets.good.map((offset) => `${offset}(${high})`), `${offsets.good[0]}(${low})`],
    bad: [
      ...offsets.bad.map(([offset, complaint]) => [`${offset}(${low})`, complaint] as const),
      [low, "expecting offset"],
      ["~4(a0)", "expecting offset"],
    ],
  };
}

const ADDRESS = memory(INT12, X);
// As two's complement of 7 bits, where the instruction's offset has no sign.
const SHORT_ADDRESS = memory(
  {
    good: ["0", "4", "60"],
    bad: [
      ["62", "out of range"],
      ["64", "out of range"],
    ],
  },
  SHORT,
);

function all(names: string, operands: readonly OperandSpec[], gnu?: (...args: string[]) => string): Form[] {
  return names.split(" ").map((name) => ({ name, operands, gnu }));
}

interface Form {
  readonly name: string;
  readonly operands: readonly OperandSpec[];
  /** The operands as binutils want them, where that is not as here. */
  readonly gnu?: ((...args: string[]) => string) | undefined;
}

const FORMS: readonly Form[] = [
  ...all("add and_ div divu mul mulh mulhsu mulhu or_ rem remu sll slt sltu sra srl sub xor", [X, X, X]),
  ...all("sh1add sh2add sh3add", [X, X, X]),
  ...all("addi andi ori slti sltiu xori jalr", [X, X, INT12]),
  ...all("slli srai srli", [X, X, UINT5]),
  ...all("csrrc csrrs csrrw", [X, X, UINT12], (d, s, csr) => `${d}, ${csr}, ${s}`),
  ...all("csrrci csrrsi csrrwi", [X, UINT12, UINT5]),
  ...all("auipc lui", [X, UPPER]),
  ...all("lb lbu lh lhu lw sb sh sw", [X, ADDRESS]),
  ...all("c_add c_mv", [NONZERO, NONZERO]),
  ...all("mv", [registers(["ra", "t6"], []), registers(["ra", "t6"], [])]),
  ...all("c_addi", [NONZERO, integers(-32, 31, { bad: [["0", "must not be zero"]] })]),
  ...all("c_addi4spn", [SHORT, nonzero(4, 1020)], (d, n) => `${d}, sp, ${n}`),
  ...all("c_and c_or c_sub c_xor", [SHORT_PAIR, SHORT_PAIR]),
  ...all("c_andi", [SHORT, INT6]),
  ...all("c_ebreak c_nop ebreak ecall", []),
  ...all("c_jalr c_jr", [NONZERO]),
  ...all("c_li", [NONZERO, INT6]),
  ...all("c_lui", [registers(["ra", "x31"], ["x0", "sp"]), nonzero(1, 31)]),
  ...all("c_lw c_sw", [SHORT, SHORT_ADDRESS]),
  // As two's complement of 8 bits, where the instruction's offset has no sign.
  ...all(
    "c_lwsp",
    [
      NONZERO,
      {
        good: ["0", "4", "124"],
        bad: [
          ["126", "out of range"],
          ["128", "out of range"],
        ],
      },
    ],
    (d, n) => `${d}, ${n}(sp)`,
  ),
  ...all(
    "c_swsp",
    [
      X,
      {
        good: ["0", "4", "124"],
        bad: [
          ["126", "out of range"],
          ["128", "out of range"],
        ],
      },
    ],
    (d, n) => `${d}, ${n}(sp)`,
  ),
  ...all("c_slli", [NONZERO, { ...UINT5, good: ["1", "31"] }]),
  ...all("c_srai c_srli", [SHORT, { ...UINT5, good: ["1", "31"] }]),
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

/** A mnemonic as binutils write it. */
function gnuName(name: string): string {
  return name === "mv" ? "c.mv" : name.replace(/_$/, "").replace(/^c_/, "c.");
}

/** c.jr ra, which the assembler appends. */
const RETURN_BYTES = 2;

function inlineCase(line: string, source: string): EncodingCase {
  return { source, bytes: inlineCode(RV32, [line]).slice(0, -RETURN_BYTES) };
}

const FORM_CASES: readonly EncodingCase[] = FORMS.flatMap(({ name, operands, gnu }) => {
  const lines: string[][] = operands.length === 0 ? [[]] : [];
  for (const [args, index, value] of variations(operands, (spec) => spec.good)) lines.push(args.with(index, value));
  return lines.map((args) =>
    inlineCase(
      `${name}(${args.join(", ")})`,
      `${gnuName(name)} ${gnu === undefined ? args.join(", ") : gnu(...args)}`.trim(),
    ),
  );
});

/** Jumps with what they reach: bytes backwards to a label, and forwards. */
const JUMPS: readonly [names: string, args: string, position: number, back: number, forward: number][] = [
  ["beq bge bgeu blt bltu bne", "a0, x31", 3, 4096, 4094],
  ["c_beqz c_bnez", "a5", 2, 256, 254],
  ["c_j c_jal", "", 1, 2048, 2046],
];

function jumpLine(name: string, args: string): string {
  return `${name}(${args === "" ? "" : `${args}, `}target)`;
}

function jumpCases(): EncodingCase[] {
  return JUMPS.flatMap(([names, args, , back, forward]) =>
    names.split(" ").flatMap((name) => {
      const gnu = (distance: number): string => `${gnuName(name)} ${args === "" ? "" : `${args}, `}. + (${distance})`;
      const line = jumpLine(name, args);
      const size = name.startsWith("c_") ? 2 : 4;
      const backCode = inlineCode(RV32, ["label(target)", ...filler(back), line]);
      const forwardCode = inlineCode(RV32, [line, ...filler(forward - size), "label(target)"]);
      return [
        { source: gnu(-back), bytes: backCode.slice(back, back + size) },
        { source: gnu(forward), bytes: forwardCode.slice(0, size) },
      ];
    }),
  );
}

/** The cases for the comparison with binutils. */
export const RV32_INLINE_CASES: readonly EncodingCase[] = [
  ...FORM_CASES,
  ...jumpCases(),
  ...(["-32", "31"] as const).map((n) => inlineCase(`li(a0, ${n})`, `c.li a0, ${n}`)),
  ...(["-2048", "2047"] as const).map((n) => inlineCase(`li(a0, ${n})`, `addi a0, zero, ${n}`)),
  inlineCase("li(a0, 0x12345fff)", "lui a0, 0x12346; addi a0, a0, -1"),
  inlineCase("li(a0, -1 << 31)", "lui a0, 0x80000"),
  {
    source: "auipc x31, 0; addi x31, x31, 8",
    bytes: inlineCode(RV32, ["la(x31, target)", "label(target)"]).slice(0, 8),
  },
];

/** Lines that are refused, with the reason. */
export const RV32_REFUSALS: readonly (readonly [lines: readonly string[], reason: string])[] = [
  ...FORMS.flatMap(({ name, operands }) => {
    const tooMany = [...operands.map((spec) => spec.good[0]!), "a0"];
    const refusals: [string[], string][] = [
      [[`${name}(${tooMany.join(", ")})`], `opcode '${name}': expecting ${operands.length} arguments`],
    ];
    for (const [args, index, [value, complaint]] of variations(operands, (spec) => spec.bad)) {
      refusals.push([
        [`${name}(${args.with(index, value).join(", ")})`],
        `opcode '${name}' argument ${index + 1}: ${complaint}`,
      ]);
    }
    return refusals;
  }),
  ...JUMPS.flatMap(([names, args, position, back, forward]) =>
    names.split(" ").flatMap((name): [string[], string][] => {
      const line = jumpLine(name, args);
      const size = name.startsWith("c_") ? 2 : 4;
      const outOfRange = `opcode '${name}' argument ${position}: out of range`;
      return [
        [["label(target)", ...filler(back + 2), line], outOfRange],
        [[line, ...filler(forward + 2 - size), "label(target)"], outOfRange],
        [[line], `opcode '${name}' argument ${position}: undefined label 'target'`],
        [[line.replace("target", "4")], `opcode '${name}' argument ${position}: expecting label`],
      ];
    }),
  ),
  [["lw(a0, 4(x32))"], "opcode 'lw' argument 3: expecting register"],
  [["c_lw(a0, 4(t6))"], "opcode 'c_lw' argument 3: unknown register"],
  [["addx(a0, a1, a2)"], "invalid RV32 instruction 'addx'"],
];

/** Instructions that no form above stands for. */
export const RV32_OTHERS: readonly string[] = [
  "beq",
  "bge",
  "bgeu",
  "blt",
  "bltu",
  "bne",
  "c_beqz",
  "c_bnez",
  "c_j",
  "c_jal",
  "jal",
  "la",
  "li",
];

/** Instructions that the forms stand for. */
export const RV32_FORM_NAMES: readonly string[] = FORMS.map(({ name }) => name);

/** All that the assembler knows. */
export const RV32_KNOWN: readonly string[] = [...RV32_INSTRUCTIONS.keys()];
