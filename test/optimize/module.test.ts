// The passes on compiled modules: what each one removes, and that programs behave the same on a real MicroPython.

import { describe, expect, test } from "vitest";
import { compile } from "../../src/compiler/compile.ts";
import { disassemble, readMpy, writeMpy } from "../../src/mpy/index.ts";
import { decodeModule } from "../../src/optimize/module/decode.ts";
import { MODULE_PASSES, optimizeModule, runPasses, TABLES_PASS } from "../../src/optimize/module/optimize-module.ts";
import type { UnreadFacts } from "../../src/optimize/module/optimize-module.ts";
import { generateProgram } from "../../scripts/generator/index.ts";
import { runOnDevice } from "../support/micropython.ts";

const ALL_UNREAD: UnreadFacts = { importLists: true, classMetadata: true, isArgumentNamed: () => false };

type Options = Parameters<typeof compile>[1];

function optimized(source: string | Uint8Array, options: Options = {}, unread?: UnreadFacts): Uint8Array {
  return writeMpy(optimizeModule(readMpy(compile(source, { filename: "a.py", optimize: 3, ...options }).mpy), unread));
}

/** The instructions of every function: "name: OPCODE operand, …". */
function code(mpy: Uint8Array): Record<string, string[]> {
  return Object.fromEntries(
    disassemble(mpy).functions.map((one) => [
      one.name,
      one.instructions.map(({ name, meaning, operand }) => `${name} ${meaning || (operand ?? "")}`.trim()),
    ]),
  );
}

const strings = (mpy: Uint8Array): string[] => disassemble(mpy).qstrs.map((qstr) => qstr.text);

describe("each pass", () => {
  test("the strings of code that cannot run are gone", () => {
    const source =
      'if 0:\n    gone_name("gone text that is long enough to be no qstr at all, as far as one can see")\nkept()\n';
    const mpy = optimized(source);
    expect(strings(mpy)).toEqual(["a.py", "<module>", "kept"]);
    expect(disassemble(mpy).constants).toHaveLength(0);
  });

  test("the qstrs that are used most have indices of one byte", () => {
    const names = Array.from({ length: 140 }, (_, at) => `name_${at}`);
    const source = `def f():\n    ${names.join("\n    ")}\n${"name_139\n".repeat(9)}`;
    expect(strings(optimized(source)).indexOf("name_139")).toBeLessThan(5);
  });

  test("an import's list", () => {
    const body = code(optimized("from a import b, c as d\n", {}, ALL_UNREAD))["<module>"]!;
    expect(body.slice(0, 3)).toEqual(["LOAD_CONST_SMALL_INT 0", "LOAD_CONST_TRUE", "IMPORT_NAME a"]);
  });

  test("an import of all keeps its list: it is no list of names", () => {
    const source = "from a import *\n";
    expect(strings(optimized(source, {}, ALL_UNREAD))).toContain("a");
  });

  test("a class's module and qualified name", () => {
    const mpy = optimized("class A:\n    x = 1\n", {}, ALL_UNREAD);
    expect(code(mpy)["A"]).toEqual(["LOAD_CONST_SMALL_INT 1", "STORE_NAME x", "LOAD_CONST_NONE", "RETURN_VALUE"]);
  });

  test("names of arguments, but not of those that are only given by name", () => {
    const mpy = optimized("def f(gone, *, kept=1):\n    return gone\n", {}, ALL_UNREAD);
    expect(strings(mpy)).not.toContain("gone");
    expect(strings(mpy)).toContain("kept");
  });

  test("a name of an argument that a call may use stays", () => {
    const named = { ...ALL_UNREAD, isArgumentNamed: (name: string) => name === "kept" };
    const mpy = optimized("def f(gone, kept):\n    return gone\n", {}, named);
    expect(strings(mpy)).not.toContain("gone");
    expect(strings(mpy)).toContain("kept");
  });

  test("code behind a return", () => {
    expect(code(optimized("def f():\n    return 1\n    print(2)\n"))["f"]).toEqual([
      "LOAD_CONST_SMALL_INT 1",
      "RETURN_VALUE",
    ]);
  });

  test("a function whose maker cannot run", () => {
    const mpy = optimized("def f():\n    return 1\n    return lambda: 2\n");
    expect(Object.keys(code(mpy))).toEqual(["<module>", "f"]);
  });

  test("a store and a load in a row", () => {
    const mpy = optimized("def f():\n    x = g()\n    return x\n");
    expect(code(mpy)["f"]).toEqual(["LOAD_GLOBAL g", "CALL_FUNCTION 0", "RETURN_VALUE"]);
  });

  test("a constant that nobody reads", () => {
    expect(code(optimized("def f():\n    x = 1\n    return g\n"))["f"]).toEqual(["LOAD_GLOBAL g", "RETURN_VALUE"]);
  });

  test.each([
    ["a closure reads it", "def f():\n    x = 1\n    return lambda: x\n"],
    [
      "a handler reads it",
      "def f():\n    x = 1\n    try:\n        g()\n        x = 2\n        g()\n    except E:\n        return x\n",
    ],
    ["the next round reads it", "def f():\n    x = 1\n    while g(x):\n        x = 2\n"],
    ["del fails without it", "def f():\n    x = 1\n    del x\n"],
  ])("a store stays where %s", (_, source) => {
    const stores = (mpy: Uint8Array): number => JSON.stringify(code(mpy)["f"]).split("STORE_").length;
    // With lines, so that tails are not merged.
    expect(stores(optimized(source, { optimize: 0 }))).toBe(stores(compile(source).mpy));
  });

  test("the end that two branches share", () => {
    const source =
      "def f(a):\n    if a:\n        x(a)\n        y(a, 1, 2)\n    else:\n        y(a, 1, 2)\n    return 3\n";
    const calls = code(optimized(source))["f"]!.filter((one) => one === "CALL_FUNCTION 3");
    expect(calls).toHaveLength(1);
  });

  test("the end that two ways of a loop share, where one of them would run a jump more", () => {
    const ways =
      "        if a:\n            x(a, 1, 2, 3)\n        elif b:\n            y(a)\n            x(a, 1, 2, 3)\n";
    const shared = (head: string): number => {
      const source = `def f(a, b):\n    ${head}:\n${ways}        else:\n            z()\n`;
      return code(optimized(source))["f"]!.filter((one) => one === "CALL_FUNCTION 4").length;
    };
    expect(shared("if g")).toBe(1);
    expect(shared("while g")).toBe(2);
    expect(shared("for c in g")).toBe(2);
  });

  test("the locals that are used most have opcodes of one byte", () => {
    const lines = Array.from({ length: 20 }, (_, at) => `    v${at} = g()`);
    const source = `def f():\n${lines.join("\n")}\n    g(${Array.from({ length: 20 }, (_, at) => `v${at}`).join(", ")}, ${"v19, ".repeat(9)})\n`;
    expect(code(optimized(source))["f"]!.filter((one) => /^LOAD_FAST \d$/.test(one)).length).toBeGreaterThan(9);
    expect(optimized(source).length).toBeLessThan(compile(source, { filename: "a.py", optimize: 3 }).mpy.length);
  });
});

describe("what is left alone", () => {
  test("tables of a module with machine code, which names them by number", () => {
    const source = "@micropython.native\ndef f():\n    return text_of_f\nif 0:\n    gone()\n";
    const before = compile(source, { filename: "a.py", arch: "x64" }).mpy;
    const after = writeMpy(optimizeModule(readMpy(before), ALL_UNREAD));
    expect(strings(after)).toEqual(strings(before));
  });

  test("lines of tracebacks", () => {
    const source = "def f(a):\n    b = a\n\n    return b.x\n\n\nf(\n    1)\n";
    const lines = (mpy: Uint8Array): unknown =>
      disassemble(mpy).functions.map((one) =>
        one.instructions.filter(({ name }) => /ATTR|CALL/.test(name)).map(({ name, line }) => [name, line]),
      );
    expect(lines(optimized(source, { optimize: 0 }))).toEqual(lines(compile(source).mpy));
  });
});

test("programs of a generator become smaller or stay, can be read, and do not change a second time", () => {
  for (let seed = 0; seed < 150; seed++) {
    const source = generateProgram({ seed, code: "bytecode", broken: 0 });
    let mpy: Uint8Array;
    try {
      mpy = compile(source, { filename: "a.py", optimize: (seed % 4) as 0 }).mpy;
    } catch {
      continue;
    }
    const once = writeMpy(optimizeModule(readMpy(mpy), ALL_UNREAD));
    expect(once.length, `seed ${seed}`).toBeLessThanOrEqual(mpy.length);
    expect(writeMpy(optimizeModule(readMpy(once), ALL_UNREAD)).length, `seed ${seed}`).toBeLessThanOrEqual(once.length);
    expect(disassemble(once).functions.length).toBeGreaterThan(0);
  }
});

test("what each pass saves adds up", () => {
  const code = decodeModule(
    readMpy(compile("class A:\n    def f(self, long_name):\n        return 1\n        return 2\n").mpy),
  );
  const saved = new Map<string, number>();
  runPasses(code, ALL_UNREAD, saved);
  expect([...saved.keys(), TABLES_PASS]).toEqual(MODULE_PASSES);
  expect(saved.get("class metadata")).toBeGreaterThanOrEqual(8);
  // The name of the source takes the place of "long_name", and that of "self", which is static.
  expect(saved.get("argument names")).toBe("long_name".length + 2 + 2);
});

/** What is hard: each ends by printing what it did. */
const HARD_PROGRAMS: readonly string[] = [
  // finally, left in every way
  `def f(how):
    for i in range(3):
        try:
            if how == 0: break
            if how == 1: continue
            if how == 2: return i
            if how == 3: raise ValueError(i)
        finally:
            print("finally", how, i)
            if how == 4: return "over"
    else:
        print("else")
    return "end"
for how in range(5):
    try: print(f(how))
    except ValueError as e: print("raised", e.args)
`,
  // with, nested, swallowing
  `class C:
    def __init__(self, n, swallow): self.n, self.swallow = n, swallow
    def __enter__(self): print("enter", self.n); return self
    def __exit__(self, t, v, tb): print("exit", self.n, t); return self.swallow
def f(k):
    for i in range(3):
        with C(1, True) as a, C(2, False) as b:
            if k == 0: continue
            if k == 1: break
            if k == 2: return i
            if k == 3: [][1]
            x = a.n + b.n
            print(x)
    return "end"
for k in range(5): print(f(k))
`,
  // generators, closed and thrown into
  `def g(a):
    x = 0
    try:
        while True:
            try:
                y = yield x
                x = (y or 0) + a
            except ValueError:
                x = -1
    finally:
        print("closed", x)
def h():
    r = yield from g(3)
    return r
i = h()
print(next(i), i.send(4), i.throw(ValueError), i.send(1))
i.close()
print([v for v in (lambda: (yield 7))()])
`,
  // short circuits as values and as conditions, and long jumps
  `def f(a, b, c):
    if (a or b) and not (b and c): r = 1
    elif (a and b) or (b and c): r = 2
    else: r = 3
    s = (a or b) and c or (a and (b or c))
    while (a and b) or (c and not b):
        a, b, c = 0, 0, 0
        if a or c: continue
        ${"r = r + 1 if r else r\n        ".repeat(40)}
    return r, s
for n in range(8): print(f(n & 1, n & 2, n & 4))
`,
  // what a handler sees of locals
  `def f(n):
    x = 1
    y = 2
    try:
        x = 10
        if n == 1: raise KeyError
        y = 20
        x = y
        if n == 2: raise ValueError
        x = 30
    except KeyError:
        return x, y
    except ValueError as e:
        z = x + y
        return z
    finally:
        print(x, y)
    del x
    try: print(x)
    except NameError: print("unset")
    return y
for n in range(3): print(f(n))
`,
  // closures, defaults, stars
  `def f(a, b=2, *c, d, e=5, **g):
    def h(z=a):
        nonlocal b
        b += 1
        return a, b, c, d, e, sorted(g.items()), z
    return h
k = f(1, d=4); print(k(), k())
k = f(1, 2, 3, 4, d=4, e=6, i=7); print(k(9))
print([(lambda q=q: q * 2)(w) for q in range(2) for w in range(2)], {a: b for a, b in enumerate("ab")})
`,
];

test("hard programs do the same on MicroPython", async () => {
  const unread: UnreadFacts = {
    importLists: true,
    classMetadata: true,
    isArgumentNamed: (name) => /^[bdez]$/.test(name),
  };
  const files = HARD_PROGRAMS.flatMap((source, at) =>
    ([0, 3] as const).flatMap((optimize) => [
      { path: `/before${optimize}_${at}.mpy`, bytes: compile(source, { filename: "a.py", optimize }).mpy },
      { path: `/after${optimize}_${at}.mpy`, bytes: optimized(source, { optimize }, unread) },
    ]),
  );
  const results = await runOnDevice(
    files,
    files.map(({ path }) => `import ${path.slice(1, -4)}`),
  );
  for (let at = 0; at < results.length; at += 2) {
    expect(results[at]!.output.length).toBeGreaterThan(10);
    expect(results[at]!.error).toBeNull();
    expect(results[at + 1], files[at]!.path).toEqual(results[at]);
  }
});
