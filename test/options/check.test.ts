// Wrong options, as plain JavaScript and JSON allow them, at every depth: the error names the option and the right form, and is never
// an internal error. The JSON Schema refuses the same.

import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { resolveOptions } from "../../src/options/resolve-options.ts";
import type { MicroPythonOptions } from "../../src/options/types.ts";
import { ProjectError } from "../../src/project/problem.ts";

/** What is said of options that are wrong: what is wrong, and the hint. Undefined for right ones. */
function refusal(options: unknown): string[] | undefined {
  try {
    resolveOptions(options as MicroPythonOptions, { root: "/p", mode: "production" });
    return undefined;
  } catch (error) {
    if (!(error instanceof ProjectError)) throw error;
    const { summary, hint } = error.problem;
    return [summary.replace(" of unplugin-micropython", "").replace("option ", ""), hint!];
  }
}

const DEFAULT = "Leave it out for the default.";
const BUDGET = 'Such as { include: "app/**", max: "48K" } or { total: "256K" }.';
const SIZE = 'Such as 4096, "848K" or "2M".';

describe("wrong values", () => {
  test.each<[unknown, string, string]>([
    [5, "options: 5 is not an object", DEFAULT],
    [{ entries: 5 }, "entries: 5 is not a path or glob or a list of paths or globs", DEFAULT],
    [{ entries: ["a.py", null] }, "entries[1]: null is not a path or glob", DEFAULT],
    [
      { entries: Promise.resolve("a") },
      "entries: an instance of Promise is not a path or glob or a list of paths or globs",
      DEFAULT,
    ],
    [{ entries: "fw\0" }, 'entries: "fw\\u0000" is not a path or glob', DEFAULT],
    [{ data: "" }, 'data: "" is not a path or glob', DEFAULT],
    [{ exclude: {} }, "exclude: {} is not a path or glob or a list of paths or globs", DEFAULT],
    [{ shipAsSource: [1] }, "shipAsSource[0]: 1 is not a path or glob", DEFAULT],
    [{ treeshake: "no" }, 'treeshake: "no" is not true or false', DEFAULT],
    [{ unresolved: "warm" }, 'unresolved: "warm" is not known', 'Nearest: warn. It takes "error", "warn" or "ignore".'],
    [{ optimize: 4 }, 'optimize: 4 is not 0, 1, 2, 3 or "size"', DEFAULT],
    [{ production: { emit: "C" } }, 'production.emit: "C" is not "bytecode", "native" or "viper"', DEFAULT],
    [
      { sourceRoots: 5 },
      "sourceRoots: 5 is not a path, an object or a list of paths or objects",
      'Such as { path: "lib" }.',
    ],
    [{ sourceRoots: [{}] }, "sourceRoots[0].path: it is missing", 'Such as { path: "lib" }.'],
    [{ sourceRoots: { path: "fw", to: 5 } }, "sourceRoots.to: 5 is not a path on the device", DEFAULT],
    [{ libraries: [{ to: "/lib" }] }, "libraries[0]: it has none of path, npm, mip, circup or manifest", DEFAULT],
    [{ libraries: { npm: "" } }, 'libraries.npm: "" is not a package\'s name', DEFAULT],
    [
      { libraries: { mip: "x", vendor: { "github:a/b": 5 } } },
      'libraries.vendor["github:a/b"]: 5 is not a path',
      DEFAULT,
    ],
    [{ target: null }, "target: null is not an object", DEFAULT],
    [
      { target: { arch: "armv7" } },
      'target.arch: "armv7" is not known',
      expect.stringMatching(/^Nearest: armv6, armv7m. It takes "x86", /),
    ],
    [{ target: { smallIntBits: 1 } }, "target.smallIntBits: 1 is not a whole number from 2 to 63", DEFAULT],
    [{ target: { smallIntBits: NaN } }, "target.smallIntBits: NaN is not a whole number from 2 to 63", DEFAULT],
    [{ firmware: 1.24 }, "firmware: 1.24 is not a release or an object", 'Such as "1.24.1" or "circuitpython 9.2.9".'],
    [{ firmware: { modules: "x" } }, 'firmware.modules: "x" is not a list of names of modules', DEFAULT],
    [{ flash: { web: { to: 5 } } }, "flash.web.to: 5 is not a path on the device", DEFAULT],
    [
      { flash: { filesystem: "ext4" } },
      'flash.filesystem: "ext4" is not "files", "romfs", "littlefs" or "fat"',
      DEFAULT,
    ],
    [{ flash: { size: "big" } }, 'flash.size: "big" is not a size', SIZE],
    [{ flash: { size: 0 } }, "flash.size: 0 is not a number of bytes", DEFAULT],
    [{ flash: { size: 2n } }, "flash.size: 2n is not a number of bytes or a size", SIZE],
    [
      { flash: { uf2: { address: 100, family: 1 } } },
      "flash.uf2.address: 100 is not a multiple of 256 below 2 to the 32nd",
      DEFAULT,
    ],
    [
      { flash: { uf2: { address: 0, family: "rp204" } } },
      'flash.uf2.family: "rp204" is not known',
      expect.stringMatching(/^Nearest: rp2040\. It takes /),
    ],
    [{ report: null }, "report: null is not true or false or an object", DEFAULT],
    [{ report: { html: () => 1 } }, "report.html: a function is not true or false or a path", DEFAULT],
    [{ budgets: "48K" }, 'budgets: "48K" is not an object or a list of objects', BUDGET],
    [
      { budgets: [{ include: 5, max: 1 }] },
      "budgets[0].include: 5 is not a path or glob or a list of paths or globs",
      DEFAULT,
    ],
    [{ budgets: { include: "app/**" } }, "budgets.max: it is missing", BUDGET],
    [{ budgets: { max: "4K" } }, "budgets.include: it is missing", BUDGET],
    [{ budgets: { total: -1 } }, "budgets.total: -1 is not a number of bytes", DEFAULT],
    [{ budgets: { total: "1K", warn: "yes" } }, 'budgets.warn: "yes" is not true or false', DEFAULT],
    [{ checks: { boot: "off" } }, 'checks.boot: "off" is not "error", "warn" or "ignore"', DEFAULT],
    [{ overrides: {} }, "overrides: {} is not a list of objects", DEFAULT],
    [
      { overrides: [{ optimize: 1 }] },
      "overrides[0].include: it is missing",
      'Such as { include: "drivers/**", optimize: 3 }.',
    ],
    [{ cache: new Map() }, "cache: an instance of Map is not true or false or an object", DEFAULT],
    [{ root: 5 }, "root: 5 is not a path", DEFAULT],
  ])("%o", (options, summary, hint) => {
    expect(refusal(options)).toEqual([summary, hint]);
  });
});

describe("an unknown option has the nearest name", () => {
  test.each<[unknown, string, string]>([
    [{ treeShake: true }, "treeShake", "Nearest: treeshake."],
    [{ entris: "x" }, "entris", "Nearest: entries."],
    [{ targt: {} }, "targt", "Nearest: target."],
    [{ zzz: 1 }, "zzz", expect.stringMatching(/^Options are board, firmware, target, entries, /)],
    [{ target: { archflags: 1 } }, "target.archflags", "Nearest: archFlags."],
    [{ firmware: { version: "1.24", module: [] } }, "firmware.module", "Nearest: modules."],
    [{ flash: { web: { gip: true } } }, "flash.web.gip", "Nearest: gzip."],
    [{ flash: { uf2: { adress: 0, family: "rp2040" } } }, "flash.uf2.adress", "Nearest: address."],
    [{ libraries: ["lib", { nmp: "x" }] }, "libraries[1].nmp", "Nearest: npm."],
    [{ libraries: { npm: "a", index: "b" } }, "libraries.index", "It has npm, to, all."],
    [{ budgets: { total: "1K", include: "a" } }, "budgets.total", expect.anything()],
    [{ checks: { shadow: "warn" } }, "checks.shadow", "Nearest: shadowed."],
    [{ production: { optimise: 3 } }, "production.optimise", "Nearest: optimize."],
    [{ overrides: [{ include: "x", emits: "native" }] }, "overrides[0].emits", "Nearest: emit."],
    [{ cache: { directory: "x" } }, "cache.directory", "It has dir."],
    [{ "a b": 1 }, '["a b"]', expect.anything()],
  ])("%j", (options, place, hint) => {
    expect(refusal(options)).toEqual([`${place}: there is no such option`, hint]);
  });
});

describe("options that contradict each other", () => {
  test.each<[MicroPythonOptions, string, string]>([
    [
      { emit: "native" },
      'emit: "native" makes machine code, and the architecture is not known',
      "Name the board in board, or the architecture in target.arch.",
    ],
    [{ production: { emit: "viper" } }, "production.emit: ", "Name the board"],
    [{ overrides: [{ include: "x" }, { include: "x", emit: "native" }] }, "overrides[1].emit: ", "Name the board"],
    [
      { target: { archFlags: 1 } },
      "target.archFlags: it needs an architecture, and none is given",
      "Name it in target.arch.",
    ],
    [
      { target: { arch: "armv7m", archFlags: 1 } },
      "target.archFlags: 1 has bits that are not flags of armv7m",
      "armv7m has none: remove the option.",
    ],
    [
      { target: { arch: "rv32imc", archFlags: 4 } },
      "has bits that are not flags of rv32imc",
      "Give a sum of 1 (zba) and 2 (zcmp).",
    ],
    [{ flash: { output: "../x" } }, "flash.output: ", "inside"],
  ])("%j", (options, summary, hint) => {
    expect(refusal(options)).toEqual([expect.stringContaining(summary), expect.stringContaining(hint)]);
  });
});

const PATHS = ["a.py", "lib/**"];
const SOME_OPTIONS: MicroPythonOptions = {
  board: "RPI_PICO",
  firmware: { version: "1.24.1", modules: ["lvgl"] },
  target: { port: "rp2", arch: "rv32imc", archFlags: 3, smallIntBits: 31 },
  entries: PATHS,
  data: "x.bin",
  exclude: [],
  sourceRoots: ["f", { path: "g", to: "lib" }],
  libraries: [
    "lib",
    { npm: "a", all: true },
    { mip: "b", vendor: { x: "y" } },
    { manifest: "m.py", variables: { A: "" } },
  ],
  treeshake: false,
  unresolved: "warn",
  shipAsSource: "main.py",
  lock: "x.json",
  optimize: 1,
  emit: "viper",
  sourceLines: true,
  overrides: [{ include: PATHS, exclude: "x", optimize: 3 }],
  development: { optimize: 0 },
  flash: {
    root: "",
    manifest: false,
    filesystem: "littlefs",
    size: "1M",
    image: "x",
    uf2: { address: 256, family: "rp2040" },
    web: { gzip: false },
  },
  report: { html: true },
  budgets: [{ include: "**", max: 5, warn: true }, { total: "4 KiB" }],
  checks: { boot: "error" },
  cache: { dir: "c" },
  root: "p",
  mode: "development",
};

test("every option is accepted, and undefined is ignored", () => {
  expect(refusal(SOME_OPTIONS)).toBeUndefined();
  expect(
    refusal({ board: undefined, flash: { uf2: undefined }, libraries: { npm: "a", all: undefined } }),
  ).toBeUndefined();
  // As a module's namespace or another realm's object are.
  expect(refusal(Object.assign(Object.create(null) as object, { entries: "x" }))).toBeUndefined();
});

/** The options with one value somewhere in them replaced, or a member added. */
function damaged(options: unknown, at: number, value: unknown, name: string): unknown {
  const copy = structuredClone(options);
  const holders: (Record<string, unknown> | unknown[])[] = [];
  const collect = (one: unknown): void => {
    if (typeof one !== "object" || one === null) return;
    holders.push(one as Record<string, unknown>);
    for (const inner of Object.values(one)) collect(inner);
  };
  collect(copy);
  const holder = holders[at % holders.length]!;
  const keys = [...Object.keys(holder), name];
  (holder as Record<string, unknown>)[Array.isArray(holder) ? keys[0]! : keys[at % keys.length]!] = value;
  return copy;
}

/** What is right in itself and wrong beside the rest. */
const CONTRADICTION = /(?:architecture|filesystem) is not known|: the (?:place|size|address) of |the firmware is not$/;

test("damaged options are accepted or refused by name, as by the JSON Schema", () => {
  const schema: object = JSON.parse(readFileSync("schema/config.schema.json", "utf8"));
  const validate = new Ajv({ strict: true, strictTypes: false, allErrors: false }).compile(schema);
  expect(validate(SOME_OPTIONS), JSON.stringify(validate.errors)).toBe(true);
  const some = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom(...PATHS, "", "4K", "error", 0, 256, true, null, {}, []),
  );
  const name = fc.constantFrom("entries", "path", "to", "optimize", "max", "all", "x");
  fc.assert(
    fc.property(fc.nat(5000), some, name, (at, value, added) => {
      const options = damaged(SOME_OPTIONS, at, value, added);
      const text = refusal(options);
      // Beyond shapes there are contradictions, of which a schema of JSON says nothing.
      const isOfShape =
        text === undefined ||
        CONTRADICTION.test(text[0]!) ||
        !/ is not |is missing|no such option|has none of/.test(text[0]!);
      expect(validate(options), `${JSON.stringify(options)} ${String(text)}`).toBe(isOfShape);
    }),
    { numRuns: 1500 },
  );
});
