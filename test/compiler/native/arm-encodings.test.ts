import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ARM_CASES } from "./arm-cases.ts";
import { type EncodingCase, hex, parseListing } from "./listing.ts";
import { THUMB_CASES } from "./thumb-cases.ts";

/** Compares our encodings with a recorded listing, which must hold these lines and no others. */
function expectListing(name: string, cases: readonly EncodingCase[]): void {
  const recorded = parseListing(readFileSync(new URL(`golden/${name}.lst`, import.meta.url), "utf8"));
  const ours = new Map(cases.map(({ source, bytes }) => [source, hex(bytes)]));
  expect(ours).toEqual(recorded);
}

describe("encodings agree with binutils", () => {
  test("thumb", () => expectListing("thumb", THUMB_CASES));
  test("arm", () => expectListing("arm", ARM_CASES));
});
