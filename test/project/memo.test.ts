// The memo gives what would be made anew, and makes only what has to be.

import fc from "fast-check";
import { expect, test } from "vitest";
import { Memo } from "../../src/project/memo.ts";
import type { Input } from "../../src/project/memo.ts";
import { ProjectError } from "../../src/project/problem.ts";

/** Numbers that are read, and how often. */
function world(): { values: Map<string, number>; input: Input<string, number>; memo: Memo } {
  const values = new Map<string, number>();
  const input: Input<string, number> = { name: "world", read: (key) => values.get(key) ?? 0, print: String };
  return { values, input, memo: new Memo() };
}

test("any graph of stages, with any changes, read in any order", () => {
  const INPUTS = ["a", "b", "c", "d"];
  const node = fc.record({
    reads: fc.array(fc.nat(9), { maxLength: 4 }),
    // Which of them are read depends on the values of others.
    isLazy: fc.boolean(),
    modulus: fc.integer({ min: 1, max: 4 }),
    fails: fc.boolean(),
  });
  const step = fc.oneof(
    fc.record({ kind: fc.constant("change" as const), key: fc.constantFrom(...INPUTS), value: fc.nat(5) }),
    fc.record({ kind: fc.constant("ask" as const), node: fc.nat(7) }),
  );
  fc.assert(
    fc.property(fc.array(node, { minLength: 8, maxLength: 8 }), fc.array(step, { maxLength: 40 }), (nodes, steps) => {
      const { values, input, memo } = world();
      const compute = (at: number, read: (index: number, at: number) => number): number => {
        const { reads, isLazy, modulus, fails } = nodes[at]!;
        let sum = at;
        for (const index of reads) {
          if (isLazy && sum % 2 === 1) break;
          sum += read(index, at);
        }
        if (fails && sum % 5 === 4) throw new ProjectError({ summary: `${at} fails with ${sum}` });
        return sum % modulus;
      };
      // A node reads inputs, and nodes before it.
      const fresh = (at: number): number =>
        compute(at, (index, own) =>
          index < 4 ? (values.get(INPUTS[index]!) ?? 0) : own > 0 ? fresh((index - 4) % own) : 0,
        );
      const kept = memo.remembering("node", (at: number): number =>
        compute(at, (index, own) =>
          index < 4 ? memo.get(input, INPUTS[index]!) : own > 0 ? kept((index - 4) % own) : 0,
        ),
      );
      const outcome = (ask: (at: number) => number, at: number): unknown => {
        try {
          return ask(at);
        } catch (error) {
          return (error as Error).message;
        }
      };
      for (const one of steps) {
        if (one.kind === "change") {
          values.set(one.key, one.value);
          memo.refresh(input);
        } else if (one.kind === "ask") {
          expect(outcome(kept, one.node)).toEqual(outcome(fresh, one.node));
        }
      }
      for (let at = 0; at < 8; at++) expect(outcome(kept, at)).toEqual(outcome(fresh, at));
    }),
    { numRuns: 300 },
  );
});

test("unchanged inputs and their results are not computed again", () => {
  const { values, input, memo } = world();
  const made: string[] = [];
  const parity = memo.remembering("parity", (key: string) => {
    made.push(`parity ${key}`);
    return memo.get(input, key) % 2;
  });
  const sum = memo.remembering("sum", () => {
    made.push("sum");
    return parity("a") + parity("b");
  });
  const ask = (): string[] => {
    made.length = 0;
    memo.refresh(input);
    sum(undefined);
    return [...made];
  };
  expect(ask()).toEqual(["sum", "parity a", "parity b"]);
  expect(ask()).toEqual([]);
  values.set("a", 2);
  expect(ask()).toEqual(["parity a"]);
  values.set("b", 3);
  expect(ask()).toEqual(["parity b", "sum"]);
});

test("results that are not used are dropped in the end", () => {
  const { values, input, memo } = world();
  const twice = memo.remembering("twice", (key: string) => 2 * memo.get(input, key));
  for (let round = 0; round < 1000; round++) {
    memo.refresh(input);
    values.set(String(round), round);
    expect(twice(String(round))).toBe(2 * round);
  }
  expect(memo.size).toBeLessThan(500);
});

test("a value from elsewhere holds as long as its inputs do", () => {
  const { values, input, memo } = world();
  values.set("a", 1);
  const stage = { name: "double", make: (key: string): number => 2 * memo.get(input, key) };
  memo.restore(stage, "a", 77, [{ input: input as Input<unknown, unknown>, key: "a" }]);
  expect(memo.get(stage, "a")).toBe(77);
  memo.refresh(input);
  expect(memo.get(stage, "a")).toBe(77);
  expect(memo.inputsOf(stage, "a").map(({ key, text }) => [key, text])).toEqual([["a", "1"]]);
  values.set("a", 2);
  memo.refresh(input);
  expect(memo.get(stage, "a")).toBe(4);
});
