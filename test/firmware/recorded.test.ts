// Our samples compiled for each release, compared with what that release's mpy-cross made or refused (recorded.json;
// scripts/conformance/answer.ts has the form of an answer).

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { verdict } from "../../scripts/conformance/answer.ts";
import { SOURCE_NAME } from "../../scripts/conformance/option-sets.ts";
import { ourAnswer } from "../../scripts/conformance/ours.ts";
import { CompileError, type CompileOptions, compile } from "../../src/compiler/index.ts";
import { CHANGE_NAMES } from "../../src/firmware/index.ts";
import { RECORDED_RELEASES, releasesAround, type Sample, SAMPLES, SAMPLES_FOR_ALL } from "./samples.ts";

type Row = readonly [release: string, sample: string, answer: string];
const ROWS = JSON.parse(readFileSync(new URL("./recorded.json", import.meta.url), "utf8")) as readonly Row[];
const ALL_SAMPLES: Readonly<Record<string, Sample>> = { ...SAMPLES_FOR_ALL, ...SAMPLES };
/** The answer of a compiler that does not know the options. */
const NO_SUCH_OPTION = "!options";

describe.each(RECORDED_RELEASES)("the mpy-cross of %s", (firmware) => {
  test("writes and refuses the same as ours", () => {
    const rows = ROWS.filter(([release]) => release === firmware);
    const wrong = rows.map(([, name, theirs]) => {
      const { source, options } = ALL_SAMPLES[name]!;
      const ours = { filename: SOURCE_NAME, firmware, exact: true, ...options };
      const answer = ourAnswer(Buffer.from(source), { name, ours, theirs: [] });
      const isSame = theirs === NO_SUCH_OPTION ? answer.startsWith("!!") : verdict(answer, theirs) !== "differs";
      return isSame ? undefined : { name, theirs, answer };
    });
    expect(wrong.filter((one) => one !== undefined)).toEqual([]);
  });
});

describe("the samples", () => {
  test.each(CHANGE_NAMES)("%s: the compilers before it and since it differ", (name) => {
    const releases = releasesAround(name);
    const rows = ROWS.filter(([release, sample]) => sample === name && releases.includes(release));
    expect(rows).toHaveLength(2);
    expect(rows[0]![2]).not.toBe(rows[1]![2]);
  });

  test("every answer belongs to a sample, and every release has all answers", () => {
    expect(ROWS.filter(([, name]) => ALL_SAMPLES[name] === undefined)).toEqual([]);
    for (const name of Object.keys(SAMPLES_FOR_ALL)) {
      expect(ROWS.filter(([, sample]) => sample === name).map(([release]) => release)).toEqual(RECORDED_RELEASES);
    }
  });
});

function answerOf(source: string, options: CompileOptions): { mpy?: string; reason?: string } {
  try {
    return { mpy: Buffer.from(compile(source, options).mpy).toString("base64") };
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    return { reason: `${error.exception}: ${error.reason}` };
  }
}

describe("for a firmware, without exact", () => {
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
