// Facts about sources that are kept from one build of a program to the next.

import { createHash } from "node:crypto";
import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { KeptFacts } from "../../src/optimize/index.ts";
import type { OptimizeOptions, ProgramModule } from "../../src/optimize/index.ts";
import { SourceReader } from "../../src/optimize/program/source-reader.ts";
import { filesOf, optimize, toProgram } from "./check-program.ts";
import { plans, writeProgram } from "./random-program.ts";

afterEach(() => vi.restoreAllMocks());

function withHashes(modules: readonly ProgramModule[]): ProgramModule[] {
  return modules.map((module) => ({
    ...module,
    sourceHash: createHash("sha256").update(module.source).digest("hex"),
  }));
}

function built(sources: Iterable<readonly [string, string]>, root: string, options: Partial<OptimizeOptions>): unknown {
  const modules = withHashes(toProgram(sources, [root]));
  const result = optimize(modules, 3, options);
  return { files: filesOf(modules, result), report: result.report };
}

test("a program built after others is as if it was built alone", () => {
  fc.assert(
    fc.property(fc.array(plans, { minLength: 2, maxLength: 4 }), fc.boolean(), (programs, bundle) => {
      const facts = new KeptFacts();
      for (const plan of programs) {
        // The same names, so that modules follow each other as they do when somebody edits them.
        const sources = writeProgram(plan, "m");
        expect(built(sources, "m0", { bundle, facts })).toEqual(built(sources, "m0", { bundle }));
        facts.endProgram();
      }
    }),
    { numRuns: 60 },
  );
});

test("after a change of one module only that one is read again", () => {
  const read = vi.spyOn(SourceReader.prototype, "read");
  const facts = new KeptFacts();
  const sources = new Map([
    ["main", "from limits import HIGH\nif HIGH > 3:\n    print('high')\n"],
    ["limits", "HIGH = 7\nLOW = 2\n"],
  ]);
  const build = (): number => {
    read.mockClear();
    built(sources, "main", { facts });
    facts.endProgram();
    return read.mock.calls.length;
  };
  expect(build()).toBeGreaterThan(2);
  expect(build()).toBe(0);
  sources.set("main", "from limits import HIGH\nprint('high')\n");
  expect(build()).toBe(1);
  // What one program did not use is forgotten.
  sources.delete("limits");
  sources.set("main", "print(1)\n");
  build();
  sources.set("limits", "HIGH = 7\nLOW = 2\n");
  expect(build()).toBe(1);
});
