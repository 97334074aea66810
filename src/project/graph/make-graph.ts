// Makes the import graph from the reached modules. Its order depends only on the project.

import { comparePaths } from "../paths.ts";
import { findCycles } from "./cycles.ts";
import type { GraphImport, GraphModule, HiddenModule, ImportGraph, UnresolvedImport } from "./graph.ts";
import type { ReachedModule } from "./reach.ts";
import type { Resolver } from "./resolver.ts";

/** A built module. */
export interface BuiltModule {
  /** Path on the device. */
  readonly path: string;
  readonly name: string;
  /** Bytes on the device. */
  readonly size: number;
}

/** A module's part of the graph. */
export interface GraphPart {
  readonly module: GraphModule;
  readonly imports: readonly GraphImport[];
  readonly unresolved: readonly UnresolvedImport[];
}

/** The parts of the graph that depend only on the imports, and not on sizes and lines. */
export type GraphStructure = Pick<ImportGraph, "builtins" | "cycles">;

/**
 * The graph's part for a reached and built module. `pathOf` maps the path of a source to the module's path on the
 * device; undefined for a module that could not be built. `display` gives a file's name in messages.
 */
export function graphPart(
  reached: ReachedModule,
  { path, name, size }: BuiltModule,
  pathOf: (source: string) => string | undefined,
  display: (file: string) => string,
): GraphPart {
  const { file, entry } = reached;
  const module: GraphModule = {
    path,
    name,
    size,
    source: display(file.file.file),
    tree: file.tree.name,
    ...(entry && { entry }),
  };
  const imports: GraphImport[] = [];
  const unresolved: UnresolvedImport[] = [];
  addImports(reached, path, pathOf, imports, unresolved);
  imports.sort((a, b) => a.line - b.line || comparePaths(a.to, b.to));
  unresolved.sort((a, b) => a.line - b.line || comparePaths(a.name, b.name));
  return { module, imports, unresolved };
}

/** Whether the imports are the same, and therefore the structure. */
export function haveSameStructure(a: readonly GraphPart[], b: readonly GraphPart[]): boolean {
  return a.length === b.length && a.every((part, at) => part === b[at] || shapeOf(part) === shapeOf(b[at]!));
}

function shapeOf({ module, imports }: GraphPart): string {
  return `${module.path}\n${imports.map(({ to, kind, line }) => `${kind} ${line === 0 ? 0 : 1} ${to}`).join("\n")}`;
}

/** The cycles and built-in modules of the parts, which are sorted by path. */
export function graphStructure(parts: readonly GraphPart[]): GraphStructure {
  const imports = parts.flatMap((part) => part.imports);
  const modules = parts.map((part) => part.module);
  const builtins = new Set(imports.filter((one) => one.kind === "builtin").map((one) => one.to));
  return { builtins: [...builtins].sort(), cycles: cyclesOf(modules, imports) };
}

function addImports(
  { imports }: ReachedModule,
  from: string,
  pathOf: (source: string) => string | undefined,
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
    const to = one.kind === "file" ? pathOf(one.file.path) : one.name;
    if (to === undefined) continue;
    const first = known.get(to);
    if (first) {
      first.optional &&= one.optional;
      // The module's own package, which is always loaded before it, is also imported by name.
      if (first.line === 0 && one.kind === "file" && !one.isOnTheWay) first.line = one.line;
    } else known.set(to, { kind: one.kind === "file" ? "module" : "builtin", line: one.line, optional: one.optional });
  }
  for (const [to, { kind, line, optional }] of known) found.push({ from, to, kind, line, optional });
}

function cyclesOf(modules: readonly GraphModule[], imports: readonly GraphImport[]): string[][] {
  const edges = new Map<string, string[]>();
  for (const { from, to, kind, line } of imports) {
    // Loading a module's package is not an import by the module.
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

/** Shadowed files: no import reaches them, because another one of the same name is found before. */
export function hiddenModules(
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
