// A compilation inside a callback of another one: the two do not affect each other.

import { describe, expect, test } from "vitest";
import { CompileError, compile, listNative } from "../../src/compiler/index.ts";

const OUTER = `import first
from second import third as fourth
class Outer:
    def method(self, outer_name, *, keyword=(1, 2.5, "a longer string literal")):
        return lambda x: [outer_name + y + keyword for y in x if y]
`;
const INNER = `import inner_module
inner_name = const(3)
def inner(a, b=b"bytes of the inner", *c):
    yield from (a, inner_name, 12345678901234567890, "another longer string literal")
`;
const OPTIONS = { filename: "outer.py", emit: "native" } as const;

function listing(print: (line: string) => void = () => {}): { mpy: Uint8Array; imports: unknown; lines: string[] } {
  const lines: string[] = [];
  const { mpy, imports } = listNative(OUTER, OPTIONS, (line) => {
    lines.push(line);
    print(line);
  });
  return { mpy, imports, lines };
}

describe("compile() inside the callback of listNative()", () => {
  const alone = listing();
  const inner = compile(INNER, { filename: "inner.py" });

  test("of another program", () => {
    const results = new Set<string>();
    const outer = listing(() => results.add(JSON.stringify(compile(INNER, { filename: "inner.py" }))));
    expect(outer).toEqual(alone);
    expect([...results]).toEqual([JSON.stringify(inner)]);
  });

  test("of a program that is refused", () => {
    const outer = listing(() => expect(() => compile("def f(:\n")).toThrow(CompileError));
    expect(outer).toEqual(alone);
  });

  test("three deep", () => {
    let deepest: Uint8Array | undefined;
    const outer = listing(() => {
      if (deepest !== undefined) return;
      deepest = new Uint8Array();
      const second = listing(() => (deepest = compile(INNER, { filename: "inner.py" }).mpy));
      expect(second).toEqual(alone);
    });
    expect(outer).toEqual(alone);
    expect(deepest).toEqual(inner.mpy);
  });

  test("a callback that throws leaves nothing behind", () => {
    const stop = new Error("stop");
    const throwing = (): unknown =>
      listing(() => {
        throw stop;
      });
    expect(throwing).toThrow(stop);
    expect(compile(INNER, { filename: "inner.py" })).toEqual(inner);
    expect(listing()).toEqual(alone);
  });
});
