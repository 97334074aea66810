import { describe, test } from "vitest";
import { expectListing } from "./expect-listing.ts";
import { RV32_CASES, RV32_OPERATION_CASES, RV32C_CASES } from "./rv32-cases.ts";

describe("RV32 encodings agree with binutils", () => {
  test("instructions of 32 bits", () => expectListing("rv32", RV32_CASES));
  test("instructions of 16 bits", () => expectListing("rv32c", RV32C_CASES));
  test("operations of the native emitter", () => expectListing("rv32-operations", RV32_OPERATION_CASES));
});
