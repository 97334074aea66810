// Random projects that import all over the place, for tests that compare with a real MicroPython: each module tells when it is run,
// and of each of its statements whether it failed.

import fc from "fast-check";

/** Begins the line of a source that stands for a lazy package's table and its `__getattr__`. */
const LAZY = "lazy ";

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
/** Reads an attribute of what was imported: of a lazy package, that loads a module. */
const reading = fc.tuple(dotted, part).map(([name, attribute]) => `import ${name}; ${name}.${attribute}`);
/** An import of a computed name that begins in a known package. */
const bounded = fc.oneof(
  fc.tuple(part, dotted).map(([first, rest]) => `__import__("${first}." + "".join(["${rest}"]))`),
  dotted.map((name) => `__import__("".join(["${name}"]), None, None, None, 1)`),
);
/** A lazy package: attributes and the modules that they are loaded from. */
const lazy = fc
  .tuple(fc.array(fc.tuple(part, dotted), { minLength: 1, maxLength: 3 }), fc.constantFrom("get", "tuple", "computed"))
  .map(
    ([entries, form]) => `${LAZY}${form} ${entries.map(([attribute, module]) => `${attribute}=${module}`).join(" ")}`,
  );
const source = fc.array(statement, { maxLength: 4 });
const lazySource = fc
  .tuple(
    fc.array(fc.oneof({ weight: 3, arbitrary: statement }, { weight: 1, arbitrary: reading }, bounded), {
      maxLength: 4,
    }),
    fc.option(lazy, { nil: undefined, freq: 2 }),
  )
  .map(([statements, table]) => (table === undefined ? statements : [...statements, table]));

/** Statements by path, below the device's root. */
export interface ImportCase {
  modules: Record<string, string[]>;
  entry: string[];
  /** Whether /lib is a tree of its own, and not a folder of the first. */
  splits: boolean;
}

const casesOf = (lines: fc.Arbitrary<string[]>, entryLine: fc.Arbitrary<string>): fc.Arbitrary<ImportCase> =>
  fc.record({
    modules: fc.dictionary(path, lines, { minKeys: 1, maxKeys: 8, noNullPrototype: true }),
    entry: fc.array(entryLine, { minLength: 1, maxLength: 5 }),
    splits: fc.boolean(),
  });

/** Any project of import statements. */
export const importCase: fc.Arbitrary<ImportCase> = casesOf(source, statement);

/** Any project with lazy packages, too. */
export const lazyImportCase: fc.Arbitrary<ImportCase> = casesOf(lazySource, fc.oneof(statement, reading));

/** All its modules, with the one that starts it: entry.py. */
export function allModules({ modules, entry }: ImportCase): Record<string, string[]> {
  return { ...modules, "entry.py": entry };
}

/** A module that tells when it is run, and of each of its statements whether it failed. */
export function sourceOf(path: string, statements: readonly string[]): string {
  const lines = [`print("run ${path}")`];
  statements.forEach((one, index) => {
    if (one.startsWith(LAZY)) {
      lines.push(...lazyLines(path, one.slice(LAZY.length)));
      return;
    }
    lines.push("try:", `    ${one}`, `    print("ok ${path} ${index}")`);
    lines.push("except (ImportError, AttributeError):", `    print("failed ${path} ${index}")`);
  });
  return `${lines.join("\n")}\n`;
}

/** A table and a `__getattr__` that loads by it, in one of the forms that libraries have. */
function lazyLines(path: string, text: string): string[] {
  const [form, ...entries] = text.split(" ");
  const pairs = entries.map((one) => one.split("=") as [string, string]);
  const values: Record<string, (module: string) => string> = {
    get: (module) => `"${module}"`,
    tuple: (module) => `("${module}", 1)`,
    // A table that is no literal: what it loads is not known.
    computed: (module) => `"".join(["${module}"])`,
  };
  const table = pairs.map(([attribute, module]) => `"${attribute}": ${values[form!]!(module)}`);
  const lookUp = form === "tuple" ? "_table[attr][0] if attr in _table else None" : "_table.get(attr, None)";
  return [
    `_table = {${table.join(", ")}}`,
    "def __getattr__(attr):",
    `    module = ${lookUp}`,
    "    if module is None:",
    '        raise AttributeError("no " + attr)',
    `    print("load ${path}", attr)`,
    "    return __import__(module, globals(), None, True, 1)",
  ];
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
