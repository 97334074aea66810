// Reading and writing: recorded files and random modules come back to the byte.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeMpyHeader, ScopeFlag } from "../../src/mpy/file/model.ts";
import type { MpyConstant, MpyModule, MpyRawCode, MpyRelocation } from "../../src/mpy/file/model.ts";
import { readLocatedMpy, readMpy, readMpyHeader } from "../../src/mpy/file/read.ts";
import { STATIC_QSTRS } from "../../src/mpy/file/static-qstrs.ts";
import { writeMpy } from "../../src/mpy/file/write.ts";
import { COMPILED, goldenMpy } from "./golden.ts";

describe("recorded files", () => {
  test.each(COMPILED)("$name reads and writes to the same bytes", ({ name }) => {
    const bytes = goldenMpy(name);
    expect(writeMpy(readMpy(bytes))).toEqual(bytes);
  });

  test("the parts of a module are what the source says", () => {
    const module = readMpy(goldenMpy("constants"));
    expect(module.header).toEqual(makeMpyHeader());
    expect(module.qstrs.slice(0, 2)).toEqual([
      new TextEncoder().encode("constants.py"),
      STATIC_QSTRS.indexOf("<module>"),
    ]);
    expect(module.constants).toContainEqual({ kind: "int", text: "340282366920938463463374607431768211456" });
    expect(module.constants).toContainEqual({ kind: "complex", text: "2.5j" });
    expect(module.body.kind).toBe("bytecode");
    expect(module.body.children).toHaveLength(1);
  });

  test("the header of native code carries architecture, sub-version and flags", () => {
    expect(readMpyHeader(goldenMpy("native-rv32imc"))).toEqual(makeMpyHeader(11, 3));
    expect(readMpyHeader(goldenMpy("constants-small15"))).toEqual(makeMpyHeader(0, 0, 15));
  });

  test("the layout covers the file", () => {
    for (const { name } of COMPILED) {
      const bytes = goldenMpy(name);
      const { layout } = readLocatedMpy(bytes);
      expect(layout.rawCodes[0]).toMatchObject({ parent: -1, end: bytes.length });
      for (const { raw, codeStart } of layout.rawCodes) {
        expect(bytes.subarray(codeStart, codeStart + raw.code.length)).toEqual(raw.code);
      }
    }
  });
});

const bytes = fc.uint8Array({ maxLength: 40 });
const size = fc.oneof(fc.nat({ max: 300 }), fc.nat({ max: 2 ** 40 }));

const atom: fc.Arbitrary<MpyConstant> = fc.oneof(
  fc.constantFrom("funTable", "none", "false", "true", "ellipsis").map((kind) => ({ kind }) as const),
  fc.record({ kind: fc.constantFrom("str", "bytes"), bytes }),
  fc.bigInt().map((value) => ({ kind: "int", text: value.toString() }) as const),
  fc.constantFrom("1.5", "-1e-07", "inf", "nan").map((text) => ({ kind: "float", text }) as const),
  fc.constantFrom("2j", "(1.5-3e+20j)").map((text) => ({ kind: "complex", text }) as const),
);

const { constant } = fc.letrec<{ constant: MpyConstant }>((tie) => ({
  constant: fc.oneof(
    { depthSize: "small" },
    atom,
    fc.record({ kind: fc.constant("tuple" as const), items: fc.array(tie("constant"), { maxLength: 4 }) }),
  ),
}));

const address = fc.option(fc.record({ section: fc.constantFrom("text", "rodata"), word: size }), { nil: undefined });

const relocation: fc.Arbitrary<MpyRelocation> = fc.oneof(
  fc.record({ target: fc.constantFrom("text", "rodata", "bss"), address, count: fc.option(size, { nil: undefined }) }),
  fc.record({ target: fc.constantFrom("qstrTable", "objTable", "funTable"), address }),
  fc.record({ target: fc.nat({ max: 117 }), address }),
);

const { code } = fc.letrec<{ code: MpyRawCode }>((tie) => {
  const children = fc.oneof({ depthSize: "small" }, fc.constant([]), fc.array(tie("code"), { maxLength: 3 }));
  const viper = fc
    .record({
      flags: fc.nat({ max: 7 }),
      rodata: bytes,
      bssSize: size,
      relocations: fc.array(relocation, { maxLength: 5 }),
      code: bytes,
      children,
    })
    .map(({ flags, rodata, bssSize, relocations, code: own, children: below }): MpyRawCode => {
      const scopeFlags = flags * ScopeFlag.viperRelocations;
      return {
        kind: "viper",
        code: own,
        scopeFlags,
        rodata: scopeFlags & ScopeFlag.viperRodata ? rodata : undefined,
        bssSize: scopeFlags & ScopeFlag.viperBss ? bssSize : undefined,
        ...(scopeFlags & ScopeFlag.viperRelocations ? { relocations } : {}),
        children: below,
      };
    });
  const native = fc
    .record({ code: fc.uint8Array({ minLength: 1, maxLength: 40 }), at: fc.nat(), children })
    .map(({ code: own, at, children: below }): MpyRawCode => {
      return { kind: "native", code: own, preludeOffset: at % own.length, children: below };
    });
  return {
    code: fc.oneof(
      fc.record({ kind: fc.constant("bytecode" as const), code: bytes, children }),
      native,
      viper,
      fc.record({
        kind: fc.constant("asm" as const),
        code: bytes,
        scopeFlags: fc.constant(0),
        positionalArgs: fc.nat({ max: 4 }),
        typeSignature: size,
        children,
      }),
    ),
  };
});

const qstr = fc.oneof(bytes, fc.integer({ min: 1, max: STATIC_QSTRS.length - 1 }));

const module: fc.Arbitrary<MpyModule> = fc.record({
  header: fc
    .record({ arch: fc.nat({ max: 12 }), flags: fc.nat({ max: 1000 }), bits: fc.integer({ min: 7, max: 64 }) })
    .map(({ arch, flags, bits }) => makeMpyHeader(arch, flags, bits)),
  qstrs: fc.array(qstr, { maxLength: 20 }),
  constants: fc.array(constant, { maxLength: 8 }),
  body: code,
});

test.each([5, null, "x", new ArrayBuffer(3)])("%s is no file", (bytes) => {
  expect(() => readMpy(bytes as never)).toThrow(new TypeError("bytes: give the .mpy file as a Uint8Array"));
});

test("random modules are read as they were written", () => {
  fc.assert(
    fc.property(module, (original) => {
      expect(readMpy(writeMpy(original))).toEqual(original);
    }),
    { numRuns: 200 },
  );
});

test("depth is no limit: 20,000 functions and tuples inside one another", () => {
  let body: MpyRawCode = { kind: "bytecode", code: new Uint8Array([0, 2, 0]), children: [] };
  let items: MpyConstant = { kind: "none" };
  for (let depth = 0; depth < 20_000; depth++) {
    body = { kind: "bytecode", code: body.code, children: [body] };
    items = { kind: "tuple", items: [items] };
  }
  const deep = writeMpy({ header: makeMpyHeader(), qstrs: [1], constants: [items], body });
  expect(writeMpy(readMpy(deep))).toEqual(deep);
});
