// Checks and budgets of a whole build: warnings, errors, and entries of the manifest.

import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { compile } from "../../src/compiler/index.ts";
import { FlashBuild } from "../../src/engine/flash-build.ts";
import type { FlashSnapshot } from "../../src/engine/snapshot.ts";
import { NO_IMPORTS } from "../../src/engine/imported-python.ts";
import type { MicroPythonOptions } from "../../src/options/types.ts";
import { resolveOptions } from "../../src/options/resolve-options.ts";
import { makeProject } from "../plugin/support/project.ts";

type Files = Readonly<Record<string, string | Uint8Array>>;

function build(files: Files, options: MicroPythonOptions): { build: FlashBuild; snapshot: FlashSnapshot } {
  const project = makeProject({ ...files });
  const made = new FlashBuild(resolveOptions({ cache: false, ...options }, { root: project.root, mode: "production" }));
  return { build: made, snapshot: made.snapshot(NO_IMPORTS) };
}

describe("checks", () => {
  const warnings = (files: Files, options: MicroPythonOptions = {}): readonly string[] => {
    const { snapshot } = build(files, { entries: "f/**/*.{py,mpy}", target: { port: "rp2" }, ...options });
    expect(snapshot.problems).toEqual([]);
    return snapshot.warnings;
  };

  test("modules that the firmware shadows", () => {
    expect(
      warnings({ "f/main.py": "import math, time\n", "f/math.py": "", "f/time.py": "", "f/app/math.py": "" }),
    ).toEqual([
      "f/math.py: its code never runs: math is built into the firmware and comes before all files. Rename it.",
    ]);
    expect(warnings({ "f/neopixel.py": "" })).toEqual([]);
    expect(warnings({ "f/neopixel.py": "" }, { flash: { root: "/lib" } })).toEqual([
      expect.stringContaining("f/neopixel.py: its code never runs: neopixel is frozen into the firmware"),
    ]);
  });

  test("modules that other files shadow", () => {
    const files = { "f/x.py": "", "f/x.mpy": compile("").mpy, "f/y.py": "", "f/y/__init__.py": "" };
    const options = { data: "f/*.mpy", shipAsSource: "x.py" };
    expect(warnings(files, options)).toEqual([
      expect.stringContaining("f/x.mpy: its code never runs: the device imports f/x.py as x."),
      expect.stringContaining("f/y.py: its code never runs: the device imports f/y/__init__.py as y."),
    ]);
  });

  test("a compiled main.py", () => {
    expect(warnings({ "f/main.py": "" }, { shipAsSource: [] })).toEqual([
      'f/main.py: the board runs only main.py, never main.mpy. Ship it as source: shipAsSource: ["main.py"].',
    ]);
  });

  test("native code for another processor than the board's", () => {
    const files = { "f/a.py": "@micropython.native\ndef f():\n    pass\n" };
    expect(warnings(files, { target: { port: "esp32", arch: "armv7m" } })).toEqual([
      expect.stringContaining("option target.arch: it is for armv7m, and the port esp32 runs"),
    ]);
    expect(warnings(files, { board: "RPI_PICO", target: { arch: "armv7m" } })).toEqual([
      expect.stringContaining("it is for armv7m, and RPI_PICO runs armv6m (RP2040)"),
    ]);
  });

  test("a firmware that is not supported", () => {
    expect(() => warnings({ "f/a.py": "" }, { firmware: "1.18" })).toThrow(
      /"1\.18" is an unknown release[^]*from 1\.19\.0 on/,
    );
  });

  test("end the build by option", () => {
    const options = { entries: "f/*.py", checks: { shadowed: "error" as const } };
    expect(build({ "f/sys.py": "" }, options).snapshot).toMatchObject({
      problems: [{ displayFile: "f/sys.py", hint: "Rename it." }],
      warnings: [],
    });
    expect(warnings({ "f/sys.py": "" }, { checks: { shadowed: "ignore" } })).toEqual([]);
  });

  test("a misspelled port is reported", () => {
    expect(() => build({}, { target: { port: "esp23" } })).toThrow(/no port "esp23"\n\nNearest: esp32\./);
    expect(() => build({}, { target: { port: "my-own" } })).not.toThrow();
  });
});

describe("budgets", () => {
  const FILES = {
    "f/main.py": "import app.net\n",
    "f/app/net.py": "def f():\n    return 1\n",
    "f/t.bin": new Uint8Array(300),
  };
  const OPTIONS: MicroPythonOptions = { entries: "f/main.py", data: "f/*.bin" };

  test("are in the manifest, as its schema has them", () => {
    const { manifest } = build(FILES, {
      ...OPTIONS,
      budgets: [{ include: "app/**", max: "1K" }, { total: "16K" }],
    }).snapshot;
    const net = manifest.modules.find(({ name }) => name === "app.net")!.size;
    expect(manifest.budgets).toEqual([
      { include: ["app/**"], exclude: [], max: 1024, used: net },
      { include: null, exclude: [], max: 16384, used: manifest.flash.used },
    ]);
    const schema = JSON.parse(
      readFileSync(new URL("../../schema/manifest.schema.json", import.meta.url), "utf8"),
    ) as object;
    const validate = new Ajv({ strict: false }).compile(schema);
    expect([validate(manifest), validate.errors]).toEqual([true, null]);
    expect(build(FILES, OPTIONS).snapshot.manifest).not.toHaveProperty("budgets");
  });

  test("that are exceeded end the build", () => {
    expect(build(FILES, { ...OPTIONS, budgets: { include: "**/*.bin", max: 200 } }).snapshot.problems).toEqual([
      {
        summary: "the budget of 200 bytes for **/*.bin is exceeded by 100 bytes",
        hint: expect.stringContaining("  300  /t.bin  (f/t.bin)"),
      },
    ]);
  });

  test("count the web page, once it is there", () => {
    const options = { ...OPTIONS, flash: { web: { gzip: false } }, budgets: { include: "www/**", max: 50 } };
    const { build: made, snapshot } = build(FILES, options);
    expect([snapshot.problems, snapshot.warnings]).toEqual([[], []]);
    const whole = made.complete(snapshot, [{ name: "index.html", bytes: new Uint8Array(60) }]);
    expect(whole.problems).toMatchObject([{ summary: "the budget of 50 bytes for www/** is exceeded by 10 bytes" }]);
  });
});
