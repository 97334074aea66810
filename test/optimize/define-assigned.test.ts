// Names that a module assigns once from what `define` names: they stand for the constant, too.

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
