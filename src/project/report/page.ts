// The size report: one self-contained HTML page about a flash, with a treemap and a table of its files and functions.
// It loads no other resources. Two builds of the same sources differ only by the time in the title.

import { joinedBytes } from "../../bytes/joined.ts";
import { budgetName } from "../budgets.ts";
import type { ImportGraph } from "../graph/graph.ts";
import type { OptimizedProgram } from "../../optimize/index.ts";
import type { Manifest } from "../manifest.ts";
import { importsSection } from "./imports-section.ts";
import { escape, percent, unbroken } from "./markup.ts";
import { number } from "./number.ts";
import { optimizedSection } from "./optimized.ts";
import { pageData, pageDataPieces, PIECES, SIZE_KINDS } from "./page-data.ts";
import type { ReportPieces } from "./page-data.ts";
import { PAGE_SCRIPT } from "./page-script.ts";
import { PAGE_STYLE } from "./page-style.ts";
import { useLine } from "./table.ts";
import type { FileSizes } from "./table.ts";

/** The inputs of the page. */
export interface ReportInput {
  readonly manifest: Manifest;
  /** The files' bytes by device path. */
  readonly contents: ReadonlyMap<string, Uint8Array>;
  readonly graph: ImportGraph;
  /** Name of the project, for the title. */
  readonly project: string;
  /** Board and firmware as in the options; "" for none. */
  readonly target: string;
  /** When the build ended, in ISO 8601; "" leaves it out. */
  readonly time: string;
  /** Sizes of the last build; undefined if unknown. */
  readonly before?: FileSizes | undefined;
  /** The result of the optimiser for size; undefined without it. */
  readonly optimized?: OptimizedProgram | undefined;
}

/** The page in UTF-8. `pieces` may cache its data: in a large project most of it is the same after a save. */
export function reportPage(input: ReportInput, pieces: ReportPieces = PIECES): Uint8Array {
  const { manifest, graph, project, target, time } = input;
  const data = pageData(manifest, input.contents, graph, input.before, pieces.functions);
  const title = [`Size report of ${project}`, target, time].filter((part) => part !== "").join(", ");
  const start = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>Size report of ${escape(project)}</h1>
<p class="note">${escape([target, ...counts(manifest)].filter((part) => part !== "").join(" · "))}</p>
<p>${unbroken(escape(useLine(manifest)))}</p>
${capacityBar(manifest)}
${budgetBars(manifest)}
</header>
<main>
<nav id="path" aria-label="Place in the map"></nav>
<div id="map" role="group" aria-label="Map of the flash by size"></div>
<p class="legend">${legend()}</p>
<h2 id="files-title">Files</h2>
<p><label>Find a file or a function <input type="search" id="find" autocomplete="off"></label> <span id="found" class="note" role="status"></span></p>
<div class="wide" role="region" aria-labelledby="files-title" tabindex="0">
<table id="files"><thead><tr>${HEADINGS.map(heading).join("")}</tr></thead><tbody></tbody></table>
</div>
<noscript><p>The map and the table need JavaScript.</p></noscript>
${optimizedSection(input.optimized)}${importsSection(graph)}
</main>
<script type="application/json" id="data">`;
  const end = `</script>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
  return joinedBytes([start, ...pageDataPieces(data, graph.imports, pieces), end]);
}

const HEADINGS = [
  ["path", "file"],
  ["kind", "kind"],
  ["size", "bytes"],
  ["share", "share"],
  ["change", "change"],
] as const;

function heading([key, text]: (typeof HEADINGS)[number]): string {
  const sorted = key === "size" ? ' aria-sort="descending"' : "";
  return `<th scope="col" class="${key}"${sorted}><button type="button" data-sort="${key}">${text}</button></th>`;
}

function legend(): string {
  const group = (title: string, kinds: readonly string[]): string => {
    const keys = kinds.map((kind) => `<span><i class="${kind}"></i>${kind}</span>`);
    return `<span class="group"><b>${title}</b> ${keys.join(" ")}</span>`;
  };
  return `${group("files", ["bytecode", "native", "source", "data", "web"])} ${group("in functions", SIZE_KINDS)}`;
}

function counts({ modules, files, flash }: Manifest): string[] {
  const partition = flash.partition ? [`partition ${flash.partition.name}`] : [];
  return [...partition, `${modules.length + files.length} files`];
}

function capacityBar({ flash: { used, capacity } }: Manifest): string {
  if (capacity === null || capacity === 0) return "";
  const high = Math.round(capacity * 0.9);
  return `<meter aria-label="Use of the filesystem" min="0" max="${capacity}" value="${used}" high="${high}">${percent(used, capacity)}</meter>`;
}

function budgetBars({ budgets = [] }: Manifest): string {
  const bars = budgets.map((budget) => {
    const { max, used } = budget;
    const over = used > max ? `, <b>${number(used - max)} too many</b>` : "";
    const name = budget.include === null ? "whole flash" : `<code>${escape(budgetName(budget))}</code>`;
    const text = `budget of ${name}: ${number(used)} of ${number(max)} bytes (${percent(used, max)})${over}`;
    const label = escape(`Budget of ${budget.include === null ? "the whole flash" : budgetName(budget)}`);
    return `<p class="budget">${unbroken(text)}<meter aria-label="${label}" min="0" max="${max}" value="${used}" high="${Math.round(max * 0.9)}"></meter></p>`;
  });
  return bars.join("\n");
}
