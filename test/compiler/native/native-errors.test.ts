// Refusals of native and viper code. Types, wording and lines are recorded from the reference. Where it aborts on an assertion, ours
// is a refusal with line and column.

import { describe, expect, test } from "vitest";
import { CompileError, compile } from "../../../src/compiler/index.ts";
import type { ArchName } from "../../../src/mpy/file/arch.ts";
import { readMpy } from "../../../src/mpy/file/read.ts";

/** The refusal of a function under a decorator; its first line is line 2. */
function refusal(decorator: string, source: string, arch: ArchName = "x64"): CompileError {
  try {
    compile(`@micropython.${decorator}\n${source}\n`, { arch });
  } catch (error) {
    if (error instanceof CompileError) return error;
    throw error;
  }
  return expect.fail("compiled");
}

describe("viper's type errors", () => {
  test.each<[string, number, string]>([
    ["def f(a: int):\n  return a", 2, "return expected 'object' but got 'int'"],
    ["def f(a) -> int:\n  return a", 2, "return expected 'int' but got 'object'"],
    ["def f(a: bool) -> int:\n  return a", 2, "return expected 'int' but got 'bool'"],
    ["def f():\n  x = y\n  y = 1", 3, "local 'y' used before type known"],
    ["def f():\n  x = 1\n  x = f", 4, "local 'x' has type 'int' but source is 'object'"],
    ["def f(p: ptr8):\n  p = 1", 2, "local 'p' has type 'ptr8' but source is 'int'"],
    ["def f(p: int):\n  p[0] = 1", 2, "can't store to 'int'"],
    ["def f(p: int, i: int):\n  p[i] = 1", 2, "can't store to 'int'"],
    ["def f(p: int) -> int:\n  return p[0]", 2, "can't load from 'int'"],
    ["def f(p: int, i: int) -> int:\n  return p[i]", 2, "can't load from 'int'"],
    ["def f(p: ptr8, i):\n  p[i] = 1", 2, "can't store with 'object' index"],
    ["def f(p: ptr8, i) -> int:\n  return p[i]", 2, "can't load with 'object' index"],
    ["def f(p: ptr8, x):\n  p[0] = x", 2, "can't store 'object'"],
    ["def f(p: ptr8, i: int, x):\n  p[i] = x", 2, "can't store 'object'"],
    ["def f(p: ptr):\n  if p:\n    pass", 2, "can't implicitly convert 'ptr' to 'bool'"],
    ["def f(a: int, b) -> int:\n  return a + b", 2, "can't do binary op between 'int' and 'object'"],
    ["def f(a: int, b: uint) -> int:\n  return int(a < b)", 2, "comparison of int and uint"],
    ["def f(a: uint, b: uint) -> int:\n  return a // b", 2, "div/mod not implemented for uint"],
    ["def f(a: int) -> int:\n  x = a / a\n  return 1", 3, "binary op  not implemented"],
    ["def f(a: int) -> int:\n  x = a in a\n  return 1", 3, "binary op  not implemented"],
    ["def f(a: int) -> int:\n  x = a not in a\n  return 1", 3, "binary op __complex__ not implemented"],
    ["def f(a: int) -> int:\n  x = not a\n  return 1", 3, "'not' not implemented"],
    ["def f(a: ptr) -> int:\n  x = -a\n  return 1", 3, "can't do unary op of 'ptr'"],
    ["def f(a: int):\n  raise a", 2, "must raise an object"],
    ["def f(a: foo):\n  pass", 2, "unknown type 'foo'"],
    ["def f(a) -> foo:\n  pass", 2, "unknown type 'foo'"],
  ])("%j", (source, line, reason) => {
    expect(refusal("viper", source)).toMatchObject({ exception: "ViperTypeError", reason, line });
  });
});

describe("what the native emitter lacks", () => {
  test.each<[string, string, string]>([
    ["viper", "def f():\n  yield 1", "native yield"],
    ["viper", "def f():\n  print(int)", "conversion to object"],
    ["viper", "def f():\n  return int(int)", "casting"],
    ["viper", "def f():\n  raise", "native raise"],
    ["native", "def f():\n  raise", "native raise"],
    ["native", "def f():\n  try:\n    pass\n  except:\n    raise", "native raise"],
  ])("%s %j", (decorator, source, reason) => {
    const error = refusal(decorator, source);
    expect(error).toMatchObject({ exception: "NotImplementedError", reason, line: undefined });
    // The reference names no place; people are shown one.
    expect(error.column).toBeGreaterThan(0);
  });
});

describe("where the reference aborts", () => {
  test.each<[string, number, number, string]>([
    ["def f(a: int):\n  for i in a:\n    pass", 3, 3, "iteration needs an object but has 'int'"],
    ["def f(a: int):\n  a.b = 1", 3, 3, "an attribute needs an object but has 'int'"],
    ["def f(a: int):\n  a()", 3, 4, "a call needs an object but has 'int'"],
    ["def f(a: int):\n  a.b()", 3, 3, "a method call needs an object but has 'int'"],
    ["def f(a, b: int):\n  x, y = b", 3, 3, "unpacking needs an object but has 'int'"],
    ["def f(a, b: int):\n  with b:\n    pass", 3, 3, "with needs an object but has 'int'"],
    ["def f(a, b: int):\n  return a[b:b]", 3, 12, "a slice needs an object but has 'int'"],
    ["def f(a, b: int):\n  return {b: 1}", 3, 11, "a dict needs an object but has 'int'"],
  ])("%j", (source, line, column, reason) => {
    expect(refusal("viper", source)).toMatchObject({ exception: "ViperTypeError", reason, line, column });
  });

  test("a cast of two values", () => {
    const expected = { exception: "NotImplementedError", reason: "a cast takes one argument", line: 3 };
    expect(refusal("viper", "def f():\n  return int(1, 2)")).toMatchObject(expected);
  });

  const zeros = (count: number): string => `[${"0,".repeat(count)}]`;
  // The size of the frame is known after the first pass only; from these numbers on it is a constant in front of the code.
  test.each([
    ["a list", (count: number) => `data = ${zeros(count)}\n`, 2047, 1],
    ["a generator", (count: number) => `def g(a):\n  x = yield a\n  return ${zeros(count)}\n`, 505, 3],
  ])("%s with too many values on Xtensa", (_name, source, most, line) => {
    const reason = "too many values at once for native code of this architecture; bytecode takes them";
    for (const arch of ["xtensa", "xtensawin"] as const) {
      const options = { arch, emit: "native" } as const;
      expect(compile(source(most), options).mpy.length).toBeGreaterThan(most);
      expect(() => compile(source(most + 1), options)).toThrow(
        expect.objectContaining({ exception: "NotImplementedError", reason, line }),
      );
      expect(compile(source(most + 1)).mpy.length).toBeGreaterThan(most);
    }
  });

  test("a class's own __class__ in native code", () => {
    const error = { exception: "NotImplementedError", line: 2, reason: "'__class__' has no place in native code here" };
    expect(() => compile("class A:\n  x = __class__\n", { arch: "x64", emit: "native" })).toThrow(
      expect.objectContaining(error),
    );
  });
});

test("native code needs an architecture that has it", () => {
  const noArch = { exception: "SyntaxError", reason: "invalid arch", line: 1 };
  expect(() => compile("@micropython.native\ndef f(): pass\n")).toThrow(expect.objectContaining(noArch));
  expect(refusal("viper", "def f(): pass", "rv64imc")).toMatchObject(noArch);
  const noEmitter = { exception: "NotImplementedError", reason: "cannot emit native code for this architecture" };
  for (const [source, line] of [
    ["", 1],
    ["# nothing\n", 0],
    ["x = 1\n", 1],
    ["x = 1\n\ndef f(): pass\n", 3],
  ] as const) {
    const error = expect.objectContaining({ ...noEmitter, line });
    expect(() => compile(source, { arch: "rv64imc", emit: "native" })).toThrow(error);
  }
});

test("of a prelude's place behind more than 64 kB of code the low 16 bits are kept, as in the reference", () => {
  const source = `@micropython.native\ndef f(a):\n${"  a.b.c.d()\n".repeat(1200)}`;
  const native = readMpy(compile(source, { arch: "x64" }).mpy).body.children[0]!;
  if (native.kind !== "native") return expect.fail(native.kind);
  const preludeSize = 4;
  expect(native.code.length).toBeGreaterThan(0x10000);
  expect(native.preludeOffset).toBe((native.code.length - preludeSize) & 0xffff);
});
