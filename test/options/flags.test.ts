// Options as flags: every option that a text can express is a flag with the same meaning.

import { expect, test } from "vitest";
import { OPTION_FLAGS, withFlags } from "../../src/options/flags.ts";
import type { MicroPythonOptions } from "../../src/options/types.ts";

test.each<[object, Record<string, string | string[]>, MicroPythonOptions]>([
  [{}, { board: "RPI_PICO", optimize: "3" }, { board: "RPI_PICO", optimize: 3 }],
  [{ entries: "a" }, { entries: ["b", "c"] }, { entries: ["b", "c"] }],
  [{ flash: { root: "/lib", image: true } }, { "flash.image": "x.bin" }, { flash: { root: "/lib", image: "x.bin" } }],
  [{ flash: { web: true } }, { "flash.web.gzip": "false" }, { flash: { web: { gzip: false } } }],
  [{}, { "flash.size": "4096", "flash.manifest": "false" }, { flash: { size: 4096, manifest: false } }],
  [
    {},
    { "flash.size": "848K", "flash.uf2.address": "0x100" },
    { flash: { size: "848K", uf2: { address: 256 } as never } },
  ],
  [{ firmware: "1.24" }, { "firmware.modules": ["lvgl"] }, { firmware: { modules: ["lvgl"] } }],
  [{ production: { optimize: 2, emit: "native" } }, { optimize: "3" }, { optimize: 3, production: { emit: "native" } }],
  [{}, { optimize: "1", "production.optimize": "2" }, { optimize: 1, production: { optimize: 2 } }],
  [{}, { lock: "true", cache: "false", treeshake: "no" }, { lock: true, cache: false, treeshake: "no" as never }],
])("%j with %j", (options, values, expected) => {
  const before = structuredClone(options);
  expect(withFlags(options, values)).toEqual(expected);
  expect(options).toEqual(before);
});

test("options that a text cannot express are no flags", () => {
  const names = OPTION_FLAGS.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["board", "entries", "libraries", "firmware.modules", "flash.web.to"]));
  for (const name of ["flash", "overrides", "budgets", "root", "firmware.variables"]) expect(names).not.toContain(name);
  expect(new Set(names).size).toBe(names.length);
});
