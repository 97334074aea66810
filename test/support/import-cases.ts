// Random projects that import all over the place, for tests that compare with a real MicroPython: each module tells when it is run,
// and of each of its statements whether it failed.

import fc from "fast-check";

// "time" is built in and gives way to a file, "sys" does not.
const part = fc.constantFrom("a", "b", "c", "a", "b", "c", "time", "sys", "lib");
const dotted = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("."));
const statement = fc.oneof(
  { weight: 3, arbitrary: dotted.map((name) => `import ${name}`) },
  { weight: 2, arbitrary: fc.tuple(dotted, part).map(([name, wanted]) => `from ${name} import ${wanted}`) },
  { weight: 1, arbitrary: dotted.map((name) => `from ${name} import *`) },
  { weight: 1, arbitrary: dotted.map((name) => `__import__("${name}")`) },
  { weight: 1, arbitrary: dotted.map((name) => `__import__("${name}", None, None, None, 1)`) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.integer({ min: 1, max: 3 }), fc.option(dotted, { nil: "" }), part)
      .map(([level, name, wanted]) => `from ${".".repeat(level)}${name} import ${wanted}`),
  },
);
const path = fc
  .tuple(
    fc.constantFrom("", "", "lib/"),
    fc.array(part, { minLength: 1, maxLength: 3 }),
    fc.constantFrom(".py", "/__init__.py"),
  )
  .map(([folder, parts, ending]) => `${folder}${parts.join("/")}${ending}`);
const source = fc.array(statement, { maxLength: 4 });

/** Statements by path, below the device's root. */
export interface ImportCase {
  modules: Record<string, string[]>;
  entry: string[];
  /** Whether /lib is a tree of its own, and not a folder of the first. */
  splits: boolean;
}

/** Any project. */
export const importCase: fc.Arbitrary<ImportCase> = fc.record({
  modules: fc.dictionary(path, source, { minKeys: 1, maxKeys: 8, noNullPrototype: true }),
  entry: fc.array(statement, { minLength: 1, maxLength: 5 }),
  splits: fc.boolean(),
});

/** All its modules, with the one that starts it: entry.py. */
export function allModules({ modules, entry }: ImportCase): Record<string, string[]> {
  return { ...modules, "entry.py": entry };
}

/** A module that tells when it is run, and of each of its statements whether it failed. */
export function sourceOf(path: string, statements: readonly string[]): string {
  const lines = [`print("run ${path}")`];
  statements.forEach((one, index) => {
    lines.push("try:", `    ${one}`, `    print("ok ${path} ${index}")`);
    lines.push("except ImportError:", `    print("failed ${path} ${index}")`);
  });
  return `${lines.join("\n")}\n`;
}

/** Python that imports the entry of a project that lies in `folder`, on a device that has forgotten what it loaded. */
export function startIn(folder: string): string {
  return `
import sys
for name in list(sys.modules):
    del sys.modules[name]
sys.path[:] = ["${folder}", ".frozen", "${folder}/lib"]
import entry
`;
}
