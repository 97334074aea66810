// Sizes by function.

import { describe, expect, test } from "vitest";
import { makeMpyHeader } from "../../src/mpy/file/model.ts";
import { readMpy } from "../../src/mpy/file/read.ts";
import { attributeSizes } from "../../src/mpy/inspect/sizes.ts";
import { STATIC_QSTRS } from "../../src/mpy/file/static-qstrs.ts";
import { writeMpy } from "../../src/mpy/file/write.ts";
import { COMPILED, goldenMpy } from "./golden.ts";

describe("the parts sum to the file", () => {
  test.each(COMPILED)("$name", ({ name }) => {
    const bytes = goldenMpy(name);
    const { total, header, unattributed, functions } = attributeSizes(bytes);
    expect(total).toBe(bytes.length);
    expect(functions.reduce((sum, one) => sum + one.total, header + unattributed)).toBe(total);
    for (const { code, lines, overhead, qstrs, constants, total: own } of functions) {
      expect(code + lines + overhead + qstrs + constants).toBe(own);
    }
  });
});

const NONE = { argumentNames: 0, staticQstrs: 0 };

test("each string and constant counts for the functions that use it", () => {
  const text = (content: string): Uint8Array => new TextEncoder().encode(content);
  // The body makes f and loads "shared"; f loads "shared" and constant 0; nobody uses "unused" and constant 1.
  const child = { kind: "bytecode", code: Uint8Array.from([0, 2, 1, 0x11, 2, 0x23, 0, 0x63]), children: [] } as const;
  const bytes = writeMpy({
    header: makeMpyHeader(),
    qstrs: [text("m.py"), text("f"), text("shared"), text("unused")],
    constants: [{ kind: "bytes", bytes: text("0123456789") }, { kind: "none" }],
    body: { kind: "bytecode", code: Uint8Array.from([0, 2, 0, 0x32, 0, 0x11, 2, 0x63]), children: [child] },
  });
  expect(attributeSizes(bytes)).toEqual({
    total: bytes.length,
    header: 6,
    unattributed: 8 + 1,
    unreferenced: { qstrs: [3], constants: [1] },
    functions: [
      {
        ...NONE,
        qualifiedName: "m.py",
        parent: -1,
        code: 5,
        indexBytes: 2,
        lines: 0,
        overhead: 5,
        qstrs: 6 + 4,
        constants: 0,
        total: 20,
      },
      {
        ...NONE,
        qualifiedName: "m.py.f",
        parent: 0,
        code: 5,
        indexBytes: 2,
        lines: 0,
        overhead: 4,
        qstrs: 3 + 4,
        constants: 13,
        total: 29,
      },
    ],
  });
});

test("a function's lines are what leaving them out saves", () => {
  const lines = (name: string): number =>
    attributeSizes(goldenMpy(name)).functions.reduce((sum, one) => sum + one.lines, 0);
  expect(lines("language")).toBeGreaterThan(50);
  expect(lines("language-O3")).toBe(0);
  expect(readMpy(goldenMpy("language-O3")).body.children.length).toBeGreaterThan(0);
});

test("static qstrs, argument names and numbers of entries are counted separately", () => {
  // def f(a, b): the names are qstrs 1 to 3; b is a number of two bytes. "append" is a static qstr.
  const code = Uint8Array.from([0b0000010, 4 << 1, 1, 2, 0x81, 0x00, 0x11, 2, 0x63]);
  const child = { kind: "bytecode", code, children: [] } as const;
  const body = { kind: "bytecode", code: Uint8Array.from([0, 2, 0, 0x32, 0, 0x63]), children: [child] } as const;
  const append = STATIC_QSTRS.indexOf("append");
  const source = new TextEncoder().encode("m.py");
  const bytes = writeMpy({ header: makeMpyHeader(), qstrs: [source, append, append], constants: [], body });
  const { functions } = attributeSizes(bytes);
  expect(functions[1]).toMatchObject({ argumentNames: 3, indexBytes: 1, qstrs: 2, staticQstrs: 2 });
});
