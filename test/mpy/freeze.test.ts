// Freezing against the reference's recorded answers.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { freeze } from "../../src/mpy/freeze/freeze.ts";
import { makeMpyHeader, ScopeFlag } from "../../src/mpy/file/model.ts";
import { writeMpy } from "../../src/mpy/file/write.ts";
import { FROZEN, goldenMpy, goldenPath } from "./golden.ts";

const inputs = (files: readonly string[]): { path: string; bytes: Uint8Array }[] =>
  files.map((name) => ({ path: `mpy/${name}.mpy`, bytes: goldenMpy(name) }));

const header = readFileSync(goldenPath("qstr-header.h"), "utf8");

describe("as mpy-tool.py freezes", () => {
  test.each(FROZEN)("$name", ({ name, files, longIntImpl, mpzDigitBits, withHeader }) => {
    const options = { longIntImpl, mpzDigitBits, qstrHeader: withHeader ? header : undefined };
    expect(freeze(inputs(files), options)).toBe(readFileSync(goldenPath(`frozen/${name}.c`), "utf8"));
  });
});

test("bytes alone are called by their source name", () => {
  const text = freeze([goldenMpy("second")]);
  expect(text).toContain("// - original source file: second.mpy\n");
});

describe("refusals", () => {
  test("a big integer without long ints", () => {
    expect(() => freeze(inputs(["constants"]), { longIntImpl: "none" })).toThrow(
      "error while freezing constants.py: target does not support long int",
    );
  });
  test("files for two architectures", () => {
    expect(() => freeze(inputs(["native-x64", "native-x86"]))).toThrow("for another architecture");
  });
  test("relocations", () => {
    const bytes = writeMpy({
      header: makeMpyHeader(2),
      qstrs: [new TextEncoder().encode("linked.py")],
      constants: [],
      body: {
        kind: "viper",
        code: new Uint8Array(8),
        scopeFlags: ScopeFlag.viperRelocations,
        relocations: [{ target: "text", address: { section: "text", word: 0 } }],
        children: [],
      },
    });
    expect(() => freeze([{ path: "linked.mpy", bytes }])).toThrow("unable to freeze code with relocations");
  });
  test("a qstr header without configuration", () => {
    expect(() => freeze(inputs(["second"]), { qstrHeader: "Q(x)\n" })).toThrow("gives no BYTES_IN_LEN");
  });
  test("a source name outside of ASCII", () => {
    const qstrs = [new TextEncoder().encode("é.py"), 7];
    const code = new Uint8Array([0, 2, 1, 0x51, 0x63]);
    const bytes = writeMpy({
      header: makeMpyHeader(),
      qstrs,
      constants: [],
      body: { kind: "bytecode", code, children: [] },
    });
    expect(() => freeze([{ path: "é.mpy", bytes }])).toThrow("outside of ASCII");
  });
});
