// Every folder of samples/: a program of ours about one point of the language or the format, with the reference's result (mpy-cross
// v1.29.0-preview, commit 1c3c201149; renewed by `npm run samples -- --reference MPY_CROSS`).

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CompileError, compile } from "../../src/compiler/index.ts";
import type { CompileOptions } from "../../src/compiler/index.ts";
import { disassemble, formatDisassembly } from "../../src/mpy/index.ts";

const SAMPLES = join(import.meta.dirname, "samples");
const KNOWN_FILES = new Set(["error.json", "expected.mpy", "input.py", "options.json"]);

/** What our compiler says: bytes, or the facts of its refusal. */
function answer(
  source: Uint8Array,
  options: CompileOptions,
): Uint8Array | { exception: string; reason: string; line: number | null } {
  try {
    return compile(source, options).mpy;
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    return { exception: error.exception, reason: error.reason, line: error.line ?? null };
  }
}

const listing = (mpy: Uint8Array): string => formatDisassembly(disassemble(mpy));

describe.each(readdirSync(SAMPLES))("%s", (name) => {
  const folder = join(SAMPLES, name);
  const files = readdirSync(folder);
  const refused = files.includes("error.json");

  test("has an input, exactly one expectation, and no other file", () => {
    expect(files.filter((file) => !KNOWN_FILES.has(file))).toEqual([]);
    expect(files).toContain("input.py");
    expect(files.includes("expected.mpy")).toBe(!refused);
  });

  test(refused ? "is refused in the reference's words" : "compiles to the reference's bytes", () => {
    const optionsFile = join(folder, "options.json");
    const given = existsSync(optionsFile) ? (JSON.parse(readFileSync(optionsFile, "utf8")) as CompileOptions) : {};
    const ours = answer(readFileSync(join(folder, "input.py")), { filename: "input.py", ...given });
    if (refused) {
      expect(ours).toEqual(JSON.parse(readFileSync(join(folder, "error.json"), "utf8")));
      return;
    }
    const expected = new Uint8Array(readFileSync(join(folder, "expected.mpy")));
    if (!(ours instanceof Uint8Array)) expect.fail(`refused: ${JSON.stringify(ours)}`);
    // listings first: their difference can be read
    expect(listing(ours)).toBe(listing(expected));
    expect(ours).toEqual(expected);
  });
});
