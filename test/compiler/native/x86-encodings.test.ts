import { describe, test } from "vitest";
import { expectListing } from "./expect-listing.ts";
import { X64_CASES, X86_CASES } from "./x86-cases.ts";

describe("encodings agree with binutils", () => {
  test("x64", () => expectListing("x64", X64_CASES));
  test("x86", () => expectListing("x86", X86_CASES));
});
