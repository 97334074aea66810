// Manifests that need unbounded time or memory: each is refused with its line, quickly and with little memory.

import { describe, expect, test } from "vitest";
import { evaluateManifest } from "../../../src/project/manifest-py/manifest-file.ts";
import { ProjectError } from "../../../src/project/problem.ts";
import { memoryHost } from "./memory-host.ts";

function refusal(manifest: string): string {
  const host = memoryHost({ "/p/manifest.py": manifest });
  try {
    evaluateManifest(host, { manifest: "manifest.py", folder: "/p", mode: "freeze", variables: {} });
  } catch (error) {
    expect(error).toBeInstanceOf(ProjectError);
    return (error as ProjectError).message;
  }
  return "evaluated";
}

/** `t`: a text of 100,000 characters; `l`: a list of as many items; `n`: a list in a list in a list … two at each level. */
const MAKE: Readonly<Record<string, string>> = {
  t: "t = 'a' * 100000\n",
  l: "l = [1] * 100000\n",
  n: "n = [1]\nfor i in range(40):\n    n = [n, n]\n",
  k: "k = 1\nfor i in range(40):\n    k = (k, k)\n",
};

const TOO_LARGE: readonly string[] = [
  "t + t",
  "t.join(['a'] * 1000)",
  "'-'.join([t] * 11)",
  "t.replace('a', t)",
  "t.replace('', 'ab')",
  "'{0}{0}'.format(t)",
  "'{:200000}'.format(1)",
  "'%s%s' % (t, t)",
  "'%(a)s%(a)s' % {'a': t}",
  "str([t] * 100000)",
  "repr(n)",
  "n == [n]",
  "n < n",
  "{k: 1}[k]",
  "[n].index(n)",
  "sorted([n, n])",
  "print([t] * 100000)",
  "[l, l] * 50001",
  "l + l",
  "[*l, *l]",
  "(*l, *l)",
  "max(*l, *l)",
  "zip(*[l] * 2)",
  "[x for x in l for y in [1, 2]]",
  "range(100001)",
  "l.extend(l)",
  "l.append(1)",
  "l.insert(0, 1)",
  "raise ValueError(*[t] * 10)",
];

describe("what is too large", () => {
  test.each(TOO_LARGE)("%s", (line) => {
    const made = Object.entries(MAKE).map(([, text]) => text);
    expect(refusal(`${made.join("")}${line}\n`)).toMatch(
      /manifest\.py:\d+:\d+: (?:MemoryError|ValueError): .* too large/,
    );
  });
});

const LONG: Readonly<Record<string, readonly [manifest: string, expected: string]>> = {
  "a search in a long list, often": [
    "l = [1] * 50000\nfor i in range(100000):\n    -1 in l\n",
    "does not come to an end",
  ],
  "work on a long text, often": [
    "t = 'a' * 90000\nfor i in range(100000):\n    for j in range(1000):\n        t.upper()\n",
    "does not come to an end",
  ],
  "a sum of 100,000 numbers": [`x = 1\n${"x + ".repeat(100_000)}x\n`, "too deeply"],
  "a list 60,000 deep": ["a = []\nfor i in range(60000):\n    a = [a]\nprint(a)\n", "too deeply"],
  "an infinite integer": ["int(1e999)\n", "OverflowError: cannot convert float inf to integer"],
  "a start beyond a double": ["enumerate([1], 10**400)\n", "evaluated"],
  "a name that JavaScript's objects have": ["valueOf\n", "NameError: name 'valueOf' is not defined"],
  "a list in itself": ["l = [1]\nl.append(l)\nprint(l)\n", "MemoryError: this value is too large"],
};

test.each(Object.keys(LONG))("%s", (name) => {
  const [manifest, expected] = LONG[name]!;
  expect(refusal(manifest).includes(expected)).toBe(true);
});
