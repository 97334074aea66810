// The import graph as text: a tree for people to read, and Graphviz's language for a picture. Each module is unfolded once, so
// that the tree is as long as there are imports, and cycles end.

import type { GraphImport, GraphModule } from "../graph/graph.ts";
import type { GraphFacts } from "./graph-facts.ts";

/** The graph as a tree from its entries, and after it what is worth knowing of it. Ends with a newline. */
export function graphText(facts: GraphFacts): string {
  const { modules, builtins, cycles, hidden, unresolved } = facts.graph;
  const size = modules.reduce((sum, module) => sum + module.size, 0);
  const { entries } = facts;
  const lines = [
    `${count(modules.length, "module")}, ${size} bytes, from ${count(entries.length, "entry", "entries")}`,
    "",
  ];
  const shown = new Set<string>();
  for (const entry of entries) {
    // What another entry imports stands there.
    if (shown.has(entry.path) && facts.importersOf(entry.path).length > 0) continue;
    const reach = facts.reach(entry.path);
    const total = reach.modules > 1 ? `, with all it imports ${reach.size}` : "";
    lines.push(`${moduleText(entry)}${total}`);
    addBranches(entry.path, "", facts, shown, lines);
  }
  const section = (title: string, items: readonly string[]): void => {
    if (items.length > 0) lines.push("", title, ...items.map((item) => `  ${item}`));
  };
  if (builtins.length > 0) lines.push("", `of the firmware: ${builtins.join(", ")}`);
  section(
    "import each other:",
    cycles.map((cycle) => cycle.map((path) => facts.nameOf(path)).join(", ")),
  );
  section(
    "hidden by others of the same name:",
    hidden.map(
      ({ name, source, by, kind }) => `${name}: ${source}, by ${by}${kind === "builtin" ? " of the firmware" : ""}`,
    ),
  );
  section(
    "provided by nothing:",
    unresolved.map(({ name, from, line, optional }) => {
      return `${name}: ${facts.module(from)?.source ?? from}:${line}${optional ? " (optional)" : ""}`;
    }),
  );
  return `${lines.join("\n")}\n`;
}

function addBranches(path: string, indent: string, facts: GraphFacts, shown: Set<string>, lines: string[]): void {
  shown.add(path);
  const branches = facts.importsOf(path).filter(({ kind, line, to }) => {
    return kind === "module" && (line > 0 || !shown.has(to));
  });
  for (const [index, one] of branches.entries()) {
    const isLast = index === branches.length - 1;
    const module = facts.module(one.to);
    if (module === undefined) continue;
    const again = shown.has(one.to) && facts.importsOf(one.to).some(({ kind }) => kind === "module");
    lines.push(`${indent}${isLast ? "└─" : "├─"} ${moduleText(module)}${notes(one)}${again ? " (above)" : ""}`);
    if (!shown.has(one.to)) addBranches(one.to, `${indent}${isLast ? "   " : "│  "}`, facts, shown, lines);
  }
}

function moduleText({ name, size, source }: GraphModule): string {
  return `${name}  ${size}  ${source}`;
}

function notes({ optional, line }: GraphImport): string {
  if (line === 0) return " (its package)";
  return optional ? " (optional)" : "";
}

/** Why a module is on the flash, a line for each import on the way. `chain` is {@link GraphFacts.why}. Ends with a newline. */
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
  tree: "all of its library ships",
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
