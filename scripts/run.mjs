// Starts a TypeScript program of this project straight from its sources: esbuild bundles the entry and a `worker.ts`
// that lies beside it (some 50 ms), then the bundle is imported. Quicker to start than a loader hook, and unlike one it
// serves worker threads on Node 20. Usage: node scripts/run.mjs ENTRY.ts [arguments…]

import { existsSync, mkdtempSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const entry = process.argv[2];
if (!entry) {
  console.error("usage: node scripts/run.mjs ENTRY.ts [arguments…]");
  process.exit(2);
}
const worker = join(dirname(entry), "worker.ts");
const cache = resolve("node_modules/.cache/unplugin-micropython");
mkdirSync(cache, { recursive: true });
// inside node_modules, so that packages left out of the bundle are found from there
const folder = mkdtempSync(join(cache, "run-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));

try {
  await build({
    entryPoints: { main: entry, ...(existsSync(worker) && { worker }) },
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    sourcemap: "inline",
    logLevel: "error",
  });
} catch {
  process.exit(2); // esbuild has said why
}
process.setSourceMapsEnabled(true);
process.argv.splice(1, 2, resolve(entry));
await import(pathToFileURL(join(folder, "main.mjs")).href);
