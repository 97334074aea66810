import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type EncodingCase, hex, parseListing } from "./listing.ts";
import { X64_CASES, X86_CASES } from "./x86-cases.ts";

/** Compares our encodings with a recorded listing, which must hold these lines and no others. */
function expectListing(name: string, cases: readonly EncodingCase[]): void {
  const recorded = parseListing(readFileSync(new URL(`golden/${name}.lst`, import.meta.url), "utf8"));
  const ours = new Map(cases.map(({ source, bytes }) => [source, hex(bytes)]));
  expect(ours).toEqual(recorded);
}

describe("encodings agree with binutils", () => {
  test("x64", () => expectListing("x64", X64_CASES));
  test("x86", () => expectListing("x86", X86_CASES));
});
