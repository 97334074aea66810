// One self-contained HTML page about a flash: how full it is, a map flash by module by function, and the same as tables. It
// depends on the manifest and the files alone, so the same build gives the same page; it loads nothing from anywhere.

import { budgetName } from "../budgets.ts";
import type { ImportGraph } from "../graph/graph.ts";
import type { Manifest } from "../manifest.ts";
import { importsSection } from "./imports-section.ts";
import { escape, percent } from "./markup.ts";
import { PAGE_SCRIPT, PAGE_STYLE } from "./page-parts.ts";
import { useLine } from "./table.ts";
import { sizedFiles } from "./tree.ts";
import type { FilePart, SizedFile } from "./tree.ts";
import { treemapOf } from "./treemap.ts";
import type { Rectangle } from "./treemap.ts";

/** The page. `contents` holds the files' bytes by device path. */
export function reportPage(manifest: Manifest, contents: ReadonlyMap<string, Uint8Array>, graph: ImportGraph): string {
  const files = sizedFiles(manifest, contents);
  const total = files.reduce((sum, file) => sum + file.size, 0);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>What lies on the flash</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>What lies on the flash</h1>
<p>${escape(useLine(manifest))}</p>
${capacityBar(manifest)}
${budgetBars(manifest)}
<p><a href="#files-list">Files</a>${graph.modules.length > 0 ? ' <a href="#imports">Imports</a>' : ""}</p>
<p class="legend">${LEGEND}<button type="button" id="back" hidden>Whole flash (Esc)</button></p>
</header>
<main>
<div id="map" role="list" aria-label="Files by size">
${map(files, total)}
</div>
<h2 id="files-list">Files</h2>
<div id="files">
${files.map((file) => fileDetails(file, total)).join("\n")}
</div>
${importsSection(graph)}
</main>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

const LEGEND: string = ["bytecode", "native", "source", "data", "web"]
  .map((kind) => `<span class="key ${kind}"></span>${kind} `)
  .join("");

function capacityBar({ flash: { used, capacity } }: Manifest): string {
  if (capacity === null || capacity === 0) return "";
  return `<meter min="0" max="${capacity}" value="${used}" high="${Math.round(capacity * 0.9)}">${percent(used, capacity)}</meter>`;
}

function budgetBars({ budgets = [] }: Manifest): string {
  const bars = budgets.map((budget) => {
    const { max, used } = budget;
    const over = used > max ? `, <b>${used - max} too many</b>` : "";
    const name = budget.include === null ? "whole flash" : `<code>${escape(budgetName(budget))}</code>`;
    const text = `budget of ${name}: ${used} of ${max} bytes (${percent(used, max)})${over}`;
    return `<p class="budget">${text}<meter min="0" max="${max}" value="${used}" high="${Math.round(max * 0.9)}"></meter></p>`;
  });
  return bars.join("\n");
}

/**
 * Files from this share of the flash on show their functions on the map of all: below, they would not be legible. What is in a
 * template costs the browser next to nothing until the script takes it out: a page of 40,000 functions must open at once.
 */
const SHOWN_SHARE = 0.005;

/** The height of a module's label is the style's, so the functions' map is laid out for the whole rectangle. */
function map(files: readonly SizedFile[], total: number): string {
  const rectangles = treemapOf(files.map((file) => file.size));
  return files.map((file, index) => fileBox(file, rectangles[index]!, total)).join("\n");
}

function fileBox(file: SizedFile, rectangle: Rectangle, total: number): string {
  const { path, kind, size, parts } = file;
  const title = `${path}, ${size} bytes, ${percent(size, total)}`;
  const shape = rectangle.height > 0 ? (rectangle.width / rectangle.height) * (16 / 9) : 1;
  const inner = treemapOf(
    parts.map((part) => part.size),
    shape,
  );
  const boxes = parts.map((part, index) => partBox(part, inner[index]!)).join("");
  const content = size >= total * SHOWN_SHARE ? boxes : boxes && `<template>${boxes}</template>`;
  const label = `<span class="name">${escape(path)} <b>${size}</b></span>`;
  return `<section class="file ${kind}" role="listitem" tabindex="0" title="${escape(title)}" style="${style(rectangle)}">${label}<div class="parts">${content}</div></section>`;
}

function partBox({ name, size, details }: FilePart, rectangle: Rectangle): string {
  const what = details ? `: ${detailText(details)}` : "";
  const title = escape(`${name}, ${size} bytes${what}`);
  return `<div class="part" title="${title}" style="${style(rectangle)}">${escape(name)} <b>${size}</b></div>`;
}

const DETAILS = ["code", "lines", "overhead", "qstrs", "constants"] as const;

function detailText(details: NonNullable<FilePart["details"]>): string {
  return DETAILS.filter((name) => details[name] > 0)
    .map((name) => `${name} ${details[name]}`)
    .join(", ");
}

function fileDetails({ path, kind, size, parts }: SizedFile, total: number): string {
  const summary = `<span class="key ${kind}"></span><code>${escape(path)}</code> <b>${size}</b> bytes, ${percent(size, total)}`;
  if (parts.length === 0) return `<p class="row">${summary}</p>`;
  const head = ["function", "bytes", ...DETAILS].map((name) => `<th scope="col">${name}</th>`).join("");
  const rows = parts.map(({ name, size: bytes, details }) => {
    const cells = DETAILS.map((detail) => `<td>${details ? details[detail] : ""}</td>`).join("");
    return `<tr><th scope="row"><code>${escape(name)}</code></th><td>${bytes}</td>${cells}</tr>`;
  });
  return `<details class="row"><summary>${summary}</summary><template><table><thead><tr>${head}</tr></thead><tbody>${rows.join("")}</tbody></table></template></details>`;
}

function style({ left, top, width, height }: Rectangle): string {
  return `left:${left}%;top:${top}%;width:${width}%;height:${height}%`;
}
