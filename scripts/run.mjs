// Starts a TypeScript program of this project straight from its sources: esbuild bundles the entry and a `worker.ts`
// that lies beside it (some 50 ms), then the bundle is imported. Quicker to start than a loader hook, and unlike one it
// serves worker threads on Node 20. Usage: node scripts/run.mjs ENTRY.ts [arguments…]

import { existsSync, mkdtempSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
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
// A signal ends the program at once, also in the midst of long work, and leaves its folder; the next one sweeps.
const DAY_MS = 24 * 3600 * 1000;
for (const name of readdirSync(cache).filter((name) => name.startsWith("run-"))) {
  const made = statSync(join(cache, name), { throwIfNoEntry: false })?.mtimeMs;
  if (made < Date.now() - DAY_MS) rmSync(join(cache, name), { recursive: true, force: true });
}
// inside node_modules, so that packages left out of the bundle are found from there
const folder = mkdtempSync(join(cache, "run-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

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
