// Imports in branches for other targets: conditions that the compiler reports, and the facts about each port.

import { describe, expect, test } from "vitest";
import { compile } from "../../../src/compiler/index.ts";
import { targetFacts } from "../../../src/project/builtins/target-facts.ts";
import { mayHold } from "../../../src/project/graph/import-tests.ts";

/** The modules that a program may import on a port; `sys` and `typing` are left out. */
function imported(
  source: string,
  port: string | undefined,
  isCircuitPython = false,
  version?: readonly [number, number],
): string {
  const { imports } = compile(`${source}\n`);
  const facts = targetFacts(port, isCircuitPython, version);
  const names = imports.filter(({ when }) => mayHold(when, facts)).map(({ module }) => module);
  return names.filter((name) => !["sys", "usys", "typing"].includes(name)).join(" ");
}

const CHAIN =
  'import sys\nif sys.platform == "rp2":\n  import a\nelif sys.platform in ("esp32", "esp8266"):\n  import b\nelse:\n  import c';
const FROM = "from sys import platform, implementation as i\n";
const FLAG = 'RP2 = platform == "rp2"\n';
const IF = (condition: string): string => `import sys\nif ${condition}:\n  import a\nelse:\n  import b`;

describe("on MicroPython 1.24, whatever the patch", () => {
  const V = "sys.implementation.version";
  test.each<[string, string]>([
    [`${V} >= (1, 24)`, "a"],
    [`${V} > (1, 24)`, "a"],
    [`${V} <= (1, 24)`, "b"],
    [`${V} == (1, 24)`, "b"],
    [`${V} != (1, 24)`, "a"],
    [`${V} >= (1, 25)`, "b"],
    [`${V} >= (1, 25, 0)`, "b"],
    [`${V} < (1, 25, 0, "")`, "a"],
    [`${V} > (1, 23, 7)`, "a"],
    [`${V} >= (1,)`, "a"],
    [`${V} < (2,)`, "a"],
    [`${V} > ()`, "a"],
    [`${V} == (1, 23, 0)`, "b"],
    [`${V} >= (1, 24, 0)`, "a b"],
    [`${V} == (1, 24, 0, "")`, "a b"],
    [`${V} is (1, 23)`, "a b"],
    [`${V} in ((1, 23), (1, 24))`, "a b"],
    [`(1, 25) > ${V}`, "a b"],
    [`${V} > 3`, "a b"],
    [`${V}[0] == 1`, "a"],
    [`${V}[1] >= 25`, "b"],
    [`${V}[2] == 0`, "a b"],
    [`${V}[-1] == ""`, "a b"],
    [`sys.implementation[1][1] < 20`, "b"],
    [`${V}[:2] == (1, 24)`, "a"],
    [`${V}[:2] >= (1, 24)`, "a"],
    [`${V}[:2] > (1, 24)`, "b"],
    [`${V}[:2] < (1, 24, 0)`, "a"],
    [`${V}[:2] in ((1, 23), (1, 24))`, "a"],
    [`${V}[:1] == (1,)`, "a"],
    [`${V}[:3] >= (1, 24)`, "a"],
    [`${V}[:3] >= (1, 25, 0)`, "b"],
    [`${V}[:3] == (1, 24, 1)`, "a b"],
    [`${V}[0:2] == (1, 24)`, "a b"],
    [`${V}[::2] == (1, 24)`, "a b"],
    [`${V}[1:] == (24, 0)`, "a b"],
    [`${V}[:-1] == (1,)`, "a b"],
    [`${V}[x] == 24`, "a b"],
    [`${V}`, "a"],
    ["sys.implementation._machine == 'x'", "a b"],
    ["sys.implementation._build == 'x'", "a b"],
  ])("%s", (condition, expected) => {
    expect(imported(IF(condition), "rp2", false, [1, 24])).toBe(expected);
    expect(imported(IF(condition), "rp2")).toBe("a b");
  });
});

describe("on rp2", () => {
  test.each<[string, string]>([
    [CHAIN, "a"],
    [IF('sys.platform != "rp2"'), "b"],
    [IF('not sys.platform == "rp2"'), "b"],
    [IF('sys.platform in ["rp2", "samd"]'), "a"],
    [IF('sys.platform in ("rp2",)'), "a"],
    [IF('"esp" in sys.platform'), "b"],
    [IF('sys.platform not in ("esp32", "esp8266")'), "a"],
    [IF('sys.platform.startswith("esp")'), "b"],
    [IF('sys.platform == "rp2" and x'), "a b"],
    [IF('sys.platform == "esp32" and x'), "b"],
    [IF('x and sys.platform == "esp32"'), "b"],
    [IF('x or sys.platform == "rp2"'), "a"],
    [IF('x or sys.platform == "esp32"'), "a b"],
    [IF('sys.byteorder == "big"'), "b"],
    [IF('sys.implementation.name == "micropython"'), "a"],
    [IF('sys.implementation[0] == "cpython"'), "b"],
    [IF("sys.implementation.version > (1, 20)"), "a b"],
    [IF('sys.implementation[7] == "x"'), "a b"],
    [IF('f(sys.platform) == "esp32"'), "a b"],
    [IF('sys.platform.upper() == "ESP32"'), "a b"],
    [IF('"rp2" < sys.platform < "z"'), "a b"],
    [IF('sys.platform == "esp32" == x'), "a b"],
    [IF("x"), "a b"],
    [`${FROM}if (platform == "rp2" if x else False):\n  import a`, "a"],
    [`${FROM}if (False if platform == "rp2" else x):\n  import a`, ""],
    [`${FROM}ANY = 1 if platform == "esp32" else 0\nif ANY:\n  import a`, ""],
    [`${FROM}ESP = ("esp32", "esp8266")\nif platform in ESP:\n  import a`, ""],
    [`${FROM}PICO = "rp2"\nif platform != PICO:\n  import a`, ""],
    ['import usys as s\nif s.platform == "esp32":\n  import a', ""],
    [`${FROM}if i.name != "micropython":\n  import a`, ""],
    [`${FROM}${FLAG}if not RP2:\n  import a`, ""],
    [`${FROM}${FLAG}PICO = RP2 and not x\nif RP2 is False or not PICO:\n  import a`, "a"],
    [`${FROM}RP2: bool = platform == "rp2"\ndef f():\n  if not RP2:\n    import a`, ""],
    [`${FROM}def f():\n  p = platform\n  if p == "esp32":\n    import a`, ""],
    ['def f():\n  import sys\n  if sys.platform == "esp32":\n    import a\nimport sys', ""],
    ['import sys\nif sys.platform == "esp32":\n  def f():\n    class C:\n      import a', ""],
    ['import sys\nif sys.platform == "esp32":\n  try:\n    import a\n  except ImportError:\n    import b', ""],
    ['import sys\nif sys.platform == "esp32":\n  if x:\n    __import__("a")', ""],
  ])("%j", (source, expected) => {
    expect(imported(source, "rp2")).toBe(expected);
  });

  test.each<[string, string]>([
    ["assigned twice", `${FROM}${FLAG}if x:\n  RP2 = True\nif not RP2:\n  import a`],
    ["changed in place", `${FROM}${FLAG}RP2 ^= True\nif not RP2:\n  import a`],
    ["of several", `${FROM}RP2, B = platform == "rp2", 1\nif not RP2:\n  import a`],
    ["a loop's variable", `${FROM}${FLAG}for RP2 in x:\n  pass\nif not RP2:\n  import a`],
    ["a parameter", `${FROM}${FLAG}def f(RP2):\n  if not RP2:\n    import a`],
    ["a parameter with a default", `${FROM}${FLAG}def f(RP2=1):\n  if not RP2:\n    import a`],
    ["a parameter of a lambda", `${FROM}${FLAG}f = lambda RP2: 1\nif not RP2:\n  import a`],
    ["a function's own elsewhere", `def f():\n  import sys\n  p = sys.platform\nif p == "esp32":\n  import a`],
    ["maybe another module's", `${FROM}${FLAG}from m import *\nif not RP2:\n  import a`],
    ["an exception", `${FROM}${FLAG}try:\n  x\nexcept E as RP2:\n  pass\nif not RP2:\n  import a`],
    ["deleted", `${FROM}${FLAG}del RP2\nif not RP2:\n  import a`],
    ["a list that grows", `${FROM}ESP = ["esp32"]\nESP += x\nif platform in ESP:\n  import a`],
    ["a list handed on", `${FROM}ESP = ["esp32"]\nf(ESP)\nif platform in ESP:\n  import a`],
    ["compared with a flag's value", 'MODE = "dev"\nif MODE == "live":\n  import a'],
    ["a flag", "RP2 = False\nif RP2:\n  import a"],
    ["sys by another name", 'import mysys as sys\nif sys.platform == "esp32":\n  import a'],
    ["of a module's own", 'from .sys import platform\nif platform == "esp32":\n  import a'],
    ["a platform of its own", `${FROM}platform = x\nif platform == "esp32":\n  import a`],
    ["of itself", "X = X and Y\nY = not X\nif not X or Y:\n  import a"],
  ])("a name that is %s is not known", (_, source) => {
    expect(imported(source, "rp2").split(" ")).toContain("a");
  });
});

test.each<[string | undefined, string]>([
  ["rp2", "a"],
  ["esp32", "b"],
  ["stm32", "c"],
  ["unix", "c"],
  [undefined, "a b c"],
  ["ours", "a b c"],
])("on %s", (port, expected) => {
  expect(imported(CHAIN, port)).toBe(expected);
});

test("a port that runs on several platforms", () => {
  expect(imported(IF('sys.platform == "linux"'), "unix")).toBe("a b");
});

test("CircuitPython", () => {
  expect(imported(IF('sys.implementation.name == "micropython"'), "rp2", true)).toBe("b");
  expect(imported(IF('sys.platform == "rp2"'), "rp2", true)).toBe("a b");
});

test.each<[string, string]>([
  [
    "try:\n  from typing import TYPE_CHECKING\nexcept ImportError:\n  TYPE_CHECKING = False\nif TYPE_CHECKING:\n  import a",
    "",
  ],
  ["from typing import TYPE_CHECKING as T\nif T:\n  import a\nelse:\n  import b", "b"],
  ["import typing\nif typing.TYPE_CHECKING or x:\n  import a\nif typing.TYPE_CHECKING and x:\n  import b", "a"],
  ["from typing import TYPE_CHECKING\nTYPE_CHECKING = True\nif TYPE_CHECKING:\n  import a", "a"],
  ["TYPE_CHECKING = False\nif TYPE_CHECKING:\n  import a", "a"],
])("type checkers alone see, on any target: %j", (source, expected) => {
  expect(imported(source, undefined)).toBe(expected);
});

test.each<[string, string]>([
  [IF('"rp2" == "rp2"'), "a"],
  ['PICO = "pico" == "badger"\nif PICO:\n  import a', ""],
])("comparisons of constants, which define leaves: %j", (source, expected) => {
  expect(imported(source, undefined)).toBe(expected);
});
