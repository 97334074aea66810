// Hints about common mistakes: the place, the code of the mistake, and a word of the advice.

import { describe, expect, test } from "vitest";
import { CompileError, compile } from "../../src/compiler/index.ts";

function refusalOf(source: string | Uint8Array): CompileError {
  try {
    compile(source, { filename: "main.py" });
  } catch (error) {
    if (error instanceof CompileError) return error;
    throw error;
  }
  throw new Error("the program compiles");
}

type Row = readonly [source: string, place: string, code: string, advice: string];

const ROWS: Record<string, readonly Row[]> = {
  "colons and blocks": [
    ["if x\n    pass\n", "1:5", "missing-colon", "`if`"],
    ["def f(x)\n    pass\n", "1:9", "missing-colon", "`def`"],
    ["class A\n    pass\n", "1:8", "missing-colon", "`class`"],
    ["for i in range(10)\n    i\n", "1:19", "missing-colon", "`for`"],
    ["try\n  x\n", "1:4", "missing-colon", "`try`"],
    ["while True print(1)\n", "1:12", "missing-colon", "before this"],
    ["def f():\nx\n", "2:1", "missing-block", "line 1"],
    ["else if x:\n    pass\n", "1:1", "else-if", "elif"],
    ["if x:\n    pass\nelse if y:\n    pass\n", "3:6", "else-if", "elif"],
    ["elif x:\n    pass\n", "1:1", "lonely-clause", "`if`"],
    ["except:\n    pass\n", "1:1", "lonely-clause", "`try`"],
    ["try:\n    a\nb\n", "3:1", "missing-except", "finally"],
    ["def f:\n    pass\n", "1:6", "missing-parameters", "def f()"],
  ],
  indentation: [
    ["x = 1\n  y = 2\n", "2:3", "unexpected-indent", "Align"],
    ["if x:\n    y\n  z\n", "2:6", "unindent-mismatch", "by 2 columns, but the blocks around it by 0, 4"],
    ["if x:\n        y\n\t  z\n", "3:4", "mixed-tabs", "blanks only"],
  ],
  brackets: [
    ["foo(a, b\nbar()\n", "2:1", "unclosed-bracket", "( that was opened in line 1"],
    ["x = (1,\ny = 2\n", "2:3", "unclosed-bracket", "( that was opened in line 1"],
    ["x = [1, 2\n", "2:1", "unclosed-bracket", "[ that was opened in line 1"],
    ["x = {1: [2, 3}\n", "1:14", "unmatched-bracket", "does not match the ["],
    ["foo(a))\n", "1:7", "unmatched-bracket", "has no matching ("],
    ["x = [\n  1\n  2\n]\n", "3:3", "missing-comma", "comma"],
    ["foo(a b)\n", "1:7", "missing-comma", "comma"],
    ["x y\n", "1:3", "missing-operator", "between these two values"],
  ],
  strings: [
    ["x = 'abc\n", "1:5", "unterminated-string", "Close it with '"],
    ['x = """abc\ny\n', "1:5", "unterminated-string", "line 1"],
    ['f"{a\n"\n', "1:1", "unterminated-string", ""],
    ["f'{a'\n", "1:1", "f-string", "unmatched brace"],
    ["f'{}'\n", "1:1", "f-string", "{{"],
    ['x = F"{a}"\n', "1:6", "string-prefix", "write f"],
    ["x = 'a' b'b'\n", "1:9", "bytes-beside-string", "b"],
    ["x = '\\N{DASH}'\n", "?:5", "unicode-name", "\\u"],
  ],
  numbers: [
    ["x = 0777\n", "1:5", "leading-zeros", "0o777"],
    ["x = 08\n", "1:5", "leading-zeros", "no leading zeros"],
    ["x = 1abc\n", "1:5", "name-begins-with-digit", "digit"],
    ["x = 0x\n", "1:5", "digits", "0 to f"],
    ["x = 10L\n", "1:5", "long-suffix", "no suffix L"],
  ],
  "Python 2 and other languages": [
    ['print "hello"\n', "1:7", "call-parentheses", "print(…)"],
    ["print x\n", "1:7", "call-parentheses", "print(…)"],
    ['exec "code"\n', "1:6", "call-parentheses", "exec(…)"],
    ['raise E, "x"\n', "1:8", "raise-comma", "E("],
    ["try:\n    a\nexcept E, e:\n    b\n", "3:9", "except-comma", "as e"],
    ["x = `y`\n", "1:5", "foreign-operator", "repr"],
    ["if a <> b:\n    c\n", "1:7", "foreign-operator", "!="],
    ["if a && b:\n    c\n", "1:7", "foreign-operator", "and"],
    ["if !a:\n    c\n", "1:4", "foreign-operator", "not x"],
    ["x++\n", "1:4", "foreign-operator", "+= 1"],
    ["x = a ? b : c\n", "1:7", "foreign-operator", "if condition else"],
    ["x = a => b\n", "1:8", "turned-operator", ">="],
    ["var x = 1\n", "1:5", "foreign-word", "`var`"],
    ["function f() {\n", "1:10", "foreign-word", "def"],
    ["for x of y:\n    pass\n", "1:7", "missing-in", "in"],
    ["import x from y\n", "1:10", "import-order", "from module import"],
  ],
  "what MicroPython lacks": [
    ["match x:\n    case 1:\n        pass\n", "1:7", "no-match-statement", "if, elif"],
    ["type X = int\n", "1:6", "no-type-statement", "assignment"],
    ["try:\n    a\nexcept* E:\n    b\n", "3:7", "no-exception-groups", "except*"],
    ["def f(a, /, b): pass\n", "1:10", "no-positional-only", "/"],
    ["def f[T](x): pass\n", "1:6", "no-type-parameters", "brackets"],
    ["x = {**a}\n", "1:6", "no-dict-unpacking", "update()"],
    ["x = {*a}\n", "1:6", "no-star-unpacking", "*"],
    ["x = [*a, 1]\n", "1:6", "star-outside", "list(a)"],
    ["with (a as b):\n    pass\n", "1:9", "no-parenthesized-with", "parentheses"],
    ["x = [y async for y in z]\n", "1:8", "no-async-comprehension", "async for"],
    ["@a[0]\ndef f(): pass\n", "1:3", "decorator", "dotted name"],
  ],
  "names and assignments": [
    ["if x = 1:\n    pass\n", "1:6", "comparison-equal", "=="],
    ["class = 1\n", "1:7", "keyword-as-name", "`class`"],
    ["x := 1\n", "1:3", "walrus", "="],
    ["f() = 1\n", "1:1", "not-assignable", "left side of ="],
    ["x = a if b\n", "1:11", "missing-else", "else"],
    ["x = a +\n", "1:8", "missing-operand", "+"],
    ["import a.b as c.d\n", "1:16", "import-as", "plain name"],
    ["from a import b.c\n", "1:16", "import-dotted", "from a.b import c"],
    ["f = lambda x: return x\n", "1:15", "lambda-statement", "expression"],
    ["x = \\ \n  1\n", "1:5", "continuation", "last character"],
  ],
  "what belongs elsewhere": [
    ["nonlocal x\n", "1:1", "nonlocal-at-module", "remove nonlocal"],
    ["return 1\n", "1:1", "return-outside", "def"],
    ["yield 1\n", "1:1", "yield-outside", "def"],
    ["await x\n", "1:1", "await-outside", "async def"],
    ["def f():\n    break\n", "2:5", "break-outside", "for or while"],
    ["X = const(y)\n", "1:5", "const-argument", "compile time"],
  ],
  "characters that look like others": [
    ["print(“hi there”)\n", "1:11", "lookalike-character", 'Write "'],
    ["x = 1\u00a0+ 2\n", "1:6", "lookalike-character", "no-break space"],
    ["x = foo(1，2)\n", "1:10", "lookalike-character", "full-width comma"],
  ],
};

for (const [group, rows] of Object.entries(ROWS)) {
  describe(group, () => {
    test.each(rows)("%j", (source, place, code, advice) => {
      const error = refusalOf(source);
      expect({ place: `${error.line ?? "?"}:${error.column}`, code: error.code }).toEqual({ place, code });
      expect(error.hint).toContain(advice);
    });
  });
}

describe("bytes", () => {
  test("a byte that is no UTF-8", () => {
    const source = new TextEncoder().encode("x = a\u0001 1\n").map((byte) => (byte === 1 ? 0x93 : byte));
    expect(refusalOf(source)).toMatchObject({ line: 1, code: "invalid-utf8" });
  });
  test("a byte order mark", () => {
    expect(refusalOf("\ufeffimport x\n")).toMatchObject({ line: 1, code: "byte-order-mark" });
  });
  test("a file that ends without a line end: the place is on the line that the reference counts after it", () => {
    const { line, column, message } = refusalOf("x = 1\nf('a.py'");
    expect([line, column]).toEqual([3, 1]);
    expect(message).toMatch(/^main\.py:3:1: /);
  });

  test("spans are offsets in the file, line ends and all", () => {
    const source = "a = 1\r\né = (2\r\n\r\n";
    const error = refusalOf("a = 1\r\né = 'b\r\n");
    expect(error.span).toEqual({ start: 12, end: 14 });
    expect(error.column).toBe(5);
    expect(refusalOf(source).line).toBe(4);
  });
});

describe("the message", () => {
  test("place, what is wrong, what to do, and the lines around", () => {
    expect(refusalOf("a = 1\nif a\n\tb = 2\n").message).toBe(
      [
        "main.py:2:5: SyntaxError: invalid syntax",
        "A colon is missing at the end of this `if`.",
        "",
        "  1 | a = 1",
        "> 2 | if a",
        "    |     ^",
        "  3 |     b = 2",
      ].join("\n"),
    );
  });
  test("the marker stands under the place behind tabs and wide text", () => {
    expect(refusalOf("if a:\n\tb = é c\n").frame).toBe("  1 | if a:\n> 2 |     b = é c\n    |           ^");
  });
  test("a long line is cut around the place", () => {
    const { frame } = refusalOf(`x = [${"1, ".repeat(200)}2 3]\n`);
    const [shown, marker] = frame!.split("\n") as [string, string];
    expect(shown.length).toBeLessThan(120);
    expect(shown[marker.indexOf("^")]).toBe("3");
  });
});
