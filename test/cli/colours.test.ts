// Colours in the terminal: when they are used, and for what.

import { describe, expect, test } from "vitest";
import { paintedMessage, paintedSizes, takesColours } from "../../src/cli/colours.ts";

const TERMINAL = { isTTY: true };
const PIPE = {};

describe("takesColours", () => {
  test.each([
    ["a terminal", TERMINAL, {}, true],
    ["a pipe", PIPE, {}, false],
    ["a pipe in CI", PIPE, { CI: "1" }, false],
    ["a terminal that knows none", TERMINAL, { TERM: "dumb" }, false],
    ["NO_COLOR", TERMINAL, { NO_COLOR: "1" }, false],
    ["an empty NO_COLOR", TERMINAL, { NO_COLOR: "" }, true],
    ["FORCE_COLOR", PIPE, { FORCE_COLOR: "1" }, true],
    ["FORCE_COLOR=0", TERMINAL, { FORCE_COLOR: "0" }, false],
    ["both", TERMINAL, { FORCE_COLOR: "1", NO_COLOR: "1" }, false],
  ])("%s", (_, stream, env, expected) => {
    expect(takesColours(stream, env)).toBe(expected);
  });
});

const MESSAGE = `error: firmware/app.py:2:7: invalid syntax

  1 | x = 1
> 2 | y = = 2
    |     ^
`;
const SIZES = "/app.mpy  1 204  +12\n/lib.mpy    90  −1 200\n/new.mpy     5     new\n/same.mpy   7\n";

// eslint-disable-next-line no-control-regex -- colours are control sequences
const plain = (text: string): string => text.replace(/\x1b\[\d+m/g, "");

describe("painted", () => {
  test("the text is the same without its colours, and unchanged for a stream without colours", () => {
    for (const [paint, text] of [
      [paintedMessage, MESSAGE],
      [paintedSizes, SIZES],
    ] as const) {
      expect(withColours(() => paint(text, PIPE))).not.toBe(text);
      expect(plain(withColours(() => paint(text, PIPE)))).toBe(text);
    }
  });

  test("lines outside of the code frame are wrapped to the terminal", () => {
    const frame = `> 2 | y = ${"x".repeat(60)}\n    |     ^`;
    const text = `error: ${"word ".repeat(12)}end\n\n${frame}\n\n  ${"more ".repeat(12)}end\n`;
    expect(paintedMessage(text, { columns: 44 })).toBe(
      `error: ${"word ".repeat(7).trimEnd()}\n${"word ".repeat(5)}end\n\n${frame}\n\n` +
        `  ${"more ".repeat(8).trimEnd()}\n  ${"more ".repeat(4)}end\n`,
    );
  });

  test("a pipe gets none, in CI neither", () => {
    const before = process.env["CI"];
    process.env["CI"] = "1";
    expect(paintedMessage(MESSAGE, PIPE)).toBe(MESSAGE);
    if (before === undefined) delete process.env["CI"];
    else process.env["CI"] = before;
  });

  test("the kind of message, the marker, growth and shrinkage", () => {
    const message = withColours(() => paintedMessage(MESSAGE, PIPE));
    expect(message).toContain("\x1b[31merror:\x1b[39m");
    expect(message).toContain("\x1b[31m    |     ^\x1b[39m");
    expect(message).toContain("\n> 2 | y = = 2\n");
    const sizes = withColours(() => paintedSizes(SIZES, PIPE));
    expect(sizes).toContain("\x1b[31m+12\x1b[39m");
    expect(sizes).toContain("\x1b[32m−1 200\x1b[39m");
  });
});

function withColours<T>(act: () => T): T {
  const before = { ...process.env };
  process.env["FORCE_COLOR"] = "1";
  delete process.env["NO_COLOR"];
  try {
    return act();
  } finally {
    process.env = before;
  }
}
