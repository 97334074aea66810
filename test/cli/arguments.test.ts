// Random command lines of mpy-cross, compared with the reference's exit code, output and files (arguments.jsonl, one call a line,
// recorded by `npm run arguments -- --reference MPY_CROSS --count 300 --seed 9 --record test/cli/arguments.jsonl`).

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { ourOutcome } from "../../scripts/arguments/calls.ts";
import type { Outcome } from "../../scripts/arguments/calls.ts";

const folder = mkdtempSync(join(tmpdir(), "arguments-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Call = Outcome & { args: string[] };
const calls = readFileSync(join(import.meta.dirname, "arguments.jsonl"), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line) as Call);

test("does what the reference did", () => {
  const ours = calls.map(({ args }) => ({ args, ...(ourOutcome(args, join(folder, "call")) as Outcome) }));
  expect(ours).toEqual(calls);
});
