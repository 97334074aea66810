// Tracebacks are found in any output of a board, in pieces of any size, and lead to the project's sources.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compile } from "../../src/compiler/index.ts";
import { mappedText, TracebackMapper } from "../../src/device/mapped-traceback.ts";
import { parseTraceback, readTracebacks, TracebackReader } from "../../src/device/traceback.ts";
import type { OutputPiece, Traceback } from "../../src/device/traceback.ts";
import { runOnDevice } from "../support/micropython.ts";

/** "text" for text, "ValueError: bad <- main.py:3 <module> <- net.py:11 get" for a traceback. */
function shown(piece: OutputPiece): string {
  return piece.kind === "text" ? piece.text : shownTraceback(piece.traceback);
}

function shownTraceback({ exception, message, frames, earlier }: Traceback): string {
  const own = [`${exception}: ${message}`, ...frames.map((f) => `${f.file}:${f.line ?? "?"} ${f.function ?? "?"}`)];
  const before = earlier === undefined ? [] : [`(${earlier.relation} ${shownTraceback(earlier.traceback)})`];
  return [...own, ...before].join(" <- ");
}

const PLAIN = `Traceback (most recent call last):
  File "main.py", line 3, in <module>
  File "app/net.py", line 11, in get
ValueError: bad
`;
const SHOWN = "ValueError: bad <- main.py:3 <module> <- app/net.py:11 get";

const CASES: Record<string, [string, string[]]> = {
  "a plain one": [PLAIN, [SHOWN]],
  "line ends of a board": [PLAIN.replaceAll("\n", "\r\n"), [SHOWN]],
  "output before and after": [`a\n${PLAIN}b\n`, ["a\n", SHOWN, "b\n"]],
  "a print without the end of its line": [`progress 10${PLAIN}`, ["progress 10", SHOWN]],
  "no message": [
    'Traceback (most recent call last):\n  File "a.py", line 1, in <module>\nKeyboardInterrupt: \n',
    ["KeyboardInterrupt:  <- a.py:1 <module>"],
  ],
  "no function": [
    'Traceback (most recent call last):\n  File "a.py", line 4\nSyntaxError: invalid syntax\n',
    ["SyntaxError: invalid syntax <- a.py:4 ?"],
  ],
  "no lines": ['Traceback (most recent call last):\n  File "a.py", in f\nOSError: 5\n', ["OSError: 5 <- a.py:? f"]],
  "two in a row": [PLAIN + PLAIN, [SHOWN, SHOWN]],
  "a lost header": [PLAIN.split("\n").slice(1).join("\n"), [SHOWN]],
  "prints of another thread between the lines": [
    PLAIN.replace('  File "app', 'tick\ntemp: 5\n  File "app').replace("ValueError", "temp: 6\nValueError"),
    ["tick\ntemp: 5\ntemp: 6\n", SHOWN],
  ],
  "a log with time stamps": [PLAIN.replace(/^(?=.)/gm, "12:01:07 -> "), [SHOWN]],
  "a reset in the middle": [
    `Traceback (most recent call last):\n  File "main.py", line 3, in <module>\n${PLAIN}`,
    ['Traceback (most recent call last):\n  File "main.py", line 3, in <module>\n', SHOWN],
  ],
  "colours and the terminal's title": [
    `\u001b]0;code.py\u001b\\${PLAIN.replace("ValueError", "\u001b[31mValueError")}`,
    ["\u001b]0;code.py\u001b\\", SHOWN],
  ],
  German: [
    'Zurückverfolgung (jüngste Aufforderung zuletzt):\n  Datei "code.py", Zeile 7, in <module>\nOSError: x\n',
    ["OSError: x <- code.py:7 <module>"],
  ],
  Turkish: ['  "code.py" dosyası, 7 numaralı satır, içinde f\nOSError: x\n', ["OSError: x <- code.py:7 f"]],
  Japanese: [
    'トレースバック（最新の呼び出しが末尾）:\n  ファイル "code.py", 行 7f 内の\nOSError: x\n',
    ["OSError: x <- code.py:7 f"],
  ],
  Chinese: ['  Wénjiàn "code.py", dì 7 háng, zài f\nOSError: x\n', ["OSError: x <- code.py:7 f"]],
  "a chain": [
    `${PLAIN}\nDuring handling of the above exception, another exception occurred:\n\n${PLAIN.replace("ValueError: bad", "OSError: x")}`,
    [
      `OSError: x <- main.py:3 <module> <- app/net.py:11 get <- (During handling of the above exception, another exception occurred: ${SHOWN})`,
    ],
  ],
  "a blank line and something else": [`${PLAIN}\nrestarting\n`, [SHOWN, "\nrestarting\n"]],
  "what only looks like one": [
    'config (v2):\n  "name" 5\n{"a": "File \\"x\\""}\n',
    ['config (v2):\n  "name" 5\n{"a": "File \\"x\\""}\n'],
  ],
};

describe("what is found", () => {
  test.each(Object.entries(CASES))("%s", (_, [text, expected]) => {
    expect(readTracebacks(text).map(shown)).toEqual(expected);
  });

  test.each(Object.entries(CASES))("%s, byte by byte", (_, [text, expected]) => {
    const reader = new TracebackReader();
    const pieces = [...[...text].flatMap((one) => reader.push(one)), ...reader.end()];
    const joined: string[] = [];
    for (const piece of pieces) {
      if (piece.kind === "text" && typeof joined.at(-1) === "string" && !expected.includes(joined.at(-1)!)) {
        joined.push(joined.pop()! + piece.text);
      } else joined.push(shown(piece));
    }
    expect(joined.join("")).toBe(expected.join(""));
  });

  test("a message of several lines, where the end is known", () => {
    const found = parseTraceback(PLAIN.replace("bad", 'bad\r\n  File "inner"\r\nworse'));
    expect([found?.exception, found?.message]).toEqual(["ValueError", 'bad\n  File "inner"\nworse']);
    expect(parseTraceback("MemoryError: \r\n")).toMatchObject({ frames: [], exception: "MemoryError", message: "" });
    expect(parseTraceback("")).toBeUndefined();
  });

  test("a prompt is passed on when the output pauses, half a traceback is not", () => {
    const reader = new TracebackReader();
    expect(reader.push(">>> ")).toEqual([]);
    expect(reader.idle()).toEqual([{ kind: "text", text: ">>> " }]);
    expect(reader.push(PLAIN.slice(0, 60))).toEqual([]);
    expect(reader.idle()).toEqual([]);
    expect([...reader.push(PLAIN.slice(60)), ...reader.idle()].map(shown)).toEqual([SHOWN]);
  });

  test("no text is lost or made, whatever comes", () => {
    const line = fc.constantFrom(...PLAIN.split("\n").slice(0, 4), "", "x: 1", "text (a):", "Error", ">>> ");
    fc.assert(
      fc.property(fc.array(line), fc.constantFrom("\n", "\r\n"), (lines, end) => {
        const text = lines.join(end);
        const all = readTracebacks(text).map((piece) => (piece.kind === "text" ? piece.text : piece.traceback.text));
        const sorted = (one: string): string[] => one.replaceAll("\r\n", "\n").split("\n").sort();
        expect(sorted(all.join(""))).toEqual(sorted(text));
      }),
      { numRuns: 300 },
    );
  });
});

const NET = `import errors


@wrap
def get(url):
    # a comment
    if url == "":
        raise ValueError("bad")
    return parse(url)


class Pool:
    def get_all(self):
        for url in self.urls:
            get(url)
        return get("")


def twice():
    get("a")
    get("b")
`;

const modules = [
  { name: "app.net", path: "/lib/app/net.mpy", source: "firmware/lib/app/net.py" },
  { name: "main", path: "/main.py", source: "firmware/main.py" },
];

const mapper = new TracebackMapper({
  modules,
  read: (source) => (source.endsWith("net.py") ? new TextEncoder().encode(NET) : undefined),
});

function mapped(text: string): string {
  return mappedText(mapper.map(parseTraceback(text)!));
}

describe("where it leads", () => {
  test("to the source's path, line and code", () => {
    const text = `Traceback (most recent call last):
  File "main.py", line 2, in <module>
  File "lib/app/net.py", line 8, in get
  File "asyncio/core.py", line 1, in run
ValueError: bad
`;
    expect(mapped(text)).toBe(`Traceback (most recent call last):
  File "firmware/main.py", line 2, in <module>
  File "firmware/lib/app/net.py", line 8, in get
  File "asyncio/core.py", line 1, in run
ValueError: bad

   6 |     # a comment
   7 |     if url == "":
>  8 |         raise ValueError("bad")
     |         ^^^^^^^^^^^^^^^^^^^^^^^
   9 |     return parse(url)
  10 |
`);
  });

  const frames = (text: string): unknown[] =>
    mapper
      .map(parseTraceback(text)!)
      .frames.map(({ source, sourceLine, definedAt }) => [source, sourceLine, definedAt]);
  const traceback = (...lines: [string, number, string][]): string =>
    `Traceback (most recent call last):\n${lines.map(([file, line, name]) => `  File "${file}", line ${line}, in ${name}\n`).join("")}OSError: 1\n`;

  test("by every name that the board may know the file by", () => {
    for (const file of ["app/net.py", "lib/app/net.py", "/lib/app/net.py", "/lib/app/net.mpy"]) {
      expect(frames(traceback([file, 8, "get"]))).toEqual([["firmware/lib/app/net.py", 8, 5]]);
    }
    expect(frames(traceback(["net.py", 8, "get"]))).toEqual([[undefined, undefined, undefined]]);
  });

  test("without line numbers to the only call of what comes next, or to the definition", () => {
    expect(frames(traceback(["app/net.py", 1, "get"], ["app/net.py", 1, "parse"]))).toEqual([
      ["firmware/lib/app/net.py", 9, 5],
      ["firmware/lib/app/net.py", undefined, undefined],
    ]);
    expect(frames(traceback(["app/net.py", 1, "twice"], ["app/net.py", 1, "get"]))).toEqual([
      ["firmware/lib/app/net.py", undefined, 19],
      ["firmware/lib/app/net.py", undefined, 5],
    ]);
    expect(mapped(traceback(["app/net.py", 1, "get_all"]))).toContain(
      'File "firmware/lib/app/net.py", in get_all (line unknown, defined in line 13)\n',
    );
  });
});

test("what MicroPython prints for our code is read, with line numbers and without", async () => {
  const source = 'def fail():\n    raise OSError(5, "x")\n\n\ndef run():\n    fail()\n';
  const files = ([0, 3] as const).map((optimize) => ({
    path: `/m${optimize}.mpy`,
    bytes: compile(source, { filename: `m${optimize}.py`, optimize }).mpy,
  }));
  const steps = [0, 3].map((n) => `import sys\nsys.path.insert(0, "/")\nimport m${n}\nm${n}.run()`);
  const [kept, dropped] = await runOnDevice(files, steps);
  expect(shownTraceback(parseTraceback(kept!.error!)!)).toBe(
    "OSError: [Errno 5] EIO: x <- <stdin>:4 <module> <- m0.py:6 run <- m0.py:2 fail",
  );
  const project = new TracebackMapper({
    modules: [{ ...modules[0]!, name: "m3", path: "/m3.mpy", source: "m3.py" }],
    read: () => new TextEncoder().encode(source),
  });
  expect(project.map(parseTraceback(dropped!.error!)!).frames.slice(1)).toMatchObject([
    { line: 1, sourceLine: 6, definedAt: 5 },
    { line: 1, sourceLine: undefined, definedAt: 1 },
  ]);
});

test("mangled names are told as the sources have them; what a message quotes else is data", () => {
  const names = new Map([
    ["a", "speed"],
    ["b", "Motor"],
    ["c", "MotorError"],
  ]);
  const mapper = new TracebackMapper({ modules: [], names, read: () => undefined });
  const told = (last: string): string => {
    const text = `Traceback (most recent call last):\n  File "m.py", line 1, in a\n${last}\n`;
    const { frames, exception, message } = mapper.map(parseTraceback(text)!);
    return `${frames[0]!.function} ${exception}: ${message}`;
  };
  expect(told("AttributeError: 'b' object has no attribute 'a'")).toBe(
    "speed AttributeError: 'Motor' object has no attribute 'speed'",
  );
  expect(told("c: 'a'")).toBe("speed MotorError: 'a'");
});
