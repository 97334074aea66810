// Trees, against what the reference prints for the same programs (fixtures/*.tree, recorded from a reference built with its
// debug printers), and refusals, against what it says.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { NamePool } from "../../../src/compiler/names/pool.ts";
import { Kind } from "../../../src/compiler/tree/kind.ts";
import { Parser } from "../../../src/compiler/tree/parse.ts";
import { Tree } from "../../../src/compiler/tree/tree.ts";
import { SourceError } from "../../../src/diagnostics/source-error.ts";
import { printTree } from "./print-tree.ts";

const FIXTURES = join(import.meta.dirname, "fixtures");
const names = new NamePool();
const tree = new Tree(names);
const parser = new Parser();

function parseBytes(source: Uint8Array, smallIntBits = 31, optimize = 0): Tree {
  names.reset();
  return parser.parse(source, { names, tree, smallIntBits, optimize });
}

function parseText(source: string, smallIntBits = 31, optimize = 0): Tree {
  return parseBytes(new TextEncoder().encode(source), smallIntBits, optimize);
}

function refusal(source: string): string {
  try {
    parseText(source);
  } catch (error) {
    if (error instanceof SourceError) return `${error.line} ${error.exception}: ${error.reason}`;
    throw error;
  }
  return "none";
}

/** What the value assigned in `x = …` becomes. */
function assigned(expression: string, smallIntBits = 31): string {
  parseText(`x = ${expression}\n`, smallIntBits);
  return printTree(tree).trim().split("\n").slice(2).join("\n").trim();
}

describe("trees equal the reference's", () => {
  const files = readdirSync(FIXTURES);
  const programs = files.filter((file) => file.endsWith(".py"));
  test.each(programs)("%s", (file) => {
    parseBytes(readFileSync(join(FIXTURES, file)));
    const recorded = readFileSync(join(FIXTURES, file.replace(/\.py$/, ".tree")), "latin1");
    expect(printTree(tree)).toBe(recorded);
  });
  test("each recorded tree has its program", () => {
    const recorded = files.filter((file) => file.endsWith(".tree"));
    expect(recorded.map((file) => file.replace(/\.tree$/, ".py")).toSorted()).toEqual(programs.toSorted());
  });
});

describe("refusals equal the reference's", () => {
  test.each([
    ["if x\n  y", "1 SyntaxError: invalid syntax"],
    ["x = (1,\ny = 2\n", "2 SyntaxError: invalid syntax"],
    ["x = [1\n", "2 SyntaxError: invalid syntax"],
    ["  x", "1 IndentationError: unexpected indent"],
    ["x\n  y", "2 IndentationError: unexpected indent"],
    ["if x:\n    y\n  z\n", "2 IndentationError: unindent doesn't match any outer indent level"],
    ["if x:\ny\n", "2 SyntaxError: invalid syntax"],
    ["x = 'abc\n", "1 SyntaxError: invalid syntax"],
    ["x = '''abc\n\n", "1 SyntaxError: invalid syntax"],
    ["x = '\\x4'\n", "1 SyntaxError: invalid syntax"],
    ["x = b'\\400'\n", "1 SyntaxError: invalid syntax"],
    ["x = '\\U00110000'\n", "1 SyntaxError: invalid syntax"],
    ["x = '\\N{DASH}'\n", "-1 NotImplementedError: unicode name escapes"],
    ["x = 'a' b'b'\n", "1 SyntaxError: invalid syntax"],
    ["f'{}'\n", "1 SyntaxError: malformed f-string"],
    ["t'a}'\n", "1 SyntaxError: malformed f-string"],
    ["f'{a'\n", "1 SyntaxError: invalid syntax"],
    ["x = 07\n", "1 SyntaxError: invalid syntax for integer with base 0: '07'"],
    ["x = 1a\n", "1 SyntaxError: invalid syntax for integer with base 10: '1a'"],
    ["x = 0b12\n", "1 SyntaxError: invalid syntax for integer with base 2: '12'"],
    ["x = 0x\n", "1 SyntaxError: invalid syntax for integer with base 16: ''"],
    ["x = 1.2.3\n", "1 SyntaxError: invalid syntax for number"],
    ["x = 1e\n", "1 SyntaxError: invalid syntax for number"],
    ["X = const(y)\n", "1 SyntaxError: not a constant"],
    ["X = const()\n", "1 SyntaxError: not a constant"],
    ["\n\nX: int = const(1, 2)\n", "3 SyntaxError: not a constant"],
    ["a.b.__debug__\n", "1 SyntaxError: invalid syntax"],
    ["x = a not b\n", "1 SyntaxError: invalid syntax"],
    ["x = a == not b\n", "1 SyntaxError: invalid syntax"],
    ["global x,\n", "1 SyntaxError: invalid syntax"],
    ["from . import (a, b c)\n", "1 SyntaxError: invalid syntax"],
    ["x = $\n", "1 SyntaxError: invalid syntax"],
    ["x = 1\0\n", "1 SyntaxError: invalid syntax"],
    ["try:\n  x\ny\n", "3 SyntaxError: invalid syntax"],
    ["async x\n", "1 SyntaxError: invalid syntax"],
  ])("%j", (source, expected) => {
    expect(refusal(source)).toBe(expected);
  });
});

describe("constants", () => {
  test.each([
    ["0x3fffffff", 31, "int(1073741823)"],
    ["-0x40000000", 31, "int(-1073741824)"],
    ["0x40000000", 31, "[   1]   literal const=1073741824"],
    ["0x40000000", 33, "int(1073741824)"],
    ["0x80000000", 63, "int(2147483648)"],
    ["4611686018427387903", 63, "int(4611686018427387903)"],
    ["4611686018427387904", 63, "[   1]   literal const=4611686018427387904"],
    ["-4611686018427387904", 63, "[   0]   literal const=-4611686018427387904"],
    ["127", 8, "int(127)"],
    ["128", 8, "[   1]   literal const=128"],
  ])("%s in small ints of %i bits", (expression, bits, expected) => {
    expect(assigned(expression, bits)).toBe(expected);
  });

  test.each([
    ["0 ** 0", "int(1)"],
    ["(-1) ** (10 ** 30 + 1)", "int(-1)"],
    ["-1 >> 10 ** 30", expect.stringContaining("shift_expr")],
    ["-5 >> 70", "int(-1)"],
    ["-7 // 2", "int(-4)"],
    ["-7 % 3", "int(2)"],
    ["7 % -3", "int(-2)"],
    ["2.0 ** -1074", "[   0]   literal const=4.940656458412465e-324"],
    ["-7.5 // 2", "[   0]   literal const=-4.0"],
    ["-0.0 % 3", "[   0]   literal const=0.0"],
    ["(-8) ** 0.5", expect.stringContaining("power")],
    ["1 << 1000000000", expect.stringContaining("shift_expr")],
    ["3 ** 100000000", expect.stringContaining("power")],
    ["1 // 0", expect.stringContaining("term")],
    ["1 @ 2", expect.stringContaining("term")],
    ["1.0 | 2", expect.stringContaining("expr")],
  ])("%s", (expression, expected) => {
    expect(assigned(expression)).toEqual(expected);
  });

  test("__debug__ follows the optimisation level", () => {
    parseText("x = __debug__\n", 31, 0);
    const plain = printTree(tree);
    parseText("x = __debug__\n", 31, 1);
    expect(printTree(tree)).not.toBe(plain);
  });

  test("a long string is a name if the compiler knows it", () => {
    parseText("f('StopAsyncIteration', 'StopAsyncIterations')\nx.a_long_attribute = 'a_long_attribute'\n");
    const text = printTree(tree);
    expect(text).toContain("str(StopAsyncIteration)");
    expect(text).toContain("const='StopAsyncIterations'");
    expect(text).toContain("str(a_long_attribute)");
  });
});

describe("nesting", () => {
  const nested = (open: string, close: string, depth: number): string =>
    `x = ${open.repeat(depth)}1${close.repeat(depth)}\n`;
  test.each([
    ["(", ")"],
    ["[", "]"],
    ["f(", ")"],
    ["{1: ", "}"],
  ])("%s 500 deep is taken, 100,000 deep refused", (open, close) => {
    expect(refusal(nested(open, close, 500))).toBe("none");
    expect(refusal(nested(open, close, 100_000))).toBe("1 RuntimeError: maximum recursion depth exceeded");
  });
  test("signs and negations have no depth", () => {
    expect(refusal(nested("-", "", 100_000))).toBe("none");
    expect(refusal(`x = ${"not ".repeat(100_000)}y\n`)).toBe("none");
  });
});

test("start is the byte offset of a node's first token, line ends counted once", () => {
  parseText("é = 1\r\nfoo(bar)\r\n");
  const call = tree.child(tree.child(tree.root, 1), 0);
  expect(tree.kind(call)).toBe(Kind.atomExprNormal);
  expect(tree.start(call)).toBe(7);
});
