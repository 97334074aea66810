// The import graph as a picture, for small projects. It has a column for each step from the entries. Imports go from
// left to right; imports that go back or stay in a column are curves.

import type { GraphImport, GraphModule } from "../graph/graph.ts";
import type { GraphFacts } from "./graph-facts.ts";
import { escape } from "./markup.ts";

/** Maximum number of modules and imports in a picture. With more it is not readable. */
const MODULES_SHOWN = 40;
const IMPORTS_SHOWN = 60;

// Sizes in the picture's units, which are CSS pixels if the page is wide enough.
const BOX_WIDTH = 150;
const BOX_HEIGHT = 26;
const COLUMN_GAP = 70;
const ROW_GAP = 12;
const LETTERS = 20;

interface Box {
  readonly module: GraphModule;
  readonly column: number;
  readonly x: number;
  readonly y: number;
}

/** The picture as SVG; "" for a graph that is too large. Modules link to their rows in the table of files. */
export function graphPicture(facts: GraphFacts): string {
  const shown = facts.graph.imports.filter(({ kind, line }) => kind === "module" && line > 0);
  if (facts.graph.modules.length > MODULES_SHOWN || shown.length > IMPORTS_SHOWN) return "";
  const boxes = placeBoxes(facts);
  const all = [...boxes.values()];
  const width = Math.max(...all.map(({ x }) => x + BOX_WIDTH)) + COLUMN_GAP / 2;
  const height = Math.max(...all.map(({ y }) => y + BOX_HEIGHT)) + 4;
  const cycleOf = new Map(facts.graph.cycles.flatMap((cycle, index) => cycle.map((path) => [path, index] as const)));
  const lines = shown.map((one) => {
    const cycle = cycleOf.get(one.from);
    return edge(one, boxes, cycle !== undefined && cycle === cycleOf.get(one.to));
  });
  const nodes = all.map(({ module, x, y }) => {
    const { name, path, size, entry } = module;
    const label = name.length > LETTERS ? `…${name.slice(1 - LETTERS)}` : name;
    const title = `<title>${escape(`${name}, ${size} bytes`)}</title>`;
    const box = `<rect x="${x}" y="${y}" width="${BOX_WIDTH}" height="${BOX_HEIGHT}" rx="4"${entry ? ' class="entry"' : ""}/>`;
    return `<a href="#files-title" data-file="${escape(path)}">${title}${box}<text x="${x + 8}" y="${y + 17}">${escape(label)}</text></a>`;
  });
  return `<div class="wide"><svg class="graph" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="group" aria-label="Which module imports which">
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>
${[...lines, ...nodes].join("\n")}
</svg></div>`;
}

function placeBoxes(facts: GraphFacts): Map<string, Box> {
  const columns: GraphModule[][] = [];
  for (const module of facts.graph.modules) {
    const steps = facts.why(module.path)?.length ?? 0;
    (columns[steps] ??= []).push(module);
  }
  const boxes = new Map<string, Box>();
  let column = 0;
  for (const modules of columns) {
    if (modules === undefined) continue;
    // Modules are placed beside their importers, so that fewer lines cross.
    const rank = new Map(modules.map((module) => [module, meanHeight(module, facts, boxes)]));
    modules.sort((a, b) => rank.get(a)! - rank.get(b)! || (a.path < b.path ? -1 : 1));
    for (const [row, module] of modules.entries()) {
      const x = 4 + column * (BOX_WIDTH + COLUMN_GAP);
      boxes.set(module.path, { module, column, x, y: 4 + row * (BOX_HEIGHT + ROW_GAP) });
    }
    column++;
  }
  return boxes;
}

function meanHeight({ path }: GraphModule, facts: GraphFacts, boxes: ReadonlyMap<string, Box>): number {
  const heights = facts.importersOf(path).flatMap(({ from }) => boxes.get(from)?.y ?? []);
  return heights.length === 0 ? 0 : heights.reduce((sum, y) => sum + y, 0) / heights.length;
}

function edge({ from, to, optional }: GraphImport, boxes: ReadonlyMap<string, Box>, isCycle: boolean): string {
  const start = boxes.get(from)!;
  const end = boxes.get(to)!;
  const y1 = start.y + BOX_HEIGHT / 2;
  const y2 = end.y + BOX_HEIGHT / 2;
  const x1 = start.x + BOX_WIDTH;
  const forward = end.column > start.column;
  const x2 = forward ? end.x : end.x + BOX_WIDTH;
  const bend = COLUMN_GAP / 2;
  const path = `M${x1} ${y1}C${x1 + bend} ${y1} ${forward ? x2 - bend : x2 + bend} ${y2} ${x2} ${y2}`;
  const kind = [...(optional ? ["optional"] : []), ...(isCycle ? ["cycle"] : [])].join(" ");
  return `<path d="${path}"${kind === "" ? "" : ` class="${kind}"`} marker-end="url(#tip)"/>`;
}
