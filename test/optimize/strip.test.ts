// Sources without comments and docstrings compile to the same bytes and keep their line numbers.

import { expect, test } from "vitest";
import { compile } from "../../src/compiler/index.ts";
import { stripSource } from "../../src/optimize/index.ts";

const stripped = (source: string): string => new TextDecoder().decode(stripSource(new TextEncoder().encode(source)));

test.each<[string, string]>([
  ["# a\nx = 1  # b\n", "\nx = 1\n"],
  ['"""doc\n\nmore"""\nx = 1\n', "0\n\n\nx = 1\n"],
  ['def f():\n    """doc"""\n', "def f():\n    0\n"],
  ['def f():\n    "one" \'two\'  # c\n    return "# no"\n', 'def f():\n    0\n    return "# no"\n'],
  ['x = ["a", # b\n  "c"]   \n', 'x = ["a",\n  "c"]\n'],
  ['f("doc")\n"a"; x = "b"\n', 'f("doc")\n"a"; x = "b"\n'],
  ['class C: "doc"\n', 'class C: "doc"\n'],
  ['f"{x} # y" # z\n"d"\n', 'f"{x} # y" # z\n0\n'],
  ["if x:\n    # a\n  # b\n    y = 'é' # é\n# end", "if x:\n\n\n    y = 'é'\n"],
  ["x = 1 + \\\n  2 # c\r\ny = 3\r\n", "x = 1 + \\\n  2\ny = 3\n"],
  ["x = 'a # b' \"c # d\"  # e\ny = '''it\\'s # f''' # g\n", "x = 'a # b' \"c # d\"\ny = '''it\\'s # f'''\n"],
  ["x = = 1 # no Python\n", "x = = 1\n"],
  ["'open # string\n", "'open # string\n"],
  ["", ""],
])("%j", (source, expected) => {
  expect(stripped(source)).toBe(expected);
});

test("the bytecode is the same, with the same lines", () => {
  const source =
    '"""m"""\n# c\nclass C:\n    """doc\n    more"""\n\n    def f(self, x=1):  # note\n        """d"""\n        # c\n        return x / 0\n\n"end"\nprint(C().f(2))\n';
  const options = { filename: "a.py" };
  expect(compile(stripped(source), options).mpy).toEqual(compile(source, options).mpy);
});
