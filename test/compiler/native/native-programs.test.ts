// Our own programs as the reference compiles them, for every architecture. The listings of the debug architecture can be
// read and show what differs; the hashes hold for the machine code. Renewed by renew-programs.ts.

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compile, listNative } from "../../../src/compiler/index.ts";
import {
  EMITS,
  HASHES_FILE,
  hashKey,
  hashOf,
  listingFile,
  NATIVE_ARCHES,
  program,
  programNames,
} from "./native-programs.ts";

const recorded = new Map(
  readFileSync(HASHES_FILE, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => line.match(/^(.*)\t(.*)$/)!.slice(1) as [string, string]),
);

describe.each(programNames())("%s", (name) => {
  test.each(EMITS)("listing, emit=%s", (emit) => {
    let text = "";
    const { mpy } = listNative(program(name), { filename: `${name}.py`, emit }, (line) => (text += `${line}\n`));
    if (emit === "bytecode") expect(text).toBe(readFileSync(listingFile(name), "utf8"));
    expect(hashOf(mpy)).toBe(recorded.get(hashKey(name, "debug", emit)));
  });

  test.each(NATIVE_ARCHES)("%s", (arch) => {
    for (const emit of EMITS) {
      const { mpy, native } = compile(program(name), { filename: `${name}.py`, arch, emit });
      expect(hashOf(mpy), emit).toBe(recorded.get(hashKey(name, arch, emit)));
      expect(native).toEqual({ arch, archFlags: 0, subVersion: 3 });
    }
  });
});

test("every recorded answer belongs to a program", () => {
  const names = programNames();
  const keys = names.flatMap((name) =>
    EMITS.flatMap((emit) => ["debug", ...NATIVE_ARCHES].map((arch) => hashKey(name, arch, emit))),
  );
  expect([...recorded.keys()]).toEqual(keys);
  const files = names.map((name) => `${name}.lst`);
  expect(readdirSync(new URL(".", HASHES_FILE)).toSorted()).toEqual([...files, "hashes.tsv"].toSorted());
});
