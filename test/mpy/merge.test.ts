// Merging against the reference's recorded answers.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { MpyToolError } from "../../src/mpy/file/error.ts";
import { mergeMpy } from "../../src/mpy/merge/merge.ts";
import { readMpy } from "../../src/mpy/file/read.ts";
import { goldenMpy, goldenPath, MERGED } from "./golden.ts";

const inputs = (files: readonly string[]): Uint8Array[] => files.map(goldenMpy);
const recorded = (name: string): Uint8Array => new Uint8Array(readFileSync(goldenPath(`merged/${name}.mpy`)));

describe("as mpy-tool.py merges", () => {
  test.each(MERGED)("$name", ({ name, files, archFlags }) => {
    expect(mergeMpy(inputs(files), { archFlags, likeMpyTool: true })).toEqual(recorded(name));
  });

  test.each(MERGED.filter(({ name }) => name !== "unwinding-second"))("$name, jumps put right or not", (merged) => {
    expect(mergeMpy(inputs(merged.files), { archFlags: merged.archFlags })).toEqual(recorded(merged.name));
  });
});

test("break out of try/finally leads to the same instruction in a later file, where mpy-tool.py goes one too far", () => {
  const right = mergeMpy(inputs(["second", "unwinding"]));
  const wrong = recorded("unwinding-second");
  expect(right).toHaveLength(wrong.length);
  const differences = Array.from(right.keys()).filter((at) => right[at] !== wrong[at]);
  expect(differences).toHaveLength(1);
  expect(right[differences[0]!]! - wrong[differences[0]!]!).toBe(-1);
});

test("the merged module's body calls the others and has their source name", () => {
  const { body, qstrs } = readMpy(recorded("two"));
  expect(body.children).toHaveLength(2);
  expect(qstrs[0]).toEqual(readMpy(goldenMpy("second")).qstrs[0]);
});

describe("refusals", () => {
  const message = (files: readonly string[], options = {}): string => {
    try {
      mergeMpy(inputs(files), options);
    } catch (error) {
      if (error instanceof MpyToolError) return `${error.input}: ${error.message}`;
    }
    return "merged";
  };

  test("two files with native code", () => {
    expect(message(["native-x64", "second", "second-native-x64"])).toBe(
      "2: only one of the files to merge may contain native code",
    );
  });
  test("nothing", () => expect(message([])).toBe("undefined: nothing to merge"));
  test("flags without native code", () => {
    expect(message(["second", "unwinding"], { archFlags: 1 })).toBe(
      "undefined: architecture flags make no sense without native code",
    );
  });
});
