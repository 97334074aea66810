// Names that a module assigns once from a name of `define` are constants, too.

import { describe, expect, test } from "vitest";
import { defineConstants } from "../../src/optimize/index.ts";

const DEFINE = { DEBUG: false, LEVEL: 3, BOARD: '"pico"', "config.FAST": false };

function defined(source: string): string {
  const bytes = defineConstants(new TextEncoder().encode(source), DEFINE, { optimize: 0, smallIntBits: 31 });
  return new TextDecoder().decode(bytes);
}

/** What the test of the last `if` becomes. */
const lastTest = (source: string): string => [...defined(source).matchAll(/\bif (.*?):/g)].at(-1)![1]!;

describe("a name assigned once", () => {
  test.each([
    ["a defined name", "USE = DEBUG\n", "False"],
    ["its opposite", "USE = not DEBUG\n", "True"],
    ["a comparison", "USE = LEVEL >= 3\n", "True"],
    ["a comparison of texts", "USE = BOARD != 'pico'\n", "False"],
    ["an attribute", "import config\nUSE = config.FAST\n", "False"],
    ["another such name", "A = DEBUG\nB = not A\nUSE = B\n", "True"],
    ["a condition with both", "USE = not DEBUG and LEVEL > 2\n", "True"],
    ["what `and` gives", "USE = LEVEL and DEBUG\n", "False"],
    ["what `or` gives", "USE = DEBUG or LEVEL\n", "3"],
    ["what `or` gives first", "USE = LEVEL == 3 or other\n", "True"],
    ["a choice", "USE = 1 if DEBUG else 2\n", "2"],
    ["const()", "from micropython import const\nUSE = const(DEBUG)\n", "False"],
    ["with a type", "USE: bool = DEBUG\n", "False"],
    ["behind a comment's word", "USE = DEBUG  # not\n", "False"],
  ])("from %s is that constant", (_, source, value) => {
    expect(lastTest(`${source}if USE:\n    import x\n`)).toBe(value);
    expect(defined(`${source}def f():\n    return USE\n`)).toContain(`return ${value}`);
  });

  test("from a text, which comparisons fold with", () => {
    expect(lastTest('USE = BOARD\nif USE in ("pico", "esp"):\n    import x\n')).toBe("True");
  });
});

test.each([
  ["a parameter", "def f(DEBUG):\n    if DEBUG:\n        pass\n"],
  ["a local", "def f():\n    DEBUG = g()\n    if DEBUG:\n        pass\n"],
  ["a loop's variable", "def f():\n    for DEBUG in y:\n        if DEBUG:\n            pass\n"],
  [
    "a variable of a function around it",
    "def f():\n    def g():\n        if DEBUG:\n            pass\n    DEBUG = 1\n",
  ],
  ["a class's own", "class C:\n    DEBUG = 1\n    if DEBUG:\n        pass\n"],
  ["a lambda's parameter", "f = lambda DEBUG: x if DEBUG else y\nif x:\n    pass\n"],
  ["a comprehension's", "def f():\n    return [x for DEBUG in y if DEBUG]\nif x:\n    pass\n"],
])("%s with a defined name stays", (_, source) => {
  expect(defined(source)).toBe(source);
});

test.each([
  ["a private one", "_DEBUG = const(DEBUG)\nif _DEBUG:\n    import x\n", "_DEBUG = const(False)"],
  ["one that is defined", "DEBUG = const(True)\nif DEBUG:\n    import x\n", "if False:"],
  ["one of another name", "_USE = const(other)\nif DEBUG:\n    import x\n", "_USE = const(other)\nif False:"],
])("const(): %s", (_, source, expected) => {
  expect(defined(`from micropython import const\n${source}`)).toContain(expected);
});

test.each([
  ["assigned twice", "USE = DEBUG\nUSE = other()\n"],
  ["set by a function", "USE = DEBUG\ndef f():\n    global USE\n    USE = 1\n"],
  ["set in a branch", "if z():\n    USE = DEBUG\n"],
  ["set in a loop", "for i in z:\n    USE = DEBUG\n"],
  ["of a class", "class A:\n    USE = DEBUG\n"],
  ["with another part", "USE = DEBUG and z()\n"],
  ["that a later import of all names may bind", "USE = DEBUG\nfrom z import *\n"],
  ["that no defined name is in", "USE = False\nA = DEBUG\n"],
  ["deleted", "USE = DEBUG\ndel USE\n"],
])("a name %s stays", (_, source) => {
  expect(lastTest(`${source}if USE:\n    import x\n`)).toBe("USE");
});
