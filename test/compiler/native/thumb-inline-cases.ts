// Every instruction that the Thumb inline assembler knows: each operand at its least and greatest value, for the
// comparison with binutils, and just outside, with the reason for the refusal.

import { CONDITIONS } from "../../../src/compiler/code/native/arch/thumb/encoding.ts";
import { filler, inlineCode, type InlineTarget } from "./inline-code.ts";
import type { EncodingCase } from "./listing.ts";

/** A processor that has every instruction. */
export const THUMB: InlineTarget = { arch: "armv7emsp", decorator: "asm_thumb" };

/** Bytes of push {r1, r4-r7, lr} in front of the body, and of the pop behind it. */
export const ENTRY_BYTES = 2;
export const EXIT_BYTES = 2;

/** What an operand may be: values that are taken, and values that are not with what is said about them. */
interface OperandSpec {
  /** As the inline assembler spells it and, where that differs, as binutils does. */
  readonly good: readonly (string | readonly [ours: string, binutils: string])[];
  /** `{op}` stands for the mnemonic. */
  readonly bad: readonly (readonly [value: string, reason: string])[];
}

const NOT_A_REGISTER: readonly (readonly [string, string])[] = [
  ["r16", "'{op}' expects a register"],
  ["s0", "'{op}' expects a register"],
];

/** A core register up to `max`, the greatest that binutils takes too being `last`. */
function register(max: number, last = max): OperandSpec {
  const tooHigh: [string, string][] = max < 15 ? [[`r${max + 1}`, `'{op}' expects at most r${max}`]] : [];
  return { good: ["r0", `r${last}`], bad: [...tooHigh, ...NOT_A_REGISTER] };
}

const LOW = register(7);
const ANY = register(15, 14);

const FLOAT: OperandSpec = {
  good: ["s0", "s31"],
  bad: [
    ["s32", "'{op}' expects at most r31"],
    ["s", "'{op}' expects an FPU register"],
    ["sx", "'{op}' expects an FPU register"],
    ["d0", "'{op}' expects an FPU register"],
  ],
};

/** What is said of an integer with bits outside `mask`. */
function outside(value: number, mask: number): readonly [string, string] {
  const digits = (value >>> 0).toString(16);
  return [String(value), `'{op}' integer 0x${digits} doesn't fit in mask 0x${mask.toString(16)}`];
}

function integer(mask: number): OperandSpec {
  return {
    good: [
      ["0", "#0"],
      [String(mask), `#${mask}`],
    ],
    bad: [outside(mask + 1, mask), outside(-1, mask)],
  };
}

/**
 * `[base, offset]` with a base up to `maxBase` and offsets up to `max` without bits outside `mask`; others are `wrong`.
 */
function address(
  maxBase: number,
  max: number,
  mask: number,
  wrong: readonly number[],
  wrongShape: string,
): OperandSpec {
  return {
    good: [
      ["[r0, 0]", "[r0, #0]"],
      [`[r${maxBase}, ${max}]`, `[r${maxBase}, #${max}]`],
    ],
    bad: [
      ...wrong.map((offset): readonly [string, string] => [`[r0, ${offset}]`, outside(offset, mask)[1]]),
      ["[r0, r1]", "'{op}' expects an integer"],
      ["[1, 0]", "'{op}' expects a register"],
      ["[r0]", wrongShape],
      ["4", wrongShape],
    ],
  };
}

const WRONG_ADDRESS = "'{op}' expects an address of the form [a, b]";

/** Exclusive transfers check only that the offset is a byte: one that is no multiple of 4 is rounded down. */
const EXCLUSIVE = address(14, 0xfc, 0xff, [0x100], WRONG_ADDRESS);
const FLOAT_ADDRESS = address(7, 0x3fc, 0x3fc, [0x400, 1], WRONG_ADDRESS);

interface Form {
  readonly name: string;
  readonly operands: readonly OperandSpec[];
  /** The line for binutils; {0}, {1} … are the operands. */
  readonly binutils: string;
}

function form(name: string, binutils: string, ...operands: OperandSpec[]): Form {
  return { name, operands, binutils };
}

/** Right shifts by 0 mean one by 32. */
const COUNT: OperandSpec = {
  good: [
    ["1", "#1"],
    ["31", "#31"],
  ],
  bad: [outside(32, 0x1f), outside(-1, 0x1f)],
};

/** Formats 9 and 10: a wrong address makes the whole instruction unknown. */
function transfer(name: string, max: number, ...wrong: number[]): Form {
  const unknown = "unsupported Thumb instruction '{op}' with 2 arguments";
  return form(name, `${name} {0}, {1}`, LOW, address(7, max, max, wrong, unknown));
}

const TWO_LOW = "eor lsl lsr asr adc sbc ror bic orr mvn neg".split(" ");
const COMPARING = "tst cmp cmn".split(" ");

const FORMS: readonly Form[] = [
  form("nop", "nop"),
  form("wfi", "wfi"),
  form("bx", "bx {0}", register(15)),
  form("mov", "mov {0}, {1}", register(15), register(15)),
  form("and_", "ands {0}, {1}", LOW, LOW),
  ...TWO_LOW.map((name) => form(name, `${name}s {0}, {1}`, LOW, LOW)),
  ...COMPARING.map((name) => form(name, `${name} {0}, {1}`, LOW, LOW)),
  form("mul", "muls {0}, {1}, {0}", LOW, LOW),
  form("mov", "movs {0}, {1}", LOW, integer(0xff)),
  form("cmp", "cmp {0}, {1}", LOW, integer(0xff)),
  form("add", "adds {0}, {1}", LOW, integer(0xff)),
  form("sub", "subs {0}, {1}", LOW, integer(0xff)),
  ...["lsl", "lsr", "asr"].map((name) => form(name, `${name}s {0}, {1}, {2}`, LOW, LOW, COUNT)),
  ...["add", "sub"].flatMap((name) => [
    form(name, `${name}s {0}, {1}, {2}`, LOW, LOW, LOW),
    form(name, `${name}s {0}, {1}, {2}`, LOW, { ...LOW, good: ["r1", "r6"] }, integer(7)),
  ]),
  transfer("ldr", 0x7c, 0x80, 2),
  transfer("str", 0x7c, 0x80, 2),
  transfer("ldrh", 0x3e, 0x40, 1),
  transfer("strh", 0x3e, 0x40, 1),
  transfer("ldrb", 0x1f, 0x20, -1),
  transfer("strb", 0x1f, 0x20, -1),

  form("clz", "clz {0}, {1}", ANY, ANY),
  form("rbit", "rbit {0}, {1}", ANY, ANY),
  form("mrs", "mrs {0}, {1}", register(12), {
    good: ["IPSR", "BASEPRI"],
    bad: [["PSR", "'{op}' expects a special register"]],
  }),
  form("movw", "movw {0}, {1}", register(14), integer(0xffff)),
  form("movt", "movt {0}, {1}", register(14), integer(0xffff)),
  form("sdiv", "sdiv {0}, {1}, {2}", ANY, ANY, ANY),
  form("udiv", "udiv {0}, {1}, {2}", ANY, ANY, ANY),
  form("ldrex", "ldrex {0}, {1}", ANY, EXCLUSIVE),
  form("strex", "strex {0}, {1}, {2}", { ...ANY, good: ["r8", "r9"] }, { ...ANY, good: ["r2", "r3"] }, EXCLUSIVE),

  form("vcmp", "vcmpe.f32 {0}, {1}", FLOAT, FLOAT),
  form("vsqrt", "vsqrt.f32 {0}, {1}", FLOAT, FLOAT),
  form("vneg", "vneg.f32 {0}, {1}", FLOAT, FLOAT),
  form("vcvt_f32_s32", "vcvt.f32.s32 {0}, {1}", FLOAT, FLOAT),
  form("vcvt_s32_f32", "vcvt.s32.f32 {0}, {1}", FLOAT, FLOAT),
  ...["vadd", "vsub", "vmul", "vdiv"].map((name) => form(name, `${name}.f32 {0}, {1}, {2}`, FLOAT, FLOAT, FLOAT)),
  form("vldr", "vldr {0}, {1}", FLOAT, FLOAT_ADDRESS),
  form("vstr", "vstr {0}, {1}", FLOAT, FLOAT_ADDRESS),
];

function goodOf(spec: OperandSpec): readonly (readonly [ours: string, binutils: string])[] {
  return spec.good.map((value) => (typeof value === "string" ? [value, value] : value));
}

function caseOf(source: string, lines: readonly string[]): EncodingCase {
  return { source, bytes: inlineCode(THUMB, lines).slice(ENTRY_BYTES, -EXIT_BYTES) };
}

function casesOfForm({ name, operands, binutils }: Form): EncodingCase[] {
  const rows = operands.reduce<(readonly [string, string])[][]>(
    (before, spec) => before.flatMap((row) => goodOf(spec).map((value) => [...row, value])),
    [[]],
  );
  return rows.map((row) => {
    const source = binutils.replace(/\{(\d)\}/g, (_, index: string) => row[Number(index)]![1]);
    return caseOf(source, [`${name}(${row.map(([ours]) => ours).join(", ")})`]);
  });
}

/** A branch back over filler to a label at the body's start, and one forward. */
function branchCases(ours: string, binutils: string, prefetched: number, reach: number): EncodingCase[] {
  const back = reach - prefetched;
  return [
    caseOf(`${binutils} . + 4`, [`${ours}(end)`, ...filler(binutils.endsWith(".n") ? 2 : 0), "label(end)"]),
    caseOf(`.space ${back}; ${binutils} . - ${back}`, ["label(start)", ...filler(back), `${ours}(start)`]),
  ].map((each) => (each.source.endsWith(".n . + 4") ? { ...each, source: `${each.source}; .space 2` } : each));
}

const CASES: readonly EncodingCase[] = [
  caseOf("cpsid i", ["cpsid(i)"]),
  caseOf("cpsie i", ["cpsie(i)"]),
  caseOf("movw r0, #0x5678; movt r0, #0x1234", ["movwt(r0, 0x12345678)"]),
  caseOf("movw r14, #0xffff; movt r14, #0xffff", ["movwt(r14, -1)"]),
  caseOf("movw r1, #0xffff; movt r1, #0xffff", ["movwt(r1, 0xffffffff)"]),
  caseOf("mov sl, fp", ["mov(sl, fp)"]),
  caseOf("mov sp, lr", ["mov(sp, lr)"]),
  caseOf("mov pc, r0", ["mov(pc, r0)"]),

  caseOf("push {r0}", ["push({r0})"]),
  caseOf("push {r0-r7, lr}", ["push({r0, r1, r2, r3, r4, r5, r6, r7, lr})"]),
  caseOf("push.w {r0, r8}", ["push({r0, r8})"]),
  caseOf("push.w {r0, r12, lr}", ["push({lr, r12, r0})"]),
  caseOf("pop {r7}", ["pop({r7})"]),
  caseOf("pop {r0, pc}", ["pop({r0, pc})"]),
  caseOf("pop.w {r0, r8}", ["pop({r8, r0})"]),
  caseOf("pop.w {r1, lr}", ["pop({r1, lr})"]),

  caseOf("vmov r0, s31", ["vmov(r0, s31)"]),
  caseOf("vmov s31, r14", ["vmov(s31, r14)"]),
  caseOf("vmov s0, lr", ["vmov(s0, lr)"]),
  caseOf("vmrs r0, fpscr", ["vmrs(r0, FPSCR)"]),
  caseOf("vmrs APSR_nzcv, fpscr", ["vmrs(APSR_nzcv, FPSCR)"]),

  ...CONDITIONS.flatMap((condition) => [
    ...branchCases(`b${condition}`, `b${condition}.n`, 4, 256),
    ...branchCases(`b${condition}_w`, `b${condition}.w`, 4, 260),
  ]),
  ...branchCases("b", "b.n", 4, 2048),
  ...branchCases("bl", "bl", 4, 2052),
  caseOf("beq.n . + 4; .space 2", ["beq_n(end)", ...filler(2), "label(end)"]),

  caseOf("it eq; moveq r0, r1", ["it(eq)", "mov(r0, r1)"]),
  caseOf("ite ne; movne r0, r1; moveq r0, r2", ["ite(ne)", "mov(r0, r1)", "mov(r0, r2)"]),
  caseOf("ittte lt; movlt r0, r1; movlt r0, r2; movlt r0, r3; movge r0, r4", [
    "ittte(lt)",
    "mov(r0, r1)",
    "mov(r0, r2)",
    "mov(r0, r3)",
    "mov(r0, r4)",
  ]),
];

/** Lines as binutils spells them, and our encoding. */
export const THUMB_INLINE_CASES: readonly EncodingCase[] = [...FORMS.flatMap(casesOfForm), ...CASES];

function refusalsOfForm({ name, operands }: Form): [lines: string[], reason: string][] {
  return operands.flatMap((spec, index) =>
    spec.bad.map(([value, reason]): [string[], string] => {
      const args = operands.map((other, at) => (at === index ? value : goodOf(other)[0]![0]));
      return [[`${name}(${args.join(", ")})`], reason.replaceAll("{op}", name)];
    }),
  );
}

function unknown(line: string): [lines: string[], reason: string] {
  const [, name, args] = /^(\w+)\((.*)\)$/.exec(line)!;
  const count = args === "" ? 0 : args!.split(",").length;
  return [[line], `unsupported Thumb instruction '${name}' with ${count} arguments`];
}

const OTHER_REFUSALS: readonly (readonly [lines: readonly string[], reason: string])[] = [
  unknown("nop(r0)"),
  unknown("wfe()"),
  unknown("mov(r0)"),
  unknown("mov(r0, r1, r2)"),
  unknown("and_(r0, 1)"),
  unknown("add(r0, r1)"),
  unknown("bal(end)"),
  unknown("beq_x(end)"),
  unknown("beqw(end)"),
  unknown("itx(eq)"),
  unknown("itttte(eq)"),
  unknown("it(al)"),
  unknown("it(1)"),
  unknown("vmrs(r0, FPSID)"),
  unknown("vadd(s0, s1)"),
  unknown("vabs(s0, s1)"),
  unknown("f(1, 2, 3, 4)"),
  unknown("toString()"),

  [["mov(r8, 1)"], "'mov' expects at most r7"],
  [["mov(r0, 256)"], "'mov' integer 0x100 doesn't fit in mask 0xff"],
  // The last complaint of an instruction counts.
  [["mov(r8, 256)"], "'mov' integer 0x100 doesn't fit in mask 0xff"],
  [["movwt(r15, 0)"], "'movwt' expects at most r14"],
  [["push(r0)"], "'push' expects {r0, r1, ...}"],
  [["push({})"], "'push' expects {r0, r1, ...}"],
  [["push({1})"], "'push' expects {r0, r1, ...}"],
  [["push({r0: r1})"], "'push' expects {r0, r1, ...}"],
  [["push({r0, 1})"], "'push' expects a register"],
  [["b(1)"], "'b' expects a label"],
  [["beq(r0.x)"], "'beq' expects a label"],
  [["b(nowhere)", "label(end)"], "label 'nowhere' not defined"],
  [["label(start)", ...filler(2046), "b(start)"], "branch not in range"],
  [["label(start)", ...filler(254), "beq(start)"], "branch not in range"],
  [["beq(end)", ...filler(258), "label(end)"], "branch not in range"],
];

/** Lines, and the reason for which they are refused. */
export const THUMB_REFUSALS: readonly (readonly [lines: readonly string[], reason: string])[] = [
  ...FORMS.flatMap(refusalsOfForm),
  ...OTHER_REFUSALS,
];

/** Lines of ARMv7-M that ARMv6-M does not know. */
export const ARMV7M_LINES: readonly string[] = [
  "clz(r0, r1)",
  "rbit(r0, r1)",
  "mrs(r0, IPSR)",
  "movw(r0, 1)",
  "movt(r0, 1)",
  "movwt(r0, 1)",
  "sdiv(r0, r1, r2)",
  "udiv(r0, r1, r2)",
  "ldrex(r0, [r1, 0])",
  "strex(r0, r1, [r2, 0])",
  "push({r8})",
  "pop({r8})",
  "beq_w(end)",
  "it(eq)",
];

/** Lines that only processors with single-precision floating point know. */
export const FLOAT_LINES: readonly string[] = [
  "vcmp(s0, s1)",
  "vmov(r0, s1)",
  "vmrs(r0, FPSCR)",
  "vadd(s0, s1, s2)",
  "vldr(s0, [r0, 0])",
];

/** What an unknown line is refused with. */
export function unknownReason(line: string): string {
  const [, name, args] = /^(\w+)\((.*)\)$/.exec(line)!;
  const count = args!.replace(/\[.*\]/, "address").split(",").length;
  return `SyntaxError: unsupported Thumb instruction '${name}' with ${count} arguments`;
}
