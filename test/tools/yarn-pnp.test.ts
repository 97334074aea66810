// Yarn's Plug'n'Play: there is no node_modules, and a library's files lie in an archive. What is installed is the package as npm packs it.

import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import type { Manifest } from "../../src/index.ts";
import { toolProject } from "./support/toolbox.ts";

const run = promisify(execFile);
const checkout = fileURLToPath(new URL("../..", import.meta.url));

test("mpy build reads a library from Yarn's cache", async (context) => {
  const project = await toolProject(context, { "@yarnpkg/cli-dist": "^4" }, {});
  const folder = join(project.root, "app");
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write("library/package.json", '{ "name": "uk", "version": "1.0.0", "micropython": "python" }');
  write("library/python/uk.py", "X = 41\n");
  write("library/python/unused.py", "Y = 1\n");
  for (const packed of [checkout, join(folder, "library")]) {
    // Scripts would build anew what other tests use.
    await run("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], { cwd: packed });
  }
  const [uk, ours] = readdirSync(folder)
    .filter((name) => name.endsWith(".tgz"))
    .sort();
  const dependencies = { "unplugin-micropython": `file:./${ours}`, uk: `file:./${uk}` };
  write("package.json", JSON.stringify({ name: "app", private: true, type: "module", dependencies }));
  write("yarn.lock", "");
  write("firmware/main.py", "import uk\nprint(uk.X)\n");
  write("micropython.config.mjs", 'export default { entries: "firmware/main.py", libraries: [{ npm: "uk" }] };\n');
  const yarn = (command: string): Promise<string> => {
    const settings = { YARN_ENABLE_IMMUTABLE_INSTALLS: "false", YARN_ENABLE_TELEMETRY: "0" };
    return project.run(`yarn ${command}`, { env: settings, folder: "app" });
  };
  await yarn("install");
  expect(readdirSync(folder)).toContain(".pnp.cjs");
  await yarn("mpy build");
  const manifest = JSON.parse(project.read("app/dist/flash/manifest.json")) as Manifest;
  expect(manifest.modules.map(({ path }) => path)).toEqual(["/lib/uk.mpy", "/main.py"]);
});
