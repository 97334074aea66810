// From the modules that were reached to the graph as data, in an order that depends on nothing but the project.

import { comparePaths } from "../paths.ts";
import { findCycles } from "./cycles.ts";
import type { PlacedFile } from "./device-files.ts";
import type { GraphImport, GraphModule, HiddenModule, ImportGraph, UnresolvedImport } from "./graph.ts";
import type { ReachedModule } from "./reach.ts";
import type { Resolver } from "./resolver.ts";

/** What became of a module; undefined for one that could not be built. */
export type Describe = (
  file: PlacedFile,
) => { readonly path: string; readonly name: string; readonly size: number } | undefined;

/** Puts the graph together. `display` gives a file as people know it. */
export function makeGraph(
  reached: readonly ReachedModule[],
  resolver: Resolver,
  describe: Describe,
  display: (file: string) => string,
): ImportGraph {
  const modules: GraphModule[] = [];
  /** Paths on the device by paths of sources. */
  const paths = new Map<string, string>();
  for (const { file, entry } of reached) {
    const built = describe(file);
    if (!built) continue;
    paths.set(file.path, built.path);
    const source = display(file.file.file);
    modules.push({ ...built, source, tree: file.tree.name, ...(entry && { entry }) });
  }
  modules.sort((a, b) => comparePaths(a.path, b.path));
  const imports: GraphImport[] = [];
  const unresolved: UnresolvedImport[] = [];
  for (const module of reached) {
    const from = paths.get(module.file.path);
    if (from !== undefined) addImports(module, from, paths, imports, unresolved);
  }
  imports.sort((a, b) => comparePaths(a.from, b.from) || a.line - b.line || comparePaths(a.to, b.to));
  unresolved.sort((a, b) => comparePaths(a.from, b.from) || a.line - b.line || comparePaths(a.name, b.name));
  const builtins = new Set(imports.filter((one) => one.kind === "builtin").map((one) => one.to));
  return {
    modules,
    imports,
    builtins: [...builtins].sort(),
    cycles: cyclesOf(modules, imports),
    hidden: hiddenModules(reached, resolver, display),
    unresolved,
  };
}

function addImports(
  { imports }: ReachedModule,
  from: string,
  paths: ReadonlyMap<string, string>,
  found: GraphImport[],
  unresolved: UnresolvedImport[],
): void {
  const known = new Map<string, { kind: GraphImport["kind"]; line: number; optional: boolean }>();
  const missing = new Set<string>();
  for (const one of imports) {
    if (one.kind === "missing") {
      if (!missing.has(one.name)) unresolved.push({ name: one.name, from, line: one.line, optional: one.optional });
      missing.add(one.name);
    }
    if (one.kind !== "file" && one.kind !== "firmware") continue;
    const to = one.kind === "file" ? paths.get(one.file.path) : one.name;
    if (to === undefined) continue;
    const first = known.get(to);
    if (first) first.optional &&= one.optional;
    else known.set(to, { kind: one.kind === "file" ? "module" : "builtin", line: one.line, optional: one.optional });
  }
  for (const [to, { kind, line, optional }] of known) found.push({ from, to, kind, line, optional });
}

function cyclesOf(modules: readonly GraphModule[], imports: readonly GraphImport[]): string[][] {
  const edges = new Map<string, string[]>();
  for (const { from, to, kind, line } of imports) {
    // That a module's package is loaded before it is no import of the module's.
    if (kind !== "module" || line === 0) continue;
    const targets = edges.get(from);
    if (targets) targets.push(to);
    else edges.set(from, [to]);
  }
  return findCycles(
    modules.map((module) => module.path),
    edges,
  );
}

function hiddenModules(
  reached: readonly ReachedModule[],
  resolver: Resolver,
  display: (file: string) => string,
): HiddenModule[] {
  const hidden = new Map<string, HiddenModule>();
  for (const { name } of reached) addHidden(name);
  for (const { imports } of reached) {
    for (const one of imports) if (one.kind === "firmware") addHidden(one.name);
  }
  return [...hidden.values()].sort((a, b) => comparePaths(a.name, b.name) || comparePaths(a.source, b.source));

  function addHidden(name: string): void {
    for (const { tree, file } of resolver.hiddenBy(name)) {
      const located = resolver.locate(name);
      if (located === undefined || hidden.has(file.file)) continue;
      const source = display(file.file);
      if (located.kind === "firmware") {
        hidden.set(file.file, { name, source, tree: tree.name, by: located.name, kind: "builtin" });
      } else {
        const winner = located.kind === "file" ? located.file : located.init;
        const by = winner ? display(winner.file.file) : located.name;
        hidden.set(file.file, { name, source, tree: tree.name, by, kind: "module" });
      }
    }
  }
}
