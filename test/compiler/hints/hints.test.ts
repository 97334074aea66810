// Hints of the compiler: programs with one, with its place and its first words, and similar programs without one.

import { describe, expect, it } from "vitest";
import { findHints, type HintOptions } from "../../../src/compiler/index.ts";

const MODULES: ReadonlySet<string> = new Set(["errno", "machine", "time"]);

/** "kind line:column what" of each hint. */
function hints(source: string, options: HintOptions = {}): string[] {
  return findHints(source, { modules: MODULES, ...options }).map(
    ({ kind, line, column, what }) => `${kind} ${line}:${column} ${what}`,
  );
}

function lines(...text: string[]): string {
  return `${text.join("\n")}\n`;
}

/** Programs with the places and beginnings of their hints. */
type Case = readonly [program: string, expected: readonly string[], options?: HintOptions];

function check(cases: readonly Case[]): void {
  for (const [program, expected, options] of cases) {
    it(JSON.stringify(program), () => {
      const found = hints(program, options);
      expect(found.map((one, at) => one.slice(0, expected[at]?.length))).toEqual(expected);
    });
  }
}

describe("const() that declares no constant", () => {
  const from = "from micropython import const\n";
  const old: HintOptions = { firmware: "1.28", exact: true };
  check([
    [`${from}X = const(1)\n_Y = const(X << 2)\n`, []],
    [`${from}class A:\n    _X = const(1)\n`, []],
    [`${from}X: int = const(1)\n`, []],
    [`${from}X: int = const(1)\n`, ["const 2:10 const() has no effect on a name with an annotation"], old],
    [`${from}X, Y = const(1), const(2)\n`, ["const 2:8 const(…) has no effect here", "const 2:18 const(…)"]],
    [`${from}X = Y = const(1)\n`, ["const 2:9 const(…) has no effect here"]],
    [`${from}print(const(1))\n`, ["const 2:7 const(…) has no effect here"]],
    [`${from}X = [const(1)]\n`, ["const 2:6 const(…) has no effect here"]],
    [`${from}def f(a=const(1)):\n    return const(2)\n`, ["const 2:9 const(…)", "const 3:12 const(…)"]],
    ["import micropython\nX = micropython.const(1)\n", ["const 2:5 micropython.const(…) has no effect here"]],
    // what const() is, is not known
    ["X = [const(1)]\n", []],
    ["def const(x):\n    return x\nX = [const(1)]\n", []],
    ["import micropython as m\nX = m.const(1)\n", []],
    // not evaluated
    [`${from}def f(a: const(1)):\n    pass\n`, []],
    [`${from}if False:\n    print(const(1))\n`, []],
  ]);
});

describe("modules that nothing imports", () => {
  check([
    ["print(errno.EIO)\n", ["import 1:7 errno is used, but nothing imports it"]],
    ["def f():\n    machine.reset()\n    machine.idle()\n", ["import 2:5 machine is used"]],
    ["print([time.time() for _ in x])\n", ["import 1:8 time is used"]],
    ["import errno\nprint(errno.EIO)\n", []],
    ["import errno as e\nprint(errno.EIO)\n", ["import 2:7 errno"]],
    ["def f():\n    print(errno.EIO)\n    import errno\n", []],
    ["def f():\n    global errno\n    import errno\nprint(errno.EIO)\n", []],
    ["def f(errno):\n    return errno.EIO\n", []],
    ["class machine:\n    pass\nmachine.x = 1\n", []],
    ["from a import *\nprint(errno.EIO)\n", []],
    ["exec('import errno')\nprint(errno.EIO)\n", []],
    ["globals()['errno'] = 1\nprint(errno.EIO)\n", []],
    ["try:\n    errno.EIO\nexcept NameError:\n    pass\n", []],
    ["try:\n    errno.EIO\nexcept (OSError, Exception) as e:\n    pass\n", []],
    ["try:\n    errno.EIO\nexcept:\n    pass\nelse:\n    pass\n", []],
    ["try:\n    errno.EIO\nexcept OSError:\n    pass\n", ["import 2:5 errno"]],
    ["try:\n    errno.EIO\nfinally:\n    pass\n", ["import 2:5 errno"]],
    // a name alone may be meant to fail, and annotations are not evaluated
    ["print(errno)\n", []],
    ["def f(x: machine.Pin) -> machine.Pin:\n    y: machine.Pin = x\n", []],
    ["@micropython.native\ndef f():\n    pass\n", [], { arch: "armv7m" }],
    ["x.errno.y()\nf(errno=1)\n", []],
  ]);
});

describe("locals of native code that are read before they are assigned", () => {
  const native: HintOptions = { arch: "armv7m" };
  const body = (...text: string[]): string =>
    lines("@micropython.native", "def f(a, *b, c=1, **d):", ...text.map((one) => `    ${one}`));
  const what = (place: string, name: string): string =>
    `unassigned ${place} ${name} is read before anything is assigned`;
  check([
    [body("print(x)", "x = 1"), [what("3:11", "x")], native],
    [body("x += 1"), [what("3:5", "x")], native],
    [body("if a:", "    print(x)", "x = 1"), [what("4:15", "x")], native],
    [body("if a:", "    x = 1", "else:", "    print(x)"), [what("6:15", "x")], native],
    [body("for i in x:", "    x = 1"), [what("3:14", "x")], native],
    [body("while x:", "    x = a"), [what("3:11", "x")], native],
    [body("for i in a:", "    print(x)", "    x = i"), [what("4:15", "x")], native],
    [body("y = x if a else x", "x = 1"), [what("3:9", "x")], native],
    [body("x = [x for y in x]"), [], native], // in a closure
    [body("x[0] = 1", "x = a"), [what("3:5", "x")], native],
    [body("return lambda y=x: y", "x = 1"), [what("3:21", "x")], native],
    [body("with x as x:", "    pass"), [what("3:10", "x")], native],
    [body("try:", "    print(x)", "finally:", "    x = 1"), [what("4:15", "x")], native],
    [lines("def f():", "    print(x)", "    x = 1"), [what("2:11", "x")], { ...native, emit: "native" }],
    [lines("@micropython.viper", "def f():", "    if 0:", "        pass", "    x = 1", "    print(x)"), [], native],
    [body("x = 1", "print(x, a, b, c, d)"), [], native],
    [body("if a:", "    x = 1", "print(x)"), [], native],
    [body("for x in a:", "    pass", "print(x)"), [], native],
    [body("for i in a:", "    if i:", "        print(x)", "    x = i"), [], native],
    [body("for i in a:", "    i and print(x)", "    x = i"), [], native],
    [body("for i in a:", "    if i:", "        continue", "    print(x)", "    x = i"), [], native],
    [body("for i in a:", "    if i:", "        x = 1", "        continue", "    print(x)"), [], native],
    [
      body("while True:", "    try:", "        a()", "        print(x)", "    except OSError:", "        x = 1"),
      [],
      native,
    ],
    [body("try:", "    x = a()", "except OSError as e:", "    print(x, e)"), [], native],
    [body("print(x := 1, x)"), [], native],
    [body("x = y = 1", "(p, [q, *r]) = a", "print(x, y, p, q, r)"), [], native],
    [body("import x.y, p.q as z", "from m import n as o, r", "print(x, z, o, r)"), [], native],
    [body("def x(y, z=1):", "    return y", "class y(x): pass", "print(x, y)"), [], native],
    [body("x = 1", "del x", "print(x)"), [], native],
    [body("if False:", "    print(x)", "x = 1"), [], native],
    [body("return a", "print(x)", "x = 1"), [], native],
    [body("def g():", "    nonlocal x", "    x = 1", "g()", "print(x)", "x = 2"), [], native],
    [body("global x", "print(x)", "x = 1"), [], native],
    [lines("def f():", "    print(x)", "    x = 1"), [], native], // bytecode
  ]);
});

describe("functions in another assembler", () => {
  const thumb = "@micropython.asm_thumb\ndef f():\n    align(4)\n";
  check([
    [thumb, [], { arch: "armv7m" }],
    [thumb, [], { arch: "armv6" }],
    [thumb, ["assembler 1:1 the function is marked asm_thumb, and it is assembled for xtensa"], { arch: "xtensa" }],
    [thumb.replace("thumb", "rv32"), ["assembler 1:1 the function is marked asm_rv32"], { arch: "armv7m" }],
    [thumb.replace("thumb", "xtensa"), [], { arch: "xtensawin" }],
    ["@a\n@micropython.viper\ndef f():\n    pass\n", [], { arch: "x64" }],
  ]);
});

it("a program that is refused has no hints", () => {
  expect(findHints("print(errno.EIO)\nx = = 1\n", { modules: MODULES })).toEqual([]);
  expect(findHints("print(errno.EIO)\nbreak\n", { modules: MODULES })).toEqual([]);
  expect(findHints("(".repeat(100_000), { modules: MODULES })).toEqual([]);
});

it("each hint says what to do, and they come in the order of the source", () => {
  const found = findHints("from micropython import const\nprint(time.x, const(1), errno.x)\n", { modules: MODULES });
  expect(found.map(({ column, remedy }) => [column, remedy])).toEqual([
    [7, "Add `import time` to the module."],
    [15, "A constant is declared by NAME = const(…); else leave const() out."],
    [25, "Add `import errno` to the module."],
  ]);
});
