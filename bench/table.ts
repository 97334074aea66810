// The benchmarks' tables: a title, columns, and numbers with their significant digits. `--json` keeps the tables.

import { writeFileSync } from "node:fs";

/** What a benchmark found: the first row has the heads of the columns. */
export interface FigureTable {
  readonly title: string;
  readonly rows: readonly (readonly string[])[];
}

const printed: FigureTable[] = [];

/** Prints rows as columns, the first of them as heads. */
export function printTable(title: string, rows: FigureTable["rows"]): void {
  printed.push({ title, rows });
  console.log(title);
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  for (const row of rows)
    console.log(row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join("  "));
  console.log();
}

/** Writes all tables that were printed, as a JSON array of {@link FigureTable}. */
export function writeTables(file: string): void {
  writeFileSync(file, JSON.stringify(printed));
}

export const milliseconds = (value: number): string => `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
export const ratio = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ×`;
export const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[numbers.length >> 1]!;
