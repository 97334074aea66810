// A new process that builds a project with the installed plugin and prints the times as JSON:
// `node project-build.mjs PACKAGE ROOT OPTIONS REBUILDS`. It measures the plugin's work for every bundler: the snapshot of the
// flash, its outputs and the report. Then it changes one module and builds again, REBUILDS times.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [, , pack, root, optionsText, rebuilds] = process.argv;
const load = async (file) => import(pathToFileURL(join(pack, "dist", file)).href);
const { PluginState } = await load("plugin/state.js");
const { warmUp } = await load("engine/build-parts.js");
// As the plugin does while the bundler starts.
warmUp();

const state = new PluginState(JSON.parse(optionsText), "bench");

async function measure(work) {
  const cpu = process.cpuUsage();
  const started = performance.now();
  await work();
  const wall = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  return { wall, cpu: (user + system) / 1000 };
}

let compiled = 0;
let modules = 0;
function build() {
  const snapshot = state.snapshot({ byUrl: [], inlined: [] });
  if (snapshot.problems.length > 0) throw new Error(snapshot.problems[0].summary);
  state.outputs(snapshot);
  state.report(snapshot);
  compiled = snapshot.compiled.length;
  modules = snapshot.manifest.modules.length;
}

const first = await measure(async () => {
  await state.configure({ root, mode: "production" });
  build();
});
const facts = { first, compiled, modules, memory: process.resourceUsage().maxRSS / 1024 };
const again = [];
// As the plugin does in the pause after the first build, when a bundler watches.
if (Number(rebuilds) > 0) state.build.catchUp();
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const file = join(root, "firmware/p0/q0/r0/s3/mod33.py");
const text = Number(rebuilds) > 0 ? readFileSync(file, "utf8") : "";
for (let round = 0; round < Number(rebuilds); round++) {
  // Somebody saves; by then the times of all other files prove that they did not change.
  writeFileSync(file, `${text}\n\ndef changed_${process.pid}_${round}(x):\n    return x + ${round}\n`);
  await pause(round === 0 ? 300 : 120);
  again.push(await measure(build));
  if (compiled !== 1) throw new Error(`${compiled} modules were compiled after one change`);
}
if (text !== "") writeFileSync(file, text);
console.log(JSON.stringify({ ...facts, again }));
process.exit(0);
