// Programs that the compilers of the releases treat differently. recorded.json has the result of each compiler; `npm run releases`
// renews it.

import type { CompileOptions } from "../../src/compiler/index.ts";
import { type ChangeName, changeOf } from "../../src/firmware/changes.ts";
import { findRelease, isSince, numbersOf } from "../../src/firmware/releases.ts";

/** A program, and how it is compiled. */
export interface Sample {
  source: string;
  options?: CompileOptions;
}

/** The releases whose compilers recorded.json has answers of, by their names in {@link findRelease}. */
export const RECORDED_RELEASES: readonly string[] = [
  "1.19.1",
  "1.20.0",
  "1.21.0",
  "1.22.0",
  "1.22.2",
  "1.23.0",
  "1.24.1",
  "1.25.0",
  "1.26.1",
  "1.27.0",
  "1.28.0",
  "1.29.0",
  "circuitpython 9.2.9",
  "circuitpython 10.2.1",
];

/** Of the recorded releases the last one before a change, and the first one with it. */
export function releasesAround(change: ChangeName): [before: string, since: string] {
  const numbers = numbersOf(changeOf(change).since);
  const has = (name: string): boolean => isSince(findRelease(name)!.base, numbers);
  const plain = RECORDED_RELEASES.filter((name) => !findRelease(name)!.circuitPython);
  return [plain.findLast((name) => !has(name))!, plain.find(has)!];
}

/** A function of a kind, with a body of statements. */
function native(kind: "native" | "viper", head: string, ...body: string[]): string {
  return [`@micropython.${kind}`, `def f(${head}:`, ...body.map((line) => ` ${line}`), ""].join("\n");
}

function inline(kind: string, ...body: string[]): string {
  return [`@micropython.asm_${kind}`, "def f():", ...body.map((line) => ` ${line}`), ""].join("\n");
}

/** Statements that make a function longer than a short jump reaches. */
function long(count: number): string[] {
  return Array.from({ length: count }, () => "g(a, a)");
}

/** For each row of the table of changes a program on which the compilers before it and since it differ. */
export const SAMPLES: Readonly<Record<ChangeName, Sample>> = {
  dropsUnreachable: { source: "def f():\n return 1\n a\n while b: c\n" },
  foldsAllConditions: { source: "while 1.5:\n if 'x': break\nif (): a\n" },
  scalesFloatText: { source: "x = 5.63e25, 1e23, 123456789.0\n" },
  defersZeros: { source: "x = 7.39000000000000e-15, 0.430000000000e-16\n" },
  wrapsFormatArguments: { source: "x = f'{a, b}'\n" },
  bindsWalrusInParent: { source: "def f(x):\n return [y := i for i in x], y\n" },
  needsArch: { source: native("native", ")", "pass") },
  typesNativeLocals: { source: native("native", ")", "print(x)", "x = 1"), options: { arch: "armv7m" } },
  savesIndexRegister: {
    source: native("viper", "p: ptr8, i: int) -> int", "return (i + i) + p[1000]"),
    options: { arch: "armv7m" },
  },
  convertsAttributes: { source: native("viper", "a, i: int)", "a.x = i"), options: { arch: "armv7m" } },

  keepsAsyncIterator: { source: "async def f(x):\n async for i in x: i\n" },
  evaluatesConditionTuples: { source: "if (a, b): c\n" },
  hasConversions: { source: "x = f'{a!r}'\n" },

  countsLinesAtNewline: { source: "x = \n\ny = 1\n" },
  countsFinallyValue: { source: "def f(a):\n try: return 7\n finally: a(1, 2, 3, 4)\n" },

  hasPreludeIndex: { source: native("native", ")", "pass"), options: { arch: "armv7m" } },
  omitsViperFlags: { source: native("viper", "*a)", "pass"), options: { arch: "armv7m" } },
  hasViperUnary: { source: native("viper", "i: int) -> int", "return -i"), options: { arch: "armv7m" } },
  usesNarrowMovi: { source: native("viper", ") -> int", "return 5"), options: { arch: "xtensawin" } },

  hasRv32: { source: native("native", ")", "pass"), options: { arch: "rv32imc" } },
  hasThrowSlot: { source: native("native", "a)", "yield a"), options: { arch: "armv7m" } },
  hasNativeAsyncWith: {
    source: "@micropython.native\nasync def f(a):\n async with a: pass\n",
    options: { arch: "armv7m" },
  },
  hasRawFormats: { source: "x = rf'{a}\\n'\n" },
  joinsFormats: { source: "x = f'a{b}' f'c{d}'\n" },
  demotesFoldedInts: { source: "x = (1 << 62) - (1 << 62) + 5\n" },

  refusesLeadingZeros: { source: "x = 01\n" },
  hasIntegerMantissa: { source: "x = 1.23456789012345678901234567890, 9007199254740993.0e5\n" },
  hasRv32Decorator: { source: inline("rv32", "nop()"), options: { arch: "rv32imc" } },

  indexesXtensa: {
    source: native("viper", "p: ptr32, i: int) -> int", "p[i] = p[2]", "return p[i]"),
    options: { arch: "xtensawin" },
  },
  sparesRv32Temporary: { source: native("viper", ") -> int", "return 0x12ff0"), options: { arch: "rv32imc" } },
  hasRv32Zero: { source: native("native", "a)", "try: a()", "finally: a = 1"), options: { arch: "rv32imc" } },
  hasWideArmFrames: { source: native("native", ")", `return (${"a, ".repeat(300)})`), options: { arch: "armv6" } },

  foldsFloats: { source: "from math import pi\nx = 1.5 * 2, 0.0, -0.0\n" },
  defersWideShifts: { source: "x = 1 >> 99999999999999999999\n" },
  writesExactFloats: { source: "x = 0.98, 8.888e32\n" },
  indexesMemory: {
    source: native("viper", "p: ptr32, i: int) -> int", "p[40] = p[i]", "return p[33]"),
    options: { arch: "armv7m" },
  },
  jumpsFarOnArmv6m: { source: native("native", "a)", "while a:", " g(a)"), options: { arch: "armv6m" } },
  offsetsThumbFar: { source: native("native", ")", `yield (${"a, ".repeat(300)})`), options: { arch: "armv7m" } },
  skipsEmptyTable: { source: inline("xtensa", "nop()"), options: { arch: "xtensa" } },
  branchesFarOnXtensa: {
    source: native("native", "a)", "if a:", ...long(30).map((line) => ` ${line}`)),
    options: { arch: "xtensawin" },
  },
  offsetsXtensaFar: { source: native("native", ")", `yield (${"a, ".repeat(300)})`), options: { arch: "xtensawin" } },
  compressesRv32Stores: { source: native("viper", "a, b: int)", "ptr32(a)[1] = b + b"), options: { arch: "rv32imc" } },
  hasWholeXtensaInline: { source: inline("xtensa", "abs_(a2, a3)"), options: { arch: "xtensa" } },

  hasRv64: { source: "pass\n", options: { arch: "rv64imc" } },
  hasArchFlags: { source: "pass\n", options: { arch: "rv32imc", archFlags: 1 } },
  callsRv32Invalid: { source: inline("rv32", "nonsense(a0)"), options: { arch: "rv32imc" } },
  comparesRv32Short: {
    source: native("viper", "a: int, b: int) -> bool", "return a <= b"),
    options: { arch: "rv32imc" },
  },
  indexesRv32Short: {
    source: native("viper", "p: ptr32, i: int) -> int", "return p[i]"),
    options: { arch: "rv32imc" },
  },
  clearsRv32ByZero: { source: native("native", "a)", "yield a"), options: { arch: "rv32imc" } },
  branchesFarOnThumb: {
    source: native("native", "a)", "while a:", ...long(500).map((line) => ` ${line}`)),
    options: { arch: "armv7m" },
  },

  hasZcmpFlag: { source: "pass\n", options: { arch: "rv32imc", archFlags: 2 } },
  clearsRegisters: { source: native("native", "a)", "try: a()", "except: pass"), options: { arch: "armv7m" } },
  keepsIndexRegister: {
    source: native("viper", "p: ptr32, i: int) -> int", "return p[i]"),
    options: { arch: "armv7m" },
  },
  hasWindowedInline: { source: inline("xtensa", "nop()"), options: { arch: "xtensawin" } },
  keepsRv32LocalsLow: { source: native("native", "a, b)", "return a, b"), options: { arch: "rv32imc" } },
  endsAtNul: { source: "x = '\0'\n" },
  nestsFormats: { source: "x = f'a{f\"b{c}\"}'\n" },
  hasTemplates: { source: "x = t'{a}'\n" },

  keepsUnarySource: { source: native("viper", "i: int) -> int", "return -i"), options: { arch: "armv7m" } },
  hasZcmpInline: { source: inline("rv32", "cm_push({ra}, 0)"), options: { arch: "rv32imc", archFlags: 2 } },
  computesInRv32Arguments: {
    source: native("viper", "p: ptr32, i: int) -> int", "return p[i + 300]"),
    options: { arch: "rv32imc" },
  },
  declaresTypedConstants: { source: "x: int = const(1)\nprint(x)\n" },
  refusesLateStars: { source: "f(a=1, *b)\n" },
  hasSourceLinesOption: { source: "pass\n", options: { sourceLines: false } },
};

const VIPER = [
  "@micropython.viper",
  "def f(p: ptr8, q: ptr32, n: int) -> int:",
  "    i = 0",
  "    while i < n:",
  "        q[i] = p[i + 1] + q[2]",
  "        i += 1",
  "    return i",
  "",
].join("\n");

const GENERATOR = [
  "@micropython.native",
  "def f(a, *b):",
  "    try:",
  "        yield a",
  "        for i in b:",
  "            a.x = i + 300",
  "    finally:",
  "        a = None",
  "",
].join("\n");

/** Programs that all recorded compilers were given. */
export const SAMPLES_FOR_ALL: Readonly<Record<string, Sample>> = {
  // the line at which an open bracket is refused behind an f-string with arguments
  openAfterFormat: { source: "x = (f'a{b}'\n" },
  // refused for its first operands in some compilers, before the others are looked at
  partOfWideShift: { source: `x = 1 >> ${2n ** 71n} << b, rf''\n` },
  // zero as an object, in compilers that keep what folding made
  powerOfZero: { source: `f((1 // ${2n ** 100n}) ** 0, 0 ** (2 // ${2n ** 100n}), 0 ** 0)` + "\n" },
  shiftOfZero: { source: "f(0 << 61, 0 << 63, 0 << 64, 0 << 76, (1 & 2) << 4 * 19)\n" },
  // before 1.23: unary operators on what a native function holds as an immediate value, and on the same after a jump
  unaryOnImmediate: {
    source: native("native", "a)", "return -None, not True, -(1 if a else 2)"),
    options: { arch: "armv7m" },
  },
  // before 1.20: a statement behind a return that makes no machine code
  silentAfterReturn: { source: native("viper", "b: int) -> int", "return 1; b = b"), options: { arch: "armv7m" } },
  lines: { source: "x = 1\n\n\ndef f(a):\n\n    if a:\n        return 2\n\n    raise a\n" },
  floats: { source: "a = (0.98, 1e23, 5.63e25, 1e-7, 3.14j)\nb = 1.5 * 2\n" },
  // strings that are interned from the start in some compilers only
  pool: {
    source: "a.heap_unlock, a.__template__, a.__complex__, a.ConnectionError, a.ReloadException, a.__context__\n",
  },
  asynchronous: {
    source: "async def f(x):\n    async for i in x:\n        await i\n    async with x as y:\n        return y\n",
  },
  delegating: { source: "async def f(x):\n    yield from x\n" },
  finally: { source: "def f():\n for i in a:\n  try: return b\n  finally: c\n" },
  viperOnArmv6m: { source: VIPER, options: { arch: "armv6m" } },
  viperOnXtensawin: { source: VIPER, options: { arch: "xtensawin" } },
  viperOnX64: { source: VIPER, options: { arch: "x64" } },
  viperOnRv32: { source: VIPER, options: { arch: "rv32imc" } },
  generatorOnArmv6m: { source: GENERATOR, options: { arch: "armv6m" } },
  generatorOnXtensawin: { source: GENERATOR, options: { arch: "xtensawin" } },
  generatorOnX64: { source: GENERATOR, options: { arch: "x64" } },
  generatorOnRv32: { source: GENERATOR, options: { arch: "rv32imc" } },
};
