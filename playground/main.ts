// `npm run playground`: builds with every bundler, shows what lies where on the flash, and starts it on a MicroPython.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Manifest } from "../src/project/manifest.ts";
import { BUNDLERS, buildWith } from "./build.ts";
import { runFlash } from "./device.ts";

const folder = join(process.cwd(), "playground");
// Bundlers that have no mode take it from here.
process.env["NODE_ENV"] = "production";

let first: { bundler: string; text: string; output: string } | undefined;
for (const bundler of BUNDLERS) {
  const started = performance.now();
  const output = await buildWith(bundler, folder);
  const text = readFileSync(join(output, "flash/manifest.json"), "utf8");
  const same = first === undefined ? "" : text === first.text ? `, same flash as ${first.bundler}` : ", ANOTHER FLASH";
  console.log(`${bundler.padEnd(8)} built in ${Math.round(performance.now() - started)} ms${same}`);
  if (first && text !== first.text) process.exitCode = 1;
  first ??= { bundler, text, output };
}

const manifest = JSON.parse(first!.text) as Manifest;
console.log(`\n${flashTable(manifest)}\n\nMicroPython says:\n`);
await runFlash(first!.output, manifest, "done", (line) => console.log(`  ${line}`));

/** The flash as a table: path, kind, bytes and share. */
function flashTable({ modules, files, flash }: Manifest): string {
  const rows = [
    ...modules.map(
      ({ path, source, size, format }) => [path, format === "mpy" ? "bytecode" : "source", source, size] as const,
    ),
    ...files.map(({ path, source, size }) => [path, "data", source, size] as const),
  ].sort((a, b) => (a[0] < b[0] ? -1 : 1));
  const cells = [
    ["on the device", "kind", "from", "bytes", "share"],
    ...rows.map(([path, kind, source, size]) => [path, kind, source, String(size), share(size, flash.used)]),
    ["total", "", `${rows.length} files`, String(flash.used), ""],
  ];
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const lines = cells.map((row) => {
    return row
      .map((cell, column) => (column < 3 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join("  ");
  });
  const rule = widths.map((width) => "-".repeat(width)).join("  ");
  return [lines[0], rule, ...lines.slice(1, -1), rule, lines.at(-1)].join("\n").replace(/ +$/gm, "");
}

function share(size: number, total: number): string {
  return `${((size / total) * 100).toFixed(1)} %`;
}
