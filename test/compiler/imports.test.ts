// What the compiler tells of a program's imports: the source of a project's import graph.

import { expect, test } from "vitest";
import { compile } from "../../src/compiler/index.ts";
import type { ImportReference } from "../../src/compiler/index.ts";

/**
 * "a.b" for a plain import, ".b[c,d]" for `from .b import c, d`; "?" in front of one whose failure is caught, "if" of one in a
 * branch, "0,1:" of one that runs where import 0 or 1 has failed.
 */
function shown({ module, level, names, optional, conditional, fallbackFor }: ImportReference): string {
  const wanted = names === null ? "" : `[${names.join()}]`;
  const when = `${fallbackFor ? `${fallbackFor.join()}:` : ""}${conditional ? "if " : ""}${optional ? "?" : ""}`;
  return `${when}${".".repeat(level)}${module}${wanted}`;
}

test.each<[string, string[]]>([
  ["import a, b.c as d", ["a", "b.c"]],
  ["from a.b import c, d as e", ["a.b[c,d]"]],
  ["from a import (b,\n  c,)", ["a[b,c]"]],
  ["from a import *", ["a[*]"]],
  [
    "from . import a\nfrom .b import c\nfrom .... import d\nfrom ..e.f import g",
    [".[a]", ".b[c]", "....[d]", "..e.f[g]"],
  ],
  ["def f():\n  class C:\n    import a", ["a"]],
  ["if x:\n  import a\nelif y:\n  import b\nelse:\n  import c\nimport d", ["if a", "if b", "if c", "d"]],
  ["if x:\n  if y:\n    pass\n  import a\n  def f():\n    import b", ["if a", "b"]],
  ["if False:\n  import a\nelif __debug__:\n  import b", ["b"]],
  ["from micropython import const\nX = const(0)\nif X:\n  import a", ["micropython[const]"]],
  ["import a\nimport a", ["a", "a"]],

  ["try:\n  import a\nexcept ImportError:\n  import b", ["?a", "0:b"]],
  ["try:\n  import a, b\nexcept:\n  import c\nelse:\n  import d", ["?a", "?b", "0,1:c", "d"]],
  ["try:\n  import a\nexcept OSError:\n  import b\nexcept ImportError as e:\n  import c", ["?a", "b", "0:c"]],
  [
    "try:\n  import a\nexcept:\n  try:\n    import b\n  except:\n    import c\n  import d",
    ["?a", "0:?b", "1:c", "0:d"],
  ],
  ["try:\n  f()\nexcept:\n  import a", ["a"]],
  ["try:\n  import a\nexcept (OSError, ImportError) as e:\n  pass", ["?a"]],
  ["try:\n  import a\nexcept:\n  pass", ["?a"]],
  ["try:\n  import a\nexcept Exception:\n  pass", ["?a"]],
  ["try:\n  import a\nexcept OSError:\n  pass", ["a"]],
  ["try:\n  import a\nfinally:\n  pass", ["a"]],
  ["try:\n  pass\nexcept ImportError:\n  pass\nelse:\n  import a", ["a"]],

  ['__import__("a.b")', ["a.b"]],
  ['x = __import__("a").b', ["a"]],
  ['__import__("a", None, None, True, 1)', [".a"]],
  ['__import__("a", None, None, ("b",), 0)', ["a"]],
  ['__import__("a", None, None, None, n)\n__import__(n)\n__import__()\n__import__(b"a")', []],
  ['__import__("a", None, None, None, -1)', []],
])("%j", (source, expected) => {
  expect(compile(`${source}\n`).imports.map(shown)).toEqual(expected);
});

test("lines are those of the statements", () => {
  expect(compile("\nimport a\n\n\nfrom b import (\n  c)\n").imports.map(({ line }) => line)).toEqual([2, 5]);
});

test("what -O drops is not imported", () => {
  const source = "if __debug__:\n  import a\nassert __import__('b')\n";
  expect(compile(source).imports.map(shown)).toEqual(["a", "b"]);
  expect(compile(source, { optimize: 1 }).imports).toEqual([]);
});
