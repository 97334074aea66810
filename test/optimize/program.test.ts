// The passes on whole programs: what is removed, what is kept and why; and random programs before and after on a real MicroPython.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runOnDevice } from "../support/micropython.ts";
import { compile } from "../../src/compiler/compile.ts";
import type { ProgramModule } from "../../src/optimize/index.ts";
import { filesOf, optimize, toProgram } from "./check-program.ts";
import { intoPackage, plans, writeProgram } from "./random-program.ts";

type Sources = Record<string, string>;

/** Optimised sources of a program whose first module is run, without empty lines. */
function optimized(sources: Sources): Record<string, string> {
  const modules = toProgram(Object.entries(sources), [Object.keys(sources)[0]!]);
  const compileModule = (module: ProgramModule, source: Uint8Array): Uint8Array =>
    compile(source, { filename: module.path, optimize: 3, arch: "armv7m" }).mpy;
  const decoder = new TextDecoder();
  return Object.fromEntries(
    [...optimize(modules, 3, { compile: compileModule }).sources].map(([module, source]) => [
      module.names[0]!,
      decoder
        .decode(source)
        .split("\n")
        .filter((line) => line.trim() !== "" && line.trim() !== "pass")
        .join("\n"),
    ]),
  );
}

/** As {@link optimized}, of a program of one module. */
const main = (source: string): string => optimized({ main: source })["main"]!;

describe("what goes", () => {
  test.each([
    ["an unused function", "def f(): pass\ndef g(): pass\ng()\n", "def g(): pass\ng()"],
    ["functions that only use each other", "def f(): g()\ndef g(): f()\n", ""],
    ["an unused class", "class A:\n    def f(self): pass\n", ""],
    [
      "an unused method",
      "class A:\n    def f(self): pass\n    def g(self): pass\nA().g()\n",
      "class A:\n    def g(self): pass\nA().g()",
    ],
    [
      "an unused attribute of a class",
      "class A:\n    x = 1\n    y = 2\nprint(A.y)\n",
      "class A:\n    y = 2\nprint(A.y)",
    ],
    ["an unused property", "class A:\n    @property\n    def x(self): return 1\nA()\n", "class A:\nA()"],
    [
      "an unused import of the firmware",
      "import sys, gc\nfrom time import sleep, ticks_ms\ngc.collect()\nsleep(1)\n",
      "import gc\nfrom time import sleep\ngc.collect()\nsleep(1)",
    ],
    ["an unused global", "x = [1, 2]\ny = 3\nprint(x)\n", "x = [1, 2]\nprint(x)"],
    ["a constant", "X = 5\nY = const(-6)\nprint(X + 1, 2 ** Y)\n", "print(5 + 1, 2 ** (-6))"],
    [
      "a branch that is decided",
      "D = False\nif D:\n    f()\nelif D == 0:\n    g()\nelse:\n    h()\n",
      "if False:\n    f()\nelif True:\n    g()\nelse:\n    h()",
    ],
    [
      "a try in front of another statement's else",
      "if len:\n    try: import sys\n    except ImportError:\n        sys = None\nelse:\n    print(1)\n",
      "if len:\nelse:\n    print(1)",
    ],
    ["a try that only imports what nobody uses", "try:\n    import sys\nexcept ImportError:\n    sys = None\n", ""],
  ])("%s", (_, source, expected) => expect(main(source)).toBe(expected));

  test("keywords in the order of the parameters", () => {
    expect(main("def f(a, b=1, *, c=2): print(a, b, c)\nf(a=3, b=4, c=5)\nf(1, c=2)\nf(b=1, a=2)\n")).toBe(
      "def f(a, b=1, *, c=2): print(a, b, c)\nf(3, 4, c=5)\nf(1, c=2)\nf(b=1, a=2)",
    );
  });

  test("constants of other modules, however they are imported", () => {
    const sources = {
      main: "import config\nimport lib.pins as pins\nfrom config import B as C\nprint(config.A, pins.LED, C)\n",
      config: "A = 1\nB = 0x20\n",
      "lib.__init__": "",
      "lib.pins": "from config import A\nLED = A + 1\n",
    };
    expect(optimized(sources)).toEqual({ main: "print(1, (1 + 1), 32)".replace("(1 + 1)", "2") });
  });

  test("names of a module that does something, but not its import", () => {
    const sources = {
      main: "from a import f, g\nfrom pack.b import h as k\nfrom pack.b import i, j\nimport a, c\ni()\n",
      a: "print(1)\ndef f(): pass\ndef g(): pass\n",
      "pack.__init__": "",
      "pack.b": "print(2)\ndef h(): pass\ndef i(): pass\ndef j(): pass\n",
      c: "x = 1\n",
    };
    expect(optimized(sources)).toEqual({
      main: "import a as f\nimport pack.b\nfrom pack.b import i\nimport a\ni()",
      a: "print(1)",
      pack: "",
      "pack.b": "print(2)\ndef i(): pass",
    });
  });

  test("globals whose names are only attributes of something else", () => {
    const sources = {
      main: "import a, sys\nclass A:\n    def size(self): return 1\nprint(a.f(), A().size(), sys.path)\n",
      a: "def f(): pass\ndef size(): pass\ndef path(): pass\n",
    };
    expect(optimized(sources)["a"]).toBe("def f(): pass");
  });

  test("a module that nothing imports any more", () => {
    const sources = { main: "import a\ndef unused(): import b\na.f()\n", a: "def f(): pass\n", b: "print(1)\n" };
    expect(Object.keys(optimized(sources))).toEqual(["main", "a"]);
  });

  test("lines stay where they are", () => {
    const modules = toProgram(
      [["main", "def f():\n    return (1,\n        2)\n\nimport sys, \\\n    gc\nprint(gc)\n"]],
      ["main"],
    );
    const [source] = [...optimize(modules).sources.values()];
    expect(new TextDecoder().decode(source)).toBe("pass\n\n\n\nimport gc\n\nprint(gc)\n");
  });
});

describe("what stays", () => {
  const traps: [string, Sources, Record<string, string[]>][] = [
    [
      "a method whose name is put together",
      {
        main: "class A:\n    def start_handlers(self): print(1)\n    def go(self, what): getattr(self, what + '_handlers')()\nA().go('start')\n",
      },
      { main: ["start_handlers"] },
    ],
    [
      "a method whose name is formatted",
      { main: "class A:\n    def do_it(self): print(1)\ngetattr(A(), 'do%s' % '_it')()\n" },
      { main: ["do_it"] },
    ],
    [
      "what a package finds by __getattr__",
      {
        main: "import pack\npack.thing()\n",
        "pack.__init__":
          "_table = {'thing': 'inner'}\ndef __getattr__(name):\n    module = __import__(_table[name], None, None, True, 1)\n    return getattr(module, name)\n",
        "pack.inner": "def thing(): print(1)\ndef other(): print(2)\n",
      },
      { "pack.inner": ["def thing"], pack: ["__getattr__", "_table"] },
    ],
    [
      "a constant that another one is made of",
      {
        main: "import a\nA = const(30)\n_B = const(A)\nC = const(A + 1)\na.show(_B, C, 'A')\n",
        a: "def show(*a): print(a)\n",
      },
      { main: ["_B = const(30)", "a.show(_B, 31, 'A')"] },
    ],
    [
      "what a star import brings",
      {
        main: "try:\n    from a import *\nexcept ImportError: pass\nprint(f())\n",
        a: "from b import *\n",
        b: "def f(): return 1\ndef g(): return 2\n",
      },
      { b: ["def f"] },
    ],
    ["what eval may name", { main: "def f(): return 1\nprint(eval('f' + '()'))\n" }, { main: ["def f"] }],
    ["what globals() shows", { main: "x = 1\nprint(globals())\n" }, { main: ["x = 1"] }],
    ["what dir() lists", { main: "class A:\n    def f(self): pass\nprint(dir(A))\n" }, { main: ["def f"] }],
    ["what help() lists", { main: "class A:\n    def f(self): pass\nhelp(A)\n" }, { main: ["def f"] }],
    ["what vars() lists", { main: "class A:\n    def f(self): pass\nprint(vars(A))\n" }, { main: ["def f"] }],
    ["what __dict__ lists", { main: "class A:\n    def f(self): pass\nprint(A.__dict__)\n" }, { main: ["def f"] }],
    [
      "what handlers of interrupts call",
      {
        main: "from machine import Pin\nclass A:\n    def __init__(self, pin): pin.irq(self.on_edge)\n    def on_edge(self, pin): print(pin)\nA(Pin(1))\n",
      },
      { main: ["def on_edge"] },
    ],
    [
      "a name that is deleted",
      { main: "def abs(x): return 1\nprint(abs(-2))\ndel abs\nprint(abs(-2))\nx = 1\ndel x\n" },
      { main: ["x = 1", "del abs"] },
    ],
    [
      "methods that C calls",
      {
        main: "import io\nclass S(io.IOBase):\n    def readinto(self, b): return 0\n    def ioctl(self, a, b): return 0\nclass D:\n    def readblocks(self, n, b): pass\nprint(S(), D())\n",
      },
      { main: ["readinto", "ioctl", "readblocks"] },
    ],
    [
      "methods of a class whose base is not in the program",
      {
        main: "from machine import Thing\nclass A(Thing):\n    def hook(self): pass\nclass B(A):\n    def hook2(self): pass\nprint(B())\n",
      },
      { main: ["def hook(", "def hook2("] },
    ],
    [
      "dunders",
      { main: "class A:\n    def __set_name__(self, o, n): print(n)\nclass B:\n    a = A()\n" },
      { main: ["__set_name__", "a = A()"] },
    ],
    [
      "a setter",
      {
        main: "class A:\n    @property\n    def x(self): return 1\n    @x.setter\n    def x(self, v): print(v)\nA().x = 2\n",
      },
      { main: ["@x.setter", "def x(self, v)"] },
    ],
    ["what a decorator registers", { main: "def reg(f): print(f())\n@reg\ndef f(): return 1\n" }, { main: ["def f"] }],
    [
      "an import that does something",
      { main: "import a\n", a: "import b\n", b: "print(1)\n" },
      { main: ["import a"], a: ["import b"] },
    ],
    [
      "an import of a module that nobody knows",
      { main: "import secrets_of_mine\n" },
      { main: ["import secrets_of_mine"] },
    ],
    [
      "a constant that another module sets",
      { main: "import a\na.X = 2\nprint(a.f())\n", a: "X = 1\ndef f(): return X\n" },
      { a: ["X = 1", "return X"] },
    ],
    [
      "a constant that a function changes",
      { main: "X = 1\ndef f():\n    global X\n    X = 2\nf()\nprint(X)\n" },
      { main: ["X = 1", "print(X)"] },
    ],
    [
      "a constant that a star import may replace",
      { main: "X = 1\nfrom a import *\nprint(X)\n", a: "X = 2\nprint(X)\n" },
      { main: ["X = 1", "print(X)"] },
    ],
    [
      "globals of a module that is handed on",
      { main: "import a\ndef show(m): print(m.x())\nshow(a)\n", a: "def x(): return 1\n" },
      { a: ["def x"] },
    ],
    [
      "globals of a module that another one hands out",
      {
        main: "import a\nfrom pack import c as d\nprint(a.b.x(), d.y())\nimport pack.sub\nprint(pack.sub.z())\n",
        a: "import b\n",
        b: "def x(): return 1\n",
        "pack.__init__": "import c\n",
        c: "def y(): return 1\n",
        "pack.sub": "def z(): return 1\n",
      },
      { b: ["def x"], c: ["def y"], "pack.sub": ["def z"] },
    ],
    [
      "an import of a submodule that does something",
      { main: "from pack import sub\n", "pack.__init__": "from . import sub\n", "pack.sub": "print(1)\n" },
      { main: ["from pack import sub"], pack: ["from . import sub"] },
    ],
    [
      "a global that a handler of interrupts sets, though nobody reads it",
      { main: "last = 0\ndef on_edge(pin):\n    global last\n    last = 1\nprint(on_edge)\n" },
      { main: ["last = 0"] },
    ],
    [
      "a submodule that its package imports from itself",
      {
        main: "from pack import core\nimport pack as p\ncore.setting = 1\nprint(core.B().g(), p.core.f(), core.time)\n",
        "pack.__init__": "from . import core\nfrom .core import get\n",
        "pack.core":
          "import time\nsetting = 0\ndef get(): return 1\ndef f(): return 2\nclass B:\n    def g(self): return time.x, setting\n",
      },
      { pack: ["from . import core"], "pack.core": ["import time", "setting = 0", "class B", "def f"] },
    ],
    [
      "a submodule whose package may have something else of its name",
      {
        main: "from pack import core\nprint(core.f())\n",
        "pack.__init__": "import sys\nif sys.argv: core = None\nelse: from . import core\n",
        "pack.core": "def f(): return 2\n",
      },
      { "pack.core": ["def f"] },
    ],
    [
      "what stands in for a module of the firmware in one module",
      {
        main: "import a\nclass Fake:\n    def enable_it(self): return 1\na.machine = Fake()\nprint(a.f())\n",
        a: "import machine\ndef f(): return machine.enable_it()\n",
      },
      { main: ["def enable_it"] },
    ],
    [
      "what stands in for a module of the firmware",
      {
        main: "import sys\nclass socket:\n    @staticmethod\n    def getaddrinfo(): return 1\nsys.modules['socket'] = socket\nimport a\nprint(a.f())\n",
        a: "import machine\nimport time\ndef f(): return time.getaddrinfo()\n",
      },
      { main: ["def getaddrinfo"] },
    ],
    [
      "globals of a module that a function imports",
      { main: "def f():\n    import a\n    return a.x()\nf()\n", a: "def x(): return 1\n" },
      { a: ["def x"] },
    ],
    [
      "a name that is imported from a module that may not have it",
      { main: "from a import x\n", a: "print(1)\nfrom b import *\n", b: "x = 1\n" },
      { main: ["from a import x"] },
    ],
    [
      "a constant that depends",
      { main: "import sys\nX = 1\nif sys.platform == 'x': X = 2\nprint(X)\n" },
      { main: ["X = 1", "print(X)"] },
    ],
    [
      "a local of a constant's name",
      { main: "X = 1\ndef f(X): return X\nprint(f(2), X)\n" },
      { main: ["return X", "print(f(2), 1)"] },
    ],
    [
      "a class attribute of a constant's name",
      { main: "X = 1\nclass A:\n    X = X + 1\n    y = X\nprint(A.y)\n" },
      { main: ["X = 1", "y = X"] },
    ],
    [
      "a constant in an f-string",
      { main: "X = 1\nY = const(2)\nprint(f'{X} {Y}')\n" },
      { main: ["X = 1", "Y = const(2)"] },
    ],
    [
      "constants in viper code",
      { main: "import micropython\nX = 1\n@micropython.viper\ndef f(a: int) -> int: return a + int(X)\nprint(f(1))\n" },
      { main: ["X = 1", "int(X)"] },
    ],
    [
      "names that setattr may set",
      { main: "import a\nfor k in ['X']: setattr(a, k, 5)\nprint(a.X)\n", a: "X = 1\n" },
      { main: ["a.X"], a: ["X = 1"] },
    ],
    [
      "code that runs only as main",
      { main: "def f(): print(1)\nif __name__ == '__main__': f()\n" },
      { main: ["def f"] },
    ],
    [
      "imports where __import__ is replaced",
      { main: "import builtins\nbuiltins.__import__ = print\nimport gc\n" },
      { main: ["import gc"] },
    ],
    [
      "what stores to an outer class's name read",
      { main: "class A:\n    def f(self): return 1\n    g = f\nprint(A().g())\n" },
      { main: ["def f"] },
    ],
  ];
  test.each(traps)("%s", (_, sources, expected) => {
    const result = optimized(sources);
    for (const [module, texts] of Object.entries(expected)) {
      for (const text of texts) expect(result[module]).toContain(text);
    }
  });

  const strings = (source: string): string => {
    const modules = toProgram([["main", source]], ["main"]);
    return new TextDecoder("latin1").decode(optimize(modules).files.get(modules[0]!));
  };

  test.each([
    ["the function's own, kept in an attribute", "self.kw = kw", "f(**self.kw)"],
    ["a dictionary with texts as keys", "self.kw = {'a': 1, 'b': 2}", "f(**self.kw)"],
    ["a dictionary that stands there", "pass", "f(**{'a': 1})"],
    ["to a method that the program does not have", "pass", "x.update_it(**input())"],
    ["to a builtin", "pass", "dict(**input())"],
    ["to the firmware", "pass", "import machine; machine.I2C(**input())"],
  ])("names of arguments go where ** hands over %s", (_, store, call) => {
    const source = `def f(gone, *, a=0, b=0): print(gone, a, b)\nf(1)\nclass A:\n    def __init__(self, x, **kw):\n        ${store}\n    def g(self, x): ${call}\nA(1).g(2)\n`;
    expect(strings(source)).not.toMatch(/gone/);
  });

  test.each([
    ["what an attribute holds that somebody else sets", "self.kw = kw", "f(**self.kw)", "A(2).kw = input()"],
    ["what setattr may set", "self.kw = kw", "f(**self.kw)", "setattr(A(2), 'kw', input())"],
    ["a dictionary with keys that are computed", "self.kw = {input(): 1}", "f(**self.kw)", ""],
    ["a comprehension", "self.kw = {k: 1 for k in input()}", "f(**self.kw)", ""],
    ["to a method that the program has", "pass", "x.update_it(**input())", "def update_it(self, gone): pass"],
    ["to a function under another name", "pass", "x.update_it(**input())", "A.update_it = f"],
    ["to the firmware, with a function to call", "from functools import partial", "partial(f, **input())", ""],
    ["to a global that may be a builtin or not", "pass", "dict(**input())", "dict = f"],
    ["a local dictionary", "pass", "d = {}; d[x] = 1; f(**d)", ""],
  ])("names of arguments stay where ** hands over %s", (_, store, call, more) => {
    const source = `def f(gone, *, a=0, b=0): print(gone, a, b)\nf(1)\nclass A:\n    def __init__(self, x, **kw):\n        ${store}\n    def g(self, x): ${call}\n${more}\nA(1).g(2)\n`;
    expect(strings(source)).toMatch(/gone/);
  });

  test("names of arguments that a call may use", () => {
    expect(strings("def f(gone, there): print(gone)\nf(*[2], there=1)\n")).toMatch(/there/);
    expect(strings("def f(gone, there): print(gone)\nf(*[2], there=1)\n")).not.toMatch(/gone/);
    expect(strings("def f(unknown): print(unknown)\nf(**input())\n")).toMatch(/unknown/);
    expect(strings("def f(gone): print(gone)\ndef g(**kw): f(**kw)\ng()\n")).not.toMatch(/gone/);
  });
});

test("the report says what was removed, what was kept, and why", () => {
  const modules = toProgram(
    [
      ["main", "def f(): pass\ndef g(): pass\nprint(g)\n"],
      ["a", ""],
      ["b", "eval('1')\n"],
    ],
    ["main", "b"],
  );
  const { removed, kept, leftAlone } = optimize(modules).report;
  expect(removed).toEqual([
    {
      path: "main.py",
      name: "f",
      kind: "function",
      line: 1,
      reason: "no live code uses its name, and no string contains it",
    },
    { path: "a.py", name: "a.py", kind: "module", line: 0, reason: "no live code imports it" },
  ]);
  expect(kept).toEqual([
    { path: "main.py", name: "main.py", kind: "module", line: 0, reason: "it ships even if nothing imports it" },
    { path: "main.py", name: "g", kind: "function", line: 2, reason: "a statement in main.py:3 uses it" },
    { path: "b.py", name: "b.py", kind: "module", line: 0, reason: "it ships even if nothing imports it" },
  ]);
  expect(leftAlone).toEqual([{ path: "b.py", what: "the whole module", reason: "it uses eval()" }]);
});

test("random programs print the same on MicroPython", async () => {
  const seeds = fc.sample(plans, { numRuns: 24, seed: Number(process.env["SEED"] ?? Date.now() % 1e6) });
  const files: { path: string; bytes: Uint8Array }[] = [];
  const steps: string[] = [];
  const sources: string[] = [];
  seeds.forEach((plan, at) => {
    for (const side of ["before", "after"] as const) {
      const plain = writeProgram(plan, `p${at}_`);
      const program = at % 3 === 0 ? intoPackage(plain, `p${at}_`, at / 3) : plain;
      const modules = toProgram(program, [`p${at}_0`]);
      const level = at % 2 === 0 ? 3 : 0;
      const written = filesOf(modules, side === "after" ? optimize(modules, level) : undefined, level);
      for (const [path, bytes] of written) files.push({ path: `/${side}/${path}`, bytes });
      steps.push(`import sys\nsys.path[:] = ["/${side}"]\nsys.modules.clear()\nimport p${at}_0`);
      sources.push([...program.values()].join("\n---\n"));
    }
  });
  const results = await runOnDevice(files, steps);
  for (let at = 0; at < results.length; at += 2) expect(results[at + 1], sources[at]).toEqual(results[at]);
  expect(results.filter(({ error }) => error === null).length).toBeGreaterThan(results.length / 2);
});
