// The compiler for pages, from its source and as it is published (short names of properties, too): the same files, imports
// and refusals as the whole compiler, without codes and hints.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import * as fromSource from "../../src/compiler/bytecode.ts";
import * as whole from "../../src/compiler/index.ts";
import * as published from "../../dist/compiler/bytecode.js";

const SAMPLES = join(import.meta.dirname, "samples");
const SETS: readonly fromSource.BytecodeOptions[] = [
  {},
  { optimize: 1 },
  { optimize: 3 },
  { sourceLines: false },
  { smallIntBits: 15 },
  { firmware: "1.22" },
  { firmware: "circuitpython 9.2.9", exact: true },
];

interface Room {
  readonly CompileError: typeof whole.CompileError;
  readonly compile: (source: string | Uint8Array, options?: fromSource.BytecodeOptions) => object;
}

/** What a call gives: the result, or every fact of the error. */
function outcome({ CompileError, compile }: Room, ...call: Parameters<Room["compile"]>): object {
  try {
    return compile(...call);
  } catch (error) {
    if (error instanceof CompileError) return { ...error, code: undefined, hint: undefined, name: error.name };
    return { other: String(error) };
  }
}

/** What the compiler for pages gives from its source: it must be the whole compiler's file, or its refusal. */
function expected(...call: Parameters<Room["compile"]>): object {
  const found = outcome(fromSource, ...call);
  const all = outcome(whole, ...call);
  expect("mpy" in found ? found.mpy : found).toEqual("mpy" in all ? all.mpy : all);
  return found;
}

describe.each<[string, Room]>([
  ["from its source", fromSource],
  ["as published", published],
])("%s", (_, room) => {
  test("gives the same as the whole compiler without an architecture", () => {
    const names = readdirSync(SAMPLES);
    for (const [at, name] of names.entries()) {
      const source = readFileSync(join(SAMPLES, name, "input.py"));
      const options = { ...SETS[at % SETS.length], filename: `${name}.py` };
      expect(outcome(room, source, options), name).toEqual(expected(source, options));
    }
    expect(names.length).toBeGreaterThan(20);
  });

  test("takes every option for bytecode", () => {
    // Without -march the mpy-cross of 1.19 makes native code for its host: no program of the samples may have some.
    const sets = [...SETS, { firmware: "1.19.1", exact: true }];
    const source = "async def f(x):\n    assert x, 0.98\n    await x\n";
    for (const options of sets) expect(outcome(room, source, options)).toEqual(expected(source, options));
  });

  test.each<[string, object]>([
    ["a wrong name", { optimise: 1 }],
    ["a number out of range", { optimize: 12 }],
    ["an unknown release", { firmware: "0.1" }],
    ["a release without own bytes", { firmware: "1.24.0", exact: "yes" }],
  ])("refuses %s in the same words", (_name, options) => {
    const refused = outcome(room, "x = 1\n", options);
    expect(refused).toEqual(outcome(whole, "x = 1\n", options));
    expect(refused).toHaveProperty("other");
  });

  test("refuses the one option that it has no code for, and says who takes it", () => {
    const options = { sourceLines: "map" } as unknown as fromSource.BytecodeOptions;
    expect(() => room.compile("x = 1\n", options)).toThrow(/sourceLines: "map".*unplugin-micropython\/compiler/);
  });

  test.each(["native", "viper", "asm_thumb"])("refuses @micropython.%s", (kind) => {
    const source = `@micropython.${kind}\ndef f():\n    pass\n`;
    const refusal = { exception: "SyntaxError", reason: "invalid arch", line: 1, name: "CompileError" };
    expect(outcome(room, source)).toMatchObject(refusal);
  });
});
