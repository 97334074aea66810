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

/** A module's part of the graph. */
interface Part {
  /** What it was made from. */
  readonly reached: ReachedModule;
  readonly module: GraphModule;
  readonly imports: readonly GraphImport[];
  readonly unresolved: readonly UnresolvedImport[];
  /** What is imported, without the lines: as long as it stays, so do cycles and all that depends on who imports whom. */
  readonly shape: string;
}

type Whole = Pick<ImportGraph, "builtins" | "cycles" | "hidden">;

/** Puts graphs together, one after the other; what did not change from one to the next is not looked at again. */
export class GraphMaker {
  /** Of the modules that could be built, in the order in which they were reached. */
  private parts: readonly Part[] = [];
  /** Places among the parts, in the order of the modules' paths. */
  private order: readonly number[] = [];
  private whole: Whole | undefined;
  private imports: readonly GraphImport[] = [];
  private resolver: Resolver | undefined;

  /** `display` gives a file as people know it. */
  make(
    reached: readonly ReachedModule[],
    resolver: Resolver,
    describe: Describe,
    display: (file: string) => string,
  ): ImportGraph {
    const modules: { reached: ReachedModule; built: Built }[] = [];
    for (const one of reached) {
      const built = describe(one.file);
      if (built) modules.push({ reached: one, built });
    }
    const { parts: last, whole } = this;
    // Where other modules were reached, or could be built, or things are found elsewhere, nothing holds any more.
    const isSameSet =
      resolver === this.resolver &&
      modules.length === last.length &&
      modules.every((one, at) => one.reached.file.path === last[at]!.reached.file.path);
    /** Paths on the device by paths of sources. */
    let paths: Map<string, string> | undefined;
    this.parts = modules.map((one, at): Part => {
      const known = isSameSet ? last[at]! : undefined;
      if (known && isCurrent(known, one.reached, one.built)) return known;
      paths ??= new Map(modules.map(({ reached: { file }, built }) => [file.path, built.path]));
      return makePart(one.reached, one.built, paths, display);
    });
    if (!isSameSet) this.order = orderOf(this.parts);
    this.resolver = resolver;
    const sorted = this.order.map((at) => this.parts[at]!);
    const graphModules = sorted.map((part) => part.module);
    const imports: GraphImport[] = [];
    const unresolved: UnresolvedImport[] = [];
    for (const part of sorted) {
      for (const one of part.imports) imports.push(one);
      for (const one of part.unresolved) unresolved.push(one);
    }
    const isSameShape = isSameSet && this.parts.every((part, at) => part.shape === last[at]!.shape);
    this.whole =
      isSameShape && whole
        ? whole
        : {
            builtins: [...new Set(imports.filter((one) => one.kind === "builtin").map((one) => one.to))].sort(),
            cycles: cyclesOf(graphModules, imports),
            hidden: hiddenModules(reached, resolver, display),
          };
    if (!isSameShape || !areEqual(imports, this.imports)) this.imports = imports;
    return { modules: graphModules, imports: this.imports, ...this.whole, unresolved };
  }
}

/** Most of them are the same objects. */
function areEqual(a: readonly GraphImport[], b: readonly GraphImport[]): boolean {
  if (a.length !== b.length) return false;
  return a.every((one, at) => {
    const other = b[at]!;
    if (one === other) return true;
    const isSameWay = one.from === other.from && one.to === other.to && one.kind === other.kind;
    return isSameWay && one.line === other.line && one.optional === other.optional;
  });
}

type Built = NonNullable<ReturnType<Describe>>;

function orderOf(parts: readonly Part[]): number[] {
  return [...parts.keys()].sort((a, b) => comparePaths(parts[a]!.module.path, parts[b]!.module.path));
}

function isCurrent({ module, reached: before }: Part, reached: ReachedModule, { size, path, name }: Built): boolean {
  const isSame = module.size === size && module.path === path && module.name === name;
  return isSame && before.imports === reached.imports && before.entry === reached.entry;
}

function makePart(
  reached: ReachedModule,
  built: Built,
  paths: ReadonlyMap<string, string>,
  display: (file: string) => string,
): Part {
  const { file, entry } = reached;
  const { path, name, size } = built;
  const source = display(file.file.file);
  const module: GraphModule = { path, name, size, source, tree: file.tree.name, ...(entry && { entry }) };
  const imports: GraphImport[] = [];
  const unresolved: UnresolvedImport[] = [];
  addImports(reached, path, paths, imports, unresolved);
  imports.sort((a, b) => a.line - b.line || comparePaths(a.to, b.to));
  unresolved.sort((a, b) => a.line - b.line || comparePaths(a.name, b.name));
  const shape = imports.map(({ to, kind, line }) => `${kind} ${line === 0 ? 0 : 1} ${to}`).join("\n");
  return { reached, module, imports, unresolved, shape };
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
    if (first) {
      first.optional &&= one.optional;
      // The module's own package, which is loaded before it in any case, is also imported by name.
      if (first.line === 0 && one.kind === "file" && !one.isOnTheWay) first.line = one.line;
    } else known.set(to, { kind: one.kind === "file" ? "module" : "builtin", line: one.line, optional: one.optional });
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
