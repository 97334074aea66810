// Checks for faults on the device: what each one finds, and what it accepts.

import { describe, expect, test } from "vitest";
import type { ArchName } from "../../src/mpy/file/arch.ts";
import { knownBuiltins } from "../../src/project/builtins/builtins.ts";
import { checkBoot } from "../../src/project/checks/boot.ts";
import { checkCode } from "../../src/project/checks/code.ts";
import { DEFAULT_LEVELS, judge } from "../../src/project/checks/finding.ts";
import type { CheckedModule, Finding } from "../../src/project/checks/finding.ts";
import { checkIncompatible } from "../../src/project/checks/incompatible.ts";
import { checkNames } from "../../src/project/checks/names.ts";
import { checkPaths } from "../../src/project/checks/paths.ts";
import { checkShadowed } from "../../src/project/checks/shadowed.ts";
import { BOOT_FILES, CIRCUITPYTHON_BOOT_FILES } from "../../src/project/placement.ts";
import type { TargetHints } from "../../src/project/targets.ts";

const file = (path: string, arch?: ArchName): CheckedModule => {
  return {
    name: path
      .slice(1)
      .replace(/\.m?py$/, "")
      .replaceAll("/", "."),
    path,
    source: `firmware${path}`,
    tree: "firmware",
    arch,
    hints: [],
  };
};
const texts = (findings: readonly Finding[]): string[] => judge(findings, DEFAULT_LEVELS).warnings;

describe("shadowed", () => {
  const check = (name: string, by: string, kind: "builtin" | "module", tree = "firmware", port = "rp2"): string[] => {
    const hidden = [{ name, source: `${tree}/${name}.py`, tree, by, kind }];
    const facts = {
      hidden,
      isShipped: (one: string) => one === "shipped/x.py",
      isOwn: (one: string) => one === "firmware",
    };
    return texts(checkShadowed({ ...facts, firmware: knownBuiltins({ port }) }));
  };
  test("by built-in modules, frozen modules, other files", () => {
    expect(check("math", "math", "builtin")).toEqual([
      "firmware/math.py: its code never runs: math is built into the firmware and comes before all files. Rename it.",
    ]);
    expect(check("neopixel", "neopixel", "builtin")).toEqual([
      "firmware/neopixel.py: its code never runs: neopixel is frozen into the firmware and comes before this file's folder. " +
        "Rename it, or place it at the device's root, which is searched first.",
    ]);
    expect(check("x", "firmware/x/__init__.py", "module")).toEqual([
      "firmware/x.py: its code never runs: the device imports firmware/x/__init__.py as x. " +
        "Rename one of the two, or exclude it with the option exclude.",
    ]);
  });
  test("modules of a library count only if they ship", () => {
    expect(check("os", "os", "builtin", "npm:lib")).toEqual([]);
    expect(check("x", "y.py", "module", "shipped")).toHaveLength(1);
  });
});

describe("boot", () => {
  test("compiled boot modules are not run", () => {
    expect(
      texts(
        checkBoot(
          [file("/main.mpy"), file("/boot.mpy"), file("/app/main.mpy"), file("/main.py")],
          "/",
          "rp2",
          BOOT_FILES,
        ),
      ),
    ).toEqual([
      'firmware/main.mpy: the board runs only main.py, never main.mpy. Ship it as source: shipAsSource: ["main.py"].',
      'firmware/boot.mpy: the board runs only boot.py, never boot.mpy. Ship it as source: shipAsSource: ["boot.py"].',
    ]);
  });
  test("nor is main.py of a filesystem that is mounted beside the one that the board starts in", () => {
    expect(texts(checkBoot([file("/main.py")], "/rom", undefined, BOOT_FILES))).toEqual([
      "firmware/main.py: the board runs the main.py of the filesystem that it starts in, and this one is mounted at /rom. " +
        "Place a main.py at the device's root that imports it under another name.",
    ]);
    expect(checkBoot([file("/main.py")], "/flash", "stm32", BOOT_FILES)).toEqual([]);
  });
  test("CircuitPython runs code.py", () => {
    const check = (bootFiles: readonly string[]): string[] =>
      texts(checkBoot([file("/code.mpy")], "/", undefined, bootFiles));
    expect(check(BOOT_FILES)).toEqual([]);
    expect(check(CIRCUITPYTHON_BOOT_FILES)).toEqual([expect.stringContaining("runs only code.py, never code.mpy")]);
  });
  test("programs on a PC are named when they start", () => {
    expect(checkBoot([file("/main.mpy")], "/", "unix", BOOT_FILES)).toEqual([]);
  });
});

describe("incompatible", () => {
  const check = (hints: TargetHints, arch?: "armv7m" | "xtensawin" | "armv6m"): string[] => {
    const modules = [file("/a.mpy"), ...(arch ? [file("/n.mpy", arch), file("/m.mpy", arch)] : [])];
    return texts(checkIncompatible(modules, { arch, hints }));
  };
  test("native code for another processor, reported once", () => {
    expect(check({ port: "esp32" }, "armv7m")).toEqual([
      "option target.arch: it is for armv7m, and the port esp32 runs rv32imc (ESP32-C and -H series, P4) or " +
        "xtensawin (ESP32, ESP32-S2 and -S3). For the port esp32, set target: { arch: … } to " +
        '"rv32imc" for ESP32-C and -H series, P4, "xtensawin" for ESP32, ESP32-S2 and -S3.',
    ]);
    expect(check({ board: "RPI_PICO" }, "armv7m")).toHaveLength(1);
    expect(check({ port: "rp2" }, "armv7m")).toEqual([]);
    expect(check({ board: "PYBV11" }, "armv6m")).toEqual([]);
    expect(check({}, "xtensawin")).toEqual([]);
  });
  test("a precompiled file", () => {
    const facts = { micropython: undefined, arch: "armv7m" as const, hints: { port: "stm32" } };
    expect(texts(checkIncompatible([file("/lib/fast.mpy", "xtensawin")], facts))).toEqual([
      "firmware/lib/fast.mpy: its code is for xtensawin, and the port stm32 runs armv6m (STM32 F0, G0 and L0) or armv7m (other STM32). " +
        "Use the file that is made for the board.",
    ]);
  });
});

test("names that cannot be imported", () => {
  expect(
    texts(
      checkNames(
        [
          "/app/net.mpy",
          "/caf\u00e9.mpy",
          "/my-net.py",
          "/app/class.mpy",
          "/2d/x.mpy",
          "/lib/my-lib/__init__.mpy",
          "/lib/my-lib/parts/x.mpy",
          "/my-lib/my-lib.mpy",
        ].map((path) => file(path)),
      ),
    ),
  ).toEqual([
    'firmware/my-net.py: nothing can import it: "my-net" is not a name in Python. Rename it.',
    "firmware/app/class.mpy: nothing can import it: class is a keyword of Python. Rename it.",
    'firmware/2d: nothing can import its module: "2d" is not a name in Python. Rename it, or add it to sourceRoots.',
    'firmware/lib/my-lib: nothing can import its 2 modules: "my-lib" is not a name in Python. Rename it, or add it to sourceRoots.',
    'firmware/my-lib: nothing can import its module: "my-lib" is not a name in Python. Rename it, or add it to sourceRoots.',
  ]);
});

describe("paths", () => {
  test("paths that are too long for the port", () => {
    const at = (length: number): string => `/${"a".repeat(60)}/${"b".repeat(length - 66)}.mpy`;
    expect(checkPaths([file(at(128))], "rp2")).toEqual([]);
    expect(texts(checkPaths([file(at(129))], "rp2"))).toEqual([
      `firmware${at(129)}: its path on the device has 128 bytes, and the port rp2 imports paths of up to 127. ` +
        "Give its folders shorter names.",
    ]);
    expect(checkPaths([file(at(129))], "mimxrt")).toEqual([]);
    expect(checkPaths([file(at(600))], undefined)).toEqual([]);
  });
});

test("each kind is an error, a warning or nothing", () => {
  const findings: Finding[] = [
    { kind: "shadowed", file: "a.py", what: "it hides", remedy: "Rename it." },
    { kind: "boot", what: "it sleeps", remedy: "Wake it." },
    { kind: "paths", what: "it is long", remedy: "Cut it." },
  ];
  expect(judge(findings, { ...DEFAULT_LEVELS, shadowed: "error", paths: "ignore" })).toEqual({
    problems: [{ summary: "it hides", displayFile: "a.py", hint: "Rename it." }],
    warnings: ["it sleeps. Wake it."],
  });
});

describe("code", () => {
  const hint = { kind: "import", line: 3, column: 5, what: "errno is used", remedy: "Import it." } as const;
  const check = (path: string, tree = "firmware", kind: "import" | "const" = "import"): Finding[] => {
    return checkCode([{ ...file(path), tree, hints: [{ ...hint, kind }] }], (one) => one === "firmware");
  };
  test("what the compiler found, with its place", () => {
    expect(texts(check("/app.mpy"))).toEqual(["firmware/app.mpy:3:5: errno is used. Import it."]);
    expect(judge(check("/app.mpy"), { ...DEFAULT_LEVELS, code: "error" }).problems).toEqual([
      { summary: "errno is used", displayFile: "firmware/app.mpy", line: 3, column: 5, hint: "Import it." },
    ]);
    expect(judge(check("/app.mpy"), { ...DEFAULT_LEVELS, code: "ignore" })).toEqual({ problems: [], warnings: [] });
  });
  test("libraries are not checked, and main has the imports of boot", () => {
    expect(check("/lib/x.mpy", "mip:x")).toEqual([]);
    expect(check("/main.py")).toEqual([]);
    expect(check("/main.py", "firmware", "const")).toHaveLength(1);
  });
});
