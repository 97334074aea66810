import { describe, expect, test } from "vitest";
import { WindowedAssembler } from "../../../src/compiler/code/native/arch/xtensa/assembler.ts";
import { entry } from "../../../src/compiler/code/native/arch/xtensa/encoding.ts";
import { expectListing } from "./expect-listing.ts";
import { hex } from "./listing.ts";
import { XTENSA_CASES, XTENSA_OPERATION_CASES } from "./xtensa-cases.ts";
import { TODAY } from "../../../src/firmware/index.ts";

describe("Xtensa encodings agree with binutils", () => {
  test("instructions", () => expectListing("xtensa", XTENSA_CASES));
  test("operations of the native emitter", () => expectListing("xtensa-operations", XTENSA_OPERATION_CASES));
});

/** What the emit pass of `run` stores. */
function windowed(run: (assembler: WindowedAssembler) => void): string {
  const assembler = new WindowedAssembler(TODAY);
  for (const emitting of [false, true]) {
    assembler.startPass(emitting);
    run(assembler);
    assembler.endPass();
  }
  return hex(assembler.toBytes());
}

describe("the windowed convention", () => {
  test("entry takes the frame in units of 8 bytes", () => {
    expect(entry(1, 32)).toBe(0x004136);
    expect(entry(1, 0)).toBe(0x000136);
    expect(entry(1, 0xfff * 8)).toBe(0xfff136);
    expect(entry(15, 8)).toBe(0x001f36);
  });

  test("a frame holds a0, the locals and 32 bytes for the window, in multiples of 16", () => {
    // entry a1, 48; s32i.n a0, a1, 0 … l32i.n a0, a1, 0; retw.n
    expect(windowed((a) => (a.entry(3), a.exit()))).toBe("366100" + "0901" + "0801" + "1df0");
    // entry a1, 64
    expect(windowed((a) => a.entry(4))).toBe("368100" + "0901");
  });

  test("calls go through a8", () => {
    // l32i.n a8, a7, 60; callx8 a8
    expect(windowed((a) => a.callFun(15))).toBe("88f7" + "e00800");
    // l32i a8, a7, 64; callx8 a8
    expect(windowed((a) => a.callFun(16))).toBe("822710" + "e00800");
  });

  test("a store far from its base goes through a6, as in the other convention", () => {
    // movi a6, 1024; add.n a6, a4, a6; s32i.n a3, a6, 0
    expect(windowed((a) => a.store(2, 3, 4, 256))).toBe("62a400" + "6a64" + "3906");
  });
});
