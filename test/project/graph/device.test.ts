// Our import search finds what MicroPython finds: a real MicroPython loads random trees of modules that import each other, and reports
// for each statement whether it failed and which files ran.

import fc from "fast-check";
import { expect, test } from "vitest";
import { compile } from "../../../src/compiler/index.ts";
import { knownBuiltins } from "../../../src/project/builtins/builtins.ts";
import { DeviceFiles } from "../../../src/project/graph/device-files.ts";
import type { PlacedFile } from "../../../src/project/graph/device-files.ts";
import { reach } from "../../../src/project/graph/reach.ts";
import { Resolver } from "../../../src/project/graph/resolver.ts";
import { listedTree } from "../../../src/project/graph/source-tree.ts";
import type { ImportFact } from "../../../src/project/imports.ts";
import { allModules, importCase, sourceOf, startIn } from "../../support/import-cases.ts";
import type { ImportCase } from "../../support/import-cases.ts";
import { runOnDevice } from "../../support/micropython.ts";
import type { DeviceFile } from "../../support/micropython.ts";

const CASES = 40;

test("the search finds what the device finds", { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(importCase, { minLength: CASES, maxLength: CASES }), async (cases) => {
      const files = cases.flatMap((one, index) => deviceFiles(one, `/case${index}`));
      const steps = cases.flatMap((_, index) => [startIn(`/case${index}`)]);
      const results = await runOnDevice(files, steps);
      cases.forEach((one, index) => compare(one, results[index]!));
    }),
    // What fails is one case of many: it is shown as it is, because to shrink them all would start a device each time.
    { numRuns: 5, endOnFailure: true },
  );
});

/** The line of a statement in what {@link sourceOf} makes. */
const lineOf = (index: number): number => 3 + 5 * index;

function deviceFiles(one: ImportCase, root: string): DeviceFile[] {
  return Object.entries(allModules(one)).map(([path, statements], index): DeviceFile => {
    const text = sourceOf(path, statements);
    // Some as source, some compiled: the device loads either.
    if (index % 2 === 0) return { path: `${root}/${path}`, bytes: Buffer.from(text) };
    return { path: `${root}/${path.replace(/py$/, "mpy")}`, bytes: compile(text).mpy };
  });
}

function compare(one: ImportCase, result: { output: string; error: string | null }): void {
  const modules = allModules(one);
  const trees = treesOf(one);
  const resolver = new Resolver(new DeviceFiles(trees), knownBuiltins({ port: "webassembly" }), true);
  const entry: PlacedFile = { path: "/entry.py", tree: trees[0]!, file: trees[0]!.find("entry.py")! };
  const facts = new Map<string, readonly ImportFact[]>();
  const reached = reach([{ file: entry, entry: "options" }], resolver, (file) => {
    const name = file.path.slice(1);
    if (!facts.has(name)) facts.set(name, compile(sourceOf(name, modules[name]!)).imports);
    return resolver.importsOf(file, facts.get(name)!);
  });
  const told = result.output.split("\n").filter(Boolean);
  const about = JSON.stringify({ modules, told, error: result.error }, null, 1);
  expect(result.error, about).toBeNull();

  const shipped = new Set(reached.map(({ file }) => file.path.slice(1)));
  for (const line of told) {
    const [what, path, index] = line.split(" ") as [string, string, string];
    if (what === "run") {
      expect(shipped.has(path), `${path} was run and would not have shipped\n${about}`).toBe(true);
      continue;
    }
    const imports = reached.find(({ file }) => file.path === `/${path}`)!.imports;
    const missing = imports.some((found) => found.kind === "missing" && found.line === lineOf(Number(index)));
    const written = modules[path]![Number(index)]!;
    // What `from` takes may be no module, but something that the package defines; none of these does. A module in /lib may be
    // loaded twice, as b and as lib.b, and a relative import may work only for one of them.
    const isRelative = written.startsWith("__import__") && written.endsWith(", 1)");
    const isCertain = !written.startsWith("from") && !(isRelative && path.startsWith("lib/"));
    if (what === "ok") expect(missing, `"${written}" in ${path} works\n${about}`).toBe(false);
    else if (isCertain) expect(missing, `"${written}" in ${path} fails\n${about}`).toBe(true);
  }
}

function treesOf(one: ImportCase) {
  const paths = Object.keys(allModules(one));
  const facts = { shipsAll: false, describedBy: [] };
  const files = (list: readonly string[], skip: number) =>
    list.map((path) => ({ relative: path.slice(skip), file: path }));
  if (!one.splits) return [listedTree({ ...facts, name: "all", to: "/" }, files(paths, 0))];
  const inLib = (path: string): boolean => path.startsWith("lib/");
  const top = paths.filter((path) => !inLib(path));
  const lib = paths.filter(inLib);
  return [
    listedTree({ ...facts, name: "top", to: "/" }, files(top, 0)),
    listedTree({ ...facts, name: "lib", to: "/lib" }, files(lib, 4)),
  ];
}
