// The size table at the end of a build: the files on the flash, largest first, with the change since the last build. A
// watcher's rebuild shows only changed files, and a large project only its largest files, so that the log stays
// readable.

import { printableName } from "../../diagnostics/printable.ts";
import { budgetName } from "../budgets.ts";
import type { Manifest } from "../manifest.ts";
import { number } from "./number.ts";

/** Bytes by device path, after a build. */
export type FileSizes = ReadonlyMap<string, number>;

/** Options of the table. */
export interface TableOptions {
  /** Sizes of the last build; undefined if unknown, and then no change is shown. */
  readonly before?: FileSizes | undefined;
  /** Leaves out files with an unchanged size. */
  readonly changesOnly?: boolean;
}

/** Maximum number of listed files, not counting changed ones. */
const LARGEST = 25;

/** Sizes of all files on the flash. */
export function fileSizes({ modules, files }: Pick<Manifest, "modules" | "files">): FileSizes {
  const sizes = new Map<string, number>();
  for (const { path, size } of modules) sizes.set(path, size);
  for (const { path, size } of files) sizes.set(path, size);
  return sizes;
}

/** The table, without a final newline; "" if there are no changes and only changes are requested. */
export function sizeTable(manifest: Manifest, { before, changesOnly = false }: TableOptions = {}): string {
  const sizes = fileSizes(manifest);
  const total = sum(sizes.values());
  const gone = [...(before?.keys() ?? [])].filter((path) => !sizes.has(path));
  const paths = [...sizes.keys(), ...gone];
  const candidates = changesOnly ? paths.filter((path) => sizes.get(path) !== before?.get(path)) : paths;
  const listed = candidates.map((path) => {
    const size = sizes.get(path);
    return { path, size, change: changeOf(size, before, path) };
  });
  listed.sort((a, b) => (b.size ?? 0) - (a.size ?? 0) || (a.path < b.path ? -1 : 1));
  const shown = listed.filter((row, rank) => changesOnly || row.change !== "" || rank < LARGEST);
  if (shown.length === 0) return "";
  const left = paths.length - shown.length;
  const hasChange = shown.some(({ change }) => change !== "");
  const cells = [
    ["on the flash", "bytes", "share", hasChange ? "change" : ""],
    ...shown.map(({ path, size, change }) => [printableName(path), number(size), share(size, total), change]),
    ...(left > 0 ? [[`… and ${left} more`, "", "", ""]] : []),
    ["total", number(total), "", before && hasChange ? changeText(total - sum(before.values())) : ""],
  ];
  return [columns(cells), useLine(manifest), ...budgetLines(manifest)].join("\n");
}

/** One line about the filesystem: its use, and its image. */
export function useLine({ flash }: Manifest): string {
  const { filesystem, used, capacity, image, uf2 } = flash;
  const name = filesystem === "files" ? "flash" : filesystem;
  const use =
    capacity === null
      ? `${number(used)} bytes`
      : `${number(used)} of ${number(capacity)} bytes used (${share(used, capacity)}), ${number(capacity - used)} left`;
  const images = [image, uf2].flatMap((one) => (one === null ? [] : [one.asset]));
  return `${name}: ${use}${images.length > 0 ? `; ${images.join(", ")}` : ""}`;
}

/** A line for each budget. */
function budgetLines({ budgets = [] }: Manifest): string[] {
  return budgets.map((budget) => {
    const { max, used } = budget;
    const left = used > max ? `${number(used - max)} too many` : `${number(max - used)} left`;
    return `budget of ${budgetName(budget)}: ${number(used)} of ${number(max)} bytes (${share(used, max)}), ${left}`;
  });
}

function changeOf(size: number | undefined, before: FileSizes | undefined, path: string): string {
  if (!before) return "";
  const old = before.get(path);
  if (old === undefined) return "new";
  if (size === undefined) return "gone";
  return changeText(size - old);
}

function changeText(change: number): string {
  return change === 0 ? "" : `${change > 0 ? "+" : "−"}${number(Math.abs(change))}`;
}

function sum(sizes: Iterable<number>): number {
  let total = 0;
  for (const size of sizes) total += size;
  return total;
}

function share(part: number | undefined, whole: number): string {
  return part === undefined || whole === 0 ? "" : `${((part / whole) * 100).toFixed(1)} %`;
}

/** A table with text in the first column and numbers in the others. */
function columns(cells: readonly (readonly string[])[]): string {
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const line = (row: readonly string[]): string => {
    return row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join("  ")
      .trimEnd();
  };
  const rule = widths
    .map((width) => "-".repeat(width))
    .join("  ")
    .trimEnd();
  const lines = cells.map(line);
  return [lines[0], rule, ...lines.slice(1, -1), rule, lines.at(-1)].join("\n");
}
