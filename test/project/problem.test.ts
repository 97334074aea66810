// What is thrown for a user's mistake, as it is kept.

import { inspect } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { ProjectError } from "../../src/project/problem.ts";

test("a kept error has no stack and keeps nothing else alive", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const kept: Error[] = [];
  const meet = (keep: () => Error): WeakRef<object> => {
    const compilation = { run: () => void kept.push(keep()) };
    compilation.run();
    return new WeakRef(compilation);
  };
  const met = meet(() => new ProjectError({ summary: "SyntaxError: invalid syntax", displayFile: "a.py", line: 3 }));
  await new Promise((resolve) => setTimeout(resolve, 10));
  collect();
  expect(met.deref()).toBeUndefined();
  expect(kept[0]!.stack).toBe("a.py:3: SyntaxError: invalid syntax");
});

test("a tool that prints an error with its properties prints the text alone", () => {
  const text = inspect(new ProjectError({ summary: "SyntaxError: invalid syntax", displayFile: "a.py", line: 3 }));
  expect(text).toBe("[a.py:3: SyntaxError: invalid syntax]");
});
