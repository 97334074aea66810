import { describe, expect, test } from "vitest";
import { expectListing } from "./expect-listing.ts";
import { inlineCode, inlineRefusal, type InlineTarget, parameterRefusal } from "./inline-code.ts";
import { hex } from "./listing.ts";
import {
  RV32,
  RV32_FORM_NAMES,
  RV32_INLINE_CASES,
  RV32_KNOWN,
  RV32_OTHERS,
  RV32_REFUSALS,
} from "./rv32-inline-cases.ts";

/** The same processor without extensions. */
const BASE: InlineTarget = { ...RV32, archFlags: 0 };

describe("the RV32 inline assembler", () => {
  test("agrees with binutils at the ends of each operand's range", () =>
    expectListing("rv32-inline", RV32_INLINE_CASES));

  test("has a test of each instruction", () => {
    expect([...RV32_FORM_NAMES, ...RV32_OTHERS].sort()).toEqual([...RV32_KNOWN].sort());
  });

  test.each(RV32_REFUSALS.map(([lines, reason]) => [lines.at(-1)!, lines, reason] as const))(
    "refuses %s",
    (_, lines, reason) => {
      expect(inlineRefusal(RV32, lines)).toBe(`SyntaxError: ${reason}`);
    },
  );

  test("ends in c.jr ra", () => expect(hex(inlineCode(RV32, ["pass"]))).toBe("8280"));

  test("knows Zba only where the target has it", () => {
    expect(inlineRefusal(BASE, ["sh1add(a0, a1, a2)"])).toBe("SyntaxError: invalid RV32 instruction 'sh1add'");
  });

  test.each(["c_and(a2, a5)", "c_or(a2, a5)", "c_sub(a2, a5)", "c_xor(a2, a5)"])(
    "keeps two bits of the registers of %s, as the reference does",
    (line) =>
      expect(inlineCode(RV32, [line])).toEqual(inlineCode(RV32, [line.replace("a2", "s0").replace("a5", "a1")])),
  );
});

// Encodings from the Zcmp specification: cm.push is 101110 00 rlist spimm 10, with rlist 4 for {ra} up to 15 for all.
describe("Zcmp", () => {
  test.each([
    ["cm_push({ra}, 0)", 0b101110_00_0100_00_10],
    ["cm_push({ra, s0}, 0)", 0b101110_00_0101_00_10],
    ["cm_push({ra, s0-s1}, 0)", 0b101110_00_0110_00_10],
    ["cm_push({ra, s0-s2}, 0)", 0b101110_00_0111_00_10],
    ["cm_push({ra, s0-s9}, 0)", 0b101110_00_1110_00_10],
    ["cm_push({ra, s0-s11}, 0)", 0b101110_00_1111_00_10],
    ["cm_push({x1, x8-x27}, 0)", 0b101110_00_1111_00_10],
    ["cm_pop({ra}, 0)", 0b101110_10_0100_00_10],
    ["cm_popret({ra}, 0)", 0b101111_10_0100_00_10],
    ["cm_popretz({ra}, 0)", 0b101111_00_0100_00_10],
    ["cm_mva01s(s0, s7)", 0b101011_000_11_111_10],
    ["cm_mvsa01(s7, s1)", 0b101011_111_01_001_10],
    // The reference hands over bytes where the instruction counts units of 16, so that nothing is left of them.
    ["cm_push({ra}, -48)", 0b101110_00_0100_00_10],
    ["cm_pop({ra}, 48)", 0b101110_10_0100_00_10],
  ])("%s", (line, word) => {
    expect(hex(inlineCode(RV32, [line]).slice(0, 2))).toBe(hex([word & 0xff, word >> 8]));
    expect(inlineRefusal(BASE, [line])).toContain("invalid RV32 instruction");
  });

  test.each([
    "cm_push({ra, s0-s10}, 0)",
    "cm_push({ra, s1}, 0)",
    "cm_push({ra, s0, s1}, 0)",
    "cm_push({ra,}, 0)",
    "cm_push({s0}, 0)",
    "cm_push(ra, 0)",
    "cm_push({ra}, 16)",
    "cm_push({ra}, -64)",
    "cm_push({ra}, -8)",
    "cm_push({ra}, a0)",
    "cm_pop({ra}, -16)",
    "cm_mva01s(s8, s0)",
    "cm_mva01s(s0, s0)",
    "cm_mvsa01(a0, s0)",
    "cm_mvsa01(s0)",
  ])("%s is no instruction", (line) => {
    expect(inlineRefusal(RV32, [line])).toBe(
      `SyntaxError: invalid RV32 instruction '${line.slice(0, line.indexOf("("))}'`,
    );
  });
});

describe("parameters of RV32 assembly", () => {
  test.each([
    ["a0, a1, a2, a3", ""],
    ["x10, x11", ""],
    ["a0, a1, a2, a3, a4", "can only have up to 4 parameters for RV32 assembly"],
    ["a1", "parameters must be registers in sequence a0 to a3"],
    ["a0, b", "parameters must be registers in sequence a0 to a3"],
  ])("(%s)", (parameters, reason) => {
    expect(parameterRefusal(RV32, parameters)).toBe(reason);
  });
});
