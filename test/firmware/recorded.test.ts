// What the mpy-cross of each release made of a few sources, and refused: recorded from its binary (recorded.json). Every source
// is about rows of the table of changes.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CompileError, type CompileOptions, compile } from "../../src/compiler/index.ts";

interface Answer {
  readonly firmware: string;
  readonly name: string;
  readonly arch?: NonNullable<CompileOptions["arch"]>;
  /** The file in base64. */
  readonly mpy?: string;
  /** Or the error's last line. */
  readonly reason?: string;
}

interface Recorded {
  readonly sources: Readonly<Record<string, string>>;
  readonly answers: readonly Answer[];
}

const { sources, answers } = JSON.parse(readFileSync(new URL("./recorded.json", import.meta.url), "utf8")) as Recorded;

function answerOf(source: string, options: CompileOptions): { mpy?: string; reason?: string } {
  try {
    return { mpy: Buffer.from(compile(source, options).mpy).toString("base64") };
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    return { reason: `${error.exception}: ${error.reason}` };
  }
}

describe.each([...new Set(answers.map(({ firmware }) => firmware))])("the mpy-cross of %s", (firmware) => {
  test.each(answers.filter((one) => one.firmware === firmware))("$name $arch", ({ name, arch, mpy, reason }) => {
    const options: CompileOptions = { filename: "t.py", firmware, exact: true };
    if (arch !== undefined) options.arch = arch;
    expect(answerOf(sources[name]!, options)).toEqual(mpy === undefined ? { reason } : { mpy });
  });
});

describe("for a firmware, in today's way", () => {
  const native = "@micropython.native\ndef f():\n    pass\n";

  test("native code has the firmware's sub-version, and a file for CircuitPython its first byte", () => {
    const header = (firmware: string): number[] => [
      ...compile(native, { firmware, arch: "armv7m" }).mpy.subarray(0, 3),
    ];
    expect(["1.19.1", "1.21", "1.22", "1.28"].map((one) => header(one)[2]! & 3)).toEqual([0, 1, 2, 3]);
    expect([header("circuitpython 9.2.9")[0], header("1.23")[0]]).toEqual([0x43, 0x4d]);
  });

  test("what the firmware cannot run is refused with its place", () => {
    expect(answerOf("x = t'{a}'\n", { firmware: "1.27" }).reason).toMatch(/^SyntaxError/);
    expect(answerOf(native, { firmware: "1.22.2", arch: "rv32imc" }).reason).toBe(
      "SyntaxError: native code for rv32imc needs MicroPython 1.24, and the firmware is 1.22.2",
    );
  });

  test("new syntax that becomes code of old kinds is not refused", () => {
    const source = "x = rf'{a!r}' f'{b}'\nf(a=1)\n";
    expect(answerOf(source, { firmware: "1.19.1" })).toEqual(answerOf(source, {}));
  });

  test("flags of an architecture that the firmware does not know are left out", () => {
    const mpy = (firmware: string): Uint8Array => compile(native, { firmware, arch: "rv32imc", archFlags: 1 }).mpy;
    expect([mpy("1.26")[2]! & 0x40, mpy("1.28")[2]! & 0x40]).toEqual([0, 0x40]);
  });

  test.each<[CompileOptions, string]>([
    [{ firmware: "1.18" }, 'option firmware: "1.18" is not a release that is known'],
    [{ firmware: "1.24.9", exact: true }, 'option firmware: "1.24.9" is not a release that is known'],
    [{ firmware: "circuitpython 9.0", exact: true }, "option exact: true is not possible for circuitpython 9.0"],
    [{ firmware: "1.22", exact: true, arch: "rv32imc" }, 'option arch: "rv32imc" is not possible'],
    [{ firmware: "1.22", emit: "native", arch: "rv32imc" }, 'option arch: "rv32imc" is not possible'],
    [
      { firmware: "1.26", exact: true, arch: "rv32imc", archFlags: 1 },
      "option archFlags: 1 is not known to mpy-cross 1.26",
    ],
    [{ firmware: "1.28", exact: true, sourceLines: false }, "option sourceLines: false is not an option of mpy-cross"],
  ])("%j is wrong", (options, message) => expect(() => compile("", options)).toThrow(message));
});
