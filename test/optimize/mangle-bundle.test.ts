// Shorter names, and modules in one file: what is renamed and merged, what is not, and that programs behave the same.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { disassemble } from "../../src/mpy/index.ts";
import { originalLine } from "../../src/optimize/index.ts";
import type { MangleOptions, OptimizedProgram } from "../../src/optimize/index.ts";
import { runOnDevice } from "../support/micropython.ts";
import { filesOf, optimize, toProgram } from "./check-program.ts";
import { intoPackage, plans, writeProgram } from "./random-program.ts";

const ALL: MangleOptions = { globals: true, attributes: true, names: true };

function run(sources: Record<string, string>, options: Parameters<typeof optimize>[2]): OptimizedProgram {
  return optimize(toProgram(Object.entries(sources), ["main"]), 3, options);
}

/** Qstrs of all files of a mangled program. */
function names(source: string, mangle: MangleOptions): string[] {
  const { files } = run({ main: source }, { mangle });
  return [...files.values()].flatMap((mpy) => disassemble(mpy).qstrs.map(({ text }) => text));
}

describe("mangle", () => {
  const SOURCE =
    "class Person:\n    def __init__(self, age_of_it): self.age_in_years = age_of_it\n    def tell_it(self): return self.age_in_years\n" +
    "def make_it(years): return Person(years)\nprint(make_it(5).tell_it())\n";

  test("nothing without being asked", () => {
    expect(names(SOURCE, {})).toEqual(expect.arrayContaining(["Person", "age_in_years", "tell_it", "make_it"]));
  });
  test("globals", () => {
    expect(names(SOURCE, { globals: true })).not.toContain("make_it");
    expect(names(SOURCE, { globals: true })).toEqual(expect.arrayContaining(["Person", "age_in_years"]));
  });
  test("attributes", () => {
    expect(names(SOURCE, { attributes: true })).not.toContain("age_in_years");
    expect(names(SOURCE, { attributes: true })).toContain("make_it");
  });
  test("names of classes and functions", () => {
    const all = names(SOURCE, ALL);
    for (const name of ["Person", "age_in_years", "tell_it", "make_it"]) expect(all).not.toContain(name);
  });
  test("what is asked to be kept", () => {
    expect(names(SOURCE, { ...ALL, keep: ["age_*", "Person"] })).toEqual(
      expect.arrayContaining(["age_in_years", "Person"]),
    );
  });
  test.each([
    ["what stands in a string", "class A:\n    def my_method(self): pass\ngetattr(A(), 'my_method')()\n", "my_method"],
    ["what is put together", "class A:\n    def do_this(self): pass\ngetattr(A(), 'do_' + 'this')()\n", "do_this"],
    ["a name that the firmware has", "class A:\n    def connect(self): pass\nA().connect()\n", "connect"],
    ["what is given by name only", "def my_fun(*, my_arg): print(my_arg)\nmy_fun(my_arg=1)\n", "my_arg"],
  ])("%s keeps its name", (_, source, name) => expect(names(source, ALL)).toContain(name));

  test("names of arguments that stand in no string, whatever ** hands over", () => {
    const source = "def f(my_own, my_text=1): print(my_own, my_text)\nf(1)\nf(**input('my_text of it'))\n";
    expect(names(source, { globals: true })).toEqual(expect.arrayContaining(["my_own", "my_text"]));
    expect(names(source, ALL)).not.toContain("my_own");
    expect(names(source, ALL)).toContain("my_text");
    expect(names(source, { ...ALL, keep: ["my_*"] })).toContain("my_own");
  });

  test("no attribute takes the name of a builtin that a class body reads", async () => {
    const main =
      "class A:\n    my_attribute = 1\n    my_size = len([1, 2]) + my_attribute\n    my_sum = sum([my_attribute, 2])\n" +
      "    def my_max(self): return max(self.my_size, self.my_sum)\nprint(A.my_attribute, A.my_size, A.my_sum, A().my_max())\n";
    const modules = toProgram([["main", main]], ["main"]);
    const after = optimize(modules, 3, { mangle: ALL });
    expect([...after.renamed.keys()]).toEqual(expect.arrayContaining(["my_attribute", "my_size", "my_sum", "my_max"]));
    const files = [...filesOf(modules, after)].map(([path, bytes]) => ({ path: `/${path}`, bytes }));
    expect((await runOnDevice(files, ["import main"]))[0]!.output).toBe("1 3 3 3\n");
  });

  test("private globals take names that are in the table, and run the same", async () => {
    const sources = {
      main:
        "import one\nclass Thing:\n    def method_one(self): return helper_one() + one.shared_name()\n" +
        "def helper_one(): return len('method_two')\ndef sorted(x): return 1\nprint(Thing().method_one(), sorted([2]))\ndel sorted\n" +
        "print(sorted([3]))\ncount_it = 0\ndef change_it():\n    global count_it\n    count_it += 1\nchange_it()\nprint(count_it)\n",
      one: "def shared_name(): return hidden_name\nhidden_name = 5 + len(str(shared_name)[:0])\n",
    };
    const modules = toProgram(Object.entries(sources), ["main"]);
    const after = optimize(modules, 3, { mangle: ALL });
    const texts = [...after.files.values()].flatMap((mpy) => disassemble(mpy).qstrs.map(({ text }) => text));
    for (const name of ["helper_one", "count_it", "change_it", "hidden_name"]) expect(texts).not.toContain(name);
    expect(texts).toContain("sorted");
    const files = [...filesOf(modules, after)].map(([path, bytes]) => ({ path: `/${path}`, bytes }));
    expect((await runOnDevice(files, ["import main"]))[0]!.output).toBe("15 1\n[3]\n1\n");
  });

  test("private variables do so without being asked, functions and what is listed do not", async () => {
    const texts = (main: string): string[] =>
      [...run({ main }, {}).files.values()].flatMap((mpy) => disassemble(mpy).qstrs.map(({ text }) => text));
    const source = "hidden_one = [1]\ndef show_it(): print(hidden_one, [].append)\nshow_it()\n";
    expect(texts(source)).not.toContain("hidden_one");
    expect(texts(source)).toContain("show_it");
    expect(texts(`${source}print(globals())\n`)).toContain("hidden_one");
    expect(texts(`${source}print(dir())\n`)).toContain("hidden_one");
    expect(texts(`${source}del hidden_one\n`)).toContain("hidden_one");
  });

  test.each([
    [
      "a name that another module looks for",
      {
        main: "import one\ntry:\n    from one import fast\nexcept ImportError: print('no')\nprint(one.f(), one.g(3))\n",
        one: "_hidden = [7]\nclass A:\n    fast = 1\ndef f(): return _hidden[0] + A().fast\ndef __getattr__(name): return lambda x: x\n",
      },
      "8 3\n",
    ],
    [
      "a name that an import of all names brings",
      {
        main: "_hidden = [7]\nfrom one import *\nclass A:\n    value = 1\nprint(_hidden, A().value, used)\n",
        one: "value = [8]\nfrom two import *\n",
        two: "used = 3\nunused = 4\nprint(value) if 0 else None\n",
      },
      "[7] 1 3\n",
    ],
    [
      "the place of one that an import of all names may bind, too",
      { main: "value = [7]\nfrom one import *\nprint(value, [].append is None)\n", one: "value = [8]\nprint('one')\n" },
      "[8] False\n",
    ],
  ])("no private global takes %s", async (_, sources, output) => {
    for (const mangle of [undefined, ALL]) {
      const modules = toProgram(Object.entries<string>(sources), ["main"]);
      const after = optimize(modules, 3, mangle === undefined ? {} : { mangle });
      const files = [...filesOf(modules, after)].map(([path, bytes]) => ({ path: `/${path}`, bytes }));
      const before = [...filesOf(modules, undefined)].map(([path, bytes]) => ({ path: `/${path}`, bytes }));
      const expected = (await runOnDevice(before, ["import main"]))[0]!;
      expect((await runOnDevice(files, ["import main"]))[0]).toEqual(expected);
      expect(expected.output.endsWith(output)).toBe(true);
    }
  });

  test("no global that is read takes the name of a builtin, which would be found while it is not bound", async () => {
    const main =
      "class A:\n    def sum(self): return 1\n    def max(self): return 2\nprint(A().sum(), A().max())\n" +
      "def first_read(): return bound_late()\ntry: first_read()\nexcept NameError: print('not yet')\n" +
      "def bound_late(): return 3\nbound_soon = bound_late()\nprint(first_read(), bound_soon)\ndel bound_soon\n" +
      "try: print(bound_soon)\nexcept NameError: print('gone')\n" +
      "try: count_it\nexcept NameError: count_it = [5]\nprint(count_it)\n";
    const modules = toProgram([["main", main]], ["main"]);
    for (const mangle of [undefined, ALL]) {
      const after = optimize(modules, 3, mangle === undefined ? {} : { mangle });
      const files = [...filesOf(modules, after)].map(([path, bytes]) => ({ path: `/${path}`, bytes }));
      expect((await runOnDevice(files, ["import main"]))[0]!.output).toBe("1 2\nnot yet\n3 3\ngone\n[5]\n");
    }
  });

  test("no private global takes the name of a submodule, or meets those of a star import", async () => {
    const sources = {
      main: "import pack\nfrom stars import *\nprint(pack.show(), len([1]), shown())\n",
      "pack.__init__": "hidden_one = [7]\nfrom .sub import value\ndef show(): return hidden_one[0] + value\n",
      "pack.sub": "value = 1 + len('ab')\n",
      stars:
        "_hidden_two = [8]\nclass A:\n    def len(self): return 9\ndef shown(): return _hidden_two[0] + A().len()\n",
    };
    const modules = toProgram(Object.entries(sources), ["main"]);
    const after = optimize(modules, 3, { mangle: ALL });
    const files = [...filesOf(modules, after)].map(([path, bytes]) => ({ path: `/${path}`, bytes }));
    expect((await runOnDevice(files, ["import main"]))[0]).toEqual({ output: "10 1 17\n", error: null });
  });

  test("the new names of the whole program lead back to the old ones", () => {
    const { renamed } = run({ main: SOURCE }, { mangle: ALL });
    expect([...renamed.keys()].sort()).toEqual(["age_in_years", "make_it", "tell_it"]);
    expect(new Set(renamed.values()).size).toBe(3);
  });
});

describe("one file", () => {
  const hoisted = (sources: Record<string, string>): string[] =>
    run(sources, { bundle: true }).bundles.flatMap((one) => one.hoisted.map(({ path }) => path));

  test("modules that only one file imports go into it, in the order in which they run", () => {
    const sources = {
      main: "print('a')\nimport one\nfrom two import f as g\nprint(one.f(), g())\n",
      one: "import two\nprint('one')\ndef f(): return two.x\n",
      two: "print('two')\nx = [1]\ndef f(): return 2\n",
    };
    expect(hoisted(sources)).toEqual(["two.py", "one.py"].toSorted());
    const { sources: after } = run(sources, { bundle: true });
    const text = new TextDecoder().decode([...after.values()][0]);
    expect(text.split("\n").filter((line) => line.startsWith("print"))).toEqual([
      "print('a')",
      "print('two')",
      "print('one')",
      expect.stringMatching(/^print\(\w+\(\), \w+\(\)\)$/),
    ]);
  });

  test("a module that others import keeps all its names", () => {
    const sources = {
      main: "import one\nprint(one, one.a, one.b)\n",
      one: "from two import x as a\nfrom two import x as b\nprint(a, b)\n",
      two: "x = [1]\n",
    };
    const { sources: after } = run(sources, { bundle: true });
    const text = new TextDecoder().decode([...after.values()][1]);
    expect(text.split("\n").filter((line) => line.includes("="))).toEqual(["a = [1]", "b = a"]);
  });

  test("lines lead back to file and line", () => {
    const sources = { main: "x = input()\nimport one\n\nprint(one.f(x))\n", one: "\ndef f(x):\n    return x + 1\n" };
    const { bundles, sources: after } = run(sources, { bundle: true });
    const lines = new TextDecoder().decode([...after.values()][0]).split("\n");
    const at = (text: string): unknown =>
      originalLine(bundles[0]!.lines, lines.findIndex((line) => line.includes(text)) + 1);
    expect(at("return x + 1")).toEqual({ path: "one.py", line: 3 });
    expect(at("print(")).toEqual({ path: "main.py", line: 4 });
  });

  test.each([
    [
      "a module that is used as an object",
      { main: "import one\nprint(one)\n", one: "print(1)\n" },
      /uses one as an object/,
    ],
    [
      "a module that is imported in a function",
      { main: "def f():\n    import one\nf()\n", one: "print(1)\n" },
      /in a function or a block/,
    ],
    ["a module that asks for its name", { main: "import one\n", one: "print(__name__)\n" }, /it uses __name__/],
    [
      "a module whose names are set from outside",
      { main: "import one\none.x = 1\nprint(one.f())\n", one: "x = 2\ndef f(): return x\n" },
      /as an object/,
    ],
    [
      "all of them where sys.modules is read",
      { main: "import sys, one\nprint(sys.modules)\n", one: "print(1)\n" },
      /sys\.modules/,
    ],
    [
      "a module of a star import",
      { main: "from one import *\nprint(f())\n", one: "__all__ = ['f']\ndef f(): return 1\n" },
      /imports all names|__all__/,
    ],
    [
      "a module whose constants mean something else elsewhere",
      { main: "import one\ndef f(_X): return _X\nprint(f(one.g()))\n", one: "_X = const(1)\ndef g(): return _X\n" },
      /would change main\.py/,
    ],
  ])("%s stays", (_, sources, reason) => {
    expect(hoisted(sources as never)).toEqual([]);
    const { leftAlone } = run(sources as never, { bundle: true }).report;
    expect(leftAlone.find(({ path }) => path === "one.py")!.reason).toMatch(reason);
  });

  const starTraps: [string, Record<string, string>, Record<string, string[]>][] = [
    [
      "a star import of names that are not there for certain",
      {
        main: "import sys\nfrom a import *\nfrom b import *\nfrom c import *\nprint(f(), g, h)\n",
        a: "import sys\nif sys.argv:\n    def f(): return 1\nelif sys.path:\n    def f(): return 2\n",
        b: "g = 1\ndef drop():\n    global g\n    del g\ndrop()\ng = print() or 2\n",
        c: "try:\n    h = int('1')\nexcept ValueError: pass\n",
      },
      { main: ["from a import *", "from b import *", "from c import *"] },
    ],
    [
      "a star import of a module that says what it gives, or is asked for anything",
      {
        main: "from a import *\nfrom b import *\nprint(f, g)\n",
        a: "__all__ = ['f']\nf = g = print() or 1\n",
        b: "g = print() or 2\ndef __getattr__(name): return 1\n",
      },
      { main: ["from a import *", "from b import *"] },
    ],
    [
      "a star import in a circle",
      {
        main: "import a\nprint(a.g())\n",
        a: "from b import *\ndef g(): return f()\n",
        b: "import a\ndef f(): return 1 if print() else 2\nprint(f())\n",
      },
      { a: ["from b import *"] },
    ],
    [
      "a star import of a module that is handed on or imported as a whole itself",
      {
        main: "import a\nfrom c import *\ndef show(m): return m.f()\nprint(show(a), f)\n",
        a: "from b import *\nprint(f())\n",
        b: "def f(): return 1\n",
        c: "from b import *\nprint(f())\n",
      },
      { a: ["from b import *"], c: ["from b import *"] },
    ],
  ];
  test.each(starTraps)("%s stays one", (_, sources, expected) => {
    const after = new Map([...run(sources, { bundle: true }).sources].map(([module, text]) => [module.names[0], text]));
    for (const [module, texts] of Object.entries(expected)) {
      for (const text of texts) expect(new TextDecoder().decode(after.get(module))).toContain(text);
    }
  });

  test("what imports all names of a module imports those that it uses, and the module goes into it", async () => {
    const sources = {
      main: "from pack.a import *\nclass A:\n    x = k\nprint(f(1), f'{y}', A.x, m.h())\nimport effect\n",
      "pack.__init__": "'Only modules.'\n",
      "pack.a":
        "import sys\nimport b as m\ndef f(x): return x\ndef g(x): return g\nif sys.argv:\n    k, y = [1], 2\nelse:\n    k = y = print() or 3\n",
      b: "def h(): return 1\n",
      effect: "from pack.colors import *\n",
      "pack.colors": "RED = 1\nprint('colors')\n",
    };
    const modules = toProgram(Object.entries(sources), ["main"]);
    const after = optimize(modules, 3, { bundle: true });
    // b is used as an object, under the name that the star has brought.
    expect([...after.files.keys()].map(({ path }) => path)).toEqual(["main.py", "b.py"]);
    expect([...after.files.values()].flatMap((mpy) => disassemble(mpy).qstrs.map(({ text }) => text))).not.toContain(
      "g",
    );
    const run = async (program: OptimizedProgram | undefined): Promise<unknown> => {
      const files = [...filesOf(modules, program)].map(([path, bytes]) => ({ path: `/${path}`, bytes }));
      return (await runOnDevice(files, ["import main"]))[0];
    };
    expect(await run(after)).toEqual(await run(undefined));
  });

  test("a relative import of a module that stays a file leads to it from another file", async () => {
    const sources = {
      main: "import pack.a as a\nprint(a.f())\n",
      "pack.__init__": "",
      "pack.a": "from . import b\nfrom .c import g\ndef f(): return str(b), g()\n",
      "pack.b": "x = 1\n",
      "pack.c": "def g(): return 2\n",
    };
    const modules = toProgram(Object.entries(sources), ["main"]);
    const after = optimize(modules, 3, { bundle: true });
    expect([...after.files.keys()].map(({ path }) => path).sort()).toEqual(["main.py", "pack/b.py"]);
    const files = [...filesOf(modules, after)].map(([path, bytes]) => ({ path: `/${path}`, bytes }));
    expect((await runOnDevice(files, ["import main"]))[0]!.output).toMatch(/^\("<module 'pack.b' .*>", 2\)\n$/);
  });

  test("a package without code needs no file, as long as it has others and nobody asks for its file", async () => {
    const sources = {
      main: "import pack.a\ndef late():\n    import pack.a as again\n    print(again)\nprint(pack.a.f())\nlate()\n",
      "pack.__init__": "\n",
      "pack.a": "def f(): return 1\n",
    };
    const paths = (more: string): string[] => {
      const { files } = run({ ...sources, main: sources.main + more }, { bundle: true });
      return [...files.keys()].map(({ path }) => path);
    };
    expect(paths("")).toEqual(["main.py", "pack/a.py"]);
    expect(paths("print(pack.__file__)\n")).toEqual(["main.py", "pack/__init__.py", "pack/a.py"]);
    const modules = toProgram(Object.entries(sources), ["main"]);
    const files = [...filesOf(modules, optimize(modules, 3, { bundle: true }))];
    const device = files.map(([path, bytes]) => ({ path: `/${path}`, bytes }));
    expect((await runOnDevice(device, ["import main"]))[0]!.output).toMatch(/^1\n<module 'pack.a'/);
  });

  test("names that meet get other names, and builtins stay builtins", async () => {
    const sources = {
      main: "import one\nimport two\ndef f(): return 'main'\ndef show(print_it=print): print_it(f(), one.f(), two.f(), one.abs(-1), abs(-2))\nshow()\n",
      one: "state = 1\ndef abs(x): return x\ndef f():\n    global state\n    state += 1\n    return state\n",
      two: "state = 10\ndef f():\n    global state\n    state += 1\n    return state\n",
    };
    const modules = toProgram(Object.entries(sources), ["main"]);
    const after = optimize(modules, 3, { bundle: true });
    expect(after.files.size).toBe(1);
    const files = [...filesOf(modules, after)].map(([path, bytes]) => ({ path: `/${path}`, bytes }));
    expect((await runOnDevice(files, ["import main"]))[0]).toEqual({ output: "main 2 11 -1 2\n", error: null });
  });
});

/** Programs that print names, which mangling changes. */
const PRINTS_NAMES: ReadonlySet<string> = new Set([
  "names of classes and functions that are printed",
  "what is told its own name",
]);

/** What broke real programs: each prints what it did. */
const TRAPS: [string, Record<string, string>][] = [
  [
    "names put together from pieces",
    {
      main:
        "class App:\n    def __init__(self): self.before_handlers = [1]; self.after_handlers = []\n" +
        "    def add(self, when, what): getattr(self, when + '_handlers').append(what)\n" +
        "    def do_show(self): print(self.before_handlers, self.after_handlers)\n" +
        "app = App()\napp.add('after', 2)\ngetattr(app, 'do_%s' % 'show')()\n",
    },
  ],
  [
    "modules of a package that a table of strings names",
    {
      main: "import pack\nfrom pack import Central\nprint(pack.scan_it(3), Central().run_it())\n",
      "pack.__init__":
        "_attrs = {'Central': 'central', 'scan_it': 'scanning'}\ndef __getattr__(attr):\n    mod = _attrs.get(attr, None)\n" +
        "    if mod is None: raise AttributeError(attr)\n    value = getattr(__import__(mod, globals(), None, True, 1), attr)\n" +
        "    globals()[attr] = value\n    return value\n",
      "pack.central": "class Central:\n    def run_it(self): return 'ran'\n",
      "pack.scanning": "def scan_it(times): return times * 2\n",
    },
  ],
  [
    "a star import that may fail",
    {
      main: "from pack import *\nprint(sum_it(1, 2), 'extra_it' in globals())\n",
      "pack.__init__":
        "def sum_it(a, b): return a + b\ntry:\n    from .missing import *\nexcept ImportError: pass\n" +
        "try:\n    from .fast import *\nexcept ImportError: pass\n",
      "pack.fast": "def sum_it(a, b): return a + b + 10\ndef extra_it(): return 1\n",
    },
  ],
  [
    "names of classes and functions that are printed",
    {
      main:
        "class Shape:\n    def area_of(self): return 1\nclass Square(Shape): pass\ndef make_it(kind): return kind()\n" +
        "print(type(make_it(Square)).__name__, make_it.__name__, Shape.area_of.__name__, Square, make_it(Shape).__class__.__name__)\n",
    },
  ],
  [
    "a global that hides a builtin and is deleted",
    { main: "def sorted(x): return 'mine'\nprint(sorted([2, 1]))\ndel sorted\nprint(sorted([2, 1]))\n" },
  ],
  [
    "text that is built and evaluated",
    {
      main:
        "import tools\ndef twice_of(x): return tools.scale_by * x\nfor name in ('twice', 'thrice'):\n" +
        "    try: print(eval(name + '_of(4)'))\n    except NameError as error: print(error)\nexec('made = twice' + '_of(5)')\nprint(made)\n",
      tools: "scale_by = 2\nunused = 3\n",
    },
  ],
  [
    "what is told its own name",
    {
      main:
        "class Field:\n    def __set_name__(self, owner, name): self.label = owner.__name__ + '.' + name\n" +
        "class Record:\n    first_field = Field()\n    second_field = Field()\nprint(Record.first_field.label, Record().second_field.label)\n",
    },
  ],
  [
    "methods that C calls",
    {
      main:
        "import io\nclass Stream(io.IOBase):\n    def __init__(self): self.lines = [b'ab\\n', b'c\\n']\n" +
        "    def readinto(self, buffer):\n        if not self.lines: return 0\n        line = self.lines.pop(0)\n        buffer[:len(line)] = line\n        return len(line)\n" +
        "    def write(self, data):\n        self.lines.append(bytes(data))\n        return len(data)\n    def ioctl(self, request, argument): return 0\n" +
        "stream = Stream()\nprint('d', file=stream)\nprint(stream.lines)\n" +
        "class Items:\n    def __len__(self): return 2\n    def __getitem__(self, at): return [5, 6][at]\n    def __contains__(self, x): return x == 7\nprint(len(Items()), list(Items()), 7 in Items())\n",
    },
  ],
];

test.each(TRAPS)("traps: %s", async (name, sources) => {
  const modules = toProgram(Object.entries(sources), ["main"]);
  const variants = [undefined, {}, { bundle: true }, ...(PRINTS_NAMES.has(name) ? [] : [{ mangle: ALL }])];
  const files = variants.flatMap((options, at) =>
    [...filesOf(modules, options && optimize(modules, 3, options))].map(([path, bytes]) => ({
      path: `/${at}/${path}`,
      bytes,
    })),
  );
  const steps = variants.map((_, at) => `import sys\nsys.path[:] = ["/${at}"]\nsys.modules.clear()\nimport main`);
  const [expected, ...results] = await runOnDevice(files, steps);
  expect(expected!.error).toBeNull();
  for (const result of results) expect(result).toEqual(expected);
});

test("random programs print the same, bundled and mangled", async () => {
  const seed = Number(process.env["SEED"] ?? Date.now() % 1e6);
  const files: { path: string; bytes: Uint8Array }[] = [];
  const steps: string[] = [];
  // Star imports and the like keep modules apart: here they are plain imports.
  const apart = new Set([7, 16, 18, 22, 23, 24]);
  const simple = fc
    .sample(plans, { numRuns: 20, seed })
    .map((plan) =>
      plan.map((steps) => steps.map((step) => (apart.has(step.kind) ? { ...step, kind: 5 + (step.a % 2) } : step))),
    );
  let count = 0;
  simple.forEach((plan, at) => {
    const plain = writeProgram(plan, `p${at}_`);
    const modules = toProgram(at % 3 === 0 ? intoPackage(plain, `p${at}_`, at / 3) : plain, [`p${at}_0`]);
    const after = optimize(modules, 3, { bundle: true, mangle: ALL });
    count += after.bundles.length;
    for (const [side, optimized] of [
      ["before", undefined],
      ["after", after],
    ] as const) {
      for (const [path, bytes] of filesOf(modules, optimized)) files.push({ path: `/${side}/${path}`, bytes });
      steps.push(`import sys\nsys.path[:] = ["/${side}"]\nsys.modules.clear()\nimport p${at}_0`);
    }
  });
  const results = await runOnDevice(files, steps);
  for (let at = 0; at < results.length; at += 2)
    expect(results[at + 1]!.output, `seed ${seed}`).toBe(results[at]!.output);
  expect(count).toBeGreaterThan(0);
});
