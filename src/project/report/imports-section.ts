// The section about imports in the report page: the modules that each entry reaches, remarks, and a picture if there
// are few modules. The imports of a single module are in its row of the file table, to which the links go.

import type { GraphModule, ImportGraph } from "../graph/graph.ts";
import { GraphFacts } from "./graph-facts.ts";
import { graphPicture } from "./graph-picture.ts";
import { escape, unbroken } from "./markup.ts";
import { number } from "./number.ts";

/** Maximum number of entries with their reach. In a library that ships as a whole, every module is an entry. */
const ENTRIES_SHOWN = 50;

/** Maximum number of named modules in a cycle. */
const CYCLE_SHOWN = 20;

/** Makes a link to a module on the page. */
type LinkTo = (target: string) => string;

/** The section; "" for a flash without Python. */
export function importsSection(graph: ImportGraph): string {
  const { modules, imports, builtins } = graph;
  if (modules.length === 0) return "";
  const facts = new GraphFacts(graph);
  const paths = new Set(modules.map(({ path }) => path));
  const link: LinkTo = (target) => {
    const name = `<code>${escape(facts.nameOf(target))}</code>`;
    return paths.has(target) ? `<a href="#files-title" data-file="${escape(target)}">${name}</a>` : name;
  };
  const between = imports.filter(({ kind, line }) => kind === "module" && line > 0).length;
  return `<h2 id="imports">Imports</h2>
<p>${count(modules.length, "module")}, ${count(between, "import")} of each other${firmwareText(builtins)}</p>
${entryTable(facts, link)}
${remarks(graph, link)}
${graphPicture(facts)}`;
}

function firmwareText(builtins: readonly string[]): string {
  if (builtins.length === 0) return "";
  return `; from the firmware: ${builtins.map((name) => `<code>${escape(name)}</code>`).join(", ")}`;
}

const WHY_THERE = {
  options: "options",
  javascript: "JavaScript",
  tree: "the whole library ships",
} as const satisfies Record<NonNullable<GraphModule["entry"]>, string>;

function entryTable(facts: GraphFacts, link: LinkTo): string {
  const { entries } = facts;
  const rows = entries.slice(0, ENTRIES_SHOWN).map((entry) => {
    const { modules, size } = facts.reach(entry.path);
    const why = WHY_THERE[entry.entry ?? "options"];
    return `<tr><th scope="row">${link(entry.path)}</th><td>${modules}</td><td>${unbroken(number(size))}</td><td class="text">${why}</td></tr>`;
  });
  const more = entries.length - rows.length;
  const rest = more > 0 ? `<p>… and ${more} more</p>` : "";
  return `<div class="wide"><table><thead><tr><th scope="col">entry</th><th scope="col">modules</th><th scope="col">bytes with imports</th><th scope="col" class="text">reason</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>${rest}`;
}

/** Remarks: cycles, shadowed modules, unresolved imports. */
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
      "Shadowed by others of the same name",
      hidden.map(({ source, by, kind }) => {
        return `<code>${escape(source)}</code>, by <code>${escape(by)}</code>${kind === "builtin" ? " of the firmware" : ""}`;
      }),
    ),
    list(
      "Unresolved",
      unresolved.map(({ name, from, line, optional }) => {
        return `<code>${escape(name)}</code>, for ${link(from)} line ${line}${optional ? ", optional" : ""}`;
      }),
    ),
  ].join("\n");
}

function count(number: number, one: string): string {
  return `${number} ${number === 1 ? one : `${one}s`}`;
}
