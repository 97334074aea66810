// The import graph as text: a tree, and Graphviz's language. Each module is unfolded once, at the end of its shortest
// path from an entry. So the tree has one line for each import, and is as flat as possible.

import type { GraphImport, GraphModule } from "../graph/graph.ts";
import type { GraphFacts } from "./graph-facts.ts";
import { number } from "./number.ts";

/**
 * The graph as a tree from its entries, followed by remarks. Modules with "…" are unfolded elsewhere. Ends with a
 * newline.
 */
export function graphText(facts: GraphFacts): string {
  const { modules, builtins, cycles, hidden, unresolved } = facts.graph;
  const size = modules.reduce((sum, module) => sum + module.size, 0);
  const { entries } = facts;
  const lines = [
    `${count(modules.length, "module")}, ${number(size)} bytes, from ${count(entries.length, "entry", "entries")}`,
    "",
  ];
  const tree = new Tree(facts);
  const rows: Row[] = [];
  for (const root of tree.roots) {
    const reach = facts.reach(root.path);
    const note = reach.modules > 1 ? `, with its imports ${number(reach.size)} bytes` : "";
    rows.push({ branch: "", module: root, note });
    tree.addBranches(root.path, "", 1, rows);
  }
  // The list grows while the loop runs: deeper modules are added at the end.
  for (const module of tree.deep) {
    rows.push(undefined, { branch: "", module, note: "" });
    tree.addBranches(module.path, "", 1, rows);
  }
  lines.push(...rowTexts(rows));
  const section = (title: string, items: readonly string[]): void => {
    if (items.length > 0) lines.push("", title, ...items.map((item) => `  ${item}`));
  };
  section("modules of the firmware:", filled(builtins));
  section(
    "import cycles:",
    cycles.map((cycle) => cycle.map((path) => facts.nameOf(path)).join(", ")),
  );
  section(
    "shadowed modules:",
    hidden.map(
      ({ name, source, by, kind }) => `${name}: ${source}, by ${by}${kind === "builtin" ? " of the firmware" : ""}`,
    ),
  );
  section(
    "unresolved imports:",
    unresolved.map(({ name, from, line, optional }) => {
      return `${name}: ${facts.module(from)?.source ?? from}:${line}${optional ? " (optional)" : ""}`;
    }),
  );
  return `${lines.join("\n")}\n`;
}

/** Names as lines of at most 78 characters. */
function filled(names: readonly string[]): string[] {
  const lines: string[] = [];
  for (const name of names) {
    const last = lines.at(-1);
    if (last === undefined || last.length + name.length > 76) lines.push(name);
    else lines[lines.length - 1] = `${last}, ${name}`;
  }
  return lines;
}

/** A line of the tree: what is before the module's name and after its source; undefined for an empty line. */
type Row = { readonly branch: string; readonly module: GraphModule; readonly note: string } | undefined;

/** Widest column of names. A longer name moves the rest of its line. */
const WIDEST_NAME = 44;

/** Lines with columns for the name, the bytes and the source. */
function rowTexts(rows: readonly Row[]): string[] {
  const names = rows.map((row) => (row ? row.branch + row.module.name : ""));
  const width = Math.max(0, ...names.map(({ length }) => length).filter((length) => length <= WIDEST_NAME));
  const digits = Math.max(0, ...rows.map((row) => number(row?.module.size).length));
  return rows.map((row, at) => {
    if (row === undefined) return "";
    const { size, source } = row.module;
    return `${names[at]!.padEnd(width)}  ${number(size).padStart(digits)}  ${source}${row.note}`;
  });
}

/** Maximum depth of a branch. Deeper modules begin a new tree. */
const DEPTH = 40;

class Tree {
  /** Roots of the tree: entries that are not imported by others. */
  readonly roots: GraphModule[] = [];
  /** Modules below the maximum depth. */
  readonly deep: GraphModule[] = [];
  private readonly facts: GraphFacts;
  /** The import under which each module is unfolded; undefined for roots. */
  private readonly places = new Map<string, GraphImport | undefined>();

  constructor(facts: GraphFacts) {
    this.facts = facts;
    const free = facts.entries.filter(({ path }) => facts.importersOf(path).length === 0);
    this.plant(free);
    // Entries that import each other have no root among them.
    for (const entry of facts.entries) if (!this.places.has(entry.path)) this.plant([entry]);
  }

  private plant(roots: readonly GraphModule[]): void {
    const reached = new Set<string>();
    for (const root of roots) {
      this.roots.push(root);
      this.places.set(root.path, undefined);
      reached.add(root.path);
    }
    for (const path of reached) {
      for (const one of this.facts.importsOf(path)) {
        if (one.kind !== "module" || this.places.has(one.to)) continue;
        this.places.set(one.to, one);
        reached.add(one.to);
      }
    }
  }

  addBranches(path: string, indent: string, depth: number, rows: Row[]): void {
    const branches = this.facts.importsOf(path).filter((one) => {
      // A module's name shows its package, so that import is left out.
      return one.kind === "module" && (one.line > 0 || this.places.get(one.to) === one);
    });
    for (const [index, one] of branches.entries()) {
      const isLast = index === branches.length - 1;
      const module = this.facts.module(one.to);
      if (module === undefined) continue;
      const isHere = this.places.get(one.to) === one;
      const isLeaf = !this.facts.importsOf(one.to).some(({ kind, line }) => kind === "module" && line > 0);
      const mark = isLeaf ? "" : isHere ? (depth === DEPTH ? " (below)" : "") : " …";
      rows.push({ branch: `${indent}${isLast ? "└─" : "├─"} `, module, note: `${notes(one)}${mark}` });
      if (!isHere) continue;
      if (depth < DEPTH) this.addBranches(one.to, `${indent}${isLast ? "   " : "│  "}`, depth + 1, rows);
      else if (!isLeaf) this.deep.push(module);
    }
  }
}

function notes({ optional, line }: GraphImport): string {
  if (line === 0) return " (its package)";
  return optional ? " (optional)" : "";
}

/**
 * Why a module is on the flash, with a line for each import in the chain. `chain` is {@link GraphFacts.why}. Ends with
 * a newline.
 */
export function whyText(target: string, chain: readonly GraphImport[], facts: GraphFacts): string {
  const first = facts.module(chain[0]?.from ?? target)!;
  const lines = [`${first.name}  ${first.source}  (${ENTRIES[first.entry ?? "options"]})`];
  for (const { from, to, line } of chain) {
    const { source } = facts.module(from)!;
    const how = line === 0 ? `${source} is in` : `${source}:${line} imports`;
    const module = facts.module(to);
    lines.push(`  ${how} ${facts.nameOf(to)}  ${module ? module.source : "of the firmware"}`);
  }
  return `${lines.join("\n")}\n`;
}

const ENTRIES = {
  options: "an entry of the options",
  javascript: "imported by JavaScript",
  tree: "the whole library ships",
} as const satisfies Record<NonNullable<GraphModule["entry"]>, string>;

/** The graph in Graphviz's language: modules by path with name and bytes, optional imports dashed, cycles red. */
export function graphDot(facts: GraphFacts): string {
  const inCycle = new Map(facts.graph.cycles.flatMap((cycle, index) => cycle.map((path) => [path, index] as const)));
  const nodes = facts.graph.modules.map(({ path, name, size, entry }) => {
    const style = entry === undefined ? "" : ", style=bold";
    return `  ${quote(path)} [label=${quote(`${name}\n${size}`)}${style}];`;
  });
  const edges = facts.graph.imports
    .filter(({ kind, line }) => kind === "module" && line > 0)
    .map(({ from, to, optional }) => {
      const cycle = inCycle.get(from);
      const attributes = [
        ...(optional ? ["style=dashed"] : []),
        ...(cycle !== undefined && cycle === inCycle.get(to) ? ["color=red"] : []),
      ];
      return `  ${quote(from)} -> ${quote(to)}${attributes.length > 0 ? ` [${attributes.join(", ")}]` : ""};`;
    });
  return `digraph imports {\n  rankdir=LR;\n  node [shape=box];\n${[...nodes, ...edges].join("\n")}\n}\n`;
}

function quote(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
}

function count(number: number, one: string, many: string = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
