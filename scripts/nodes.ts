// `npm run test:nodes -- 22 24 -- test/plugin test/cli`: runs the tests folder by folder on other releases of Node, each from npm's
// package `node`, installed outside of the checkout. Without folders all of test/ but test/tools; with neither, on Node 22 and 24.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";

const shelf = process.env["UNPLUGIN_MICROPYTHON_TOOLS"] ?? join(tmpdir(), "unplugin-micropython-tools");

const given = process.argv.slice(2);
const releases = given.filter((one) => /^\d+(\.\d+)*$/.test(one));
const folders = given.filter((one) => !releases.includes(one) && one !== "--");

/** The program of a release of Node, "22" or "22.12.0". */
function installNode(release: string): string {
  const folder = join(shelf, `node-${release}`);
  const program = join(folder, "node_modules/node/bin/node");
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies: { node: `^${release}` } }));
  const { status } = spawnSync("npm", ["install", "--no-audit", "--no-fund"], { cwd: folder, stdio: "inherit" });
  if (status !== 0) throw new Error(`npm could not install node@${release} into ${folder}`);
  return program;
}

/** Runs the tests of a folder; gives the lines that tell what was skipped and how many passed. */
function runTests(node: string, folder: string): { text: string; isGood: boolean } {
  const { NODE_OPTIONS: _, ...env } = process.env;
  env["PATH"] = dirname(node) + delimiter + env["PATH"];
  const args = ["node_modules/vitest/vitest.mjs", "run", folder];
  const { status, stdout, stderr } = spawnSync(node, args, { env, encoding: "utf8", maxBuffer: 1 << 28 });
  const last = stdout.trimEnd().split("\n").at(-1) ?? "";
  return { text: status === 0 ? last : `${stdout}\n${stderr}\n${folder}: ${last}`, isGood: status === 0 };
}

const all = readdirSync("test", { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !["support", "tools"].includes(entry.name))
  .map(({ name }) => `test/${name}`);

let failed = 0;
for (const release of releases.length > 0 ? releases : ["22", "24"]) {
  const node = installNode(release);
  const version = spawnSync(node, ["--version"], { encoding: "utf8" }).stdout.trim();
  for (const folder of folders.length > 0 ? folders : all) {
    const { text, isGood } = runTests(node, folder);
    if (!isGood) failed++;
    console.log(`Node ${version}, ${folder}: ${text}`);
  }
}
process.exitCode = failed === 0 ? 0 : 1;
