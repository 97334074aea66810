// Damaged input: every tool returns a result or throws an MpyFormatError or MpyToolError, quickly and with little memory.

import { describe, expect, test } from "vitest";
import { checkCompatible } from "../../src/mpy/inspect/compatible.ts";
import { disassemble } from "../../src/mpy/inspect/disassemble.ts";
import { MpyFormatError, MpyToolError } from "../../src/mpy/file/error.ts";
import { formatDisassembly } from "../../src/mpy/inspect/format-disassembly.ts";
import { freeze } from "../../src/mpy/freeze/freeze.ts";
import { formatHexDump } from "../../src/mpy/inspect/format-hex-dump.ts";
import { mergeMpy } from "../../src/mpy/merge/merge.ts";
import { makeMpyHeader } from "../../src/mpy/file/model.ts";
import type { MpyConstant, MpyRawCode } from "../../src/mpy/file/model.ts";
import { readMpy } from "../../src/mpy/file/read.ts";
import { attributeSizes } from "../../src/mpy/inspect/sizes.ts";
import { writeMpy } from "../../src/mpy/file/write.ts";
import { tryMpyTools } from "../../scripts/fuzz/mpy.ts";
import { mutate } from "../../scripts/fuzz/mutate.ts";
import { Random } from "../../scripts/generator/random.ts";
import { COMPILED, goldenMpy } from "./golden.ts";

const SECOND = goldenMpy("second");

/** What each tool makes of `bytes`: nothing where it has an answer, else its error, which must be one of ours. */
function tryAll(bytes: Uint8Array): void {
  const tools = [
    () => writeMpy(readMpy(bytes)),
    () => formatDisassembly(disassemble(bytes)),
    () => formatHexDump(bytes),
    () => expect(sumOf(bytes)).toBe(bytes.length),
    () => mergeMpy([SECOND, bytes]),
    () => freeze([{ path: "x.mpy", bytes }]),
    () => checkCompatible(bytes, { firmware: "1.24" }),
  ];
  for (const tool of tools) {
    try {
      tool();
    } catch (error) {
      if (!(error instanceof MpyFormatError) && !(error instanceof MpyToolError)) throw error;
      if (error instanceof MpyFormatError) {
        expect(error.offset).toBeGreaterThanOrEqual(0);
        expect(error.offset).toBeLessThanOrEqual(Math.max(bytes.length, SECOND.length));
      }
    }
  }
}

function sumOf(bytes: Uint8Array): number {
  const { header, unattributed, functions } = attributeSizes(bytes);
  return functions.reduce((sum, one) => sum + one.total, header + unattributed);
}

/**
 * Pseudo-random numbers below `limit`; the same ones in each run (a linear congruential generator, Numerical
 * Recipes).
 */
function makeRandom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

describe.each(COMPILED.map(({ name }) => name))("%s", (name) => {
  const bytes = goldenMpy(name);

  test("every truncation is refused", () => {
    for (let length = 0; length < bytes.length; length++) {
      expect(() => readMpy(bytes.subarray(0, length))).toThrow(MpyFormatError);
    }
  });

  test("every tool survives changed bits and bytes", () => {
    const random = makeRandom(bytes.length);
    for (let round = 0; round < 25; round++) {
      const changed = bytes.slice();
      for (let count = random(3); count >= 0; count--) {
        const at = random(changed.length);
        changed[at] = random(2) === 0 ? changed[at]! ^ (1 << random(8)) : random(256);
      }
      tryAll(changed);
    }
  });
});

test("random bytes behind a good header", () => {
  const random = makeRandom(7);
  for (let round = 0; round < 150; round++) {
    const bytes = Uint8Array.from({ length: 4 + random(200) }, () => random(256));
    bytes.set([0x4d, 6, random(2) === 0 ? 0 : random(256), 31]);
    tryAll(bytes);
  }
});

test("pieces that are moved, repeated or from other files", () => {
  const seeds = COMPILED.map(({ name }) => goldenMpy(name));
  for (let number = 0; number < 150; number++) tryMpyTools(mutate(new Random(number), seeds), SECOND);
});

/** Asserts one error of the reader: its reason and where. */
function expectFormatError(bytes: readonly number[], reason: string, offset: number): void {
  let error: unknown;
  try {
    readMpy(Uint8Array.from(bytes));
  } catch (caught) {
    error = caught;
  }
  expect(error).toBeInstanceOf(MpyFormatError);
  expect(error).toMatchObject({ reason, offset });
}

const HEAD = [0x4d, 6, 0, 31];
const BODY = [3 << 3, 0, 2, 0];

describe("the error and its place", () => {
  test("nothing at all", () => expectFormatError([], "header: the file is empty", 0));
  test("another file", () =>
    expectFormatError([0x50, 0x4b, 3, 4], 'header: the first byte is neither "M" nor CircuitPython\'s "C"', 0));
  test("CircuitPython's older version", () =>
    expectFormatError([0x43, 5, 0, 31], "header: format version 5; this package reads version 6", 1));
  test("an older version", () =>
    expectFormatError([0x4d, 5, 0, 31, 0], "header: format version 5; this package reads version 6", 1));
  test("a count beyond all bounds", () =>
    expectFormatError(
      [...HEAD, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f],
      "table lengths: varuint out of range",
      4,
    ));
  test("more qstrs than bytes", () =>
    expectFormatError([...HEAD, 0x8f, 0xff, 0xff, 0xff, 0x7f, 0, 3], "qstr 1: 1 bytes needed, 0 left", 11));
  test("the null qstr", () => expectFormatError([...HEAD, 1, 0, 1], "qstr 0: there is no static qstr 0", 6));
  test("a static qstr beyond the last", () =>
    expectFormatError([...HEAD, 1, 0, 0x83, 0x01], "qstr 0: there is no static qstr 192", 6));
  test("a string without its end", () =>
    expectFormatError([...HEAD, 1, 0, 2, 0x61, 0x62], "qstr 0: no NUL after the string", 8));
  test("an unknown constant", () => expectFormatError([...HEAD, 0, 1, 11, 0], "constant 0: unknown type 11", 6));
  test("text that is no number", () => expectFormatError([...HEAD, 0, 1, 7, 1, 0x78], "constant 0: not a number", 8));
  test("a prelude outside of the code", () =>
    expectFormatError(
      [...HEAD, 0, 0, (2 << 3) | 1, 0, 0, 2],
      "function 0: prelude offset 2 is outside of the code",
      9,
    ));
  test("bytes behind the end", () =>
    expectFormatError([...HEAD, 0, 0, ...BODY, 9, 9], "end of the module: 2 more bytes follow", 10));
});

describe("time and memory stay in proportion", () => {
  test("an assembler function of 134 million arguments", () => {
    // found by fuzzing: the number of arguments, 0xc0 80 80 00, was believed
    const hex = "4d06131f030008612e7079000f0266004c0002013200160251630133f2b50046f2bd00c080800002";
    const bytes = Uint8Array.from(Buffer.from(hex, "hex"));
    tryAll(bytes);
    expect(disassemble(bytes).functions[1]!.notes[0]).toMatch(
      /^arguments: (?:object, ){6}object, and \d+ without a type/,
    );
  });

  test("a million plain constants", () => {
    const many = new Uint8Array(1_000_020).fill(1);
    many.set([...HEAD, 0, 0xbd, 0x84, 0x40]); // a million as a varuint
    many.set(BODY, 1_000_008);
    const module = readMpy(many.subarray(0, 1_000_012));
    expect(module.constants).toHaveLength(1_000_000);
  });

  test("deep and wide trees give a result or a clear error", () => {
    let body: MpyRawCode = { kind: "bytecode", code: new Uint8Array([0, 2, 0]), children: [] };
    for (let depth = 0; depth < 2_000; depth++) body = { kind: "bytecode", code: body.code, children: [body] };
    let tuple: MpyConstant = { kind: "true" };
    for (let depth = 0; depth < 2_000; depth++) tuple = { kind: "tuple", items: [tuple] };
    const source = new TextEncoder().encode("deep.py");
    tryAll(writeMpy({ header: makeMpyHeader(), qstrs: [source], constants: [tuple], body }));
    const leaf: MpyRawCode = { kind: "bytecode", code: new Uint8Array([0, 2, 0]), children: [] };
    const wide: MpyRawCode = { kind: "bytecode", code: leaf.code, children: Array<MpyRawCode>(3_000).fill(leaf) };
    tryAll(writeMpy({ header: makeMpyHeader(), qstrs: [source], constants: [], body: wide }));
  });

  test("a number of 100,000 digits freezes", () => {
    const constants: MpyConstant[] = [{ kind: "int", text: "7".repeat(100_000) }];
    const body: MpyRawCode = { kind: "bytecode", code: new Uint8Array([0, 2, 0, 0x51, 0x63]), children: [] };
    const bytes = writeMpy({ header: makeMpyHeader(), qstrs: [new TextEncoder().encode("n.py")], constants, body });
    expect(freeze([{ path: "n.mpy", bytes }])).toContain(".alloc=20763,");
  });
});
