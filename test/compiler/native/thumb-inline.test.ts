import { describe, expect, test } from "vitest";
import { expectListing } from "./expect-listing.ts";
import { inlineCode, inlineRefusal, type InlineTarget, parameterRefusal } from "./inline-code.ts";
import { hex } from "./listing.ts";
import {
  ARMV7M_LINES,
  FLOAT_LINES,
  THUMB,
  THUMB_INLINE_CASES,
  THUMB_REFUSALS,
  unknownReason,
} from "./thumb-inline-cases.ts";

function target(arch: NonNullable<InlineTarget["arch"]>): InlineTarget {
  return { ...THUMB, arch };
}

describe("the Thumb inline assembler", () => {
  test("agrees with binutils at the ends of each operand's range", () =>
    expectListing("thumb-inline", THUMB_INLINE_CASES));

  test.each(THUMB_REFUSALS.map(([lines, reason]) => [lines.at(-1)!, reason, lines] as const))(
    "refuses %s: %s",
    (_, reason, lines) => expect(inlineRefusal(THUMB, lines)).toBe(`SyntaxError: ${reason}`),
  );

  test("a function saves registers and returns", () => expect(hex(inlineCode(THUMB, ["nop()"]))).toBe("f2b500bff2bd"));

  test("on armv6, ARM code in front of it switches to Thumb state", () => {
    const switching = "10402de909e08fe23eff2fe11040bde81eff2fe1";
    expect(hex(inlineCode(target("armv6"), ["nop()"]))).toBe(`${switching}f2b500bff2bd`);
  });

  test.each(ARMV7M_LINES)("%s is unknown to ARMv6-M", (line) => {
    const lines = [line, "label(end)"];
    expect(inlineRefusal(target("armv7m"), lines)).toBe("");
    expect(inlineRefusal(target("armv6m"), lines)).toBe(unknownReason(line));
    expect(inlineRefusal(target("armv6"), lines)).toBe(unknownReason(line));
  });

  test.each(FLOAT_LINES)("%s is unknown without floating point", (line) => {
    expect(inlineRefusal(target("armv7emdp"), [line])).toBe("");
    expect(inlineRefusal(target("armv7em"), [line])).toBe(unknownReason(line));
  });
});

describe("parameters of Thumb assembly", () => {
  test.each([
    ["r0, r1, r2, r3", ""],
    ["r0, r1, r2, r3, r4", "can only have up to 4 parameters to Thumb assembly"],
    ["r1", "parameters must be registers in sequence r0 to r3"],
    ["r0, b", "parameters must be registers in sequence r0 to r3"],
    ["r0=1", "parameters must be registers in sequence r0 to r3"],
  ])("(%s)", (parameters, reason) => expect(parameterRefusal(THUMB, parameters)).toBe(reason));
});
