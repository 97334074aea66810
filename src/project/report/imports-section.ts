// The part of the report page about imports: what each entry brings along, what deserves a look, a picture where there are few
// modules, and every module with what it imports and what imports it, linked to each other. Details stand in templates, which
// cost a browser next to nothing until they are opened: a page of 1,000 modules must open at once.

import type { GraphImport, GraphModule, ImportGraph } from "../graph/graph.ts";
import { GraphFacts } from "./graph-facts.ts";
import { graphPicture } from "./graph-picture.ts";
import { escape } from "./markup.ts";

/** Entries whose reach is worked out: of a library that ships as a whole, every module is one. */
const ENTRIES_SHOWN = 50;

/** Modules of a cycle that are named. */
const CYCLE_SHOWN = 20;

/** Writes links to modules: where they stand on the page. */
type LinkTo = (target: string) => string;

/** The section; "" for a flash without Python. */
export function importsSection(graph: ImportGraph): string {
  const { modules, imports, builtins } = graph;
  if (modules.length === 0) return "";
  const facts = new GraphFacts(graph);
  const places = new Map(modules.map(({ path }, index) => [path, index]));
  const link: LinkTo = (target) => {
    const place = places.get(target);
    const name = `<code>${escape(facts.nameOf(target))}</code>`;
    return place === undefined ? name : `<a href="#m${place}">${name}</a>`;
  };
  const between = imports.filter(({ kind, line }) => kind === "module" && line > 0).length;
  return `<h2 id="imports">Imports</h2>
<p>${count(modules.length, "module")}, ${count(between, "import")} of one another${firmwareText(builtins)}</p>
${entryTable(facts, link)}
${remarks(graph, link)}
${graphPicture(facts, (path) => `#m${places.get(path)}`)}
<p><label>Find a module <input type="search" id="find" autocomplete="off"></label></p>
<div id="modules">
${modules.map((module, index) => moduleRow(module, index, facts, link)).join("\n")}
</div>`;
}

function firmwareText(builtins: readonly string[]): string {
  if (builtins.length === 0) return "";
  return `; of the firmware ${builtins.map((name) => `<code>${escape(name)}</code>`).join(", ")}`;
}

const WHY_THERE = {
  options: "options",
  javascript: "JavaScript",
  tree: "its library ships as a whole",
} as const satisfies Record<NonNullable<GraphModule["entry"]>, string>;

function entryTable(facts: GraphFacts, link: LinkTo): string {
  const { entries } = facts;
  const rows = entries.slice(0, ENTRIES_SHOWN).map((entry) => {
    const { modules, size } = facts.reach(entry.path);
    const why = WHY_THERE[entry.entry ?? "options"];
    return `<tr><th scope="row">${link(entry.path)}</th><td>${modules}</td><td>${size}</td><td class="text">${why}</td></tr>`;
  });
  const more = entries.length - rows.length;
  const rest = more > 0 ? `<p>… and ${more} more</p>` : "";
  return `<div class="wide"><table><thead><tr><th scope="col">entry</th><th scope="col">modules</th><th scope="col">bytes with all it imports</th><th scope="col" class="text">there because of</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>${rest}`;
}

/** What deserves a look. */
function remarks({ cycles, hidden, unresolved }: ImportGraph, link: LinkTo): string {
  const list = (title: string, items: readonly string[]): string => {
    if (items.length === 0) return "";
    return `<h3>${title}</h3>\n<ul>${items.map((item) => `<li>${item}</li>`).join("")}</ul>`;
  };
  return [
    list(
      "Import each other",
      cycles.map((cycle) => {
        const rest = cycle.length > CYCLE_SHOWN ? ` and ${cycle.length - CYCLE_SHOWN} more` : "";
        return `${cycle.slice(0, CYCLE_SHOWN).map(link).join(", ")}${rest}`;
      }),
    ),
    list(
      "Hidden by others of the same name",
      hidden.map(({ source, by, kind }) => {
        return `<code>${escape(source)}</code>, by <code>${escape(by)}</code>${kind === "builtin" ? " of the firmware" : ""}`;
      }),
    ),
    list(
      "Provided by nothing",
      unresolved.map(({ name, from, line, optional }) => {
        return `<code>${escape(name)}</code>, for ${link(from)} line ${line}${optional ? ", which does without" : ""}`;
      }),
    ),
  ].join("\n");
}

function moduleRow(
  { name, path, size, source, tree }: GraphModule,
  index: number,
  facts: GraphFacts,
  link: LinkTo,
): string {
  const imports = facts.importsOf(path);
  const importers = facts.importersOf(path);
  const lines = [
    `<p><code>${escape(path)}</code> from <code>${escape(source)}</code> (${escape(tree)})</p>`,
    importList("imports", imports, ({ to }) => link(to)),
    importList("imported by", importers, ({ from }) => link(from)),
    chainText(facts.why(path) ?? [], link),
  ];
  const summary = `<code>${escape(name)}</code> <b>${size}</b> bytes, imports ${imports.length}, imported by ${importers.length}`;
  return `<details class="row" id="m${index}"><summary>${summary}</summary><template><div class="inner">${lines.join("")}</div></template></details>`;
}

function importList(title: string, imports: readonly GraphImport[], text: (one: GraphImport) => string): string {
  if (imports.length === 0) return "";
  const items = imports.map((one) => {
    const note = one.line === 0 ? "package" : `line ${one.line}${one.optional ? ", optional" : ""}`;
    return `${text(one)} <small>${note}</small>`;
  });
  return `<p>${title}: ${items.join(", ")}</p>`;
}

function chainText(chain: readonly GraphImport[], link: LinkTo): string {
  if (chain.length < 2) return "";
  return `<p>shortest way from an entry: ${[chain[0]!.from, ...chain.map(({ to }) => to)].map(link).join(" → ")}</p>`;
}

function count(number: number, one: string): string {
  return `${number} ${number === 1 ? one : `${one}s`}`;
}
