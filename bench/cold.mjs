// A fresh process for a cold measurement: `node cold.mjs ours|plugin|pybricks FILE` loads a compiler (`plugin`: the whole plugin,
// which warms its compiler up), compiles the file once, and prints what loading and compiling took, in milliseconds, as JSON.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [, , who, file] = process.argv;
const source = readFileSync(file);
const started = performance.now();
let loaded;
if (who === "ours" || who === "plugin") {
  if (who === "plugin") {
    const { default: micropython } = await import(new URL("../dist/rollup.js", import.meta.url).href);
    micropython();
    await new Promise((resolve) => setTimeout(resolve));
  }
  const { compile } = await import(new URL("../dist/compiler/index.js", import.meta.url).href);
  loaded = performance.now();
  compile(source, { filename: "m.py" });
} else {
  delete globalThis.fetch;
  const { compile } = createRequire(import.meta.url)("@pybricks/mpy-cross-v6");
  loaded = performance.now();
  await compile("m.py", source.toString("utf8"));
}
const done = performance.now();
console.log(JSON.stringify({ load: loaded - started, compile: done - loaded }));
process.exit(0);
