import { describe, expect, test } from "vitest";
import { expectListing } from "./expect-listing.ts";
import { inlineCode, inlineRefusal, type InlineTarget, parameterRefusal } from "./inline-code.ts";
import { hex } from "./listing.ts";
import {
  ENTRY_BYTES,
  EXIT_BYTES,
  XTENSA,
  XTENSA_FIELD_NAMES,
  XTENSA_FORM_NAMES,
  XTENSA_INLINE_CASES,
  XTENSA_REFUSALS,
} from "./xtensa-inline-cases.ts";

const WINDOWED: InlineTarget = { ...XTENSA, arch: "xtensawin" };

describe("the Xtensa inline assembler", () => {
  test("agrees with binutils at the ends of each operand's range", () =>
    expectListing("xtensa-inline", XTENSA_INLINE_CASES));

  test("has a test of each instruction", () => {
    expect(XTENSA_FIELD_NAMES.filter((name) => !XTENSA_FORM_NAMES.includes(name))).toEqual([]);
  });

  test.each(XTENSA_REFUSALS.map(([lines, refusal]) => [lines.at(-1)!, refusal, lines] as const))(
    "refuses %s: %s",
    (_, refusal, lines) => expect(inlineRefusal(XTENSA, lines)).toBe(refusal),
  );

  test.each(["0", "-1"])("addi_n with %s has the code that the reference makes of it", (n) => {
    expect(hex(inlineCode(XTENSA, [`addi_n(a3, a4, ${n})`]).slice(ENTRY_BYTES, -EXIT_BYTES))).toBe("fbff");
  });

  test("constants lie in front of the function, which jumps over them", () => {
    const code = hex(inlineCode(XTENSA, ["movi(a2, 5)", "movi(a3, 0x12345678)"]));
    expect(code.slice(0, 24)).toBe("060200" + "00" + "05000000" + "78563412");
    // l32r a2, the first; l32r a3, the second
    expect(code.slice(50, 62)).toBe("21faff" + "31fbff");
  });

  test("a windowed function begins with entry and ends in retw.n", () => {
    expect(hex(inlineCode(WINDOWED, ["add(a2, a2, a3)"]))).toBe("366100" + "0901" + "302280" + "0801" + "1df0");
  });

  test("a branch ahead behind the first label is refused, where the reference aborts", () => {
    const loop = ["label(loop)", "beqz(a2, end)", "j(loop)", "label(end)"];
    expect(inlineRefusal(XTENSA, loop)).toBe(
      "NotImplementedError: behind the first label of a function, no conditional branch can go to a label further down",
    );
  });
});

describe("parameters of Xtensa assembly", () => {
  test.each([
    ["a2, a3, a4, a5", ""],
    ["a2, a3, a4, a5, a6", "can only have up to 4 parameters to Xtensa assembly"],
    ["a3", "parameters must be registers in sequence a2 to a5"],
    ["a2, b", "parameters must be registers in sequence a2 to a5"],
  ])("(%s)", (parameters, reason) => expect(parameterRefusal(XTENSA, parameters)).toBe(reason));
});
