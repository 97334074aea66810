// Source lines of machine code: they are returned on request, and do not change the file.

import { describe, expect, test } from "vitest";
import { compile } from "../../../src/compiler/index.ts";
import { disassemble } from "../../../src/mpy/index.ts";
import { hashOf, NATIVE_ARCHES, program, programNames } from "./native-programs.ts";

const LOOP = `first = 1
def total(values):
    sum = 0
    for value in values:
        sum += value
    return sum
double = lambda x: x * 2
`;

const ASSEMBLER = `@micropython.asm_thumb
def add(r0, r1):
    add(r0, r0, r1)
    label(end)

    mov(r2, r0)
def plain():
    return 1
`;

const linesOf = (entries: readonly { line: number }[]): number[] => entries.map(({ line }) => line);

describe("lines of machine code", () => {
  test.each(NATIVE_ARCHES)("%s: statements of each function, from its head to its end", (arch) => {
    const { nativeLines } = compile(LOOP, { arch, emit: "native", nativeLines: true });
    expect(nativeLines!.map(linesOf)).toEqual([[1, 2, 7, 1], [2, 3, 4, 5, 6, 2], [7]]);
    for (const lines of nativeLines!) {
      const offsets = lines.map(({ offset }) => offset);
      expect(offsets[0]).toBe(0);
      expect(offsets).toEqual([...new Set(offsets)].toSorted((a, b) => a - b));
    }
  });

  test("of inline assembler; none of bytecode beside it", () => {
    const { nativeLines, mpy } = compile(ASSEMBLER, { arch: "armv7m", nativeLines: true });
    expect(nativeLines!.map(linesOf)).toEqual([[], [2, 3, 6, 2], []]);
    const native = {
      disassemble: () => [
        { offset: 2, size: 2, text: "adds" },
        { offset: 4, size: 2, text: "mov" },
      ],
    };
    const { functions } = disassemble(mpy, { native, nativeLines });
    expect(functions[1]!.native!.instructions.map(({ line }) => line)).toEqual([3, 6]);
    expect(functions[2]!.lines.at(-1)!.line).toBe(8);
  });

  test.each(programNames())("%s: the file is the same with and without", (name) => {
    for (const arch of NATIVE_ARCHES) {
      const options = { filename: `${name}.py`, arch, emit: "native" } as const;
      const { mpy, nativeLines } = compile(program(name), { ...options, nativeLines: true });
      expect(hashOf(mpy)).toBe(hashOf(compile(program(name), options).mpy));
      expect(nativeLines).toHaveLength(disassemble(mpy).functions.length);
    }
  });
});
