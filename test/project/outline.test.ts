// What a module defines, as its tree tells.

import { describe, expect, test } from "vitest";
import { readOutline } from "../../src/project/outline.ts";
import type { Statement } from "../../src/project/outline.ts";

const outline = (source: string): ReturnType<typeof readOutline> => readOutline(new TextEncoder().encode(source));

function kindOf(source: string): string {
  return outline(source)
    .statements.map((one: Statement) => (one.kind === "assign" && !one.value.isPlain ? "assign a call" : one.kind))
    .join(" ");
}

const KINDS: Record<string, string> = {
  '"""Docs."""': "nothing",
  pass: "nothing",
  "X: int": "nothing",
  "_X = const(1)": "nothing",
  "X = 1": "assign",
  "X = Y = -1.5": "assign",
  "X: int = 2": "assign",
  "X = const(1 << 4)": "assign",
  "X = [1, (2, 'a'), {3: None}, {4}]": "assign",
  "X = a.B | c": "assign",
  "X = 1 if Y else 2": "assign",
  "X = f()": "assign a call",
  "X = Y[0]": "assign a call",
  "X = [a for a in b]": "assign a call",
  "X = lambda: 1": "assign a call",
  "X = (yield)": "assign a call",
  "X, Y = 1, 2": "other",
  "a.b = 1": "other",
  "X += 1": "other",
  "f()": "other",
  "for i in x: pass": "other",
  "del x": "other",
  "import a, b.c as d": "import import",
  "from .a import b": "import",
  "from a import *": "import",
  "if __name__ == '__main__': f()": "nothing",
  "if DEBUG: f()": "other",
  "try:\n    import a\nexcept ImportError:\n    a = None": "try",
  "try:\n    f()\nexcept ImportError:\n    pass": "other",
  "def f(): pass": "function",
  "async def f(): pass": "function",
  "@a.b\ndef f(): pass": "function",
  "class A: pass": "class",
};

test.each(Object.entries(KINDS))("%j is: %s", (source, kind) => {
  expect(kindOf(source)).toBe(kind);
});

test("imports say what they bind", () => {
  const { statements } = outline(
    "import a.b\nimport a.b as c\nfrom ..p.q import r as s, t\nfrom ... import u\nfrom v import *\n",
  );
  expect(statements.map((one) => one.kind === "import" && [one.module, one.names])).toEqual([
    ["a.b", { "": "a" }],
    ["a.b", { "": "c" }],
    ["..p.q", { r: "s", t: "t" }],
    ["...", { u: "u" }],
    ["v", null],
  ]);
});

const SOURCE = `
@deco
def outer(a, b=[1], *, c=X):
    global count
    def inner():
        global other
        yield 1
    return lambda: inner


class A(Base, m.Mixin):
    limit = 3

    async def go(self):
        await self.step(count.real)
        self.done = run
`;

describe("definitions", () => {
  const { statements, functions, calls, valueNames, valueAttributes, storedAttributes } = outline(SOURCE);

  test("a function with what is evaluated on import and what it holds", () => {
    expect(statements[0]).toMatchObject({
      kind: "function",
      name: "outer",
      line: 3,
      isGenerator: false,
      decorators: ["deco"],
      hasDecoratorCall: false,
      defaults: [
        { isMutable: true, names: [] },
        { isMutable: false, names: ["X"] },
      ],
      nested: [expect.any(String), expect.any(String)],
      globals: ["count", "other"],
    });
  });

  test("a class with its bases and body", () => {
    expect(statements[1]).toMatchObject({
      kind: "class",
      name: "A",
      bases: [{ names: ["Base"] }, { names: ["m"] }],
      body: [
        { kind: "assign", names: ["limit"] },
        { kind: "function", name: "go", isGenerator: true },
      ],
    });
  });

  test("lines of functions, calls, names that are handed on", () => {
    expect(functions).toEqual([
      { name: "outer", inside: [], line: 3, first: 2, last: 8 },
      { name: "inner", inside: ["outer"], line: 5, first: 5, last: 7 },
      { name: "go", inside: ["A"], line: 14, first: 14, last: 16 },
    ]);
    expect(calls).toEqual([{ name: "step", line: 15 }]);
    expect([...valueNames].sort()).toEqual(["Base", "X", "count", "inner", "m", "run", "self"]);
    expect([...valueAttributes].sort()).toEqual(["Mixin", "real"]);
    expect([...storedAttributes]).toEqual(["done"]);
  });

  test("code is the same whatever its comments, blanks and place, and another where a constant is", () => {
    const code = (source: string): string => outline(source).statements.at(-1)!.code;
    expect(code("def f(a):\n    return a+1\n")).toBe(code("# x\n\ndef f( a ): # y\n\n  return (a + 1)\n"));
    expect(code("def f(): return 'a'\n")).not.toBe(code("def f(): return b'a'\n"));
    expect(code("def f(): return 1.0\n")).not.toBe(code("def f(): return 1\n"));
    expect(code("_X = const(1)\ndef f(): return _X\n")).not.toBe(code("_X = const(2)\ndef f(): return _X\n"));
  });
});
