// `npm run playground`: builds with each bundler, prints the files on the flash, runs the flash on MicroPython, requests the page from
// its web server, and runs the Python tests.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { join } from "node:path";
import type { Manifest } from "../src/project/manifest.ts";
import { BUNDLERS, buildWith } from "./build.ts";
import { askFlash, runFlash } from "./device.ts";

const folder = join(process.cwd(), "playground");
// Bundlers without an option for the mode read it here.
process.env["NODE_ENV"] = "production";

let first: { bundler: string; firmware: string; manifest: Manifest; output: string } | undefined;
for (const bundler of BUNDLERS) {
  const started = performance.now();
  const output = await buildWith(bundler, folder);
  const manifest = JSON.parse(readFileSync(join(output, "flash/manifest.json"), "utf8")) as Manifest;
  const firmware = firmwareOf(manifest);
  const isSame = first === undefined || firmware === first.firmware;
  const same = first === undefined ? "" : isSame ? `, same firmware as ${first.bundler}` : ", DIFFERENT FIRMWARE";
  console.log(`${bundler.padEnd(8)} built in ${Math.round(performance.now() - started)} ms${same}`);
  if (!isSame) process.exitCode = 1;
  first ??= { bundler, firmware, manifest, output };
}

const { manifest, output } = first!;
console.log(`\n${flashTable(manifest)}\n\nOutput of MicroPython:\n`);
const image = readFileSync(join(output, manifest.flash.image!.asset));
let records = 0;
await runFlash(image, "done", (line) => {
  if (line.startsWith("{")) records++;
  else console.log(`  ${line}`);
});
console.log(`  (and ${records} records of telemetry, which the page shows)`);

console.log("\nAnswers of its web server:\n");
const page = manifest.files.filter((file) => file.web);
const paths = ["/", ...page.map((file) => `/${file.source}`), "/flash/blink.mpy", "/no-such-file"];
const answers = await askFlash(image, paths);
for (const [index, { head, body }] of answers.entries()) {
  const path = paths[index]!;
  const encoding =
    head.find((line) => line.startsWith("Content-Encoding: "))?.replace("Content-Encoding: ", ", ") ?? "";
  const source = path.endsWith("/") ? `${path}index.html` : path;
  const isFound = head[0] === "HTTP/1.1 200 OK";
  const isEqual = isFound && readFileSync(join(output, source)).equals(encoding === "" ? body : gunzipSync(body));
  console.log(
    `  ${path}: ${head[0]!.slice("HTTP/1.1 ".length)}, ${body.length} bytes${encoding}${isEqual ? ", as built" : ""}`,
  );
}

console.log("\nIts tests, on MicroPython:\n");
process.exitCode ||= runTests();

/** Runs test_*.py of the firmware with Vitest, and returns its exit code. */
function runTests(): number {
  const vitest = join(process.cwd(), "node_modules/vitest/vitest.mjs");
  // A test may start this: the variables of its Vitest must not reach the Vitest started here.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("VITEST")));
  const args = [vitest, "run", "--root", folder, "--reporter", "verbose"];
  return spawnSync(process.execPath, args, { env, stdio: ["ignore", "inherit", "inherit"] }).status ?? 1;
}

/** The part of a manifest that is the same for every bundler: no page, and no offsets in the image. */
function firmwareOf({ modules, files }: Manifest): string {
  const own = files.filter((file) => !file.web);
  return JSON.stringify([...modules, ...own], (key, value: unknown) => (key === "offset" ? undefined : value));
}

/** The flash as a table: path, kind, bytes and share. */
function flashTable({ modules, files, flash }: Manifest): string {
  const rows = [
    ...modules.map(
      ({ path, source, size, format }) => [path, format === "mpy" ? "bytecode" : "source", source, size] as const,
    ),
    ...files.map(({ path, source, size, web }) => [path, web ? "page" : "data", source, size] as const),
  ].sort((a, b) => (a[0] < b[0] ? -1 : 1));
  const cells = [
    ["on the device", "kind", "from", "bytes", "share"],
    ...rows.map(([path, kind, source, size]) => [path, kind, source, String(size), share(size, flash.used)]),
    ["image", flash.filesystem, `${rows.length} files`, String(flash.used), share(flash.used, flash.capacity!)],
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
