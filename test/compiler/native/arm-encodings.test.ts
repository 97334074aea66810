import { describe, test } from "vitest";
import { ARM_CASES } from "./arm-cases.ts";
import { ARM_OPERATION_CASES, THUMB_OPERATION_CASES } from "./arm-operations.ts";
import { expectListing } from "./expect-listing.ts";
import { THUMB_CASES } from "./thumb-cases.ts";

describe("Thumb and ARM encodings agree with binutils", () => {
  test("Thumb instructions", () => expectListing("thumb", THUMB_CASES));
  test("Thumb operations of the native emitter", () => expectListing("thumb-operations", THUMB_OPERATION_CASES));
  test("ARM instructions", () => expectListing("arm", ARM_CASES));
  test("ARM operations of the native emitter", () => expectListing("arm-operations", ARM_OPERATION_CASES));
});
