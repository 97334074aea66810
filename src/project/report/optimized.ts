// The results of the optimiser for size, for the size table and the report page.

import { removedSizes } from "../../optimize/index.ts";
import type { OptimizedProgram, OptimizeReport } from "../../optimize/index.ts";
import { escape } from "./markup.ts";
import { number } from "./number.ts";

/** A line with the total, and one for each pass that saved bytes. */
export function savingLines({ before, after, savings }: OptimizeReport): string[] {
  const saved = savings.filter(({ bytes }) => bytes !== 0).toSorted((a, b) => b.bytes - a.bytes);
  const width = Math.max(...saved.map(({ pass }) => pass.length));
  const digits = Math.max(...saved.map(({ bytes }) => number(bytes).length));
  return [
    wholeLine(before, after),
    ...saved.map(({ pass, bytes }) => `  ${pass.padEnd(width)}  ${number(bytes).padStart(digits)}`),
  ];
}

/** One line with the total. */
export function wholeLine(before: number, after: number): string {
  const share = before === 0 ? "0.0" : ((100 * (before - after)) / before).toFixed(1);
  return `optimised for size: ${number(before)} bytes of modules became ${number(after)} (${share} % less)`;
}

/** Maximum number of removed names on the page; `mpy explain` lists all. */
const REMOVED_SHOWN = 500;

/** The section of the page; "" without the optimiser. */
export function optimizedSection(program: OptimizedProgram | undefined): string {
  if (program === undefined) return "";
  const { before, after, savings, leftAlone } = program.report;
  const passes = savings
    .filter(({ bytes }) => bytes !== 0)
    .map(({ pass, bytes }) => `<tr><th scope="row">${escape(pass)}</th><td>${number(bytes)}</td></tr>`);
  const removed = removedSizes(program);
  const rows = removed.slice(0, REMOVED_SHOWN).map(({ removal: { path, line, kind, name, reason }, bytes }) => {
    const place = line === 0 ? path : `${path}:${line}`;
    return `<tr><th scope="row"><code>${escape(name)}</code></th><td>${number(bytes)}</td><td class="text">${kind}</td><td class="text"><code>${escape(place)}</code></td><td class="text">${escape(reason)}</td></tr>`;
  });
  const more = removed.length - rows.length;
  const alone = leftAlone.map(({ path, what, reason }) => {
    return `<li><code>${escape(path ?? "the program")}</code>, ${escape(what)}: ${escape(reason)}</li>`;
  });
  return `<h2 id="optimized">Optimised for size</h2>
<p>${escape(wholeLine(before, after))}</p>
${table(["pass", "bytes saved"], passes)}
<h3>Removed</h3>
${table(["name", "bytes before", "kind", "place", "reason"], rows)}${more > 0 ? `<p>… and ${more} more: mpy explain lists all.</p>` : ""}
${alone.length > 0 ? `<h3>Left alone</h3>\n<ul>${alone.join("")}</ul>` : ""}
`;
}

/** A table. Columns after the second contain text. */
function table(heads: readonly string[], rows: readonly string[]): string {
  const cells = heads.map((head, at) => `<th scope="col"${at > 1 ? ' class="text"' : ""}>${head}</th>`);
  return `<div class="wide"><table><thead><tr>${cells.join("")}</tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}
