// Options of compile(): wrong ones are refused by name before compiling.

import { describe, expect, test } from "vitest";
import { compile } from "../../src/compiler/index.ts";
import type { CompileOptions } from "../../src/compiler/index.ts";

const refusal = (options: unknown): string => {
  try {
    compile("x = 1\n", options as CompileOptions);
    return "none";
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError);
    return (error as Error).message;
  }
};

describe("wrong options", () => {
  test.each<[unknown, string]>([
    [null, "options: null is not an object"],
    ["x", 'options: "x" is not an object'],
    [{ optimise: 1 }, "option optimise: there is no such option; nearest: optimize"],
    [{ march: "x64" }, "option march: there is no such option; nearest: arch"],
    [
      { zzz: 1 },
      expect.stringMatching(/^option zzz: there is no such option; options are filename, optimize, emit/) as never,
    ],
    [{ optimize: "2" }, 'option optimize: "2" is not 0, 1, 2 or 3'],
    [{ filename: 5 }, "option filename: 5 is not a text"],
    [{ sourceLines: "no" }, 'option sourceLines: "no" is not true, false or "map"'],
    [{ smallIntBits: 31.5 }, "option smallIntBits: 31.5 is not a whole number from 0 to 255"],
    [
      { emit: "viper" },
      expect.stringMatching(/^option emit: "viper" is not possible without arch: give one of x86, x64/) as never,
    ],
    [{ archFlags: 1 }, "option archFlags: 1 is not possible without arch"],
    [{ arch: "rv32imc", archFlags: 2 ** 32 }, "option archFlags: 4294967296 is not a sum of flags of rv32imc"],
    [{ arch: "z80" }, expect.stringMatching(/^option arch: "z80" is not one of x86, x64/) as never],
  ])("%o", (options, message) => expect(refusal(options)).toEqual(message));

  test("undefined is ignored", () => {
    expect(refusal({ arch: undefined, optimize: undefined, filename: undefined, exact: undefined })).toBe("none");
  });
});

test.each([5, null, undefined, Promise.resolve("x = 1\n"), new ArrayBuffer(3)])("%s is no source", (source) => {
  const message = "source: give a string or a Uint8Array";
  expect(() => compile(source as never)).toThrow(new TypeError(message));
});
