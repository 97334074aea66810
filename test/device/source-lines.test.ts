// `sourceLines: "map"`: tracebacks of code without line numbers lead to the line that raised.

import { describe, expect, test } from "vitest";
import { compile } from "../../src/compiler/index.ts";
import { TracebackMapper } from "../../src/device/mapped-traceback.ts";
import { parseTraceback } from "../../src/device/traceback.ts";
import { parseSourceLines, sourceLinesText } from "../../src/project/source-lines.ts";
import { runOnDevice } from "../support/micropython.ts";

// In each function one line raises: the one with the mark. Where `real` differs, tables of lines are wrong about it.
const SOURCE = `import sys

def plain(x):
    y = x
    z = [y,
         x]
    return y.none  # raises


def condition(x):
    n = 0
    while x.count:
        x = None
        n += 1
    return n


class A:
    def __init__(self, n):
        self.n = n

    def go(self):
        for i in range(3):
            if i == 2:
                self.none()  # raises
            i += 1


class B:
    def __init__(self, n):
        if n > 1:
            raise ValueError(n)  # raises
        self.n = n


def handled():
    try:
        1 / 0
    except ZeroDivisionError:
        pass
    finally:
        n = 1
    with open("/none") as f:  # raises
        f.read()


def unbound(flag):
    if flag:
        late = 1
    x = 2
    y = 3
    return late  # raises


def long():
    ${"a = 1; b = 2; c = a; d = b; ".repeat(12)}a = 1
    b = []
    ${"a = 1; b = 2; c = a; d = b; ".repeat(12)}a = 1
    return c.none  # raises


def generator():
    yield 1
    yield None + 1  # raises


def caller():
    x = [n for n in generator()]  # calls
    return x


compare = lambda a: (
    a
    < None)
`;

class Lines {
  private readonly lines = SOURCE.split("\n");

  /** The marked line of a function. */
  of(name: string, mark = "raises"): number {
    const start = this.lines.findIndex((line) => new RegExp(`def ${name}\\b`).test(line));
    return this.lines.findIndex((line, at) => at > start && line.includes(`# ${mark}`)) + 1;
  }

  at(text: string): number {
    return this.lines.findIndex((line) => line.includes(text)) + 1;
  }
}

const line = new Lines();
const CALLS: Record<string, number> = {
  "m.plain(1)": line.of("plain"),
  // The code of a loop's condition follows its body, so that tables of lines say it is the body's last line.
  "m.condition(1)": line.at("while x.count"),
  "m.A(1).go()": line.of("go"),
  "m.B(2)": line.at("raise ValueError"),
  "m.handled()": line.of("handled"),
  "m.unbound(False)": line.of("unbound"),
  "m.long()": line.of("long"),
  "list(m.generator())": line.of("generator"),
};

describe("a module at level 3 with a map", () => {
  const made = compile(SOURCE, { filename: "m.py", optimize: 3, sourceLines: "map" });
  const mapper = new TracebackMapper({
    modules: [{ name: "m", path: "/m.mpy", source: "src/m.py", lines: made.lines }],
    read: () => new TextEncoder().encode(SOURCE),
  });

  test("has the exact line of every traceback", async () => {
    const start = 'import sys\nsys.path.insert(0, "/")\nimport m';
    const steps = [...Object.keys(CALLS), "m.caller()", "m.compare(1)"];
    const results = await runOnDevice([{ path: "/m.mpy", bytes: made.mpy }], [start, ...steps]);
    const frames = results.slice(1).map(({ error }) => mapper.map(parseTraceback(error!)!).frames);
    const innermost = frames.map((list) => list.at(-1)!.sourceLine);
    expect(Object.fromEntries(Object.keys(CALLS).map((call, at) => [call, innermost[at]]))).toEqual(CALLS);
    const caller = frames.at(-2)!.find((frame) => frame.function === "caller")!;
    expect([caller.source, caller.sourceLine]).toEqual(["src/m.py", line.of("caller", "calls")]);
    expect(frames.at(-1)!.at(-1)!.sourceLine).toBeGreaterThanOrEqual(line.at("compare = lambda"));
  });

  test("is the module of level 3 but for its line tables, and smaller than one with lines", () => {
    const bare = compile(SOURCE, { filename: "m.py", optimize: 3 }).mpy.length;
    const full = compile(SOURCE, { filename: "m.py", optimize: 2 }).mpy.length;
    expect(made.mpy.length).toBeGreaterThan(bare);
    expect(made.mpy.length).toBeLessThan(full);
    expect(compile(SOURCE, { optimize: 3 }).lines).toBeUndefined();
  });

  test("is kept in a file that finds it by its hash", () => {
    const text = sourceLinesText([{ sha256: "ab", source: "src/m.py", lines: made.lines! }], new Map([["a", "speed"]]));
    expect(parseSourceLines(text)?.lines.get("ab")).toEqual(made.lines);
    expect(parseSourceLines(text)?.names).toEqual(new Map([["a", "speed"]]));
    expect(parseSourceLines("{}")).toBeUndefined();
    expect(parseSourceLines("x")).toBeUndefined();
  });
});
