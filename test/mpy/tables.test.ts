// The tables that compiler and tools share (opcodes, architectures, static qstrs), and the small codecs that use them.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ARCH_NAMES, ARCH_NUMBERS, nameArchFlags, nameArch, isArchName } from "../../src/mpy/file/arch.ts";
import { Fun, FUN_NAMES } from "../../src/mpy/file/fun-table.ts";
import { decodeInstruction, jumpDistance } from "../../src/mpy/file/instruction.ts";
import { RANGES } from "../../src/mpy/file/opcode-ranges.ts";
import { BINARY_OPS, Op, OPCODES, UNARY_OPS } from "../../src/mpy/file/opcodes.ts";
import { encodePreludeSizes, lineAt, readLines, readPrelude } from "../../src/mpy/file/prelude.ts";
import { formatG16, reprBytes, reprConstant, reprStr } from "../../src/mpy/file/python-repr.ts";
import { qstrHash, qstrIdent } from "../../src/mpy/freeze/qstr-ident.ts";
import { STATIC_QSTRS } from "../../src/mpy/file/static-qstrs.ts";
import { decodeUtf8, displayText, encodeUtf8 } from "../../src/mpy/file/text.ts";

describe("architectures", () => {
  test("numbers in the header", () => {
    expect(ARCH_NUMBERS).toMatchObject({ x86: 1, armv6m: 4, armv7emdp: 8, xtensawin: 10, rv32imc: 11, rv64imc: 12 });
    expect(ARCH_NAMES.map((name) => ARCH_NUMBERS[name])).toEqual(Array.from({ length: 12 }, (_, at) => at + 1));
  });
  test("names of numbers, and numbers without a name", () => {
    expect([0, 1, 12, 13].map(nameArch)).toEqual([undefined, "x86", "rv64imc", undefined]);
    expect([isArchName("x64"), isArchName("debug"), isArchName("toString")]).toEqual([true, false, false]);
  });
  test("flags", () => {
    expect(nameArchFlags("rv32imc", 7)).toEqual(["zba", "zcmp", "0x4"]);
    expect(nameArchFlags(undefined, 1)).toEqual(["0x1"]);
  });
});

describe("opcodes", () => {
  test("each named number is in its row, and formats follow from the high bits", () => {
    expect(Op).toMatchObject({ LOAD_CONST_STRING: 0x10, MAKE_CLOSURE: 0x20, JUMP: 0x42, RETURN_VALUE: 0x63 });
    expect(Object.keys(Op)).toHaveLength(72);
    for (const [name, number] of Object.entries(Op)) expect(OPCODES[number]!.name).toBe(name);
  });
  test("ranges carry their operand", () => {
    expect([0x70, 0x80, 0xaf].map((code) => OPCODES[code]!.implied)).toEqual([-16, 0, 47]);
    expect(OPCODES[0xbf]).toMatchObject({ name: "LOAD_FAST", implied: 15 });
    expect(OPCODES[RANGES.binaryOp.first + 34]).toMatchObject({ name: "BINARY_OP", implied: 34 });
    expect([UNARY_OPS.length, BINARY_OPS.length]).toEqual([RANGES.unaryOp.count, RANGES.binaryOp.count]);
    expect(OPCODES[0xfa]!.name).toBeUndefined();
  });
  test("only closures and unwinding jumps have an extra byte", () => {
    const named = OPCODES.filter(({ extraByte, name }) => extraByte && name !== undefined);
    expect(named.map(({ name }) => name)).toEqual(["MAKE_CLOSURE", "MAKE_CLOSURE_DEFARGS", "UNWIND_JUMP"]);
  });
});

test("the runtime's function table keeps its order", () => {
  expect([FUN_NAMES.length, FUN_NAMES[0], FUN_NAMES[Fun.setupCodeState]]).toEqual([
    50,
    "const_none",
    "setup_code_state",
  ]);
  expect(Object.values(Fun)).toEqual(Array.from(FUN_NAMES.keys()));
});

describe("instructions", () => {
  const decode = (...bytes: number[]): ReturnType<typeof decodeInstruction> =>
    decodeInstruction(Uint8Array.from(bytes), 0);

  test.each([
    [[0x22, 0x00], 0],
    [[0x22, 0x3f], 63],
    [[0x22, 0x40], -64],
    [[0x22, 0x80, 0x40], 64],
    [[0x22, 0xff, 0x3f], -65],
    [[0x22, 0xff, 0x00], -128],
    [[0x23, 0x81, 0x00], 128],
  ])("integers %j", (bytes, operand) => expect(decode(...bytes)).toMatchObject({ operand, size: bytes.length }));

  test("an integer beyond a double is exact", () => {
    const bytes = [0x22, 0x80, 0xc0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01];
    expect(decode(...bytes).wide).toBe(2n ** 62n + 1n);
  });
  test.each([
    [[0x42, 0x40], 2],
    [[0x42, 0x00], -62],
    [[0x42, 0x7f], 65],
    [[0x42, 0x80, 0x80], 3],
    [[0x42, 0x80, 0x00], 3 - 0x4000],
    [[0x4b, 0x7f], 129],
    [[0x4b, 0xff, 0xff], 3 + 0x7fff],
    [[0x40, 0x41, 0x01], 3],
  ])("jumps %j count from the end of the operand", (bytes, operand) => {
    const instruction = decode(...bytes);
    expect(instruction).toMatchObject({ operand, size: bytes.length });
    expect(jumpDistance(instruction)).toBe(operand - (bytes[0] === 0x40 ? 2 : bytes.length));
  });
  test("an instruction that goes on beyond the code", () => {
    for (const bytes of [[0x22], [0x22, 0x80], [0x42], [0x42, 0x80], [0x20, 0], [0x40, 0]]) {
      expect(() => decode(...bytes)).toThrow("goes on beyond the code");
    }
  });
});

describe("preludes", () => {
  test("sizes are encoded as they are read", () => {
    fc.assert(
      fc.property(fc.nat({ max: 0xfffff }), fc.nat({ max: 20 }), (info, cells) => {
        const code = new Uint8Array(info + cells + 20);
        const sizes = encodePreludeSizes(info + 1, cells);
        code.set(sizes, 1);
        const prelude = readPrelude(code, 0);
        expect(prelude).toMatchObject({ namesStart: 1 + sizes.length, cellsStart: 2 + sizes.length + info });
        expect(prelude.cells).toHaveLength(cells);
      }),
      { numRuns: 50 },
    );
  });
  test("all fields of the signature", () => {
    // State 1 + 0b100101, exceptions 0b11, flags 0b1111, arguments 0b101, 0b1, and 0b1 with defaults.
    const code = Uint8Array.from([
      0x80 | (0b0101 << 3) | (1 << 2) | 0b01,
      0xff,
      0xc0,
      0xc0,
      0x40,
      0x0e,
      1,
      2,
      3,
      4,
      5,
      6,
      7,
    ]);
    expect(readPrelude(code, 0)).toMatchObject({
      stateSize: 1 + 0b110101,
      exceptionDepth: 0b11,
      scopeFlags: 0b1111,
      positionalArgs: 0b101,
      keywordOnlyArgs: 1,
      defaultArgs: 1,
      names: [1, 2, 3, 4, 5, 6, 7],
    });
  });
  test("line tables", () => {
    const code = Uint8Array.from([0, 10, 1, 0x23, 0x41, 0x94, 0x05, 0x00]);
    const prelude = readPrelude(code, 0);
    const lines = readLines(code, prelude);
    expect(lines).toEqual([
      { offset: 0, line: 1 },
      { offset: 3, line: 2 },
      { offset: 4, line: 4 },
      { offset: 8, line: 4 + 0x105 },
    ]);
    expect([0, 2, 3, 7, 8, 100].map((offset) => lineAt(lines, offset))).toEqual([1, 1, 2, 4, 265, 265]);
  });
});

describe("Python's spellings", () => {
  test.each([
    ["it's", `"it's"`],
    [`both ' and "`, `'both \\' and "'`],
    ["tab\t\\\n\x00\x7f", `'tab\\t\\\\\\n\\x00\\x7f'`],
    ["é \u00a0\u2028\u{1f600}\u{e000}", `'é \\xa0\\u2028\u{1f600}\\ue000'`],
  ])("str %j", (text, repr) => expect(reprStr(text)).toBe(repr));
  test("bytes", () => expect(reprBytes(Uint8Array.from([0, 0x27, 0x41, 0xff, 0x5c]))).toBe(`b"\\x00'A\\xff\\\\"`));
  test("constants", () => {
    const items = [{ kind: "none" }, { kind: "int", text: "-5" }, { kind: "str", bytes: Uint8Array.of(0xff) }] as const;
    expect(reprConstant({ kind: "tuple", items })).toBe("(None, -5, str(b'\\xff'))");
    expect(reprConstant({ kind: "tuple", items: [{ kind: "ellipsis" }] })).toBe("(Ellipsis,)");
  });
  test.each([
    [0.1, "0.1"],
    [1e16, "1e+16"],
    [123456789012345, "123456789012345"],
    [-1.5e-7, "-1.5e-07"],
    [0.0001, "0.0001"],
    [2 ** 0.5, "1.414213562373095"],
    [2579247671520006.5, "2579247671520006"],
    [2579247671520007.5, "2579247671520008"],
    [-0, "-0"],
    [-Infinity, "-inf"],
    [NaN, "nan"],
  ])("%%.16g of %d", (value, text) => expect(formatG16(value)).toBe(text));
});

describe("qstrs in C", () => {
  test("names", () => {
    expect(["a1_", "<module>", "x.y z", "é", "\n", "日", "“"].map(qstrIdent)).toEqual([
      "a1_",
      "_lt_module_gt_",
      "x_dot_y_space_z",
      "_eacute_",
      "_0x0a_",
      "_0x65e5_",
      "_ldquo_",
    ]);
  });
  test("hashes: djb2 with xor, never 0", () => {
    const bytes = encodeUtf8("print");
    expect([0, 1, 2].map((size) => qstrHash(bytes, size))).toEqual([0xc654, 0x54, 0xc654]);
    expect(qstrHash(new Uint8Array(), 2)).toBe(5381);
  });
  test("static qstrs end with zip", () => expect([STATIC_QSTRS.length, STATIC_QSTRS.at(-1)]).toEqual([166, "zip"]));
});

test("UTF-8 in both directions; other bytes become escapes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const bytes = encodeUtf8(text);
      expect(bytes).toEqual(new TextEncoder().encode(text));
      expect(decodeUtf8(bytes)).toBe(text);
    }),
  );
  for (const bad of [[0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82], [0x80]]) {
    expect(decodeUtf8(Uint8Array.from(bad))).toBeUndefined();
  }
  expect(displayText(Uint8Array.of(0x61, 0xff))).toBe("a\\xff");
});
