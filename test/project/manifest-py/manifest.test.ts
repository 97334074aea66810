// The evaluator of manifests, beyond the reference's answers: places and remedies of errors, constructs that are not understood, and
// that every manifest ends.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluateManifest } from "../../../src/project/manifest-py/manifest-file.ts";
import type { ManifestResult } from "../../../src/project/manifest-py/manifest-file.ts";
import { versionSuffix } from "../../../src/project/manifest-py/version-suffix.ts";
import type { Problem } from "../../../src/project/problem.ts";
import { ProjectError } from "../../../src/project/problem.ts";
import { memoryHost } from "./memory-host.ts";

const FILES = {
  "/p/a.py": "",
  "/p/b.py": "",
  "/p/lib/micropython/one/manifest.py": 'metadata(version="1")\nmodule("one.py")\n',
  "/p/lib/micropython/one/one.py": "",
};

function evaluate(manifest: string, files: Record<string, string> = {}, variables = {}): ManifestResult {
  const host = memoryHost({ ...FILES, ...files, "/p/manifest.py": manifest }, { BOARD: "X", EMPTY: "" });
  const display = (file: string): string => file.replace(/^\/p\//, "");
  return evaluateManifest(host, { manifest: "manifest.py", folder: "/p", mode: "freeze", variables, display });
}

const targets = (manifest: string, variables = {}): string[] =>
  evaluate(manifest, {}, variables).files.map(({ target, optimize }) => `${target} ${optimize ?? "-"}`);

function problemOf(manifest: string, files: Record<string, string> = {}, variables = {}): Problem {
  try {
    evaluate(manifest, files, variables);
  } catch (error) {
    if (error instanceof ProjectError) return error.problem;
    throw error;
  }
  throw new Error("the manifest is not refused");
}

/** Asserts where a manifest is refused, and what is said. */
function expectProblem(manifest: string, place: string, text: string | RegExp): void {
  const { displayFile, line, column, summary, hint } = problemOf(manifest);
  expect(`${displayFile}:${line}:${column}`).toBe(`manifest.py:${place}`);
  expect(`${summary}\n${hint ?? ""}`).toMatch(text);
}

describe("expressions", () => {
  test.each([
    ["1 + 2 * 3 == 7 and 7 // 2 == 3 and -7 // 2 == -4 and 2 ** 3 == 8 and 7 % 4 == 3 and 1 << 3 == 8"],
    ["1 < 2 <= 2 != 3 and not 2 < 1 and (1 is not None)"],
    ["'a' in 'cat' and 'x' not in ['y'] and 'k' in {'k': 1}"],
    ["None is None and not None and not '' and not [] and not () and not {} and not 0"],
    ["('x' or 1 / 0) == 'x' and (0 and 1 / 0) == 0"],
    ["'%s-%03d-%-4s|%r%%' % ('a', 7, 'b', 'c') == 'a-007-b   |\\'c\\'%'"],
    ["'{}{1}'.format('a') == 'x' if False else '{1}{0}{n:>3}'.format('a', 'b', n=5) == 'ba  5'"],
    ["f'{1 + 1}-{\"x\"!r}-{7:03d}' == '2-\\'x\\'-007'"],
    ["'a.b.c'.split('.') == ['a', 'b', 'c'] and '/'.join(('a', 'b')) == 'a/b'"],
    ["'abc'[1:] == 'bc' and 'abc'[-1] == 'c' and [1, 2, 3][::2] == [1, 3] and (1, 2, 3)[::-1] == (3, 2, 1)"],
    ["{'a': 1, 'b': [2]}['b'][0] == 2 and {'a': 1}.get('x', 5) == 5"],
    ["[x * y for x in range(3) if x for y in (1, 10)] == [1, 10, 2, 20]"],
    ["sorted({'b': 1, 'a': 2}.items()) == [('a', 2), ('b', 1)] and len(list(enumerate('ab', start=1))) == 2"],
    ["any(n > 2 for n in (1, 2, 3)) and all([]) and max(3, 1) == 3 and min([2, 5]) == 2"],
    [
      "str(1.5) == '1.5' and str(True) == 'True' and repr(['a', (1,)]) == \"['a', (1,)]\" and int('0x10'[2:], 16) == 16",
    ],
    ["(n := 3) == 3 and n == 3"],
    ["sorted(['b', 'A'], key=str) == ['A', 'b'] and sorted([1, 3], reverse=True) == [3, 1]"],
    ["dict([('a', 1)], b=2) == {'b': 2, 'a': 1} and list(zip((1, 2), 'ab'))[1] == (2, 'b')"],
  ])("%s", (expression) => {
    expect(targets(`if ${expression}:\n    module("a.py")`)).toEqual(["a.py -"]);
  });

  test("the environment and the disk", () => {
    const manifest = `
import os
from os import environ as env, path
if os.environ["BOARD"] == "X" and env.get("NONE") is None and os.getenv("EMPTY") == "" and path.exists("a.py"):
    for name in os.listdir("."):
        if path.splitext(name)[1] == ".py" and name != "manifest.py":
            module(name)
`;
    expect(targets(manifest)).toEqual(["a.py -", "b.py -"]);
  });
});

describe("statements", () => {
  test("loops end early, and have an else", () => {
    const manifest = `
for name in ("x", "a", "b"):
    if name == "x":
        continue
    module(name + ".py")
    break
else:
    module("missing.py")
for _ in ():
    pass
else:
    module("b.py", opt=3)
`;
    expect(targets(manifest)).toEqual(["a.py -", "b.py 3"]);
  });

  test("functions have variables of their own", () => {
    const manifest = `
level = 1
def pick(name, level=2):
    suffix = ".py"
    if name == "b":
        return name + suffix, level
    return f"{name}{suffix}", 3
file, level = pick("b")
module(file, opt=level)
module(*pick("a")[:1])
`;
    expect(targets(manifest)).toEqual(["b.py 2", "a.py -"]);
    expectProblem(`${manifest}print(suffix)\n`, "11:7", "name 'suffix' is not defined");
  });

  test("output and calls that find nothing are reported", () => {
    const { printed, warnings } = evaluate('print("for", 1)\npackage("nothing")\n');
    expect(printed).toEqual(["for 1"]);
    expect(warnings).toEqual(["manifest.py:2:1: no .py file in nothing"]);
  });

  test.each([
    "while True:\n    pass",
    "try:\n    pass\nexcept E:\n    pass",
    "with a as b:\n    pass",
    "class A:\n    pass",
  ])("what is not understood matters only where it is reached: %s", (statement) => {
    const indented = statement.replaceAll("\n", "\n    ");
    expect(targets(`if options.never:\n    ${indented}\nmodule("a.py")`)).toEqual(["a.py -"]);
    expectProblem(`\n${statement}\n`, "2:1", /is not understood in a manifest\.py\n.*read without running Python/);
  });

  test.each([
    ["x = lambda: 1", "1:5", "lambda"],
    ["import pathlib", "1:1", "the module pathlib"],
    ["import os\nos.system('x')", "2:1", "system of module 'os'"],
    ["x = {1, 2}", "1:5", "a set"],
    ["from os import *", "1:1", "import *"],
    ["x = b'1'", "1:1", "a value of type bytes"],
    ["'a'.zfill(3)", "1:1", "no attribute 'zfill'"],
    ["@x\ndef f():\n    pass", "1:1", "a decorator"],
  ])("%s is not", (manifest, place, text) => expectProblem(manifest, place, text));
});

describe("errors", () => {
  test.each([
    ["module('a.py'\n", "2:1", "SyntaxError: invalid syntax"],
    ["modul('a.py')", "1:1", "NameError: name 'modul' is not defined"],
    ["x = 1\nmodule('c.py')", "2:1", "Cannot stat /p/c.py"],
    ["module('$(BOARD_DIR)/c.py')", "1:1", /Cannot stat.*\nThe variable BOARD_DIR has no value.*--var BOARD_DIR=/],
    ["module('a.py', opt=4)", "1:1", "opt is 0, 1, 2 or 3, not 4"],
    ["package('x', files='a.py')", "1:1", "files must be a list of names"],
    [
      "require('two')",
      "1:1",
      /Package 'two' not found in any known library\.\nNo library is known: set the variable MPY_LIB_DIR/,
    ],
    ["freeze('.', 'lib')\nfreeze('$(X)', 'lib')", "2:1", /Cannot stat/],
    ["convert_path('x')", "1:1", "convert_path() is gone"],
    ["os.getcwd()", "1:1", "Write `import os` first."],
    ["1()", "1:1", "'int' object is not callable"],
    ["a, b = 1, 2, 3", "1:1", "2 values are needed to unpack, not 3"],
    ["raise SystemExit('wrong board')", "1:7", "SystemExit: wrong board"],
    ["assert options.x, 'set x'", "1:8", "AssertionError: set x"],
    ["return 1", "1:1", "'return' outside function"],
  ])("%s", (manifest, place, text) => expectProblem(manifest, place, text));

  test("are in the manifest at fault, and say who included it", () => {
    const files = { "/p/x/manifest.py": 'include("../y.py")\n', "/p/y.py": "x = 1\n\nmodule('none.py')\n" };
    const { displayFile, line, column, frame, hint } = problemOf('\ninclude("x")\n', files);
    expect([displayFile, line, column]).toEqual(["y.py", 3, 1]);
    expect(frame).toContain("> 3 | module('none.py')");
    expect(hint).toBe("Included from x/manifest.py:1.\nIncluded from manifest.py:2.");
  });

  test.each([
    ["/p/lib", "Looked for a folder of that name with a manifest.py in lib/micropython."],
    [
      "/p/x",
      "There is no x/micropython: set the variable MPY_LIB_DIR to a copy of micropython-lib, or call add_library().",
    ],
  ])("of a package say where it was looked for: %s", (folder, hint) => {
    expect(problemOf("require('two')", {}, { MPY_LIB_DIR: folder }).hint).toBe(hint);
  });

  test("for a package have the nearest names", () => {
    const { hint } = problemOf("require('onee')", {}, { MPY_LIB_DIR: "/p/lib" });
    expect(hint).toMatch(/^There is one\. Looked for/);
  });

  test("a manifest that is not there", () => {
    const request = { manifest: "none.py", folder: "/p", mode: "freeze", variables: {} } as const;
    expect(() => evaluateManifest(memoryHost(FILES), request)).toThrow("/p/none.py: there is no such manifest");
  });
});

describe("every manifest ends", () => {
  test.each([
    ["x = [1]\nfor n in x:\n    x.append(n)"],
    ["x = [1]\nfor n in x:\n    x += [n, n]"],
    ["def f():\n    f()\nf()"],
    ["x = 'a'\nfor n in range(100):\n    x = x + x"],
    ["x = 10 ** 10 ** 10"],
    ["x = 'ab' * 10 ** 9"],
    ["for a in range(99999):\n    for b in range(99999):\n        pass"],
    ["x = range(10 ** 12)"],
    ["x = '%999999d' % 1"],
    [`x = ${"(".repeat(3000)}1${")".repeat(3000)}`],
    [`x = ${"1 + ".repeat(50_000)}y`],
    [`x = ${"not ".repeat(50_000)}options`],
    [`x = options${".a".repeat(50_000)}`],
  ])("%.60s", (manifest) => {
    const { summary } = problemOf(manifest);
    expect(summary).not.toBe("");
  });

  test("with any content", () => {
    const bits = [
      "module",
      "(",
      ")",
      "'a.py'",
      "\n",
      "    ",
      "for",
      " in ",
      "if ",
      ":",
      "=",
      "[",
      "]",
      ",",
      "x",
      "f'{x}'",
      "1",
      "%",
      "def ",
    ];
    const program = fc.array(fc.constantFrom(...bits), { maxLength: 40 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.oneof(program, fc.string({ unit: "binary" })), (manifest) => {
        try {
          evaluate(manifest);
        } catch (error) {
          expect(error).toBeInstanceOf(ProjectError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

test("a line after CR LF is counted once", () => {
  expectProblem("x = 1\r\ny = 2\r\nmodule('c.py')\r\n", "3:1", "Cannot stat");
});

test("the version is appended to what does not define it", () => {
  const [file] = evaluate("require('one')", {}, { MPY_LIB_DIR: "/p/lib" }).files;
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  expect(versionSuffix(bytes("x = 1"), file!.metadata)).toBe("\n\n__version__ = '1'\n");
  expect(versionSuffix(bytes("__version__ = '0'"), file!.metadata)).toBeUndefined();
  const [plain] = evaluate("module('a.py')").files;
  expect(versionSuffix(bytes("x = 1"), plain!.metadata)).toBeUndefined();
});
