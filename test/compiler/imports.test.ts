// The imports of a program that the compiler reports, from which the import graph is made.

import { expect, test } from "vitest";
import { compile } from "../../src/compiler/index.ts";
import type { ImportReference } from "../../src/compiler/index.ts";

/**
 * "a.b" for a plain import, ".b[c,d]" for `from .b import c, d`; "?" in front of one whose failure is caught, "if" of one in a
 * branch, "def" of one in a function, "0,1:" of one that runs where import 0 or 1 has failed, "x=" of one that runs when attribute x is read.
 */
function shown(one: ImportReference): string {
  const { module, level, names, optional, conditional, fallbackFor, attribute, computed, prefix, inFunction } = one;
  const inside = inFunction && attribute === undefined ? "def " : "";
  if (computed) return `${inside}computed${prefix === undefined ? "" : ` ${".".repeat(level)}${prefix}`}`;
  const wanted = names === null ? "" : `[${names.join()}]`;
  const when = `${fallbackFor ? `${fallbackFor.join()}:` : ""}${conditional ? "if " : ""}${optional ? "?" : ""}`;
  return `${attribute === undefined ? "" : `${attribute}=`}${inside}${when}${".".repeat(level)}${module}${wanted}`;
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
  ["def f():\n  class C:\n    import a", ["def a"]],
  ["class C:\n  import a\n  def f(self):\n    import b", ["a", "def b"]],
  ["for x in y:\n  import a\nwith x:\n  import b\nwhile x:\n  import c", ["a", "b", "c"]],
  ["async def f():\n  def g():\n    from . import a", ["def .[a]"]],
  ["f = lambda: __import__('a')\ng = [__import__('b') for x in y]", ["def a", "b"]],
  ["if x:\n  import a\nelif y:\n  import b\nelse:\n  import c\nimport d", ["if a", "if b", "if c", "d"]],
  ["if x:\n  if y:\n    pass\n  import a\n  def f():\n    import b", ["if a", "def b"]],
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
  ['__import__()\n__import__(b"a")\n__import__(1)\n__import__(None)', []],
  ['__import__("a", None, None, None, n)', ["computed"]],
  ["__import__(n)", ["computed"]],
  ["def f(n):\n  return __import__('a.' + n)", ["def computed a."]],
  ["__import__('a.' + n + '.b')", ["computed a."]],
  ["__import__('a.%s.%s' % (n, 'b'))", ["computed a."]],
  ["__import__('%s.b' % n)", ["computed"]],
  ["__import__('a.{}.b'.format(n))", ["computed a."]],
  ["__import__(f'a.{n}.b')", ["computed a."]],
  ["__import__(f'{n}.b')", ["computed"]],
  ["__import__(f'a.{n}'.lower())", ["computed"]],
  ["__import__('a.{}'.format(n).lower())", ["computed"]],
  ["__import__('a.' * n)", ["computed"]],
  ["__import__(n + 'a.')", ["computed"]],
  ["__import__('b.%s' % n, None, None, (), 2)", ["computed ..b."]],
  ["__import__('b.%s' % n, None, None, (), n)", ["computed"]],
  ["def f(n):\n  m = 'a.%s' % n\n  print(m)\n  return __import__(m)", ["def computed a."]],
  ["def f(n):\n  if n: m = f'b.{n}'\n  else: m = 'a.' + n\n  __import__(m)", ["def computed a.", "def computed b."]],
  ["m = 'a.' + n\n__import__(m)", ["computed"]],
  ["def f(m):\n  if n: m = 'a.' + n\n  __import__(m)", ["def computed"]],
  ["def f():\n  m = 'a.' + n\n  for m in n: pass\n  __import__(m)", ["def computed"]],
  ["def f():\n  m = 'a.' + n\n  m += n\n  __import__(m)", ["def computed"]],
  ["def f():\n  m = 'a.' + n\n  def g():\n    nonlocal m\n    m = n\n  g()\n  __import__(m)", ["def computed"]],
  ['__import__("a", None, None, None, -1)', []],
])("%j", (source, expected) => {
  expect(compile(`${source}\n`).imports.map(shown)).toEqual(expected);
});

/** A module with a table, and a `__getattr__` with this body. */
const lazy = (table: string, ...body: string[]): string =>
  `T = ${table}\ndef __getattr__(x):\n  ${body.join("\n  ")}\n`;
const LOOK_UP = ["m = T.get(x, None)", "if m is None:", "  raise AttributeError('no ' + x)"];
const LOAD = "value = getattr(__import__(m, globals(), None, True, 1), x)";

test.each<[string, string, string[]]>([
  ["a table", lazy('{"A": "a", "B": "b"}', ...LOOK_UP, LOAD, "globals()[x] = value", "return value"), ["A=.a", "B=.b"]],
  ["one entry", lazy('{"A": "a"}', "return getattr(__import__(T[x], None, None, True, 1), x)"), ["A=.a"]],
  ["an empty table", lazy("{}", ...LOOK_UP, LOAD), []],
  ["tuples", lazy('{"A": ("a", 1), "B": ["b", "c"]}', "m = T[x][0]", LOAD), ["A=.a", "B=.b", "B=.c"]],
  ["a question first", lazy('{"A": "a"}', "if x not in T:", "  raise AttributeError(x)", "m = T[x]", LOAD), ["A=.a"]],
  ["an absolute name", lazy('{"A": "p.a"}', "m = T[x]", "return __import__(m)"), ["A=p.a"]],
  ["a name put together", lazy('{"A": "a"}', "m = T[x]", "m = 'lib_' + m", LOAD), ["def computed"]],
  [
    "a name of its own",
    lazy('{"A": "a"}', "m = T.get(x, None)", "if m is None:", "  m = 'rest'", LOAD),
    ["def computed"],
  ],
  ["the attribute itself", lazy('{"A": "a"}', "return __import__(x, None, None, True, 1)"), ["def computed"]],
  ["a text changed", lazy('{"A": "a"}', "m = T[x].lower()", LOAD), ["def computed"]],
  ["a table made by code", lazy("{k: k for k in f()}", "m = T[x]", LOAD), ["def computed"]],
  ["a key that is no text", lazy('{1: "a"}', "m = T[x]", LOAD), ["def computed"]],
  ["a value that is no text", lazy('{"A": a}', "m = T[x]", LOAD), ["def computed"]],
  ["a table that grows", `${lazy('{"A": "a"}', "m = T[x]", LOAD)}T["B"] = f()\n`, ["def computed"]],
  ["a table that is updated", `${lazy('{"A": "a"}', "m = T[x]", LOAD)}T.update(f())\n`, ["def computed"]],
  ["a table by another name", `${lazy('{"A": "a"}', "m = T[x]", LOAD)}U = T\n`, ["def computed"]],
  ["a table given away", `${lazy('{"A": "a"}', "m = T[x]", LOAD)}f(T)\n`, ["def computed"]],
  ["two tables of one name", `T = {"B": "b"}\n${lazy('{"A": "a"}', "m = T[x]", LOAD)}`, ["def computed"]],
  ["another function", `T = {"A": "a"}\ndef get(x):\n  return __import__(T[x])\n`, ["def computed"]],
])("a lazy package with %s", (_, source, expected) => {
  expect(compile(source).imports.map(shown)).toEqual(expected);
});

test("lines are those of the statements", () => {
  expect(compile("\nimport a\n\n\nfrom b import (\n  c)\n").imports.map(({ line }) => line)).toEqual([2, 5]);
});

test("what -O drops is not imported", () => {
  const source = "if __debug__:\n  import a\nassert __import__('b')\n";
  expect(compile(source).imports.map(shown)).toEqual(["a", "b"]);
  expect(compile(source, { optimize: 1 }).imports).toEqual([]);
});
