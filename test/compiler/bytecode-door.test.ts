// The compiler without native code: the same bytecode and the same refusals, without hints.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compile as compileBytecode } from "../../src/compiler/bytecode.ts";
import { CompileError, compile } from "../../src/compiler/index.ts";

const SAMPLES = join(import.meta.dirname, "samples");

type Outcome = number[] | { exception: string; reason: string; line: number | undefined; column: number | undefined };

function outcome(work: () => { mpy: Uint8Array }): Outcome {
  try {
    return [...work().mpy];
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    const { exception, reason, line, column } = error;
    return { exception, reason, line, column };
  }
}

test("gives the same as the whole compiler without an architecture", () => {
  for (const name of readdirSync(SAMPLES)) {
    const source = readFileSync(join(SAMPLES, name, "input.py"));
    const options = { filename: `${name}.py`, optimize: 1 } as const;
    const whole = outcome(() => compile(source, options));
    expect(
      outcome(() => compileBytecode(source, options)),
      name,
    ).toEqual(whole);
  }
});

test("accepts every option for bytecode", () => {
  const source = "async def f(x):\n    assert x, 0.98\n    await x\n";
  const sets = [
    { firmware: "circuitpython 9.2.9", exact: true },
    { firmware: "1.19.1", exact: true },
    { firmware: "1.22" },
    { optimize: 3 },
    { sourceLines: false },
    { sourceLines: "map" },
    { smallIntBits: 15 },
  ] as const;
  const files = sets.map((options) => compileBytecode(source, options).mpy);
  expect(files).toEqual(sets.map((options) => compile(source, options).mpy));
  expect(files[0]).not.toEqual(files[1]);
});

describe("native code is refused", () => {
  test.each(["native", "viper", "asm_thumb"])("@micropython.%s", (kind) => {
    const source = `@micropython.${kind}\ndef f():\n    pass\n`;
    const expected = { exception: "SyntaxError", reason: "invalid arch", line: 1 };
    expect(outcome(() => compileBytecode(source))).toMatchObject(expected);
  });
});
