// Whether a device loads a file: every rule of the loader, at its edge.

import { describe, expect, test } from "vitest";
import { ARCH_NUMBERS } from "../../src/mpy/file/arch.ts";
import type { ArchName } from "../../src/mpy/file/arch.ts";
import { compile } from "../../src/compiler/index.ts";
import { disassemble } from "../../src/mpy/inspect/disassemble.ts";
import { formatDisassembly } from "../../src/mpy/inspect/format-disassembly.ts";
import { freeze } from "../../src/mpy/freeze/freeze.ts";
import { mergeMpy } from "../../src/mpy/merge/merge.ts";
import { readMpy } from "../../src/mpy/file/read.ts";
import { checkCompatible } from "../../src/mpy/inspect/compatible.ts";
import type { DeviceInfo } from "../../src/mpy/inspect/compatible.ts";
import { makeMpyHeader } from "../../src/mpy/file/model.ts";
import type { MpyHeader } from "../../src/mpy/file/model.ts";
import { circuitPythonReleasesFor, mpyVersionOf, releasesFor } from "../../src/firmware/index.ts";
import { writeMpy } from "../../src/mpy/file/write.ts";
import { goldenMpy } from "./golden.ts";

const file = (header: MpyHeader): Uint8Array => {
  const code = new Uint8Array([0, 2, 0, 0x51, 0x63]);
  return writeMpy({ header, qstrs: [7], constants: [], body: { kind: "bytecode", code, children: [] } });
};

/** What `sys.implementation._mpy` is on a device. */
const device = (version: number, subVersion: number, arch: ArchName | undefined, flags = 0): number =>
  version | (subVersion << 8) | ((arch === undefined ? 0 : ARCH_NUMBERS[arch]) << 10) | (flags << 16);

/** Codes of what is wrong, for short. */
const codes = (header: MpyHeader, info: DeviceInfo): string[] =>
  checkCompatible(file(header), info).problems.map(({ code }) => code);

describe("bytecode", () => {
  test("loads on every device of its version, whatever the sub-version", () => {
    for (const firmware of ["1.19", "1.20.0", "v1.22.2", "1.23", "1.29.0-preview.3", "2.0"]) {
      expect(checkCompatible(file(makeMpyHeader()), { firmware })).toEqual({
        loads: true,
        problems: [],
        unknown: [],
      });
    }
    expect(codes(makeMpyHeader(), { mpy: device(6, 1, "xtensawin") })).toEqual([]);
  });

  test("older firmware: what it loads, and what to do", () => {
    expect(checkCompatible(file(makeMpyHeader()), { firmware: "1.18" })).toEqual({
      loads: false,
      problems: [
        {
          code: "version",
          message: "the file is of .mpy version 6, MicroPython 1.18 loads version 5",
          remedy:
            "install MicroPython 1.19 or later on the device, or " +
            "compile the file with an mpy-cross for version 5 (MicroPython 1.12 to 1.18)",
        },
      ],
      unknown: [],
    });
  });

  test("a file of an older version on newer firmware", () => {
    const old = Uint8Array.from([0x4d, 5, 2, 31, 0]);
    expect(checkCompatible(old, { mpy: device(6, 3, undefined) }).problems[0]!.message).toBe(
      "the file is of .mpy version 5, the device (_mpy 774) loads version 6",
    );
  });
});

describe("native code", () => {
  const native = (arch: ArchName, flags = 0): MpyHeader => makeMpyHeader(ARCH_NUMBERS[arch], flags);

  test("Thumb code runs on its own and every larger Thumb architecture", () => {
    const thumb: ArchName[] = ["armv6m", "armv7m", "armv7em", "armv7emsp", "armv7emdp"];
    for (const [codeAt, code] of thumb.entries()) {
      for (const [hostAt, host] of thumb.entries()) {
        expect(codes(native(code), { mpy: device(6, 3, host) })).toEqual(codeAt <= hostAt ? [] : ["arch"]);
      }
    }
    expect(codes(native("armv6"), { mpy: device(6, 3, "armv7m") })).toEqual(["arch"]);
    expect(codes(native("armv6m"), { mpy: device(6, 3, "armv6") })).toEqual(["arch"]);
  });

  test("other code runs on its own architecture", () => {
    expect(codes(native("xtensawin"), { mpy: device(6, 3, "xtensawin") })).toEqual([]);
    expect(checkCompatible(file(native("xtensa")), { mpy: device(6, 3, "xtensawin") }).problems).toEqual([
      {
        code: "arch",
        message: "the file has native code for xtensa, the device (_mpy 11014) runs xtensawin",
        remedy: "compile with -march=xtensawin",
      },
    ]);
  });

  test("the sub-version has to be the same", () => {
    expect(codes(native("x64"), { mpy: device(6, 2, "x64") })).toEqual(["native-version"]);
    const { problems } = checkCompatible(file(native("x64")), { firmware: "1.22.1", arch: "x64" });
    expect(problems[0]!.remedy).toBe(
      "install MicroPython 1.23 or later on the device, or " +
        "compile with an mpy-cross for 6.2 (MicroPython 1.22), or without native code",
    );
  });

  test("a device without native code", () => {
    expect(codes(native("x64"), { mpy: device(6, 3, undefined) })).toEqual(["no-native-code"]);
    expect(codes(native("x64"), { firmware: "1.24", arch: "none" })).toEqual(["no-native-code"]);
  });

  test("facts that a version does not determine are unknown", () => {
    expect(checkCompatible(goldenMpy("native-rv32imc"), { firmware: "1.27" })).toEqual({
      loads: true,
      problems: [],
      unknown: [
        "the device's architecture: the file has native code for rv32imc",
        "the device's architecture flags: the file needs zba, zcmp",
      ],
    });
  });

  test("architecture flags", () => {
    expect(codes(native("rv32imc", 1), { mpy: device(6, 3, "rv32imc", 3) })).toEqual([]);
    const { problems } = checkCompatible(goldenMpy("native-rv32imc"), { mpy: device(6, 3, "rv32imc", 1) });
    expect(problems).toEqual([
      {
        code: "arch-flags",
        message: "the file needs the architecture flags zba, zcmp, the device (_mpy 77574) has zba",
        remedy: "compile with -march-flags=zba",
      },
    ]);
    expect(codes(makeMpyHeader(0, 1), { mpy: device(6, 3, "armv7m") })).toEqual(["arch-flags"]);
  });
});

describe("small ints", () => {
  test("at most as wide as the device's", () => {
    expect(codes(makeMpyHeader(0, 0, 31), { firmware: "1.24", smallIntBits: 31 })).toEqual([]);
    expect(codes(makeMpyHeader(0, 0, 32), { firmware: "1.24", smallIntBits: 31 })).toEqual(["small-int-bits"]);
  });
  test("wider than usual on a device of unknown width", () => {
    expect(checkCompatible(file(makeMpyHeader(0, 0, 63)), { firmware: "1.24" }).unknown).toEqual([
      "the width of the device's small ints: the file needs 63 bits",
    ]);
  });
});

describe("native code by the device's release", () => {
  const problems = (bytes: Uint8Array, info: DeviceInfo): string[] =>
    checkCompatible(bytes, info).problems.map(({ code, message }) => `${code}: ${message}`);

  test("architecture flags are read from 1.27 on", () => {
    const flags = file(makeMpyHeader(ARCH_NUMBERS.rv32imc, 1));
    expect(problems(flags, { firmware: "1.26.1" })).toEqual([
      "arch-flags: the file needs the architecture flags zba, and MicroPython reads flags from 1.27 on",
    ]);
    expect(problems(flags, { firmware: "1.27" })).toEqual([]);
  });

  test("RV32IMC is loaded from 1.24 on", () => {
    const { mpy } = compile("@micropython.native\ndef f(): pass\n", { arch: "rv32imc" });
    expect(problems(mpy, { firmware: "1.23" })).toEqual([
      "no-native-code: the file has native code for rv32imc, and MicroPython loads such code from 1.24 on",
    ]);
    expect(problems(mpy, { firmware: "1.24" })).toEqual([]);
  });

  test("a file of the other implementation: what to do names no release", () => {
    const { mpy } = compile("@micropython.native\ndef f(): pass\n", {
      firmware: "circuitpython 10.2.1",
      arch: "armv6m",
    });
    const remedies = checkCompatible(mpy, "1.22").problems.map(({ remedy }) => remedy);
    expect(remedies).toEqual([
      "compile the source for MicroPython 1.22",
      "compile with an mpy-cross for 6.2, or without native code",
    ]);
  });
});

describe("releases", () => {
  test.each([
    ["1.18", 5, 0],
    ["1.19.1", 6, 0],
    ["1.21.0", 6, 1],
    ["1.22.0", 6, 2],
    ["1.100", 6, 3],
    ["circuitpython 8.2.10", 5, 0],
    ["circuitpython 9.0.5", 6, 1],
    ["CircuitPython 9.2.1", 6, 3],
    ["circuitpython 10.2.1", 6, 3],
  ])("%s", (text, version, subVersion) => expect(mpyVersionOf(text)).toMatchObject({ version, subVersion }));
  test("in words", () => {
    expect([releasesFor(6, 2), releasesFor(6, 1), releasesFor(6), releasesFor(4)]).toEqual([
      "1.22",
      "1.20 to 1.21",
      "1.19 and later",
      undefined,
    ]);
    const circuit = [circuitPythonReleasesFor(), circuitPythonReleasesFor(1), circuitPythonReleasesFor(3)];
    expect(circuit).toEqual(["9.0 and later", "9.0 to 9.1", "9.2 and later"]);
    expect(circuitPythonReleasesFor(2)).toBeUndefined();
  });
});

describe("CircuitPython", () => {
  const circuit = file({ ...makeMpyHeader(), circuitPython: true });

  test("loads its own files, and MicroPython's on none of its releases", () => {
    expect(checkCompatible(circuit, "circuitpython 9.2.9")).toEqual({ loads: true, problems: [], unknown: [] });
    expect(checkCompatible(file(makeMpyHeader()), "circuitpython 10").problems).toEqual([
      {
        code: "implementation",
        message: "the file is for MicroPython, CircuitPython 10 loads files for CircuitPython only",
        remedy: "compile the source for CircuitPython 10",
      },
    ]);
    expect(checkCompatible(circuit, "v1.24.1").problems.map(({ message }) => message)).toEqual([
      "the file is for CircuitPython, MicroPython 1.24.1 loads files for MicroPython only",
    ]);
  });

  test("of another version: what to do names no release of MicroPython", () => {
    const [problem] = checkCompatible(circuit, "circuitpython 8.2").problems;
    expect(problem!.remedy).toBe("compile the file with an mpy-cross for version 5");
  });

  test("the device's number does not say which of the two it runs", () => {
    expect(checkCompatible(circuit, 774)).toEqual({
      loads: true,
      problems: [],
      unknown: ["whether the device runs CircuitPython, which the file is for"],
    });
  });

  test("a file is read, written and listed unchanged", () => {
    const source = "async def f(x):\n    await x\n";
    const { mpy } = compile(source, { firmware: "circuitpython 10.2.1", filename: "a.py" });
    expect(writeMpy(readMpy(mpy))).toEqual(mpy);
    const listing = disassemble(mpy);
    expect(listing.header.circuitPython).toBe(true);
    expect(listing.functions[1]!.instructions.map(({ meaning }) => meaning)).toContain("__await__");
    expect(formatDisassembly(listing)).toContain("format: CircuitPython .mpy version 6");
    expect(formatDisassembly(listing)).toContain("\nloads on: CircuitPython 9.0 and later\n");
  });

  test("is neither merged with MicroPython's files nor frozen", () => {
    const { mpy } = compile("pass\n", { firmware: "circuitpython 10.2.1" });
    expect(mergeMpy([mpy, mpy])[0]).toBe(0x43);
    expect(() => mergeMpy([mpy, compile("pass\n").mpy])).toThrow("do not go together");
    expect(() => freeze([mpy])).toThrow("frozen code is for MicroPython");
  });
});

test("a version or the device's number may stand alone", () => {
  expect(checkCompatible(goldenMpy("second"), "1.24").loads).toBe(true);
  expect(checkCompatible(goldenMpy("second"), 774).loads).toBe(true);
  expect(checkCompatible(goldenMpy("second"), "1.18").loads).toBe(false);
});

test.each([
  [{}, "a device needs its firmware's release or its _mpy number"],
  [{ firmware: "soon" }, '"soon" is no release of MicroPython from 1.12 on or CircuitPython from 7.0 on'],
  [{ firmware: "1.11" }, '"1.11" is no release of MicroPython from 1.12 on or CircuitPython from 7.0 on'],
  [{ mpy: -1 }, "-1 is no value of sys.implementation._mpy"],
  [{ mpy: 774, arch: "z80" as ArchName }, 'there is no architecture "z80"'],
])("device %j", (info, message) => expect(() => checkCompatible(goldenMpy("second"), info)).toThrow(message));
