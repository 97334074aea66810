// Before the tests: dist is built when it is older than src or the build, because bundlers, command lines and the package are tested as
// they are published.

import { spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Vitest's hook. */
export default function setup(): void {
  if (newest("dist") > Math.max(newest("src"), newest("scripts/build"))) return;
  const { status, stdout } = spawnSync("npm", ["run", "build", "--silent"], { cwd: root, encoding: "utf8" });
  if (status !== 0) console.warn(`the build reports errors; tests of dist may fail\n${stdout}`);
}

function newest(folder: string): number {
  try {
    const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    return Math.max(0, ...files.map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs));
  } catch {
    return 0;
  }
}
